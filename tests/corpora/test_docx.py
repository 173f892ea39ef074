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
from corpora.extract.registry import extract


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


def package(body: str, notes: str = "", **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        if notes:
            archive.writestr("word/footnotes.xml", f"<w:footnotes {_NAMES}>{notes}</w:footnotes>")
        for part, content in parts.items():
            archive.writestr(f"word/{part}.xml", f"<w:{part} {_NAMES}>{content}</w:{part}>")
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


def numbered(number: str, level: int, text: str, style: str = "") -> str:
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return (
        f"<w:p><w:pPr>{chosen}{listed if number else ''}</w:pPr>{run(text) if text else ''}</w:p>"
    )


def levels(*each: tuple[str, str], more: str = "") -> str:
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for at, (form, text) in enumerate(each)
    )


def lists(*abstract: str, nums: str = "") -> str:
    own = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{one}</w:abstractNum>'
        for at, one in enumerate(abstract)
    )
    first = "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>'
        for at in range(len(abstract))
    )
    return own + first + nums


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


ACT = lists(
    levels(("decimal", "Article %1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"),
           ("lowerRoman", "(%4)"))
)  # fmt: skip


def test_numbers_that_word_makes_are_part_of_the_text() -> None:
    body = (
        numbered("1", 0, "Lamps") + numbered("1", 1, "Light them.") + numbered("1", 1, "Keep them:")
        + numbered("1", 2, "lit;") + numbered("1", 2, "clean:") + numbered("1", 3, "daily.")
        + numbered("1", 0, "Oil") + numbered("1", 1, "Whale oil.") + numbered("1", 2, "dry.")
    )  # fmt: skip
    assert texts(package(body, numbering=ACT)) == [
        "Article 1 Lamps", "1.1 Light them.", "1.2 Keep them:", "(a) lit;", "(b) clean:",
        "(i) daily.", "Article 2 Oil", "2.1 Whale oil.", "(a) dry.",
    ]  # fmt: skip


def test_articles_that_word_numbers_are_found_as_articles() -> None:
    body = "".join(
        numbered("1", 0, f"Lamp {n}") + f"<w:p>{run('Light the lamp.')}</w:p>" for n in range(4)
    )
    source = Source("s", ("NOR",), ("en",))
    (law,) = extract(SourceFile(source, "x.docx", package(body, numbering=ACT)))
    assert [one.label for one in law.provisions] == [f"Article {n}" for n in range(1, 5)]
    assert law.dropped is not None
    assert law.dropped.lost == 0


def test_numbers_come_from_styles_and_the_styles_they_are_based_on() -> None:
    styles = (
        '<w:style w:styleId="Art"><w:name w:val="Art"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:styleId="Par"><w:name w:val="Par"/><w:basedOn w:val="Base"/>'
        '</w:style><w:style w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = numbered("", 0, "Lamps", "Art") + numbered("", 0, "Light.", "Par")
    none = numbered("0", 0, "Unnumbered.", "Art")
    found = texts(package(body + none, numbering=ACT, styles=styles))
    assert found == ["Article 1 Lamps", "1.1 Light.", "Unnumbered."]


def test_a_style_is_at_the_level_that_names_it() -> None:
    style = (
        '<w:style w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    of_style = levels(("decimal", "%1."), ("upperRoman", "%2)"), more='<w:pStyle w:val="Other"/>')
    named = lists(
        of_style.replace('"%2)"/><w:pStyle w:val="Other"/>', '"%2)"/><w:pStyle w:val="Item"/>')
    )
    assert texts(package(numbered("", 0, "Wick", "Item"), numbering=named, styles=style)) == [
        "I) Wick"
    ]


def test_a_list_begins_anew_where_it_is_told_to() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(numbered(at, 0, "x") for at in ("1", "1", "2", "2"))
    found = texts(package(body, numbering=lists(levels(("decimal", "%1.")), nums=again)))
    assert found == ["1. x", "2. x", "5. x", "6. x"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("upperLetter", ["A", "B", "C"]),
        ("lowerRoman", ["i", "ii", "iii"]),
        ("decimalZero", ["01", "02", "03"]),
        ("russianLower", ["а", "б", "в"]),
        ("thaiNumbers", ["๑", "๒", "๓"]),
        ("hindiNumbers", ["१", "२", "३"]),
        ("arabicAlpha", ["أ", "ب", "ت"]),
        ("chineseCountingThousand", ["一", "二", "三"]),
        ("anything else", ["1", "2", "3"]),
    ],
)
def test_numbers_are_written_as_the_list_says(form: str, expected: list[str]) -> None:
    body = "".join(numbered("1", 0, "x") for _ in expected)
    found = texts(package(body, numbering=lists(levels((form, "%1)")))))
    assert found == [f"{number}) x" for number in expected]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (27, "lowerLetter", "aa"), (54, "lowerLetter", "bbb"), (1994, "upperRoman", "MCMXCIV"),
        (12, "chineseCounting", "十二"), (105, "chineseCounting", "一百〇五"),
        (320, "chineseCounting", "三百二十"), (112, "ordinal", "112th"), (22, "ordinal", "22nd"),
        (999_999, "lowerLetter", "999999"),
    ],
)  # fmt: skip
def test_high_numbers_are_written_right(number: int, form: str, printed: str) -> None:
    level = levels((form, "%1")).replace('w:start w:val="1"', f'w:start w:val="{number}"')
    assert texts(package(numbered("1", 0, "x"), numbering=lists(level))) == [f"{printed} x"]


