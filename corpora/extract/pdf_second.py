"""A second parser, pdfminer.six: for files that pdfium cannot open, and pages that it garbles.

It takes twenty times as long, so it is asked only where the first one's text is measured to be bad.
"""

import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from pdfminer import pdffont
from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTPage, LTTextContainer, LTTextLine
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import PSLiteral

from corpora.extract import pdf_quality
from corpora.extract.pdf_layout import Segment, is_rtl
from corpora.extract.pdf_page import PageText
from mappings.records import TextQuality

# pdfminer asserts what a damaged file need not keep.
_FAULTS = (
    PSException,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
)
# Pages of a garbled document that are tried, and the seconds that may take.
_TRIED = 12
_SECONDS = 20
# Character codes of a font are two bytes.
_MAX_CODE = 0xFFFF


_Widths = TypeVar("_Widths")


def _bounded(read: Callable[[Iterable[object]], _Widths]) -> Callable[[Iterable[object]], _Widths]:
    """pdfminer notes the width of each character of a range: one of a thousand million, which a
    few bytes can ask for, would fill the memory."""

    def widths(given: Iterable[object]) -> _Widths:
        items = [resolve1(item) for item in given]
        if any(isinstance(item, int | float) and item > _MAX_CODE for item in items):
            raise ValueError("a font with widths of more characters than it can have")
        return read(items)

    return widths


pdffont.get_widths = _bounded(pdffont.get_widths)  # type: ignore[assignment]
pdffont.get_widths2 = _bounded(pdffont.get_widths2)  # type: ignore[assignment]


# Codes that the maps of a file's fonts to letters may name; a book in Chinese has 30,000.
_MAX_CODES = 500_000
_add_code = FileUnicodeMap.add_cid2unichr
_codes_left = [_MAX_CODES]


def _counted(unicode_map: FileUnicodeMap, code: int, letters: PSLiteral | bytes | int) -> None:
    """pdfminer notes each code of a range in such a map, as of widths above."""
    _codes_left[0] -= 1
    if code > _MAX_CODE or _codes_left[0] < 0:
        raise ValueError("a font with letters for more codes than it can have")
    _add_code(unicode_map, code, letters)


FileUnicodeMap.add_cid2unichr = _counted  # type: ignore[assignment,method-assign]


class Unreadable(Exception):
    """The file cannot be read by this parser either."""


def pages(data: bytes, most: int, seconds: float) -> Iterator[PageText]:
    """The pages of a file, as many as the time allows. Raises Unreadable."""
    started = time.monotonic()
    _codes_left[0] = _MAX_CODES
    try:
        for number, layout in enumerate(extract_pages(io.BytesIO(data), maxpages=most), 1):
            yield _page(number, layout)
            if time.monotonic() - started > seconds:
                return
    except _FAULTS as error:
        raise Unreadable(str(error)) from error


def better(data: bytes, found: Sequence[PageText], warnings: list[str]) -> list[PageText]:
    """The pages with those replaced that were garbled and that this parser reads well."""
    garbled = [page.number - 1 for page in found if page.quality is TextQuality.BROKEN]
    if not garbled:
        return list(found)
    replaced = {}
    started = time.monotonic()
    _codes_left[0] = _MAX_CODES
    try:
        tried = garbled[:_TRIED]
        layouts = extract_pages(io.BytesIO(data), page_numbers=tried)
        for index, layout in zip(tried, layouts, strict=False):
            page = _page(index + 1, layout)
            # It gives scripts written from the right in the order of the page, not of reading.
            if page.quality is TextQuality.DIGITAL and not is_rtl(page.segments):
                replaced[page.number] = page
            elif not replaced:
                break  # The fonts are the same on the pages that follow.
            if time.monotonic() - started > _SECONDS:
                break
    except _FAULTS:
        pass  # What the first parser found stays, with its verdict.
    if replaced:
        warnings.append(f"{len(replaced)} garbled pages were read by a second parser")
    return [replaced.get(page.number, page) for page in found]


def _page(number: int, layout: LTPage) -> PageText:
    segments = tuple(_segments(layout))
    text = "\n".join(segment.text for segment in segments)
    quality = TextQuality.DIGITAL if segments else TextQuality.IMAGE
    if segments and pdf_quality.is_broken(text):
        quality = TextQuality.BROKEN
    return PageText(number, layout.width, layout.height, segments, quality, text=text)


def _segments(layout: LTPage) -> Iterator[Segment]:
    for item in layout:
        if isinstance(item, LTTextContainer):
            for line in item:
                text = line.get_text().strip() if isinstance(line, LTTextLine) else ""
                if text:
                    yield Segment(text, line.x0, line.y0, line.x1, line.y1, line.height)
