"""The database that the collection is in."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError


class CollectionError(Exception):
    """The collection cannot be opened. The message says what to do."""


def open_database(home: Path, database_url: str | None = None) -> Engine:
    """The collection's database, whatever is in it."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CollectionError(
            f"{home} cannot be used as LEGAL_LIBRARY_HOME: {error.strerror}"
        ) from error
    # A connection that a restart of the server has ended is found out before it is used.
    engine = create_engine(
        database_url or f"sqlite:///{home / 'collection.sqlite'}", pool_pre_ping=bool(database_url)
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def unreachable(engine: Engine, error: OperationalError) -> CollectionError:
    """What is said of a database that cannot be opened."""
    shown = engine.url.render_as_string(hide_password=True)
    return CollectionError(f"the collection's database {shown} cannot be opened: {error.orig}")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Readers go on while an import writes, and a writer waits for another one to finish.
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()
