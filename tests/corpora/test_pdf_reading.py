"""What is read of a page beside its words: order, notes, tables, headings, verdicts."""

import io
from collections import Counter
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract import pdf_arabic, pdf_layout, pdf_quality
from corpora.extract.hyphens import Hyphens
from corpora.extract.model import Draft, Source, SourceFile
from corpora.extract.pdf_layout import Segment
from corpora.extract.pdf_tables import table_at
from corpora.extract.registry import extract
from mappings.records import Law, PageRange, TextQuality
from tests.corpora.test_pdf import ENGLISH, column, new, output, picture, read, wrapped

# A sentence as the fonts of a typewriter for another script print it.
GARBLED = "".join(chr((ord(c) - 97) * 7 % 26 + 97) if c.islower() else c for c in ENGLISH) * 3
FONTS = Path("/usr/share/fonts/truetype/noto")


def texts(draft: Draft) -> list[str]:
    return [block.text for block in draft.blocks]


def test_a_footnote_stands_behind_the_paragraph_that_goes_on_over_the_page() -> None:
    document = new()
    first, second = ENGLISH[:60].rsplit(" ", 1)[0], ENGLISH[60:]
    body = wrapped(ENGLISH * 3, 70)
    document.add_page()
    column(document, 70, [*body, first])
    document.set_font("helvetica", size=7)
    column(document, 70, ["1 As amended by the Lantern Act."], y=780)
    document.set_font("helvetica", size=10)
    document.add_page()
    column(document, 70, [second, *body])
    found = texts(read(output(document)))
    note = found.index("1 As amended by the Lantern Act.")
    assert f"{first} {second}".split(" without")[0] in found[note - 1]


@pytest.mark.parametrize("side", [30, 560])
def test_numbers_of_lines_in_the_margin_are_left_out(side: float) -> None:
    document = new()
    document.add_page()
    lines = wrapped(ENGLISH * 16, 70)
    column(document, 70, lines)
    for row in range(4, len(lines), 5):
        document.text(side, 80 + 13 * row, str(row + 1))
    found = " ".join(texts(read(output(document))))
    assert found == " ".join(lines)


def test_numbers_of_paragraphs_in_the_margin_are_kept() -> None:
    document = new()
    document.add_page()
    for number in range(1, 5):
        y = 80 + 100 * number
        document.text(40, y, str(number))
        column(document, 70, wrapped(ENGLISH, 70), y=y)
    found = " ".join(texts(read(output(document))))
    assert [word for word in found.split() if word.isdigit()] == ["1", "2", "3", "4"]


def test_the_cells_of_a_row_stand_on_one_line() -> None:
    document = new()
    document.add_page()
    rows = [("Class", "Rate", "Payee"), ("Lantern", "12.50", "Harbour"), ("Buoy", "7.25", "Crown")]
    column(document, 70, ["The fees are these:"])
    for at, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            document.text(70 + 120 * place, 110 + 16 * at, cell)
    assert texts(read(output(document))) == [
        "The fees are these:", "Class | Rate | Payee", "Lantern | 12.50 | Harbour",
        "Buoy | 7.25 | Crown",
    ]  # fmt: skip


def test_cells_of_several_lines_stand_on_the_line_of_their_row() -> None:
    document = FPDF()
    document.add_page()
    document.set_font("helvetica", size=11)
    document.multi_cell(0, 6, "Section 1. Fees\nThe fees of lanterns are payable as follows.")
    document.ln(4)
    with document.table(col_widths=(20, 60, 30)) as table:
        for row in (
            ("No", "Matter", "Fee"),
            (
                "1",
                "A licence to import lanterns of the first class by sea or by land, and oil",
                "9",
            ),
            ("2", "Renewal", "50.00"),
            (
                "3",
                "An appeal against a refusal of the Registrar or a condition that he made",
                "7.5",
            ),
        ):
            cells = table.row()
            for cell in row:
                cells.cell(cell)
    document.ln(4)
    document.multi_cell(0, 6, "Section 2. Forms\nForms are those of the Schedule.")
    law = law_of(document)
    assert [(one.label, one.heading, one.text.split("\n")) for one in law.provisions] == [
        ("Section 1", "Fees", [
            "The fees of lanterns are payable as follows.",
            "No | Matter | Fee",
            "1 | A licence to import lanterns of the first class by sea or by land, and oil | 9",
            "2 | Renewal | 50.00",
            "3 | An appeal against a refusal of the Registrar or a condition that he made | 7.5",
        ]),
        ("Section 2", "Forms", ["Forms are those of the Schedule."]),
    ]  # fmt: skip


