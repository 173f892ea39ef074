"""Which laws are told by their titles, and in which of them a provision would be."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.coverage import missing, subjects_of, subjects_of_titles
from mappings.languages import languages
from mappings.records import Law, LawStatus, Provision
from mappings.tables import rows
from mappings.taxonomy import CRIME_TYPE, SUBJECT, UNCAC, implemented, scheme
from tests.corpora.laws import make_law


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Penal Code, 1930", "penal-code"),
        ("Code pénal (loi n° 65-60 du 21 juillet 1965)", "penal-code"),
        ("LEY 599 DE 2000 - Por la cual se expide el Codigo Penal", "penal-code"),
        ("Strafgesetzbuch (StGB) vom 24. Juni 1987", "penal-code"),
        ("Уголовный кодекс Российской Федерации", "penal-code"),
        ("قانون رقم (11) لسنة 2004 بإصدار قانون العقوبات", "penal-code"),
        ("中华人民共和国刑法", "penal-code"),
        ("刑法", "penal-code"),
        ("형법", "penal-code"),
        ("ประมวลกฎหมายอาญา", "penal-code"),
        ("Bộ luật Hình sự 2015", "penal-code"),
        ("ΠΟΙΝΙΚΟΣ ΚΩΔΙΚΑΣ", "penal-code"),
        ("Zákon trestní zákoník", "penal-code"),
        ("Code de procédure pénale", "criminal-procedure"),
        ("Уголовно-процессуальный кодекс", "criminal-procedure"),
        ("Anti-Money Laundering Act, 2020", "money-laundering"),
        ("Geldwäschegesetz", "money-laundering"),
        ("反洗钱法", "money-laundering"),
        ("Ley de protección a testigos", "witness-protection"),
        ("Prevention of Corruption Act, 2002", "anti-corruption"),
        ("Criminal Justice (Corruption Offences) Act 2018", "anti-corruption"),
        ("Prevention and Combating of Corruption Act, 2007", "anti-corruption"),
        ("نظام هيئة الرقابة ومكافحة الفساد", "anti-corruption"),
        ("Kamu İhale Kanunu", "public-procurement"),
        ("The Extradition Act", "extradition"),
    ],
)
def test_a_law_is_known_by_its_title_in_any_language(title: str, subject: str) -> None:
    assert subjects_of_titles([title]) == {subject}


@pytest.mark.parametrize(
    "title",
    [
        "Penal Code (Amendment) Act 2014",
        "کتاب پنجم– قانون مجازات اسلامی(تعزیرات و مجازات‌های بازدارنده)",
        "Livre II du Code pénal",
        "Loi modifiant les articles 132 et 133 du Code pénal",
        "Ley Nº 18026 - Modificación al Código Penal",
        "Закон о внесении изменений в Уголовный кодекс",
        "قانون رقم (10) لسنة 2015 بتعديل المادة (320) من قانون العقوبات",
        "قانون العقوبات العسكري",
        "中华人民共和国刑法修正案",
        "ประมวลกฎหมายอาญาทหาร",
        "監獄行刑法",
        "War Crimes Act",
        "Ratification of the Treaty on Extradition",
        "Lantern Offices Act",
        "",
    ],
)
def test_amendments_military_codes_and_others_stand_for_no_subject(title: str) -> None:
    assert subjects_of_titles([title]) == frozenset()


def test_of_several_titles_each_may_tell() -> None:
    assert subjects_of_titles(["第七号法律", "Penal Code"]) == {"penal-code"}
    assert subjects_of_titles(["第七号法律", "Penal Code (Amendment)"]) == frozenset()


WHOLE = (Provision("a", "", "", "Whoever… " * 10_000, "en"),)


def penal(**values: object) -> Law:
    return make_law(title="Penal Code", titles={}, **values)  # type: ignore[arg-type]


def test_only_a_whole_law_that_may_be_in_force_counts() -> None:
    assert subjects_of(penal(provisions=WHOLE)) == ["penal-code"]
    assert subjects_of(penal(provisions=WHOLE, status=LawStatus.UNKNOWN)) == ["penal-code"]
    assert subjects_of(penal(provisions=WHOLE, status=LawStatus.NO_LONGER)) == []
    assert subjects_of(penal(provisions=WHOLE, kind="bill")) == []
    assert subjects_of(penal(provisions=WHOLE[:0])) == []
    excerpt = replace(WHOLE[0], text="Whoever… " * 100)
    assert subjects_of(penal(provisions=(excerpt,))) == []


def test_it_is_said_what_is_missing() -> None:
    assert missing(UNCAC, "20", ["penal-code"]) == ()
    assert missing(UNCAC, "20", ["anti-corruption"]) == ({"penal-code"},)
    assert missing(UNCAC, "23", ["penal-code"]) == ({"money-laundering"},)
    assert missing(UNCAC, "46", ["criminal-procedure"]) == ()
    assert missing(UNCAC, "46", []) == ({"mutual-legal-assistance", "criminal-procedure"},)
    assert missing("theme", "x", ["penal-code"]) is None


def test_every_article_and_crime_type_has_its_laws_and_offences_need_the_penal_code() -> None:
    for name in (UNCAC, CRIME_TYPE):
        for code in implemented(name):
            assert missing(name, code, []), (name, code)
            assert missing(name, code, scheme(SUBJECT)) == ()
    for article in range(15, 26):
        assert {"penal-code"} in missing(UNCAC, str(article), set(scheme(SUBJECT)) - {"penal-code"})  # type: ignore[operator]


def test_titles_are_well_formed() -> None:
    seen = set()
    for row in rows("coverage/titles.tsv"):
        assert row["language"] in {*languages(), "zh", "no", "ca"}
        assert (row["subject"], row["language"]) not in seen
        seen.add((row["subject"], row["language"]))
        for term in row["terms"].split(" | "):
            assert term == term.strip() != ""
            assert len(re.sub(r"[*…^ ]", "", term)) >= (1 if not term.isascii() else 4), term


@given(st.lists(st.text(), max_size=3))
def test_any_title_whatever_is_read(titles: list[str]) -> None:
    assert subjects_of_titles(titles) <= scheme(SUBJECT).keys()


def test_a_hostile_title_costs_no_time() -> None:
    assert subjects_of_titles(["ley " * 100_000 + "proteccion " * 100_000]) == frozenset()
