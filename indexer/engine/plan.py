"""The engine-neutral search plan: what is asked, in words that every engine can execute.

Built by `search_app.query`, compiled by each engine. Knows no engine and no web request.
Tokens in it have been through `indexer.analysis`, the same that documents went through.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# Elasticsearch refuses from + size above 10,000 (index.max_result_window); both engines keep it.
MAX_RESULT_WINDOW = 10_000
PROVISIONS_PER_LAW = 3
# A distance in words; engines enumerate it.
MAX_NEAR = 30
# Edits of a fuzzy word; more would find any word.
MAX_EDITS = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A provision has the word in a searched field.

    exact   the folded token
    stems   the stems it has in the languages it may be in; never empty
    within  names of the STEMMED fields to look in; all of them when empty
    """

    exact: str
    stems: tuple[str, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A provision has these folded tokens next to one another, in one field (`within` as in
    `Word`)."""

    tokens: tuple[str, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Two runs of folded tokens in one field, in either order, the nearer ends at most `distance`
    words apart (1: next to one another)."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    distance: int
    within: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.distance <= MAX_NEAR:
            raise ValueError(f"distance goes from 1 to {MAX_NEAR}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded token like this one: `*` stands for any characters, `?` for one."""

    pattern: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A folded token at most `edits` insertions, deletions, changes or swaps away."""

    exact: str
    edits: int
    within: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.edits <= MAX_EDITS:
            raise ValueError(f"edits go from 1 to {MAX_EDITS}")


@dataclass(frozen=True, slots=True)
class Value:
    """A KEYWORD field has one of these values."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """An INTEGER field lies between two bounds, both included; None leaves a side open."""

    name: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every clause matches; each may match in another field."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one clause matches."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clause does not match."""

    clause: "Clause"


@dataclass(frozen=True, slots=True)
class Prefer:
    """What `clause` matches (None: everything); those that match a clause of `better` as well come
    before, by the weight that stands with it. A Value or Between of `better` adds the weight
    itself, words add their own score times the weight."""

    clause: "Clause | None"
    better: tuple[tuple["Clause", float], ...]


Clause = Word | Phrase | Near | Pattern | Fuzzy | Value | Between | AllOf | AnyOf | Not | Prefer


class Sort(StrEnum):
    """Order of the laws in the result. Laws without a date come last in both date orders."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """A search, ready for an engine.

    clause   what the text must hold; None matches every provision
    filters  field name (KEYWORD) to the values of which one is enough; fields are ANDed
    year_from, year_to  inclusive bounds on the field `year`
    grouped  hits are laws with their best provisions; else each hit is one provision and a law
             comes as often as its provisions do
    page     1-based; `size` hits a page
    facets   names of the fields to count
    """

    clause: Clause | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    grouped: bool = True
    page: int = 1
    size: int = 10
    provisions_per_law: int = PROVISIONS_PER_LAW
    facets: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.page < 1 or self.size < 1:
            raise ValueError("page and size start at 1")
        if self.page * self.size > MAX_RESULT_WINDOW:
            raise ValueError(f"results beyond the first {MAX_RESULT_WINDOW} cannot be shown")