def test_columns_of_text_below_a_row_of_three_pieces_are_no_table() -> None:
    rows = [
        [Segment("Left", 50, 700, 90, 710), Segment("Middle", 200, 700, 250, 710),
         Segment("Right", 400, 700, 440, 710)],
        [Segment("A line that goes over all of them", 50, 680, 430, 690)],
        [Segment("and another", 50, 660, 120, 670)],
    ]  # fmt: skip
    assert table_at(rows, 0) == ([], 0)


def test_a_table_of_contents_is_no_table_and_has_no_dots() -> None:
    document = new()
    document.add_page()
    for number in range(1, 6):
        document.text(70, 80 + 16 * number, f"{number}.")
        document.text(100, 80 + 16 * number, f"Lamp of kind {number} {'. ' * 30}{number + 3}")
    found = texts(read(output(document)))
    assert found == [f"{number}. Lamp of kind {number}" for number in range(1, 6)]


def test_bold_and_large_lines_are_headings() -> None:
    document = new()
    document.add_page()
    document.set_font("helvetica", "B", 10)
    document.text(70, 80, "Lamps of the harbour")
    document.set_font("helvetica", size=10)
    column(document, 70, wrapped(ENGLISH * 2, 70), y=93)
    document.set_font("helvetica", size=16)
    document.text(70, 200, "Beacons of the coast")
    document.set_font("helvetica", size=10)
    column(document, 70, wrapped(ENGLISH * 2, 70), y=215)
    bold = [block.text for block in read(output(document)).blocks if block.bold]
    assert bold == ["Lamps of the harbour", "Beacons of the coast"]


def test_lines_drawn_in_any_order_are_read_downwards() -> None:
    document = new()
    document.add_page()
    lines = [
        f"Line {number} of the lantern rules, and it goes on for a while" for number in range(20)
    ]
    for at in (*range(0, 20, 2), *range(19, 0, -2)):
        document.text(70, 80 + 13 * at, lines[at])
    assert " ".join(texts(read(output(document)))) == " ".join(lines)


def test_the_titles_of_chapters_at_the_top_of_pages_are_left_out() -> None:
    document = new()
    for number in range(24):
        document.add_page()
        document.text(70, 40, f"Lanterns of kind {'abcdefgh'[number // 3]} in Part {number // 3}")
        column(document, 70, [f"Rule {number} says: {ENGLISH[number:]}"])
    assert not any("Lanterns of kind" in text for text in texts(read(output(document))))


def test_the_section_named_beside_a_running_line_goes_with_it() -> None:
    document = new()
    for number in range(5):
        document.add_page()
        document.text(250, 40, "TITLE 7 - LANTERNS")
        column(document, 70, [f"§ {number}. {ENGLISH[number:]}"])
        document.text(70, 40, f"§ {70 + number * number}")
    found = texts(read(output(document)))
    assert [text[:4] for text in found] == [f"§ {number}." for number in range(5)]


def test_footnotes_of_like_wording_are_not_running_lines() -> None:
    document = new()
    numbers = iter(range(1, 100))
    for page in range(8):
        document.add_page()
        column(document, 70, wrapped(f"Page {'abcdefgh'[page]}: {ENGLISH * 3}", 70))
        document.set_font("helvetica", size=7)
        for row in range(1 + page % 3):
            document.text(70, 790 - 9 * row, f"{next(numbers)} Inserted by Act {page * 7 % 5}.")
        document.set_font("helvetica", size=10)
    notes = [text for text in texts(read(output(document))) if "Inserted" in text]
    assert len(notes) >= 10


def test_a_name_under_each_column_is_no_running_line() -> None:
    document = new()
    for _ in range(4):
        document.add_page()
        for x in (40, 225, 410):
            column(document, x, wrapped(ENGLISH * 3, 28))
    for x in (40, 225, 410):
        document.text(x, 400, "Lumina Wick")
    assert " ".join(texts(read(output(document)))).count("Lumina Wick") == 3


def test_ligatures_are_read_as_letters() -> None:
    document = FPDF(unit="pt")
    document.add_font("F", "", FONTS / "NotoSerif-Regular.ttf")
    document.set_font("F", size=11)
    document.add_page()
    document.text(70, 80, "The oﬃcer ﬁnds the ﬂame eﬀective.")
    assert texts(read(output(document))) == ["The officer finds the flame effective."]


def invisible_text_over_an_image() -> bytes:
    document = new()
    document.add_page()
    document.image(picture(), 0, 0, 595, 842)
    with document.local_context(text_mode=3):
        column(document, 70, wrapped(ENGLISH, 70))
    return output(document)


