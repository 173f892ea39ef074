"""What the collection can and cannot tell: by jurisdiction and treaty article (or crime type),
whether it has provisions, has none though the laws are there in which they would be, or lacks
these laws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from indexer.analysis import fold
from indexer.engine.protocol import IndexReader
from mappings.coverage import missing
from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import jurisdictions
from mappings.taxonomy import SUBJECT, TAG_SCHEMES, UNCAC, UNCAC_PARAGRAPH, scheme
from search_app.formats import provisions
from search_app.messages import gettext, language
from search_app.services.labels import label, name_of
from search_app.services.latest import Latest

SCHEMES = tuple(name for name in TAG_SCHEMES if name != UNCAC_PARAGRAPH)
"""The schemes that are covered. Paragraphs are counted with their articles."""


class Finding(StrEnum):
    """PROVISIONS         the collection has some
    NONE_FOUND         the tagger found none, and it holds the laws in which they would be
    NOT_IN_COLLECTION  it has none, and lacks laws in which they may be
    """

    PROVISIONS = "provisions"
    NONE_FOUND = "none-found"
    NOT_IN_COLLECTION = "not-in-collection"


@dataclass(frozen=True, slots=True)
class Cell:
    """missing  subjects (`subject-of-law`) that the collection lacks: one of each group would do;
    empty for the other findings
    """

    jurisdiction: str
    scheme: str
    code: str
    finding: Finding
    provisions: int = 0
    missing: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one release of the index covers.

    counts  scheme → jurisdiction → code → provisions
    held    jurisdiction → subjects of whole laws that may be in force
    laws    jurisdictions with any provision
    """

    release: str
    counts: Mapping[str, Mapping[str, Mapping[str, int]]]
    held: Mapping[str, frozenset[str]]
    laws: frozenset[str]

    def cell(self, jurisdiction: str, scheme: str, code: str) -> Cell:
        """What can be said of one code in one jurisdiction."""
        provisions = self.counts[scheme].get(jurisdiction, {}).get(code, 0)
        if provisions:
            return Cell(jurisdiction, scheme, code, Finding.PROVISIONS, provisions)
        return self.absence(jurisdiction, scheme, code)

    def absence(self, jurisdiction: str, name: str, code: str) -> Cell:
        """What can be said where a jurisdiction has no provisions on a code of a scheme; of a
        paragraph, what can be said of its article."""
        where = (UNCAC, scheme(name)[code].parent) if name == UNCAC_PARAGRAPH else (name, code)
        lacking = missing(*where, self.held.get(jurisdiction, ()))
        if lacking == ():
            return Cell(jurisdiction, name, code, Finding.NONE_FOUND)
        groups = tuple(tuple(sorted(group)) for group in lacking or ())
        return Cell(jurisdiction, name, code, Finding.NOT_IN_COLLECTION, missing=groups)

    def jurisdictions(self) -> tuple[str, ...]:
        """Every jurisdiction by name; invented ones only when the collection has laws of theirs."""
        known = [
            place
            for place in jurisdictions().values()
            if place.code in self.laws or not place.invented
        ]
        return tuple(
            place.code for place in sorted(known, key=lambda place: fold(place.name(language())))
        )


def lacking(cell: Cell) -> str:
    """What the collection would have to hold, in words: "Penal code; Extradition act or …"."""
    return gettext("; ").join(
        f" {gettext('or')} ".join(name_of(scheme(SUBJECT)[subject]) for subject in group)
        for group in cell.missing
    )


def finding_in_words(cell: Cell) -> str:
    """A cell for people: "12 provisions", "not in the collection (lacks: Penal code)"."""
    match cell.finding:
        case Finding.PROVISIONS:
            return provisions(cell.provisions)
        case Finding.NONE_FOUND:
            return gettext("none found by the tagger")
        case Finding.NOT_IN_COLLECTION:
            said = gettext("not in the collection")
            if cell.missing:
                said += f" ({gettext('lacks: %(laws)s') % {'laws': lacking(cell)}})"
            return said


def coverage_json(coverage: Coverage, cells: Mapping[str, Sequence[Cell]]) -> dict[str, Any]:
    """The public JSON of a coverage (docs/command-line.md)."""
    return {
        "release": coverage.release,
        "jurisdictions": [
            {
                "jurisdiction": place,
                "name": label("jurisdiction", place),
                "in_collection": place in coverage.laws,
                "subjects": sorted(coverage.held.get(place, ())),
                "cells": [
                    {
                        "scheme": cell.scheme,
                        "code": cell.code,
                        "finding": cell.finding.value,
                        "provisions": cell.provisions,
                        "missing": [list(group) for group in cell.missing],
                    }
                    for cell in of_place
                ],
            }
            for place, of_place in cells.items()
        ],
    }


class CoverageService:
    """Computes the coverage of the live release once. Safe for several threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._known = Latest[Coverage]()

    def coverage(self) -> Coverage:
        """Of the live release. Raises EngineUnavailable."""
        release = self._reader.status().release
        return self._known.of(release, lambda: self._compute(release))

    def _compute(self, release: str) -> Coverage:
        def crossed(scheme: str) -> Mapping[str, Mapping[str, int]]:
            return self._reader.crossed("jurisdiction", FIELD_OF_SCHEME[scheme].name)

        held = crossed(SUBJECT)
        languages = self._reader.crossed("jurisdiction", "language")
        return Coverage(
            release=release,
            counts={scheme: crossed(scheme) for scheme in SCHEMES},
            held={place: frozenset(subjects) for place, subjects in held.items()},
            laws=frozenset(languages),
        )
