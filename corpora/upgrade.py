"""Brings a collection that an older program made up to this one."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import OperationalError

from corpora import schema
from corpora.copying import keep_sqlite
from corpora.database import open_database, unreachable
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
                    copy = keep_sqlite(engine, f".schema-{before}")
                    upgrade(connection, before)
        prepare(engine)
    except OperationalError as error:
        raise unreachable(engine, error) from error
    finally:
        engine.dispose()
    return Upgraded(before, schema.SCHEMA_VERSION, copy)
