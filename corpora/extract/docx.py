"""Word documents (Office Open XML)."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpora.extract import titles
from corpora.extract.model import Block, Draft, ExtractionError, SourceFile
from corpora.extract.text import sidecar

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A document that unpacks to more is a bomb or no law.
_MAX_UNPACKED = 400 * 1024**2
# Styles may be based on each other in a ring.
_MAX_STYLES = 12


def read(file: SourceFile) -> list[Draft]:
    """One law a document, metadata from a metadata.yaml beside it when there is one."""
    _check(file.data)
    document = Document(io.BytesIO(file.data))
    blocks = [block for block in _blocks(document) if block.text]
    if not blocks:
        raise ExtractionError("no text in it")
    metadata = sidecar(file)
    title = document.core_properties.title or next(
        (block.text for block in blocks[:8] if block.level), blocks[0].text[:200]
    )
    metadata.setdefault("title", title)
    blocks = titles.without_title(blocks, title)
    return [Draft(metadata, blocks, media_type=MEDIA_TYPE)]


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ExtractionError(f"not a Word document: {error}") from error
    if unpacked > _MAX_UNPACKED:
        raise ExtractionError(f"unpacks to {unpacked} bytes; the limit is {_MAX_UNPACKED}")


def _blocks(document: Document) -> Iterator[Block]:  # type: ignore[valid-type]
    for item in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(item, Table):
            for row in item.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                yield Block(" | ".join(dict.fromkeys(filter(None, cells))))
        elif isinstance(item, Paragraph):
            yield _paragraph(item)


def _paragraph(paragraph: Paragraph) -> Block:
    text = "\n".join(filter(None, (" ".join(line.split()) for line in paragraph.text.split("\n"))))
    style = paragraph.style
    if style is not None and (style.name or "").lower().startswith("toc "):
        return Block("")  # the table of contents says again what the text does
    runs = [run for run in paragraph.runs if run.text.strip()]
    bold = bool(runs) and all(run.bold for run in runs)
    level = _level(paragraph)
    return Block(text, level, bold and not level)


def _level(paragraph: Paragraph) -> int:
    """1 to 6 by the outline level of the paragraph or of the styles it is based on, which
    headings have whatever a template calls them; 0 for text."""
    style = paragraph.style
    if style is not None and style.name == "Title":
        return 1
    elements = [paragraph._p]
    while style is not None and len(elements) < _MAX_STYLES:
        elements.append(style.element)
        style = style.base_style
    for element in elements:
        for outline in element.iterfind(f"./{qn('w:pPr')}/{qn('w:outlineLvl')}"):
            value = outline.get(qn("w:val"), "9")
            return min(int(value) + 1, 6) if value.isdecimal() and int(value) < 9 else 0
    return 0
