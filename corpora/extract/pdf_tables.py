"""Tables whose cells have several lines: each row is read through, cell by cell."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

# Cells of a column begin within this many points of the heading's.
_ALIGNED = 4.0
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
# A line further below what is above it, in heights of a line, is no longer of the table.
_FAR = 5.0


class Piece(Protocol):
    """A piece of a line and its place in points, y upwards."""

    @property
    def left(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def right(self) -> float: ...
    @property
    def top(self) -> float: ...


_Piece = TypeVar("_Piece", bound=Piece)
Cells = list[list[_Piece]]
"""The pieces of each cell of a row, in order; an empty cell has none."""


def table_at(rows: Sequence[Sequence[_Piece]], start: int) -> tuple[list[Cells[_Piece]], int]:
    """The rows of a table that begins with the visual row `start`, and the number of the visual row
    behind it. Nothing when none begins there, or all its cells have one line: those are plain rows.

    rows  what stands beside each other, in the order of drawing, from left to right
    """
    first = rows[start]
    if len(first) < _FEWEST_COLUMNS:
        return [], start
    columns = [piece.left for piece in first]
    found: list[Cells[_Piece]] = [[[piece] for piece in first]]
    begins = [start]
    lowest = min(piece.bottom for piece in first)
    last = len(columns) - 1
    end = start + 1
    while end < len(rows):
        row = rows[end]
        places = [_place(piece, columns) for piece in row]
        known = [place for place in places if place is not None]
        if len(known) < len(places) or len(set(known)) < len(known):
            break
        if not _is_below(row[0], lowest):
            break
        # A cell of the first column begins a row; others may go on with theirs.
        if known[0] == 0 and (last > 0 or len(known) > 1):
            found.append([[] for _ in columns])
            begins.append(end)
        for piece, place in zip(row, known, strict=True):
            found[-1][place].append(piece)
            lowest = min(lowest, piece.bottom)
        last = known[-1]
        end += 1
    while found and sum(map(bool, found[-1])) < _FEWEST_COLUMNS - 1:
        # The number of the next section stands where the first column is.
        found.pop()
        end = begins.pop()
    if len(found) < _FEWEST_ROWS or all(len(cell) < 2 for cells in found for cell in cells):
        return [], start
    return found, end


def _place(piece: Piece, columns: Sequence[float]) -> int | None:
    """The column that a piece stands in; None when it crosses into the next one."""
    place = sum(left - _ALIGNED <= piece.left for left in columns) - 1
    if place < 0:
        return None
    is_last = place == len(columns) - 1
    return place if is_last or piece.right <= columns[place + 1] + _ALIGNED else None


def _is_below(piece: Piece, lowest: float) -> bool:
    """Whether a piece goes on with what ends at `lowest`: beside it or not far below."""
    height = piece.top - piece.bottom
    return -_FAR * height < piece.top - lowest < _FAR * height
