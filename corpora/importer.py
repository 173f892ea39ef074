"""Imports sources into the collection: reads, extracts in worker processes, stores.

Extraction of a hostile file may hang, eat memory or kill its process; the parent goes on, and
that file is listed as failed. What a batch reported as done is committed; an interrupted import
goes on with the files that are not.
"""

import hashlib
import os
import resource
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

from corpora.containers import Container, Contents, Origin, SourceError
from corpora.extract import pdf_ocr
from corpora.extract.model import ExtractionError, NotALaw, SourceFile
from corpora.extract.registry import EXTRACTOR_VERSION, extract
from corpora.raw_files import RawFiles
from corpora.records import FileRecord, Outcome
from corpora.store import Collection
from corpora.workers import end_with_parent
from mappings.records import Law

SECONDS_A_FILE = 120
# A code of 60 MB takes longer than a page: what each of its bytes may add.
BYTES_A_SECOND = 250_000
# Above SECONDS_A_FILE: code that does not return to the interpreter is only ended from outside.
SECONDS_WITHOUT_PROGRESS = 300
BYTES_OF_MEMORY_A_WORKER = 6 * 1024**3
FILES_A_BATCH = 25
_UNKNOWN = Origin()


class FileTimeout(BaseException):
    """Extraction of one file took longer than `seconds_for` gives it. Not an Exception, so that no
    handler around a parser takes it for the parser's error."""


@dataclass(slots=True)
class ImportReport:
    """What an import did, in files; `laws` and `provisions` count what the new ones gave."""

    files: int = 0
    unchanged: int = 0
    new_laws_files: int = 0
    auxiliary: int = 0
    failed: int = 0
    laws: int = 0
    provisions: int = 0
    failures: list[FileRecord] = field(default_factory=list)
    broken_sources: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every file was read."""
        return not self.failed and not self.broken_sources


@dataclass(frozen=True, slots=True)
class _Batch:
    container: Container
    paths: tuple[str, ...]
    raw_root: Path
    ocr_seconds: int = 0
    bytes: int = 0


_Outcome = tuple[FileRecord, tuple[Law, ...]]
Progress = Callable[[str, int, int], None]
"""Called after each committed batch with the source's id, the files in the batch and the files
of that source that are left."""


def import_containers(
    collection: Collection,
    containers: Sequence[Container],
    *,
    workers: int | None = None,
    ocr_seconds: int = 0,
    progress: Progress = lambda source, done, left: None,
    unchanged_in: Collection | None = None,
) -> ImportReport:
    """Imports sources one after another. A file already imported with the same bytes, of which
    its list says the same, and with the same version of the extractors is not read again.

    unchanged_in  another collection; a file that it has unchanged is not read either
    ocr_seconds  how long OCR of one file may take; files that need it are then read again
    """
    report = ImportReport()
    files_left: dict[str, int] = {}

    def batches() -> Iterator[_Batch]:
        for container in containers:
            known = unchanged_in.known_files(container.source.id) if unchanged_in else {}
            yield from _batches(collection, container, report, files_left, known, ocr_seconds)

    with _Pool(workers or os.cpu_count() or 1) as pool:
        for outcomes in pool.run(batches()):
            collection.put_files(outcomes)
            _count(report, outcomes)
            source_id = outcomes[0][0].source_id
            files_left[source_id] -= len(outcomes)
            progress(source_id, len(outcomes), files_left[source_id])
    return report


def _batches(
    collection: Collection,
    container: Container,
    report: ImportReport,
    files_left: dict[str, int],
    known_elsewhere: Mapping[str, FileRecord],
    ocr_seconds: int,
) -> Iterator[_Batch]:
    """The files of a source that have to be read, in batches. What needs no reading (unchanged,
    too large, a damaged archive) is counted here."""
    source_id = container.source.id
    collection.put_source(container.record)
    try:
        # Not from the workers' cache: what lies there may have changed since an earlier import.
        contents = container.read()
    except SourceError as error:
        _keep_broken(collection, container, error, report)
        return
    for path, size in contents.too_large.items():
        reason = f"{size} bytes, more than the limit for one file; not read"
        record = FileRecord(source_id, path, "", size, Outcome.FAILED, reason, EXTRACTOR_VERSION)
        collection.put_files([(record, ())])
        _count(report, [(record, ())])
    known = {**known_elsewhere, **collection.known_files(source_id)}
    unread: frozenset[str] = frozenset()
    if ocr_seconds:
        unread = collection.files_that_need_ocr(source_id, pdf_ocr.attempt(ocr_seconds))
    todo = []
    for path, data in contents.files.items():
        old = known.get(path)
        listed = contents.origins.get(path, _UNKNOWN).fingerprint
        if old and _is_current(old, data, listed) and path not in unread:
            report.files += 1
            report.unchanged += 1
            if old.outcome is Outcome.FAILED:
                report.failed += 1
                report.failures.append(old)
        else:
            todo.append(path)
    files_left[source_id] = len(todo)
    for start in range(0, len(todo), FILES_A_BATCH):
        paths = tuple(todo[start : start + FILES_A_BATCH])
        size = sum(len(contents.files[path]) for path in paths)
        yield _Batch(container, paths, collection.raw.root, ocr_seconds, size)


def _is_current(old: FileRecord, data: bytes, listed: str) -> bool:
    return (
        old.extractor_version == EXTRACTOR_VERSION
        and old.listed == listed
        and old.sha256 == hashlib.sha256(data).hexdigest()
    )


def _count(report: ImportReport, outcomes: Sequence[_Outcome]) -> None:
    for record, laws in outcomes:
        report.files += 1
        report.laws += len(laws)
        report.provisions += sum(len(law.provisions) for law in laws)
        if record.outcome is Outcome.LAW:
            report.new_laws_files += 1
        elif record.outcome is Outcome.AUXILIARY:
            report.auxiliary += 1
        else:
            report.failed += 1
            report.failures.append(record)


def _keep_broken(
    collection: Collection, container: Container, error: SourceError, report: ImportReport
) -> None:
    """Keeps a damaged archive as it is and lists it as failed."""
    data = container.location.read_bytes()
    record = FileRecord(
        container.source.id,
        container.location.name,
        collection.raw.add(data),
        len(data),
        Outcome.FAILED,
        str(error),
        EXTRACTOR_VERSION,
    )
    collection.put_files([(record, ())])
    _count(report, [(record, ())])
    report.broken_sources.append(container.source.id)


class _Pool:
    """Worker processes that may die without taking the import with them."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor = self._start(workers)

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(cancel_futures=True)

    @staticmethod
    def _start(workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_limit_worker
        )

    def run(self, batches: Iterator[_Batch]) -> Iterator[list[_Outcome]]:
        """Outcomes of the batches, in the order in which they end. When a worker dies, the
        batches that were under way are run again file by file, and the file that kills its
        worker again is the one that fails."""
        running: dict[Future[list[_Outcome]], _Batch] = {}
        while True:
            for batch in islice(batches, 2 * self._workers - len(running)):
                running[self._executor.submit(_extract_batch, batch)] = batch
            if not running:
                return
            ended, _ = wait(
                running, timeout=_patience(*running.values()), return_when=FIRST_COMPLETED
            )
            try:
                if not ended:
                    raise BrokenProcessPool
                for future in ended:
                    yield future.result()
                    del running[future]
            except BrokenProcessPool:
                suspects = list(running.values())
                running.clear()
                self._restart()
                for batch in suspects:
                    yield from self._one_by_one(batch)

    def _one_by_one(self, batch: _Batch) -> Iterator[list[_Outcome]]:
        for path in batch.paths:
            single = replace(batch, paths=(path,))
            future = self._executor.submit(_extract_batch, single)
            try:
                yield future.result(timeout=_patience(single))
            except (BrokenProcessPool, TimeoutError):
                self._restart()
                reason = "reading it ended or blocked the worker process"
                yield [_failed(single, path, reason)]

    def _restart(self) -> None:
        for process in list((self._executor._processes or {}).values()):
            process.kill()
        self._executor.shutdown(cancel_futures=True)
        self._executor = self._start(self._workers)


