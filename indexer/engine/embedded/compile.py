"""Compiles the clauses and filters of a plan to tantivy queries."""

import re
from collections.abc import Callable, Iterator

from tantivy import FieldType, Occur, Query, Schema, Searcher

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
    Value,
    Word,
)
from mappings.fields import Field, FieldKind, field_named, text_fields


def compile_clause(clause: Clause | None, schema: Schema, searcher: Searcher) -> Query | None:
    """The query of a clause; None for none, which matches everything. Stems that the index does
    not have are left out: a word has one for each language it may be in."""
    match clause:
        case None:
            return None
        case Word() | Phrase() | Near() | Pattern() | Fuzzy():
            return _any(list(_in_text(clause, schema, searcher)))
        case Value(name, values):
            return _unscored(_with_value(schema, name, values))
        case Between(name, low, high):
            return _unscored(Query.range_query(schema, name, FieldType.Integer, low, high))
        case AllOf(clauses):
            return Query.boolean_query(
                [(Occur.Must, _query(part, schema, searcher)) for part in clauses]
            )
        case AnyOf(clauses):
            return _any([_query(part, schema, searcher) for part in clauses])
        case Not(inner):
            # An exclusion alone matches everything but what it excludes.
            return Query.boolean_query(
                [
                    (Occur.Must, _unscored(Query.all_query())),
                    (Occur.MustNot, _query(inner, schema, searcher)),
                ]
            )
        case Prefer(inner, better):
            return Query.boolean_query(
                [
                    (Occur.Must, _query(inner, schema, searcher)),
                    *(
                        (Occur.Should, _preferred(_query(part, schema, searcher), part, weight))
                        for part, weight in better
                    ),
                ]
            )


def compile_filters(plan: SearchPlan, schema: Schema, without: str | None = None) -> Query | None:
    """The filters of a plan, but for the field `without`."""
    parts = [
        _with_value(schema, name, values)
        for name, values in plan.filters.items()
        if name != without and values
    ]
    if without != "year" and (plan.year_from is not None or plan.year_to is not None):
        parts.append(
            Query.range_query(schema, "year", FieldType.Integer, plan.year_from, plan.year_to)
        )
    if not parts:
        return None
    return _unscored(Query.boolean_query([(Occur.Must, part) for part in parts]))


_FEW_VALUES = 16


def _with_value(schema: Schema, name: str, values: tuple[str, ...]) -> Query:
    typed = _typed(name, values)
    try:
        if len(typed) <= _FEW_VALUES:
            # Read where they are needed only; a set is looked up in every provision first.
            return _any(
                [Query.term_query(schema, name, one, index_option="basic") for one in typed]
            )
        return Query.term_set_query(schema, name, typed)
    except ValueError:
        # An index that was built before there was such a field: no provision has a value.
        return Query.empty_query()


def _typed(name: str, values: tuple[str, ...]) -> list[str] | list[int]:
    if field_named(name).kind is FieldKind.INTEGER:
        return [int(value) for value in values]
    return list(values)


def _preferred(query: Query, clause: Clause, weight: float) -> Query:
    if isinstance(clause, Value | Between):
        return Query.const_score_query(query, weight)
    return Query.boost_query(query, weight)


def _query(clause: Clause | None, schema: Schema, searcher: Searcher) -> Query:
    found = compile_clause(clause, schema, searcher)
    return Query.all_query() if found is None else found


def _in_text(
    clause: Word | Phrase | Near | Pattern | Fuzzy, schema: Schema, searcher: Searcher
) -> Iterator[Query]:
    """The query of a clause in each of the fields that it looks in."""
    within = clause.within
    if isinstance(clause, Word):
        if not all(_is_there(schema, name) for name in within):
            # An index that was built before there was such a field: the others hold its words.
            within = ()
        for field in text_fields(FieldKind.STEMMED, within):
            for stem in clause.stems:
                if searcher.doc_freq(field.name, stem):
                    yield _weighted(_term(schema, field, stem), field)
    make = _on_exact_words(clause, schema)
    for field in text_fields(FieldKind.EXACT, within):
        yield _weighted(make(field), field)


def _is_there(schema: Schema, name: str) -> bool:
    try:
        Query.term_query(schema, name, "", index_option="basic")
    except ValueError:
        return False
    return True


def _on_exact_words(
    clause: Word | Phrase | Near | Pattern | Fuzzy, schema: Schema
) -> Callable[[Field], Query]:
    match clause:
        case Word(exact):
            return lambda field: _term(schema, field, exact)
        case Phrase(tokens):
            return lambda field: _phrase(schema, field, list(enumerate(tokens)))
        case Near(left, right, distance):
            return lambda field: _any(
                [_phrase(schema, field, offsets) for offsets in _placements(left, right, distance)]
            )
        case Pattern(pattern):
            regex = _regex(pattern)
            return lambda field: Query.regex_query(schema, field.name, regex)
        case Fuzzy(exact, edits):
            return lambda field: Query.fuzzy_term_query(schema, field.name, exact, edits)


_Placed = list[tuple[int, str]]


def _placements(left: tuple[str, ...], right: tuple[str, ...], distance: int) -> Iterator[_Placed]:
    """Every way in which two runs of tokens stand near one another. tantivy's own slop counts
    moves of words and not the words between them."""
    for first, second in ((left, right), (right, left)):
        for apart in range(1, distance + 1):
            start = len(first) - 1 + apart
            yield [*enumerate(first), *enumerate(second, start)]


def _regex(pattern: str) -> str:
    return "".join(
        {"*": ".*", "?": "."}.get(char, re.escape(char) if char.isascii() else char)
        for char in pattern
    )


def _term(schema: Schema, field: Field, text: str) -> Query:
    return Query.term_query(schema, field.name, text, index_option="freq")


def _phrase(schema: Schema, field: Field, placed: _Placed) -> Query:
    if len(placed) == 1:
        return Query.term_query(schema, field.name, placed[0][1], index_option="position")
    return Query.phrase_query(schema, field.name, list(placed))


def _any(parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Should, p) for p in parts])


def _weighted(query: Query, field: Field) -> Query:
    return query if field.weight == 1.0 else Query.boost_query(query, field.weight)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
