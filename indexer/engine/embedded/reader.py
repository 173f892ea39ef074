"""Reading half of the embedded engine: compiles a plan to tantivy queries and runs them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil
from pathlib import Path
from threading import Lock

import tantivy

from indexer.engine.embedded.compile import compile_clause, compile_filters
from indexer.engine.embedded.layout import LAW_NUMBER, Releases, law_number, prepare
from indexer.engine.plan import SearchPlan, Sort
from indexer.engine.protocol import EngineUnavailable, IndexStatus, LawHit, SearchResult
from indexer.engine.tags_json import decode_tags
from mappings.fields import FieldKind, field_named
from mappings.records import Tag

# More values than any facet has, so that its counts are exact and whole.
_ALL_VALUES = 100_000
# tantivy gives up an aggregation of more than 65,000 buckets.
_MAX_BUCKETS = 50_000
_LAWS_A_PART = 45_000
_ALL_LAWS = 10_000_000
# Provisions looked at for a page of laws; doubled until the page is full.
_FIRST_LOOK = 200
# Provisions of one law with equal scores that are put in order.
_TIES = 50

_TagsById = dict[str, tuple[Tag, ...]]

_Part = tuple[int, int]
"""The first and the last number of the laws in a part of a release."""


@dataclass(frozen=True, slots=True)
class _Open:
    generation: tuple[int, int]
    release: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    parts: tuple[_Part, ...]
    laws: Mapping[int, int]

    def places(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        """Where the laws of provisions stand among all."""
        numbers = self.searcher.fast_field_values(LAW_NUMBER, addresses)
        # In an index that an older program built, the numbers are the places.
        return [self.laws.get(int(number or 0), int(number or 0)) for number in numbers]


class EmbeddedReader:
    """Keeps `indexer.engine.protocol.IndexReader`. Safe for several threads.

    release  the one that is read; by default the live one, whichever that is
    """

    def __init__(self, home: Path, release: str = "") -> None:
        self._releases = Releases(home)
        self._release = release
        self._lock = Lock()
        self._open: _Open | None = None
        # A release never changes: it is counted once.
        self._counted: tuple[_Open, IndexStatus] | None = None

    def search(self, plan: SearchPlan) -> SearchResult:
        opened = self._live()
        schema, searcher = opened.index.schema, opened.searcher
        text = compile_clause(plan.clause, schema, searcher)
        matching = _all(text, compile_filters(plan, schema))
        provisions, laws = _totals(opened, matching)
        page = list(_page(opened, matching, plan)) if provisions else []
        return SearchResult(
            laws=tuple(hit for hit, _ in page),
            total_laws=laws,
            total_provisions=provisions,
            facets=_facets(opened, text, plan),
            tags=_tags((address for _, best in page for address in best), searcher),
            possible=_tags((at for _, best in page for at in best), searcher, "possible"),
        )

    def tags_of_law(self, law_id: str) -> Mapping[str, tuple[Tag, ...]]:
        opened = self._live()
        query = tantivy.Query.term_query(
            opened.index.schema, "law_id", law_id, index_option="basic"
        )
        found = opened.searcher.search(query, limit=_ALL_VALUES)
        return _tags((address for _, address in found.hits), opened.searcher)

    def crossed(self, rows: str, columns: str) -> Mapping[str, Mapping[str, int]]:
        inner = {"columns": {"terms": {"field": columns, "size": _ALL_VALUES}}}
        outer = {"rows": {"terms": {"field": rows, "size": _ALL_VALUES}, "aggs": inner}}
        opened = self._live()
        found: dict[str, dict[str, int]] = {}
        # Laws, each with a value of its own, are too many for one aggregation.
        queries = [tantivy.Query.all_query()]
        if rows == "law_id":
            queries = [_law_range(opened.index.schema, half) for half in _halves(opened.parts)]
        for query in queries:
            answer = opened.searcher.aggregate(query, outer)
            for row in answer["rows"]["buckets"]:
                for column in row["columns"]["buckets"]:
                    counts = found.setdefault(str(row["key"]), {})
                    counts[str(column["key"])] = column["doc_count"]
        return found

    def status(self) -> IndexStatus:
        opened = self._live()
        known = self._counted
        if known is None or known[0] is not opened:
            provisions, laws = _totals(opened, tantivy.Query.all_query())
            size = self._releases.size(opened.release)
            known = opened, IndexStatus("embedded", opened.release, provisions, laws, size)
            self._counted = known
        return known[1]

    def _live(self) -> _Open:
        generation, release = self._which()
        if not release:
            raise EngineUnavailable(
                "nothing is indexed yet: import laws, then run `legal-library index run`"
            )
        with self._lock:
            while self._open is None or self._open.generation != generation:
                try:
                    self._open = self._opened(generation, release)
                except (ValueError, OSError) as error:
                    before, (generation, release) = generation, self._which()
                    if generation == before:
                        raise EngineUnavailable(
                            f"the index (release {release}) cannot be opened: {error}; "
                            "run `legal-library index run` to build it again"
                        ) from error
                    # It was removed after another one took its place.
            return self._open

    def _which(self) -> tuple[tuple[int, int], str]:
        if self._release:
            return (0, 0), self._release
        return self._releases.generation(), self._releases.live()

    def _opened(self, generation: tuple[int, int], release: str) -> _Open:
        """Raises ValueError or OSError."""
        index = prepare(tantivy.Index.open(str(self._releases.path(release))))
        # A finished release never changes.
        index.config_reader(reload_policy="manual")
        searcher = index.searcher()
        parts, laws = _laws(searcher)
        return _Open(generation, release, index, searcher, parts, laws)


def _laws(searcher: tantivy.Searcher) -> tuple[tuple[_Part, ...], dict[int, int]]:
    """Ranges of law numbers, as few as may be, each with few enough laws for an aggregation;
    and by number the place of each law among all, in the order of their ids."""
    last = searcher.search(
        tantivy.Query.all_query(), limit=1, count=False, order_by_field=LAW_NUMBER
    ).hits
    if not last:
        return (), {}
    ids = sorted(law_id for law_id, _ in searcher.terms_with_prefix("law_id", "", limit=_ALL_LAWS))
    # Numbers are spread evenly.
    end, count = int(last[0][0]) + 1, ceil(len(ids) / _LAWS_A_PART)
    bounds = [end * part // count for part in range(count + 1)]
    parts = tuple((low, high - 1) for low, high in pairwise(bounds))
    return parts, {law_number(law_id): place for place, law_id in enumerate(ids)}


def _halves(parts: Iterable[_Part]) -> Iterator[_Part]:
    for low, high in parts:
        middle = (low + high) // 2
        yield low, middle
        yield middle + 1, high


def _law_range(schema: tantivy.Schema, part: _Part) -> tantivy.Query:
    return tantivy.Query.range_query(schema, LAW_NUMBER, tantivy.FieldType.Integer, *part)


def _all(*queries: tantivy.Query | None) -> tantivy.Query:
    parts = [(tantivy.Occur.Must, query) for query in queries if query is not None]
    return tantivy.Query.boolean_query(parts) if parts else tantivy.Query.all_query()


def _totals(opened: _Open, query: tantivy.Query) -> tuple[int, int]:
    """Matching provisions and laws, both exact: an estimate of the number of laws would differ
    from the laws that the pages then show."""
    request = {"laws": {"terms": {"field": LAW_NUMBER, "size": _MAX_BUCKETS}}}
    provisions = laws = 0
    for part in opened.parts:
        within = _all(query, _law_range(opened.index.schema, part))
        buckets = opened.searcher.aggregate(within, request)["laws"]["buckets"]
        provisions += sum(bucket["doc_count"] for bucket in buckets)
        laws += len(buckets)
    return provisions, laws


def _facets(
    opened: _Open, text: tantivy.Query | None, plan: SearchPlan
) -> dict[str, dict[str, int]]:
    """Counts of each facet without its own filter. Facets without a filter of their own share
    one pass over the matches."""
    schema = opened.index.schema
    filtered = set(plan.filters)
    if plan.year_from is not None or plan.year_to is not None:
        filtered.add("year")
    own = [name for name in plan.facets if name in filtered]
    shared = [name for name in plan.facets if name not in filtered]
    found: dict[str, dict[str, int]] = {}
    for names, query in [
        (shared, _all(text, compile_filters(plan, schema))),
        *(([name], _all(text, compile_filters(plan, schema, without=name))) for name in own),
    ]:
        if names:
            request = {name: {"terms": {"field": name, "size": _ALL_VALUES}} for name in names}
            answer = opened.searcher.aggregate(query, request)
            for name in names:
                found[name] = {
                    _value(name, bucket["key"]): bucket["doc_count"]
                    for bucket in answer[name]["buckets"]
                }
    return {name: found[name] for name in plan.facets}


def _value(name: str, key: object) -> str:
    if field_named(name).kind is FieldKind.INTEGER:
        return str(int(float(str(key))))
    return str(key)


def _page(
    opened: _Open, query: tantivy.Query, plan: SearchPlan
) -> Iterator[tuple[LawHit, list[tantivy.DocAddress]]]:
    """The hits of the page, with the addresses of their best provisions."""
    searcher, schema = opened.searcher, opened.index.schema
    wanted = plan.page * plan.size
    if not plan.grouped:
        found = _provisions_in_order(opened, query, plan, wanted)
        for address in found[wanted - plan.size :]:
            document = searcher.doc(address)
            yield LawHit(str(document["law_id"][0]), (str(document["id"][0]),), 1), [address]
        return
    ordered = _laws_in_order(opened, query, plan, wanted)
    for law_id in ordered[wanted - plan.size : wanted]:
        of_law = tantivy.Query.term_query(schema, "law_id", law_id, index_option="basic")
        restricted = _all(query, tantivy.Query.const_score_query(of_law, 0.0))
        # More than are shown, so that equal scores can be put in the order of the law.
        hits = searcher.search(restricted, limit=_TIES + plan.provisions_per_law)
        best = _ranked(searcher, hits.hits)[: plan.provisions_per_law]
        ids = tuple(_stored(searcher, address, "id") for address in best)
        yield LawHit(law_id, ids, _count(hits)), best


_Hit = tuple[float, tantivy.DocAddress]


def _ranked(searcher: tantivy.Searcher, hits: list[_Hit]) -> list[tantivy.DocAddress]:
    """Hits of one law by score, equal scores in the order of the law."""
    addresses = [address for _, address in hits]
    ordinals = searcher.fast_field_values("ordinal", addresses)
    order = sorted(range(len(hits)), key=lambda i: (-round(hits[i][0], 4), ordinals[i] or 0))
    return [addresses[i] for i in order]


def _count(found: tantivy.SearchResult) -> int:
    # The package's type stubs leave this attribute out.
    return int(found.count)  # type: ignore[attr-defined]


def _stored(searcher: tantivy.Searcher, address: tantivy.DocAddress, name: str) -> str:
    return str(searcher.doc(address)[name][0])


def _laws_in_order(opened: _Open, query: tantivy.Query, plan: SearchPlan, wanted: int) -> list[str]:
    """At least the first `wanted` laws of a result, ties in the order of law ids.

    Looks at provisions from the best on until no law that is still unseen can come before.
    """
    if _is_unranked(plan):
        return [law_id for law_id, _ in _first_laws(opened, query, wanted)]
    look = max(_FIRST_LOOK, 4 * wanted)
    while True:
        hits = _hits(opened.searcher, query, _order(plan), look)
        addresses = [address for _, address in hits]
        best: dict[int, _Hit] = {}
        for (rank, address), place in zip(hits, opened.places(addresses), strict=True):
            best.setdefault(place, (rank, address))
        settled = sum(rank < hits[-1][0] for rank, _ in best.values()) if hits else 0
        if len(hits) < look or settled >= wanted:
            break
        look *= 4
    ordered = sorted(best.items(), key=lambda item: (item[1][0], item[0]))[:wanted]
    return [_stored(opened.searcher, address, "law_id") for _, (_, address) in ordered]


def _provisions_in_order(
    opened: _Open, query: tantivy.Query, plan: SearchPlan, wanted: int
) -> list[tantivy.DocAddress]:
    """At most the first `wanted` provisions of a result, ties in the order of law ids.

    Looks at more until none that is unseen can come before.
    """
    look = max(_FIRST_LOOK, 2 * wanted)
    if _is_unranked(plan):
        laws = _first_laws(opened, query, wanted)
        ends = list(accumulate(count for _, count in laws))
        enough = [
            law_id for (law_id, count), end in zip(laws, ends, strict=True) if end - count < wanted
        ]
        among = tantivy.Query.term_set_query(opened.index.schema, "law_id", enough)
        query, look = _all(query, among), ends[len(enough) - 1] + 1
    while True:
        hits = _hits(opened.searcher, query, _order(plan), look)
        if len(hits) < look or hits[wanted - 1][0] < hits[-1][0]:
            break
        look *= 4
    addresses = [address for _, address in hits]
    places = opened.places(addresses)
    ordinals = opened.searcher.fast_field_values("ordinal", addresses)
    ranked = sorted(range(len(hits)), key=lambda i: (hits[i][0], places[i], ordinals[i] or 0))
    return [addresses[i] for i in ranked[:wanted]]


def _is_unranked(plan: SearchPlan) -> bool:
    """Whether every score is the same; the order of law ids stands in for it."""
    return plan.sort is Sort.RELEVANCE and plan.clause is None


def _first_laws(opened: _Open, query: tantivy.Query, wanted: int) -> list[tuple[str, int]]:
    """The first laws of a result in the order of their ids, and how many provisions match."""
    terms = {"field": "law_id", "size": wanted, "order": {"_key": "asc"}}
    buckets = opened.searcher.aggregate(query, {"laws": {"terms": terms}})["laws"]["buckets"]
    return [(str(bucket["key"]), bucket["doc_count"]) for bucket in buckets]


_Order = tuple[str, bool] | None
"""Field and whether its largest value comes first; None for the score."""


def _order(plan: SearchPlan) -> _Order:
    if plan.sort is Sort.RELEVANCE:
        return None
    return "date", plan.sort is Sort.NEWEST


def _hits(
    searcher: tantivy.Searcher, query: tantivy.Query, order: _Order, limit: int
) -> list[_Hit]:
    """(rank, address) of the first provisions; a smaller rank comes first."""
    if order is None:
        scored = searcher.search(query, limit=limit, count=False).hits
        return [(-round(score, 4), address) for score, address in scored]
    name, descending = order
    direction = tantivy.Order.Desc if descending else tantivy.Order.Asc
    found = searcher.search(
        query, limit=limit, count=False, order_by_field=name, order=direction
    ).hits
    sign = -1 if descending else 1
    # tantivy puts documents without the field last in both orders.
    return [(float("inf") if value is None else sign * value, at) for value, at in found]


def _tags(
    addresses: Iterable[tantivy.DocAddress], searcher: tantivy.Searcher, name: str = "tags"
) -> _TagsById:
    """Those in one of the fields that hold some, by provision id."""
    found = {}
    for address in addresses:
        document = searcher.doc(address)
        if text := document.get_first(name):
            found[str(document["id"][0])] = decode_tags(str(text))
    return found
