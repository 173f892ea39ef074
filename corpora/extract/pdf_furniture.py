"""What a page carries beside its text: running lines, page and line numbers, footnotes."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from corpora.extract import numerals
from corpora.extract.labels import ARTICLE_WORDS
from corpora.extract.pdf_layout import Line, Segment, by_column, usual_size
from corpora.extract.pdf_page import PageText

# Lines from the top and from the bottom that may be running ones.
_EDGE = 3
# A running line stands on at least this share of the pages, or on so many in a row.
_REPEATED = 0.4
_IN_A_ROW = 3
_NEAR = 4  # pages
_MAX_LENGTH = 150
_SHORT = 20
_ONE_HEIGHT = 2  # points
# Line numbers count by fives at least, where they do not count each line.
_FEWEST_STEPS = 5
# Share of the other pieces of lines that may reach into the margin: notes at the side.
_IN_MARGIN = 0.15
# A note is set in letters at most this large, beside those of the text.
_NOTE_SIZE = 0.92
_PAGE_NUMBER = re.compile(
    r"^[^\w§]*(?:page|p\.|صفحة|第|стр\.?|seite)?[^\w§]*(\d{1,5}|[ivxlc]{1,7})[^\w§]*"
    r"(?:(?:of|/|de|sur|من)\s*\d{1,5})?[^\w§]*[页頁]?$",
    re.IGNORECASE,
)
# "Page 607 TITLE 18" on one page, "TITLE 18 Page 608" on the next.
_NAMED_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|стр\.?)\s(\d{1,5})\b(?=.)|.*\s(?:page|seite|página|pagina|стр\.?)"
    r"\s(\d{1,5})$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2}|[第页頁]")
_NOTE_MARK = re.compile(r"\s*(?:\(?\d{1,3}\)?|[*†‡§¹²³⁴-⁹]+|\([a-z]\))\s*\S")
_NUMBER = re.compile(r"\d{1,9}")
# Many pages may begin with an article of theirs, which is no running header.
ARTICLE = re.compile(
    rf"\s*(?:{'|'.join(map(re.escape, ARTICLE_WORDS))})\b\W{{0,3}}\d"
    # "Articles 2-4": what stands on the page.
    r"(?![\d.]*\s?[-–]\s?\d)",
    re.IGNORECASE,
)
# A whole line "Article IV"; in a sentence such a label is as often a reference.
ROMAN_ARTICLE = re.compile(
    rf"(?:{'|'.join(map(re.escape, ARTICLE_WORDS))})\s[IVXLC]{{1,7}}\b.?$", re.IGNORECASE
)


LeftOut = Callable[[str, Iterable[str]], None]
"""Told what is left out on purpose: what it is, and its texts."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A page's lines in reading order."""

    number: int
    lines: tuple[Line, ...]

    def with_texts(self, mended: Callable[[str], str]) -> "Lines":
        """The lines with their texts as the function gives them."""
        return Lines(self.number, tuple(one._replace(text=mended(one.text)) for one in self.lines))


def without_line_numbers(
    pages: Sequence[PageText], left_out: LeftOut
) -> Iterator[tuple[Segment, ...]]:
    """Each page's segments without the numbers in its margin that count its lines."""
    numbers = [
        [one for one in page.segments if len(one.text) < 4 and one.text.isdecimal()]
        for page in pages
    ]
    counting = [_line_numbers(page, found) for page, found in zip(pages, numbers, strict=True)]
    places = {(one.left, one.right) for found in counting for one in found}
    for page, candidates, found in zip(pages, numbers, counting, strict=True):
        if places and not found and len(candidates) < _IN_A_ROW:
            # The last page has few lines: its numbers stand where those of the others do.
            found = [
                one
                for one in candidates
                if int(one.text) % _FEWEST_STEPS == 0
                and any(one.left < right and one.right > left for left, right in places)
            ]
        if not found:
            yield page.segments
            continue
        removed = set(map(id, found))
        left_out("line numbers", [one.text for one in found])
        yield tuple(one for one in page.segments if id(one) not in removed)


