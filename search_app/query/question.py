"""What a question asks for: its words as far as they are there, rather than all of them.

A question is searched in all words of a provision at once (the field `words`), so that a word
counts by how rare it is anywhere, and not by how rare it is in titles or in texts. What asks
("which of the following", "教えてください") is left out. Of a word that the question repeats each
further time counts less; words that stand next to one another there and in a text count more.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

import yaml

from indexer.analysis import fold_words, is_stop_word, is_unspaced, rows_of, stems_any
from indexer.engine.plan import AnyOf, Clause, Phrase, Prefer, Word

# The engines' work is bounded: the words that a question repeats most come first. Rows of letters
# are in fewer provisions than words.
_MAX_WORDS = 300
_MAX_ROWS = 1000
# Numbers in a long question are dates and amounts of a case; in a short one they cite.
_LONG = 30
# What words next to one another add, as a share of the score of their phrase. In a text longer than
# this, which tells a case, they help no more.
_NEIGHBOURS = 0.4
_MAX_NEIGHBOURS = 60
_WITHIN = ("words",)

_Runs = list[list[str]]


def question_clause(text: str) -> Clause | None:
    """The clause of a question; None when it has no words."""
    runs = _runs(fold_words(text))
    counts = _content(runs)
    if not counts:
        return None
    words = {word: Word(word, stems_any(word), _WITHIN) for word in counts}
    better: list[tuple[Clause, float]] = [
        (words[word], times**0.5 - 1) for word, times in counts.items() if times > 1
    ]
    better += [(phrase, _NEIGHBOURS) for phrase in _neighbours(runs)]
    any_of = tuple(words.values())
    clause: Clause = any_of[0] if len(any_of) == 1 else AnyOf(any_of)
    return Prefer(clause, tuple(better)) if better else clause


def _runs(words: Sequence[str]) -> _Runs:
    """The words between those that ask. All of them where nothing else would remain."""
    runs: _Runs = [[]]
    at = 0
    while at < len(words):
        if asking := _asking_at(words, at):
            runs.append([])
            at += asking
        else:
            runs[-1].append(words[at])
            at += 1
    return runs if any(runs) else [list(words)]


def _asking_at(words: Sequence[str], at: int) -> int:
    """How many words from there on only ask."""
    for phrase in _asking().get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


@cache
def _asking() -> dict[str, list[tuple[str, ...]]]:
    """Phrases of question_words.yaml by their first word, longest first."""
    text = resources.files("search_app.query").joinpath("question_words.yaml").read_text("utf-8")
    found: dict[str, set[tuple[str, ...]]] = {}
    for written in (phrase for phrases in yaml.safe_load(text).values() for phrase in phrases):
        phrase = tuple(fold_words(written))
        found.setdefault(phrase[0], set()).add(phrase)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in found.items()}


def _content(runs: _Runs) -> dict[str, int]:
    """The words that are looked for, with how often each comes. Small words only where there are no
    others."""
    every = Counter(word for run in runs for word in rows_of(run))
    counts = {word: times for word, times in every.items() if not is_stop_word(word)} or every
    if len(counts) > _LONG:
        counts = {word: n for word, n in counts.items() if not word[0].isdigit()} or counts
    limits = {True: _MAX_ROWS, False: _MAX_WORDS}
    found = {}
    for word, times in sorted(counts.items(), key=lambda item: -item[1]):
        limits[is_unspaced(word)] -= 1
        if limits[is_unspaced(word)] >= 0:
            found[word] = times
    return found


def _neighbours(runs: _Runs) -> list[Phrase]:
    """Pairs of words as they stand in the question."""
    pairs = dict.fromkeys(
        pair
        for run in runs
        for pair in pairwise(run)
        if not any(is_unspaced(word) or is_stop_word(word) for word in pair)
    )
    return [Phrase(pair, ("text",)) for pair in pairs] if len(pairs) <= _MAX_NEIGHBOURS else []
