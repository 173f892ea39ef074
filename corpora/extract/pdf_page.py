"""One page of a PDF as pdfium gives it: pieces of lines with their place, and what they are worth.

pdfium is asked once a line, not once a character, wherever that is enough: a page is read in about
the time that its text alone takes.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from corpora.extract import pdf_arabic, pdf_quality
from corpora.extract.pdf_calls import PageCalls
from corpora.extract.pdf_layout import GAP, Segment
from mappings.records import TextQuality

MAX_PAGE_CHARACTERS = 1_000_000
# An image that covers this share of a page is a picture of the page.
_WHOLE_PAGE = 0.6
# Objects looked at, from each end of the page's list, for such an image.
_OBJECTS = 8
_SAMPLES = 5
_ANGLES = 12  # lines that are asked for theirs
# What pdfium puts for a hyphen at a line's end; it goes on with the next line without a break.
BROKEN_WORD = "\ufffe"
_LINE = re.compile(rf"[^\s{BROKEN_WORD}](?:[^\r\n{BROKEN_WORD}]*[^\s{BROKEN_WORD}])?{BROKEN_WORD}?")
_HAS_LIGATURE = re.compile("[\ufb00-\ufb06\x00]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\x00": None}
)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text in the order of drawing.

    width, height  in points, as the text stands upright
    quality        None for a page with nothing on it
    text           all of it, as the parser gives it
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    segments: tuple[Segment, ...] = ()
    quality: TextQuality | None = None
    confidence: float | None = None
    text: str = ""


_Box = tuple[float, float, float, float]
"""left, bottom, right, top"""
_Part = tuple[int, int, _Box]
"""start and end in the page's text, and its place"""
_BOLD = (b"Bold", b"bold", b"Black", b"Heavy")


