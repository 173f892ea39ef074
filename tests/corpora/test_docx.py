import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpora.extract import docx
from corpora.extract.model import Draft, ExtractionError, Source, SourceFile


def read(data: bytes, **siblings: bytes) -> Draft:
    found = {name.replace("__", "."): content for name, content in siblings.items()}
    (draft,) = docx.read(SourceFile(Source("s"), "x.docx", data, found.get))
    return draft


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def act() -> bytes:
    document = Document()
    document.add_heading("Lantern Act", 0)
    document.add_heading("Part 1", 1)
    style = document.styles.add_style("ActHead 5", WD_STYLE_TYPE.PARAGRAPH)
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), "4")
    style.element.get_or_add_pPr().append(outline)
    contents = document.styles.add_style("toc 5", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("1 Lighting 3", style=contents)
    document.add_paragraph("1  Lighting", style=style)
    document.add_paragraph().add_run("Duties").bold = True
    document.add_paragraph("Light the lamp.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Oil", "2 litres"
    return saved(document)


def test_headings_bold_text_and_tables_become_blocks_in_order() -> None:
    assert [(block.text, block.level, block.bold) for block in read(act()).blocks] == [
        ("Part 1", 1, False),
        ("1 Lighting", 5, False),
        ("Duties", 0, True),
        ("Light the lamp.", 0, False),
        ("Oil | 2 litres", 0, False),
    ]


def test_metadata_beside_the_document_wins_over_its_own_title() -> None:
    assert read(act()).metadata["title"] == "Lantern Act"
    draft = read(act(), metadata__yaml=b"title: The Lantern Act of Zz\n")
    assert draft.metadata["title"] == "The Lantern Act of Zz"


def test_a_document_without_text_is_a_failure() -> None:
    with pytest.raises(ExtractionError, match="no text"):
        read(saved(Document()))


def test_what_is_no_zip_archive_is_a_failure() -> None:
    with pytest.raises(ExtractionError, match="not a Word document"):
        read(b"PK\x03\x04 and nothing more")


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(docx, "_MAX_UNPACKED", 1000)
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 1001)
    with pytest.raises(ExtractionError, match="unpacks to 1001 bytes"):
        read(path.read_bytes())
