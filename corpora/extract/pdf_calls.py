"""The questions that a page's text is asked thousands of times, asked of pdfium without detours.

pypdfium2 declares typed pointers, which ctypes checks and wraps at every call; addresses of memory
that is set aside once take a quarter of the time.
"""

import ctypes
import math
import struct
from typing import Any

import pypdfium2
from pypdfium2 import raw

_NAME_LENGTH = 128
_Box = tuple[float, float, float, float]
"""left, bottom, right, top"""

_INT, _POINTER = ctypes.c_int, ctypes.c_void_p
_DOUBLES, _FLOATS = struct.Struct("4d").unpack_from, struct.Struct("4f").unpack_from


def _plain(name: str, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes addresses."""
    address = ctypes.cast(getattr(raw, name), _POINTER).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_count_rects = _plain("FPDFText_CountRects", _INT, _POINTER, _INT, _INT)
_rect = _plain("FPDFText_GetRect", _INT, _POINTER, _INT, *[_POINTER] * 4)
_char_box = _plain("FPDFText_GetCharBox", _INT, _POINTER, _INT, *[_POINTER] * 4)
_loose_box = _plain("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_font = _plain("FPDFText_GetFontInfo", ctypes.c_ulong, _POINTER, _INT, _POINTER, ctypes.c_ulong,
               _POINTER)  # fmt: skip
_object = _plain("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_font_of = _plain("FPDFTextObj_GetFont", _POINTER, _POINTER)
_angle = _plain("FPDFText_GetCharAngle", ctypes.c_float, _POINTER, _INT)


class TextCalls:
    """Asks one page's text. `at` is pdfium's number of a character. Boxes are in points."""

    def __init__(self, text_page: pypdfium2.PdfTextPage) -> None:
        self._page = ctypes.cast(text_page.raw, _POINTER).value
        self._sides = (ctypes.c_double * 4)()
        self._floats = (ctypes.c_float * 4)()
        self._name = ctypes.create_string_buffer(_NAME_LENGTH)
        self._flags = _INT()
        first = ctypes.addressof(self._sides)
        self._addresses = (first, first + 8, first + 16, first + 24)
        self._floats_at = ctypes.addressof(self._floats)
        self._name_at = ctypes.addressof(self._name)
        self._flags_at = ctypes.addressof(self._flags)

    def rects(self, at: int, length: int) -> list[_Box]:
        """The places of the pieces of a range; one a piece that the document draws at once."""
        page, sides = self._page, self._sides
        # pdfium gives left, top, right and bottom: each goes where it stands in a box.
        left, bottom, right, top = self._addresses
        count = _count_rects(page, at, length)
        if count == 1:
            return [_DOUBLES(sides)] if _rect(page, 0, left, top, right, bottom) else []
        return [
            _DOUBLES(sides)
            for number in range(count)
            if _rect(page, number, left, top, right, bottom)
        ]

    def char_box(self, at: int) -> _Box | None:
        left, bottom, right, top = self._addresses
        if not _char_box(self._page, at, left, right, bottom, top):
            return None
        box: _Box = _DOUBLES(self._sides)
        return box

    def size(self, at: int, *, upright: bool) -> float:
        """How high the font of a character is; how wide, where the text is turned by 90 degrees."""
        if not _loose_box(self._page, at, self._floats_at):
            return 0.0
        left, top, right, bottom = _FLOATS(self._floats)
        return float(top - bottom if upright else right - left)

    def font(self, at: int) -> int | None:
        """The address of a character's font, as long as the page is open."""
        found: int | None = _font_of(_object(self._page, at))
        return found

    def font_name(self, at: int) -> bytes:
        """b"" when it has none."""
        if not _font(self._page, at, self._name_at, _NAME_LENGTH, self._flags_at):
            return b""
        return bytes(self._name.value)

    def quarters(self, at: int) -> int:
        """By how many quarters of a circle, 0 to 3, a character is turned."""
        radians: float = _angle(self._page, at)
        return round(radians * 2 / math.pi) % 4
