"""Lines of pages joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpora.extract import language, wrapped
from corpora.extract.hyphens import MARKS as HYPHENS
from corpora.extract.hyphens import Hyphens
from corpora.extract.model import Block
from corpora.extract.pdf_furniture import ARTICLE, ROMAN_ARTICLE, LeftOut, Lines
from corpora.extract.pdf_layout import Line, by_column, usual_size
from mappings.languages import UNDETERMINED

# A line this much further down than lines mostly are begins a paragraph.
_PARTED = 1.5
# Letters this much larger than those of the text are a heading's.
_LARGER = 1.15
# A heading that goes on is at least so wide, beside the widest lines.
_NEARLY_FULL = 0.6
# A text of which more than this share is bold has no headings by that.
_MOSTLY = 0.4
# Pages, and characters of each of their columns, by which the columns' languages are told.
_PAGES, _CHARACTERS = 5, 1000
_TELLING = 1500
_FREQUENT = 12
# Characters a word, on average, that no text has which parts its words.
_LONG_WORD = 15
# The dots between an entry of a table of contents and its page.
_LEADERS = ".…·_"
_LEADER = re.compile(rf"\s?(?:[{_LEADERS}]\s?){{5,}}(\d{{0,4}})$")


def blocks(pages: Sequence[Lines], left_out: LeftOut, languages: Sequence[str] = ()) -> list[Block]:
    """The paragraphs of a document. Footnotes stand behind the paragraph that their page ends
    with, never in it.

    languages  codes that the text is likely in
    """
    order = [(page.number, lines) for page in pages for _, lines in by_column(page.lines)]
    if _columns_are_languages(pages, languages):
        # Languages side by side: each column is read through to the end of the document.
        order.sort(key=lambda item: item[1][0].column)
    everything = [line for page in pages for line in page.lines]
    if not everything:
        return []
    return list(_Paragraphs(everything, left_out).of(order))


class _Paragraphs:
    """Joins the lines of one document."""

    def __init__(self, lines: Sequence[Line], left_out: LeftOut) -> None:
        self._left_out = left_out
        body = [line for line in lines if not line.is_note]
        self._hyphens = Hyphens([line.text for line in lines])
        self._typical = wrapped.typical_length(len(line.text) for line in body[:2000])
        self._size = usual_size(body)
        bold = sum(len(line.text) for line in body if line.bold)
        self._bold_counts = bold < _MOSTLY * sum(len(line.text) for line in body)
        widths = sorted(line.right - line.left for line in body[:2000])
        self._width = widths[int(len(widths) * 0.95)] if widths else 0.0
        steps: Counter[int] = Counter()
        for above, below in zip(body, body[1:], strict=False):
            if 0 < above.bottom - below.bottom < 100:
                steps[round(above.bottom - below.bottom)] += 1
        self._step = steps.most_common(1)[0][0] if steps else 0

    def of(self, order: Sequence[tuple[int, Sequence[Line]]]) -> Iterator[Block]:
        above: Line | None = None
        page = 0
        was_emphasised = False
        texts: list[str] = []
        start = 1
        notes: list[Block] = []
        for number, lines in order:
            for line in lines:
                text = "" if line.is_note else self._cleaned(line.text)
                if not text:
                    continue
                emphasised = self._is_emphasised(line)
                if above is not None and (
                    emphasised != was_emphasised
                    or self._begins(above, texts[-1], line, text, emphasised)
                ):
                    yield self._block(texts, was_emphasised, start)
                    yield from notes
                    texts, notes = [], []
                if not texts:
                    start = number
                elif number != page and texts[-1].endswith(HYPHENS):
                    # What stands between its halves in the file is told by nobody else.
                    halves = texts[-1].rpartition(" ")[2], text.partition(" ")[0]
                    self._left_out("words broken over pages", halves)
                above, was_emphasised, page = line, emphasised, number
                texts.append(text)
            notes += self._notes([line for line in lines if line.is_note], number)
        if texts:
            yield self._block(texts, was_emphasised, start)
        yield from notes

    def _cleaned(self, text: str) -> str:
        """A line's text without the dots that lead to a number of a page, and that number."""
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        last = text[-1:]
        leads = last.isdigit() or (last in _LEADERS and text.count(last) > 4)
        if leads and (leader := _LEADER.search(text)):
            self._left_out("numbers of pages", [leader[1]])
            text = text[: leader.start()]
        return text

    def _begins(self, above: Line, before: str, line: Line, text: str, heading: bool) -> bool:
        """Whether a line begins a paragraph. `heading`: both lines are emphasised."""
        if line.is_row or above.is_row:
            return True
        if text[:1].isupper() and ARTICLE.match(text):
            return True
        if heading and ROMAN_ARTICLE.match(text):
            return True
        if before.endswith(HYPHENS) and text[:1].islower():
            return False
        step = above.bottom - line.bottom
        if heading and self._goes_on(above, line, step) and not wrapped.OPENS.match(text):
            return False
        if self._step and step > _PARTED * self._step and step > line.size:
            return True
        return wrapped.begins_paragraph(before, text, self._typical)

    def _goes_on(self, above: Line, line: Line, step: float) -> bool:
        """Whether a heading that nearly fills its line goes on in the next."""
        full = above.right - above.left > _NEARLY_FULL * self._width
        return full and abs(above.size - line.size) < 1 and 0 < step < _PARTED * above.size

    def _is_emphasised(self, line: Line) -> bool:
        if line.bold and self._bold_counts:
            return True
        return bool(self._size) and line.size > _LARGER * self._size

    def _block(self, texts: Sequence[str], bold: bool, page: int) -> Block:
        return Block(wrapped.join(texts, self._hyphens), bold=bold, page=page)

    def _notes(self, lines: Sequence[Line], page: int) -> list[Block]:
        found: list[list[str]] = []
        for line in lines:
            text = " ".join(line.text.split())
            if not found or wrapped.OPENS.match(text) or not text[:1].isalpha():
                found.append([])
            found[-1].append(text)
        return [Block(wrapped.join(texts, self._hyphens), page=page) for texts in found]