def test_a_layer_of_ocr_over_an_image_is_marked() -> None:
    draft = read(invisible_text_over_an_image())
    assert texts(draft) == [ENGLISH]
    assert draft.pages == [PageRange(1, 1, TextQuality.RECOGNISED)]


def test_text_over_a_picture_in_the_background_is_as_written() -> None:
    document = new()
    document.add_page()
    document.image(picture(), 0, 0, 595, 842)
    column(document, 70, wrapped(ENGLISH, 70))
    assert read(output(document)).pages == [PageRange(1, 1, TextQuality.DIGITAL)]


def test_each_run_of_pages_has_its_verdict() -> None:
    document = new()
    for number in range(1, 6):
        document.add_page()
        if number == 3:
            document.image(picture(), 0, 0, 595, 842)
        else:
            column(document, 70, [f"Article {number}. {ENGLISH}"])
    law = extract(SourceFile(Source("s", ("GBR",), ("en",)), "a.pdf", output(document)))[0]
    assert law.pages == (
        PageRange(1, 2, TextQuality.DIGITAL),
        PageRange(3, 3, TextQuality.IMAGE),
        PageRange(4, 5, TextQuality.DIGITAL),
    )
    assert law.text_quality is TextQuality.DIGITAL
    assert [provision.page for provision in law.provisions] == [1, 2, 4, 5]


def test_letters_in_no_order_of_any_language_are_broken() -> None:
    assert not pdf_quality.is_broken(ENGLISH * 3)
    assert pdf_quality.is_broken(GARBLED)
    assert pdf_quality.is_broken("(cid:12)(cid:7) lamp")
    assert pdf_quality.is_broken("a lamp \ufffd\ufffd oil")
    assert not pdf_quality.is_hopeless("a lamp \ufffd\ufffd of oil that burns the whole night")


@pytest.mark.parametrize(
    ("line", "following", "whole"),
    [
        ("every single lan-", "tern", "every single lantern"),
        ("the vice-", "president", "the vice-president"),
        ("a non-", "resident", "a non-resident"),
        ("sur-", "le", "sur-le"),
        ("Anglo-", "American", "Anglo-American"),
        ("section 12-", "bis", "section 12-bis"),
        ("lan\u00ad", "tern", "lantern"),
        ("lan\ufffe", "tern", "lantern"),
    ],
)
def test_hyphens_at_the_end_of_lines(line: str, following: str, whole: str) -> None:
    seen = Hyphens(["the vice-president and a non-resident meet"])
    assert seen.joined(line, following) == whole


@given(st.text(alphabet="abc-é1 \u00ad", max_size=12), st.text(alphabet="abcé1 ", max_size=12))
def test_no_letter_is_lost_where_lines_are_joined(line: str, following: str) -> None:
    joined = Hyphens([line, following]).joined(f"{line}-", following)
    letters = [char for char in line + following if char.isalnum()]
    assert [char for char in joined if char.isalnum()] == letters


places = st.builds(
    lambda text, left, bottom, wide: Segment(text, left, bottom, left + wide, bottom + 9, 10),
    st.text("abcא", min_size=1, max_size=4),
    st.integers(-50, 700),
    st.integers(-50, 900),
    st.integers(1, 500),
)


@given(st.lists(places, max_size=60))
def test_every_piece_of_a_page_is_read_once(segments: list[Segment]) -> None:
    found = "".join(line.text for line in pdf_layout.lines(segments))
    expected = Counter("".join(segment.text for segment in segments))
    assert Counter(found.replace(pdf_layout.CELL, "").replace(" ", "")) == expected


def test_brackets_and_shapes_of_arabic_are_put_right() -> None:
    texts = ["المادة )12( ﻻ يجوز", "المادة ) 13 ("]
    mended = pdf_arabic.mender(texts, [])
    assert mended is not None
    assert list(map(mended, texts)) == ["المادة (12) لا يجوز", "المادة (13)"]


def test_a_page_that_is_garbled_keeps_its_verdict_when_no_parser_reads_it() -> None:
    document = new()
    document.add_page()
    column(document, 70, wrapped(GARBLED, 70))
    draft = read(io.BytesIO(output(document)).getvalue())
    assert draft.pages == [PageRange(1, 1, TextQuality.BROKEN)]
    assert any("needs OCR" in warning for warning in draft.warnings)


def law_of(document: FPDF) -> Law:
    (law,) = extract(SourceFile(Source("test", ("NOR",)), "law.pdf", output(document)))
    return law


