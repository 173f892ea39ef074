"""Compiles a plan to an Elasticsearch search body. Pure: no network."""

from collections.abc import Iterator
from typing import Any

from indexer.engine.plan import (
    AllOf,
    AnyOf,
    Between,
    Clause,
    Fuzzy,
    Near,
    Not,
    Pattern,
    Phrase,
    Prefer,
    SearchPlan,
    Sort,
    Value,
    Word,
)
from mappings.fields import Field, FieldKind, text_fields

# More values than any facet has, and more laws than a release: counts are whole.
_ALL_VALUES = 1_000_000
# Words of the index that a fuzzy word may stand for, of which the first 50 are taken by default.
_MAX_SPELLINGS = 1024

_Body = dict[str, Any]


def compile_clause(clause: Clause | None) -> _Body:
    """The query of a clause; None matches everything."""
    match clause:
        case None:
            return {"match_all": {}}
        case Word() | Phrase() | Near() | Pattern() | Fuzzy():
            return _any(list(_in_text(clause)))
        case Value(name, values):
            return _unscored({"terms": {name: list(values)}})
        case Between(name, low, high):
            return _unscored(_range(name, low, high))
        case AllOf(clauses):
            return {"bool": {"must": [compile_clause(part) for part in clauses]}}
        case AnyOf(clauses):
            return _any([compile_clause(part) for part in clauses])
        case Not(inner):
            return {"bool": {"must_not": [compile_clause(inner)]}}
        case Prefer(inner, better):
            boosts = [_preferred(part, weight) for part, weight in better]
            return {"bool": {"must": [compile_clause(inner)], "should": boosts}}


def compile_filters(plan: SearchPlan, without: str | None = None) -> list[_Body]:
    """The filters of a plan, but for the field `without`."""
    filters: list[_Body] = [
        {"terms": {name: list(values)}}
        for name, values in plan.filters.items()
        if name != without and values
    ]
    if without != "year" and (plan.year_from is not None or plan.year_to is not None):
        filters.append(_range("year", plan.year_from, plan.year_to))
    return filters


def compile_plan(plan: SearchPlan) -> _Body:
    """The body of one search: a page of hits, exact totals, facets.

    Filters are a post filter, so that each facet is counted with its own set of them.
    """
    matching = {"bool": {"filter": compile_filters(plan)}}
    return _hits(plan) | {
        "query": compile_clause(plan.clause),
        "post_filter": matching,
        "from": (plan.page - 1) * plan.size,
        "size": plan.size,
        "track_scores": True,
        "track_total_hits": True,
        "aggs": {
            "matching": {"filter": matching, "aggs": _law_count()},
            **{f"facet.{name}": _facet(plan, name) for name in plan.facets},
        },
    }


def _hits(plan: SearchPlan) -> _Body:
    """How hits are ordered, grouped and given back."""
    order = _sort(plan.sort)
    if not plan.grouped:
        return {"sort": [*order, {"ordinal": "asc"}], "_source": ["id", "tags", "possible"]}
    best = {
        "name": "provisions",
        "size": plan.provisions_per_law,
        "sort": [{"_score": "desc"}, {"ordinal": "asc"}],
        "_source": ["id", "tags", "possible"],
    }
    return {
        "sort": order,
        "_source": False,
        "collapse": {"field": "law_id", "inner_hits": best},
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


# Lucene leaves out the factor k1 + 1 of BM25, which tantivy keeps: a constant that is added to a
# score is divided by it, to weigh as much.
_BM25_FACTOR = 2.2


def _preferred(clause: Clause, weight: float) -> _Body:
    query = compile_clause(clause)
    if isinstance(clause, Value | Between):
        return {"constant_score": {"filter": query, "boost": weight / _BM25_FACTOR}}
    return {"bool": {"must": [query], "boost": weight}}


def _in_text(clause: Word | Phrase | Near | Pattern | Fuzzy) -> Iterator[_Body]:
    """The query of a clause in each of the fields that it looks in."""
    if isinstance(clause, Word):
        for field in text_fields(FieldKind.STEMMED, clause.within):
            yield from (_term(field, stem) for stem in clause.stems)
    for field in text_fields(FieldKind.EXACT, clause.within):
        yield _on_exact_words(clause, field)


def _on_exact_words(clause: Word | Phrase | Near | Pattern | Fuzzy, field: Field) -> _Body:
    match clause:
        case Word(exact) | Phrase((exact,)):
            return _term(field, exact)
        case Phrase(tokens):
            return {
                "match_phrase": {field.name: {"query": " ".join(tokens), "boost": field.weight}}
            }
        case Near(left, right, distance):
            orders = [_in_order(left, right, distance), _in_order(right, left, distance)]
            either = {"any_of": {"intervals": orders}}
            return {"intervals": {field.name: {**either, "boost": field.weight}}}
        case Pattern(pattern):
            return {"wildcard": {field.name: {"value": pattern, "boost": field.weight}}}
        case Fuzzy(exact, edits):
            fuzzy = {
                "value": exact,
                "fuzziness": edits,
                "max_expansions": _MAX_SPELLINGS,
                "rewrite": "constant_score",
                "boost": field.weight,
            }
            return {"fuzzy": {field.name: fuzzy}}


def _in_order(first: tuple[str, ...], second: tuple[str, ...], distance: int) -> _Body:
    """Two runs of tokens one after the other, with fewer than `distance` words between."""
    runs = [
        {"match": {"query": " ".join(run), "max_gaps": 0, "ordered": True}}
        for run in (first, second)
    ]
    return {"all_of": {"intervals": runs, "max_gaps": distance - 1, "ordered": True}}


def _term(field: Field, value: str) -> _Body:
    return {"term": {field.name: {"value": value, "boost": field.weight}}}


def _range(name: str, low: int | None, high: int | None) -> _Body:
    bounds = {"gte": low, "lte": high}
    return {"range": {name: {key: value for key, value in bounds.items() if value is not None}}}


def _unscored(query: _Body) -> _Body:
    return {"constant_score": {"filter": query, "boost": 0.0}}


def _any(parts: list[_Body]) -> _Body:
    return {"bool": {"should": parts, "minimum_should_match": 1}}
