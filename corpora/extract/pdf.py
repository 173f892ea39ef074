"""PDF, by pypdfium2: text in reading order by columns, running headers removed, page kept."""

import io
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from pdfminer.high_level import extract_text
from pdfminer.pdfparser import PDFSyntaxError

from corpora.extract import language
from corpora.extract.model import Block, Draft, ExtractionError, SourceFile
from corpora.extract.text import sidecar

MEDIA_TYPE = "application/pdf"

MAX_PAGES = 5000
MAX_SECONDS = 60
_MAX_PAGE_CHARACTERS = 2_000_000
# A running header stands on at least this share of the pages.
_REPEATED = 0.4
_GUTTER = 9.0  # points
_NEEDS_OCR = 20  # characters a page, on average

_PAGE_NUMBER = re.compile(
    r"^[\W_]*(?:page|p\.|صفحة|第|стр\.?|seite)?[\W_]*\d{1,5}[\W_]*(?:(?:of|/|de|sur)\s*\d{1,5})?[\W_页頁]*$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;:!?。；：؛।။។…][\"”»’)\]]*$")
_OPENS = re.compile(
    r"\s*(?:\(?[0-9a-zA-Zа-я٠-٩۰-۹]{1,4}[.)\-]|[-–—•*·]|§|\d{1,4}\s|(?:Article|Art\.|Section|Artículo|Articolo|Artigo|"
    r"Artikel|Статья|Điều|Madde|Pasal|Ingingo|CHAPTER|Chapter|PART|Part|TITLE|Title|CHAPITRE|Chapitre|"
    r"المادة|مادة|الباب|الفصل|มาตรา|หมวด|第|제\s?\d|[IVXLC]{1,6}\.)\b|第)"
)


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    columns: tuple[tuple[str, ...], ...]  # lines of each column, left to right


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
        count = len(document)
    finally:
        document.close()
    pages = _without_running_lines(pages)
    blocks = _blocks(pages)
    characters = sum(len(block.text) for block in blocks)
    if characters < _NEEDS_OCR * max(1, len(pages)):
        empty = sum(not any(page.columns) for page in pages)
        warnings.append(f"needs OCR: {empty} of {count} pages hold no text")
    blocks = _repair_arabic(blocks, warnings)
    metadata.setdefault("title", _title(embedded, blocks, file.path))
    draft = Draft(metadata, blocks, media_type=MEDIA_TYPE, warnings=warnings)
    return [draft]


def _by_pdfminer(file: SourceFile, metadata: dict[str, str], error: pypdfium2.PdfiumError) -> Draft:
    """A second parser for files that the first one cannot open; both failing is a failure."""
    if "password" in str(error).casefold():
        raise ExtractionError("encrypted: it needs a password") from error
    try:
        text = extract_text(io.BytesIO(file.data), maxpages=MAX_PAGES)
    except (PDFSyntaxError, ValueError, TypeError, KeyError, AttributeError) as second:
        raise ExtractionError(f"damaged PDF: {error}") from second
    pages = [
        _Page(number, (tuple(line for line in page.split("\n") if line.strip()),))
        for number, page in enumerate(text.split("\f"), 1)
    ]
    blocks = _blocks(_without_running_lines(pages))
    if not blocks:
        raise ExtractionError(f"damaged PDF: {error}") from error
    metadata.setdefault("title", _title("", blocks, file.path))
    warning = f"damaged PDF, read by a second parser ({error})"
    return Draft(metadata, blocks, media_type=MEDIA_TYPE, warnings=[warning])


def _pages(document: pypdfium2.PdfDocument, warnings: list[str]) -> list[_Page]:
    started = time.monotonic()
    found: list[_Page] = []
    for index in range(len(document)):
        if index >= MAX_PAGES or time.monotonic() - started > MAX_SECONDS:
            warnings.append(f"only the first {index} of {len(document)} pages were read")
            break
        try:
            found.append(_page(document, index))
        except pypdfium2.PdfiumError as error:
            warnings.append(f"page {index + 1} could not be read: {error}")
            found.append(_Page(index + 1, ()))
    return found


def _page(document: pypdfium2.PdfDocument, index: int) -> _Page:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            width = page.get_width()
            bounds = _column_bounds(text_page, width)
            if len(bounds) < 2:
                texts = [text_page.get_text_range()]
            else:
                height = page.get_height()
                texts = [
                    text_page.get_text_bounded(left=left, bottom=0, right=right, top=height)
                    for left, right in bounds
                ]
        finally:
            text_page.close()
    finally:
        page.close()
    columns = tuple(
        tuple(
            line
            for line in re.split(r"[\r\n]+", text[:_MAX_PAGE_CHARACTERS].replace("\x00", ""))
            if line.strip()
        )
        for text in texts
    )
    return _Page(index + 1, tuple(column for column in columns if column))


