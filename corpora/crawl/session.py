"""A crawl from the command line: one at a time a source, in LEGAL_LIBRARY_HOME/crawls/<source>/,
from its lists to the collection and the report."""

import asyncio
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpora.containers import Container, find_containers
from corpora.crawl import snapshot
from corpora.crawl.address import Resolve, look_up
from corpora.crawl.fetch import Fetcher
from corpora.crawl.frontier import Frontier, Result
from corpora.crawl.publish import Publication, publish
from corpora.crawl.report import CrawlReport, State, named
from corpora.crawl.run import Crawl, Interrupted, Progress
from corpora.importer import Progress as Reading
from corpora.locks import work_on_source
from corpora.records import SourceRecord
from corpora.sources.definition import Definition
from corpora.store import Collection

_NAME = "legal-library"


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves; `contact` is a page or address to complain to."""
    about = f"; +{contact}" if contact else ""
    return f"{_NAME}/{version(_NAME)} (crawler of legislation{about})"


def last_report(home: Path, source_id: str) -> dict[str, Any] | None:
    """The JSON of the last crawl of a source that ended, None when there was none."""
    path = working_folder(home, source_id) / "frontier.sqlite"
    if not path.exists():
        return None
    frontier = Frontier(path)
    try:
        return frontier.last_report()
    finally:
        frontier.close()


def snapshot_of(home: Path, source_id: str) -> Path | None:
    """What the last crawl of a source that ended found (`snapshot.Snapshot`), None for nothing."""
    path = working_folder(home, source_id) / "snapshot.jsonl"
    return path if path.exists() else None


class Session:
    """Crawls one source.

    home     LEGAL_LIBRARY_HOME
    fetched  called as pages are fetched, `read` as files are read into the collection
    """

    def __init__(
        self,
        definition: Definition,
        home: Path,
        *,
        contact: str | None = None,
        resolve: Resolve = look_up,
        workers: int | None = None,
        fetched: Callable[[Progress], None] = lambda progress: None,
        read: Reading = lambda source, done, left: None,
    ) -> None:
        self._definition = definition
        self._folder = working_folder(home, definition.id)
        self._agent = user_agent(contact)
        self._resolve = resolve
        self._workers = workers
        self._fetched = fetched
        self._read = read

    def dry_run(self) -> CrawlReport:
        """Reads the lists and says what a crawl would fetch; keeps nothing."""
        path = self._folder / "frontier.sqlite"
        memory = Frontier(None)
        if path.exists():
            known = Frontier(path)
            memory.copy_documents(known)
            known.close()
        why = self._crawl(memory, None, None)
        report = self._report(memory, State.DRY_RUN, why)
        report.new += sum(1 for url in memory.unsettled() if memory.held(url) is None)
        memory.close()
        return report

    def crawl(self, collection: Collection, limit: int | None = None) -> CrawlReport:
        """Fetches what the source holds and brings it into the collection. Goes on with a crawl
        that was interrupted, or ended by `limit`, the number of laws to fetch.

        Raises `corpora.locks.Busy` when the source is crawled or imported already.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with collection.only_one(work_on_source(self._definition.id)):
            frontier = Frontier(self._folder / "frontier.sqlite")
            try:
                return self._whole(frontier, collection, limit)
            finally:
                frontier.close()

    def _whole(self, frontier: Frontier, collection: Collection, limit: int | None) -> CrawlReport:
        staging = self._folder / "staging"
        if not frontier.is_under_way():
            shutil.rmtree(staging, ignore_errors=True)
        why = self._crawl(frontier, collection, limit)
        if not why and frontier.counts(laws=True).get("todo"):
            why = f"--limit {limit} was reached; `corpora crawl {self._definition.id}` goes on"
        if why:
            return self._report(frontier, State.UNFINISHED, why)
        whole = self._definition.complete and not frontier.urls(Result.FAILED, laws=False)
        if whole:
            frontier.mark_gone()
        listing = self._folder / "snapshot.jsonl"
        snapshot.write(listing, frontier.documents())
        source = self._definition.source()
        record = SourceRecord(source.id, source.licence, source.origin, source.notes)
        container = snapshot.Snapshot(listing, source, record, collection.raw.root)
        publication = publish(
            collection,
            container,
            staging,
            self._definition.expected,
            gone=None if whole else frozenset(frontier.gone()),
            workers=self._workers,
            progress=self._read,
        )
        state = State.NOT_PUBLISHED if publication.refused else State.PUBLISHED
        report = self._report(frontier, state, publication.refused)
        report.laws = publication.laws
        report.unread = publication.unread
        frontier.end(report.to_json())
        return report

    def _crawl(self, frontier: Frontier, collection: Collection | None, limit: int | None) -> str:
        """Fetches; gives why it stopped before its end, or ""."""

        async def fetch() -> None:
            definition = self._definition
            fetcher = Fetcher(
                self._agent,
                allow_private=definition.allow_private,
                resolve=self._resolve,
            )
            raw = collection.raw if collection else None
            try:
                await Crawl(
                    definition,
                    frontier,
                    raw,
                    fetcher,
                    self._agent,
                    limit=limit,
                    progress=self._fetched,
                ).run()
            finally:
                await fetcher.aclose()

        try:
            asyncio.run(fetch())
        except Interrupted as error:
            return str(error)
        return ""

    def _report(self, frontier: Frontier, state: State, why: str) -> CrawlReport:
        counts = frontier.counts(laws=True)
        seconds, requests, size = frontier.figures()
        expected = self._definition.expected
        return CrawlReport(
            source=self._definition.id,
            state=state,
            why=why,
            started_at=frontier.started_at(),
            listed=sum(counts.values()) - counts.get("gone", 0),
            new=counts.get("new", 0),
            changed=counts.get("changed", 0),
            unchanged=counts.get("unchanged", 0),
            gone=counts.get("gone", 0),
            failed=counts.get("failed", 0),
            left=counts.get("todo", 0),
            expected=(expected.minimum, expected.maximum),
            requests=requests,
            bytes=size,
            seconds=seconds,
            lists_failed=named(frontier.urls(Result.FAILED, laws=False)),
            failures=named(frontier.urls(Result.FAILED)),
            gone_urls=[url for url, _ in frontier.urls(Result.GONE)],
        )


