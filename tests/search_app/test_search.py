"""The search service over the small library."""

import pytest

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from mappings.taxonomy import UN_LANGUAGES, UNCAC, implemented
from search_app.query.analyse import analyse
from search_app.query.concepts import named_concepts
from search_app.query.request import parse_request
from search_app.services.results import Facet, SearchResponse
from search_app.services.search import SearchService

Library = tuple[IndexReader, Collection]


def ask(library: Library, **parameters: str) -> SearchResponse:
    return SearchService(*library).search(parse_request(parameters.items()))


def facet(found: SearchResponse, name: str) -> Facet:
    return next(facet for facet in found.facets if facet.name == name)


def counts(found: SearchResponse, name: str) -> dict[str, int]:
    return {value.value: value.count for value in facet(found, name).values}


def test_the_json_has_the_agreed_shape(library: Library) -> None:
    found = ask(library, q="bribery lantern").to_json()
    assert {"query", "total_laws", "total_provisions", "took_ms", "hits", "facets"} <= set(found)
    law = found["hits"][0]
    assert {"law_id", "title", "jurisdiction", "language", "date", "provisions"} <= set(law)
    provision = law["provisions"][0]
    assert set(provision) == {"id", "label", "heading", "snippet", "tags", "why"}
    assert provision["id"] == "nor-lanterns/chp_1__sec_1"
    assert {"scheme": "uncac", "code": "15"} in provision["tags"]


def test_words_of_title_and_text_are_found_together(library: Library) -> None:
    found = ask(library, q="Offices advantage")
    assert [result.law.id for result in found.laws] == ["nor-lanterns"]


@pytest.mark.parametrize(
    ("query", "law_id"),
    [("رشوة", "egy-masabih"), ("受贿", "chn-denglong"), ("avocats", "fra-hostile")],
)
def test_every_script_is_found(library: Library, query: str, law_id: str) -> None:
    assert [result.law.id for result in ask(library, q=query, expand="0").laws] == [law_id]


@pytest.mark.parametrize("query", ["bribery", "взяточничество", "贿赂", "Bestechung", "soborno"])
def test_a_concept_is_found_in_every_language_by_its_name_in_any(
    library: Library, query: str
) -> None:
    found = ask(library, q=query)
    assert {"nor-lanterns", "egy-masabih"} <= {result.law.id for result in found.laws}
    assert found.expansion
    assert ("uncac", "15") in {(name, code) for name, code, _ in found.expansion.codes}
    assert dict(found.expansion.terms)["ru"]


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_every_article_is_known_by_its_title(language: str) -> None:
    missed = []
    for code, term in implemented(UNCAC).items():
        found = named_concepts(analyse(term.label(language)).plain)
        if not found or not found.whole or ("uncac", code) not in found.codes:
            missed.append((code, term.label(language)))
    assert missed == []


def test_what_may_be_about_a_concept_is_found_behind_what_is_tagged_and_says_so(
    library: Library,
) -> None:
    found = ask(library, q="Bribery of national public officials", size="50")
    hits = [hit for law in found.laws for hit in law.provisions]
    sure = [any(tag.is_set for tag in hit.why.tags) for hit in hits]
    possible = [hit for hit in hits if hit.id.startswith("chn-denglong/")]
    assert sure[0]
    assert [(tag.text, tag.is_set) for hit in possible for tag in hit.why.tags] == [
        ("UNCAC 15", False)
    ]
    filtered = {result.law.id for result in ask(library, uncac="15", size="50").laws}
    assert "chn-denglong" not in filtered


def test_the_search_for_a_concept_can_be_turned_off(library: Library) -> None:
    found = ask(library, q="взяточничество", expand="0")
    assert found.total_provisions == 0
    assert found.expansion
    assert not found.expansion.used


def test_words_beside_a_concept_are_not_widened(library: Library) -> None:
    assert ask(library, q="bribery lantern").expansion is not None
    assert [r.law.id for r in ask(library, q="bribery lantern").laws] == ["nor-lanterns"]


def test_a_filter_by_article_brings_the_surest_first(library: Library) -> None:
    found = ask(library, uncac="15")
    sure = [
        max(t.confidence for t in hit.tags if t.code == "15")
        for law in found.laws
        for hit in law.provisions[:1]
    ]
    assert [round(value, 1) for value in sure] == sorted((round(v, 1) for v in sure), reverse=True)


