"""One page of a PDF as pdfium gives it: pieces of lines with their place, and what they are worth.

pdfium is asked once a line, not once a character, wherever that is enough: a page is read in about
the time that its text alone takes.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from corpora.extract import pdf_arabic, pdf_quality
from corpora.extract.pdf_layout import GAP, Segment
from mappings.records import TextQuality

MAX_PAGE_CHARACTERS = 1_000_000
# An image that covers this share of a page is a picture of the page.
_WHOLE_PAGE = 0.6
# Objects looked at, from each end of the page's list, for such an image.
_OBJECTS = 8
_SAMPLES = 5
_INVISIBLE = 3  # text rendering mode
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
    """

    number: int
    width: float = 0.0
    height: float = 0.0
    segments: tuple[Segment, ...] = ()
    quality: TextQuality | None = None
    confidence: float | None = None


class _Probe:
    """The C variables that pdfium writes into, made once."""

    def __init__(self) -> None:
        self.sides = (ctypes.c_double * 4)()
        self.references = [
            ctypes.cast(ctypes.byref(self.sides, 8 * at), ctypes.POINTER(ctypes.c_double))
            for at in range(4)
        ]
        self.loose = raw.FS_RECTF()
        self.floats = [ctypes.c_float() for _ in range(4)]
        self.float_references = [ctypes.byref(value) for value in self.floats]
        self.name = ctypes.create_string_buffer(128)
        self.flags = ctypes.c_int()


_Box = tuple[float, float, float, float]
"""left, bottom, right, top"""
_Part = tuple[int, int, _Box]
"""start and end in the page's text, and its place"""


def read_page(document: pypdfium2.PdfDocument, index: int) -> PageText:
    """Reads a page. Raises PdfiumError for one that cannot be loaded."""
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            return _Reader(page, text_page, index + 1).read()
        finally:
            text_page.close()
    finally:
        page.close()


