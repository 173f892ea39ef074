import io
from collections.abc import Iterable

import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from corpora.extract import pdf, pdf_arabic, pdf_layout, pdf_page, pdf_quality
from corpora.extract.model import Block, Draft, ExtractionError, Source, SourceFile
from mappings.records import PageRange, TextQuality

FRENCH = (
    "Nul ne peut porter une lanterne dans le port pendant la nuit sans une licence valable"
    " que le capitaine du port lui a remise."
)
ENGLISH = (
    "Nobody may carry a lantern through the harbour during the night without a valid licence"
    " that the master of the harbour has given him."
)


def new() -> FPDF:
    document = FPDF(unit="pt", format="A4")
    document.set_font("helvetica", size=10)
    document.set_auto_page_break(False)
    return document


def column(document: FPDF, x: float, lines: Iterable[str], y: float = 80) -> None:
    for line in lines:
        document.text(x, y, line)
        y += 13


def wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def read(data: bytes, path: str = "a/original.pdf", **siblings: bytes) -> Draft:
    found = {f"a/{name.replace('__', '.')}": content for name, content in siblings.items()}
    (draft,) = pdf.read(SourceFile(Source("s"), path, data, found.get))
    return draft


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("L", (60, 84), 200).save(stream, "PNG")
    stream.seek(0)
    return stream


def output(document: FPDF) -> bytes:
    return bytes(document.output())


def test_wrapped_lines_are_joined_and_keep_their_page() -> None:
    document = new()
    for number in (1, 2):
        document.add_page()
        column(document, 70, [f"Article {number}. Lamps", *wrapped(ENGLISH, 70)])
    blocks = read(output(document)).blocks
    assert [(block.text, block.page) for block in blocks] == [
        ("Article 1. Lamps", 1),
        (ENGLISH, 1),
        ("Article 2. Lamps", 2),
        (ENGLISH, 2),
    ]


def test_words_broken_at_a_line_end_are_made_whole() -> None:
    document = new()
    document.add_page()
    lines = ["The keeper of the harbour shall light every single lan-", "tern before the night."]
    column(document, 70, lines)
    (block,) = read(output(document)).blocks
    assert "every single lantern before the night." in block.text


def test_running_headers_and_page_numbers_are_removed() -> None:
    document = new()
    words = f"{ENGLISH[:-1]} and nobody else".split()
    bodies = ["Whoever " + " ".join(words[at:] + words[:at]) for at in range(8)]
    for number, body in enumerate(bodies, 1):
        document.add_page()
        document.text(70, 40, f"Official Gazette no. 7 of 1999, page {number}")
        column(document, 70, [f"Article {number}. Lamps", *wrapped(body, 40)])
        document.text(290, 810, f"- {number} -")
    expected = [(f"Article {number}. Lamps", body) for number, body in enumerate(bodies, 1)]
    texts = [block.text for block in read(output(document)).blocks]
    assert texts == [text for pair in expected for text in pair]


def test_a_running_line_on_two_of_many_pages_is_known_by_the_number_that_counts_them() -> None:
    document = new()
    words = f"{ENGLISH[:-1]} and nobody else".split()
    for number in range(1, 9):
        document.add_page()
        if number in (3, 5):
            document.text(70, 40, f"2020 Ed. Lanterns Act 2001 {number}")
        if number in (6, 7):
            document.text(70, 40, f"Annex {number - 5}")
        column(document, 70, wrapped(" ".join(words[number:] + words[:number]), 40))
    text = " ".join(block.text for block in read(output(document)).blocks)
    assert "2020 Ed." not in text
    assert "Annex 1" in text
    assert "Annex 2" in text


def two_columns(left: str, right: str, pages: int = 2) -> bytes:
    document = new()
    for _ in range(pages):
        document.add_page()
        rows = zip(wrapped(left * 4, 40), wrapped(right * 4, 40), strict=False)
        # Row by row, as tables are drawn: the order of drawing is not the order of reading.
        for at, (first, second) in enumerate(rows):
            document.text(50, 80 + 13 * at, first)
            document.text(320, 80 + 13 * at, second)
    return output(document)


