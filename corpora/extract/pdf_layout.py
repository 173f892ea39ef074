"""The reading order of a page of a PDF: columns found by the gaps between pieces of lines."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from corpora.extract.pdf_tables import table_at

_left = attrgetter("left")
# A gap this wide, in points, parts a line; words of justified lines stand closer.
GAP = 9.0
_MAX_COLUMNS = 3
# Of a page's width and of its lines a column has at least this share.
_LEAST_SHARE = 0.15
# Share of the lines that may cross a gutter: headings over all columns.
_CROSSING = 0.08
_FEWEST_LINES = 16
# Lines over this share of the width stand in no column.
_ACROSS = 0.7
# Lines of a column of text are mostly full; cells of a table are not.
_FULL = 0.6
_HALF_FULL = 0.4
# Share of the lines that may stand above the one drawn before them.
_DISORDER = 0.15
# Cells of a table begin, or end, within this many points of those above.
_ALIGNED = 4.0
_FEWEST_ROWS = 3
CELL = " | "
_LEFTWARDS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ITEM = re.compile(r"(?:§\s?)?[(\[]?[\w.]{1,6}[.)\]:]?$|[-–—•*·]$")
# "4.(1)", "“(a)", "Clause 9:", "iv.", "•": all end in a mark of theirs.
_LABEL = re.compile(
    r"[“„\"]?(?:§\s?)?(?:\d[\w.]{0,5}[.)\]:]|[(\[](?:\w{1,5})[)\]]|[a-zа-я][.)]|[ivxlc]{1,6}[.)])"
    r"(?:\(\w{1,4}\)){0,2}$|[^\W\d_]{2,12}\.?\s\d{1,4}[.:)]$|[-–—•*·]$"
)
# So many bare numbers that were drawn apart are the pages of a table of contents.
_FEWEST_NUMBERS = 5
_LONGEST_LABEL = 18
_DOTS = ("...", ". . .", "…", "___")


class Segment(NamedTuple):
    """A piece of a line without a gap: its place in points, y upwards, and its letters' size."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0.0
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def is_beside(self, other: "Segment") -> bool:
        """Whether both stand on one line."""
        # By their middles: an apostrophe stands above the letters' middle, a comma below it.
        _, _, bottom, _, top, _, _ = self
        _, _, low, _, high, _, _ = other
        apart = abs(top + bottom - high - low)
        return apart < 0.9 * (top - bottom) or apart < 0.9 * (high - low)


