"""Finds the terms of the lexicon in analysed text: one pass, whatever the number of terms.

Terms and text both go through `indexer.analysis`, so that a term is found in its inflected forms.
The phrases of all terms are one tree of words, read backwards: last words of phrases are rarer in
texts than first ones. What a word may end is looked up once and remembered, so that a text
costs as much with a small lexicon as with a large one; only where a phrase may end is the tree
climbed, to the height of the longest phrase at most. A term with endings left open or with a gap is
several phrases that must follow one another.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress
from typing import NamedTuple

from indexer.analysis import fold_words, is_unspaced, stems_of
from mappings.concepts import ConceptKind, Term, terms
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


# Occurrences of one phrase that count: no law has as many in a provision, and a text made of one
# word takes no more memory than another.
_COUNTED = 1_000
# Words whose beginnings are remembered, of a language.
_REMEMBERED = 400_000


class Hit(NamedTuple):
    """A term found: words[first : end] of the analysed text."""

    term: Term
    first: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class _Phrase:
    """keys   consecutive stems in each form they may have: the words, and whether the last one
              is only the beginning of a word
    gap    words that may stand before it, after the phrase before
    """

    keys: tuple[tuple[tuple[str, ...], bool], ...]
    gap: int


@dataclass(slots=True)
class _Node:
    """Some last words of phrases.

    before   the words that may stand before them
    phrases  the numbers of the phrases that are complete
    """

    before: "dict[str, _Node]" = field(default_factory=dict)
    phrases: list[int] = field(default_factory=list)


class _End(NamedTuple):
    """What a word may be the end of.

    phrases  the numbers of those that it is alone
    nodes    what it may be the last word of
    before   the words that may stand before it; None when nothing need to
    """

    phrases: list[int]
    nodes: list[_Node]
    before: Collection[str] | None


class _Ends(dict[str, _End | None]):
    """What each word may be the end of, remembered; None for nothing, as for most words."""

    def __init__(self, words: dict[str, _Node], beginnings: dict[str, _Node]) -> None:
        """By the last word of phrases, and by what it begins with where its ending is open."""
        super().__init__()
        self._words, self._beginnings = words, beginnings

    def __missing__(self, word: str) -> _End | None:
        parts = (self._beginnings.get(word[:length]) for length in range(1, len(word) + 1))
        nodes = [node for node in (*parts, self._words.get(word)) if node]
        phrases = [number for node in nodes for number in node.phrases]
        nodes = [node for node in nodes if node.before]
        before: Collection[str] | None = None
        if not phrases:
            before = nodes[0].before if len(nodes) == 1 else {w for n in nodes for w in n.before}
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = _End(phrases, nodes, before) if nodes or phrases else None
        return found


class Matcher:
    """The terms of some language as one tree of words."""

    def __init__(self, written: Iterable[tuple[Term, str]]) -> None:
        """written  terms with the language whose rules reduce their words"""
        self._terms: list[Term] = []
        self._is_topic: list[bool] = []
        # Of each term, its phrases by number, with their gaps.
        self._phrases: list[list[tuple[int, int]]] = []
        words: dict[str, _Node] = {}
        beginnings: dict[str, _Node] = {}
        numbers: dict[frozenset[tuple[tuple[str, ...], bool]], int] = {}
        for term, language in written:
            phrases = list(_phrases(term.written, language))
            if not phrases:
                continue
            places = []
            for phrase in phrases:
                keys = frozenset(phrase.keys)
                if keys not in numbers:
                    numbers[keys] = len(numbers)
                    for key, is_open in keys:
                        last = beginnings if is_open else words
                        node = last.setdefault(key[-1], _Node())
                        for word in reversed(key[:-1]):
                            node = node.before.setdefault(word, _Node())
                        node.phrases.append(numbers[keys])
                places.append((numbers[keys], phrase.gap))
            self._terms.append(term)
            self._is_topic.append(term.concept.kind is ConceptKind.TOPIC)
            self._phrases.append(places)
        self._ends = _Ends(words, beginnings)
        # The terms that are one phrase, and the others by their phrase that fewest terms have:
        # they are tried only where it is.
        self._alone: list[list[int]] = [[] for _ in numbers]
        self._several: list[list[int]] = [[] for _ in numbers]
        users = [0] * len(numbers)
        for places in self._phrases:
            for number, _ in places:
                users[number] += 1
        for term_number, places in enumerate(self._phrases):
            rarest = min((number for number, _ in places), key=lambda number: users[number])
            (self._several if len(places) > 1 else self._alone)[rarest].append(term_number)

    def hits(self, stems: str) -> list[Hit]:
        """Terms in a text given as its stems joined by spaces, in the order of the text, longer
        ones first. Those inside a longer one of another topic are left out: "bribery of foreign
        public officials" is no "bribery of public officials"."""
        kept: list[Hit] = []
        longest_end = longest_count = 0
        for first, negative_end, number in sorted(self._found(stems)):
            end = -negative_end
            if self._is_topic[number]:
                if end <= longest_end and end - first < longest_count:
                    continue
                if end > longest_end:
                    longest_end, longest_count = end, end - first
            kept.append(Hit(self._terms[number], first, end))
        return kept

    def _found(self, stems: str) -> Iterator[tuple[int, int, int]]:
        """(first word, negative end, number of the term) of all that is found."""
        places = self._places(stems.split(" "))
        for phrase, spans in places.items():
            for number in self._alone[phrase]:
                for first, end in spans:
                    yield first, -end, number
            for number in self._several[phrase]:
                phrases = self._phrases[number]
                if all(one in places for one, _ in phrases):
                    for first, end in _sequences(phrases, places):
                        yield first, -end, number

    def _places(self, words: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
        """Where each phrase is: (first word, end), by their ends."""
        places: dict[int, list[tuple[int, int]]] = {}
        ends = list(map(self._ends.__getitem__, words))
        for last in compress(range(len(words)), ends):
            phrases, nodes, before = ends[last]  # type: ignore[misc]
            # Most words that may be an end have nothing before them that it is the end of.
            if before is not None and (not last or words[last - 1] not in before):
                continue
            for number in phrases:
                found = places.setdefault(number, [])
                if len(found) < _COUNTED:
                    found.append((last, last + 1))
            for node in nodes:
                first = last
                while first and (above := node.before.get(words[first - 1])):
                    node, first = above, first - 1
                    for number in node.phrases:
                        found = places.setdefault(number, [])
                        if len(found) < _COUNTED:
                            found.append((first, last + 1))
        return places


def _sequences(
    phrases: Sequence[tuple[int, int]], places: dict[int, list[tuple[int, int]]]
) -> Iterator[tuple[int, int]]:
    """Where phrases follow each other within their gaps, each at the first place it may have."""
    following = [(sorted(places[number][:_TRIED]), gap) for number, gap in phrases[1:]]
    for first, end in places[phrases[0][0]][:_TRIED]:
        for spans, gap in following:
            place = bisect_left(spans, (end,))
            if place == len(spans) or spans[place][0] - end > gap:
                break
            end = spans[place][1]
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


def _keys(
    words: Sequence[str], is_open: bool, language: str
) -> Iterator[tuple[tuple[str, ...], bool]]:
    closed = stems_of(" ".join(words), language).split()
    if is_open:
        # As it is written, for longer words; a stem may end before the place it is cut at, so the
        # word itself has a key of its own.
        written = [*stems_of(" ".join(words[:-1]), language).split(), *fold_words(words[-1])]
        if written:
            yield tuple(written), True
        *before, last = written or [""]
        if len(written) != len(closed) or (
            before == closed[:-1] and closed and closed[-1].startswith(last)
        ):
            return
    if closed:
        yield tuple(closed), False


@cache
def matcher(language: str) -> Matcher:
    """The matcher of a language; the one of the undetermined language has the terms of all."""
    if language == UNDETERMINED:
        every = {term: None for code in languages() for term in terms(code)}
        return Matcher((term, UNDETERMINED) for term in every)
    return Matcher((term, language) for term in terms(language))