def _columns_are_languages(pages: Sequence[Lines], languages: Sequence[str]) -> bool:
    """Whether each column of most pages is in a language of its own."""
    found: dict[int, list[dict[int, list[str]]]] = {}
    for page in pages:
        if any(line.column for line in page.lines):
            columns: dict[int, list[str]] = {}
            for line in page.lines:
                columns.setdefault(line.column, []).append(line.text)
            found.setdefault(len(columns), []).append(columns)
    several = max(found.values(), key=len, default=[])
    if not several or len(several) * 2 < len(pages):
        return False
    sample = several[:: len(several) // _PAGES + 1]
    texts = [
        " ".join(" ".join(page.get(number, ()))[:_CHARACTERS] for page in sample)
        for number in sorted(sample[0])
    ]
    # Short texts of one language are taken for two more often than they share no words.
    if any(_have_words_in_common(one, other) for one, other in pairwise(texts)):
        return False
    seen = {UNDETERMINED}
    for text in texts:
        code = language.detect(text[:_TELLING], languages)
        if code in seen:
            return False
        seen.add(code)
    return True


def _have_words_in_common(one: str, other: str) -> bool:
    """Whether at least half of the words that come again and again in one text are in the other."""
    others = set(_words(other))
    counts = Counter(word for word in _words(one) if word.isalpha())
    frequent = [word for word, count in counts.most_common(_FREQUENT) if count > 1]
    return 2 * sum(word in others for word in frequent) > len(frequent)


def _words(text: str) -> list[str]:
    """The words of a text; its characters where it does not part them by spaces."""
    words = text.casefold().split()
    return words if len(text) < _LONG_WORD * len(words) else list(text)
