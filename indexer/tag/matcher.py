"""Finds the terms of the lexicon in analysed text: one pass, whatever the number of terms.

Terms and text both go through `indexer.analysis`, so that a term is found in its inflected forms;
the automaton works on the stems joined by spaces. A term with endings left open or with a gap is
several phrases that must follow one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick

from indexer.analysis import fold_words, is_unspaced, stems_of
from mappings.concepts import Term, terms
from mappings.languages import UNDETERMINED, languages

# A term this short is no evidence of anything.
_MIN_TERM = 3
_GAP = "…"
# Prepositions of a language, and the articles that texts put behind them where terms have none.
_ARTICLES = {
    "en": (("of", "to", "by", "for", "from", "against", "in"), ("a", "an", "the", "any")),
    "fr": (("de", "d'", "à", "par", "contre"), ("un", "une", "la", "le", "les", "l")),
    "es": (("de", "a", "por", "contra"), ("un", "una", "el", "la", "los", "las")),
    "pt": (("de", "a", "por", "contra"), ("um", "uma", "o", "os", "as")),
    "it": (("di", "a", "da", "contro"), ("un", "una", "uno", "il", "la", "i", "gli")),
    "ca": (("de", "a", "per", "contra"), ("un", "una", "el", "la", "els", "les")),
    "nl": (("van", "aan", "door", "tegen"), ("een", "de", "het")),
}
# Between the phrases of a term with a gap.
_GAP_WORDS = 12
_GAP_CHARACTERS = 24
# Occurrences of one phrase that are tried for a term of several.
_TRIED = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found: words[first : end] of the analysed text."""

    term: Term
    first: int
    end: int

    @property
    def count(self) -> int:
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class _Phrase:
    """keys   consecutive stems as the automaton looks for them, in each form they may have
    gap    words that may stand before it, after the phrase before
    """

    keys: tuple[str, ...]
    gap: int


_Use = tuple[int, int, int]
"""(number of the term, number of the phrase in it, its words)"""


class Matcher:
    """The terms of some language as an automaton."""

    def __init__(self, written: Iterable[tuple[Term, str]]) -> None:
        """written  terms with the language whose rules reduce their words"""
        self._terms: list[Term] = []
        self._phrases: list[list[_Phrase]] = []
        uses: dict[str, list[_Use]] = defaultdict(list)
        for term, language in written:
            phrases = list(_phrases(term.written, language))
            if not phrases:
                continue
            for number, phrase in enumerate(phrases):
                for key in phrase.keys:
                    uses[key].append((len(self._terms), number, len(key.split())))
            self._terms.append(term)
            self._phrases.append(phrases)
        self._automaton = ahocorasick.Automaton()
        for key, found in uses.items():
            self._automaton.add_word(key, tuple(found))
        if uses:
            self._automaton.make_automaton()

    def hits(self, stems: str) -> Iterator[Hit]:
        """Terms in a text given as its stems joined by spaces."""
        if not len(self._automaton) or not stems:
            return
        text = f" {stems} "
        parts: dict[int, dict[int, list[tuple[int, int]]]] = {}
        # Word numbers are counted on from hit to hit, so that the whole stays linear.
        counted_to = counted = 0
        for end, uses in self._automaton.iter(text):
            counted += text.count(" ", counted_to, end)
            counted_to = end
            for number, place, words in uses:
                found = (counted - words, counted)
                if len(self._phrases[number]) == 1:
                    yield Hit(self._terms[number], *found)
                else:
                    seen = parts.setdefault(number, {}).setdefault(place, [])
                    if len(seen) < _TRIED:
                        seen.append(found)
        for number, places in parts.items():
            phrases = self._phrases[number]
            if len(places) == len(phrases):
                for first, end in _sequences(phrases, places):
                    yield Hit(self._terms[number], first, end)


def _sequences(
    phrases: Sequence[_Phrase], places: dict[int, list[tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    for first, end in places[0]:
        for number, phrase in enumerate(phrases[1:], 1):
            following = (last for start, last in places[number] if 0 <= start - end <= phrase.gap)
            found = next(following, None)
            if found is None:
                break
            end = found
        else:
            yield first, end


def _phrases(written: str, language: str) -> Iterator[_Phrase]:
    """The phrases of a term; none when it says too little."""
    if len(written) < _MIN_TERM and written.isascii():
        return
    found: list[_Phrase] = []
    for piece in written.split(_GAP):
        gap = 0
        if found:
            unspaced = any(map(is_unspaced, piece.strip()[:1]))
            gap = _GAP_CHARACTERS if unspaced else _GAP_WORDS
        for words, is_open in _runs(piece.split()):
            keys = tuple(
                key
                for variant in _with_articles(words, language)
                for key in _keys(variant, is_open, language)
            )
            if not keys:
                return
            found.append(_Phrase(keys, gap))
            gap = 0
    yield from found


def _runs(words: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Words up to each one with an open ending."""
    run: list[str] = []
    for word in words:
        run.append(word.rstrip("*"))
        if word.endswith("*"):
            yield run, True
            run = []
    if run:
        yield run, False


def _with_articles(words: Sequence[str], language: str) -> Iterator[list[str]]:
    """The words as they are, and with each article that may follow a preposition among them:
    "bribery of a public official" for "bribery of public official"."""
    yield list(words)
    prepositions, articles = _ARTICLES.get(language, ((), ()))
    places = [
        place
        for place, word in enumerate(words[:-1], 1)
        if word.casefold() in prepositions and words[place].casefold() not in articles
    ]
    for place in places[:2]:
        for article in articles:
            yield [*words[:place], article, *words[place:]]


def _keys(words: Sequence[str], is_open: bool, language: str) -> Iterator[str]:
    closed = stems_of(" ".join(words), language)
    if is_open:
        # As it is written, for longer words; a stem may end before the place it is cut at, so the
        # word itself has a key of its own.
        before = stems_of(" ".join(words[:-1]), language)
        written = " ".join(filter(None, (before, *fold_words(words[-1]))))
        if written:
            yield f" {written}"
        if f" {closed} ".startswith(f" {written}") or written.count(" ") != closed.count(" "):
            return
    if closed:
        yield f" {closed} "


@cache
def matcher(language: str) -> Matcher:
    """The matcher of a language; the one of the undetermined language has the terms of all."""
    if language == UNDETERMINED:
        every = {term: None for code in languages() for term in terms(code)}
        return Matcher((term, UNDETERMINED) for term in every)
    return Matcher((term, language) for term in terms(language))
