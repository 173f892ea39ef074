"""The country that a query names beside what it is about: "bribery, Kenya", "贿赂 挪威"."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from indexer.analysis import Token, is_stop_word, telling_words, tokens
from mappings.jurisdictions import jurisdictions
from search_app.query.concepts import named_concepts

# Words of the longest name, and characters that part a name from what stands beside it.
_LONGEST = 8
_PARTING = tuple(",，、;；(（")
_COLONS = (":", "：")
# Shorter names are words as well.
_SURE = 4
# What stands around a word that is wanted as it is, and operators that need what is behind them.
_LITERAL = tuple("\"“”„«»'’`*~^")
_OPERATORS = ("AND", "OR", "NOT", "NEAR")


def take_place(
    query: str,
    named: Callable[[str, str], None],
    *,
    beside: bool = False,
    anywhere: bool = False,
) -> str:
    """The query without the country that begins or ends it; `named` is called with its code and
    the words that name it. They stay words where they may be part of what is asked for: only
    behind a comma, or where the rest is nothing but a concept, they are a country.

    beside    whether something else was taken from the query, so that a country may be all of it
    anywhere  whether they are one also inside the query and beside anything
    """
    words = list(tokens(query))
    if anywhere and not any(sign in query for sign in _LITERAL):
        return _take_anywhere(query, words, named)
    for first, end in _ends(words):
        codes = place_names().get(" ".join(word.folded for word in words[first:end]), frozenset())
        if len(codes) != 1:
            continue
        start, stop = words[first].start, words[end - 1].end
        before, behind = query[:start].rstrip(), query[stop:].lstrip()
        # Behind a colon it is looked for in a field.
        if before.endswith((*_LITERAL, *_COLONS)) or behind.startswith(_LITERAL):
            continue
        rest, is_parted = _rest(before, behind)
        if not rest and not beside or rest.endswith(_OPERATORS):
            continue
        if is_parted or not rest or _is_concept(rest):
            named(next(iter(codes)), query[start:stop])
            return rest
    return query


def _take_anywhere(query: str, words: Sequence[Token], named: Callable[[str, str], None]) -> str:
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            name = " ".join(word.folded for word in run)
            codes = place_names().get(name, frozenset())
            before, behind = query[: run[0].start].rstrip(), query[run[-1].end :].lstrip()
            if len(codes) != 1 or len(name) < _SURE or before.endswith((*_OPERATORS, *_COLONS)):
                continue
            before, _ = _rest(before, "")
            named(next(iter(codes)), query[run[0].start : run[-1].end])
            return f"{before} {behind}".strip()
    return query


def _ends(words: Sequence[Token]) -> list[tuple[int, int]]:
    """Runs of words at the end and at the beginning, the longest first."""
    count = len(words)
    return [
        run
        for length in range(min(_LONGEST, count), 0, -1)
        for run in dict.fromkeys([(count - length, count), (0, length)])
    ]


def _rest(before: str, behind: str) -> tuple[str, bool]:
    """What stands beside a name, and whether a sign parts them."""
    is_parted = before.endswith(_PARTING) or behind.startswith((*_PARTING, *_COLONS))
    words = f"{before} {behind}".strip("".join((*_PARTING, *_COLONS)) + ")） .?？؟").split()
    # "bribery in Norway", "blanchiment au Maroc"
    while before and words and is_stop_word(words[-1].casefold()):
        words.pop()
    return " ".join(words), is_parted


def _is_concept(rest: str) -> bool:
    found = named_concepts(rest)
    return bool(found and found.whole)


@cache
def place_names() -> Mapping[str, frozenset[str]]:
    """The names of jurisdictions, folded, with and without small words: the codes of those that
    bear them."""
    found: dict[str, set[str]] = {}
    for code, place in jurisdictions().items():
        for name in (*place.names.values(), *place.alternative_names):
            words = [word.folded for word in tokens(name)]
            for key in {" ".join(words), " ".join(telling_words(name))}:
                if len(key) > 1:
                    found.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}
