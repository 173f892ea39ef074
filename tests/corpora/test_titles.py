import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract.model import Piece
from corpora.extract.titles import by_text, cited, is_the_same, number_in

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


@given(title=st.text(max_size=80), text=st.text(max_size=200))
def test_any_title_and_text_are_read(title: str, text: str) -> None:
    number_in(title)
    assert isinstance(by_text(title, [Piece("", "", text)]), str)
