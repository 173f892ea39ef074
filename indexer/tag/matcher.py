"""Finds the terms of the lexicon in analysed text: one pass, whatever the number of terms.

Terms and text both go through `indexer.analysis`, so that a term is found in its inflected forms;
the automaton works on the stems joined by spaces.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import ahocorasick

from indexer.analysis import index_text
from mappings.concepts import Entry, concepts, elements
from mappings.languages import UNDETERMINED, languages

# A term this short is no evidence of anything.
_MIN_TERM = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found: words[first : first + count] of the analysed text."""

    entry: Entry
    first: int
    count: int


class Matcher:
    """The lexicon of one language as an automaton."""

    def __init__(self, entries: Mapping[str, list[Entry]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for stems, found in entries.items():
            self._automaton.add_word(f" {stems} ", (len(stems.split(" ")), found))
        if entries:
            self._automaton.make_automaton()

    def hits(self, stems: str) -> Iterator[Hit]:
        """Entries in a text given as its stems joined by spaces."""
        if not len(self._automaton):
            return
        text = f" {stems} "
        # Word numbers are counted on from hit to hit, so that the whole stays linear.
        counted_to = counted = 0
        for end, (count, found) in self._automaton.iter(text):
            counted += text.count(" ", counted_to, end)
            counted_to = end
            for entry in found:
                yield Hit(entry, counted - count, count)


def stems_of(text: str, language: str) -> str:
    """The stems of a text joined by spaces."""
    return index_text(text, language)[1]


def build_matchers() -> dict[str, Matcher]:
    """A matcher for each language; the one of the undetermined language has all terms, folded
    and not stemmed."""
    by_language: dict[str, dict[str, list[Entry]]] = {code: {} for code in languages()}
    for entry in (*concepts(), *elements()):
        for language in (entry.language, UNDETERMINED):
            stems = stems_of(entry.term, language)
            if len(entry.term) >= _MIN_TERM or not entry.term.isascii():
                by_language.setdefault(language, {}).setdefault(stems, []).append(entry)
    for norwegian, other in (("nn", "nb"), ("nb", "nn"), ("bs", "hr"), ("ms", "id")):
        for stems, entries in list(by_language[other].items()):
            by_language[norwegian].setdefault(stems, entries)
    return {language: Matcher(entries) for language, entries in by_language.items()}
