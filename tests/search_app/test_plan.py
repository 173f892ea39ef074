"""From an analysis to a plan."""

from indexer.engine.plan import AnyOf, Phrase, Prefer
from search_app.query.analyse import analyse
from search_app.query.concepts import named_concepts
from search_app.query.headings import in_headings
from search_app.query.plan import make_plan
from search_app.query.request import SearchRequest


def step_weights(query: str) -> set[float]:
    analysis = analyse(query)
    plan = make_plan(SearchRequest(q=query), analysis, named_concepts(analysis.plain))
    assert isinstance(plan.clause, Prefer)
    return {weight for _, weight in plan.clause.better}


def test_a_concept_alone_is_ranked_by_how_sure_its_tag_is_in_every_language() -> None:
    alone = [step_weights(query) for query in ("illicit enrichment", "enrichissement illicite")]
    assert alone[0] == alone[1] == {12.0}


def test_words_beside_a_concept_count_as_much_as_they_did() -> None:
    assert step_weights("illicit enrichment lantern") == {3.0}


def test_headings_that_name_a_concept_in_the_language_of_the_country_come_first() -> None:
    analysis = analyse("bribery, Norway")
    plan = make_plan(SearchRequest(), analysis, named_concepts(analysis.plain))
    assert isinstance(plan.clause, Prefer)
    called, _ = plan.clause.better[-1]
    assert isinstance(called, AnyOf)
    assert Phrase(("korrupsjon",), ("heading",)) in called.clauses


def test_headings_are_looked_at_in_one_country_only() -> None:
    analysis = analyse("bribery")
    request = SearchRequest(filters={"jurisdiction": ("NOR", "SWE")})
    plan = make_plan(request, analysis, named_concepts(analysis.plain))
    assert isinstance(plan.clause, Prefer)
    assert not any(isinstance(clause, AnyOf) for clause, _ in plan.clause.better)
    assert in_headings((("uncac", "15"),), "nowhere") is None
