"""Where a law has the words of a query: the engine is asked, however long the law is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.engine.plan import (
    AllOf,
    AnyOf,
    Clause,
    Fuzzy,
    Near,
    Not,
    Pattern,
    Phrase,
    Prefer,
    SearchPlan,
    Word,
)
from indexer.engine.protocol import IndexReader
from mappings.fields import field_named
from search_app.query.analyse import Analysis
from search_app.query.relax import any_word

MAX_FOUND = 100
"""Provisions that are named; Elasticsearch gives no more of one law."""

# The title of a law is a hit of every provision of it, and says nothing of where.
_WITHIN = ("text", "heading", "ancestors")


@dataclass(frozen=True, slots=True)
class Found:
    """count  provisions of the law that have the words
    paths  of the MAX_FOUND best of them
    every  whether they have all the words, else some of them
    """

    count: int
    paths: tuple[str, ...]
    every: bool = True


def find(reader: IndexReader, law_id: str, asked: Analysis) -> Found:
    """The provisions of a law that have the words and tags that a query asks for; those with some
    of the words when none has all. Raises EngineUnavailable."""
    filters = {name: (value,) for name, value in asked.filters if field_named(name).schemes}
    if asked.clause is None and not filters:
        return Found(0, ())
    some = any_word(asked.clause)
    for every, wanted in ((True, asked.clause), (False, some)):
        plan = SearchPlan(
            clause=_within(wanted) if wanted else None,
            filters={**filters, "law_id": (law_id,)},
            size=1,
            provisions_per_law=MAX_FOUND,
        )
        for hit in reader.search(plan).laws:
            return Found(hit.count, tuple(_paths(hit.provisions)), every)
    return Found(0, ())


def _paths(identifiers: tuple[str, ...]) -> Iterator[str]:
    return (identifier.partition("/")[2] for identifier in identifiers)


def _within(clause: Clause) -> Clause:
    """The clause with its words looked for in what a provision says of itself."""
    match clause:
        case AllOf(clauses):
            return AllOf(tuple(map(_within, clauses)))
        case AnyOf(clauses):
            return AnyOf(tuple(map(_within, clauses)))
        case Not(inner):
            return Not(_within(inner))
        case Prefer(inner, better) if inner:
            return Prefer(_within(inner), better)
        case Word() | Phrase() | Near() | Pattern() | Fuzzy() if not clause.within:
            return replace(clause, within=_WITHIN)
    return clause
