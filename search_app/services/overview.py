"""Counts over everything, which many pages show and which only an import or a new index changes."""

from collections.abc import Mapping, Sequence

from corpora.records import CollectionStatistics, LawSummary
from corpora.store import Collection
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import IndexReader
from mappings.fields import FACETS
from search_app.services.latest import Latest

NEWEST = 50

Counts = Mapping[str, Mapping[str, int]]


class OverviewService:
    """Counts once a state of the collection and once a release. Safe for several threads."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._statistics = Latest[CollectionStatistics]()
        self._newest = Latest[Sequence[LawSummary]]()
        self._counts = Latest[Counts]()

    def statistics(self) -> CollectionStatistics:
        """What the collection holds."""
        return self._statistics.of(self._collection.state(), self._collection.statistics)

    def newest(self) -> Sequence[LawSummary]:
        """The NEWEST laws with the latest dates."""
        state = self._collection.state()
        return self._newest.of(state, lambda: self._collection.newest(NEWEST))

    def counts(self) -> Counts:
        """Provisions of the live release by facet and value. Raises EngineUnavailable."""
        plan = SearchPlan(size=1, facets=tuple(field.name for field in FACETS))
        release = self._reader.status().release
        return self._counts.of(release, lambda: self._reader.search(plan).facets)
