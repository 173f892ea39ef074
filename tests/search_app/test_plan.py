"""From an analysis to a plan."""

from indexer.engine.plan import Prefer
from search_app.query.analyse import analyse
from search_app.query.concepts import named_concepts
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
