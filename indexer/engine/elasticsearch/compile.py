"""Compiles a plan to an Elasticsearch search body. Pure: no network."""

from typing import Any

from indexer.engine.plan import AllOf, AnyOf, Clause, Not, Phrase, SearchPlan, Sort, Word
from mappings.fields import FIELDS, FieldKind

_STEMMED = tuple(field for field in FIELDS if field.kind is FieldKind.STEMMED)
_EXACT = tuple(field for field in FIELDS if field.kind is FieldKind.EXACT)

# More values than any facet has, and more laws than a release: counts are whole.
_ALL_VALUES = 1_000_000

_Body = dict[str, Any]


def compile_clause(clause: Clause | None) -> _Body:
    """The query of a clause; None matches everything."""
    match clause:
        case None:
            return {"match_all": {}}
        case Word(exact, stems):
            parts = [_term(field.name, stem, field.weight) for field in _STEMMED for stem in stems]
            parts += [_term(field.name, exact, field.weight) for field in _EXACT]
            return _any(parts)
        case Phrase(tokens):
            return _any([_phrase(field.name, tokens, field.weight) for field in _EXACT])
        case AllOf(clauses):
            return {"bool": {"must": [compile_clause(part) for part in clauses]}}
        case AnyOf(clauses):
            return _any([compile_clause(part) for part in clauses])
        case Not(inner):
            return {"bool": {"must_not": [compile_clause(inner)]}}


def compile_filters(plan: SearchPlan, without: str | None = None) -> list[_Body]:
    """The filters of a plan, but for the field `without`."""
    filters: list[_Body] = [
        {"terms": {name: list(values)}}
        for name, values in plan.filters.items()
        if name != without and values
    ]
    if without != "year" and (plan.year_from is not None or plan.year_to is not None):
        bounds = {"gte": plan.year_from, "lte": plan.year_to}
        filters.append(
            {"range": {"year": {key: value for key, value in bounds.items() if value is not None}}}
        )
    return filters


def compile_plan(plan: SearchPlan) -> _Body:
    """The body of one search: a page of laws with their best provisions, exact totals, facets.

    Filters are a post filter, so that each facet is counted with its own set of them.
    """
    matching = {"bool": {"filter": compile_filters(plan)}}
    return {
        "query": compile_clause(plan.clause),
        "post_filter": matching,
        "from": (plan.page - 1) * plan.size,
        "size": plan.size,
        "sort": _sort(plan.sort),
        "track_scores": True,
        "_source": False,
        "collapse": {
            "field": "law_id",
            "inner_hits": {
                "name": "provisions",
                "size": plan.provisions_per_law,
                "sort": [{"_score": "desc"}, {"ordinal": "asc"}],
                "_source": ["id", "tags"],
            },
        },
        "track_total_hits": True,
        "aggs": {
            "matching": {"filter": matching, "aggs": _law_count()},
            **{f"facet.{name}": _facet(plan, name) for name in plan.facets},
        },
    }


def _law_count() -> _Body:
    # A cardinality aggregation estimates; the number of buckets is exact. filter_path keeps the
    # buckets themselves out of the response.
    return {
        "laws": {"terms": {"field": "law_id", "size": _ALL_VALUES}},
        "law_count": {"stats_bucket": {"buckets_path": "laws>_count"}},
    }


def _facet(plan: SearchPlan, name: str) -> _Body:
    return {
        "filter": {"bool": {"filter": compile_filters(plan, without=name)}},
        "aggs": {"values": {"terms": {"field": name, "size": 10_000}}},
    }


def _sort(sort: Sort) -> list[_Body]:
    if sort is Sort.RELEVANCE:
        return [{"_score": "desc"}, {"law_id": "asc"}]
    order = "desc" if sort is Sort.NEWEST else "asc"
    return [{"date": {"order": order, "missing": "_last"}}, {"law_id": "asc"}]


def _term(name: str, value: str, weight: float) -> _Body:
    return {"term": {name: {"value": value, "boost": weight}}}


def _phrase(name: str, tokens: tuple[str, ...], weight: float) -> _Body:
    if len(tokens) == 1:
        return _term(name, tokens[0], weight)
    return {"match_phrase": {name: {"query": " ".join(tokens), "boost": weight}}}


def _any(parts: list[_Body]) -> _Body:
    return {"bool": {"should": parts, "minimum_should_match": 1}}
