"""Marks the words of a query in a text, and cuts a snippet with the hit in its sentence.

Works on the collection's text with the analysis of the index, so that what is marked is what was
found, on both engines alike.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from html import unescape
from itertools import islice

from markupsafe import Markup, escape
from rapidfuzz.distance import OSA

from indexer.analysis import Token, fold_words, parts_of, stem, tokens
from indexer.engine.plan import AllOf, AnyOf, Clause, Fuzzy, Near, Pattern, Phrase, Prefer, Word

SNIPPET = 320
# Marking is for reading: past this much of a provision nobody looks for marks in a snippet.
_MAX_TEXT = 60_000
_SENTENCE_END = re.compile(r"[.;!?。；！？।။។]\s+|\n")


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark: folded words, stems (in any language), phrases of folded words, patterns with
    * and ?, and words that may be spelt otherwise, with the number of edits."""

    words: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()
    patterns: tuple[str, ...] = ()
    spellings: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, clause: Clause | None) -> "Marks":
        """The words of a clause that a hit may hold; excluded ones are not marked."""
        collected = _Collected()
        _collect(clause, collected)
        return cls(
            frozenset(collected.words),
            frozenset(collected.stems),
            tuple(collected.phrases),
            tuple(collected.patterns),
            tuple(collected.spellings),
        )

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.patterns or self.spellings)

    def has(self, word: str) -> bool:
        """Whether a folded word of a text is one to mark by its own look."""
        return (
            word in self.words
            or any(fnmatchcase(word, pattern) for pattern in self.patterns)
            or any(
                OSA.distance(word, spelling, score_cutoff=edits) <= edits
                for spelling, edits in self.spellings
            )
        )


@dataclass(slots=True)
class _Collected:
    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    spellings: list[tuple[str, int]] = field(default_factory=list)


def _collect(clause: Clause | None, into: _Collected) -> None:
    match clause:
        case Word(exact, stems) if len(letters := fold_words(exact)) > 1:
            # Letters in a row of a script without spaces.
            into.phrases.append(tuple(letters))
            into.stems.update(stems)
        case Word(exact, stems):
            into.words.add(exact)
            into.stems.update(stems)
        case Phrase(words):
            into.phrases.append(words)
        case Near(left, right):
            into.phrases += [left, right]
        case Pattern(pattern):
            into.patterns.append(pattern)
        case Fuzzy(word, edits):
            into.spellings.append((word, edits))
        case Prefer(inner, _):
            _collect(inner, into)
        case AllOf(clauses) | AnyOf(clauses):
            for part in clauses:
                _collect(part, into)


def _spans(text: str, marks: Marks, language: str) -> Sequence[tuple[int, int]]:
    """Places to mark, in order, none overlapping."""
    return _found(text[:_MAX_TEXT], marks, language)


