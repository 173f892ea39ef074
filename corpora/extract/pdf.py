"""PDF: pdfium reads it page by page; what it cannot read well is read once more by other means."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import pypdfium2

from corpora.extract import pdf_arabic, pdf_layout, pdf_ocr, pdf_second, pdf_text, titles
from corpora.extract.model import Block, Draft, ExtractionError, Source, SourceFile
from corpora.extract.pdf_furniture import (
    LeftOut,
    Lines,
    with_notes_marked,
    without_line_numbers,
    without_running_lines,
)
from corpora.extract.pdf_page import PageReader, PageText
from corpora.extract.text import sidecar
from mappings.jurisdictions import jurisdictions
from mappings.records import PageRange, TextQuality

MEDIA_TYPE = "application/pdf"

MAX_PAGES = 5000
MAX_SECONDS = 60


def read(file: SourceFile) -> list[Draft]:
    """One law a document. Pages that are only images give a law without text and a warning."""
    warnings: list[str] = []
    embedded = ""
    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        pages = _damaged(file.data, error, warnings)
    else:
        try:
            pages = _pages(document, warnings)
            embedded = _embedded_title(document, warnings)
        finally:
            document.close()
        pages = pdf_second.better(file.data, pages, warnings)
        if file.ocr_seconds:
            pages = _with_ocr(file, pages, warnings)
    warnings += _unread(pages)
    draft = Draft(sidecar(file), media_type=MEDIA_TYPE, warnings=warnings)
    lines = list(_lines(pages, draft.leave_out))
    draft.raw = "\n".join(page.text for page in pages)
    if mended := pdf_arabic.mender([line.text for page in lines for line in page.lines], warnings):
        lines = [page.with_texts(mended) for page in lines]
        draft.raw = mended(draft.raw)
    marked = list(map(with_notes_marked, without_running_lines(lines, draft.leave_out)))
    blocks = pdf_text.blocks(marked, draft.leave_out, _languages(file.source))
    draft.blocks = [block for block in blocks if block.text]
    draft.pages = list(_ranges(pages))
    draft.metadata.setdefault("title", _title(embedded, draft.blocks, file.path))
    return [draft]


def _embedded_title(document: pypdfium2.PdfDocument, warnings: list[str]) -> str:
    """The title among the properties of the file, "" when it has none that can be read."""
    try:
        return str(document.get_metadata_value("Title"))
    except UnicodeDecodeError:
        warnings.append("the title among the file's properties is broken and was left out")
        return ""


def _damaged(data: bytes, error: Exception, warnings: list[str]) -> list[PageText]:
    """A second parser for files that the first one cannot open; both failing is a failure."""
    if "password" in str(error).casefold():
        raise ExtractionError("encrypted: it needs a password") from error
    warnings.append(f"damaged PDF, read by a second parser ({error})")
    try:
        pages = list(pdf_second.pages(data, MAX_PAGES, MAX_SECONDS))
    except pdf_second.Unreadable as second:
        raise ExtractionError(f"damaged PDF: {error}") from second
    if not any(page.segments for page in pages):
        raise ExtractionError(f"damaged PDF: {error}") from error
    return pages


def _pages(document: pypdfium2.PdfDocument, warnings: list[str]) -> list[PageText]:
    started = time.monotonic()
    reader = PageReader(document)
    found: list[PageText] = []
    for index in range(len(document)):
        if index >= MAX_PAGES or time.monotonic() - started > MAX_SECONDS:
            warnings.append(f"only the first {index} of {len(document)} pages were read")
            break
        try:
            found.append(reader.read(index))
        except pypdfium2.PdfiumError as error:
            warnings.append(f"page {index + 1} could not be read: {error}")
            found.append(PageText(index + 1, quality=TextQuality.BROKEN))
    return found


def _with_ocr(file: SourceFile, pages: Sequence[PageText], warnings: list[str]) -> list[PageText]:
    languages = _languages(file.source)
    found = pdf_ocr.recognised(file.data, pages, languages, file.ocr_seconds, warnings)
    if any(page.quality in (TextQuality.IMAGE, TextQuality.BROKEN) for page in found):
        # So that the next import with the same means does not try in vain again.
        warnings.append(pdf_ocr.attempt(file.ocr_seconds))
    return found


def _languages(source: Source) -> tuple[str, ...]:
    """Those of a source, or of its States."""
    places = [jurisdictions().get(code) for code in source.jurisdictions]
    return source.languages or tuple(code for place in places if place for code in place.languages)


def _unread(pages: Sequence[PageText]) -> list[str]:
    """Warnings about pages whose text only a reader of images could give."""
    images = sum(page.quality is TextQuality.IMAGE for page in pages)
    broken = sum(page.quality is TextQuality.BROKEN for page in pages)
    found = []
    if images:
        found.append(f"needs OCR: {images} of {len(pages)} pages are images without text")
    if broken:
        found.append(
            f"needs OCR: the fonts of {broken} of {len(pages)} pages do not say which letters"
            " they draw"
        )
    return found


def _lines(pages: Sequence[PageText], left_out: LeftOut) -> Iterator[Lines]:
    """The lines of the pages that can be read."""
    for page, segments in zip(pages, without_line_numbers(pages, left_out), strict=True):
        if page.text and not page.segments:
            left_out("unreadable text", [page.text])
        yield Lines(page.number, tuple(pdf_layout.lines(segments)))


def _ranges(pages: Iterable[PageText]) -> Iterable[PageRange]:
    """What the pages are worth; one with nothing on it is worth what it is taken for."""
    known = [replace(page, quality=page.quality or TextQuality.DIGITAL) for page in pages]
    for (quality, confidence), group in groupby(known, lambda one: (one.quality, one.confidence)):
        numbers = [page.number for page in group]
        assert quality is not None
        yield PageRange(numbers[0], numbers[-1], quality, confidence)


def _title(embedded: str, blocks: Sequence[Block], path: str) -> str:
    embedded = " ".join(embedded.split())
    if titles.is_named(embedded, blocks):
        return embedded
    found = titles.of_file_name(path)
    found = found or titles.with_subject(titles.opening_title(blocks), blocks)
    return found or path.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
