"""What the collection holds of each source."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Engine, func, select

from corpora import schema
from corpora.records import Outcome, SourceRecord


@dataclass(frozen=True, slots=True)
class SourceHoldings:
    """A source with its laws, its files by what became of them, how many of them it has no more,
    and when one was last read (ISO 8601, "" for never)."""

    source: SourceRecord
    laws: int
    files: Mapping[Outcome, int]
    gone: int
    read_at: str


def source_holdings(engine: Engine) -> list[SourceHoldings]:
    """What is held of every source of the collection, by id."""
    source, file, law = schema.source, schema.file, schema.law
    by_outcome = select(
        file.c.source_id,
        file.c.outcome,
        func.count().label("files"),
        func.count(file.c.gone_at).label("gone"),
        func.max(file.c.imported_at).label("read_at"),
    ).group_by(file.c.source_id, file.c.outcome)
    counted = select(law.c.source_id, func.count()).group_by(law.c.source_id)
    files: defaultdict[str, dict[Outcome, int]] = defaultdict(dict)
    gone: defaultdict[str, int] = defaultdict(int)
    read_at: defaultdict[str, str] = defaultdict(str)
    with engine.connect() as connection:
        for row in connection.execute(by_outcome):
            files[row.source_id][Outcome(row.outcome)] = row.files
            gone[row.source_id] += row.gone
            read_at[row.source_id] = max(read_at[row.source_id], row.read_at)
        laws = {row[0]: row[1] for row in connection.execute(counted)}
        return [
            SourceHoldings(
                SourceRecord(row.id, row.licence, row.origin, row.notes, bool(row.demonstration)),
                laws.get(row.id, 0),
                files[row.id],
                gone[row.id],
                read_at[row.id],
            )
            for row in connection.execute(select(source).order_by(source.c.id))
        ]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many files there are by outcome, and jobs by state."""

    files: dict[str, int]
    jobs: dict[str, int]


def counts(engine: Engine) -> Counts:
    """What is counted again and again, to be watched."""
    with engine.connect() as connection:

        def by(column: Column[str]) -> dict[str, int]:
            query = select(column, func.count()).group_by(column)
            return {row[0]: row[1] for row in connection.execute(query)}

        return Counts(by(schema.file.c.outcome), by(schema.job.c.state))