# A page asks for the places of a text more than once: to mark them, to cut the text around them, to
# say which words they are. It is bounded by what a page holds.
@lru_cache(maxsize=128)
def _found(text: str, marks: Marks, language: str) -> Sequence[tuple[int, int]]:
    found = list(tokens(text))
    fits = {
        word: marks.has(word) or not marks.stems.isdisjoint(_stems(word, language))
        for word in {token.folded for token in found}
    }
    spans = [(token.start, token.end) for token in found if fits[token.folded]]
    spans += _phrase_spans(found, marks.phrases)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _phrase_spans(
    found: Sequence[Token], phrases: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        by_first[phrase[0]].append(phrase)
    words = [token.folded for token in found]
    for index, word in enumerate(words):
        for phrase in by_first.get(word, ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                yield found[index].start, found[index + len(phrase) - 1].end


@lru_cache(maxsize=50_000)
def _stems(word: str, language: str) -> tuple[str, ...]:
    """The stem of a word of a text, and those of its parts where it is a compound."""
    if len(word) >= 40:
        return (word,)
    return (stem(word, language), *parts_of(word, language).split())


def _marked(text: str, spans: Sequence[tuple[int, int]], offset: int = 0) -> Markup:
    parts: list[Markup] = []
    at = 0
    for start, end in spans:
        start, end = start - offset, end - offset
        if start < at or end > len(text):
            continue
        parts += [
            escape(text[at:start]),
            Markup("<mark>"),
            escape(text[start:end]),
            Markup("</mark>"),
        ]
        at = end
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


def mark(text: str, marks: Marks, language: str) -> Markup:
    """The whole text as HTML with the hits marked."""
    return _marked(text, _spans(text, marks, language) if marks else [])


@dataclass(frozen=True, slots=True)
class Layer:
    """Parts of a text that become an element: (start, end, value) in order, none overlapping.
    `opening` has a place for the value, which it escapes."""

    opening: Markup
    closing: Markup
    spans: Sequence[tuple[int, int, str]]


def layered(text: str, layers: Sequence[Layer], start: int = 0, end: int | None = None) -> Markup:
    """text[start:end] as HTML with elements around the spans of the layers, the first outermost.
    An element of an inner layer is closed and opened again where it crosses an outer one."""
    end = len(text) if end is None else end
    if not layers:
        return escape(text[start:end])
    layer, inner = layers[0], layers[1:]
    parts: list[Markup] = []
    at = start
    for first, last, value in islice(layer.spans, _first_after(layer.spans, start), None):
        if first >= end:
            break
        first, last = max(first, at), min(last, end)
        parts += [
            layered(text, inner, at, first),
            layer.opening.format(value),
            layered(text, inner, first, last),
            layer.closing,
        ]
        at = last
    parts.append(layered(text, inner, at, end))
    return Markup("").join(parts)


def _first_after(spans: Sequence[tuple[int, int, str]], at: int) -> int:
    return bisect_right(spans, at, key=lambda span: span[1])


def mark_layer(text: str, marks: Marks, language: str) -> Layer:
    """The hits in a text."""
    spans = _spans(text, marks, language) if marks else []
    return Layer(Markup("<mark>"), Markup("</mark>"), [(start, end, "") for start, end in spans])


def marked_words(text: str, marks: Marks, language: str) -> tuple[str, ...]:
    """The hits in a text as it writes them, in lower case and each once."""
    spans = _spans(text, marks, language)
    return tuple(dict.fromkeys(text[start:end].casefold() for start, end in spans))


def snippet(text: str, marks: Marks, language: str) -> Markup:
    """About SNIPPET characters of a text as HTML, around the passage with most different hits;
    the beginning when nothing is hit."""
    spans = _spans(text, marks, language) if marks else []
    start, end = _window(text, spans)
    inside = [(first, last) for first, last in spans if first >= start and last <= end]
    cut = text[start:end]
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return Markup("").join([escape(before), _marked(cut, inside, start), escape(after)])


def excerpt(text: str, start: int, end: int) -> Markup:
    """About SNIPPET characters of a text as HTML around text[start:end], which is marked."""
    span = [(start, end)] if end > start else []
    first, last = _window(text, span)
    before, after = ("… " if first else ""), (" …" if last < len(text) else "")
    return Markup("").join([escape(before), _marked(text[first:last], span, first), escape(after)])


def _window(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if len(text) <= SNIPPET:
        return 0, len(text)
    if not spans:
        return 0, _word_end(text, SNIPPET)
    best = max(
        spans[:200],
        key=lambda span: len(
            {text[s:e].casefold() for s, e in spans if span[0] <= s and e <= span[0] + SNIPPET}
        ),
    )
    start = _sentence_start(text, best[0])
    return start, _word_end(text, max(start + SNIPPET, best[1]))


def _sentence_start(text: str, at: int) -> int:
    """Beginning of the sentence that holds a place, if it is near; else of a word near it."""
    before = text[max(0, at - SNIPPET // 2) : at]
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    base = max(0, at - SNIPPET // 2)
    if ends:
        return base + ends[-1]
    if base == 0:
        return 0
    space = text.find(" ", base, at)
    return space + 1 if space >= 0 else base


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.find(" ", at, at + 30)
    return space if space >= 0 else at


def plain_text(html: str) -> str:
    """A snippet without its markup, for terminals."""
    return unescape(re.sub(r"</?mark>", "", html))
