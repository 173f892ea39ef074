"""A country beside what is searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.query.analyse import analyse
from search_app.query.concepts import named_concepts
from search_app.query.places import take_place
from tests.search_app.test_search import Library, ask


def test_a_search_that_names_a_country_finds_its_provisions_and_says_so(library: Library) -> None:
    found = ask(library, q="bribery, Norway")
    assert {result.law.jurisdiction for result in found.laws} == {"NOR"}
    assert found.expansion
    assert any("Norway" in note for note in found.notes)


@pytest.mark.parametrize(
    ("query", "place", "rest"),
    [
        ("Bribery of a foreign public official, Norway", "NOR", "Bribery of a foreign public official"),
        ("money laundering Kenya", "KEN", "money laundering"),
        ("kenya: bribery", "KEN", "bribery"),
        ("bribery in the United Kingdom", "GBR", "bribery"),
        ("blanchiment au Maroc", "MAR", "blanchiment"),
        ("贿赂 挪威", "NOR", "贿赂"),
        ("غسل الأموال المغرب", "MAR", "غسل الأموال"),
        ("trading in influence (France)", "FRA", "trading in influence"),
        ("lantern, Germany", "DEU", "lantern"),
        ("UNCAC 23 Norway", "NOR", ""),
    ],
)  # fmt: skip
def test_a_country_at_either_end_is_read(query: str, place: str, rest: str) -> None:
    read = analyse(query)
    assert (read.place, read.plain) == (place, rest)
    assert ("jurisdiction", place) in read.filters


@pytest.mark.parametrize(
    "query",
    [
        "Norway",
        "Bank of Uganda Act",
        "Constitution of Norway",
        "lanterns of Germany",
        'bribery "Norway"',
        "bribery NOT Norway",
        "bribery Norway*",
        "title:Norway",
    ],
)
def test_a_country_that_may_be_asked_for_stays_a_word(query: str) -> None:
    assert analyse(query).place == ""


@given(st.text(max_size=60), st.sampled_from(["Norway", "المغرب", "日本", "", "Côte d’Ivoire"]))
def test_any_query_is_read(text: str, place: str) -> None:
    query, named = f"{text} {place}", []
    rest = take_place(query, lambda code, words: named.append(words))
    assert all(words in query for words in named)
    assert rest == query or len(named) == 1


def test_whoever_searches_only_their_words_is_asked_for_no_country(library: Library) -> None:
    found = ask(library, q="bribery, Norway", expand="0")
    assert found.plan.filters == {}


def test_small_words_do_not_hide_a_concept() -> None:
    for query in ("bribery of a foreign public official", "Bribery of foreign public officials"):
        found = named_concepts(query)
        assert found
        assert found.whole
        assert ("uncac", "16") in found.codes
