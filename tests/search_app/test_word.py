"""Documents for word processors, as one reads them again."""

import io
import zipfile

import docx
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from search_app.services.plain import one_line
from search_app.services.word import WordDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)


def read(document: WordDocument) -> docx.document.Document:
    return docx.Document(io.BytesIO(document.to_bytes()))


@settings(max_examples=8, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_any_text_is_a_document_that_opens(title: str, text: str) -> None:
    document = WordDocument(title)
    document.paragraph(text)
    document.table([(title, "")], [[(text, "ar")]])
    found = read(document)
    assert found.paragraphs[0].text == one_line(title)
    lines = [one_line(line) for line in text.split("\n") if one_line(line)]
    assert [one.text for one in found.paragraphs[1:] if one.text] == lines
    assert found.tables[0].rows[1].cells[0].text == "\n".join(lines)


def test_arabic_is_set_from_right_to_left_and_every_text_names_its_language() -> None:
    document = WordDocument("List")
    document.paragraph("يعاقب كل موظف عمومي", "ar", "Quote")
    document.paragraph("liable to imprisonment")
    with zipfile.ZipFile(io.BytesIO(document.to_bytes())) as archive:
        root = fromstring(archive.read("word/document.xml"))
    _, arabic, english = root.iter(f"{W}p")
    assert arabic.find(f"{W}pPr/{W}bidi") is not None
    assert arabic.find(f"{W}r/{W}rPr/{W}rtl") is not None
    assert english.find(f"{W}pPr/{W}bidi") is None
    languages = [one.get(f"{W}bidi") for one in root.iter(f"{W}lang")]
    assert languages == ["en", "ar", "en"]


def test_a_table_repeats_its_head() -> None:
    document = WordDocument("List")
    document.table([("Law", ""), ("Text", "")], [[("a", ""), ("b\nc", "")]])
    (table,) = read(document).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Law", "Text"],
        ["a", "b\nc"],
    ]
    assert b"w:tblHeader" in zipfile.ZipFile(io.BytesIO(document.to_bytes())).read(
        "word/document.xml"
    )
