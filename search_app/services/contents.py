"""The contents of a treaty or another scheme: its codes with what the collection has of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from mappings.taxonomy import UNCAC, UNCAC_CHAPTER, Term, implemented, scheme
from search_app.services.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its provisions, and in how many jurisdictions they are.

    told  whether national provisions can implement it, so that it has a page
    """

    term: Term
    told: bool
    provisions: int
    places: int


def contents(coverage: Coverage, name: str) -> Iterator[tuple[Term | None, tuple[Entry, ...]]]:
    """The codes of a scheme (one of `coverage.SCHEMES`) in their order: articles of the
    Convention against Corruption by chapter, others under None."""
    told = implemented(name)
    by_place = coverage.counts[name].values()

    def entry(term: Term) -> Entry:
        counts = [counts[term.code] for counts in by_place if term.code in counts]
        return Entry(term, term.code in told, sum(counts), len(counts))

    def chapter(term: Term) -> Term | None:
        return scheme(UNCAC_CHAPTER)[term.parent] if name == UNCAC else None

    for above, terms in groupby(scheme(name).values(), key=chapter):
        yield above, tuple(map(entry, terms))