def _line_numbers(page: PageText, numbers: Sequence[Segment]) -> list[Segment]:
    """Numbers below each other that count the lines of a page, where nothing else stands."""
    if len(numbers) < _IN_A_ROW:
        return []
    columns: list[list[Segment]] = []
    end = 0.0
    for number in sorted(numbers, key=attrgetter("left")):
        if not columns or number.left >= end:
            columns.append([])
            end = number.right
        columns[-1].append(number)
        end = max(end, number.right)
    found: list[Segment] = []
    others = len(page.segments) - len(numbers)
    for column in columns:
        column.sort(key=lambda one: -one.middle)
        left, right = min(one.left for one in column), max(one.right for one in column)
        if _counts_lines([int(one.text) for one in column], others):
            inside = sum(one.left < right and one.right > left for one in page.segments)
            if inside - len(column) < _IN_MARGIN * others:
                found += column
    return found


def _counts_lines(counts: Sequence[int], lines: int) -> bool:
    """Whether numbers count lines: paragraphs may be numbered in the margin as well, but neither
    by fives nor line by line."""
    steps = {after - before for before, after in pairwise(counts)}
    every = next(iter(steps)) if len(steps) == 1 else 0
    return len(counts) >= _IN_A_ROW and (
        every >= _FEWEST_STEPS or (every == 1 and len(counts) > 0.7 * lines)
    )


def without_running_lines(pages: Sequence[Lines], left_out: LeftOut) -> list[Lines]:
    """Removes page numbers and the lines that stand at the top or bottom of most pages."""
    edges = [[line for line in _edges(page) if len(line.text) < _MAX_LENGTH] for page in pages]
    numbers = [page.number for page in pages]
    running = _running(numbers, edges) | _page_numbers(numbers, edges)
    cleaned = []
    for page, found in zip(pages, edges, strict=True):
        heights = [line.top + line.bottom for line in found if id(line) in running]
        if not heights:
            cleaned.append(page)
            continue
        removed = {id(line) for line in found if id(line) in running or _is_beside(line, heights)}
        kept = tuple(line for line in page.lines if id(line) not in removed)
        left_out("running lines", [line.text for line in found if id(line) in removed])
        cleaned.append(replace(page, lines=kept))
    return cleaned


def _is_beside(line: Line, heights: Sequence[float]) -> bool:
    """Whether a short line stands on the line of a running one: "§ 5311" beside "Title 31"."""
    return len(line.text) < _SHORT and any(
        abs(line.top + line.bottom - height) < _ONE_HEIGHT for height in heights
    )


def _page_numbers(numbers: Sequence[int], edges: Sequence[Sequence[Line]]) -> set[int]:
    """The lines, by identity, that number the pages. A number that does not count with the pages
    may be an article's."""
    found: list[tuple[int, bool, Line]] = []
    offsets: Counter[int] = Counter()
    with_words: dict[int, list[Line]] = {}
    for page, lines in zip(numbers, edges, strict=True):
        on_page = set()
        for line in lines:
            if match := _PAGE_NUMBER.match(line.text):
                offset = (numerals.leading(match[1].upper()) or 0) - page
                named = match[1].isdigit() and bool(_WORD.search(line.text))
                found.append((offset, named, line))
                on_page.add(offset)
            elif match := _NAMED_NUMBER.match(line.text):
                with_words.setdefault(int(match[1] or match[2]) - page, []).append(line)
        offsets.update(on_page)
    counting = (lines for lines in with_words.values() if len(lines) > 1)
    return {
        id(line) for offset, named, line in found if named or offset == 0 or offsets[offset] > 1
    } | {id(line) for lines in counting for line in lines}


