"""The state of a source's crawls in one SQLite file: what is to be fetched, what was, and what the
source holds. Each page's outcome is one transaction, so a crawl that is killed goes on where it
was and fetches nothing again that it had stored.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpora.clock import utc_now
from corpora.crawl.urls import file_name
from corpora.sources.listing import Entry, Listed

_SCHEMA = """
CREATE TABLE IF NOT EXISTS crawl (
    number INTEGER PRIMARY KEY AUTOINCREMENT, started_at TEXT NOT NULL, ended_at TEXT,
    seconds REAL NOT NULL DEFAULT 0, requests INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0, report TEXT);
CREATE TABLE IF NOT EXISTS task (
    number INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, step INTEGER NOT NULL,
    is_law INTEGER NOT NULL, metadata TEXT NOT NULL, outcome TEXT, reason TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS task_by_outcome ON task (is_law, outcome);
CREATE TABLE IF NOT EXISTS document (
    url TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, metadata TEXT NOT NULL,
    archive TEXT NOT NULL DEFAULT '', seen_at TEXT NOT NULL, changed_at TEXT NOT NULL,
    gone_at TEXT);
CREATE INDEX IF NOT EXISTS document_by_archive ON document (archive);
CREATE TABLE IF NOT EXISTS validator (
    url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL);
"""
_TASKS_AT_ONCE = 500


class Result(StrEnum):
    """What became of a page. `read` is of a page of a list, the others are of a law."""

    READ = "read"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Task:
    """A URL to fetch. `step` counts the steps of the source's listing; `is_law` is behind them."""

    number: int
    url: str
    step: int
    is_law: bool
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """A document that the source holds, as it was last fetched."""

    url: str
    path: str
    sha256: str
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of a fetched archive."""

    url: str
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional: the ETag and Last-Modified of the last answer."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """Request headers."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


class Frontier:
    """One source's file. For one process at a time, and one thread."""

    def __init__(self, path: Path | None) -> None:
        """`path` None keeps everything in memory, for a dry run."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)

    def copy_documents(self, other: "Frontier") -> None:
        """Takes over what another one says that the source holds."""
        for table in ("document", "validator"):
            for row in other._db.execute(f"SELECT * FROM {table}"):  # noqa: S608 (our own names)
                marks = ",".join("?" * len(row))
                self._db.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row))  # noqa: S608

    # A crawl, from its beginning to its report

    def begin(self, entry_points: Sequence[str]) -> None:
        """Goes on with the crawl that has not ended, or begins a new one at the entry points."""
        if self._current() is not None:
            return
        with self._transaction():
            self._db.execute("DELETE FROM task")
            self._db.execute("INSERT INTO crawl (started_at) VALUES (?)", (utc_now(),))
            self._add([Entry(url) for url in entry_points], 0, is_law=False)

    def is_under_way(self) -> bool:
        """Whether a crawl has begun and not ended."""
        return self._current() is not None

    def started_at(self) -> str:
        """When the crawl that is under way began."""
        row = self._current()
        return str(row["started_at"]) if row else utc_now()

    def spent(self, seconds: float, requests: int, size: int) -> None:
        """Adds to the figures of the crawl that is under way."""
        self._db.execute(
            "UPDATE crawl SET seconds = seconds + ?, requests = requests + ?, bytes = bytes + ? "
            "WHERE ended_at IS NULL",
            (seconds, requests, size),
        )

    def figures(self) -> tuple[float, int, int]:
        """Seconds, requests and bytes of the crawl that is under way."""
        row = self._current()
        return (row["seconds"], row["requests"], row["bytes"]) if row else (0.0, 0, 0)

    def end(self, report: Mapping[str, Any]) -> None:
        """Ends the crawl that is under way, with its report."""
        self._db.execute(
            "UPDATE crawl SET ended_at = ?, report = ? WHERE ended_at IS NULL",
            (utc_now(), json.dumps(report, ensure_ascii=False)),
        )

    def last_report(self) -> dict[str, Any] | None:
        """The report of the last crawl that ended."""
        row = self._db.execute(
            "SELECT report FROM crawl WHERE ended_at IS NOT NULL ORDER BY number DESC LIMIT 1"
        ).fetchone()
        found: dict[str, Any] | None = json.loads(row["report"]) if row else None
        return found

    # Tasks

    def todo(self, after: int) -> list[Task]:
        """The next tasks without an outcome behind task number `after`, a few hundred at most."""
        rows = self._db.execute(
            "SELECT * FROM task WHERE outcome IS NULL AND number > ? ORDER BY number LIMIT ?",
            (after, _TASKS_AT_ONCE),
        )
        return [
            Task(
                row["number"],
                row["url"],
                row["step"],
                bool(row["is_law"]),
                json.loads(row["metadata"]),
            )
            for row in rows
        ]

    def counts(self, *, laws: bool) -> dict[str, int]:
        """How many tasks have each outcome, "todo" for none; of laws or of pages of lists."""
        rows = self._db.execute(
            "SELECT coalesce(outcome, 'todo') AS outcome, count(*) AS number FROM task "
            "WHERE is_law = ? GROUP BY outcome",
            (int(laws),),
        )
        return {row["outcome"]: row["number"] for row in rows}

    def urls(self, outcome: Result, *, laws: bool = True) -> list[tuple[str, str]]:
        """URL and reason of the tasks with an outcome, in order."""
        rows = self._db.execute(
            "SELECT url, reason FROM task WHERE outcome = ? AND is_law = ? ORDER BY number",
            (outcome.value, int(laws)),
        )
        return [(row["url"], row["reason"]) for row in rows]

    def unsettled(self) -> list[str]:
        """URLs of laws that were not asked for yet."""
        rows = self._db.execute("SELECT url FROM task WHERE outcome IS NULL AND is_law = 1")
        return [row["url"] for row in rows]

    def read(
        self, task: Task, listed: Listed, *, next_is_law: bool, with_pages: bool, only_if_new: bool
    ) -> None:
        """A page of a list was read.

        with_pages   note the further pages that it names
        only_if_new  but only when it named an entry that was not known
        """
        with self._transaction():
            added = self._add(listed.entries, task.step + 1, next_is_law)
            if with_pages and (added or not only_if_new):
                self._add([Entry(url) for url in listed.pages], task.step, is_law=False)
            for problem in listed.problems:
                # An entry that leads nowhere counts as a law that failed.
                entry = problem.partition(":")[0].replace(" ", "-")
                self._add_settled(f"{task.url}#{entry}", task.step + 1, Result.FAILED, problem)
            self._settle(task, Result.READ)

    def failed(self, task: Task, reason: str, result: Result = Result.FAILED) -> None:
        """A task came to nothing: failed, or gone."""
        with self._transaction():
            if result is Result.GONE:
                self._db.execute(
                    "UPDATE document SET gone_at = ? WHERE url = ? AND gone_at IS NULL",
                    (utc_now(), task.url),
                )
                self._db.execute("DELETE FROM validator WHERE url = ?", (task.url,))
            self._settle(task, result, reason)

    # What the source holds

    def validators(self, url: str) -> Validators:
        """Those of the last answer for a URL."""
        row = self._db.execute("SELECT * FROM validator WHERE url = ?", (url,)).fetchone()
        return Validators(row["etag"], row["modified"]) if row else Validators()

    def held(self, url: str) -> Held | None:
        """The document of a URL, None when there never was one."""
        row = self._db.execute("SELECT * FROM document WHERE url = ?", (url,)).fetchone()
        return _held(row) if row else None

    def stored(self, task: Task, sha256: str, suffix: str, validators: Validators,
               metadata: Mapping[str, str]) -> Result:  # fmt: skip
        """A document was fetched and its bytes kept."""
        with self._transaction():
            path = file_name(task.url, suffix)
            result = self._put(task.url, path, sha256, metadata, archive="")
            self._put_validators(task.url, validators)
            self._settle(task, result)
        return result

    def confirmed(self, task: Task) -> None:
        """A document is still as it was fetched (status 304). What was read in it stays; what the
        list says of it may have changed."""
        with self._transaction():
            held = self.held(task.url)
            metadata = {**(held.metadata if held else {}), **task.metadata}
            self._db.execute(
                "UPDATE document SET seen_at = ?, gone_at = NULL, metadata = ? WHERE url = ?",
                (utc_now(), json.dumps(metadata, ensure_ascii=False), task.url),
            )
            self._settle(task, Result.UNCHANGED)

    def unpacked(self, task: Task, files: Iterable[Unpacked], validators: Validators) -> None:
        """An archive was fetched and the bytes of its files kept."""
        with self._transaction():
            for file in files:
                result = self._put(file.url, file.path, file.sha256, {}, archive=task.url)
                self._add_settled(file.url, task.step + 1, result)
            self._put_validators(task.url, validators)
            self._settle(task, Result.READ)

    def confirmed_archive(self, task: Task) -> None:
        """An archive is still as it was fetched."""
        with self._transaction():
            rows = self._db.execute(
                "SELECT url FROM document WHERE archive = ? AND gone_at IS NULL", (task.url,)
            ).fetchall()
            for row in rows:
                self._add_settled(row["url"], task.step + 1, Result.UNCHANGED)
            self._settle(task, Result.READ)

    def mark_gone(self) -> None:
        """Documents that this crawl, which read the whole list, did not find listed are gone."""
        with self._transaction():
            rows = self._db.execute(
                "SELECT url FROM document WHERE gone_at IS NULL "
                "AND url NOT IN (SELECT url FROM task WHERE is_law = 1)"
            ).fetchall()
            for row in rows:
                self._db.execute(
                    "UPDATE document SET gone_at = ? WHERE url = ?", (utc_now(), row["url"])
                )
                self._add_settled(row["url"], 0, Result.GONE, "not listed any more")

    def documents(self) -> Iterator[Held]:
        """What the source holds now, by path."""
        rows = self._db.execute("SELECT * FROM document WHERE gone_at IS NULL ORDER BY path")
        return map(_held, rows)

    def gone(self) -> list[str]:
        """Paths of the documents that the source does not hold any more."""
        rows = self._db.execute("SELECT path FROM document WHERE gone_at IS NOT NULL")
        return [row["path"] for row in rows]

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # Within a transaction

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db)

    def _current(self) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(
            "SELECT * FROM crawl WHERE ended_at IS NULL"
        ).fetchone()
        return row

    def _add(self, entries: Iterable[Entry], step: int, is_law: bool) -> int:
        added = 0
        for entry in entries:
            metadata = json.dumps(dict(entry.metadata), ensure_ascii=False)
            added += self._db.execute(
                "INSERT OR IGNORE INTO task (url, step, is_law, metadata) VALUES (?, ?, ?, ?)",
                (entry.url, step, int(is_law), metadata),
            ).rowcount
        return added

    def _add_settled(self, url: str, step: int, result: Result, reason: str = "") -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO task (url, step, is_law, metadata, outcome, reason) "
            "VALUES (?, ?, 1, '{}', ?, ?)",
            (url, step, result.value, reason),
        )

    def _settle(self, task: Task, result: Result, reason: str = "") -> None:
        self._db.execute(
            "UPDATE task SET outcome = ?, reason = ? WHERE number = ?",
            (result.value, reason, task.number),
        )

    def _put(
        self, url: str, path: str, sha256: str, metadata: Mapping[str, str], archive: str
    ) -> Result:
        now = utc_now()
        said = json.dumps(dict(metadata), ensure_ascii=False)
        old = self._db.execute("SELECT * FROM document WHERE url = ?", (url,)).fetchone()
        if old is None:
            self._db.execute(
                "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
                (url, path, sha256, said, archive, now, now),
            )
            return Result.NEW
        same = old["sha256"] == sha256
        self._db.execute(
            "UPDATE document SET sha256 = ?, metadata = ?, archive = ?, seen_at = ?, "
            "changed_at = ?, gone_at = NULL WHERE url = ?",
            (sha256, said, archive, now, old["changed_at"] if same else now, url),
        )
        return Result.UNCHANGED if same else Result.CHANGED

    def _put_validators(self, url: str, validators: Validators) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO validator VALUES (?, ?, ?)",
            (url, validators.etag, validators.modified),
        )


class _Transaction:
    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")


def _held(row: sqlite3.Row) -> Held:
    return Held(row["url"], row["path"], row["sha256"], json.loads(row["metadata"]))
