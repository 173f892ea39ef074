"""The laws of a jurisdiction by name, to be found where a text names them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from rapidfuzz.distance import Prefix

from corpora.citations import NamedLaw
from indexer.analysis import fold, fold_words, is_stop_word, is_unspaced, tokens
from indexer.citations.names import MAX_WORDS, aliases_of, cut, initials_joined, numbers_in

# A law's name is looked for in so much of a text.
_REACH = 240
_REACH_BEFORE = 120
_UNSPACED_REACH = 40
# The number of a law stands so near to the word that begins its name.
_NUMBER_WITHIN = 70
_MOST = 40
# The end of a sentence.
_BREAK = re.compile(r"(?<!\b\w)(?<!\bno)(?<!\bnr)(?<!\bsb)(?<!núm)(?<!nro)\.\s|\n|;")
# A letter behind a stop, which belongs to the same abbreviation.
_GOES_ON = re.compile(r"\.[^\W\d_](?![^\W\d_])")
# Forms of a word share more than so many letters, and differ in no more than so many.
_FORM = 3
_TAIL = 3


class NameBook:
    """Looks up the names of laws in texts. Numbers are looked up first: they are surer."""

    def __init__(self, named: Iterable[tuple[str, NamedLaw]]) -> None:
        """named  names of laws, as `names.names_of` gives them, each with its law"""
        self._laws: dict[str, list[NamedLaw]] = {}
        self._beginnings: set[str] = set()
        self._endings: set[str] = set()
        for name, law in named:
            self._laws.setdefault(name, []).append(law)
            words = name.split()
            self._endings.add(words[-1])
            for size in range(1, min(len(words), MAX_WORDS)):
                self._beginnings.add(" ".join(words[:size]))

    def law_at(self, text: str, low: str, start: int, *, numbered: bool) -> NamedLaw | None:
        """The law whose name stands at a place of a text; `low` is the text in small letters.

        numbered  whether a word for a law stands there, whose number may follow
        """
        if numbered:
            window = low[start : start + _NUMBER_WITHIN]
            for found in numbers_in(window):
                if not _BREAK.search(window, 0, found.start) and (law := self.numbered(found.key)):
                    return law
        best: Sequence[NamedLaw] = ()
        read: list[str] = []
        words: list[str] = []
        key = ""
        for token in islice(tokens(text[start : start + _REACH]), MAX_WORDS):
            if is_stop_word(token.folded):
                continue
            read.append(token.folded)
            key = f"{key} {cut(token.folded)}" if key else cut(token.folded)
            if laws := self._laws.get(key):
                # "c.p." is another law than "c.p.c.".
                goes_on = _GOES_ON.match(text, start + token.end)
                best, words = ((), []) if goes_on else (laws, read[:])
            if key not in self._beginnings:
                break
        return _meant(best, words)

    def law_before(self, text: str, low: str, end: int) -> NamedLaw | None:
        """The law whose name or number ends at a place of a text."""
        if low[end - 1] in ")）":
            start = max(low.rfind("(", 0, end), low.rfind("（", 0, end), 0)
            if end - start < _NUMBER_WITHIN and (number := number_before(low, end - 1)):
                return self.numbered(number)
            end = start
        unspaced = is_unspaced(low[end - 1])
        if unspaced and cut(fold(low[end - 1])) not in self._endings:
            return None
        reach = _UNSPACED_REACH if unspaced else _REACH_BEFORE
        found = list(tokens(text[max(0, end - reach) : end]))
        if not found or cut(found[-1].folded) not in self._endings:
            return None
        words = [token.folded for token in found if not is_stop_word(token.folded)]
        keys = [cut(word) for word in words]
        for first in range(len(keys)):
            if laws := self._laws.get(" ".join(keys[first:])):
                return _meant(laws, words[first:])
        return None

    def numbered(self, key: str) -> NamedLaw | None:
        """The only law of a number; None when there are several."""
        laws = self._laws.get(key, ())
        return laws[0] if len(laws) == 1 else None


def number_before(low: str, end: int) -> str | None:
    """The number of a law, with its year, that ends at a place of a text in small letters."""
    start = max(0, end - _NUMBER_WITHIN)
    found = [one.key for one in numbers_in(low[start:end]) if one.end == end - start]
    return found[-1] if found and "/" in found[-1] else None


def _meant(laws: Sequence[NamedLaw], words: Sequence[str]) -> NamedLaw | None:
    """Which of the laws of a name is meant by its words as they are written. None when that
    leaves laws of different titles: nothing is guessed."""
    near = [law for law in laws[:_MOST] if all(is_in(word, law) for word in words)]
    if not near:
        return None
    best = min(near, key=NamedLaw.rank)
    others = {law.title.casefold() for law in near} - {best.title.casefold()}
    return None if others else best


def is_in(word: str, law: NamedLaw) -> bool:
    """Whether a folded word, or a form of it, stands in a name of a law."""
    words = _words_of(law)
    return word in words or any(_is_form(word, other) for other in words)


def _is_form(word: str, other: str) -> bool:
    """Whether two folded words may be forms of one: "zakona" is one of "zakon", "zakoniku" is of
    another word."""
    common = Prefix.similarity(word, other)
    tails = (len(word) - common, len(other) - common)
    return common > _FORM and max(tails) <= (_TAIL if min(tails) else _TAIL - 1)


@lru_cache(maxsize=20_000)
def _words_of(law: NamedLaw) -> frozenset[str]:
    names = (law.title, law.number, *law.titles.values(), *aliases_of(law))
    return frozenset(
        word
        for name in names
        for text in dict.fromkeys((name, initials_joined(name)))
        for word in fold_words(text)
    )