def _running(numbers: Sequence[int], edges: Sequence[Sequence[Line]]) -> set[int]:
    """The lines, by identity, that come again on other pages. Their numbers are the same or count
    the pages: those of footnotes do not."""
    groups: dict[str, list[tuple[int, Line]]] = {}
    for page, found in zip(numbers, edges, strict=True):
        for line in found:
            if not ARTICLE.match(line.text):
                key = _NUMBER.sub("#", " ".join(line.text.split()))
                groups.setdefault(key, []).append((page, line))
    running: set[int] = set()
    if len(numbers) <= _IN_A_ROW:
        return running  # Too few to tell what runs from what is said twice.
    for group in groups.values():
        if len(group) == 1:
            continue
        fitting = _with_fitting_numbers(group)
        # Pages count, not lines: columns of one page may end with the same name.
        on_pages = {page for page, _ in fitting}
        if len(on_pages) > _REPEATED * len(numbers) or _count_pages(fitting):
            running.update(id(line) for _, line in fitting)
            continue
        # At the same height of pages near each other: the title of the chapter they are in.
        for at, (page, line) in enumerate(fitting):
            near = {
                number
                for number, other in fitting[max(0, at - _NEAR) : at + _NEAR + 1]
                if abs(number - page) <= _NEAR and abs(other.top - line.top) < _ONE_HEIGHT
            }
            if len(near) >= _IN_A_ROW:
                running.add(id(line))
    return running


def _count_pages(lines: Sequence[tuple[int, Line]]) -> bool:
    """Whether lines of like wording stand at one height and have a number that counts pages: a
    running line of the pages on one side of a short document. On pages that follow each other it
    may be the heading of an annex each."""
    pages = sorted({page for page, _ in lines})
    if len(pages) < 2 or any(after - before < 2 for before, after in pairwise(pages)):
        return False
    heights = [line.top for _, line in lines]
    if max(heights) - min(heights) > _ONE_HEIGHT:
        return False
    ahead = [[int(number) - page for number in _NUMBER.findall(line.text)] for page, line in lines]
    return any(len(set(column)) == 1 for column in zip(*ahead, strict=True))


def _with_fitting_numbers(group: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Lines of like wording whose every number is the usual one at its place, or as far from the
    page's as usual."""
    values = [[int(number) for number in _NUMBER.findall(line.text)] for _, line in group]
    if not values[0]:
        return list(group)
    columns = list(zip(*values, strict=True))
    pages = [page for page, _ in group]
    usual = [Counter(column).most_common(1)[0][0] for column in columns]
    ahead = [
        Counter(value - page for value, page in zip(column, pages, strict=True)).most_common(1)[0][
            0
        ]
        for column in columns
    ]
    return [
        item
        for item, found in zip(group, values, strict=True)
        if all(value in (usual[at], item[0] + ahead[at]) for at, value in enumerate(found))
    ]


def _edges(page: Lines) -> list[Line]:
    """The lines at the top and the bottom of each column."""
    columns: dict[int, list[Line]] = {}
    for line in page.lines:
        columns.setdefault(line.column, []).append(line)
    found = []
    for column in columns.values():
        column.sort(key=lambda line: -(line.top + line.bottom))
        found += column[:_EDGE] + column[_EDGE:][-_EDGE:]
    return found


def with_notes_marked(page: Lines) -> Lines:
    """Marks the lines at the foot of each column that are set smaller than the text."""
    sizes = {line.size for line in page.lines}
    if not sizes or min(sizes) >= _NOTE_SIZE * max(sizes):
        return page
    small = _NOTE_SIZE * usual_size(page.lines)
    columns = list(by_column(page.lines))
    if all(column[-1].size >= small for _, column in columns):
        return page
    return replace(
        page, lines=tuple(line for _, column in columns for line in _marked(column, small))
    )


def _marked(column: Sequence[Line], small: float) -> Iterator[Line]:
    first = len(column)
    while first and column[first - 1].size < small:
        first -= 1
    # The notes begin with one that has its mark; smaller lines above it are of the text.
    while first < len(column) and not _NOTE_MARK.match(column[first].text):
        first += 1
    yield from column[:first]
    for line in column[first:]:
        yield line._replace(is_note=True)
