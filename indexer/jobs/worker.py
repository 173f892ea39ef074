"""Runs queued jobs, each in a process of its own, and sees that each one ends."""

import logging
import os
import signal
import socket
import time
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from threading import BoundedSemaphore, Event

from sqlalchemy.exc import DBAPIError

from corpora.clock import utc_now
from corpora.locks import Busy
from corpora.store import Collection
from indexer.jobs.kinds import KINDS, checked, kind_of
from indexer.jobs.queue import Queue
from indexer.jobs.records import UNENDED, Job, JobRefused, State
from indexer.jobs.schedules import Schedules
from indexer.jobs.table import MOST_QUEUED, JobTable
from mappings.settings import Settings

_log = logging.getLogger(__name__)
_PROCESS = "indexer.jobs.process"

GRACE_SECONDS = 20.0
"""What a job has to stop in, when it is told to."""
_SECONDS_BETWEEN_LOOKS = 0.3


class Worker:
    """Runs jobs of a library.

    at_once  how many run at a time; quick ones never wait for those
    grace    seconds that a job has to stop in
    """

    def __init__(
        self,
        settings: Settings,
        collection: Collection,
        *,
        at_once: int = 2,
        grace: float = GRACE_SECONDS,
    ) -> None:
        self._settings = settings
        self._collection = collection
        self._table = JobTable(collection.database)
        self._schedules = Schedules(collection.database)
        self._queue = Queue(settings.home, settings.database_url, self.look)
        self._at_once = at_once
        self._places = BoundedSemaphore(at_once)
        self._grace = grace
        self._stopping = Event()
        self._name = f"{socket.gethostname()}:{os.getpid()}"

    def serve(self) -> None:
        """Runs jobs until this process is told to end by SIGTERM or SIGINT. Jobs that run then are
        stopped, and marked as interrupted."""
        # One more, for quick ones.
        self._queue.serve(self._at_once + 1, self._stopping.set)

    def look(self) -> None:
        """Asks for what schedules say, and runs what is queued and can be run now, one after
        another."""
        self._mark_interrupted()
        self._schedules.run_due()
        while not self._stopping.is_set() and self._run_next():
            pass
        if not self._stopping.is_set() and self._table.find(states={State.QUEUED}, limit=1):
            self._queue.wake_again()

    def _mark_interrupted(self) -> None:
        """Jobs that run in no process any more: their worker was killed."""
        for job in self._table.find(states={State.RUNNING}, limit=MOST_QUEUED):
            try:
                with self._collection.only_one(_lock(job)):
                    self._end(job, "its worker ended in the middle of it")
            except Busy:
                continue

    def _run_next(self) -> bool:
        """Runs the first job that can be run; says whether there was one."""
        # The locks of jobs that run, and of those that wait for longer, with the job.
        taken: dict[str, Job] = {}
        unended = self._table.find(states=UNENDED, limit=2 * MOST_QUEUED, oldest_first=True)
        for job in sorted(unended, key=lambda job: job.state is State.QUEUED):
            locks = self._locks(job)
            if job.state is State.RUNNING:
                taken |= dict.fromkeys(locks, job)
                continue
            quick = job.kind in KINDS and KINDS[job.kind].quick
            if not quick and not self._places.acquire(blocking=False):
                continue
            try:
                if self._may_run(job, locks, taken) and self._run(job):
                    return True
            finally:
                if not quick:
                    self._places.release()
            taken |= dict.fromkeys(locks, job)
        return False

    def _locks(self, job: Job) -> tuple[str, ...]:
        """What it will hold. One that cannot be done at all fails, if it waits."""
        try:
            kind = kind_of(job.kind)
            return kind.locks(self._settings.home, checked(kind, job.arguments))
        except JobRefused as error:
            # Of another version of this program, or what it is about is gone.
            self._table.change(job.id, State.QUEUED, State.FAILED, error=str(error))
            return ()

    def _may_run(self, job: Job, locks: tuple[str, ...], taken: Mapping[str, Job]) -> bool:
        """Whether nothing is in its way; else its row says what is."""
        why = ""
        for lock in locks:
            if first := taken.get(lock):
                why = f"waits for job {first.id} ({first.kind})"
        if not why:
            try:
                with self._collection.only_one(*locks):
                    pass
            except Busy as error:
                why = str(error)
        if why and why != job.message:
            self._table.change(job.id, State.QUEUED, message=why)
        return not why

    def _run(self, job: Job) -> bool:
        """Runs a job to its end, unless another worker has taken it; says whether it did."""
        try:
            # Held for as long as the row says that it runs: who gets this lock knows that it
            # does not.
            with self._collection.only_one(_lock(job)):
                begun = {"started_at": utc_now(), "worker": self._name, "message": ""}
                if not self._table.change(job.id, State.QUEUED, State.RUNNING, **begun):
                    return False
                self._watch(job)
                return self._table.get(job.id).ended
        except Busy:
            return False

    def _watch(self, job: Job) -> None:
        own = _processes().Process(
            target=_run_there, args=(self._settings, job.id), name=f"job-{job.id}"
        )
        own.start()
        told_at: float | None = None
        while own.is_alive():
            own.join(_SECONDS_BETWEEN_LOOKS)
            if told_at is None and (self._stopping.is_set() or self._unwanted(job)):
                told_at = time.monotonic()
                own.terminate()
            elif told_at is not None and time.monotonic() - told_at > self._grace:
                _kill(own)
        self._end(job, _last_words(own.exitcode or 0, self._stopping.is_set()))

    def _unwanted(self, job: Job) -> bool:
        try:
            now = self._table.get(job.id)
        except DBAPIError:
            _log.warning("job %s cannot be looked up", job.id, exc_info=True)
            return False
        return bool(now.cancelled_by) or now.state is not State.RUNNING

    def _end(self, job: Job, how: str) -> None:
        """Ends a job whose process has not."""
        now = self._table.get(job.id)
        if now.state is not State.RUNNING:
            return
        if now.cancelled_by:
            self._table.change(job.id, State.RUNNING, State.CANCELLED, message="")
        else:
            why = f"{how}; retry it: what was done is kept"
            self._table.change(job.id, State.RUNNING, State.INTERRUPTED, message="", error=why)


def _run_there(settings: Settings, job_id: int) -> None:
    # Heavy, and of no use in the worker's own process.
    import_module(_PROCESS).run(settings, job_id)


@cache
def _processes() -> ForkServerContext:
    """Makes processes that need not import everything first."""
    context = get_context("forkserver")
    context.set_forkserver_preload([_PROCESS])
    return context


def _lock(job: Job) -> str:
    return f"job-{job.id}"


def _kill(own: BaseProcess) -> None:
    """Ends a job's process, and those that it has started."""
    try:
        if own.pid is not None:
            os.killpg(own.pid, signal.SIGKILL)
    except ProcessLookupError:
        # It has not made its group yet.
        own.kill()


def _last_words(exit_code: int, stopping: bool) -> str:
    if stopping:
        return "the worker was stopped"
    if exit_code < 0:
        return f"its process was ended by signal {signal.Signals(-exit_code).name}"
    return f"its process ended in the middle of it (exit code {exit_code})"
