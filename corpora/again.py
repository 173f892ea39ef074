"""Reads a source again from its raw files in the collection, when the program reads better than it
did. Nobody is asked for them."""

import shutil
from pathlib import Path

from corpora.containers import Container, SourceError
from corpora.crawl import snapshot
from corpora.crawl.frontier import Held
from corpora.crawl.publish import Publication, publish
from corpora.crawl.session import snapshot_of, working_folder
from corpora.extract.model import Source
from corpora.importer import Progress
from corpora.locks import work_on_source
from corpora.records import FileRecord, SourceRecord
from corpora.sources.definition import DefinitionError, Expected, find
from corpora.store import Collection

# Of the laws that a source has: fewer than these are no better reading.
_KEPT_PERCENT = 95
_MANY = 10**9


def read_again(
    collection: Collection,
    home: Path,
    source_id: str,
    *,
    workers: int | None = None,
    ocr_seconds: int = 0,
    progress: Progress = lambda source, done, left: None,
) -> Publication:
    """Reads the files of a source that an older version of the extractors has read, all or none:
    when too many laws would get lost, the collection stays as it was.

    Raises SourceError, and `corpora.locks.Busy` when the source is crawled or imported.
    """
    record = collection.source(source_id)
    if record is None:
        raise SourceError(f"there is no source {source_id!r} in the collection")
    with collection.only_one(work_on_source(source_id)):
        folder = working_folder(home, source_id)
        folder.mkdir(parents=True, exist_ok=True)
        files = {
            path: file
            for path, file in collection.known_files(source_id).items()
            # One without a name was not read at all; one that is gone stays as it was.
            if file.sha256 and not file.gone_at
        }
        # Left by an interrupted reading; the files may be others by now.
        staging = folder / "again"
        shutil.rmtree(staging, ignore_errors=True)
        laws = sum(collection.laws_by_file(source_id).values())
        return publish(
            collection,
            _container(collection, home, record, files),
            staging,
            Expected(minimum=max(1, laws * _KEPT_PERCENT // 100), maximum=_MANY),
            gone=frozenset(),
            workers=workers,
            ocr_seconds=ocr_seconds,
            progress=progress,
        )


def _container(
    collection: Collection, home: Path, record: SourceRecord, files: dict[str, FileRecord]
) -> Container:
    """The files with what is known of them: of a crawled source, what its lists say."""
    if any(file.listed for file in files.values()):
        listing = snapshot_of(home, record.id)
        if listing is None:
            raise SourceError(
                f"what the lists of {record.id} say is not on this machine any more; crawl it again"
            )
        try:
            source = find(record.id).source()
        except DefinitionError as error:
            raise SourceError(str(error)) from error
        return snapshot.Snapshot(listing, source, record, collection.raw.root)
    listing = working_folder(home, record.id) / "again.jsonl"
    held = (Held(file.url, path, file.sha256, {}) for path, file in files.items())
    snapshot.write(listing, held)
    places, spoken = collection.places_and_languages(record.id)
    source = Source(record.id, places, spoken, record.licence, record.origin, record.notes)
    return snapshot.Snapshot(listing, source, record, collection.raw.root)
