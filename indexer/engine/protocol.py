"""The protocol that every engine keeps: a writing half for the indexer, a reading half for the
search application. The same contract tests run on each engine (tests/contract)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from indexer.engine.plan import SearchPlan
from mappings.records import Tag

# A provision document: a value for each field of `mappings.fields.FIELDS`. STEMMED and EXACT
# fields hold tokens joined by spaces; a missing value is left out.
Document = Mapping[str, str | int | list[str]]


class EngineUnavailable(Exception):
    """The engine cannot be reached or has no published index. The message says what to do."""


class PublishConflict(Exception):
    """Another release became the live one in the meantime. The message names it."""


@dataclass(frozen=True, slots=True)
class RejectedDocument:
    """A document that the engine refused."""

    id: str
    reason: str


# More are no accident: the fields are others, or the machine is at its end.
MOST_REJECTED = 1000


@dataclass(slots=True)
class WriteReport:
    """What was written of a release."""

    written: int = 0
    rejected: list[RejectedDocument] = field(default_factory=list)

    def reject(self, document: RejectedDocument) -> None:
        """Adds to the rejected ones. Raises EngineUnavailable when they are too many."""
        self.rejected.append(document)
        if len(self.rejected) > MOST_REJECTED:
            raise EngineUnavailable(
                f"the engine refuses documents in numbers, the last one ({document.id}) because: "
                f"{document.reason}. The live release stays as it is"
            )


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


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release as the engine holds it.

    ours       False for what bears a release's name and was not made by this program
    finished   False while it is written, and when writing it was interrupted
    documents  provisions that it holds; 0 while it is not finished
    bytes      size on disk; what two embedded releases share is counted in both
    note       what `IndexWriter.annotate` left last
    """

    name: str
    live: bool
    ours: bool
    finished: bool
    documents: int
    bytes: int
    note: Mapping[str, Any]


class IndexWriter(Protocol):
    """Builds releases beside the live one, and switches between them. Each method raises
    EngineUnavailable."""

    def write(
        self,
        release: str,
        documents: Iterable[Document],
        *,
        base: str = "",
        without: Collection[str] = (),
    ) -> WriteReport:
        """Writes a release and commits it: what `base` holds, less the laws `without`, and the
        documents. The live release stays as it is, and so does the base.

        base     another release whose fields are those of today (`fits`), "" for none; the
                 release itself, to go on where writing it was interrupted
        Documents come law by law. A release of the same name is replaced. Raises ValueError for
        the name of the live one.
        """

    def releases(self) -> list[StoredRelease]:
        """All there are, by name."""

    def live(self) -> str:
        """Name of the live release, "" when there is none."""

    def fits(self, release: str) -> bool:
        """Whether its fields are those of the field table of today, each of the same kind."""

    def reader(self, release: str) -> "IndexReader":
        """Reads one release, live or not."""

    def annotate(self, release: str, note: Mapping[str, Any]) -> None:
        """Keeps a note with a release, JSON values only, in the place of an earlier one."""

    def publish(self, release: str, over: str | None = None) -> None:
        """Makes a finished release the live one, atomically. Older ones stay.

        over  the release that has to be live until then, "" for none; None for whichever is
        Raises PublishConflict, and ValueError when there is no finished release of that name.
        """

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
    tags      of the provisions in `laws`, by provision id
    possible  what they may be about and are not tagged with
    """

    laws: tuple[LawHit, ...]
    total_laws: int
    total_provisions: int
    facets: Mapping[str, Mapping[str, int]]
    tags: Mapping[str, tuple[Tag, ...]]
    possible: Mapping[str, tuple[Tag, ...]] = field(default_factory=dict)


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
