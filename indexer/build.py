"""Builds an index release from the collection: tag, analyse, write. What laws are called and what
they cite is found in the same pass and stored with the collection.

Only what has changed is made anew (`indexer.contents`): a release is a copy of the live one, less
the laws that changed or are gone, and with what they are now. A build that was interrupted goes
on with what it had written.

Tagging, analysis and citations run in worker processes that read the collection themselves; this
process only hands what they find to the engine and the collection.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from corpora.clock import utc_now
from corpora.store import Collection, open_collection
from corpora.workers import end_with_parent
from indexer.citations.build import Citer, names
from indexer.contents import citations_made_of, contents
from indexer.documents import law_documents
from indexer.engine.protocol import Document, EngineUnavailable, IndexWriter, RejectedDocument
from indexer.releases import BUILD, Note, annotate, note_of
from indexer.tag import Tagger
from indexer.tag.version import tagging_version

# Characters of text in a batch: large enough that handing over costs little, small enough that
# memory stays bounded with a few batches under way.
CHARACTERS_A_BATCH = 2_000_000
LAWS_A_BATCH = 400
# Less text than this is indexed in this process: starting workers costs more.
CHARACTERS_WORTH_WORKERS = 5_000_000
# Documents that were taken out of an index weigh on its scores, and on its size, for as long as it
# is copied. When they are more than this part of all, a release is built from nothing.
MOST_STALE = 0.2

Progress = Callable[[int, int], None]
"""Called with (laws done, laws to do)."""


@dataclass(slots=True)
class IndexReport:
    """What `build_release` built.

    release    its name; that of the live one when nothing has changed since it was built
    base       the release that it is a copy of, "" for none, itself when an interrupted build
               went on
    unchanged  no release was built
    laws, documents     that it holds
    analysed, removed   laws whose documents are new, and laws that are gone
    rejected   documents that the engine refused; they are tried again with the next build
    """

    release: str
    base: str = ""
    unchanged: bool = False
    laws: int = 0
    documents: int = 0
    analysed: int = 0
    removed: int = 0
    rejected: list[RejectedDocument] = field(default_factory=list)


class NothingToIndex(Exception):
    """The collection holds no law. The message says what to do."""


def build_release(
    collection: Collection,
    writer: IndexWriter,
    *,
    home: Path,
    database_url: str | None = None,
    workers: int | None = None,
    whole: bool = False,
    progress: Progress = lambda done, total: None,
) -> IndexReport:
    """Builds a release of the whole collection beside the live one, which stays as it is.

    home, database_url  where the collection is, for the worker processes
    whole               from nothing, though little may have changed
    What was written when it is interrupted is kept for the next call. Raises NothingToIndex, and
    `corpora.locks.Busy` while another build is under way.
    """
    with collection.only_one(BUILD):
        begun_at = utc_now()
        laws = list(collection.stored_laws())
        if not laws:
            raise NothingToIndex(
                "the collection holds no law; import some with `legal-library corpora import PATH`"
            )
        wanted = contents(collection, laws)
        start = _start(writer, whole)
        changed = [law for law in laws if start.held.get(law.id) != {wanted[law.id]: law.documents}]
        gone = [law_id for law_id in start.held if law_id not in wanted]
        replaced = [law.id for law in changed if law.id in start.held]
        stale = start.stale + sum(sum(start.held[one].values()) for one in (*replaced, *gone))
        if start.base and stale > MOST_STALE * sum(law.documents for law in laws):
            if start.release:
                writer.discard(start.release)
            start, changed, gone, replaced, stale = _Start(), laws, [], [], 0
        made_of = citations_made_of(laws)
        known = {} if whole else collection.citations.made_of()
        cited_anew = {place for place in made_of if known.get(place) != made_of[place]}
        nothing = not changed and not gone and not cited_anew and known.keys() == made_of.keys()
        if nothing and start.base and start.base == writer.live():
            return IndexReport(start.base, start.base, unchanged=True, laws=len(laws),
                               documents=sum(law.documents for law in laws))  # fmt: skip
        report = IndexReport(
            start.release or datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f"),
            base=start.base,
            laws=len(laws),
            analysed=len(changed),
            removed=len(gone),
        )
        build = collection.citations.begin()
        collection.citations.carry_over(build, made_of.keys() - cited_anew)
        analysed = {law.id for law in changed}
        todo = [
            _Task(law.key, law.id, law.characters, wanted[law.id] if law.id in analysed else "",
                  law.jurisdiction in cited_anew)
            for law in laws
            if law.id in analysed or law.jurisdiction in cited_anew
        ]  # fmt: skip
        with closing(_hands(collection, build, todo, home, database_url, workers)) as hands:
            # The names of all laws are there before what they cite is looked for.
            keys = iter([task.key for task in todo if task.cite])
            for _, found in hands.each(_names, iter(lambda: list(islice(keys, LAWS_A_BATCH)), [])):
                collection.citations.add_names(build, found)

            def documents() -> Iterator[Document]:
                done = 0
                for batch, (batch_documents, cited) in hands.each(_documents, _batches(todo)):
                    collection.citations.add_citations(build, cited)
                    yield from batch_documents
                    done += len(batch)
                    progress(done, len(todo))

            written = writer.write(
                report.release, documents(), base=start.base, without=[*replaced, *gone]
            )
        collection.citations.finish(build, made_of)
        report.rejected = written.rejected
        report.documents = sum(law.documents for law in laws) - len(written.rejected)
        note = Note(
            begun_at=begun_at,
            built_at=utc_now(),
            base=start.base,
            laws=report.laws,
            documents=report.documents,
            analysed=report.analysed,
            removed=report.removed,
            stale=stale,
            tagged_by=tagging_version(),
            citations=build,
            rejected=tuple(written.rejected),
        )
        annotate(writer, report.release, note)
        return report


@dataclass(frozen=True, slots=True)
class _Start:
    """What a build starts from.

    release  an interrupted build that goes on, "" for a new one
    base     the release whose documents are taken over, "" for none
    held     by law id, how many documents it has of each content
    stale    documents that were taken out of it since it was built from nothing
    """

    release: str = ""
    base: str = ""
    held: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    stale: int = 0


def _start(writer: IndexWriter, whole: bool) -> _Start:
    """Chooses what to start from; removes what interrupted builds left that is of no use."""
    stored = {one.name: one for one in writer.releases() if one.ours}
    live = next((one for one in stored.values() if one.live), None)
    stale = note_of(live).stale if live else 0
    start = None
    for name in sorted(stored, reverse=True):
        if not stored[name].finished:
            held = None if whole or start else _held(writer, name)
            if held is None:
                writer.discard(name)
            else:
                start = _Start(name, name, held, stale)
    if start:
        return start
    held = _held(writer, live.name) if live and not whole else None
    return _Start("", live.name, held, stale) if live and held is not None else _Start()


def _held(writer: IndexWriter, release: str) -> Mapping[str, Mapping[str, int]] | None:
    """What a release holds; None where it is not to be built upon."""
    try:
        return writer.reader(release).crossed("law_id", "content") if writer.fits(release) else None
    except EngineUnavailable:
        return None


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be done with a law.

    content  what its new documents are made of, "" when it needs none
    cite     whether what it is called and what it cites is looked for
    """

    key: int
    id: str
    characters: int
    content: str
    cite: bool


