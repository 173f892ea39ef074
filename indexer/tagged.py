"""By which version of the vocabulary the provisions of the published index were tagged."""

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import IndexReader
from indexer.tag.version import tagging_version

FIELD = "tagged_by"


@dataclass(frozen=True, slots=True)
class TaggedBy:
    """provisions  number of provisions by version; "" for those of an index without versions"""

    provisions: Mapping[str, int]

    @property
    def outdated(self) -> int:
        """Provisions that were tagged by another vocabulary than today's."""
        return sum(self.provisions.values()) - self.provisions.get(tagging_version(), 0)


def tagged_by(reader: IndexReader) -> TaggedBy:
    """Asks the published index. Raises EngineUnavailable."""
    found = reader.search(SearchPlan(size=1, facets=(FIELD,)))
    counted = dict(found.facets[FIELD])
    if rest := found.total_provisions - sum(counted.values()):
        counted[""] = rest
    return TaggedBy(counted)
