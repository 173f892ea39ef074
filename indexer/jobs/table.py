"""The jobs of a collection, as rows of its database. A row is the truth about its job: every
change of state is from one that is named to another, so that of two who try one succeeds."""

from collections.abc import Collection as Container
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from corpora import schema
from corpora.audit import Actor, Change, record
from corpora.clock import utc_now
from indexer.jobs.records import UNENDED, Job, JobRefused, Line, NoSuchJob, Progress, State

MOST_QUEUED = 1_000
"""Jobs that wait; more would be nobody's intention."""
LINES_KEPT = 1_000
"""Lines of one job's log; the last ones."""
CHARACTERS_A_LINE = 4_000

_JOB = schema.job
_LINE = schema.job_line


class JobTable:
    """The rows. Safe to use from several threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        kind: str,
        arguments: Mapping[str, Any],
        by: Actor,
        retry_of: int | None = None,
    ) -> int:
        """Adds a queued job that a person asks for, and gives its id. Raises JobRefused."""
        with self._engine.begin() as connection:
            job_id = add_job(connection, kind, arguments, by.name, retry_of=retry_of)
            action = "job.submit" if retry_of is None else "job.retry"
            after = {"kind": kind, "arguments": dict(arguments)}
            record(connection, by, Change(action, str(job_id), after=after))
            return job_id

    def get(self, job_id: int) -> Job:
        """A job by its id. Raises NoSuchJob."""
        # What a database takes for a key.
        if 0 < job_id < 2**63:
            with self._engine.connect() as connection:
                row = connection.execute(select(_JOB).where(_JOB.c.id == job_id)).first()
            if row:
                return _job(row)
        raise NoSuchJob(
            f"there is no job {job_id}; `legal-library jobs list` shows those there are"
        )

    def find(
        self,
        *,
        states: Container[State] = (),
        kind: str = "",
        before: int | None = None,
        limit: int = 50,
        oldest_first: bool = False,
    ) -> list[Job]:
        """Jobs in one of `states` (any, when none is given), of a kind, with ids below `before`."""
        query = select(_JOB).limit(limit)
        query = query.order_by(_JOB.c.id if oldest_first else _JOB.c.id.desc())
        if states:
            query = query.where(_JOB.c.state.in_(state.value for state in states))
        if kind:
            query = query.where(_JOB.c.kind == kind)
        if before is not None:
            query = query.where(_JOB.c.id < before)
        with self._engine.connect() as connection:
            return [_job(row) for row in connection.execute(query)]

    def change(self, job_id: int, expected: State, new: State | None = None, **values: Any) -> bool:
        """Changes a job if its state is `expected`; says whether it was. The end gets its time."""
        values = dict(values)
        if new is not None:
            values["state"] = new.value
            if new not in UNENDED:
                values["ended_at"] = utc_now()
        own = _JOB.update().where(_JOB.c.id == job_id, _JOB.c.state == expected.value)
        with self._engine.begin() as connection:
            return connection.execute(own.values(values)).rowcount == 1

    def cancel(self, job_id: int, by: Actor) -> State | None:
        """Cancels a job that waits, and asks one that runs to end; gives which of them it was, None
        for a job that has ended."""
        own = _JOB.update().where(_JOB.c.id == job_id)
        waits = own.where(_JOB.c.state == State.QUEUED.value).values(
            state=State.CANCELLED.value, cancelled_by=by.name, message="", ended_at=utc_now()
        )
        runs = own.where(_JOB.c.state == State.RUNNING.value).values(cancelled_by=by.name)
        with self._engine.begin() as connection:
            for state, ask in ((State.QUEUED, waits), (State.RUNNING, runs)):
                if connection.execute(ask).rowcount:
                    before = {"state": state.value}
                    record(connection, by, Change("job.cancel", str(job_id), before=before))
                    return state
        return None

    def say(self, job_id: int, text: str) -> None:
        """Adds a line to a job's log, and drops the oldest of too many."""
        text = text[:CHARACTERS_A_LINE].replace("\0", "\N{REPLACEMENT CHARACTER}")
        last = select(func.max(_LINE.c.number)).where(_LINE.c.job_id == job_id)
        with self._engine.begin() as connection:
            # Writing first makes another who adds a line wait.
            connection.execute(_JOB.update().where(_JOB.c.id == job_id).values(id=job_id))
            number = (connection.execute(last).scalar() or 0) + 1
            connection.execute(
                insert(_LINE).values(job_id=job_id, number=number, at=utc_now(), text=text)
            )
            connection.execute(
                delete(_LINE).where(_LINE.c.job_id == job_id, _LINE.c.number <= number - LINES_KEPT)
            )

    def lines(self, job_id: int, after: int = 0) -> list[Line]:
        """The lines of a job's log with numbers above `after`."""
        query = (
            select(_LINE.c.number, _LINE.c.at, _LINE.c.text)
            .where(_LINE.c.job_id == job_id, _LINE.c.number > after)
            .order_by(_LINE.c.number)
        )
        with self._engine.connect() as connection:
            return [Line(*row) for row in connection.execute(query)]


def add_job(
    connection: Connection,
    kind: str,
    arguments: Mapping[str, Any],
    asked_by: str,
    *,
    schedule: str = "",
    retry_of: int | None = None,
) -> int:
    """Adds a queued job within a transaction and gives its id. Raises JobRefused."""
    waiting = select(func.count()).where(_JOB.c.state == State.QUEUED.value)
    if connection.execute(waiting).scalar_one() >= MOST_QUEUED:
        raise JobRefused(
            f"{MOST_QUEUED} jobs wait already; see that a worker runs (`legal-library worker`), "
            "or cancel some"
        )
    values = {
        "kind": kind,
        "arguments": dict(arguments),
        "asked_by": asked_by,
        "schedule": schedule,
        "retry_of": retry_of,
        "state": State.QUEUED.value,
        "progress_done": 0,
        "progress_unit": "",
        "message": "",
        "error": "",
        "result": {},
        "cancelled_by": "",
        "worker": "",
        "queued_at": utc_now(),
    }
    try:
        return int(
            connection.execute(insert(_JOB).values(values).returning(_JOB.c.id)).scalar_one()
        )
    except IntegrityError as error:
        raise JobRefused(f"job {retry_of} was retried already; retry that job instead") from error


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        arguments=row.arguments,
        asked_by=row.asked_by,
        schedule=row.schedule,
        retry_of=row.retry_of,
        state=State(row.state),
        progress=Progress(row.progress_done, row.progress_total, row.progress_unit),
        message=row.message,
        error=row.error,
        result=row.result,
        cancelled_by=row.cancelled_by,
        worker=row.worker,
        queued_at=row.queued_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
