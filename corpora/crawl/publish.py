"""Brings what a source holds into the collection, whole or not at all.

What is new or changed is read into a collection of its own first (the staging). When the laws
that the source then gives are as many as it says, they are copied over; else the staging is kept
for a look, and the collection stays as it was.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from corpora.containers import Container, SourceError
from corpora.importer import Progress, import_containers
from corpora.rows import chunks
from corpora.sources.definition import Expected
from corpora.store import Collection, open_collection

_FILES_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of it.

    refused  why it was not published, "" when it was
    laws     that the source gives, None when that cannot be known
    files    that it holds
    unread   those of them that cannot be read
    new, changed, gone  files, against what the collection had
    """

    refused: str
    laws: int | None = None
    files: int = 0
    unread: int = 0
    new: int = 0
    changed: int = 0
    gone: tuple[str, ...] = ()


def publish(
    collection: Collection,
    container: Container,
    staging: Path,
    expected: Expected,
    *,
    gone: frozenset[str] | None,
    workers: int | None = None,
    ocr_seconds: int = 0,
    progress: Progress = lambda source, done, left: None,
) -> Publication:
    """Publishes a source.

    container  all that the source holds now
    staging    folder for what is read; it is left there only when it is not published
    gone       paths that the source does not hold any more; None for all that the collection has
               and `container` has not
    """
    source_id = container.source.id
    try:
        contents = container.read()
    except SourceError as error:
        return Publication(refused=str(error))
    present = {*contents.files, *contents.too_large}
    del contents
    staging.mkdir(parents=True, exist_ok=True)
    staged = open_collection(
        collection.raw.root.parent, f"sqlite:///{staging / 'collection.sqlite'}"
    )
    report = import_containers(
        staged,
        [container],
        workers=workers,
        ocr_seconds=ocr_seconds,
        progress=progress,
        unchanged_in=collection,
    )
    before = collection.known_files(source_id)
    read = staged.known_files(source_id)
    missing = [path for path, old in before.items() if path not in present and not old.gone_at]
    newly_gone = [path for path in missing if gone is None or path in gone]
    there = present.union(missing).difference(newly_gone)
    laws = staged.statistics().laws + sum(
        count
        for path, count in collection.laws_by_file(source_id).items()
        if path in there and path not in read
    )
    refused = ""
    if expected.minimum <= laws <= expected.maximum:
        collection.put_source(container.record)
        for chunk in chunks(read.values(), _FILES_AT_ONCE):
            found = [(record, staged.file_laws(source_id, record.path)) for record in chunk]
            collection.put_files(found)
        collection.mark_gone(source_id, newly_gone)
        again = [path for path, old in before.items() if path in present and old.gone_at]
        collection.mark_present(source_id, again)
        staged.close()
        shutil.rmtree(staging)
    else:
        staged.close()
        refused = (
            f"{laws} laws, where {expected.minimum} to {expected.maximum} are expected: the "
            f"collection stays as it was; what was read is kept in {staging}"
        )
    new = sum(1 for path in read if path not in before)
    return Publication(
        refused=refused,
        laws=laws,
        files=len(present),
        unread=report.failed,
        new=new,
        changed=len(read) - new,
        gone=tuple(newly_gone),
    )