def gazette() -> FPDF:
    """Four pages with a running title, a number, and a word broken at the end of each."""
    document = new()
    for number in range(1, 5):
        document.add_page()
        document.text(70, 40, f"Official Gazette of the Islands No. 12, page {number}")
        lines = wrapped(ENGLISH * 8, 70)
        column(
            document, 70, [f"{number}. Lanterns of kind {number}", *lines, "and the harbour mas-"]
        )
    return document


def test_what_a_pdf_repeats_on_each_page_is_named_and_nothing_else_is_missing() -> None:
    dropped = law_of(gazette()).dropped
    assert dropped is not None
    assert dropped.lost == dropped.repeated == 0
    assert set(dropped.left_out) == {"running lines"}
    assert dropped.total > 2000


def test_a_line_that_the_reader_of_pages_loses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = pdf_layout.lines
    monkeypatch.setattr(pdf_layout, "lines", lambda segments: lines(segments)[:-2])
    dropped = law_of(gazette()).dropped
    assert dropped is not None
    assert dropped.matters
    assert any("harbour mas" in sample for sample in dropped.samples)


def test_an_article_below_a_title_that_fills_its_line_is_no_part_of_it() -> None:
    document = new()
    document.add_page()
    document.set_font("helvetica", "B", 10)
    title = "Act on the lighting of lanterns in the harbours of the islands"
    column(document, 70, [title, "Article IV"])
    document.set_font("helvetica", size=10)
    column(document, 70, wrapped(ENGLISH * 3, 70), y=106)
    assert texts(read(output(document)))[:2] == [title, "Article IV"]


def test_a_running_title_of_two_pages_is_told_by_their_numbers() -> None:
    document = new()
    for title in ("Page 607 Lanterns and beacons", "Lanterns, duties of keepers Page 608"):
        document.add_page()
        document.text(70, 40, title)
        column(document, 70, wrapped(ENGLISH * 6, 70))
    draft = read(output(document))
    assert not any("Page" in text for text in texts(draft))
    assert len(draft.left_out["running lines"]) == 2


def test_numbers_drawn_after_the_text_of_a_page_stand_before_their_lines() -> None:
    document = new()
    document.add_page()
    lines = ["Nobody may carry a lantern in the harbour", "who has no licence; or", "at night."]
    column(document, 110, lines)
    for row, label in enumerate(("4.(1)", "(a)", "(b)")):
        document.text(70, 80 + 13 * row, label)
    expected = [
        f"{label} {line}" for label, line in zip(("4.(1)", "(a)", "(b)"), lines, strict=True)
    ]
    assert texts(read(output(document))) == expected


def test_a_note_at_the_side_drawn_after_the_text_is_put_into_no_line() -> None:
    document = new()
    document.add_page()
    column(document, 110, wrapped(ENGLISH * 3, 70))
    document.text(60, 80, "Short")
    assert texts(read(output(document))) == [" ".join(wrapped(ENGLISH * 3, 70)), "Short"]


def test_numbers_of_lines_on_a_page_of_few_lines_are_left_out_as_on_the_others() -> None:
    document = new()
    for rows in (20, 12):
        document.add_page()
        column(document, 70, wrapped(ENGLISH * 16, 70)[:rows])
        for row in range(4, rows, 5):
            document.text(30, 80 + 13 * row, str(row + 1))
    draft = read(output(document))
    assert draft.left_out["line numbers"] == ["5", "10", "15", "20", "5", "10"]


def test_pieces_of_a_line_from_the_right_are_read_from_the_right() -> None:
    left = Segment("من القانون", 60, 700, 200, 712)
    right = Segment("المادة الأولى", 240, 700, 500, 712)
    (line,) = pdf_layout.lines([left, right])
    assert line.text == "المادة الأولى من القانون"


@pytest.mark.parametrize(("style", "size"), [("B", 10), ("", 15)])
def test_a_law_without_articles_is_split_by_lines_in_bold_or_large_letters(
    style: str, size: float
) -> None:
    document = new()
    document.add_page()
    y = 80.0
    for heading in ("Purpose of this notice", "Lanterns that are allowed", "Where to apply"):
        document.set_font("helvetica", style, size)
        column(document, 70, [heading], y)
        document.set_font("helvetica", size=10)
        column(document, 70, wrapped(ENGLISH * 2, 70), y + 20)
        y += 120
    found = law_of(document).provisions
    assert [one.heading for one in found] == [
        "Purpose of this notice", "Lanterns that are allowed", "Where to apply"
    ]  # fmt: skip
    assert all(one.text == " ".join(wrapped(ENGLISH * 2, 70)) for one in found)
