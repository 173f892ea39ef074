"""A request to the engine's answer: the part of a search that is the same for pages, programs and
benchmarks."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import IndexReader, SearchResult
from search_app.query.analyse import Analysis, analyse
from search_app.query.concepts import NamedConcepts, named_concepts
from search_app.query.plan import FACET_NAMES, make_plan
from search_app.query.request import SearchRequest
from search_app.services.cited import CitationService, Cited


@dataclass(frozen=True, slots=True)
class Answer:
    """What was understood, what was asked of the engine and what it said.

    concepts what the query names of the lexicon, searched unless the request says not to
    cited    what the query cites; None when it is no citation
    relaxed  no provision has all words; these have some
    """

    analysis: Analysis
    concepts: NamedConcepts | None
    cited: Cited | None
    plan: SearchPlan
    result: SearchResult
    relaxed: bool


def ask(
    reader: IndexReader,
    request: SearchRequest,
    citations: CitationService | None = None,
    *,
    facets: Sequence[str] = FACET_NAMES,
) -> Answer:
    """Asks for all the words, and for any of them when there is nothing with all. Provisions that
    the query cites come first, when there is someone to find them. Raises EngineUnavailable."""
    analysis = analyse(request.q, expand=request.expand)
    concepts = named_concepts(analysis.plain)
    cited = None
    # An article of a treaty is a filter by now; a country may be that of a law that is cited.
    if citations and all(one == ("jurisdiction", analysis.place) for one in analysis.filters):
        cited = citations.read(request.q, request.filters.get("jurisdiction", ()))
    found = cited.provisions if cited else ()
    plan = make_plan(request, analysis, concepts, cited=found, facets=facets)
    result = reader.search(plan)
    if not result.total_provisions:
        some = make_plan(request, analysis, concepts, relaxed=True, facets=facets)
        # The engine is asked once more rather than the user sent away.
        if some.clause != plan.clause and (other := reader.search(some)).total_provisions:
            return Answer(analysis, concepts, cited, some, other, relaxed=True)
    return Answer(analysis, concepts, cited, plan, result, relaxed=False)