def _column_bounds(text_page: pypdfium2.PdfTextPage, width: float) -> list[tuple[float, float]]:
    """The x ranges of the columns of a page; one range when it has no clear gutter."""
    count = min(text_page.count_rects(), 4000)
    rects = [text_page.get_rect(index) for index in range(count)]
    covered = Counter[int]()
    narrow = [rect for rect in rects if rect[2] - rect[0] < 0.6 * width]
    if len(narrow) < 30:
        return [(0.0, width)]
    for left, _, right, _ in narrow:
        for x in range(int(left), int(right) + 1):
            covered[x] += 1
    # A few stray marks in the gutter (a page number, a rule) do not close it.
    tolerance = max(1, len(narrow) // 60)
    first, last = min(rect[0] for rect in narrow), max(rect[2] for rect in narrow)
    bounds: list[tuple[float, float]] = []
    start = first
    gap_start: int | None = None
    for x in range(int(first), int(last) + 2):
        if covered[x] <= tolerance:
            gap_start = x if gap_start is None else gap_start
        else:
            if (
                gap_start is not None
                and x - gap_start >= _GUTTER
                and gap_start - start > 0.15 * width
            ):
                bounds.append((start, float(gap_start + x) / 2))
                start = float(gap_start + x) / 2
            gap_start = None
    bounds.append((start, last + 1))
    shares = [
        sum(left <= (rect[0] + rect[2]) / 2 < right for rect in narrow) / len(narrow)
        for left, right in bounds
    ]
    wide = sum(rect[2] - rect[0] for rect in rects if rect[2] - rect[0] >= 0.6 * width)
    in_columns = sum(rect[2] - rect[0] for rect in narrow)
    if len(bounds) > 3 or min(shares) < 0.15 or wide > in_columns:
        return [(0.0, width)]
    edges = [0.0, *(right for _, right in bounds[:-1]), width]
    return list(zip(edges, edges[1:], strict=False))


def _without_running_lines(pages: Sequence[_Page]) -> list[_Page]:
    """Removes page numbers and the lines that stand at the top or bottom of most pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        for column in page.columns:
            counts.update({_without_digits(line) for line in (*column[:3], *column[-3:])})
    common = {
        line
        for line, count in counts.items()
        if len(pages) > 3 and count > _REPEATED * len(pages) and len(line) < 150
    }

    def keep(position: int, line: str, column: Sequence[str]) -> bool:
        at_edge = position < 3 or position >= len(column) - 3
        if not at_edge:
            return True
        return not (_PAGE_NUMBER.match(line) or _without_digits(line) in common)

    return [
        _Page(
            page.number,
            tuple(
                tuple(line for at, line in enumerate(column) if keep(at, line, column))
                for column in page.columns
            ),
        )
        for page in pages
    ]


def _without_digits(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _blocks(pages: Sequence[_Page]) -> list[Block]:
    order = [(page, column) for page in pages for column in range(len(page.columns))]
    if _columns_are_languages(pages):
        # Three languages side by side: each column is read through to the end of the document.
        order.sort(key=lambda item: item[1])
    blocks: list[Block] = []
    lines: list[str] = []
    start = 1
    typical = _typical_length(pages)
    for page, column in order:
        for line in page.columns[column]:
            text = " ".join(line.split())
            if lines and _begins_paragraph(lines[-1], text, typical):
                blocks.append(Block(_joined(lines), page=start))
                lines = []
            if not lines:
                start = page.number
            lines.append(text)
    if lines:
        blocks.append(Block(_joined(lines), page=start))
    return [block for block in blocks if block.text]


def _columns_are_languages(pages: Sequence[_Page]) -> bool:
    several = [page for page in pages if len(page.columns) > 1]
    if len(several) * 2 < len(pages) or not several:
        return False
    found = Counter[tuple[str, ...]]()
    for page in several[:10]:
        found[tuple(language.detect(" ".join(column)) for column in page.columns)] += 1
    common, count = found.most_common(1)[0]
    return len(set(common)) == len(common) and count * 2 > len(several[:10])


def _typical_length(pages: Sequence[_Page]) -> int:
    lengths = sorted(len(line) for page in pages[:40] for column in page.columns for line in column)
    return lengths[len(lengths) * 3 // 4] if lengths else 80


def _begins_paragraph(before: str, line: str, typical: int) -> bool:
    if _OPENS.match(line):
        return True
    if _ENDS.search(before):
        return True
    # A label with its heading rarely fills its line; the sentence below it begins anew.
    if _OPENS.match(before) and len(before) < 0.9 * typical and line[:1].isupper():
        return True
    # A line much shorter than the others ends its paragraph, unless it broke a word.
    return len(before) < 0.6 * typical and not before.endswith(("-", "\u00ad", "\ufffe", ","))


def _joined(lines: Sequence[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        # pdfium marks a hyphen at a line's end as U+FFFE.
        if text.endswith(("\ufffe", "\u00ad")) or (text.endswith("-") and line[:1].islower()):
            text = text.rstrip("\ufffe\u00ad-") + line
        elif text and line and _is_unspaced(text[-1]) and _is_unspaced(line[0]):
            text += line
        else:
            text = f"{text} {line}"
    return text.replace("\ufffe", "").strip()


def _is_unspaced(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\u0e00" <= char <= "\u0eff"
    )


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
    sensible = len(embedded) > 3 and not re.search(
        r"\.(?:docx?|pdf|indd|qxd)\b|untitled|microsoft|^\W*$", embedded, re.IGNORECASE
    )
    if sensible and embedded.isprintable():
        return embedded
    for block in blocks[:12]:
        if 12 < len(block.text) < 220 and sum(char.isalpha() for char in block.text) > 0.6 * len(
            block.text
        ):
            return block.text
    return path.rpartition("/")[2].rpartition(".")[0].replace("_", " ")
