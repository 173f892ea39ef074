"""Compiles the clauses and filters of a plan to tantivy queries."""

from tantivy import FieldType, Occur, Query, Schema

from indexer.engine.plan import AllOf, AnyOf, Clause, Not, Phrase, SearchPlan, Word
from mappings.fields import FIELDS, FieldKind, field_named

_STEMMED = tuple(field for field in FIELDS if field.kind is FieldKind.STEMMED)
_EXACT = tuple(field for field in FIELDS if field.kind is FieldKind.EXACT)


def compile_clause(clause: Clause | None, schema: Schema) -> Query | None:
    """The query of a clause; None for none, which matches everything."""
    match clause:
        case None:
            return None
        case Word(exact, stems):
            parts = [
                _weighted(
                    Query.term_query(schema, field.name, stem, index_option="freq"), field.weight
                )
                for field in _STEMMED
                for stem in stems
            ]
            parts += [
                _weighted(
                    Query.term_query(schema, field.name, exact, index_option="freq"), field.weight
                )
                for field in _EXACT
            ]
            return _any(parts)
        case Phrase(tokens):
            return _any(
                [_weighted(_phrase(schema, field.name, tokens), field.weight) for field in _EXACT]
            )
        case AllOf(clauses):
            return Query.boolean_query([(Occur.Must, _query(part, schema)) for part in clauses])
        case AnyOf(clauses):
            return _any([_query(part, schema) for part in clauses])
        case Not(inner):
            # An exclusion alone matches everything but what it excludes.
            return Query.boolean_query(
                [(Occur.Must, _unscored(Query.all_query())), (Occur.MustNot, _query(inner, schema))]
            )


def compile_filters(plan: SearchPlan, schema: Schema, without: str | None = None) -> Query | None:
    """The filters of a plan, but for the field `without`."""
    parts = [
        Query.term_set_query(schema, name, _typed(name, values))
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


def _typed(name: str, values: tuple[str, ...]) -> list[str] | list[int]:
    if field_named(name).kind is FieldKind.INTEGER:
        return [int(value) for value in values]
    return list(values)


def _query(clause: Clause, schema: Schema) -> Query:
    found = compile_clause(clause, schema)
    return Query.all_query() if found is None else found


def _phrase(schema: Schema, name: str, tokens: tuple[str, ...]) -> Query:
    if len(tokens) == 1:
        return Query.term_query(schema, name, tokens[0], index_option="position")
    return Query.phrase_query(schema, name, list(tokens))


def _any(parts: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _weighted(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
