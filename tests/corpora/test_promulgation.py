import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract.model import Piece
from corpora.extract.promulgation import (
    above_annexes,
    entry_into_force,
    exchanged,
    in_brackets,
    read,
    signed,
)

TODAY = "2026-11-25"
BODY = Piece("Article 1", "", "Lanterns shall be lit from 1 May 2001 on.")


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("Done at Harbour Town on 3 March 1999.", "en", "1999-03-03"),
        ("Fait à Dakar, le 23 septembre 2008.\nLe Président", "fr", "2008-09-23"),
        ("Gegeben zu Vaduz, am 5. Mai 1970", "de", "1970-05-05"),
        ("Президент\nМосква, Кремль\n25 октября 2001 года\n№ 136-ФЗ", "ru", "2001-10-25"),
        ("Disahkan di Jakarta pada tanggal 4 Mei 1953", "id", "1953-05-04"),
        ("صدر في : 21 من جمادى الأولى سنة 1397هـ", "ar", "1977-05-09"),
        ("بتاريخ: صدر في القصر 23 ذي الحجة 1436هـ\nالموافق: 7 أكتوبر 2015م", "ar", "2015-10-07"),
        ("’s-Gravenhage\n14 mei 1996\nDe Minister", "nl", "1996-05-14"),
        ("assurances of its consideration. Ottawa, June 12, 1979.", "en", "1979-06-12"),
        ("as the Minister wrote on June 12, 1979.", "en", None),
        ("ให้ไว้ ณ วันที่ ๑๒ มีนาคม พ.ศ. ๒๕๕๐", "th", "2007-03-12"),
        ("قانون فوق مصوب 1360/6/7 است", "fa", "1981-08-29"),
        ("Lyktor ska tändas den 1 maj 2001.", "sv", None),
        ("Aldus vastgesteld in de vergadering te Rotterdam op 17 mei 2013.", "nl", "2013-05-17"),
        ("Het bestuur heeft in zijn vergadering van 7 mei 2012 besloten", "nl", "2012-05-07"),
        ("طبقا للمرسوم الصادر في 23 يونيو 2017 أعلاه", "ar", None),
        ("Promulgada aos 24 de Junho de 1993.\nPublique-se.", "pt", "1993-06-24"),
        ("As amended by the Act of 3 March 1999.", "en", None),
        ("Done at Harbour Town on 3 March 2099.", "en", None),
    ],
)
def test_the_end_of_a_law_says_when_it_was_made(text: str, language: str, iso: str | None) -> None:
    found = read([BODY, Piece("Article 2", "", text)], language, TODAY)
    assert (found.iso if found else None) == iso
    assert found is None or found.where == "end"


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("（1979年7月1日第五届全国人民代表大会第二次会议通过）", "zh-Hans", "1979-07-01"),
        ("（明治四十年四月二十四日法律第四十五号）", "ja", "1907-04-24"),
        (
            "от 18 января 2022 года № 3\n(В редакции Законов от 30 июня 2022 года № 51)",
            "ru",
            "2022-01-18",
        ),
        ("Принят Государственной Думой 28 сентября 2001 года", "ru", "2001-09-28"),
        (
            "Bundesgesetz\nüber Laternen\nvom 22. März 2002 (Stand am 1. Juli 2023)",
            "de",
            "2002-03-22",
        ),
        (
            'ЗАКОН\nо фењерима\n"Службени гласник РС", број 87 од 13. новембра 2018.',
            "sr",
            "2018-11-13",
        ),
        ("本解释自2016年1月1日起施行，以前公布的同时废止", "zh-Hans", None),
        ("(В редакции Закона от 30 июня 2022 года № 51)", "ru", None),
    ],
)
def test_the_note_under_the_title_says_when_a_law_was_made(
    text: str, language: str, iso: str | None
) -> None:
    found = read([Piece("", "", text), BODY, BODY], language, TODAY)
    assert (found.iso if found else None) == iso
    assert found is None or found.where == "head"