def _patience(*batches: _Batch) -> float:
    """Seconds without any progress after which workers count as blocked."""
    return SECONDS_WITHOUT_PROGRESS + max(
        batch.ocr_seconds + batch.bytes // BYTES_A_SECOND for batch in batches
    )


def seconds_for(size: int) -> int:
    """Seconds that reading a file of a size may take, in bytes; OCR aside."""
    return SECONDS_A_FILE + size // BYTES_A_SECOND


def _failed(batch: _Batch, path: str, reason: str) -> _Outcome:
    contents = batch.container.read()
    data = contents.files[path]
    sha256 = RawFiles(batch.raw_root).add(data)
    source_id = batch.container.source.id
    origin = contents.origins.get(path, _UNKNOWN)
    record = FileRecord(
        source_id,
        path,
        sha256,
        len(data),
        Outcome.FAILED,
        reason,
        EXTRACTOR_VERSION,
        origin.url,
        listed=origin.fingerprint,
    )
    return record, ()


# Everything below runs in a worker process.


def _limit_worker() -> None:
    end_with_parent()
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY_A_WORKER, BYTES_OF_MEMORY_A_WORKER))
    # Control-C goes to the whole process group; the parent decides what happens.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@lru_cache(maxsize=2)
def _contents(container: Container) -> Contents:
    return container.read()


def _extract_batch(batch: _Batch) -> list[_Outcome]:
    contents = _contents(batch.container)
    raw = RawFiles(batch.raw_root)
    outcomes: list[_Outcome] = []
    for path in batch.paths:
        data = contents.files[path]
        origin = contents.origins.get(path, _UNKNOWN)
        file = SourceFile(
            batch.container.source,
            path,
            data,
            contents.files.get,
            origin.url,
            origin.metadata,
            batch.ocr_seconds,
        )
        sha256 = raw.add(data)
        laws: tuple[Law, ...] = ()
        reason = ""
        try:
            with _time_limit(seconds_for(len(data)) + batch.ocr_seconds):
                found = extract(file)
            laws = tuple(replace(law, raw_sha256=sha256) for law in found)
            outcome = Outcome.LAW
        except NotALaw as error:
            outcome, reason = Outcome.AUXILIARY, str(error)
        except ExtractionError as error:
            outcome, reason = Outcome.FAILED, str(error)
        except FileTimeout:
            outcome = Outcome.FAILED
            reason = f"reading it took more than {seconds_for(len(data))} seconds"
        record = FileRecord(
            file.source.id,
            path,
            sha256,
            len(data),
            outcome,
            reason,
            EXTRACTOR_VERSION,
            origin.url,
            listed=origin.fingerprint,
        )
        outcomes.append((record, laws))
    return outcomes


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> Any:
        raise FileTimeout

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
