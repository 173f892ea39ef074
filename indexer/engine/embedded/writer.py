"""Writing half of the embedded engine."""

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tantivy

from indexer.engine.embedded.layout import LAW_NUMBER, Releases, law_number, prepare, schema
from indexer.engine.embedded.reader import EmbeddedReader
from indexer.engine.protocol import (
    Document,
    EngineUnavailable,
    PublishConflict,
    RejectedDocument,
    StoredRelease,
    WriteReport,
)
from mappings.fields import FIELDS

# Few large segments: small heaps make many small ones, and merging them costs more than memory.
_HEAP_BYTES = 512 * 1024 * 1024
_THREADS = 2
# What is committed is not written again when the process is killed.
DOCUMENTS_A_COMMIT = 200_000
# With less free a disk counts as full.
_BYTES_OF_ROOM = 32 * 1024 * 1024
_NAMES = frozenset(field.name for field in FIELDS)


class EmbeddedWriter:
    """Keeps `indexer.engine.protocol.IndexWriter`."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._releases = Releases(home)

    def write(
        self,
        release: str,
        documents: Iterable[Document],
        *,
        base: str = "",
        without: Collection[str] = (),
    ) -> WriteReport:
        report = WriteReport()
        if release == self.live():
            raise ValueError(f"release {release!r} is live and cannot be written over")
        with self._explained(release):
            if base != release:
                self._releases.begin(release)
                if base:
                    self._releases.copy(release, base)
            fields = schema()
            index = prepare(tantivy.Index(fields, path=str(self._releases.path(release))))
            writer = index.writer(heap_size=_HEAP_BYTES, num_threads=_THREADS)
        uncommitted, law_id = 0, ""
        try:
            with self._explained(release):
                for gone in without:
                    writer.delete_documents_by_term("law_id", gone)
            for document in documents:
                try:
                    native = _native(document, fields)
                except ValueError as error:
                    report.reject(RejectedDocument(str(document.get("id", "?")), str(error)))
                    continue
                with self._explained(release):
                    # A law is committed whole.
                    if document["law_id"] != law_id and uncommitted >= DOCUMENTS_A_COMMIT:
                        writer.commit()
                        uncommitted = 0
                    law_id = str(document["law_id"])
                    writer.add_document(native)
                report.written += 1
                uncommitted += 1
            with self._explained(release):
                writer.commit()
        finally:
            # Its threads write files until then, also into a release that is being discarded.
            with self._explained(release):
                writer.wait_merging_threads()
        with self._explained(release):
            self._releases.finish(release)
        return report

    @contextmanager
    def _explained(self, release: str) -> Iterator[None]:
        """Says what is to be done when a release cannot be written."""
        try:
            yield
        except (ValueError, OSError) as error:
            free = shutil.disk_usage(self._home).free
            path = self._releases.path(release)
            if path.is_dir():
                free = shutil.disk_usage(path).free
            if free >= _BYTES_OF_ROOM:
                raise EngineUnavailable(
                    f"the new release cannot be written: {error}; the live one stays as it is"
                ) from error
            # What it takes is missed elsewhere, and it cannot be gone on with before there is room.
            self._releases.remove(release)
            raise EngineUnavailable(
                f"there is no room for the new release in {path.parent} ({error}). It is removed "
                "again, and the live one stays as it is. Make room (`legal-library index prune` "
                "removes old releases), and run it again"
            ) from error

    def releases(self) -> list[StoredRelease]:
        live = self.live()
        return [self._stored(name, name == live) for name in self._releases.names()]

    def _stored(self, name: str, live: bool) -> StoredRelease:
        ours = self._releases.is_ours(name)
        finished = ours and self._releases.is_finished(name)
        return StoredRelease(
            name=name,
            live=live,
            ours=ours,
            finished=finished,
            documents=self._documents(name) if finished else 0,
            bytes=self._releases.size(name),
            note=self._releases.note(name),
        )

    def _documents(self, release: str) -> int:
        try:
            return tantivy.Index.open(str(self._releases.path(release))).searcher().num_docs
        except (ValueError, OSError):
            # It is damaged: another can be built, and verifying this one says so.
            return 0

    def live(self) -> str:
        return self._releases.live()

    def fits(self, release: str) -> bool:
        try:
            return bool(tantivy.Index.open(str(self._releases.path(release))).schema == schema())
        except (ValueError, OSError):
            # Nothing was written yet, or not by this engine.
            return False

    def reader(self, release: str) -> EmbeddedReader:
        return EmbeddedReader(self._home, release)

    def annotate(self, release: str, note: Mapping[str, Any]) -> None:
        self._releases.annotate(release, note)

    def publish(self, release: str, over: str | None = None) -> None:
        if release not in self._releases.names() or not self._releases.is_finished(release):
            raise ValueError(f"there is no written release {release!r}")
        live = self.live()
        if over is not None and over != live:
            raise PublishConflict(f"release {live or 'none'} has become the live one meanwhile")
        if live != release:
            self._releases.switch(release)

    def discard(self, release: str) -> None:
        if release != self.live():
            self._releases.remove(release)


def _native(document: Document, fields: tantivy.Schema) -> tantivy.Document:
    """Raises ValueError for a field or a value that the schema does not have."""
    unknown = set(document) - _NAMES
    if unknown:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")
    number = law_number(str(document["law_id"]))
    return tantivy.Document.from_dict({**document, LAW_NUMBER: number}, fields)
