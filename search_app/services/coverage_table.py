"""Coverage as a table: a part of the articles or codes by the jurisdictions of one's choice."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mappings.coverage import missing
from mappings.jurisdictions import Jurisdiction, jurisdictions
from mappings.taxonomy import (
    FIREARMS,
    SMUGGLING_OF_MIGRANTS,
    SUBJECT,
    TRAFFICKING_IN_PERSONS,
    UNCAC,
    UNTOC,
    Term,
    implemented,
    scheme,
)
from search_app.messages import language
from search_app.services.alphabet import sort_key
from search_app.services.coverage import SCHEMES, Cell, Coverage, Finding, lacking
from search_app.services.labels import label, scheme_title, term_label

CHAPTERS = tuple(dict.fromkeys(term.parent for term in implemented(UNCAC).values()))
FIRST = "III"
COLUMN_SETS = (*CHAPTERS, *(name for name in SCHEMES if name != UNCAC))
"""Chapters of the Convention against Corruption, and schemes that are shown whole."""

_TREATIES = (UNCAC, UNTOC, TRAFFICKING_IN_PERSONS, SMUGGLING_OF_MIGRANTS, FIREARMS)

BY_NAME = "name"
BY_COVERED = "covered"

STEPS = (1, 2, 5, 20, 100)
"""The least counts of the steps that cells are coloured in."""


def step(count: int) -> int:
    """The step of a count, 1 to len(STEPS); 0 for none."""
    return bisect(STEPS, count)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the table, in which order.

    columns  one of COLUMN_SETS
    region, legal_system, hdi   codes that rows must have; "" for any
    sort     BY_NAME, BY_COVERED or the code of a column: the greatest count first
    """

    columns: str = FIRST
    region: str = ""
    legal_system: str = ""
    hdi: str = ""
    sort: str = BY_NAME

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Asked":
        """What parameters ask for. A value that there is not counts as none."""
        columns = given.get("columns", FIRST)
        columns = columns if columns in COLUMN_SETS else FIRST

        def one_of(values: Iterable[str], name: str) -> str:
            value = given.get(name, "")
            return value if value in values else ""

        return cls(
            columns,
            one_of(scheme("region"), "region"),
            one_of(scheme("legal-system"), "legal_system"),
            one_of(scheme("development-level"), "hdi"),
            one_of((BY_COVERED, *(term.code for term in _terms(columns))), "sort") or BY_NAME,
        )

    def has(self, place: Jurisdiction) -> bool:
        """Whether a jurisdiction is one of the rows."""
        return (
            self.region in ("", place.region, place.subregion)
            and self.legal_system in ("", place.legal_system)
            and self.hdi in ("", place.hdi)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A jurisdiction; `held` says whether the collection has any law of it."""

    place: Jurisdiction
    held: bool
    cells: tuple[Cell, ...]

    @property
    def covered(self) -> int:
        """In how many of the columns it has provisions."""
        return sum(cell.finding is Finding.PROVISIONS for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """The part that was asked for.

    left_out  codes that no provision of the collection is tagged with, and of which nobody said
              in which laws they would be: columns that would say nothing
    """

    terms: tuple[Term, ...]
    left_out: tuple[Term, ...]
    rows: tuple[Row, ...]

    @property
    def numbered(self) -> bool:
        """Whether columns are headed by the number of an article."""
        return any(term.scheme in _TREATIES for term in self.terms)

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of the columns: numbers of articles, names of other codes."""
        return tuple(term.code if self.numbered else term.label(language()) for term in self.terms)

    def totals(self, finding: Finding) -> tuple[int, ...]:
        """By column, of how many jurisdictions that is found."""
        return tuple(
            sum(row.cells[column].finding is finding for row in self.rows)
            for column in range(len(self.terms))
        )


def table(coverage: Coverage, asked: Asked) -> Table:
    """The part of a coverage that is asked for, names in the language of the interface."""
    tagged = {
        (name, code)
        for name, by_place in coverage.counts.items()
        for codes in by_place.values()
        for code in codes
    }

    def says_something(term: Term) -> bool:
        code = (term.scheme, term.code)
        return code in tagged or missing(*code, ()) is not None

    wanted = _terms(asked.columns)
    terms = tuple(filter(says_something, wanted))
    rows = [
        Row(
            jurisdictions()[code],
            code in coverage.laws,
            tuple(coverage.cell(code, term.scheme, term.code) for term in terms),
        )
        for code in coverage.jurisdictions()
        if asked.has(jurisdictions()[code])
    ]
    column = next((i for i, term in enumerate(terms) if term.code == asked.sort), None)

    def order(row: Row) -> tuple[int, bool, str]:
        count = 0
        if column is not None:
            count = row.cells[column].provisions
        elif asked.sort == BY_COVERED:
            count = row.covered
        by_name = asked.sort == BY_NAME
        return -count, not (row.held or by_name), sort_key(row.place.name(language()))

    left_out = tuple(term for term in wanted if term not in terms)
    return Table(terms, left_out, tuple(sorted(rows, key=order)))


def column_set_label(name: str) -> str:
    """What a set of columns is called."""
    return label("uncac_chapter", name) if name in CHAPTERS else scheme_title(name)


def csv_rows(coverage: Coverage, part: Table) -> Iterator[Sequence[str | int]]:
    """The table as a list, a line a cell, with a heading: for spreadsheets and programs."""
    yield (
        "jurisdiction", "name", "region", "subregion", "legal_system", "human_development",
        "laws_in_collection", "scheme", "code", "title", "finding", "provisions", "lacks",
        "release",
    )  # fmt: skip
    for row in part.rows:
        place = row.place
        for term, cell in zip(part.terms, row.cells, strict=True):
            yield (
                place.code, place.name(language()), place.region, place.subregion,
                place.legal_system, place.hdi, "yes" if row.held else "no", cell.scheme,
                cell.code, term_label(term), cell.finding.value, cell.provisions,
                lacking(cell), coverage.release,
            )  # fmt: skip


def subjects_held(coverage: Coverage, place: str) -> Mapping[str, str]:
    """The subjects of the whole laws that are held of a jurisdiction, in words by code."""
    held = coverage.held.get(place, frozenset())
    return {code: term.label(language()) for code, term in scheme(SUBJECT).items() if code in held}


def _terms(columns: str) -> tuple[Term, ...]:
    if columns in CHAPTERS:
        return tuple(term for term in implemented(UNCAC).values() if term.parent == columns)
    return tuple(scheme(columns).values())