class _Reader:
    def __init__(
        self, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, number: int
    ) -> None:
        self._page = page
        self._raw = text_page.raw
        self._text_page = text_page
        self._number = number
        self._probe = _Probe()
        box = page.get_mediabox()
        self._left, self._bottom = box[0], box[1]
        self._width, self._height = box[2] - box[0], box[3] - box[1]
        self._indexes_differ = False

    def read(self) -> PageText:
        count = self._text_page.count_chars()
        if count > MAX_PAGE_CHARACTERS:
            count = MAX_PAGE_CHARACTERS
        text = self._text_page.get_text_range(0, count) if count > 0 else ""
        self._indexes_differ = len(text) != count
        quality = self._quality(text)
        if quality in (None, TextQuality.IMAGE) or pdf_quality.is_hopeless(text):
            return PageText(self._number, self._width, self._height, (), quality)
        if not self._indexes_differ and pdf_arabic.has_flipped_ligatures(text):
            text = self._with_ligatures_turned(text)
        spans = list(_spans(text))
        angle = self._angle(spans)
        segments = tuple(self._segments(text, spans, angle))
        width, height = self._width, self._height
        if angle in (90, 270):
            width, height = height, width
        return PageText(self._number, width, height, segments, quality)

    def _quality(self, text: str) -> TextQuality | None:
        letters = pdf_quality.letters(text)
        if not letters and not raw.FPDFPage_CountObjects(self._page.raw):
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
        handle = self._page.raw
        count = raw.FPDFPage_CountObjects(handle)
        indexes = [*range(min(count, _OBJECTS)), *range(max(_OBJECTS, count - _OBJECTS), count)]
        text_before = False
        for index in indexes:
            item = raw.FPDFPage_GetObject(handle, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                text_before = True
                continue
            is_image = kind == raw.FPDF_PAGEOBJ_IMAGE or (
                kind == raw.FPDF_PAGEOBJ_FORM and self._holds_image(item)
            )
            if is_image and self._covers(item):
                return text_before
        return None

    @staticmethod
    def _holds_image(form: object) -> bool:
        count = min(raw.FPDFFormObj_CountObjects(form), _OBJECTS)
        return any(
            raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(form, index))
            == raw.FPDF_PAGEOBJ_IMAGE
            for index in range(count)
        )

    def _covers(self, item: object) -> bool:
        if not raw.FPDFPageObj_GetBounds(item, *self._probe.float_references):
            return False
        left, bottom, right, top = (value.value for value in self._probe.floats)
        wide = min(right, self._left + self._width) - max(left, self._left)
        high = min(top, self._bottom + self._height) - max(bottom, self._bottom)
        covered = max(0.0, wide) * max(0.0, high)
        return bool(covered > _WHOLE_PAGE * self._width * self._height)

    def _is_invisible(self, count: int) -> bool:
        """Whether the text is drawn without ink, as OCR lays it over an image."""
        found = Counter[bool]()
        for index in range(0, count, max(1, count // _SAMPLES)):
            item = raw.FPDFText_GetTextObject(self._raw, index)
            if item:
                found[raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE] += 1
        return bool(found[True] > found[False])

    def _index(self, at: int) -> int:
        """pdfium's number of the character at a position of the text."""
        if not self._indexes_differ:
            return at
        return max(0, int(raw.FPDFText_GetCharIndexFromTextIndex(self._raw, at)))

    def _with_ligatures_turned(self, text: str) -> str:
        """The text with the letters of each glyph, which share one place, in reading order:
        pdfium turns a line from the right round letter by letter."""
        found: list[str] = []
        before: list[float] | None = None
        for at, char in enumerate(text):
            box = None
            if "\u0590" <= char <= "\u08ff" and raw.FPDFText_GetCharBox(
                self._raw, at, *self._probe.references
            ):
                box = list(self._probe.sides)
            if box is not None and box == before and any(box):
                found[-1] = char + found[-1]
            else:
                found.append(char)
            before = box
        return "".join(found)

    def _angle(self, spans: list[tuple[int, int]]) -> int:
        """By how many degrees, 0, 90, 180 or 270, most of the text is turned."""
        found = Counter[int]()
        for start, end in spans[:: max(1, len(spans) // 20)]:
            angle = raw.FPDFText_GetCharAngle(self._raw, self._index(start))
            found[round(math.degrees(angle) / 90) * 90 % 360] += end - start
        return found.most_common(1)[0][0] if found else 0

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
        for start, end in spans:
            index = self._index(start)
            boxes = self._boxes(index, end - start, angle)
            if not boxes:
                continue
            size = self._size(index, angle)
            bold = self._is_bold(index) and self._is_bold(self._index(end - 1))
            if len(boxes) == 1:
                parts = [(start, end, boxes[0])]
            else:
                gaps = [] if self._indexes_differ else _gaps(boxes)
                if gaps and _goes_rightwards(boxes) and _is_level(boxes):
                    parts = list(self._parted_at(gaps, boxes, text, start, end, angle))
                elif gaps:
                    parts = list(self._parted(text, start, end, angle))
                else:
                    parts = [(start, end, _around(boxes))]
            for first, last, box in parts:
                words = text[first:last]
                yield Segment(words.translate(_LIGATURES) if ligatures else words, *box, size, bold)

    def _boxes(self, index: int, length: int, angle: int) -> list[_Box]:
        """The places of a line's pieces; one a piece that the document draws at once."""
        handle, sides, references = self._raw, self._probe.sides, self._probe.references
        get = raw.FPDFText_GetRect
        found = []
        for number in range(raw.FPDFText_CountRects(handle, index, length)):
            if get(handle, number, *references):
                left, top, right, bottom = sides
                found.append((left, bottom, right, top))
        return [self._upright(box, angle) for box in found] if angle else found

    def _char_box(self, at: int, angle: int) -> _Box | None:
        if not raw.FPDFText_GetCharBox(self._raw, at, *self._probe.references):
            return None
        left, right, bottom, top = self._probe.sides
        return self._upright((left, bottom, right, top), angle)

    def _size(self, index: int, angle: int) -> float:
        """Height of the font at a character, in points."""
        box = self._probe.loose
        if not raw.FPDFText_GetLooseCharBox(self._raw, index, box):
            return 0.0
        return float(box.top - box.bottom if angle in (0, 180) else box.right - box.left)

    def _is_bold(self, index: int) -> bool:
        probe = self._probe
        if not raw.FPDFText_GetFontInfo(self._raw, index, probe.name, 128, probe.flags):
            return False
        name = probe.name.value
        return b"Bold" in name or b"bold" in name or b"Black" in name or b"Heavy" in name

    def _parted_at(
        self, gaps: list[int], boxes: list[_Box], text: str, start: int, end: int, angle: int
    ) -> Iterator[_Part]:
        """A line that runs to the right, parted before each of the pieces `gaps`."""
        first_box = 0
        for gap in gaps:
            edge = boxes[gap][0] - GAP / 2
            low, high = start, end
            while low < high:
                middle = at = (low + high) // 2
                while at < high and text[at].isspace():
                    at += 1
                box = self._char_box(at, angle) if at < high else None
                if box is None or box[0] > edge:
                    high = middle
                else:
                    low = at + 1
            if low > start:
                words = text[start:low].rstrip()
                yield start, start + len(words), _around(boxes[first_box:gap])
            start = low + len(text[low:end]) - len(text[low:end].lstrip())
            first_box = gap
        if start < end:
            yield start, end, _around(boxes[first_box:])

    def _parted(
        self, text: str, start: int, end: int, angle: int
    ) -> Iterator[tuple[int, int, _Box]]:
        """A line parted at its gaps, character by character."""
        current: _Part | None = None
        for at in range(start, end):
            box = None if text[at].isspace() else self._char_box(at, angle)
            if box is None:
                continue
            if current is not None:
                first, _, old = current
                if not _is_apart(old, box):
                    current = (first, at + 1, _around([old, box]))
                    continue
                yield current
            current = (at, at + 1, box)
        if current is not None:
            yield current


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line of the text, without the spaces around it."""
    return (line.span() for line in _LINE.finditer(text))


def _gaps(boxes: list[_Box]) -> list[int]:
    """The pieces of a line that stand apart from the one before them."""
    return [at for at in range(1, len(boxes)) if _is_apart(boxes[at - 1], boxes[at])]


def _is_apart(before: _Box, box: _Box) -> bool:
    """Whether there is a gap between two pieces, or they stand on two lines: what is drawn last
    on a page may go on with what is drawn first."""
    if box[0] - before[2] > GAP or before[0] - box[2] > GAP:
        return True
    return box[1] > before[3] or before[1] > box[3]


def _is_level(boxes: list[_Box]) -> bool:
    return max(box[1] for box in boxes) < min(box[3] for box in boxes)


def _goes_rightwards(boxes: list[_Box]) -> bool:
    return all(boxes[at][0] >= boxes[at - 1][0] for at in range(1, len(boxes)))


def _around(boxes: list[_Box]) -> _Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