def crawl_folder(
    definition: Definition,
    path: Path,
    home: Path,
    collection: Collection,
    *,
    dry_run: bool = False,
    workers: int | None = None,
    read: Reading = lambda source, done, left: None,
) -> list[CrawlReport]:
    """Brings folders of laws on this machine into the collection, as `find_containers` finds them
    under `path`, each whole or not at all. Raises SourceError, and `corpora.locks.Busy`."""
    reports = []
    for container in find_containers(path, replace(definition.source(), id=path.resolve().stem)):
        folder = working_folder(home, container.source.id)
        expected = definition.expected
        report = CrawlReport(
            source=container.source.id,
            state=State.DRY_RUN,
            expected=(expected.minimum, expected.maximum),
        )
        if dry_run:
            _compare(report, container, collection)
        else:
            with collection.only_one(work_on_source(container.source.id)):
                folder.mkdir(parents=True, exist_ok=True)
                shutil.rmtree(folder / "staging", ignore_errors=True)
                frontier = Frontier(folder / "frontier.sqlite")
                frontier.begin([])
                report.started_at = frontier.started_at()
                found = publish(
                    collection,
                    container,
                    folder / "staging",
                    expected,
                    gone=None,
                    workers=workers,
                    progress=read,
                )
                _fill(report, found)
                frontier.end(report.to_json())
                frontier.close()
        reports.append(report)
    return reports


def _compare(report: CrawlReport, container: Container, collection: Collection) -> None:
    files = container.read().files
    known = collection.known_files(container.source.id)
    report.listed = len(files)
    report.new = sum(1 for path in files if path not in known)
    report.gone = sum(1 for path in known if path not in files)


def _fill(report: CrawlReport, found: Publication) -> None:
    report.state = State.NOT_PUBLISHED if found.refused else State.PUBLISHED
    report.why = found.refused
    report.listed = found.files
    report.new, report.changed = found.new, found.changed
    report.unchanged = found.files - found.new - found.changed
    report.gone, report.gone_urls = len(found.gone), list(found.gone)
    report.laws, report.unread = found.laws, found.unread


def working_folder(home: Path, source_id: str) -> Path:
    """Where what is fetched or read of a source is kept until it is in the collection."""
    # Ids of folders come from their source.json.
    return home / "crawls" / (re.sub(r"[^\w.-]+", "_", source_id).lstrip(".") or "_")
