"""What readers say is wrong in a law: a queue in the collection's database, for its curators."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, func, insert, select

from corpora import schema
from corpora.clock import utc_now

MOST_OPEN = 10_000
"""Reports that wait; more would be no readers' doing."""


@dataclass(frozen=True, slots=True)
class Report:
    """A reader's words on a provision, or on a law where `path` is "".

    quotation  the passage that it is about, as the reader saw it; may be empty
    contact    where the reader can be reached, when the reader wants to be
    """

    law_id: str
    law_title: str
    path: str
    quotation: str
    message: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report in the queue. Times are ISO 8601 in UTC; `done_at` is None while it waits."""

    key: int
    report: Report
    reported_at: str
    done_at: str | None


class QueueFull(Exception):
    """As many reports wait as may."""


class ReportLog:
    """The reports on a collection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, report: Report) -> None:
        """Adds a report to the queue. Raises QueueFull."""
        table = schema.report
        waiting = select(func.count()).where(table.c.done_at.is_(None))
        with self._engine.begin() as connection:
            if connection.execute(waiting).scalar_one() >= MOST_OPEN:
                raise QueueFull
            connection.execute(insert(table).values(asdict(report) | {"reported_at": utc_now()}))

    def all(self, *, waiting: bool = True) -> list[KeptReport]:
        """The reports that wait, or all that there ever were, oldest first."""
        table = schema.report
        query = select(table).order_by(table.c.key)
        if waiting:
            query = query.where(table.c.done_at.is_(None))
        with self._engine.connect() as connection:
            return [
                KeptReport(
                    row.key,
                    Report(
                        row.law_id, row.law_title, row.path, row.quotation, row.message, row.contact
                    ),
                    row.reported_at,
                    row.done_at,
                )
                for row in connection.execute(query)
            ]

    def mark_done(self, keys: Sequence[int]) -> int:
        """Takes reports out of the queue, and gives how many of them were in it. They are kept."""
        table = schema.report
        done = table.update().where(table.c.key.in_(keys), table.c.done_at.is_(None))
        with self._engine.begin() as connection:
            return connection.execute(done.values(done_at=utc_now())).rowcount
