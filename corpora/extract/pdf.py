"""PDF, by pypdfium2: text in reading order by columns, running headers removed, page kept."""

import io
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from pdfminer.psexceptions import PSException

from corpora.extract import language, pdf_layout, titles, wrapped
from corpora.extract.labels import ARTICLE_WORDS
from corpora.extract.model import Block, Draft, ExtractionError, SourceFile
from corpora.extract.text import sidecar

MEDIA_TYPE = "application/pdf"

MAX_PAGES = 5000
MAX_SECONDS = 60
_MAX_PAGE_CHARACTERS = 2_000_000
# A running header stands on at least this share of the pages.
_REPEATED = 0.4
_EDGE = 3  # lines
_OPENING = 12  # pages
_UNKNOWN_CHARACTERS = 0.05

_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:page|p\.|صفحة|第|стр\.?|seite)?[\W_]*\d{1,5}[\W_]*(?:(?:of|/|de|sur)\s*\d{1,5})?[\W_页頁]*$",
    re.IGNORECASE,
)

# Many pages may begin with an article of theirs, which is no running header.
_ARTICLE = re.compile(
    rf"\s*(?:{'|'.join(map(re.escape, ARTICLE_WORDS))})\b\W{{0,3}}\d", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Page:
    """runs  lines in reading order, by column
    unreadable  it shows text in fonts that do not say which letters they draw
    """

    number: int
    runs: tuple[pdf_layout.Run, ...] = ()
    unreadable: bool = False

    def column(self, wanted: int) -> tuple[str, ...]:
        """All lines of a column."""
        return tuple(line for column, lines in self.runs if column == wanted for line in lines)


def read(file: SourceFile) -> list[Draft]:
    """One law a document. Pages that are only images give a law without text and a warning."""
    metadata = sidecar(file)
    warnings: list[str] = []
    try:
        document = pypdfium2.PdfDocument(file.data)
    except pypdfium2.PdfiumError as error:
        return [_by_pdfminer(file, metadata, error)]
    try:
        pages = _pages(document, warnings)
        embedded = document.get_metadata_dict().get("Title", "")
    finally:
        document.close()
    warnings += _unread(pages)
    blocks = _repair_arabic(_blocks(_without_running_lines(pages)), warnings)
    metadata.setdefault("title", _title(embedded, blocks, file.path))
    return [Draft(metadata, blocks, media_type=MEDIA_TYPE, warnings=warnings)]


def _by_pdfminer(file: SourceFile, metadata: dict[str, str], error: pypdfium2.PdfiumError) -> Draft:
    """A second parser for files that the first one cannot open; both failing is a failure."""
    if "password" in str(error).casefold():
        raise ExtractionError("encrypted: it needs a password") from error
    pages: list[_Page] = []
    warnings = [f"damaged PDF, read by a second parser ({error})"]
    started = time.monotonic()
    try:
        for number, layout in enumerate(extract_pages(io.BytesIO(file.data)), 1):
            if number > MAX_PAGES or time.monotonic() - started > MAX_SECONDS:
                warnings.append(f"only the first {number - 1} pages were read")
                break
            text = "\n".join(
                item.get_text() for item in layout if isinstance(item, LTTextContainer)
            )
            lines = tuple(filter(str.strip, text.split("\n")))
            pages.append(_Page(number, ((0, lines),)))
    except (PSException, ValueError, TypeError, KeyError, AttributeError, IndexError) as second:
        raise ExtractionError(f"damaged PDF: {error}") from second
    blocks = _blocks(_without_running_lines(pages))
    if not blocks:
        raise ExtractionError(f"damaged PDF: {error}") from error
    metadata.setdefault("title", _title("", blocks, file.path))
    return Draft(metadata, blocks, media_type=MEDIA_TYPE, warnings=warnings)


def _pages(document: pypdfium2.PdfDocument, warnings: list[str]) -> list[_Page]:
    started = time.monotonic()
    found: list[_Page] = []
    in_columns = False
    for index in range(len(document)):
        if index >= MAX_PAGES or time.monotonic() - started > MAX_SECONDS:
            warnings.append(f"only the first {index} of {len(document)} pages were read")
            break
        # Columns take ten times as long to look for as text to read: in a document that opens
        # without any, only some pages are looked at.
        look = in_columns or index < _OPENING or index % _OPENING == 0
        try:
            page = _page(document, index, look)
        except pypdfium2.PdfiumError as error:
            warnings.append(f"page {index + 1} could not be read: {error}")
            page = _Page(index + 1)
        in_columns = in_columns or len({column for column, _ in page.runs}) > 1
        found.append(page)
    return found


def _page(document: pypdfium2.PdfDocument, index: int, look_for_columns: bool) -> _Page:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range()
            if _is_unreadable(text):
                return _Page(index + 1, unreadable=True)
            text = text[:_MAX_PAGE_CHARACTERS]
            if look_for_columns and len(text) == text_page.count_chars():
                return _Page(index + 1, tuple(pdf_layout.runs(text_page, text, page.get_width())))
            return _Page(index + 1, ((0, pdf_layout.lines(text)),))
        finally:
            text_page.close()
    finally:
        page.close()


def _is_unreadable(text: str) -> bool:
    """Whether characters are the numbers of a font's glyphs and not letters."""
    sample = [char for char in text[:5000] if not char.isspace()]
    unknown = sum(unicodedata.category(char) in ("Cc", "Co") for char in sample)
    return unknown > _UNKNOWN_CHARACTERS * len(sample)


def _unread(pages: Sequence[_Page]) -> list[str]:
    """Warnings about pages whose text only a reader of images could give."""
    unreadable = sum(page.unreadable for page in pages)
    empty = sum(not page.runs or not any(lines for _, lines in page.runs) for page in pages)
    found = []
    if empty - unreadable and 2 * empty > len(pages):
        found.append(f"needs OCR: {empty - unreadable} of {len(pages)} pages hold no text")
    if unreadable:
        found.append(
            f"needs OCR: the fonts of {unreadable} of {len(pages)} pages do not say which letters"
            " they draw"
        )
    return found


def _without_running_lines(pages: Sequence[_Page]) -> list[_Page]:
    """Removes page numbers and the lines that stand at the top or bottom of most pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_without_digits(line) for line in _edges(page) if not _ARTICLE.match(line)})
    common = {
        line
        for line, count in counts.items()
        if len(pages) > 3 and count > _REPEATED * len(pages) and len(line) < 150
    }
    return [_Page(page.number, tuple(_without(common, page))) for page in pages]


def _edges(page: _Page) -> set[str]:
    """The lines at the top and the bottom of the columns of a page."""
    columns = [page.column(number) for number in {column for column, _ in page.runs}]
    return {line for column in columns for line in (*column[:_EDGE], *column[-_EDGE:])}


def _without(common: Collection[str], page: _Page) -> Iterator[pdf_layout.Run]:
    edges = _edges(page)
    for column, lines in page.runs:
        kept = tuple(
            line
            for line in lines
            if line not in edges
            or not (_PAGE_NUMBER.match(line) or _without_digits(line) in common)
        )
        if kept:
            yield column, kept


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _blocks(pages: Sequence[_Page]) -> list[Block]:
    order = [(page, column, lines) for page in pages for column, lines in page.runs]
    if _columns_are_languages(pages):
        # Languages side by side: each column is read through to the end of the document.
        order.sort(key=lambda item: item[1])
    typical = wrapped.typical_length(
        len(line) for page in pages[:40] for _, lines in page.runs for line in lines
    )
    blocks: list[Block] = []
    current: list[str] = []
    start = 1
    for page, _, lines in order:
        for line in lines:
            text = " ".join(line.split())
            if current and wrapped.begins_paragraph(current[-1], text, typical):
                blocks.append(Block(wrapped.join(current), page=start))
                current = []
            if not current:
                start = page.number
            current.append(text)
    if current:
        blocks.append(Block(wrapped.join(current), page=start))
    return [block for block in blocks if block.text]


def _columns_are_languages(pages: Sequence[_Page]) -> bool:
    several = [page for page in pages if any(column for column, _ in page.runs)]
    if len(several) * 2 < len(pages) or not several:
        return False
    found = Counter[tuple[str, ...]]()
    sample = several[:: max(1, len(several) // 10)][:10]
    for page in sample:
        numbers = sorted({column for column, _ in page.runs})
        found[tuple(language.detect(" ".join(page.column(number))) for number in numbers)] += 1
    common, count = found.most_common(1)[0]
    return len(set(common)) == len(common) and count * 2 > len(sample)


_ARABIC_WORDS = ("من", "على", "في", "المادة", "إلى", "هذا", "التي", "القانون")
_ARABIC_REVERSED = tuple(word[::-1] for word in _ARABIC_WORDS)
# Fonts map the ligature of the article's lam with the next letter as one glyph, and some PDFs
# give its two letters the wrong way round: "املادة" for "المادة".
_FLIPPED_LAM = re.compile(r"(?<![^\W\d_])([وفبك]?)ا([مجحخاأإ])ل")
_RIGHT_LAM = re.compile(r"(?<![^\W\d_])[وفبك]?ال[مجحخ]")


def _repair_arabic(blocks: Sequence[Block], warnings: list[str]) -> list[Block]:
    """Turns Arabic text in visual order round, and flipped ligatures with it; says so."""
    if not any(re.search(r"[\u0600-\u06ff]", block.text) for block in blocks[:50]):
        return list(blocks)
    texts = [block.text.replace("ـ", "").replace("\ufffd", "") for block in blocks]
    words = Counter(word for text in texts[:300] for word in text.split())
    right = sum(words[word] for word in _ARABIC_WORDS)
    wrong = sum(words[word] for word in _ARABIC_REVERSED)
    if wrong > 5 and wrong > right:
        texts = [_visual_to_logical(text) for text in texts]
        warnings.append("Arabic text stood in visual order and was turned round")
    sample = "\n".join(texts[:300])
    if len(_FLIPPED_LAM.findall(sample)) > len(_RIGHT_LAM.findall(sample)):
        texts = [_FLIPPED_LAM.sub(r"\1ال\2", text) for text in texts]
        warnings.append("Arabic ligatures stood the wrong way round and were turned")
    return [
        Block(text, block.level, block.bold, block.page)
        for text, block in zip(texts, blocks, strict=True)
    ]


def _visual_to_logical(text: str) -> str:
    # Numbers and Latin words keep their own direction inside the reversed line.
    reversed_text = text[::-1]
    return re.sub(r"[A-Za-z0-9٠-٩.,/:%-]+", lambda run: run[0][::-1], reversed_text)


def _title(embedded: str, blocks: Sequence[Block], path: str) -> str:
    embedded = " ".join(embedded.split())
    if titles.is_named(embedded, blocks):
        return embedded
    found = titles.of_file_name(path)
    found = found or titles.with_subject(titles.opening_title(blocks), blocks)
    return found or path.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
