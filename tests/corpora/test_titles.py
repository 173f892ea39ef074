import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract.model import Block, Piece
from corpora.extract.titles import (
    by_text,
    cited,
    is_the_same,
    number_in,
    of_issue,
    opening_title,
    own_number,
    own_part,
    says_nothing,
    tidy,
    with_line_below,
    with_summary,
    without_title,
)

CITED = Piece("1", "", "This Act may be cited as the Lantern (Harbours) Act, 2003.")


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Law No. 11 of 2004 on lanterns", "11 of 2004"),
        ("Loi n° 2016-1691 du 9 décembre 2016 relative aux lampes", "2016-1691"),
        ("Zákon č. 40/2009 Sb., lampový zákoník", "40/2009 Sb."),
        ("Lei nº 12.846, de 1 de agosto de 2013", "12.846"),
        ("Закон України № 1700-VII", "1700-VII"),
        ("قانون رقم (11) لسنة 2004 بشأن المصابيح", "(11) لسنة 2004"),
        ("UNDANG-UNDANG NOMOR 14 TAHUN 1950 TENTANG LAMPU", "14 TAHUN 1950"),
        ("灯火法（明治四十年法律第四十五号）", "第四十五号"),
        ("Law amending Law No. 11 of 2004", ""),
        ("Закон о внесении изменений в Закон № 5", ""),
        ("Lamps and their 3 colours Act", ""),
        ("Nothing", ""),
    ],
)
def test_the_number_of_a_law_is_read_in_its_title(title: str, number: str) -> None:
    assert number_in(title) == number


@pytest.mark.parametrize("title", ["2015-10-21", "pdf-node-1", "Lantern (Harbours)"])
def test_a_title_that_says_too_little_gives_way_to_the_citation(title: str) -> None:
    assert by_text(title, [Piece("", "", "x"), CITED]) == "Lantern (Harbours) Act, 2003"


def test_a_title_that_names_its_law_stays() -> None:
    assert by_text("Lantern Ordinance", [CITED]) == "Lantern Ordinance"
    assert by_text("Lykteloven", [Piece("", "", "Regler om lykter")]) == "Lykteloven"


def test_a_title_goes_on_in_the_line_under_it() -> None:
    pieces = [Piece("", "", "om lyktor i hamnen\nSFS-nummer: 1920:406")]
    assert by_text("Lag (1920:406)", pieces) == "Lag (1920:406) om lyktor i hamnen"


def test_a_title_that_is_printed_twice_is_kept_once() -> None:
    printed = "UNDANG-UNDANG REPUBLIK UNDANG-UNDANG REPUBLIK NOMOR 27 TAHUN 1953"
    assert by_text(printed, [CITED]) == "UNDANG-UNDANG REPUBLIK NOMOR 27 TAHUN 1953"


def test_the_citation_of_another_law_is_not_taken_for_this_one() -> None:
    assert is_the_same("Lantern Act", cited([CITED]))
    assert not is_the_same("Fisheries Act", cited([CITED]))
    assert not is_the_same("Lantern Rules", cited([CITED]))


@pytest.mark.parametrize(
    "line",
    [
        "2019-07-05",
        "№ 12/3",
        "Explanatory Memorandum after page 6",
        "Second Draft 2019-04-01",
        "Revised 2017-10-18",
        "ВНИМАНИЕ!",
        "Ley:",
        "El Senado y Cámara de Diputados reunidos en Congreso, etc., sancionan con fuerza de Ley:",
        "a. bahwa lampu perlu dinyalakan",
        "Pasal 113 Undang-undang Dasar",
    ],
)
def test_dates_states_warnings_and_formulas_are_no_titles(line: str) -> None:
    assert says_nothing(line)
    law = Block("Ley de Faroles")
    assert opening_title([Block(line), law]) == law.text


