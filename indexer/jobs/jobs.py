"""The jobs of a library, as the command line and the dashboard know them."""

from collections.abc import Collection as Container
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpora.audit import Actor
from corpora.store import Collection
from indexer.jobs.kinds import checked, kind_of
from indexer.jobs.queue import Queue
from indexer.jobs.records import RETRYABLE, Job, JobRefused, Line, State
from indexer.jobs.schedules import Schedules
from indexer.jobs.table import JobTable


class Jobs:
    """Asks for jobs, and tells how they are. Safe to use from several threads and processes.

    home, database_url  as for `open_collection`
    schedules           jobs that are asked for again and again
    """

    def __init__(self, collection: Collection, home: Path, database_url: str | None = None) -> None:
        self._table = JobTable(collection.database)
        self._queue = Queue(home, database_url)
        self.schedules = Schedules(collection.database)

    def submit(self, kind: str, arguments: Mapping[str, Any], by: Actor) -> Job:
        """Asks for a job of a kind (`indexer.jobs.kinds.KINDS`). Raises JobRefused, which says in
        plain words which argument is wrong, and why."""
        found = checked(kind_of(kind), arguments)
        values = found.model_dump(mode="json", exclude_defaults=True)
        job_id = self._table.add(kind, values, by)
        self._queue.wake()
        return self._table.get(job_id)

    def get(self, job_id: int) -> Job:
        """A job by its id. Raises NoSuchJob."""
        return self._table.get(job_id)

    def find(
        self,
        *,
        states: Container[State] = (),
        kind: str = "",
        before: int | None = None,
        limit: int = 50,
    ) -> list[Job]:
        """Jobs, the newest first: those in one of `states` (any, when none is given), of a kind,
        with ids below `before`."""
        return self._table.find(states=states, kind=kind, before=before, limit=limit)

    def log(self, job_id: int, after: int = 0) -> list[Line]:
        """The lines of a job's log with numbers above `after`. Raises NoSuchJob."""
        self._table.get(job_id)
        return self._table.lines(job_id, after)

    def cancel(self, job_id: int, by: Actor) -> Job:
        """Cancels a job that has not ended: one that waits at once, one that runs as soon as it
        can stop; what it did is kept. Raises JobRefused, NoSuchJob."""
        job = self._table.get(job_id)
        was = self._table.cancel(job_id, by)
        if was is None:
            raise JobRefused(f"job {job_id} has ended already: {job.state.value}")
        said = "before it began" if was is State.QUEUED else "while it ran"
        self._table.say(job_id, f"cancelled by {by.name} {said}")
        return self._table.get(job_id)

    def retry(self, job_id: int, by: Actor) -> Job:
        """Asks again for a job that failed, was cancelled or interrupted: a new job, which goes on
        where the old one stopped. Raises JobRefused, NoSuchJob."""
        job = self._table.get(job_id)
        if job.state not in RETRYABLE:
            raise JobRefused(
                f"job {job_id} is {job.state.value}; only one that failed, was cancelled or "
                "interrupted is retried"
            )
        checked(kind_of(job.kind), job.arguments)
        again = self._table.add(job.kind, job.arguments, by, retry_of=job_id)
        self._queue.wake()
        return self._table.get(again)