def test_columns_are_read_one_after_the_other() -> None:
    draft = read(two_columns(ENGLISH, "Lamps of oil are lit by hand each evening. " * 3, pages=1))
    text = " ".join(block.text for block in draft.blocks)
    assert ENGLISH in text
    assert text.index("valid licence") < text.index("Lamps of oil")


def test_languages_side_by_side_are_each_read_to_the_end_of_the_document() -> None:
    draft = read(two_columns(ENGLISH, FRENCH))
    is_french = ["lanterne" in block.text for block in draft.blocks if "port" in block.text]
    assert is_french == sorted(is_french), "English of all pages first, then French"
    pages = [block.page for block in draft.blocks]
    assert pages.count(1) and pages.count(2)


def test_a_heading_over_both_columns_parts_them() -> None:
    document = new()
    document.add_page()
    for at in range(24):
        y = 80 + 13 * at + (40 if at >= 12 else 0)
        part = "upper" if at < 12 else "lower"
        document.text(50, y, f"left column {part} half with line {at}")
        document.text(330, y, f"right column {part} half with line {at}")
    document.text(
        90, 80 + 13 * 12 + 15, "SECOND CHAPTER ABOUT EVERYTHING THAT STANDS IN BOTH COLUMNS"
    )
    text = " ".join(block.text for block in read(output(document)).blocks)
    order = [text.index(part) for part in ("left column upper", "right column upper", "SECOND")]
    order.append(text.index("left column lower"))
    assert order == sorted(order)


def test_lines_of_one_column_are_not_taken_for_columns() -> None:
    document = new()
    document.add_page()
    column(document, 60, wrapped(ENGLISH * 8, 90))
    page = pdf_page.PageReader(pypdfium2.PdfDocument(output(document))).read(0)
    assert {line.column for line in pdf_layout.lines(page.segments)} == {0}


def test_a_scan_is_kept_with_its_metadata_and_a_warning() -> None:
    document = new()
    for _ in range(2):
        document.add_page()
        document.image(picture(), 0, 0, 595, 842)
    draft = read(output(document), metadata__yaml=b"title: Lantern Act\n")
    assert draft.blocks == []
    assert draft.metadata["title"] == "Lantern Act"
    assert draft.warnings == ["needs OCR: 2 of 2 pages are images without text"]
    assert draft.pages == [PageRange(1, 2, TextQuality.IMAGE)]


def test_text_in_fonts_that_do_not_name_their_letters_is_unreadable() -> None:
    assert pdf_quality.is_broken("\x02\x03\x15 2012 \x05\x11")
    assert pdf_quality.is_broken("\ue001\ue002 lamp")
    assert not pdf_quality.is_broken(ENGLISH)
    assert not pdf_quality.is_broken("a word bro\ufffe\nken at the line's end")
    assert not pdf_quality.is_broken("")


def test_an_encrypted_file_is_a_failure_that_says_so() -> None:
    document = new()
    document.add_page()
    column(document, 70, [ENGLISH])
    document.set_encryption(owner_password="owner", user_password="user")
    with pytest.raises(ExtractionError, match="password"):
        read(output(document))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF", b"not a PDF at all"])
def test_a_broken_file_is_a_failure_in_plain_words(data: bytes) -> None:
    with pytest.raises(ExtractionError, match="damaged"):
        read(data)


def test_reading_stops_at_the_limit_of_pages_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    document = new()
    for number in range(4):
        document.add_page()
        column(document, 70, [f"Article {number}. Lamps"])
    draft = read(output(document))
    assert {block.page for block in draft.blocks} == {1, 2}
    assert draft.warnings == ["only the first 2 of 4 pages were read"]


