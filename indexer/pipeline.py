"""Builds an index release from the collection: tag, analyse, write, publish.

Tagging and analysis run in worker processes that read the collection themselves; this process
only hands their documents to the engine.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from corpora.store import Collection, open_collection
from corpora.workers import end_with_parent
from indexer.documents import law_documents
from indexer.engine.protocol import Document, IndexWriter, RejectedDocument
from indexer.tag import Tagger

# Characters of text in a batch: large enough that handing over costs little, small enough that
# memory stays bounded with a few batches under way.
CHARACTERS_A_BATCH = 2_000_000
# A collection smaller than this is indexed in this process: starting workers costs more.
CHARACTERS_WORTH_WORKERS = 5_000_000

Progress = Callable[[int, int], None]
"""Called with (laws done, laws in all)."""


@dataclass(slots=True)
class IndexReport:
    """What `index_collection` built. `documents` were written, `rejected` refused by the engine."""

    release: str
    laws: int = 0
    documents: int = 0
    rejected: list[RejectedDocument] = field(default_factory=list)


class NothingToIndex(Exception):
    """The collection holds no law. The message says what to do."""


def index_collection(
    collection: Collection,
    writer: IndexWriter,
    *,
    home: Path,
    database_url: str | None = None,
    workers: int | None = None,
    progress: Progress = lambda done, total: None,
) -> IndexReport:
    """Builds a release of the whole collection beside the live one and publishes it.

    home, database_url  where the collection is, for the worker processes
    When anything fails the new release is discarded and the live one stays as it is.
    Raises NothingToIndex.
    """
    sizes = collection.law_sizes()
    if not sizes:
        raise NothingToIndex(
            "the collection holds no law; import some with `legal-library corpora import PATH`"
        )
    release = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    report = IndexReport(release, laws=len(sizes))
    batches = _batches(sizes)
    if sum(size for _, size in sizes) < CHARACTERS_WORTH_WORKERS:
        built = _build_here(collection, batches)
    else:
        built = _build_in_workers(batches, home, database_url, workers or os.cpu_count() or 1)

    def documents() -> Iterator[Document]:
        done = 0
        for batch, batch_documents in built:
            yield from batch_documents
            done += len(batch)
            progress(done, len(sizes))

    try:
        written = writer.write(release, documents())
        writer.publish(release)
    except BaseException:
        built.close()
        writer.discard(release)
        raise
    report.documents = written.written
    report.rejected = written.rejected
    return report


def _batches(sizes: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    for law_id, size in sizes:
        batch.append(law_id)
        characters += size
        if characters >= CHARACTERS_A_BATCH or len(batch) >= 400:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


_Built = tuple[list[str], list[Document]]


def _build_here(
    collection: Collection, batches: Iterator[list[str]]
) -> Generator[_Built, None, None]:
    tagger = Tagger()
    for batch in batches:
        yield batch, _documents(collection, tagger, batch)


def _build_in_workers(
    batches: Iterator[list[str]], home: Path, database_url: str | None, workers: int
) -> Generator[_Built, None, None]:
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=end_with_parent
    ) as pool:
        running: deque[tuple[list[str], Future[list[Document]]]] = deque()

        def submit(count: int) -> None:
            for batch in islice(batches, count):
                running.append((batch, pool.submit(_work, home, database_url, batch)))

        submit(2 * workers)
        try:
            while running:
                batch, future = running.popleft()
                yield batch, future.result()
                submit(1)
        finally:
            pool.shutdown(cancel_futures=True)


def _documents(collection: Collection, tagger: Tagger, law_ids: list[str]) -> list[Document]:
    decisions = collection.decisions.of_laws(law_ids)
    return [
        document
        for law in collection.laws(law_ids)
        for document in law_documents(law, tagger, decisions.get(law.id, ()))
    ]


# In a worker process.


@cache
def _opened(home: Path, database_url: str | None) -> tuple[Collection, Tagger]:
    return open_collection(home, database_url), Tagger()


def _work(home: Path, database_url: str | None, law_ids: list[str]) -> list[Document]:
    collection, tagger = _opened(home, database_url)
    return _documents(collection, tagger, law_ids)
