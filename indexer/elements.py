"""Where the text of an offence says its elements (`mappings.elements`)."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from indexer.analysis import stem_places, stems_of
from indexer.tag.matcher import Matcher
from mappings.concepts import Concept, ConceptKind, Term
from mappings.elements import terms


@dataclass(frozen=True, slots=True)
class FoundElement:
    """An element and the words that say it: text[start:end] is the quote."""

    element: str
    start: int
    end: int
    quote: str


def elements_in(text: str, language: str, wanted: Collection[str]) -> tuple[FoundElement, ...]:
    """The elements of `wanted` that a text names, in its order, the longer first. Of terms of one
    element that overlap, one stands: the first, or the longest of those that begin together."""
    if not text or not (set(wanted) & terms(language).keys()):
        return ()
    places = list(stem_places(text))
    found: list[FoundElement] = []
    ends: dict[str, int] = {}
    for hit in _matcher(language).hits(stems_of(text, language)):
        name = hit.term.concept.name
        if name not in wanted or hit.first < ends.get(name, 0):
            continue
        ends[name] = hit.end
        start, end = places[hit.first][0], places[hit.end - 1][1]
        found.append(FoundElement(name, start, end, text[start:end]))
    return tuple(found)


@cache
def _matcher(language: str) -> Matcher:
    """Of the terms of all elements in a language."""
    return Matcher(
        (Term(Concept(name, ConceptKind.ELEMENT, (), ""), written), language)
        for name, several in terms(language).items()
        for written in several
    )
