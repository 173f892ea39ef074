"""Writing half of the embedded engine."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from indexer.engine.embedded.layout import LAW_NUMBER, Releases, prepare, schema
from indexer.engine.protocol import Document, RejectedDocument, WriteReport
from mappings.fields import FIELDS

# Few large segments: small heaps make many small ones, and merging them costs more than memory.
_HEAP_BYTES = 512 * 1024 * 1024
_THREADS = 2
_NAMES = frozenset(field.name for field in FIELDS)


class EmbeddedWriter:
    """Keeps `indexer.engine.protocol.IndexWriter`."""

    def __init__(self, home: Path) -> None:
        self._releases = Releases(home)

    def write(self, release: str, documents: Iterable[Document]) -> WriteReport:
        report = WriteReport()
        if release == self._releases.live():
            raise ValueError(f"release {release!r} is live and cannot be written over")
        self._releases.remove(release)
        path = self._releases.path(release)
        path.mkdir(parents=True)
        fields = schema()
        index = prepare(tantivy.Index(fields, path=str(path)))
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=_THREADS)
        numbers: dict[str, int] = {}
        try:
            for document in documents:
                law_number = numbers.setdefault(str(document["law_id"]), len(numbers))
                try:
                    writer.add_document(_native(document, law_number, fields))
                    report.written += 1
                except ValueError as error:
                    rejected = RejectedDocument(str(document.get("id", "?")), str(error))
                    report.rejected.append(rejected)
            writer.commit()
        finally:
            # Its threads write files until then, also into a release that is being discarded.
            writer.wait_merging_threads()
        return report

    def publish(self, release: str) -> None:
        path = self._releases.path(release)
        if not path.is_dir() or not tantivy.Index.exists(str(path)):
            raise ValueError(f"there is no written release {release!r}")
        self._releases.switch(release)
        for other in self._releases.others(release):
            self._releases.remove(other)

    def discard(self, release: str) -> None:
        if release != self._releases.live():
            self._releases.remove(release)


def _native(document: Document, law_number: int, fields: tantivy.Schema) -> tantivy.Document:
    """Raises ValueError for a field or a value that the schema does not have."""
    unknown = set(document) - _NAMES
    if unknown:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    return tantivy.Document.from_dict({**document, LAW_NUMBER: law_number}, fields)
