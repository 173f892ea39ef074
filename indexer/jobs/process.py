"""A job's own process: it runs the job, and ends with the worker that started it."""

import os
import signal
import sqlite3
import time
import traceback
from types import FrameType
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from corpora.backup import BackupError
from corpora.containers import SourceError
from corpora.database import CollectionError
from corpora.extract.model import MACHINE_ERRORS
from corpora.locks import Busy
from corpora.sources.definition import DefinitionError
from corpora.store import open_collection
from corpora.workers import end_with_parent
from indexer.build import NothingToIndex
from indexer.engine.protocol import EngineUnavailable
from indexer.jobs.kinds import checked, kind_of
from indexer.jobs.records import Job, JobRefused, State
from indexer.jobs.runs import RUNS, Desk, Failed
from indexer.jobs.table import JobTable
from indexer.releases import ReleaseRefused
from mappings.settings import Settings

SECONDS_BETWEEN_WRITES = 0.5
# What says in its own words what is wrong, and what to do.
_EXPLAINED = (
    BackupError,
    JobRefused, SourceError, DefinitionError, CollectionError, NothingToIndex, ReleaseRefused,
    EngineUnavailable,
)  # fmt: skip


class _Stopped(BaseException):
    """The worker wants the job to end. Not an Exception: no handler is to take it for its own."""


def run(settings: Settings, job_id: int) -> None:
    """Runs a job whose row says that it is running, and writes there how it ended. When this
    process ends without, the worker does."""
    end_with_parent()
    # A group of its own: Control-C is for the worker, which then tells this process.
    os.setpgid(0, 0)
    wanted = _Wanted()
    signal.signal(signal.SIGTERM, wanted.stop)
    collection = open_collection(settings.home, settings.database_url)
    table = JobTable(collection.database)
    job = table.get(job_id)
    told = _Told(table, job, wanted)
    ended: dict[str, Any] = {"message": ""}
    try:
        kind = kind_of(job.kind)
        state = State.DONE
        desk = Desk(settings, collection, told)
        ended["result"] = dict(RUNS[kind.name](desk, checked(kind, job.arguments)))
    except _Stopped:
        # The worker knows whether it was cancelled, or is stopping itself.
        return
    except Busy as error:
        state, ended = State.QUEUED, {"message": str(error), "started_at": None}
    except Failed as error:
        state, ended["error"], ended["result"] = State.FAILED, str(error), dict(error.result)
    except _EXPLAINED as error:
        state, ended["error"] = State.FAILED, str(error)
    except (SQLAlchemyError, sqlite3.Error) as error:
        state, ended["error"] = State.FAILED, f"a database: {error}"
    except Exception as error:
        state, ended["error"] = State.FAILED, _fault(error)
        told.say(traceback.format_exc())
    told.close()
    table.change(job_id, State.RUNNING, state, **ended)


def _fault(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno in MACHINE_ERRORS:
        return f"the machine cannot go on ({error}); make room, and retry: what was done is kept"
    return f"a fault of this program ({type(error).__name__}: {error}); the log has more"


class _Wanted:
    """Whether the job is still wanted."""

    def __init__(self) -> None:
        self.still = True

    def stop(self, _signum: int, _frame: FrameType | None) -> None:
        self.still = False


class _Told:
    """Writes what a job tells into its row, not too often."""

    def __init__(self, table: JobTable, job: Job, wanted: _Wanted) -> None:
        self._table = table
        self._job = job
        self._wanted = wanted
        self._values: dict[str, Any] = {}
        self._written = 0.0

    def progress(self, done: int, total: int | None, unit: str, message: str = "") -> None:
        if not self._wanted.still:
            raise _Stopped
        values = {
            "progress_done": done,
            "progress_total": total,
            "progress_unit": unit,
            "message": message,
        }
        self._values = values
        if time.monotonic() - self._written >= SECONDS_BETWEEN_WRITES:
            self.close()

    def say(self, text: str) -> None:
        if not self._wanted.still:
            raise _Stopped
        self._table.say(self._job.id, text)

    def close(self) -> None:
        """Writes what was told last."""
        if self._values:
            self._table.change(self._job.id, State.RUNNING, **self._values)
            self._values = {}
            self._written = time.monotonic()
