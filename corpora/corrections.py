"""What curators corrected of laws: a list in the collection's database that is only added to. The
last correction of a field counts, and outlives every import of its law."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, insert, select

from corpora import schema
from corpora.audit import Actor, Change, record
from corpora.clock import utc_now
from corpora.corrected import (
    LONGEST,
    UnfitValue,
    as_read,
    checked,
    correct_one,
    kept_as_read,
    standing,
    values_of,
)
from corpora.writing import changed, replace_law, whole_laws


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of a law is to have another value.

    law_title     as the law was called when it was corrected
    value         None: what the file says again
    reason        why, in the curator's words; may be empty
    corrected_at  ISO 8601 in UTC
    """

    key: int
    law_id: str
    law_title: str
    field: str
    value: str | None
    reason: str
    author: str
    corrected_at: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that holds, and what the law's file says instead."""

    correction: Correction
    as_read: str


class Corrections:
    """The corrections of a collection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def correct(
        self, law_id: str, values: Mapping[str, str | None], reason: str, actor: Actor
    ) -> list[str]:
        """Gives fields of a law other values (None: what its file says), and writes it into the
        audit trail. The fields that were not so before. Raises UnfitValue, and LookupError where
        there is no such law."""
        wanted = {
            field: checked(field, value) if value is not None else None
            for field, value in values.items()
        }
        reason = " ".join(reason.split())
        if len(reason) > LONGEST:
            raise UnfitValue("long", f"the reason is longer than {LONGEST} characters")
        with self._engine.begin() as connection:
            # As an import does: one waits for the other, and neither overlooks it.
            own = select(schema.law.c.source_id).where(schema.law.c.id == law_id)
            table = schema.source
            ours = table.update().where(table.c.id == own.scalar_subquery())
            connection.execute(ours.values(id=table.c.id))
            law = next(whole_laws(connection, schema.law.c.id == law_id), None)
            if law is None:
                raise LookupError(law_id)
            kept = kept_as_read(connection, [law_id]).get(law_id)
            read = as_read(law, kept) if kept else law
            said: Mapping[str, str] = standing(connection, [law_id]).get(law_id, {})
            file_says = values_of(read)
            new: dict[str, str | None] = {}
            for field, value in wanted.items():
                if value is None and field not in said:
                    continue
                if value is not None and value == said.get(field, file_says[field]):
                    continue
                new[field] = None if value == file_says[field] else value
            if not new:
                return []
            now = utc_now()
            connection.execute(
                insert(schema.correction),
                [
                    {"law_id": law_id, "law_title": law.title, "field": field, "value": value,
                     "reason": reason, "author": actor.name, "corrected_at": now}
                    for field, value in new.items()
                ],
            )  # fmt: skip
            after = correct_one(connection, read)
            replace_law(connection, law, after)
            was, now_is = values_of(law), values_of(after)
            record(
                connection,
                actor,
                Change(
                    "law.correct",
                    law_id,
                    {field: was[field] for field in new},
                    {field: now_is[field] for field in new}
                    | ({"reason": reason} if reason else {}),
                ),
            )
            changed(connection)
        return list(new)

    def history(self, law_id: str | None = None, count: int = 1000) -> list[Correction]:
        """The corrections of a law, or of all, the last ones first; at most so many."""
        table = schema.correction
        query = select(table).order_by(table.c.key.desc()).limit(count)
        return self._found(query if law_id is None else query.where(table.c.law_id == law_id))

    def of_law(self, law_id: str) -> list[Corrected]:
        """The corrections that hold for a law, one a field, in the order of correcting."""
        table = schema.correction
        query = select(table).where(table.c.law_id == law_id).order_by(table.c.key)
        last = {one.field: one for one in self._found(query)}
        hold = [one for one in last.values() if one.value is not None]
        if not hold:
            return []
        with self._engine.connect() as connection:
            kept = kept_as_read(connection, [law_id]).get(law_id)
        says = kept["values"] if kept else {}
        return [Corrected(one, says.get(one.field, "")) for one in hold]

    def _found(self, query: Select[Any]) -> list[Correction]:
        with self._engine.connect() as connection:
            return [Correction(*row) for row in connection.execute(query)]
