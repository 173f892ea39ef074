"""What a search finds, as its follower wants to hear of it: what came last into the collection."""

from dataclasses import replace
from itertools import pairwise

from corpora.store import Collection
from indexer.engine.plan import SearchPlan, Sort
from indexer.engine.protocol import IndexReader
from search_app.query.analyse import analyse
from search_app.query.concepts import named_concepts
from search_app.query.plan import make_plan
from search_app.query.request import SearchRequest
from search_app.services.results import LawResult
from search_app.services.search import SearchService

# Laws read into the collection last, among which is looked: more at a time the fewer are found.
_LATELY = (0, 50, 250, 1_000, 2_000)
# Laws that are taken of one look.
_MOST = 200


class FollowService:
    """Looks for the news of a search; holds no state of its own."""

    def __init__(
        self, reader: IndexReader, collection: Collection, searches: SearchService
    ) -> None:
        self._reader = reader
        self._collection = collection
        self._searches = searches

    def latest(self, request: SearchRequest, count: int) -> list[LawResult]:
        """At most `count` laws that a search finds, those first that were read in last, whatever
        their own dates are. Where too few of these came lately, those with the latest dates fill
        up. None while no provision has all the words. Raises EngineUnavailable."""
        asked = replace(request, sort=Sort.NEWEST, page=1, size=count)
        new = self._lately(asked, count)
        results = self._results(replace(asked, filters=_among(asked, new))) if new else []
        if len(new) < count:
            there = {result.law.id for result in results}
            others = self._results(asked)
            results += [result for result in others if result.law.id not in there]
        results.sort(key=lambda result: result.law.read_at, reverse=True)
        return results[:count]

    def _lately(self, asked: SearchRequest, count: int) -> list[str]:
        """Ids of the laws that were read in last of those that have all the words."""
        analysis = analyse(asked.q, expand=asked.expand)
        plan = make_plan(asked, analysis, named_concepts(analysis.plain))
        plan = replace(plan, size=_MOST, facets=(), provisions_per_law=1)
        last = self._collection.last_read(_LATELY[-1])
        new: list[str] = []
        for start, end in pairwise(_LATELY):
            look = last[start:end]
            if not look or len(new) >= count:
                break
            hits = self._reader.search(replace(plan, filters=_among(plan, look))).laws
            found = {hit.law_id for hit in hits}
            new += [law for law in look if law in found]
        return new[:count]

    def _results(self, asked: SearchRequest) -> list[LawResult]:
        found = self._searches.search(asked)
        # With some of the words only, it would be news that nobody asked for.
        return [] if found.relaxed else list(found.laws)


def _among(asked: SearchRequest | SearchPlan, laws: list[str]) -> dict[str, tuple[str, ...]]:
    """The filters of a search, for some laws alone."""
    return {**asked.filters, "law_id": tuple(laws)}
