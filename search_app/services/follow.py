"""What a search finds, as its follower wants to hear of it: what came last into the collection."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from corpora.records import LawSummary
from corpora.store import Collection
from indexer.engine.plan import SearchPlan, Sort
from indexer.engine.protocol import IndexReader, SearchResult
from search_app.query.request import SearchRequest, parse_request
from search_app.services.ask import Answer, ask
from search_app.services.cited import CitationService
from search_app.services.latest import Latest
from search_app.services.snippets import Marks, plain_text, snippet

# Laws that are told of.
_COUNT = 50
# Provisions that are taken of one answer. One by one they cost a small part of what laws with
# their best provisions cost.
_HITS = 1_000
# Laws that came last, among which is looked: more at a time the fewer are found.
_LATELY = (0, 50, 250, 1_000, 2_000)
# Searches whose news are kept, each some 50 kB.
_KEPT = 200

_Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class News:
    """A law that a search finds, with the best provision of it, "" when it has none.

    since  when its text came into the collection, ISO 8601 in UTC
    text   plain and short
    """

    law: LawSummary
    since: str
    path: str = ""
    label: str = ""
    text: str = ""


class FollowService:
    """Looks for the news of a search, once a release and a state of the collection. Safe for
    several threads."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._citations = CitationService(collection)
        self._known = Latest[Callable[[_Parameters], tuple[News, ...]]]()
        self._last = Latest[list[str]]()

    def latest(self, request: SearchRequest) -> tuple[News, ...]:
        """At most 50 laws that a search finds, those first that came last into the collection,
        whatever their own dates are. Where too few of these came lately, those with the latest
        dates fill up. None while no provision has all the words. Raises EngineUnavailable."""
        state = self._reader.status().release, self._collection.state()
        news = self._known.of(state, lambda: lru_cache(_KEPT)(self._news))
        # A request can be no key; its canonical parameters say all of it.
        return news(tuple(request.bare().parameters()))

    def _news(self, parameters: _Parameters) -> tuple[News, ...]:
        asked = replace(parse_request(parameters), sort=Sort.NEWEST, grouped=False, size=_HITS)
        answer = ask(self._reader, asked, self._citations, facets=())
        if answer.relaxed:
            # With some of the words only, it would be news that nobody asked for.
            return ()
        best = _best(answer.result)
        if len(best) < answer.result.total_laws:
            best = self._lately(answer) | best
        if len(best) < min(_COUNT, answer.result.total_laws):
            # A few laws with very many hits are in the way of the others.
            plan = replace(answer.plan, grouped=True, size=_COUNT, provisions_per_law=1)
            best |= _best(self._reader.search(plan))
        since = self._collection.since(best)
        # Laws that left the collection since they were indexed are no news.
        there = [law_id for law_id in best if law_id in since]
        last = sorted(there, key=lambda law_id: since[law_id], reverse=True)[:_COUNT]
        return self._told({law_id: since[law_id] for law_id in last}, best, answer.plan)

    def _told(
        self, since: Mapping[str, str], first: Mapping[str, str], plan: SearchPlan
    ) -> tuple[News, ...]:
        """Laws, each with when it came, with their best provisions; with the `first` where these
        are not among the best of all."""
        ranked = replace(_among(plan, list(since)), sort=Sort.RELEVANCE)
        best = {**first, **_best(self._reader.search(ranked))}
        laws = self._collection.summaries(since)
        provisions = self._collection.provisions(best[law_id] for law_id in laws)
        marks = Marks.of(plan.clause)
        news = []
        for law_id, came in since.items():
            if not (law := laws.get(law_id)):
                continue
            # A law without provisions is found by its title.
            hit = provisions.get(best[law_id])
            if hit is None:
                news.append(News(law, came))
                continue
            text = plain_text(snippet(hit.text, marks, hit.language))
            news.append(News(law, came, hit.path, hit.label, text))
        return tuple(news)

    def _lately(self, answer: Answer) -> dict[str, str]:
        """Of what was found, the laws that came last, each with its best provision."""
        last = self._last.of(self._collection.state(), lambda: self._collection.latest(_LATELY[-1]))
        new: dict[str, str] = {}
        for start, end in pairwise(_LATELY):
            look = last[start:end]
            if not look or len(new) >= _COUNT:
                break
            new |= _best(self._reader.search(_among(answer.plan, look)))
        return new


def _among(plan: SearchPlan, laws: Sequence[str]) -> SearchPlan:
    """The same, among some laws alone."""
    return replace(plan, filters={**plan.filters, "law_id": tuple(laws)})


def _best(result: SearchResult) -> dict[str, str]:
    """The laws of an answer in its order, each with the id of its first provision."""
    best: dict[str, str] = {}
    for hit in result.laws:
        best.setdefault(hit.law_id, hit.provisions[0])
    return best
