"""What jobs do, a function a kind. It runs in the job's own process."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from corpora.again import read_again
from corpora.backup import back_up
from corpora.crawl.report import CrawlReport
from corpora.crawl.report import State as CrawlState
from corpora.crawl.run import Progress as Fetched
from corpora.crawl.session import Session
from corpora.importer import import_containers
from corpora.locks import work_on_source
from corpora.sources.definition import find
from corpora.store import Collection
from indexer.build import IndexReport, build_release
from indexer.engine.factory import open_engine
from indexer.engine.protocol import IndexWriter
from indexer.jobs.kinds import (
    BACKUP,
    BACKUPS,
    BackupArguments,
    BuildArguments,
    CrawlArguments,
    ExtractArguments,
    ImportArguments,
    PruneArguments,
    PublishArguments,
    RollbackArguments,
    UpdateArguments,
    VerifyArguments,
    containers,
)
from indexer.pipeline import index_collection
from indexer.releases import newest, prune, publish, roll_back
from indexer.verify import verify
from mappings.settings import Settings


class Failed(Exception):
    """The job did not do what was asked. The message says why; `result` is what it did."""

    def __init__(self, message: str, result: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.result = result or {}


class Told(Protocol):
    """What a job tells while it runs. Each call may raise: the job is to end then."""

    def progress(self, done: int, total: int | None, unit: str, message: str = "") -> None: ...

    def say(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What a job works with."""

    settings: Settings
    collection: Collection
    told: Told

    def writer(self) -> IndexWriter:
        return open_engine(self.settings).writer


def _crawl(desk: Desk, arguments: CrawlArguments) -> Mapping[str, Any]:
    told = desk.told

    def fetched(progress: Fetched) -> None:
        pages = f"{progress.pages} of {progress.pages_found} list pages"
        told.progress(progress.done, progress.found or None, "laws", f"fetching ({pages})")

    session = Session(
        find(arguments.source),
        desk.settings.home,
        contact=desk.settings.contact,
        workers=arguments.workers,
        fetched=fetched,
        read=_Reading(told),
    )
    report = session.crawl(desk.collection)
    _tell_crawl(told, report)
    result = report.to_json()
    for many in ("failures", "lists_failed", "gone_urls"):
        result.pop(many)
    if report.state is not CrawlState.PUBLISHED:
        raise Failed(report.why, result)
    if report.lists_failed:
        pages = len(report.lists_failed)
        raise Failed(
            f"what was found is in the collection, but pages of the source's lists could not be "
            f"read ({pages}; the log names them): has it changed its layout?",
            result,
        )
    return result


def _tell_crawl(told: Told, report: CrawlReport) -> None:
    for problem in [*report.lists_failed, *report.failures]:
        told.say(f"failed: {problem.url}: {problem.reason}")
    for url in report.gone_urls:
        told.say(f"gone: {url}")


class _Reading:
    """Adds up what the importer says of its batches."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._done: dict[str, int] = {}

    def __call__(self, source: str, done: int, left: int) -> None:
        read = self._done[source] = self._done.get(source, 0) + done
        self._told.progress(read, read + left, "files", f"reading {source}")


def _import(desk: Desk, arguments: ImportArguments) -> Mapping[str, Any]:
    found = containers(desk.settings.home, arguments)
    sources = (work_on_source(container.source.id) for container in found)
    with desk.collection.only_one(*sources):
        report = import_containers(
            desk.collection,
            found,
            workers=arguments.workers,
            ocr_seconds=desk.settings.ocr_seconds,
            progress=_Reading(desk.told),
        )
    for record in report.failures:
        desk.told.say(f"failed: {record.source_id}: {record.path}: {record.reason}")
    result = asdict(report) | {"sources": [container.source.id for container in found]}
    del result["failures"]
    if report.broken_sources:
        broken = ", ".join(report.broken_sources)
        raise Failed(f"sources that cannot be read: {broken}; the log says why", result)
    return result


def _extract(desk: Desk, arguments: ExtractArguments) -> Mapping[str, Any]:
    found = read_again(
        desk.collection,
        desk.settings.home,
        arguments.source,
        workers=arguments.workers,
        ocr_seconds=desk.settings.ocr_seconds,
        progress=_Reading(desk.told),
    )
    result = {"files": found.files, "read": found.changed, "laws": found.laws}
    if found.refused:
        raise Failed(found.refused, result)
    return result


def _build(desk: Desk, arguments: BuildArguments) -> Mapping[str, Any]:
    report = build_release(
        desk.collection,
        desk.writer(),
        home=desk.settings.home,
        database_url=desk.settings.database_url,
        workers=arguments.workers,
        whole=arguments.whole,
        progress=lambda done, total: desk.told.progress(done, total, "laws", "building"),
    )
    return _built(desk, report)


def _update(desk: Desk, arguments: UpdateArguments) -> Mapping[str, Any]:
    report = index_collection(
        desk.collection,
        desk.writer(),
        home=desk.settings.home,
        database_url=desk.settings.database_url,
        workers=arguments.workers,
        whole=arguments.whole,
        keep=arguments.keep,
        progress=lambda done, total: desk.told.progress(done, total, "laws", "building"),
    )
    return _built(desk, report)


def _built(desk: Desk, report: IndexReport) -> Mapping[str, Any]:
    for document in report.rejected:
        desk.told.say(f"refused by the engine: {document.id}: {document.reason}")
    return asdict(report) | {"rejected": len(report.rejected)}


def _verify(desk: Desk, arguments: VerifyArguments) -> Mapping[str, Any]:
    writer = desk.writer()
    release = arguments.release or newest(writer).name
    desk.told.progress(0, None, "", f"verifying {release}")
    found = verify(desk.collection, writer, release)
    for check in found.checks:
        desk.told.say(f"{'ok' if check.passed else 'FAIL'}: {check.name}: {check.found}")
    result = {"release": release, "passed": found.passed}
    if failed := found.failed:
        reasons = "; ".join(f"{check.name}: {check.found}" for check in failed)
        raise Failed(f"release {release} did not pass ({reasons})", result)
    return result


def _publish(desk: Desk, arguments: PublishArguments) -> Mapping[str, Any]:
    writer = desk.writer()
    release = arguments.release or newest(writer).name
    publish(desk.collection, writer, release, force=arguments.force)
    return {"live": release}


def _rollback(desk: Desk, arguments: RollbackArguments) -> Mapping[str, Any]:
    return {"live": roll_back(desk.collection, desk.writer(), arguments.to)}


def _prune(desk: Desk, arguments: PruneArguments) -> Mapping[str, Any]:
    return {"removed": prune(desk.collection, desk.writer(), arguments.keep)}


def _backup(desk: Desk, arguments: BackupArguments) -> Mapping[str, Any]:
    with desk.collection.only_one(BACKUP):
        target = desk.settings.home / BACKUPS
        report = back_up(desk.collection.database, desk.collection.raw, target)
    for sha256 in report.damaged:
        desk.told.say(f"not in it, as its bytes are not those it was kept with: {sha256}")
    result = asdict(report) | {"damaged": len(report.damaged)}
    if report.damaged:
        raise Failed("raw files are damaged, and not in the backup; the log names them", result)
    return result


RUNS: dict[str, Callable[[Desk, Any], Mapping[str, Any]]] = {
    "crawl": _crawl,
    "import": _import,
    "extract": _extract,
    "update": _update,
    "build": _build,
    "verify": _verify,
    "publish": _publish,
    "rollback": _rollback,
    "prune": _prune,
    "backup": _backup,
}
"""By kind, what does it; it gives what was done, in figures."""
