"""Lines of pages joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpora.extract import language, wrapped
from corpora.extract.hyphens import Hyphens
from corpora.extract.model import Block
from corpora.extract.pdf_furniture import ARTICLE, Lines
from corpora.extract.pdf_layout import Line, by_column

# A line this much further down than lines mostly are begins a paragraph.
_PARTED = 1.5
# Letters this much larger than those of the text are a heading's.
_LARGER = 1.15
# A heading that goes on is at least so wide, beside the widest lines.
_NEARLY_FULL = 0.6
# A text of which more than this share is bold has no headings by that.
_MOSTLY = 0.4
# The dots between an entry of a table of contents and its page.
_LEADER = re.compile(r"\s?(?:[.…·_]\s?){5,}\d{0,4}$")


def blocks(pages: Sequence[Lines]) -> list[Block]:
    """The paragraphs of a document. Footnotes stand behind the paragraph that their page ends
    with, never in it."""
    order = [(page.number, lines) for page in pages for _, lines in by_column(page.lines)]
    if _columns_are_languages(pages):
        # Languages side by side: each column is read through to the end of the document.
        order.sort(key=lambda item: item[1][0].column)
    everything = [line for page in pages for line in page.lines]
    if not everything:
        return []
    return list(_Paragraphs(everything).of(order))


class _Paragraphs:
    """Joins the lines of one document."""

    def __init__(self, lines: Sequence[Line]) -> None:
        body = [line for line in lines if not line.is_note]
        self._hyphens = Hyphens([line.text for line in lines])
        self._typical = wrapped.typical_length(len(line.text) for line in body[:2000])
        sizes: Counter[float] = Counter()
        for line in body:
            sizes[round(line.size, 1)] += len(line.text)
        self._size = sizes.most_common(1)[0][0] if sizes else 0.0
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
        current: list[Line] = []
        texts: list[str] = []
        start = 1
        notes: list[Block] = []
        for number, lines in order:
            text_lines = [line for line in lines if not line.is_note]
            for line in text_lines:
                text = " ".join(line.text.split())
                if text.count(text[-1:]) > 5 or text[-1:].isdigit():
                    text = _LEADER.sub("", text)
                if not text:
                    continue
                if current and self._begins(current[-1], texts[-1], line, text):
                    yield self._block(texts, current, start)
                    yield from notes
                    current, texts, notes = [], [], []
                if not current:
                    start = number
                current.append(line)
                texts.append(text)
            notes += self._notes([line for line in lines if line.is_note], number)
        if current:
            yield self._block(texts, current, start)
        yield from notes

    def _begins(self, above: Line, before: str, line: Line, text: str) -> bool:
        """Whether a line begins a paragraph."""
        if line.is_row or above.is_row:
            return True
        if text[:1].isupper() and ARTICLE.match(text):
            return True
        heading, was_heading = self._is_emphasised(line), self._is_emphasised(above)
        if heading != was_heading:
            return True
        if before.endswith(("-", "\u00ad", "\ufffe")) and text[:1].islower():
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

    def _block(self, texts: Sequence[str], lines: Sequence[Line], page: int) -> Block:
        bold = all(self._is_emphasised(line) for line in lines)
        return Block(wrapped.join(texts, self._hyphens), bold=bold, page=page)

    def _notes(self, lines: Sequence[Line], page: int) -> list[Block]:
        found: list[list[str]] = []
        for line in lines:
            text = " ".join(line.text.split())
            if not found or wrapped.OPENS.match(text) or not text[:1].isalpha():
                found.append([])
            found[-1].append(text)
        return [Block(wrapped.join(texts, self._hyphens), page=page) for texts in found]


def _columns_are_languages(pages: Sequence[Lines]) -> bool:
    several = [page for page in pages if any(line.column for line in page.lines)]
    if len(several) * 2 < len(pages) or not several:
        return False
    found = Counter[tuple[str, ...]]()
    sample = several[:: max(1, len(several) // 10)][:10]
    for page in sample:
        columns: dict[int, list[str]] = {}
        for line in page.lines:
            columns.setdefault(line.column, []).append(line.text)
        found[tuple(language.detect(" ".join(columns[number])) for number in sorted(columns))] += 1
    common, count = found.most_common(1)[0]
    return len(set(common)) == len(common) and count * 2 > len(sample)
