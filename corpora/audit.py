"""The audit trail: every change that a person made, in the collection's database. Entries are added
and never changed or taken away; the database refuses it (`schema.AUDIT_IS_KEPT`)."""

import getpass
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, insert, select
from sqlalchemy.engine import Connection

from corpora import schema
from corpora.clock import utc_now

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: the name of an account, or of a user of the command line, and the
    address that it is done from ("" for the machine itself)."""

    name: str
    address: str = ""


def command_line_user() -> Actor:
    """Who calls the command line."""
    try:
        return Actor(f"command line ({getpass.getuser()})")
    except (KeyError, OSError):
        # A container's user may have no name.
        return Actor("command line")


@dataclass(frozen=True, slots=True)
class Change:
    """What is done.

    action         what, in a word or two with a dot between ("report.close")
    object         with what: the id of a law, the name of a release or of an account
    before, after  what it was and is, JSON objects; None where there is nothing to say
    """

    action: str
    object: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in the trail, with its number and time (ISO 8601 in UTC)."""

    key: int
    at: str
    actor: Actor
    change: Change


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: by a person or of an action, with `about` in their object, from and to a day
    (ISO 8601, both inclusive). "" for all."""

    who: str = ""
    action: str = ""
    about: str = ""
    first: str = ""
    last: str = ""


class AuditTrail:
    """The audit trail of a library."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, actor: Actor, change: Change) -> None:
        """Adds an entry."""
        with self._engine.begin() as connection:
            record(connection, actor, change)

    def entries(
        self, wanted: Wanted = Wanted(), *, before: int | None = None, count: int = 100
    ) -> list[Entry]:
        """The newest entries of those wanted, the newest first; of those before number `before`."""
        table = schema.audit
        query = select(table).where(*_conditions(wanted)).order_by(table.c.key.desc()).limit(count)
        if before is not None:
            query = query.where(table.c.key < before)
        with self._engine.connect() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def all(self, wanted: Wanted = Wanted()) -> Iterator[Entry]:
        """All entries of those wanted, the newest first. No connection is held between two pages
        of them, however slowly they are taken."""
        before: int | None = None
        while page := self.entries(wanted, before=before, count=_PAGE):
            yield from page
            before = page[-1].key

    def actions(self) -> list[str]:
        """The actions that there are entries of, in alphabetical order."""
        action = schema.audit.c.action
        with self._engine.connect() as connection:
            return list(connection.scalars(select(action).distinct().order_by(action)))


def record(connection: Connection, actor: Actor, change: Change) -> None:
    """Adds an entry in a transaction: with the change that it is of, or not at all."""
    connection.execute(
        insert(schema.audit).values(
            at=utc_now(),
            who=actor.name,
            address=actor.address,
            action=change.action,
            object=change.object,
            before=None if change.before is None else dict(change.before),
            after=None if change.after is None else dict(change.after),
        )
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    table = schema.audit
    if wanted.who:
        yield table.c.who == wanted.who
    if wanted.action:
        yield table.c.action == wanted.action
    if wanted.about:
        yield table.c.object.contains(wanted.about, autoescape=True)
    if wanted.first:
        yield table.c.at >= wanted.first
    if wanted.last:
        # Times go on after their day: "~" is behind every character of them.
        yield table.c.at <= f"{wanted.last}~"


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        row.key,
        row.at,
        Actor(row.who, row.address),
        Change(row.action, row.object, row.before, row.after),
    )
