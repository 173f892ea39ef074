"""Brings a collection that an older program made up to this one."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from corpora import schema
from corpora.database import CollectionError, open_database, unreachable
from corpora.migrations import alone, prepare, upgrade, version


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What became of it.

    before  the version that the tables were of, None for no tables
    after   the version they are of now
    copy    the SQLite database as it was, "" where none was kept
    """

    before: int | None
    after: int
    copy: str = ""


def upgrade_collection(home: Path, database_url: str | None = None) -> Upgraded:
    """Brings the tables of a collection to the version of this program; in one transaction, so
    that it is done or not begun. Imports wait meanwhile, readers do not. Raises CollectionError."""
    engine = open_database(home, database_url)
    try:
        with engine.connect() as connection:
            before = version(connection)
        copy = ""
        if before is not None and before < schema.SCHEMA_VERSION:
            with alone(engine) as connection:
                before = version(connection)
                if before is not None and before < schema.SCHEMA_VERSION:
                    copy = _copied(engine, before)
                    upgrade(connection, before)
        prepare(engine)
    except OperationalError as error:
        raise unreachable(engine, error) from error
    finally:
        engine.dispose()
    return Upgraded(before, schema.SCHEMA_VERSION, copy)


def _copied(engine: Engine, before: int) -> str:
    """Keeps an SQLite database as it was, beside it."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return ""
    copy = Path(f"{file}.schema-{before}")
    unfinished = copy.with_name(copy.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        # Another connection than the one that keeps writers out: that one could not be read.
        with (
            closing(engine.raw_connection()) as source,
            closing(sqlite3.connect(unfinished)) as target,
        ):
            source.driver_connection.backup(target)  # type: ignore[union-attr]
        unfinished.replace(copy)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise CollectionError(
            f"nothing was changed: the copy {copy} of the database, which is kept before it is "
            f"upgraded, cannot be written ({error}). Make room for it"
        ) from error
    return str(copy)
