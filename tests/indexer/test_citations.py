"""Citations in texts: what is read, of which law, and that nothing breaks it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.citations import NamedLaw
from indexer.citations.book import NameBook
from indexer.citations.identifiers import eli_of, eu_law_in_words
from indexer.citations.names import names_of, number_keys
from indexer.citations.numbers import Numbering, number_in, number_of_path
from indexer.citations.styles import any_style, lowered, style_of
from indexer.citations.text import citations, pinpoints
from mappings.languages import languages
from mappings.records import LawStatus


def law(key: int, title: str, place: str, **values: object) -> NamedLaw:
    known = {"kind": "act", "status": LawStatus.IN_FORCE, **values}
    return NamedLaw(key, f"law-{key}", place, title, **known)  # type: ignore[arg-type]


LAWS = [
    law(1, "Lantern Code", "KEN", kind="code"),
    law(2, "Wick Act, 2010", "KEN", number="Act 29", year=2010),
    law(3, "Strafgesetzbuch", "DEU", number="StGB", kind="code"),
    law(4, "Code des lanternes", "FRA", kind="code"),
    law(5, "Кримінальний кодекс України", "UKR", kind="code", language="uk"),
    law(6, "刑法", "JPN", language="ja", kind="code"),
    law(7, "형법", "KOR", language="ko", kind="code"),
    law(8, "قانون المصابيح", "EGY", language="ar"),
    law(9, "Lag (1992:1193) om lyktor", "SWE", number="1992:1193", language="sv"),
    law(11, "Codice penale", "ITA", kind="code", language="it"),
    law(10, "Zákon o lucernách", "CZE", number="256/2014 Sb.", language="cs"),
]
BOOK = NameBook((name, one) for one in LAWS for name in names_of(one))


def read(text: str, language: str) -> list[tuple[str, int | None]]:
    return [(one.number, one.law and one.law.key) for one in citations(text, language, BOOK)]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Art. 1er", "art_1er"),
        ("Artículo 1º", "art_1o"),
        ("Artículo primero", "art_primero"),
        ("Artículo único", "art_unico"),
        ("المادة الأولى", "art_1"),
        ("المادة ١٠٣", "art_103"),
        ("第百九十七条の二", "art_197-2"),
        ("第197条の2", "art_197-2"),
        ("제1조의2", "art_1-2"),
        ("§ 5 a", "para_5a"),
        ("145-A", "art_145-a"),
        ("12 bis", "art_12-bis"),
        ("Art. L. 131-1", "art_l131-1"),
        ("13. gr", "art_13gr"),
        ("Article17", "art_article17"),
        ("11-modda", "art_11-modda"),
        ("§ 11¹", "para_11-1"),
        ("Artikel IV", "art_iv"),
    ],
)
def test_a_number_is_the_same_however_it_is_written_and_in_the_path(
    written: str, path: str
) -> None:
    assert number_in(written) == number_of_path(f"div_2__{path}") != ""


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("under section 5 of the Lantern Code", "en", [("5", 1)]),
        ("sections 5, 6A and 7 of the Lantern Code", "en", [("5", 1), ("6a", 1), ("7", 1)]),
        ("section 5(1)(b) or (2) of the Lantern Code", "en", [("5", 1)]),
        ("s. 3 of the Wick Act 2010", "en", [("3", 2)]),
        ("section 3 of the Wick Act", "en", [("3", 2)]),
        ("section 4 of this Act", "en", [("4", None)]),
        ("as section 4 says", "en", [("4", None)]),
        ("section 4 of the Companies Act", "en", []),
        ("in sub-section (1) only", "en", []),
        ("nach § 331 Abs. 1 Satz 2 StGB bestraft", "de", [("331", 3)]),
        ("nach § 331 des Strafgesetzbuches", "de", [("331", 3)]),
        ("die §§ 3 und 4 gelten", "de", [("3", None), ("4", None)]),
        ("§ 5 des Lampengesetzes", "de", []),
        ("l'article L. 131-1 du code des lanternes", "fr", [("l131-1", 4)]),
        ("l’article 5 bis, paragraphe 2, de la présente loi", "fr", [("5bis", None)]),
        ("передбачені статтею 369 Кримінального кодексу України", "uk", [("369", 5)]),
        ("статті 5 цього Закону", "uk", [("5", None)]),
        ("(ВВР, 2016, № 31, ст.547)", "uk", []),
        ("刑法第百九十七条の二第一項", "ja", [("197-2", 6)]),
        ("刑法第五条及び第六条", "ja", [("5", 6), ("6", 6)]),
        ("この法律第三条", "ja", [("3", None)]),
        ("民法第三条", "ja", []),
        ("「형법」 제129조부터 제132조까지", "ko", [("129", 7), ("132", 7)]),
        ("이 법 제5조", "ko", [("5", None)]),
        ("وفقا للمادة (٥) من قانون المصابيح", "ar", [("5", 8)]),
        ("المادة الثالثة من هذا النظام", "ar", [("3", None)]),
        ("enligt 3 kap. 5 a § lagen (1992:1193) om lyktor", "sv", [("5a", 9)]),
        ("avses i 5 § vapenlagen (1973:1176)", "sv", []),
        ("podle § 3 odst. 2 zákona č. 256/2014 Sb.", "cs", [("3", 10)]),
        ("podle § 3 zákona č. 1/1999 Sb.", "cs", []),
        ("l'art. 318 c.p. dispone", "it", [("318", 11)]),
        ("l'art. 328 c.p.c. dispone", "it", []),
        ("l'art. 318 del codice penale", "it", [("318", 11)]),
    ],
)
def test_a_text_cites_provisions_of_the_law_it_names_or_of_its_own(
    text: str, language: str, found: list[tuple[str, int | None]]
) -> None:
    assert read(text, language) == found


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("Article 15 of the Criminal Code", "15"),
        ("s. 12(1)(b) of the Bribery Act 2010", "12"),
        ("Sec. 7 RA 3019", "7"),
        ("§ 331 StGB", "331"),
        ("art. 432-11 du code pénal", "432-11"),
        ("artículo 419 del Código Penal", "419"),
        ("ст. 290 УК РФ", "290"),
        ("статья 369 Кримінального кодексу", "369"),
        ("刑法第197条", "197"),
        ("형법 제129조", "129"),
        ("刑法197条", "197"),
        ("형법 129조", "129"),
        ("المادة ١٠٣ من قانون العقوبات", "103"),
        ("Article 5 bis, paragraph 2", "5bis"),
        ("Ley 19.913 art. 27", "27"),
        ("Act No. 5 of 2013, section 4", "4"),
        ("3 kap. 5 § brottsbalken", "5"),
        ("12. člen", "12"),
        ("มาตรา 144 ประมวลกฎหมายอาญา", "144"),
        ("Pasal 5 ayat (1) UU 31/1999", "5"),
        ("Điều 354 Bộ luật Hình sự", "354"),
        ("Άρθρο 235 Ποινικού Κώδικα", "235"),
    ],
)
def test_the_article_of_a_query_is_read_without_knowing_its_language(
    query: str, number: str
) -> None:
    assert [one.parts[0][2] for one in pinpoints(lowered(query), any_style())] == [number]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Act No. 5 of 2013", ["#5/2013"]),
        ("Ley 19.913", ["#19913"]),
        ("LEY 126 DE 1941", ["#126/1941"]),
        ("Loi n° 2013-450 du 19 juin 2013", ["#450/2013"]),
        ("LEGE nr. 3 din 3 ianuarie 2024", ["#3/2024"]),
        ("15 TAHUN 1982", ["#15/1982"]),
        ("قانون رقم (12) لسنة 2000", ["#12/2000"]),
        ("zákon č. 48/1997 Sb.", ["#48/1997"]),
        ("Закон № 1952-IX", ["#1952-ix"]),
        ("lagen (1992:1193)", ["#1193/1992"]),
    ],
)
def test_numbers_of_laws_are_one_key_however_they_are_written(text: str, keys: list[str]) -> None:
    assert number_keys(text) == keys


def test_a_law_is_known_without_its_country_its_year_and_what_stands_in_brackets() -> None:
    one = law(1, "Penal Code of Cameroon (Law 67-LF-1), 1967", "CMR")
    assert {"penal cod", "penal cod camer"} <= names_of(one)
    assert "penal cod" in names_of(law(2, "The Penal Code, 1860", "IND"))
    assert "刑 法" in names_of(law(3, "中华人民共和国刑法", "CHN"))


def test_a_word_for_laws_is_no_name() -> None:
    assert not {"act", "lag"} & names_of(law(1, "Act", "KEN"))


def test_of_several_articles_of_one_number_the_nearest_is_meant() -> None:
    laws = Numbering([("art_1", ("A",)), ("div_1__art_1", ("3 kap. B",)), ("art_iv", ())])
    assert laws.find("1") == "art_1"
    assert laws.find("1", above="3") == "div_1__art_1"
    assert laws.find("1", near=("3 kap. B",)) == "div_1__art_1"
    assert laws.find("4") == "art_iv"
    assert laws.find("99") is None


@given(st.text(max_size=300), st.sampled_from(sorted(languages())))
def test_any_text_is_read_and_what_is_found_stands_where_it_says(text: str, language: str) -> None:
    end = 0
    for one in citations(text, language, BOOK):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        assert one.number


PIECES = st.sampled_from(
    ["Article ", "§", "§§ ", "1", " 12", "(a)", ", ", " and ", "of the ", "Lantern Code", "第", "条",
     "刑法", "bis", "IV", ".", "-", "/", "2010", "No. ", "zákona ", "المادة ", "1993:12", " §", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["en", "de", "ja", "sv", "ar"]))
def test_pieces_of_citations_in_any_order_are_read(text: str, language: str) -> None:
    places = [(one.start, one.end) for one in citations(text, language, BOOK)]
    assert places == sorted(set(places))


@given(st.integers(1, 9999), st.sampled_from(["", "a", "bis", "-1"]))
def test_a_number_is_read_back_as_it_was_written(number: int, suffix: str) -> None:
    written = f"{number}{suffix}"
    for text, language in (
        (f"article {written} of the Lantern Code", "en"),
        (f"§ {written} StGB", "de"),
        (f"ст. {written} Кримінального кодексу України", "uk"),
    ):
        assert [one.number for one in citations(text, language, BOOK)] == [number_in(written)]


@pytest.mark.parametrize(
    "text",
    ["§" * 50_000, "art. 1, " * 10_000, "第一条" * 20_000, "1-" * 40_000, "刑法" * 40_000,
     "section 1 of the " * 5_000, "(((" * 30_000, "1 kap. " * 14_000],
)  # fmt: skip
def test_hostile_texts_take_no_time_to_speak_of(text: str) -> None:
    started = time.process_time()
    for language in ("en", "de", "ja", "sv"):
        list(citations(text, language, BOOK))
    assert time.process_time() - started < 20


def test_every_language_of_the_styles_has_patterns() -> None:
    for language in ("en", "zh-Hant", "nn", "und", "xx"):
        assert style_of(language).pinpoints


@pytest.mark.parametrize(
    ("title", "place", "language", "name"),
    [
        ("18 U.S.C. § 1956 — Laundering of lanterns", "USA", "en", "18 usc 1956"),
        ("Lov om straff (straffeloven)", "NOR", "nb", "straff"),
        ("Zákon trestní zákoník", "CZE", "cs", "trestn zakon"),
        ("Кодекс, Закон від 05.04.2001 № 2341-III Кримінальний кодекс України", "UKR", "uk", "кк"),
        ('חוק העונשין, תשל"ז-1977', "ISR", "he", "חוק העונשי"),
    ],
)
def test_a_law_is_known_by_the_name_in_its_title(
    title: str, place: str, language: str, name: str
) -> None:
    assert name in names_of(law(1, title, place, language=language))


def test_a_law_is_known_by_its_identifier_without_version_and_language() -> None:
    one = law(1, "Zákon", "CZE", eli="/eli/cz/sb/2009/40/2026-01-01")
    assert "#eli/cz/sb/2009/40" in names_of(one)
    assert eli_of("https://example.org/eli/cz/sb/2009/40/2020-01-01/cs")[0] == "#eli/cz/sb/2009/40"


@given(st.text(max_size=80) | st.from_regex(r"(eli|3\d{4}[RL]\d{4}|/[a-z]{1,3}/|[ .:]){0,12}"))
def test_any_text_is_read_for_identifiers(text: str) -> None:
    key, rest = eli_of(text)
    assert len(rest) <= len(text)
    assert not key or key.startswith("#eli/")
    assert eu_law_in_words(text) == text or "(EU)" in eu_law_in_words(text)
