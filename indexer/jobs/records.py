"""What is told of jobs: to the command line, to the dashboard, and between the parts of this
package. Times are ISO 8601 in UTC."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """QUEUED       waits for a worker, or for another job that is in its way (`message` says which)
    RUNNING      a worker is at it
    DONE         did what was asked
    FAILED       could not; `error` says why
    CANCELLED    somebody did not want it any more
    INTERRUPTED  its process, or its worker, ended in the middle
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


UNENDED = frozenset({State.QUEUED, State.RUNNING})
RETRYABLE = frozenset({State.FAILED, State.CANCELLED, State.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` in `unit` (files, laws, pages); `total` is None while
    nobody knows."""

    done: int = 0
    total: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it is now.

    arguments     as its kind wants them (`indexer.jobs.kinds`)
    asked_by      a person; of a schedule, who switched it on
    schedule      the schedule that asked for it, "" for a person
    retry_of      the job that this one does again
    message       what it is at, or waits for
    error         why it is not done, "" while nothing is wrong
    result        what it did, in figures; empty until then
    cancelled_by  who asked to cancel it; a job that runs ends soon after
    worker        machine and process of the worker that runs it, or ran it
    """

    id: int
    kind: str
    arguments: Mapping[str, Any]
    asked_by: str
    schedule: str
    retry_of: int | None
    state: State
    progress: Progress
    message: str
    error: str
    result: Mapping[str, Any]
    cancelled_by: str
    worker: str
    queued_at: str
    started_at: str | None
    ended_at: str | None

    @property
    def ended(self) -> bool:
        return self.state not in UNENDED

    def to_json(self) -> dict[str, Any]:
        """The public JSON of a job (docs/command-line.md)."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a job's log. Lines are numbered from 1; the oldest of very many are not kept."""

    number: int
    at: str
    text: str


class JobRefused(Exception):
    """A job or schedule cannot be had as it was asked for. The message says why, and what to do."""


class NoSuchJob(JobRefused):
    """There is no job, or schedule, of that name."""