@given(st.lists(st.text(max_size=200).map(lambda text: Piece("", "", text)), max_size=3))
def test_any_text_gives_a_date_or_none(pieces: list[Piece]) -> None:
    found = read(pieces, "ar", TODAY)
    assert found is None or found.iso <= TODAY


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("Deze regeling treedt in werking met ingang van 1 april 2012.", "nl", "2012-04-01"),
        ("This Act shall come into force on 1 May 2001.", "en", "2001-05-01"),
        ("Dieses Gesetz tritt am 1. Mai 2001 in Kraft.", "de", "2001-05-01"),
        ("本解释自2016年1月1日起施行", "zh-Hans", "2016-01-01"),
        ("Deze regeling treedt in werking op de dag na 1 april 2012.", "nl", None),
        ("Dit besluit gaat in op 1 mei 2001. Treedt in werking per 01-05-2001", "nl", "2001-05-01"),
        ("Dit besluit treedt in werking en werkt terug tot en met 1 mei 2001.", "nl", "2001-05-01"),
        (
            "Deze regeling treedt in werking op 3 juni 2001 en werkt terug tot 1 mei 2001.",
            "nl",
            "2001-06-03",
        ),
        ("The Lanterns Act comes into force on 1 May 2001.", "en", None),
    ],
)
def test_a_law_says_when_it_comes_into_force(text: str, language: str, iso: str | None) -> None:
    found = entry_into_force([BODY, Piece("Article 2", "", text)], language)
    assert (found.iso if found else None) == iso


def test_a_law_that_names_two_days_of_entry_into_force_gives_none() -> None:
    text = "This Act comes into force on 1 May 2001.\nThis Act comes into force on 2 May 2002."
    assert entry_into_force([Piece("", "", text)], "en") is None


def test_a_treaty_is_of_the_day_of_its_closing_sentence_above_its_annexes() -> None:
    end = "empowered, have signed.\nDONE at Harbour Town, on 28 January 2003, in two languages."
    before = "the Convention on Wicks, signed at Harbour Town on 1 May 1971"
    pieces = [Piece("Article 1", "", before), Piece("", "", end), Piece("", "", "Annex\n" * 200)]
    found = signed(pieces, "en", TODAY)
    assert found and found.iso == "2003-01-28" and found.printed.startswith("DONE at")
    assert signed(pieces[:1], "en", TODAY) is None


def test_a_treaty_may_be_closed_in_another_language_than_its_own() -> None:
    pieces = [
        Piece("", "", "hebben ondertekend. GEDAAN te Lichtstad, op 24 mei 1980, in tweevoud.")
    ]
    found = signed(pieces, "en", TODAY)
    assert found and found.iso == "1980-05-24"


def test_an_exchange_of_notes_is_of_the_day_of_the_last_note() -> None:
    pieces = [
        Piece("Nr. I", "", "EMBASSY OF LANTERNS Lamp Town, 27th July 1995 No. 1. I refer to"),
        Piece(
            "Nr. II", "", "the Agreement signed at Lamp Town, 1 May 2001.\nWickham, 2 August 1995"
        ),
    ]
    found = exchanged("Notawisseling over lampen", pieces, "en", TODAY)
    assert found and found.iso == "1995-08-02"
    assert exchanged("Verdrag over lampen", pieces, "en", TODAY) is None


@pytest.mark.parametrize(
    ("texts", "language", "iso"),
    [
        (["Dit besluit wordt geplaatst.\n’s-Gravenhage 10 juli 1998\nDe Minister", "| Lantaarns |"],
         "nl", "1998-07-10"),
        (["Utrecht, 3 mei 2001\nDe voorzitter", "Brief\nUtrecht, 4 mei 2001\nDe voorzitter"],
         "nl", None),
        (["Gezien het advies van de raad van\n22 september 2000 en de brief;"], "nl", None),
        (["DADA EN LA SALA DE SESIONES DEL CONGRESO, EN PUERTO FAROL, A LOS SIETE DIAS DEL MES DE"
          " DICIEMBRE DEL AÑO MIL NOVECIENTOS NOVENTA Y OCHO.", "Anexo"], "es", "1998-12-07"),
        (["وحرر بالرباط في 17من شوال 8( 1444ماي .)2023", "الملحق"], "ar", "2023-05-08"),
        (["Dear Sir,\nHarbour Town, 3 March 1999\nYours"], "en", None),
    ],
)  # fmt: skip
def test_a_law_may_be_signed_above_its_annexes(
    texts: list[str], language: str, iso: str | None
) -> None:
    found = above_annexes([Piece("", "", text) for text in texts], language, TODAY)
    assert (found.iso if found else None) == iso


@pytest.mark.parametrize(
    ("head", "iso"),
    [
        ("9 of 1884\nAn Act about lanterns.\n[1 ST JANUARY, 1885]\nShort title.", "1885-01-01"),
        ("An Act about lanterns. [5th January, 1998.]", "1998-01-05"),
        ("[1st May 1990] An Act. [2nd May 1991]", None),
        ("An Act about lanterns. [Amended on 5th January, 1998]", None),
        ("An Act about lanterns. [5th January, 2998]", None),
    ],
)
def test_the_day_in_brackets_below_a_long_title_is_that_of_commencement(
    head: str, iso: str | None
) -> None:
    found = in_brackets([Piece("", "", head), BODY], "en", TODAY)
    assert (found and (found.name, found.iso)) == (iso and ("in_force", iso))
