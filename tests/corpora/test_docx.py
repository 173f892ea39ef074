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


_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(body: str, notes: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        archive.writestr("word/footnotes.xml", f"<w:footnotes {_NAMES}>{notes}</w:footnotes>")
    return buffer.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_text_outside_plain_runs_is_kept() -> None:
    box = (
        f"<w:r><w:pict><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent></w:pict></w:r>"
    )
    body = (
        f"<w:p>{run('Light')}<w:ins>{run(' it')}</w:ins><w:del><w:r><w:delText>not</w:delText></w:r>"
        f"</w:del>{run('.')}<w:r><w:footnoteReference w:id='2'/></w:r>{box}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('Controlled.')}</w:p></w:sdtContent></w:sdt>"
    )
    notes = f"<w:footnote w:id='2'><w:p>{run('With oil.')}</w:p></w:footnote>"
    found = [block.text for block in read(package(body, notes)).blocks]
    assert found == ["Light it.", "In a box.", "With oil.", "Controlled."]


def test_numbers_that_word_makes_are_said_to_be_missing() -> None:
    body = f"<w:p><w:pPr><w:numPr/></w:pPr>{run('Light the lamp.')}</w:p>"
    assert "numbers" in read(package(body)).warnings[0]
    assert not read(package(f"<w:p>{run('Light the lamp.')}</w:p>")).warnings
