"""The reading order of a page of a PDF: columns found by the gaps between its characters."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
from pypdfium2 import raw

# A gap this wide, in points, parts columns; words of justified lines stand closer on most lines.
_GUTTER = 9
_MAX_COLUMNS = 3
# Of a page's width and of its lines a column has at least this share.
_LEAST_SHARE = 0.15
# Share of the lines that may cross a gutter: headings over all columns.
_CROSSING = 0.08
_FEWEST_LINES = 16
_MAX_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Segment:
    """Text without a gap, on one line; start and end are positions in the page's text."""

    start: int
    end: int
    left: float
    right: float
    bottom: float
    top: float

    def is_beside(self, other: "Segment") -> bool:
        """Whether both stand on one line."""
        # By their middles: an apostrophe stands above the letters' middle, a comma below it.
        apart = abs(self.top + self.bottom - other.top - other.bottom) / 2
        return apart < 0.9 * max(self.top - self.bottom, other.top - other.bottom)


Run = tuple[int, tuple[str, ...]]
"""The number of a column, from the left, and lines of it."""


def lines(text: str) -> tuple[str, ...]:
    """The lines of a page's text, in the order that the document draws them."""
    return tuple(line for line in re.split(r"[\r\n]+", text.replace("\x00", "")) if line.strip())


def runs(text_page: pypdfium2.PdfTextPage, text: str, width: float) -> list[Run]:
    """A page's lines in reading order. Headings over all columns part the page into bands, in
    which the columns are read one after the other, from the right in scripts written so."""
    plain: list[Run] = [(0, lines(text))]
    if len(text) > _MAX_CHARACTERS:
        return plain
    segments = list(_segments(text_page, text))
    gutters = find_gutters(segments, width)
    if not gutters:
        return plain
    placed = [(segment, _column(segment, gutters)) for segment in segments]
    breaks = [segment.bottom for segment, column in placed if column is None]
    bands: dict[tuple[int, int], list[Segment]] = {}
    last = len(gutters)
    rightwards = not _is_rtl(text)
    for segment, column in placed:
        middle = (segment.top + segment.bottom) / 2
        # Odd bands are the headings themselves, even ones what stands between two of them.
        band = 2 * sum(middle < bottom for bottom in breaks)
        if column is None:
            bands.setdefault((band + 1, 0), []).append(segment)
        else:
            place = column if rightwards else last - column
            bands.setdefault((band, place), []).append(segment)
    found: list[Run] = []
    for (band, place), group in sorted(bands.items()):
        column = place if rightwards or band % 2 else last - place
        found.append((column, tuple(_lines(group, text))))
    return found


def find_gutters(segments: Sequence[Segment], width: float) -> list[float]:
    """The x at which the columns of a page part; none when the page has one column."""
    if len(segments) < _FEWEST_LINES:
        return []
    covered = Counter[int]()
    for segment in segments:
        for x in range(max(0, int(segment.left)), min(int(width), int(segment.right)) + 1):
            covered[x] += 1
    allowed = _CROSSING * len(segments)
    gutters: list[float] = []
    first = min(segment.left for segment in segments)
    last = max(segment.right for segment in segments)
    start = first
    for is_free, group in groupby(
        range(max(0, int(first)), min(int(width), int(last)) + 1), lambda x: covered[x] <= allowed
    ):
        xs = list(group)
        wide_enough = len(xs) >= _GUTTER and xs[0] - start > _LEAST_SHARE * width
        if is_free and wide_enough and last - xs[-1] > _LEAST_SHARE * width:
            # Where the fewest lines cross; ends of long lines narrow a gutter on one side.
            fewest = min(covered[x] for x in xs)
            clear = [x for x in xs if covered[x] == fewest]
            gutters.append((clear[0] + clear[-1]) / 2)
            start = xs[-1]
    if not gutters or len(gutters) >= _MAX_COLUMNS:
        return []
    shares = Counter(_column(segment, gutters) for segment in segments)
    smallest = min(shares[column] for column in range(len(gutters) + 1))
    return gutters if smallest >= _LEAST_SHARE * len(segments) else []


def _column(segment: Segment, gutters: Sequence[float]) -> int | None:
    """The column of a segment; None when it stands across a gutter."""
    if any(segment.left < x - _GUTTER and segment.right > x + _GUTTER for x in gutters):
        return None
    middle = (segment.left + segment.right) / 2
    return sum(middle > x for x in gutters)


def _segments(text_page: pypdfium2.PdfTextPage, text: str) -> Iterator[Segment]:
    """Runs of characters without a gap, in the order of the page's text."""
    sides = [ctypes.c_double() for _ in range(4)]
    references = [ctypes.byref(side) for side in sides]
    current: Segment | None = None
    for at, char in enumerate(text):
        if char.isspace() or char < " ":
            if char in "\r\n" and current is not None:
                yield current
                current = None
            continue
        if not raw.FPDFText_GetCharBox(text_page.raw, at, *references):
            continue
        box = Segment(at, at + 1, *(side.value for side in sides))
        if current is None:
            current = box
            continue
        gap = max(box.left - current.right, current.left - box.right)
        if gap > _GUTTER or (char.isalnum() and not box.is_beside(current)):
            yield current
            current = box
        else:
            current = Segment(
                current.start,
                at + 1,
                min(current.left, box.left),
                max(current.right, box.right),
                min(current.bottom, box.bottom),
                max(current.top, box.top),
            )
    if current is not None:
        yield current


def _lines(segments: Sequence[Segment], text: str) -> Iterator[str]:
    """Lines of one column, whose segments come in the order of the page's text."""
    line = ""
    before: Segment | None = None
    for segment in segments:
        if before is not None and segment.is_beside(before):
            between = text[before.end : segment.start]
            line += (between if not between.strip() else " ") or ""
        elif line:
            yield line
            line = ""
        line += text[segment.start : segment.end]
        before = segment
    if line:
        yield line


def _is_rtl(text: str) -> bool:
    letters = [char for char in text[:2000] if char.isalpha()]
    return 2 * sum("\u0590" <= char <= "\u08ff" for char in letters) > len(letters)
