"""Builds an index release from the collection: tag, analyse, write, publish. What laws are called
and what they cite is found in the same pass and stored with the collection.

Tagging, analysis and citations run in worker processes that read the collection themselves; this
process only hands what they find to the engine and the collection.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeVar

from corpora.citations import CitationRow
from corpora.store import Collection, open_collection
from corpora.workers import end_with_parent
from indexer.citations.build import Citer, names
from indexer.documents import law_documents
from indexer.engine.protocol import Document, IndexWriter, RejectedDocument
from indexer.tag import Tagger

# Characters of text in a batch: large enough that handing over costs little, small enough that
# memory stays bounded with a few batches under way.
CHARACTERS_A_BATCH = 2_000_000
LAWS_A_BATCH = 400
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
    build = collection.citations.begin()
    hands: _Hands = _ThisProcess(collection, build)
    if sum(size for _, size in sizes) >= CHARACTERS_WORTH_WORKERS:
        hands = _Workers(home, database_url, build, workers or os.cpu_count() or 1)
    with closing(hands):
        # The names of all laws are there before what they cite is looked for.
        keys = iter(collection.citations.keys())
        for _, found in hands.each(_names, iter(lambda: list(islice(keys, LAWS_A_BATCH)), [])):
            collection.citations.add_names(build, found)

        def documents() -> Iterator[Document]:
            done = 0
            for batch, (batch_documents, cited) in hands.each(_documents, _batches(sizes)):
                collection.citations.add_citations(build, cited)
                yield from batch_documents
                done += len(batch)
                progress(done, len(sizes))

        try:
            written = writer.write(release, documents())
            writer.publish(release)
            collection.citations.publish(build)
        except BaseException:
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
        if characters >= CHARACTERS_A_BATCH or len(batch) >= LAWS_A_BATCH:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a process works with."""

    collection: Collection
    tagger: Tagger
    citer: Citer


def _names(opened: _Opened, keys: list[int]) -> list[tuple[str, int]]:
    return names(opened.collection, keys)


def _documents(opened: _Opened, law_ids: list[str]) -> tuple[list[Document], list[CitationRow]]:
    decisions = opened.collection.decisions.of_laws(law_ids)
    found: list[Document] = []
    cited: list[CitationRow] = []
    for law in opened.collection.laws(law_ids):
        found += law_documents(law, opened.tagger, decisions.get(law.id, ()))
        cited += opened.citer.cited_by(law)
    return found, cited


_Item = TypeVar("_Item")
_Done = TypeVar("_Done")
_Task = Callable[[_Opened, list[_Item]], _Done]


class _Hands(Protocol):
    """Who does the work."""

    def each(
        self, task: _Task[_Item, _Done], batches: Iterator[list[_Item]]
    ) -> Iterator[tuple[list[_Item], _Done]]:
        """Each batch with what the task made of it, in order."""

    def close(self) -> None:
        """Ends what is under way."""


class _ThisProcess:
    def __init__(self, collection: Collection, build: int) -> None:
        self._opened = _Opened(collection, Tagger(), Citer(collection, build))

    def each(
        self, task: _Task[_Item, _Done], batches: Iterator[list[_Item]]
    ) -> Iterator[tuple[list[_Item], _Done]]:
        for batch in batches:
            yield batch, task(self._opened, batch)

    def close(self) -> None:
        pass


class _Workers:
    def __init__(self, home: Path, database_url: str | None, build: int, workers: int) -> None:
        self._place = (home, database_url, build)
        self._ahead = 2 * workers
        self._pool = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=end_with_parent
        )

    def each(
        self, task: _Task[_Item, _Done], batches: Iterator[list[_Item]]
    ) -> Iterator[tuple[list[_Item], _Done]]:
        running: deque[tuple[list[_Item], Future[_Done]]] = deque()

        def submit(count: int) -> None:
            for batch in islice(batches, count):
                running.append((batch, self._pool.submit(_there, task, self._place, batch)))

        submit(self._ahead)
        while running:
            batch, future = running.popleft()
            yield batch, future.result()
            submit(1)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


# In a worker process.


@cache
def _opened(home: Path, database_url: str | None, build: int) -> _Opened:
    collection = open_collection(home, database_url)
    return _Opened(collection, Tagger(), Citer(collection, build))


def _there(
    task: _Task[_Item, _Done], place: tuple[Path, str | None, int], batch: list[_Item]
) -> _Done:
    return task(_opened(*place), batch)