def _batches(todo: Sequence[_Task]) -> Iterator[list[_Task]]:
    batch: list[_Task] = []
    characters = 0
    for task in todo:
        batch.append(task)
        characters += task.characters
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


def _documents(opened: _Opened, tasks: list[_Task]) -> tuple[list[Document], list[CitationRow]]:
    by_id = {task.id: task for task in tasks}
    decisions = opened.collection.decisions.of_laws(by_id)
    found: list[Document] = []
    cited: list[CitationRow] = []
    for law in opened.collection.laws(by_id):
        task = by_id[law.id]
        if task.content:
            found += law_documents(law, opened.tagger, decisions.get(law.id, ()), task.content)
        if task.cite:
            cited += opened.citer.cited_by(law)
    return found, cited


_Item = TypeVar("_Item")
_Done = TypeVar("_Done")
_Work = Callable[[_Opened, list[_Item]], _Done]


class _Hands(Protocol):
    """Who does the work."""

    def each(
        self, work: _Work[_Item, _Done], batches: Iterator[list[_Item]]
    ) -> Iterator[tuple[list[_Item], _Done]]:
        """Each batch with what the work made of it, in order."""

    def close(self) -> None:
        """Ends what is under way."""


def _hands(
    collection: Collection,
    build: int,
    todo: Sequence[_Task],
    home: Path,
    database_url: str | None,
    workers: int | None,
) -> _Hands:
    if sum(task.characters for task in todo) >= CHARACTERS_WORTH_WORKERS:
        return _Workers(home, database_url, build, workers or os.cpu_count() or 1)
    return _ThisProcess(collection, build)


class _ThisProcess:
    def __init__(self, collection: Collection, build: int) -> None:
        self._opened = _Opened(collection, Tagger(), Citer(collection, build))

    def each(
        self, work: _Work[_Item, _Done], batches: Iterator[list[_Item]]
    ) -> Iterator[tuple[list[_Item], _Done]]:
        for batch in batches:
            yield batch, work(self._opened, batch)

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
        self, work: _Work[_Item, _Done], batches: Iterator[list[_Item]]
    ) -> Iterator[tuple[list[_Item], _Done]]:
        running: deque[tuple[list[_Item], Future[_Done]]] = deque()

        def submit(count: int) -> None:
            for batch in islice(batches, count):
                running.append((batch, self._pool.submit(_there, work, self._place, batch)))

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
    work: _Work[_Item, _Done], place: tuple[Path, str | None, int], batch: list[_Item]
) -> _Done:
    return work(_opened(*place), batch)