def test_legal_numbering_writes_levels_above_in_digits() -> None:
    outline = lists(levels(("upperRoman", "Part %1"), ("decimal", "%1.%2"), more="<w:isLgl/>"))
    body = numbered("1", 0, "Lamps") + numbered("1", 1, "Light.")
    assert texts(package(body, numbering=outline)) == ["Part 1 Lamps", "1.1 Light."]


def test_bullets_and_deleted_or_empty_paragraphs_print_no_number() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"
    )
    body = numbered("1", 0, "One.") + deleted + numbered("1", 0, "Two.") + numbered("2", 0, "Dot.")
    found = texts(
        package(body, numbering=lists(levels(("decimal", "%1.")), levels(("bullet", "o"))))
    )
    assert found == ["1. One.", "2. Two.", "Dot."]


def test_numbers_in_the_cells_of_a_table_are_kept() -> None:
    cell = f"<w:tc>{numbered('1', 0, 'Oil')}</w:tc>"
    body = f"<w:tbl><w:tr>{cell}<w:tc><w:p>{run('2 litres')}</w:p></w:tc></w:tr></w:tbl>"
    assert texts(package(body, numbering=lists(levels(("decimal", "%1."))))) == [
        "1. Oil | 2 litres"
    ]


def test_numbers_that_the_document_does_not_explain_are_said_to_be_missing() -> None:
    assert "numbers" in read(package(numbered("7", 0, "Light the lamp."))).warnings[0]
    assert not read(package(f"<w:p>{run('Light the lamp.')}</w:p>")).warnings


@pytest.mark.parametrize(
    "numbering",
    [
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        '<w:num w:numId="1"/>',
        lists('<w:lvl w:ilvl="x"><w:start w:val="-9"/><w:lvlText w:val="%9%%1"/></w:lvl>'),
        lists(levels(("decimal", "%1" * 5000))),
    ],
)
def test_hostile_numbering_is_bounded(numbering: str) -> None:
    (text,) = texts(package(numbered("1", 0, "Light the lamp."), numbering=numbering))
    assert text.endswith("Light the lamp.")
    assert len(text) < 500


def test_entities_that_grow_are_a_failure() -> None:
    bomb = "".join(
        f'<!ENTITY {chr(97 + n)} "{"&" + chr(96 + n) + ";" if n else "lol"}'
        f'{"&" + chr(96 + n) + ";" if n else "lol"}">'
        for n in range(20)
    )
    document = (
        f"<!DOCTYPE x [{bomb}]><w:document {_NAMES}><w:body><w:p><w:r><w:t>A&t;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", document)
    with pytest.raises(ExtractionError, match="entity"):
        read(buffer.getvalue())


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes"])
def test_a_part_that_is_no_xml_is_a_failure_in_plain_words(part: str) -> None:
    buffer = io.BytesIO(package(f"<w:p>{run('Light.')}</w:p>"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(f"word/{part}.xml", "<w:no")
    with pytest.raises(ExtractionError, match="not well-formed XML"):
        read(buffer.getvalue())
