"""The questions that pages are asked thousands of times, asked of pdfium without detours.

pypdfium2 declares the types of all arguments, which ctypes checks and wraps at every call, and sets
aside memory for each answer; numbers and references to memory that is set aside once a document
take a quarter of the time.
"""

import ctypes
import math
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
from pypdfium2 import raw

_NAME_LENGTH = 128
_TEXT_LENGTH = 1 << 13  # characters; memory for longer texts is set aside when they come
_Box = tuple[float, float, float, float]
"""left, bottom, right, top"""

_INT, _POINTER = ctypes.c_int, ctypes.c_void_p
_DOUBLES, _FLOATS = struct.Struct("4d").unpack_from, struct.Struct("4f").unpack_from
_INVISIBLE = 3  # text rendering mode


def _plain(name: str, result: Any, *arguments: Any) -> Any:
    """A function of pdfium whose first arguments have the types given. Others pass as they are,
    which is right for a C int and for what `byref` gives."""
    address = ctypes.cast(getattr(raw, name), _POINTER).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_load_page = _plain("FPDF_LoadPage", _POINTER, _POINTER)
_close_page = _plain("FPDF_ClosePage", None, _POINTER)
_load_text = _plain("FPDFText_LoadPage", _POINTER, _POINTER)
_close_text = _plain("FPDFText_ClosePage", None, _POINTER)
_media_box = _plain("FPDFPage_GetMediaBox", _INT)
_count_objects = _plain("FPDFPage_CountObjects", _INT)
_object_at = _plain("FPDFPage_GetObject", _POINTER)
_kind = _plain("FPDFPageObj_GetType", _INT, _POINTER)
_bounds = _plain("FPDFPageObj_GetBounds", _INT, _POINTER)
_count_inside = _plain("FPDFFormObj_CountObjects", _INT, _POINTER)
_object_inside = _plain("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
_count_chars = _plain("FPDFText_CountChars", _INT)
_text = _plain("FPDFText_GetText", _INT)
_char_at = _plain("FPDFText_GetCharIndexFromTextIndex", _INT)
_count_rects = _plain("FPDFText_CountRects", _INT)
_rect = _plain("FPDFText_GetRect", _INT)
_char_box = _plain("FPDFText_GetCharBox", _INT)
_loose_box = _plain("FPDFText_GetLooseCharBox", _INT)
_angle = _plain("FPDFText_GetCharAngle", ctypes.c_float)
_text_object = _plain("FPDFText_GetTextObject", _POINTER)
_rendering = _plain("FPDFTextObj_GetTextRenderMode", _INT, _POINTER)
_font_of = _plain("FPDFTextObj_GetFont", _POINTER, _POINTER)
_font = _plain("FPDFText_GetFontInfo", ctypes.c_ulong, _POINTER, _INT, _POINTER, ctypes.c_ulong,
               _POINTER)  # fmt: skip


class PageCalls:
    """Asks the pages of a document, one after the other. `at` is pdfium's number of a character,
    `item` the address of an object of the page. Boxes are in points."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document
        self._document_at = ctypes.cast(document.raw, _POINTER).value
        self._sides = (ctypes.c_double * 4)()
        self._floats = (ctypes.c_float * 4)()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = _INT()
        self._characters = ctypes.create_string_buffer(2 * _TEXT_LENGTH)
        self._each_side = [ctypes.byref(self._sides, 8 * at) for at in range(4)]
        self._each_float = [ctypes.byref(self._floats, 4 * at) for at in range(4)]
        self._page = self._text = ctypes.byref(self._flags)
        self._text_at = 0

    @contextmanager
    def opened(self, index: int) -> Iterator[None]:
        """Opens a page to be asked. Raises PdfiumError for one that cannot be loaded."""
        page = _load_page(self._document_at, index)
        if not page:
            raise pypdfium2.PdfiumError("Failed to load page.")
        try:
            text = _load_text(page)
            if not text:
                raise pypdfium2.PdfiumError("Failed to load text page.")
            try:
                self._page, self._text, self._text_at = _reference(page), _reference(text), text
                yield
            finally:
                _close_text(text)
        finally:
            _close_page(page)

    def media_box(self) -> _Box:
        """The page's own; that of a letter where it has none."""
        if not _media_box(self._page, *self._each_float):
            return 0.0, 0.0, 612.0, 792.0
        box: _Box = _FLOATS(self._floats)
        return box

    def count_objects(self) -> int:
        return int(_count_objects(self._page))

    def object(self, number: int) -> int | None:
        found: int | None = _object_at(self._page, number)
        return found

    def kind(self, item: int | None) -> int:
        """One of pdfium's FPDF_PAGEOBJ_ numbers."""
        return int(_kind(item))

    def bounds(self, item: int | None) -> _Box | None:
        if not _bounds(item, *self._each_float):
            return None
        box: _Box = _FLOATS(self._floats)
        return box

    def objects_inside(self, form: int | None, most: int) -> Iterator[int | None]:
        """The first objects of one that holds others."""
        return (_object_inside(form, number) for number in range(min(most, _count_inside(form))))

    def text(self, most: int) -> tuple[str, int]:
        """The text of the page and how many characters it has for pdfium, of which the first `most`
        are given. The text may have more or less of them than pdfium counts."""
        count = min(most, int(_count_chars(self._text)))
        if count <= 0:
            return "", count
        if 2 * (count + 1) > len(self._characters):
            self._characters = ctypes.create_string_buffer(4 * (count + 1))
        # With the zero at its end.
        length = _text(self._text, 0, count, ctypes.byref(self._characters)) - 1
        written = memoryview(self._characters)[: 2 * max(0, length)]
        return str(written, "utf-16-le", "ignore"), count

    def char_at(self, position: int) -> int:
        """pdfium's number of the character at a position of the text."""
        return max(0, int(_char_at(self._text, position)))

    def rects(self, at: int, length: int) -> list[_Box]:
        """The places of the pieces of a range; one a piece that the document draws at once."""
        text, sides = self._text, self._sides
        # pdfium gives left, top, right and bottom: each goes where it stands in a box.
        left, bottom, right, top = self._each_side
        count = _count_rects(text, at, length)
        if count == 1:
            return [_DOUBLES(sides)] if _rect(text, 0, left, top, right, bottom) else []
        return [
            _DOUBLES(sides)
            for number in range(count)
            if _rect(text, number, left, top, right, bottom)
        ]

    def char_box(self, at: int) -> _Box | None:
        left, bottom, right, top = self._each_side
        if not _char_box(self._text, at, left, right, bottom, top):
            return None
        box: _Box = _DOUBLES(self._sides)
        return box

    def size(self, at: int, *, upright: bool) -> float:
        """How high the font of a character is; how wide, where the text is turned by 90 degrees."""
        if not _loose_box(self._text, at, self._each_float[0]):
            return 0.0
        left, top, right, bottom = _FLOATS(self._floats)
        return float(top - bottom if upright else right - left)

    def font(self, at: int) -> int | None:
        """The address of a character's font, as long as the page is open."""
        found: int | None = _font_of(_text_object(self._text, at))
        return found

    def font_name(self, at: int) -> bytes:
        """b"" when it has none."""
        name, flags = ctypes.addressof(self._name), ctypes.addressof(self._flags)
        return (
            bytes(self._name.value) if _font(self._text_at, at, name, _NAME_LENGTH, flags) else b""
        )

    def is_invisible(self, at: int) -> bool:
        """Whether a character is drawn without ink."""
        item = _text_object(self._text, at)
        return bool(item and _rendering(item) == _INVISIBLE)

    def quarters(self, at: int) -> int:
        """By how many quarters of a circle, 0 to 3, a character is turned."""
        radians: float = _angle(self._text, at)
        return round(radians * 2 / math.pi) % 4


def _reference(address: int) -> Any:
    """What passes an address as it is."""
    return ctypes.byref(ctypes.c_char.from_address(address))
