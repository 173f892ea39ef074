"""What helps a reader on: why a search finds nothing, why a hit is there, what letters may become,
the same elsewhere."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from search_app.query.request import parse_request
from search_app.services.results import SearchResponse
from search_app.services.search import SearchService
from search_app.services.suggest import SuggestService
from tests.search_app.library import HOSTILE

Library = tuple[IndexReader, Collection]


def ask(library: Library, *parameters: tuple[str, str]) -> SearchResponse:
    return SearchService(*library).search(parse_request(parameters))


def test_a_misspelt_word_is_spelt_as_the_laws_do(library: Library) -> None:
    found = ask(library, ("q", "wiks trimed"))
    assert found.respelt
    assert found.request.q == "wicks trimmed"
    assert [(word, other) for word, other, _ in found.respelt.words] == [
        ("wiks", "wicks"),
        ("trimed", "trimmed"),
    ]
    assert (found.total_provisions, found.relaxed) == (35, False)
    assert found.to_json()["respelt"] == {"wiks": "wicks", "trimed": "trimmed"}


def test_the_words_as_written_can_be_searched(library: Library) -> None:
    found = ask(library, ("q", "wiks trimed"))
    assert found.respelt
    written = ask(library, *found.respelt.written.parameters())
    assert written.request.q == '"wiks" "trimed"'
    assert written.respelt is None and written.total_provisions == 0


def test_what_finds_little_is_not_searched_unasked(library: Library) -> None:
    found = ask(library, ("q", "lanterm registers"))
    assert found.respelt is None
    correction = found.diagnosis.correction
    assert correction and correction.request.q in ("lantern registers", "lanterns registers")
    assert ask(library, *correction.request.parameters()).total_provisions


def test_a_word_is_spelt_by_all_laws_where_those_of_a_country_have_none(library: Library) -> None:
    found = ask(library, ("q", "Bribary"), ("jurisdiction", "EGY")).diagnosis.correction
    assert found and found.request.q == "Bribery"
    laws = ask(library, *found.request.parameters()).laws
    assert {result.law.jurisdiction for result in laws} == {"EGY"}


def test_a_country_is_read_anywhere_when_nothing_has_all_the_words(library: Library) -> None:
    found = ask(library, ("q", "registers Norway public"))
    assert {result.law.jurisdiction for result in found.laws} == {"NOR"}
    assert not found.relaxed
    assert any("Norway" in note for note in found.notes)


def test_a_concept_beside_other_words_is_found_by_its_tags_when_nothing_has_them(
    library: Library,
) -> None:
    found = ask(library, ("q", "bribery zymurgy"))
    assert found.relaxed and found.expansion and found.expansion.widens
    assert "EGY" in {result.law.jurisdiction for result in found.laws}


@pytest.mark.parametrize("query", ["bribery", "wicks", "贿", "a", '"bribery of a public official"'])
def test_a_word_that_is_there_is_not_corrected(library: Library, query: str) -> None:
    assert ask(library, ("q", query)).diagnosis.correction is None


def test_each_part_of_a_search_without_hits_is_counted(library: Library) -> None:
    found = ask(
        library,
        ("q", "registers zymurgy"),
        ("jurisdiction", "NOR"),
        ("year_from", "2011"),
    )
    assert found.relaxed
    parts = {part.text: (part.alone, part.without) for part in found.diagnosis.parts}
    assert parts == {
        "registers": (1, 0),
        "zymurgy": (0, 1),
        "Country: Norway": (None, 0),
        "2011–…": (None, 0),
    }
    rest = next(part.request for part in found.diagnosis.parts if part.text == "zymurgy")
    assert rest.q == "registers"
    assert rest.filters == {"jurisdiction": ("NOR",)}


@pytest.mark.parametrize(
    "parameters",
    [[("q", "zymurgy"), ("jurisdiction", "CHN")], [("q", "zymurgy country:CHN")]],
)
def test_what_there_is_of_a_chosen_country_is_said(
    library: Library, parameters: list[tuple[str, str]]
) -> None:
    (held,) = ask(library, *parameters).diagnosis.holdings
    assert (held.name, held.laws, held.languages) == ("China", 1, ("Chinese (simplified)",))


def test_a_country_without_laws_holds_nothing(library: Library) -> None:
    (held,) = ask(library, ("q", "lantern"), ("jurisdiction", "FJI")).diagnosis.holdings
    assert (held.laws, held.languages) == (0, ())


def test_a_search_with_many_hits_is_not_examined(library: Library) -> None:
    found = ask(library, ("q", "wicks")).diagnosis
    assert (found.parts, found.correction, found.holdings) == ((), None, ())


def test_a_hit_says_which_words_stand_where_and_which_tags_were_asked_for(
    library: Library,
) -> None:
    found = ask(library, ("q", "bribery lanterns"), ("uncac", "15"))
    hit = found.laws[0].provisions[0]
    words = {item.label(): item.words for item in hit.why.words}
    assert words == {
        "Heading": ("bribery",),
        "Text": ("bribery", "lantern"),
        "Title of the law": ("lantern",),
    }
    assert [item.weight for item in hit.why.words] == sorted(
        (item.weight for item in hit.why.words), reverse=True
    )
    assert "UNCAC 15" in {tag.text for tag in hit.why.tags}
    shown = found.to_json()["hits"][0]["provisions"][0]["why"]
    assert {"field": "Heading", "words": ["bribery"]} in shown["words"]


def test_the_pages_show_the_diagnosis_and_the_reasons(client: FlaskClient) -> None:
    page = client.get("/search?q=wiks+trimed").text
    assert "Search the words as written" in page and "wicks trimmed" in page
    page = client.get("/search?q=lanterm+registers").text
    assert "Did you mean" in page and "lantern" in page
    assert "What each part of the search finds" in page
    assert "Why this hit" in client.get("/search?q=wicks").text


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [
        ("illicit en", "Illicit enrichment", "UNCAC 20"),
        ("enrich", "Illicit enrichment", "UNCAC 20"),
        ("UNCAC 18", "UNCAC 18 Trading in influence", "UNCAC article"),
        ("отмывание", "Отмывание денежных средств", "Crime type"),
        ("贿", "贿赂", "UNCAC 15"),
        ("norw", "Norway", "Country"),
        ("norvè", "Norvège", "Country"),
    ],
)
def test_letters_become_articles_crimes_and_countries(
    library: Library, typed: str, text: str, kind: str
) -> None:
    found = {item.text: item for item in SuggestService(*library).suggest(typed)}
    assert found[text].kind == kind
    assert found[text].request


@pytest.mark.parametrize("typed", ["Lantern Off", "lanter", "offices act", "قانون المص", "灯笼"])
def test_letters_become_titles(library: Library, typed: str) -> None:
    found = SuggestService(*library).suggest(typed)
    assert {item.law_id for item in found} & {"nor-lanterns", "egy-masabih", "chn-denglong"}


def test_suggestions_are_in_the_form_of_opensearch(client: FlaskClient) -> None:
    typed, texts, kinds, addresses = client.get("/api/suggest?q=lantern").json or []
    assert typed == "lantern"
    assert len(texts) == len(kinds) == len(addresses) > 0
    assert client.get(addresses[texts.index("Lantern Offices Act")]).status_code == 200
    assert client.get("/api/suggest").json == ["", [], [], []]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_whatever_is_typed_is_answered(client: FlaskClient, typed: str) -> None:
    assert client.get("/api/suggest", query_string={"q": typed}).status_code == 200
    assert client.get("/search", query_string={"q": typed}).status_code == 200


def test_the_same_elsewhere_leaves_the_own_jurisdiction_out(client: FlaskClient) -> None:
    page = client.get("/elsewhere/nor-lanterns/chp_1__sec_1").text
    assert "/law/egy-masabih#art_1" in page
    assert "/law/nor-lanterns#chp_1__sec_1" in page
    elsewhere = [link["href"] for link in BeautifulSoup(page, "lxml").select("article a")]
    assert not [href for href in elsewhere if "/law/nor-" in str(href)]


@pytest.mark.parametrize(
    "path", ["nor-lanterns/nothing", "nowhere/art_1", "deu-long/sec_1", f"x/{HOSTILE}"]
)
def test_nothing_to_relate_is_said(client: FlaskClient, path: str) -> None:
    response = client.get(f"/elsewhere/{path}")
    assert response.status_code == 404
    assert HOSTILE not in response.text


def test_a_tagged_provision_links_to_the_same_elsewhere(client: FlaskClient) -> None:
    assert "/elsewhere/nor-lanterns/chp_1__sec_1" in client.get("/law/nor-lanterns").text
