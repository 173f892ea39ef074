"""From a query that must match whole to one that may match in part."""

from collections.abc import Iterator

from indexer.analysis import is_unspaced
from indexer.engine.plan import AllOf, AnyOf, Between, Clause, Not, Phrase, Value, Word


def any_word(clause: Clause | None) -> Clause | None:
    """The clause with one of its required words enough; exclusions and bounds stay. A run of a
    script without spaces is looked for by its pairs of characters: it may be a whole sentence."""
    if clause is None:
        return None
    parts = clause.clauses if isinstance(clause, AllOf) else (clause,)
    strict = tuple(part for part in parts if is_bound(part))
    words = tuple(
        dict.fromkeys(word for part in parts if not is_bound(part) for word in _words(part))
    )
    if not words:
        return clause
    some: Clause = words[0] if len(words) == 1 else AnyOf(words)
    return AllOf((some, *strict)) if strict else some


def is_bound(clause: Clause) -> bool:
    """Whether a clause says what is left out rather than what is looked for."""
    if isinstance(clause, AnyOf | AllOf):
        return all(is_bound(part) for part in clause.clauses)
    return isinstance(clause, Not | Between | Value)


def _words(clause: Clause) -> Iterator[Clause]:
    match clause:
        case AllOf(clauses):
            for part in clauses:
                yield from _words(part)
        case Phrase(tokens, within) if len(tokens) > 1 and all(map(is_unspaced, tokens)):
            for first, second in zip(tokens, tokens[1:], strict=False):
                yield Word(first + second, (first + second,), within)
        case _:
            yield clause
