"""A library whose workers know a kind of job that does as it is told."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from corpora.audit import Actor
from corpora.store import Collection, open_collection
from indexer.jobs.jobs import Jobs
from indexer.jobs.records import Job, State
from tests.indexer.jobs import puppet

CURATOR = Actor("a curator")
on_both = pytest.mark.parametrize("library", ["sqlite", "postgresql"], indirect=True)
ROOT = Path(__file__).parents[3]


@dataclass
class Library:
    home: Path
    database_url: str | None
    collection: Collection
    jobs: Jobs
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def worker(self, *options: str) -> "subprocess.Popen[bytes]":
        """A worker process."""
        command = [sys.executable, "-m", puppet.__name__, str(self.home), self.database_url or ""]
        process = subprocess.Popen([*command, *options], cwd=ROOT)
        self.started.append(process)
        return process

    def submit(self, **arguments: Any) -> Job:
        return self.jobs.submit("puppet", arguments, CURATOR)

    def until(self, holds: Callable[[], Any], seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, [job.to_json() for job in self.jobs.find()]
            time.sleep(0.05)

    def ends(self, job: Job) -> Job:
        """The job once it has ended."""
        self.until(lambda: self.jobs.get(job.id).ended)
        return self.jobs.get(job.id)

    def runs(self, job: Job) -> int:
        """Waits until the job has begun, and gives the process that does it."""
        self.until(lambda: self.times_run(job))
        return int(self._diary(job).read_text().split()[0])

    def times_run(self, job: Job) -> int:
        diary = self._diary(job)
        return len(diary.read_text().split()) if diary.exists() else 0

    def _diary(self, job: Job) -> Path:
        return self.home / f"diary-{job.arguments['name']}"

    def state(self, job: Job) -> State:
        return self.jobs.get(job.id).state


def _library(home: Path, database_url: str | None) -> Iterator[Library]:
    collection = open_collection(home, database_url)
    library = Library(home, database_url, collection, Jobs(collection, home, database_url))
    yield library
    for process in library.started:
        process.kill()
        process.wait()
    collection.close()


@pytest.fixture
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """On SQLite, or on what a test is parametrised with (`on_both`)."""
    database_url = None
    if getattr(request, "param", "sqlite") == "postgresql":
        server: str = request.getfixturevalue("postgresql_url")
        name = f"jobs_{uuid4().hex}"
        admin = server.format(name="postgres").replace("+psycopg", "")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        database_url = server.format(name=name)
    yield from _library(tmp_path, database_url)
