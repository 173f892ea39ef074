"""The versions of the collection's tables, and the way from each of them to today's.

A version is a revision of alembic: the file versions/v0004_….py has revision "4" and leads there
from "3". To change the tables, change `corpora.schema` and add a file; a test says when the two do
not agree. A migration that gives values another meaning gives their column another name, so that
a program never reads them wrongly.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import (
    Connection,
    Engine,
    Table,
    cast,
    event,
    false,
    func,
    insert,
    inspect,
    null,
    select,
    text,
)
from sqlalchemy.engine import ExceptionContext

from corpora import schema
from corpora.database import CollectionError

# Programs that know nothing of alembic read the version in `meta`, and refuse one that is not
# theirs. It is the first of alembic's for ever.
_FOR_OLD_PROGRAMS = "4"


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other process changes the tables beside; the others wait."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("tables"))))
        yield connection


def version(connection: Connection) -> int | None:
    """The version of the tables that are there; None when there are none."""
    inspector = inspect(connection)
    found = None
    if inspector.has_table("alembic_version"):
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    elif inspector.has_table("meta"):
        query = select(schema.meta.c.value).where(schema.meta.c.name == "schema_version")
        found = connection.scalar(query)
    if found is None:
        return None
    try:
        return int(found)
    except ValueError as error:
        raise CollectionError(
            f"the database holds tables of another program (revision {found}); "
            "give the library a database of its own in DATABASE_URL"
        ) from error


def prepare(engine: Engine) -> None:
    """Creates the tables where there are none, and leaves those that are there as they are: what
    an older collection lacks reads as empty. Raises CollectionError when that is not possible."""
    with engine.connect() as connection:
        found = version(connection)
    if found is None:
        with alone(engine) as connection:
            found = version(connection)
            if found is None:
                _create(connection)
                return
    if found > schema.SCHEMA_VERSION:
        raise CollectionError(
            f"the collection is of schema version {found} and this program knows "
            f"{schema.SCHEMA_VERSION}: a newer program upgraded it. Update this program, or use "
            "another LEGAL_LIBRARY_HOME or DATABASE_URL"
        )
    if found < schema.SCHEMA_VERSION:
        with engine.connect() as connection:
            lacking = _lacking(connection, found)
        _read_as_empty(engine, found, lacking)


def upgrade(connection: Connection, found: int | None, to: int = schema.SCHEMA_VERSION) -> None:
    """Brings tables of an older version, None for no tables, to a newer one, in the transaction
    of the connection."""
    alembic = _alembic(connection)
    if found is not None and not inspect(connection).has_table("alembic_version"):
        command.stamp(alembic, str(found))
    command.upgrade(alembic, str(to))


def _create(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    command.stamp(_alembic(connection), "head")
    rows = [
        {"name": "schema_version", "value": _FOR_OLD_PROGRAMS},
        {"name": schema.STATE, "value": uuid4().hex},
    ]
    connection.execute(insert(schema.meta), rows)


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _lacking(connection: Connection, found: int) -> list[Table]:
    """The tables that an older collection does not have. Raises CollectionError when those that
    it has are not as the program needs them."""
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    lacking = []
    for table in schema.metadata.sorted_tables:
        if table.name not in there:
            lacking.append(table)
        elif {one["name"] for one in inspector.get_columns(table.name)} != set(table.c.keys()):
            raise CollectionError(_run_upgrade(found))
    if (
        connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == schema.STATE))
        is None
    ):
        raise CollectionError(_run_upgrade(found))
    return lacking


def _run_upgrade(found: int) -> str:
    return (
        f"the collection is of schema version {found} and this program needs "
        f"{schema.SCHEMA_VERSION}: run `legal-library upgrade`. Nothing is lost by it"
    )


def _read_as_empty(engine: Engine, found: int, lacking: list[Table]) -> None:
    """Lets queries find nothing in tables that are not there; who writes is told to upgrade."""
    views = []
    for table in lacking:
        columns = (cast(null(), column.type).label(column.name) for column in table.c)
        nothing = select(*columns).where(false()).compile(engine)
        views.append(f"CREATE TEMPORARY VIEW {table.name} AS {nothing}")

    def connected(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for view in views:
            cursor.execute(view)
        cursor.close()
        connection.commit()

    def failed(context: ExceptionContext) -> None:
        if "view" in str(context.original_exception):
            raise CollectionError(_run_upgrade(found)) from context.original_exception

    event.listen(engine, "connect", connected)
    event.listen(engine, "handle_error", failed)
    engine.dispose()
