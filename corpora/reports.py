"""What readers say is wrong in a law: a queue in the collection's database, for its curators."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Engine, func, insert, select

from corpora import schema
from corpora.audit import Actor, Change, record
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
    """A report in the queue. Times are ISO 8601 in UTC; `done_at` is None while it waits, `answer`
    is what a curator said in closing it."""

    key: int
    report: Report
    reported_at: str
    done_at: str | None
    answer: str = ""


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
        table, said = schema.report, schema.report_answer
        query = (
            select(table, said.c.answer)
            .outerjoin(said, said.c.report_key == table.c.key)
            .order_by(table.c.key)
        )
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
                    row.answer or "",
                )
                for row in connection.execute(query)
            ]

    def count(self) -> int:
        """How many wait."""
        waiting = select(func.count()).where(schema.report.c.done_at.is_(None))
        with self._engine.connect() as connection:
            return connection.execute(waiting).scalar_one()

    def close(self, keys: Sequence[int], by: Actor, answer: str = "") -> int:
        """Takes reports out of the queue with an answer, and gives how many of them were in it.
        They are kept."""
        table = schema.report
        closed = 0
        with self._engine.begin() as connection:
            for key in keys:
                own = table.update().where(table.c.key == key, table.c.done_at.is_(None))
                if not connection.execute(own.values(done_at=utc_now())).rowcount:
                    continue
                closed += 1
                if answer:
                    values = {"report_key": key, "answer": answer}
                    connection.execute(insert(schema.report_answer).values(values))
                after = {"answer": answer}
                record(connection, by, Change("report.close", str(key), after=after))
        return closed