class PageReader:
    """Reads the pages of a document."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._calls = PageCalls(document)

    def read(self, index: int) -> PageText:
        """Reads a page. Raises PdfiumError for one that cannot be loaded."""
        with self._calls.opened(index):
            return _Page(self._calls, index + 1).read()


class _Page:
    def __init__(self, calls: PageCalls, number: int) -> None:
        self._number = number
        self._calls = calls
        self._bold: dict[int | None, bool] = {}
        box = calls.media_box()
        self._left, self._bottom = box[0], box[1]
        self._width, self._height = box[2] - box[0], box[3] - box[1]
        self._indexes_differ = False

    def read(self) -> PageText:
        text, count = self._calls.text(MAX_PAGE_CHARACTERS)
        self._indexes_differ = len(text) != count
        quality = self._quality(text)
        if quality in (None, TextQuality.IMAGE) or (
            quality is TextQuality.BROKEN and pdf_quality.is_hopeless(text)
        ):
            return PageText(self._number, self._width, self._height, (), quality, text=text)
        if not self._indexes_differ and pdf_arabic.has_flipped_ligatures(text):
            text = self._with_ligatures_turned(text)
        spans = list(_spans(text))
        angle = self._angle(spans)
        segments = tuple(self._segments(text, spans, angle))
        width, height = self._width, self._height
        if angle in (90, 270):
            width, height = height, width
        return PageText(self._number, width, height, segments, quality, text=text)

    def _quality(self, text: str) -> TextQuality | None:
        letters = pdf_quality.letters(text)
        if not letters and not self._calls.count_objects():
            return None
        if letters and pdf_quality.is_broken(text):
            return TextQuality.BROKEN
        picture = self._picture()
        if letters < pdf_quality.FEWEST_LETTERS and (picture is not None or not letters):
            return TextQuality.IMAGE
        if picture is not None and (picture or self._is_invisible(len(text))):
            return TextQuality.RECOGNISED
        return TextQuality.DIGITAL

    def _picture(self) -> bool | None:
        """Whether an image of the whole page hides the text: True when it lies over it, False
        when it is drawn first, None when there is none."""
        calls = self._calls
        count = calls.count_objects()
        text_before = False
        for number in (
            *range(min(count, _OBJECTS)),
            *range(max(_OBJECTS, count - _OBJECTS), count),
        ):
            item = calls.object(number)
            kind = calls.kind(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                text_before = True
                continue
            is_image = kind == raw.FPDF_PAGEOBJ_IMAGE or (
                kind == raw.FPDF_PAGEOBJ_FORM
                and any(
                    calls.kind(inside) == raw.FPDF_PAGEOBJ_IMAGE
                    for inside in calls.objects_inside(item, _OBJECTS)
                )
            )
            if is_image and self._covers(calls.bounds(item)):
                return text_before
        return None

    def _covers(self, box: _Box | None) -> bool:
        if box is None:
            return False
        left, bottom, right, top = box
        wide = min(right, self._left + self._width) - max(left, self._left)
        high = min(top, self._bottom + self._height) - max(bottom, self._bottom)
        covered = max(0.0, wide) * max(0.0, high)
        return bool(covered > _WHOLE_PAGE * self._width * self._height)

    def _is_invisible(self, count: int) -> bool:
        """Whether the text is drawn without ink, as OCR lays it over an image."""
        found = Counter[bool]()
        for index in range(0, count, max(1, count // _SAMPLES)):
            found[self._calls.is_invisible(index)] += 1
        return bool(found[True] > found[False])

    def _index(self, at: int) -> int:
        """pdfium's number of the character at a position of the text."""
        return self._calls.char_at(at) if self._indexes_differ else at

    def _with_ligatures_turned(self, text: str) -> str:
        """The text with the letters of each glyph, which share one place, in reading order:
        pdfium turns a line from the right round letter by letter."""
        found: list[str] = []
        before: _Box | None = None
        for at, char in enumerate(text):
            box = self._calls.char_box(at) if "\u0590" <= char <= "\u08ff" else None
            if box is not None and box == before and any(box):
                found[-1] = char + found[-1]
            else:
                found.append(char)
            before = box
        return "".join(found)

    def _angle(self, spans: list[tuple[int, int]]) -> int:
        """By how many degrees, 0, 90, 180 or 270, most of the text is turned."""
        found: dict[int, int] = {}
        for start, end in spans[:: len(spans) // _ANGLES + 1]:
            angle = self._calls.quarters(self._index(start)) * 90
            found[angle] = found.get(angle, 0) + end - start
        return max(found, key=lambda angle: found[angle]) if found else 0

    def _upright(self, box: _Box, angle: int) -> _Box:
        left, bottom, right, top = box
        if angle == 0:
            return box
        if angle == 90:
            return self._height - top, left, self._height - bottom, right
        if angle == 180:
            return (
                self._width - right,
                self._height - top,
                self._width - left,
                self._height - bottom,
            )
        return bottom, self._width - right, top, self._width - left

    def _segments(self, text: str, spans: list[tuple[int, int]], angle: int) -> Iterator[Segment]:
        ligatures = bool(_HAS_LIGATURE.search(text))
        calls, same, upright = self._calls, not self._indexes_differ, angle in (0, 180)
        fonts = self._bold
        for start, end in spans:
            index = start if same else self._index(start)
            boxes = calls.rects(index, end - start)
            if not boxes:
                continue
            if angle:
                boxes = [self._upright(box, angle) for box in boxes]
            size = calls.size(index, upright=upright)
            font = calls.font(index)
            bold = fonts[font] if font in fonts else self._is_bold(index)
            if bold:
                bold = self._is_bold(end - 1 if same else self._index(end - 1))
            if len(boxes) > 1:
                boxes = _merged(boxes) if same else [_around(boxes)]
            if len(boxes) == 1:
                words = text[start:end]
                if ligatures:
                    words = words.translate(_LIGATURES)
                yield Segment(words, *boxes[0], size, bold)
                continue
            for first, last, box in self._parted(boxes, text, start, end, angle):
                words = text[first:last]
                if ligatures:
                    words = words.translate(_LIGATURES)
                yield Segment(words, *box, size, bold)

    def _is_bold(self, index: int) -> bool:
        font = self._calls.font(index)
        try:
            return self._bold[font]
        except KeyError:
            name = self._calls.font_name(index)
            bold = self._bold[font] = any(word in name for word in _BOLD)
            return bold

    def _parted(
        self, boxes: list[_Box], text: str, start: int, end: int, angle: int
    ) -> Iterator[_Part]:
        """A line parted at its gaps, into what stands in each of the boxes."""
        for number, box in enumerate(boxes, 1):
            last = end if number == len(boxes) else self._end(box, text, start, end, angle)
            words = text[start:last]
            first = start + len(words) - len(words.lstrip())
            if stripped := words.strip():
                yield first, first + len(stripped), box
            start = last

    def _end(self, box: _Box, text: str, start: int, end: int, angle: int) -> int:
        """Where the characters from `start` on that stand in a box end, the others behind them."""
        left, bottom, right, top = box
        low, high = start, end
        while low < high:
            middle = at = (low + high) // 2
            # What pdfium puts in by itself, a space, has no place.
            while at < high and text[at].isspace():
                at += 1
            place = self._calls.char_box(at) if at < high else None
            if place is None:
                high = middle
                continue
            if angle:
                place = self._upright(place, angle)
            x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
            if left - 1 < x < right + 1 and bottom - 1 < y < top + 1:
                low = at + 1
            else:
                high = middle
        return low


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line of the text, without the spaces around it."""
    return (line.span() for line in _LINE.finditer(text))


def _merged(boxes: list[_Box]) -> list[_Box]:
    """The pieces of a line, those without a gap between them made one."""
    found = []
    left, bottom, right, top = boxes[0]
    for box in boxes:
        first, low, last, high = box
        # Apart from all that is before it: a stop and a quotation mark share no height.
        if first - right > GAP or left - last > GAP or low > top or bottom > high:
            found.append((left, bottom, right, top))
            left, bottom, right, top = box
            continue
        if first < left:
            left = first
        if low < bottom:
            bottom = low
        if last > right:
            right = last
        if high > top:
            top = high
    found.append((left, bottom, right, top))
    return found


def _around(boxes: list[_Box]) -> _Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
