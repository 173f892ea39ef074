"""Jobs that are asked for again and again: what publishers' source files declare, and what curators
add. Each is off until somebody switches it on; all times are UTC."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, Row, delete, insert, select
from sqlalchemy.engine import Connection

from corpora import schema
from corpora.audit import Actor, Change, record
from corpora.sources.definition import DefinitionError, shipped
from indexer.jobs.kinds import checked, kind_of
from indexer.jobs.records import UNENDED, JobRefused, NoSuchJob
from indexer.jobs.table import add_job
from indexer.jobs.when import cron_of, next_after

_log = logging.getLogger(__name__)
_TABLE = schema.job_schedule
_OF_SOURCE = "source:"
_NAME = r"\w[\w .-]{0,59}"
# At night in most of the places that publish; workers take them one after another.
_DECLARED = {
    "daily": "0 2 * * *",
    "weekly": "0 2 * * 0",
    "monthly": "0 2 1 * *",
    "quarterly": "0 2 1 1,4,7,10 *",
}

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job that is asked for again and again. Times are ISO 8601 in UTC.

    name         its own; of what a source file declares "source:" and the source's id
    cron         minute, hour, day, month and day of the week
    last_run_at  when it asked for `last_job`, None for never
    next_run_at  None while it is switched off
    """

    name: str
    kind: str
    arguments: Mapping[str, Any]
    cron: str
    active: bool = False
    changed_by: str = ""
    last_run_at: str | None = None
    last_job: int | None = None
    next_run_at: str | None = None

    @property
    def declared(self) -> bool:
        """Whether a source file declares it."""
        return self.name.startswith(_OF_SOURCE)

    def to_json(self) -> dict[str, Any]:
        """The public JSON of a schedule (docs/command-line.md)."""
        return asdict(self)


class Schedules:
    """The schedules of a library."""

    def __init__(self, engine: Engine, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> list[Schedule]:
        """Curators' own schedules, then those that source files declare; each by name."""
        with self._engine.connect() as connection:
            kept = {row.name: _schedule(row) for row in connection.execute(select(_TABLE))}
        found = _declared() | kept
        return sorted(found.values(), key=lambda one: (one.declared, one.name))

    def get(self, name: str) -> Schedule:
        """A schedule by its name. Raises NoSuchJob."""
        for found in self.all():
            if found.name == name:
                return found
        raise NoSuchJob(
            f"there is no schedule {name[:60]!r}; `legal-library jobs schedules` lists them"
        )

    def put(
        self, name: str, kind: str, arguments: Mapping[str, Any], when: str, by: Actor
    ) -> Schedule:
        """Adds a schedule or changes it, and switches it on.

        when  "every night at 02:00", "every monday at 02:00", "every hour", or five fields of cron
        Raises JobRefused.
        """
        if not re.fullmatch(_NAME, name):
            raise JobRefused(
                f"{name[:60]!r} is no name for a schedule: use letters, digits, spaces, dots and "
                "hyphens, 60 at most"
            )
        values = checked(kind_of(kind), arguments).model_dump(mode="json", exclude_defaults=True)
        self._keep(Schedule(name, kind, values, cron_of(when), active=True), "schedule.put", by)
        return self.get(name)

    def switch(self, name: str, on: bool, by: Actor) -> Schedule:
        """Switches a schedule on or off. What was missed while it was off is not made up for.
        Raises NoSuchJob."""
        found = self.get(name)
        changed = Schedule(found.name, found.kind, found.arguments, found.cron, active=on)
        self._keep(changed, "schedule.on" if on else "schedule.off", by)
        return self.get(name)

    def remove(self, name: str, by: Actor) -> None:
        """Removes a curator's schedule. Raises JobRefused, NoSuchJob."""
        found = self.get(name)
        if found.declared:
            raise JobRefused(f"{name} is declared by its source file; switch it off instead")
        with self._engine.begin() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.name == name))
            record(connection, by, Change("schedule.remove", name, before=_told(found)))

    def run_due(self) -> int:
        """Asks for the jobs of schedules that are due, and gives how many. A run that was missed is
        made up for once, however often it was; one whose last job has not ended is left out."""
        with self._engine.connect() as connection:
            active = connection.execute(select(_TABLE).where(_TABLE.c.active == 1)).all()
        return sum(self._run(_schedule(row)) for row in active)

    def _run(self, schedule: Schedule) -> bool:
        now = self._clock()
        following = _iso(next_after(schedule.cron, now))
        due = schedule.next_run_at or ""
        # Later than the next time: the clock was set back.
        if due > _iso(now) and due <= following:
            return False
        # Of several workers, the one that moves it on asks for the job.
        own = _TABLE.update().where(
            _TABLE.c.name == schedule.name,
            _TABLE.c.next_run_at == schedule.next_run_at,
            _TABLE.c.active == 1,
        )
        try:
            with self._engine.begin() as connection:
                mine = connection.execute(own.values(next_run_at=following)).rowcount
                if not mine or due > _iso(now) or _still_at_it(connection, schedule):
                    return False
                job_id = add_job(
                    connection,
                    schedule.kind,
                    schedule.arguments,
                    schedule.changed_by,
                    schedule=schedule.name,
                )
                last = {"last_run_at": _iso(now), "last_job": job_id}
                connection.execute(
                    _TABLE.update().where(_TABLE.c.name == schedule.name).values(last)
                )
        except JobRefused as error:
            _log.warning("schedule %s waits: %s", schedule.name, error)
            return False
        return True

    def _keep(self, schedule: Schedule, action: str, by: Actor) -> None:
        following = _iso(next_after(schedule.cron, self._clock())) if schedule.active else None
        values = {
            "kind": schedule.kind,
            "arguments": dict(schedule.arguments),
            "cron": schedule.cron,
            "active": int(schedule.active),
            "changed_by": by.name,
            "next_run_at": following,
        }
        own = _TABLE.update().where(_TABLE.c.name == schedule.name)
        with self._engine.begin() as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.name == schedule.name)).first()
            before = _told(_schedule(row)) if row else None
            if not connection.execute(own.values(values)).rowcount:
                connection.execute(insert(_TABLE).values(name=schedule.name, **values))
            record(connection, by, Change(action, schedule.name, before, _told(schedule)))


def _still_at_it(connection: Connection, schedule: Schedule) -> bool:
    job = schema.job.c
    unended = [state.value for state in UNENDED]
    query = select(job.id).where(job.id == schedule.last_job, job.state.in_(unended))
    return connection.execute(query).first() is not None


def _declared() -> dict[str, Schedule]:
    try:
        known = shipped()
    except DefinitionError as error:
        raise JobRefused(str(error)) from error
    found = (
        Schedule(_OF_SOURCE + one.id, "crawl", {"source": one.id}, _DECLARED[one.schedule])
        for one in known
        if one.schedule in _DECLARED and not one.is_folder
    )
    return {one.name: one for one in found}


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        row.name,
        row.kind,
        row.arguments,
        row.cron,
        bool(row.active),
        row.changed_by,
        row.last_run_at,
        row.last_job,
        row.next_run_at,
    )


def _told(schedule: Schedule) -> dict[str, Any]:
    """What the audit trail says of it."""
    return {
        "kind": schedule.kind,
        "arguments": dict(schedule.arguments),
        "cron": schedule.cron,
        "active": schedule.active,
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
