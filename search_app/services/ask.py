"""A request to the engine's answer: the part of a search that is the same for pages, programs and
benchmarks."""

from collections.abc import Iterator, Sequence
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
    relaxed  no provision has all words; these have some, or are tagged with what the query names
    """

    analysis: Analysis
    concepts: NamedConcepts | None
    cited: Cited | None
    plan: SearchPlan
    result: SearchResult
    relaxed: bool

    @property
    def is_missed(self) -> bool:
        """Whether no provision has what was asked for."""
        return self.relaxed or not self.result.total_provisions

    @property
    def widens(self) -> bool:
        """Whether provisions of the concepts are found that do not have the words."""
        return self.concepts is not None and (self.concepts.whole or self.relaxed)


def ask(
    reader: IndexReader,
    request: SearchRequest,
    citations: CitationService | None = None,
    *,
    facets: Sequence[str] = FACET_NAMES,
) -> Answer:
    """Asks for all the words; when nothing has them, for what is left of them beside a country that
    they name, and then for any of them. Provisions that the query cites come first, when there is
    someone to find them. Raises EngineUnavailable."""
    first: Answer | None = None
    for analysis, relaxed in _ways(request):
        concepts = named_concepts(analysis.plain)
        cited = first.cited if first else _cited(request, analysis, citations)
        found = cited.provisions if cited and not relaxed else ()
        plan = make_plan(request, analysis, concepts, cited=found, relaxed=relaxed, facets=facets)
        if first and (plan.clause, plan.filters) == (first.plan.clause, first.plan.filters):
            continue
        result = reader.search(plan)
        answer = Answer(analysis, concepts, cited, plan, result, relaxed)
        if result.total_provisions:
            return answer
        first = first or answer
    assert first
    return first


def _ways(request: SearchRequest) -> Iterator[tuple[Analysis, bool]]:
    """The ways to read a query, and whether any of its words are enough, the strictest first."""
    analysis = analyse(request.q, expand=request.expand)
    yield analysis, False
    if request.expand and analysis.plain and not request.filters.get("jurisdiction"):
        placed = analyse(request.q, placed=True)
        if placed.place and not analysis.place:
            yield placed, False
            yield placed, True
    yield analysis, True


def _cited(
    request: SearchRequest, analysis: Analysis, citations: CitationService | None
) -> Cited | None:
    # An article of a treaty is a filter by now; a country may be that of a law that is cited.
    is_free = all(one == ("jurisdiction", analysis.place) for one in analysis.filters)
    if citations is None or not is_free or not analysis.plain:
        return None
    return citations.read(request.q, request.filters.get("jurisdiction", ()))
