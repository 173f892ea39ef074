"""The protocol that every engine keeps: a writing half for the indexer, a reading half for the
search application. The same contract tests run on each engine (tests/contract)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from indexer.engine.plan import SearchPlan
from mappings.records import Tag

# A provision document: a value for each field of `mappings.fields.FIELDS`. STEMMED and EXACT
# fields hold tokens joined by spaces; a missing value is left out.
Document = Mapping[str, str | int | list[str]]


class EngineUnavailable(Exception):
    """The engine cannot be reached or has no published index. The message says what to do."""


@dataclass(frozen=True, slots=True)
class RejectedDocument:
    """A document that the engine refused."""

    id: str
    reason: str


@dataclass(slots=True)
class WriteReport:
    """What a release holds after writing."""

    written: int = 0
    rejected: list[RejectedDocument] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What the published index is.

    release  its name; "" when none is published
    bytes    size on disk
    """

    engine: str
    release: str
    provisions: int
    laws: int
    bytes: int


class IndexWriter(Protocol):
    """Builds a release beside the live one."""

    def write(self, release: str, documents: Iterable[Document]) -> WriteReport:
        """Writes every document of a new release and commits it. The live release stays as it
        is; a release of the same name that is not live is replaced. Raises ValueError for the
        name of the live one."""

    def publish(self, release: str) -> None:
        """Makes a written release the live one, atomically, and drops older ones."""

    def discard(self, release: str) -> None:
        """Removes a release that is not live; nothing happens when there is none."""


@dataclass(frozen=True, slots=True)
class LawHit:
    """A law in the result.

    provisions  ids of its best matching provisions, best first; one where hits are not grouped
    count       how many of its provisions match, or 1 where hits are not grouped
    """

    law_id: str
    provisions: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Answer to a SearchPlan. All counts are exact.

    total_provisions, total_laws  matches over all pages
    facets  field name → value → number of matching provisions, counted with every filter but the
            field's own (year bounds count as the filter of `year`); values without a match are
            left out
    tags    of the provisions in `laws`, by provision id
    """

    laws: tuple[LawHit, ...]
    total_laws: int
    total_provisions: int
    facets: Mapping[str, Mapping[str, int]]
    tags: Mapping[str, tuple[Tag, ...]]


class IndexReader(Protocol):
    """Answers from the published release. Each method raises EngineUnavailable."""

    def search(self, plan: SearchPlan) -> SearchResult:
        """Executes a plan."""

    def tags_of_law(self, law_id: str) -> Mapping[str, tuple[Tag, ...]]:
        """Tags of the tagged provisions of one law, by provision id."""

    def crossed(self, rows: str, columns: str) -> Mapping[str, Mapping[str, int]]:
        """How many provisions have each pair of values of two KEYWORD fields: value of `rows` →
        value of `columns` → provisions. Pairs without one are left out. Exact."""

    def status(self) -> IndexStatus:
        """What is published."""
