"""What curators decided of tags: an append-only list in the collection's database.

Decisions that were made elsewhere and are taken in later stand where they were made in time.

Nothing is changed or taken away. A decision holds the provision as the curator read it, so that
it can be found again after another import (`indexer.decisions`), and be read when it is gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Engine, Row, insert, select

from corpora import schema
from corpora.rows import chunks, provision_of
from mappings.records import Decision, Verdict

_ORDER = (schema.decision.c.decided_at, schema.decision.c.key)


class DecisionLog:
    """The decisions of a collection, in the order in which they were made."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, decisions: Sequence[Decision]) -> None:
        """Adds decisions, all or none of them."""
        if decisions:
            with self._engine.begin() as connection:
                connection.execute(insert(schema.decision), [_values(one) for one in decisions])

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