class Line(NamedTuple):
    """A line of a page in reading order.

    column   number of the column it stands in, from the left; 0 when there is one
    is_row   a row of a table, its cells parted by CELL
    is_note  of a footnote
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float = 0.0
    bold: bool = False
    column: int = 0
    is_row: bool = False
    is_note: bool = False


def lines(segments: Sequence[Segment]) -> list[Line]:
    """A page's lines in reading order. Headings over all columns part the page into bands, in
    which the columns are read one after the other, from the right in scripts written so."""
    gutters = find_gutters(segments)
    rightwards = not is_rtl(segments)
    if not gutters:
        return _lines(_in_order(segments, rightwards), 0, rightwards)
    placed = [(segment, _column(segment, gutters)) for segment in segments]
    breaks = sorted(segment.bottom for segment, column in placed if column is None)
    bands: dict[tuple[int, int], list[Segment]] = {}
    last = len(gutters)
    for segment, column in placed:
        # Odd bands are the headings themselves, even ones what stands between two of them.
        band = 2 * (len(breaks) - bisect_right(breaks, segment.middle)) if breaks else 0
        if column is None:
            bands.setdefault((band + 1, 0), []).append(segment)
        else:
            place = column if rightwards else last - column
            bands.setdefault((band, place), []).append(segment)
    found: list[Line] = []
    for (band, place), group in sorted(bands.items()):
        column = place if rightwards or band % 2 else last - place
        found += _lines(_in_order(group, rightwards), column, rightwards)
    return found


def find_gutters(segments: Sequence[Segment]) -> list[float]:
    """The x at which the columns of a page part; none when the page has one column."""
    if len(segments) < _FEWEST_LINES:
        return []
    first = int(min([segment.left for segment in segments]))
    last = int(max([segment.right for segment in segments]))
    # A page of millions of points has no columns that a reader would follow.
    if not 0 < last - first < 20_000:
        return []
    across = _ACROSS * (last - first)
    wide = [segment for segment in segments if segment.right - segment.left > across]
    if len(wide) > len(segments) / 2:
        return []
    covered = _covered(segments, first, last)
    allowed = _CROSSING * len(segments)
    width = last - first
    edge = int(_LEAST_SHARE * width)
    if min(covered[edge : width - edge]) > allowed:
        return []
    gutters: list[float] = []
    start = first
    for left, right in _free(covered, allowed):
        wide_enough = right - left >= GAP and first + left - start > _LEAST_SHARE * width
        if wide_enough and last - (first + right) > _LEAST_SHARE * width:
            # Where the fewest lines cross; ends of long lines narrow a gutter on one side.
            fewest = min(covered[left:right])
            clear = [x for x in range(left, right) if covered[x] == fewest]
            gutters.append(first + (clear[0] + clear[-1]) / 2)
            start = first + right - 1
    if not gutters or len(gutters) >= _MAX_COLUMNS:
        return []
    columns: dict[int, list[float]] = {column: [] for column in range(len(gutters) + 1)}
    for segment in segments:
        column = _column(segment, gutters)
        if column is not None:
            columns[column].append(segment.right - segment.left)
    fewest_lines = _LEAST_SHARE * len(segments)
    if any(
        len(widths) < fewest_lines or not _is_text(widths, width / len(columns))
        for widths in columns.values()
    ):
        return []
    return gutters


def _is_text(widths: list[float], share: float) -> bool:
    """Whether lines so wide are of a column of text: cells of a table leave most of theirs empty.

    share  what a column has of the page's width
    """
    widths.sort()
    full = widths[int(len(widths) * 0.95)]
    return full > _FULL * share and widths[len(widths) // 2] > _HALF_FULL * full


def _covered(segments: Sequence[Segment], first: int, last: int) -> list[int]:
    """How many segments stand over each whole point from `first` to `last`."""
    steps = [0] * (last - first + 2)
    for segment in segments:
        steps[int(segment.left) - first] += 1
        steps[int(segment.right) - first + 1] -= 1
    return list(accumulate(steps[:-1]))


def _free(covered: Sequence[int], allowed: float) -> Iterator[tuple[int, int]]:
    """Ranges in which at most `allowed` segments stand."""
    start = None
    for at, count in enumerate(covered):
        if count > allowed:
            if start is not None:
                yield start, at
            start = None
        elif start is None:
            start = at
    if start is not None:
        yield start, len(covered)


def _column(segment: Segment, gutters: Sequence[float]) -> int | None:
    """The column of a segment; None when it stands across a gutter."""
    left, right = segment.left, segment.right
    column = 0
    for x in gutters:
        if left < x - GAP and right > x + GAP:
            return None
        if left + right > 2 * x:
            column += 1
    return column


def _in_order(segments: Sequence[Segment], rightwards: bool) -> Sequence[Segment]:
    """Segments from the top to the bottom. The order of drawing is kept where it goes downwards:
    it knows of side notes and boxes what positions do not tell."""
    jumps = [
        segment
        for before, segment in pairwise(segments)
        if segment.bottom > before.top and segment.left < before.right
    ]
    if len(jumps) <= max(2, _DISORDER * len(segments)):
        return _with_labels_in_place(segments, rightwards) if jumps else segments
    ordered = sorted(segments, key=lambda segment: -segment.middle)
    found: list[Segment] = []
    row: list[Segment] = []
    for segment in ordered:
        if row and not segment.is_beside(row[0]):
            found += sorted(row, key=lambda one: one.left if rightwards else -one.right)
            row = []
        row.append(segment)
    return found + sorted(row, key=lambda one: one.left if rightwards else -one.right)


def _with_labels_in_place(segments: Sequence[Segment], rightwards: bool) -> Sequence[Segment]:
    """Segments with each number that was drawn apart from its line, as all of a page may be, put
    before the line; or behind it, where it stands there: the pages in a table of contents."""
    beside = [False, *(one.is_beside(other) for one, other in pairwise(segments)), False]
    short = [
        at
        for at, segment in enumerate(segments)
        if not (beside[at] or beside[at + 1]) and len(segment.text) < _LONGEST_LABEL
    ]
    apart = {at for at in short if _LABEL.match(segments[at].text)}
    pages = _page_numbers(segments, short, rightwards)
    apart |= pages
    if not apart:
        return segments
    others = sorted((-segments[at].middle, at) for at in range(len(segments)) if at not in apart)
    before: dict[int, list[Segment]] = {}
    behind: dict[int, list[Segment]] = {}
    placed: set[int] = set()
    for at in apart:
        label = segments[at]
        nearest = _nearest(label, segments, others)
        if nearest is None:
            continue
        leads = (label.left < segments[nearest].left) == rightwards
        if leads and at in pages:
            continue
        placed.add(at)
        (before if leads else behind).setdefault(nearest, []).append(label)
    found: list[Segment] = []
    for at, segment in enumerate(segments):
        if at not in placed:
            found += [*before.get(at, ()), segment, *behind.get(at, ())]
    return found


def _page_numbers(segments: Sequence[Segment], short: Sequence[int], rightwards: bool) -> set[int]:
    """Of some segments those that are numbers which end below each other: pages of a table of
    contents."""
    ends: dict[int, set[int]] = {}
    for at in short:
        one = segments[at]
        if one.text.isdecimal():
            # By their ends, a point more or less: those of one column share a multiple of four.
            end = round((one.right if rightwards else one.left) / 4)
            ends.setdefault(end, set()).add(at)
    found = max(ends.values(), key=len, default=set())
    return found if len(found) >= _FEWEST_NUMBERS else set()


def _nearest(
    label: Segment, segments: Sequence[Segment], others: Sequence[tuple[float, int]]
) -> int | None:
    """The number of the segment on a label's line that is nearest to it.

    others  minus the height of each, in order, and its number
    """
    height = label.top - label.bottom
    first = bisect_left(others, (-label.middle - height, -1))
    last = bisect_right(others, (-label.middle + height, len(segments)))
    on_line = [
        (max(segments[at].left - label.right, label.left - segments[at].right), at)
        for _, at in others[first:last]
        if segments[at].is_beside(label)
    ]
    return min(on_line)[1] if on_line else None


def _from_the_right(segment: Segment) -> float:
    return -segment.right


def _lines(segments: Sequence[Segment], column: int, rightwards: bool) -> list[Line]:
    """The lines of one column; those whose cells stand below each other are rows of a table."""
    beside = [segment.is_beside(before) for before, segment in pairwise(segments)]
    if not any(beside):
        return [Line(*segment, column) for segment in segments]
    rows = [[segments[0]]]
    for segment, is_beside in zip(segments[1:], beside, strict=True):
        if is_beside:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        if len(row) > 1:
            row.sort(key=_left if rightwards else _from_the_right)
    rows, tall = _with_tall_cells(rows) if rightwards else (rows, frozenset())
    in_table = tall | _table_rows(rows)
    return [
        Line(*row[0], column) if len(row) == 1 else _line(row, column, index in in_table)
        for index, row in enumerate(rows)
    ]


def _with_tall_cells(rows: Sequence[list[Segment]]) -> tuple[list[list[Segment]], frozenset[int]]:
    """The rows with those of tables whose cells have several lines made one each, and the numbers
    of these."""
    found: list[list[Segment]] = []
    tall: set[int] = set()
    at = 0
    while at < len(rows):
        table, end = table_at(rows, at)
        if table:
            tall.update(range(len(found), len(found) + len(table)))
            found += [[_cell(cell) for cell in cells if cell] for cells in table]
            at = end
        else:
            found.append(rows[at])
            at += 1
    return found, frozenset(tall)


def _cell(pieces: Sequence[Segment]) -> Segment:
    """The lines of a cell as one piece."""
    texts, lefts, bottoms, rights, tops, sizes, bold = zip(*pieces, strict=True)
    text = " ".join(texts)
    return Segment(text, min(lefts), min(bottoms), max(rights), max(tops), sizes[0], all(bold))


def _line(row: Sequence[Segment], column: int, is_row: bool) -> Line:
    texts, lefts, bottoms, rights, tops, sizes, bold = zip(*row, strict=True)
    text = (CELL if is_row else " ").join(texts)
    left, bottom, right, top = min(lefts), min(bottoms), max(rights), max(tops)
    return Line(text, left, bottom, right, top, sizes[0], all(bold), column, is_row)


def _table_rows(rows: Sequence[Sequence[Segment]]) -> frozenset[int]:
    """Rows that follow each other and have cells below each other, beside their first ones."""
    found: set[int] = set()
    run: list[int] = []
    for index, row in enumerate(rows):
        if run and not _are_aligned(rows[run[-1]], row):
            run = []
        # A number before its sentence is no cell.
        if len(row) > 2 or (len(row) == 2 and not _is_label(row[0].text)):
            run.append(index)
            if len(run) >= _FEWEST_ROWS:
                found.update(run)
        else:
            run = []
    return frozenset(found)


def _is_label(text: str) -> bool:
    """Whether a piece of a line is the number of what follows, or leads to that of a page."""
    if text.endswith(_DOTS):
        return True
    return bool(_ITEM.match(text) or (len(text) < _LONGEST_LABEL and _LABEL.match(text)))


def _are_aligned(above: Sequence[Segment], below: Sequence[Segment]) -> bool:
    return any(
        abs(one.left - other.left) < _ALIGNED or abs(one.right - other.right) < _ALIGNED
        for one in above[1:]
        for other in below[1:]
    )


def is_rtl(segments: Sequence[Segment]) -> bool:
    """Whether most letters are of a script written from the right."""
    sample = "".join([segment.text[:30] for segment in segments[:40]])
    if sample.isascii() or not _LEFTWARDS.search(sample):
        return False
    return 2 * len(_LEFTWARDS.findall(sample)) > sum(map(str.isalpha, sample))


def by_column(page: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Runs of lines that stand in one column, in reading order."""
    for column, group in groupby(page, attrgetter("column")):
        yield column, list(group)


def usual_size(page: Sequence[Line]) -> float:
    """The size, to a tenth of a point, that most characters are set in; 0 where nothing is."""
    exact: dict[float, int] = {}
    for line in page:
        exact[line.size] = exact.get(line.size, 0) + len(line.text)
    sizes: Counter[float] = Counter()
    for size, count in exact.items():
        sizes[round(size, 1)] += count
    return sizes.most_common(1)[0][0] if sizes else 0.0