@pytest.mark.parametrize(
    "title", ["Lantern Act", "Ley 25.506", "119구조에 관한 법률", "Revised Code"]
)
def test_titles_of_laws_are_titles(title: str) -> None:
    assert not says_nothing(title)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (
            "UNDANG-UNDANG NOMOR 10 TAHUN 1950 TENTANG LAMPU Menimbang : bahwa lampu",
            "UNDANG-UNDANG NOMOR 10 TAHUN 1950 TENTANG LAMPU",
        ),
        (
            "UNDANG-UNDANG NOMOR 12 TAHUN 1955 TENTANG LAMPU *) Presiden Republik Indonesia,",
            "UNDANG-UNDANG NOMOR 12 TAHUN 1955 TENTANG LAMPU",
        ),
        (
            "Peraturan Presiden Republik Indonesia Nomor 5 Tahun 2010 tentang Lampu",
            "Peraturan Presiden Republik Indonesia Nomor 5 Tahun 2010 tentang Lampu",
        ),
        ("Law on Lamps _full text_070720", "Law on Lamps"),
        ("Law on Lamps_080104_080104", "Law on Lamps"),
    ],
)
def test_a_title_ends_before_the_preamble_and_how_it_is_filed(title: str, shown: str) -> None:
    assert tidy(title) == shown


def test_an_issue_of_a_gazette_is_called_like_the_act_in_it() -> None:
    issue = "Νόμοι — ΦΕΚ A' 103/2006"
    blocks = [Block(issue, 1), Block("ΝΟΜΟΣ ΥΠ’ ΑΡΙΘΜ. 3465", 1), Block("Περί λαμπών."), Block("…")]
    title = of_issue(issue, blocks)
    assert title == "ΝΟΜΟΣ ΥΠ’ ΑΡΙΘΜ. 3465 – Περί λαμπών."
    assert number_in(title) == "3465"
    assert of_issue(issue, blocks[:1]) == "" and of_issue("Νόμος περί λαμπών", blocks) == ""


def test_a_keyword_is_followed_by_what_the_publisher_says_of_the_law() -> None:
    assert with_summary("FAROLES", "MODIFICASE LA LEY 5. OTRAS.") == "FAROLES – MODIFICASE LA LEY 5"
    assert with_summary("Ley de faroles", "LEY DE FAROLES.") == "Ley de faroles"


def test_the_law_of_a_state_is_about_the_line_below() -> None:
    assert with_line_below("ЗАКОН", "О ЛАМПАХ") == "ЗАКОН О ЛАМПАХ"
    assert with_line_below("ЛАМПОВЫЙ КОДЕКС", "ЧАСТЬ ПЕРВАЯ") == "ЛАМПОВЫЙ КОДЕКС"


@pytest.mark.parametrize(
    ("number", "title", "own"),
    [
        ("Lamps and Their Wi...", "Lamps and Their Wicks Act", ""),
        ("LAMPS ACT", "Lamps Act", ""),
        ("Decree No (16) of 1987 amending L...", "Decree No (16) of 1987 amending Lamps", "16"),
        ("Lamps Act, S.C. 2000, c. 17", "Lamps Act", "S.C. 2000, c. 17"),
        ("Ley 25.065", "Ley 25.065 — Ley de Faroles", "Ley 25.065"),
        ("Constitución Nacional", "Constitución de la Nación", ""),
        ("UU ITE", "Undang-Undang tentang Lampu", "UU ITE"),
        ("LampG", "Lampengesetz", "LampG"),
        ("第四十五号", "灯火法", "第四十五号"),
    ],
)
def test_a_short_name_is_no_number(number: str, title: str, own: str) -> None:
    assert own_number(number, title) == own


def test_a_date_behind_a_word_for_amending_is_of_another_law() -> None:
    assert own_part("Lag (1977:1) om ändring i lagen den 5 maj 1970") == "Lag (1977:1) om "
    assert own_part("Lampenwet") == "Lampenwet"


def test_the_title_is_no_division_of_its_law_and_a_chapter_is_one() -> None:
    title, chapter, text = Block("Lamp Act", 2), Block("Chapter I", 2), Block("Lamps.")
    again = Block("LAMP ACT", 1)
    assert without_title([title, again, chapter, text], "Lamp Act") == [chapter, text]
    assert without_title([chapter, text], "Chapter I") == [chapter, text]
    assert without_title([chapter, title, text], "Lamp Act") == [chapter, title, text]


@given(title=st.text(max_size=80), text=st.text(max_size=200))
def test_any_title_and_text_are_read(title: str, text: str) -> None:
    number_in(title)
    assert isinstance(by_text(title, [Piece("", "", text)]), str)
    says_nothing(title)
    tidy(title)
    own_number(text, title)
    without_title([Block(title, 1), Block(text)], title)