def test_with_filters_alone_the_surest_provisions_come_first(library: Library) -> None:
    found = ask(library, jurisdiction="NOR")
    hits = [hit for law in found.laws for hit in law.provisions]
    sure = [max((tag.confidence for tag in hit.tags), default=0) for hit in hits]
    assert hits[0].tags
    assert [value > 0 for value in sure] == sorted((value > 0 for value in sure), reverse=True)


def test_a_filter_by_a_chapter_brings_the_surest_first(library: Library) -> None:
    assert ask(library, uncac_chapter="III").plan.clause is not None


def test_a_region_finds_what_is_in_its_subregions(library: Library) -> None:
    found = ask(library, region="Africa")
    assert {result.law.jurisdiction for result in found.laws} <= {"EGY", "KEN"}
    assert found.total_laws == 36
    assert ask(library, region="Eastern Africa").total_laws == 35
    selected = [value.value for value in facet(found, "region").values if value.selected]
    assert selected == ["Africa"]


def test_ungrouped_hits_are_provisions_one_by_one(library: Library) -> None:
    found = ask(library, q="Laterne", group="0")
    assert found.total_laws == 1
    assert [result.law.id for result in found.laws] == ["deu-long"] * 10
    ids = [hit.id for result in found.laws for hit in result.provisions]
    assert len(set(ids)) == len(ids) == 10
    second = ask(library, q="Laterne", group="0", page="2")
    assert not {hit.id for result in second.laws for hit in result.provisions} & set(ids)


def test_a_question_of_many_words_finds_provisions_with_most_of_them(library: Library) -> None:
    question = "which lantern registers are public when nobody promised any undue advantage"
    found = ask(library, q=question)
    assert found.laws[0].law.id == "nor-lanterns"
    assert any("most of" in note for note in found.notes)


def test_a_law_without_text_is_found_by_its_title(library: Library) -> None:
    assert [result.law.id for result in ask(library, q="regulation on wicks").laws][0] == "nor-scan"


def test_many_hits_of_one_law_are_one_result_with_their_number(library: Library) -> None:
    found = ask(library, q="Laterne")
    assert found.total_laws == 1
    assert found.total_provisions == found.laws[0].count == 1200
    assert len(found.laws[0].provisions) == 3


def test_when_no_provision_has_all_words_some_are_enough_and_it_is_told(library: Library) -> None:
    found = ask(library, q="wicks zymurgy")
    assert found.relaxed
    assert found.total_laws >= 35
    assert not ask(library, q="wicks trimmed").relaxed


def test_a_facet_counts_without_its_own_filter_and_with_the_others(library: Library) -> None:
    everything = ask(library)
    norway = ask(library, jurisdiction="NOR")
    assert counts(norway, "jurisdiction") == counts(everything, "jurisdiction")
    assert set(counts(norway, "language")) == {"en"}


def test_a_selected_value_is_listed_even_without_hits(library: Library) -> None:
    found = ask(library, q="lantern", kind="treaty")
    value = facet(found, "kind").values[0]
    assert (value.value, value.count, value.selected) == ("treaty", 0, True)


def test_a_citation_of_the_convention_finds_its_tagged_provisions(library: Library) -> None:
    found = ask(library, q="UNCAC 15")
    assert [result.law.id for result in found.laws][0] == "nor-lanterns"
    assert "article 15" in found.notes[0]


def test_pages_do_not_overlap_and_have_everything(library: Library) -> None:
    pages = [ask(library, q="wicks", sort="newest", page=str(page)) for page in (1, 2, 3, 4)]
    ids = [result.law.id for page in pages for result in page.laws]
    assert len(ids) == len(set(ids)) == pages[0].total_laws
    dates = [result.law.dates.principal() for page in pages for result in page.laws]
    assert dates == sorted(dates, key=lambda date: date or "", reverse=True)


def test_year_bounds_are_inclusive(library: Library) -> None:
    found = ask(library, q="wicks", year_from="1990", year_to="1992")
    assert {result.law.dates.year() for result in found.laws} == {1990, 1991, 1992}