def test_reading_stops_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1)
    document = new()
    document.add_page()
    assert "only the first 0 of 1 pages were read" in read(output(document)).warnings


@pytest.mark.parametrize(
    ("embedded", "opening", "path", "title"),
    [
        ("The Lantern Act", "Part I/The Lantern Act", "a/7.pdf", "The Lantern Act"),
        ("Microsoft Word - final.doc", "The Lantern Act", "a/7.pdf", "The Lantern Act"),
        ("null", "OBJECTS", "a/12_lantern-amendment-bill-2015.pdf", "Lantern amendment bill 2015"),
        ("", "Law No. 7", "a/7.pdf", "Law No. 7 – AN ACT ABOUT LAMPS"),
    ],
)
def test_the_title_is_that_of_the_law(embedded: str, opening: str, path: str, title: str) -> None:
    document = new()
    document.set_title(embedded)
    document.add_page()
    column(document, 70, [*opening.split("/"), "AN ACT ABOUT LAMPS", *wrapped(ENGLISH, 70)])
    assert read(output(document), path).metadata["title"] == title


def blocks(*texts: str) -> list[Block]:
    return [Block(text) for text in texts]


ARABIC = "يجب على كل حارس في هذا الميناء من القانون أن يضيء المادة 12 إلى التي"


def test_arabic_in_visual_order_is_turned_round() -> None:
    warnings: list[str] = []
    visual = ARABIC.replace("12", "21")[::-1]
    mended = pdf_arabic.mender([visual], warnings)
    assert mended is not None
    assert mended(visual) == ARABIC
    assert warnings == ["Arabic text stood in visual order and was turned round"]


def test_the_lines_of_a_text_in_visual_order_keep_their_places() -> None:
    visual = ARABIC[::-1]
    mended = pdf_arabic.mender([visual], [])
    assert mended is not None
    assert mended(f"{visual}\n{visual[::2]}") == f"{mended(visual)}\n{mended(visual[::2])}"


def test_letters_that_begin_no_word_are_joined_to_theirs() -> None:
    mended = pdf_arabic.mender([ARABIC], [])
    assert mended is not None
    assert mended("الم ؤسسة العام ة في الميناء") == "المؤسسة العامة في الميناء"


def test_the_stop_behind_a_number_stays_behind_it() -> None:
    mended = pdf_arabic.mender([ARABIC], [])
    assert mended is not None
    assert mended("في 9 أكتوبر .2014 وفي 22 أفريل ،2008 المادة") == (
        "في 9 أكتوبر 2014. وفي 22 أفريل 2008، المادة"
    )


def test_arabic_in_logical_order_and_other_scripts_stay_as_they_are() -> None:
    warnings: list[str] = []
    mended = pdf_arabic.mender([ARABIC, ENGLISH], warnings)
    assert mended is not None
    assert [mended(ARABIC), mended(ENGLISH)] == [ARABIC, ENGLISH]
    assert pdf_arabic.mender([ENGLISH], warnings) is None
    assert warnings == []


def test_flipped_ligatures_are_turned() -> None:
    warnings: list[str] = []
    flipped = "املادة الأولى من املحكمة واملجلس"
    mended = pdf_arabic.mender([flipped], warnings)
    assert mended is not None
    assert mended(flipped) == "المادة الأولى من المحكمة والمجلس"
    assert len(warnings) == 1


@settings(max_examples=60)
@given(start=st.integers(0, 3000), replacement=st.binary(max_size=40))
@example(start=931, replacement=b"\x00\x00")  # in "trailer"
def test_a_damaged_file_gives_a_draft_or_an_error_of_ours(start: int, replacement: bytes) -> None:
    document = new()
    document.add_page()
    column(document, 70, wrapped(ENGLISH, 70))
    data = output(document)
    damaged = data[:start] + replacement + data[start + len(replacement) :]
    try:
        read(io.BytesIO(damaged).getvalue())
    except ExtractionError as error:
        assert str(error)
