"""What curators decided of tags: an append-only list in the collection's database.

Decisions that were made elsewhere and are taken in later stand where they were made in time.

Nothing is changed or taken away. A decision holds the provision as the curator read it, so that
it can be found again after another import (`indexer.decisions`), and be read when it is gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Engine, Row, func, insert, select

from corpora import schema
from corpora.audit import Actor, Change, record
from corpora.rows import chunks, provision_of
from mappings.records import Decision, Verdict

_ORDER = (schema.decision.c.decided_at, schema.decision.c.key)


class DecisionLog:
    """The decisions of a collection, in the order in which they were made."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, decisions: Sequence[Decision], by: Actor | None = None) -> None:
        """Adds decisions, all or none of them; with who does it, to the audit trail as well."""
        if decisions:
            with self._engine.begin() as connection:
                connection.execute(insert(schema.decision), [_values(one) for one in decisions])
                if by:
                    for one in decisions:
                        record(connection, by, _change(one))

    def decided_paths(self, law_id: str) -> dict[tuple[str, str, str], str]:
        """By path, scheme and code, the verdict that was given last on a provision of a law as it
        was read then."""
        table = schema.decision
        columns = (table.c.path, table.c.scheme, table.c.code, table.c.verdict)
        query = select(*columns).where(table.c.law_id == law_id).order_by(*_ORDER)
        with self._engine.connect() as connection:
            return {
                (row.path, row.scheme, row.code): row.verdict for row in connection.execute(query)
            }

    def counts(self) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
        """How many decisions there are by scheme and code, and by jurisdiction."""
        table = schema.decision
        codes = select(table.c.scheme, table.c.code, func.count()).group_by(
            table.c.scheme, table.c.code
        )
        places = select(table.c.jurisdiction, func.count()).group_by(table.c.jurisdiction)
        with self._engine.connect() as connection:
            return (
                {(row[0], row[1]): row[2] for row in connection.execute(codes)},
                {row[0]: row[1] for row in connection.execute(places)},
            )

    def all(self) -> list[Decision]:
        """Every decision, also those that a later one overrides."""
        query = select(schema.decision).order_by(*_ORDER)
        with self._engine.connect() as connection:
            return [_decision(row) for row in connection.execute(query)]

    def of_laws(self, law_ids: Iterable[str]) -> dict[str, list[Decision]]:
        """Every decision on provisions of some laws, by law; laws without one are left out."""
        table = schema.decision
        found: dict[str, list[Decision]] = {}
        with self._engine.connect() as connection:
            for chunk in chunks(law_ids):
                query = select(table).where(table.c.law_id.in_(chunk)).order_by(*_ORDER)
                for row in connection.execute(query):
                    found.setdefault(row.law_id, []).append(_decision(row))
        return found


def _change(decision: Decision) -> Change:
    said = {"tag": f"{decision.scheme}:{decision.code}", "verdict": decision.verdict.value}
    what = f"{decision.law_id}/{decision.provision.path}"
    return Change("tag.decide", what, None, {**said, "reason": decision.reason})


def _values(decision: Decision) -> dict[str, Any]:
    values = asdict(decision)
    provision: dict[str, Any] = values.pop("provision")
    return values | provision


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        law_id=row.law_id,
        law_title=row.law_title,
        jurisdiction=row.jurisdiction,
        provision=provision_of(row),
        scheme=row.scheme,
        code=row.code,
        verdict=Verdict(row.verdict),
        reason=row.reason,
        author=row.author,
        decided_at=row.decided_at,
    )
