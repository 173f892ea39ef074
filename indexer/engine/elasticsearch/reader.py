"""Reading half of the Elasticsearch engine."""

from collections.abc import Mapping
from typing import Any

from elasticsearch import NotFoundError

from indexer.engine.elasticsearch.compile import compile_plan
from indexer.engine.elasticsearch.connection import Connection
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import EngineUnavailable, IndexStatus, LawHit, SearchResult
from indexer.engine.tags_json import decode_tags
from mappings.fields import FIELD_OF_SCHEME
from mappings.records import Tag
from mappings.taxonomy import TAG_SCHEMES

_FILTER_PATH = (
    "timed_out,_shards.failed,hits.hits._id,hits.hits._source,"
    "hits.hits.inner_hits.provisions.hits.total,"
    "hits.hits.inner_hits.provisions.hits.hits._source,hits.hits.inner_hits.provisions.hits.hits._id,"
    "aggregations.matching.doc_count,aggregations.matching.law_count.count,aggregations.facet*"
)

# Releases may be removed one after the other while a search is asked again.
_TRIES = 5


class ElasticsearchReader:
    """Keeps `indexer.engine.protocol.IndexReader`.

    index  the one that is read; by default that of the live release, whichever that is
    """

    def __init__(self, connection: Connection, index: str = "") -> None:
        self._connection = connection
        self._index = index or connection.alias

    def search(self, plan: SearchPlan) -> SearchResult:
        answer = self._ask(body=compile_plan(plan), filter_path=_FILTER_PATH, request_cache=False)
        hits = [
            hit["inner_hits"]["provisions"]["hits"] if plan.grouped else _alone(hit)
            for hit in answer.get("hits", {}).get("hits", ())
        ]
        aggregations = answer["aggregations"]
        return SearchResult(
            laws=tuple(_law_hit(hit) for hit in hits),
            total_laws=aggregations["matching"].get("law_count", {}).get("count", 0),
            total_provisions=aggregations["matching"]["doc_count"],
            facets={
                name: {
                    str(bucket["key"]): bucket["doc_count"]
                    for bucket in aggregations[f"facet.{name}"]["values"]["buckets"]
                }
                for name in plan.facets
            },
            tags=_tags(item for hit in hits for item in hit["hits"]),
            possible=_tags((item for hit in hits for item in hit["hits"]), "possible"),
        )

    def tags_of_law(self, law_id: str) -> Mapping[str, tuple[Tag, ...]]:
        found: dict[str, tuple[Tag, ...]] = {}
        after: list[Any] | None = None
        while True:
            answer = self._ask(
                query={
                    "bool": {
                        "filter": [{"term": {"law_id": law_id}}],
                        "should": [{"exists": {"field": name}} for name in _TAG_FIELDS],
                        "minimum_should_match": 1,
                    }
                },
                size=_TAGS_A_REQUEST,
                sort=[{"ordinal": "asc"}],
                source_includes=["id", "tags"],
                search_after=after,
            )
            hits = answer["hits"]["hits"]
            found |= _tags(hits)
            if len(hits) < _TAGS_A_REQUEST:
                return found
            after = hits[-1]["sort"]

    def crossed(self, rows: str, columns: str) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        after: dict[str, Any] = {}
        while True:
            # A composite aggregation gives every pair, a page at a time.
            pairs = {
                "size": _PAIRS_A_REQUEST,
                "sources": [
                    {"row": {"terms": {"field": rows}}},
                    {"column": {"terms": {"field": columns}}},
                ],
            } | after
            answer = self._ask(size=0, aggs={"pairs": {"composite": pairs}})
            for bucket in answer["aggregations"]["pairs"]["buckets"]:
                counts = found.setdefault(str(bucket["key"]["row"]), {})
                counts[str(bucket["key"]["column"])] = bucket["doc_count"]
            if "after_key" not in answer["aggregations"]["pairs"]:
                return found
            after = {"after": answer["aggregations"]["pairs"]["after_key"]}

    def _ask(self, **request: Any) -> Any:
        """The answer to a search, whole. It is asked for again when its release was removed
        meanwhile, which happens only after another one took its place."""

        with self._connection.errors():
            for left in reversed(range(_TRIES)):
                try:
                    answer = self._connection.client.search(index=self._index, **request).body
                except NotFoundError:
                    if not left:
                        raise
                    continue
                if _is_whole(answer):
                    return answer
        raise EngineUnavailable(
            "Elasticsearch gave only part of the result; try again, and look at its health"
        )

    def status(self) -> IndexStatus:
        with self._connection.errors():
            stats = self._connection.client.indices.stats(index=self._index, metric="store").body
        totals = self.search(SearchPlan(size=1))
        return IndexStatus(
            engine="elasticsearch",
            release=" and ".join(map(self._connection.release, sorted(stats["indices"]))),
            provisions=totals.total_provisions,
            laws=totals.total_laws,
            bytes=stats["_all"]["primaries"]["store"]["size_in_bytes"],
        )


_TAGS_A_REQUEST = 5000
_PAIRS_A_REQUEST = 5000
_TAG_FIELDS = sorted({FIELD_OF_SCHEME[name].name for name in TAG_SCHEMES})


def _is_whole(answer: Mapping[str, Any]) -> bool:
    if answer.get("timed_out") or answer.get("_shards", {}).get("failed"):
        return False
    # Inner hits are fetched last; when that fails they are missing, and nothing says so.
    return all(
        inner["hits"].get("hits")
        for hit in answer.get("hits", {}).get("hits", ())
        for inner in hit.get("inner_hits", {}).values()
    )


def _alone(hit: Mapping[str, Any]) -> Mapping[str, Any]:
    """A provision as if it were the only one of its law."""
    return {"total": {"value": 1}, "hits": [hit]}


def _law_hit(hits: Mapping[str, Any]) -> LawHit:
    items = hits["hits"]
    provisions = tuple(str(item["_id"]) for item in items)
    return LawHit(provisions[0].partition("/")[0], provisions, hits["total"]["value"])


def _tags(items: Any, name: str = "tags") -> dict[str, tuple[Tag, ...]]:
    """Those in one of the fields that hold some, by provision id."""
    return {
        str(item["_source"]["id"]): decode_tags(item["_source"][name])
        for item in items
        if item.get("_source", {}).get(name)
    }
