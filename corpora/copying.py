"""Copies of a collection's database, whole and of one moment, while others write to it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    inspect,
    literal,
    select,
    text,
)

from corpora import schema
from corpora.database import CollectionError, open_database
from corpora.migrations import alone, upgrade, version

_ROWS = 1000


def copy_to_file(engine: Engine, target: Path) -> int:
    """Copies a database to an SQLite file that is not there yet, as it is at one moment; gives
    the version of its tables. Raises CollectionError."""
    if engine.dialect.name == "sqlite":
        _copy_sqlite(engine, target)
        with engine.connect() as connection:
            return _version(connection)
    snapshot = engine.connect().execution_options(
        isolation_level="REPEATABLE READ", stream_results=True
    )
    with snapshot as source:
        found = _version(source)
        copy = open_database(target.parent, f"sqlite:///{target}")
        with alone(copy) as connection:
            upgrade(connection, None, found)
            _copy_tables(source, connection)
        copy.dispose()
        with closing(sqlite3.connect(target)) as written:
            written.execute("PRAGMA journal_mode=DELETE")
    return found


def keep_sqlite(engine: Engine, suffix: str) -> str:
    """Keeps an SQLite database as it is now beside itself, with `suffix` at its name; gives the
    name, "" for another kind of database. Raises CollectionError."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return ""
    copy = Path(file + suffix)
    unfinished = copy.with_name(copy.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        _copy_sqlite(engine, unfinished)
        unfinished.replace(copy)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise CollectionError(
            f"nothing was changed: the copy {copy}, which is kept of the database before that, "
            f"cannot be written ({error}). Make room for it"
        ) from error
    return str(copy)


def _copy_sqlite(engine: Engine, target: Path) -> None:
    # A connection of its own: one that is writing could not be copied.
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(target)) as copy:
        source.driver_connection.backup(copy)  # type: ignore[union-attr]
        copy.execute("PRAGMA journal_mode=DELETE")


def copy_from_file(source: Path, engine: Engine) -> None:
    """Puts what `copy_to_file` wrote into a database, in place of what is there: at once, or not
    at all. Raises CollectionError."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(source)) as copy, closing(engine.raw_connection()) as target:
            copy.backup(target.driver_connection)  # type: ignore[arg-type]
        return
    database = open_database(source.parent, f"sqlite:///{source}")
    with database.connect() as rows, alone(engine) as connection:
        schema.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        upgrade(connection, None, _version(rows))
        _copy_tables(rows, connection)
    database.dispose()


def is_empty(engine: Engine) -> bool:
    """Whether a database holds no collection: no tables, or no rows but what all of them have."""
    with engine.connect() as connection:
        return not any(
            connection.execute(select(literal(1)).select_from(table).limit(1)).first()
            for table in _tables(connection)
            if table is not schema.meta
        )


def _version(connection: Connection) -> int:
    found = version(connection)
    if found is None:
        raise CollectionError("there is no collection in this database")
    if found > schema.SCHEMA_VERSION:
        raise CollectionError(
            f"it is of schema version {found} and this program knows {schema.SCHEMA_VERSION}: "
            "a newer program made it. Update this program"
        )
    return found


def _tables(connection: Connection) -> list[Table]:
    there = set(inspect(connection).get_table_names())
    return [table for table in schema.metadata.sorted_tables if table.name in there]


def _copy_tables(source: Connection, target: Connection) -> None:
    """Copies all rows of all tables that the target has."""
    for table in _tables(target):
        there = {one["name"] for one in inspect(target).get_columns(table.name)}
        _copy_rows(source, target, table, [column for column in table.c if column.name in there])


def _copy_rows(
    source: Connection, target: Connection, table: Table, columns: Sequence[Column[Any]]
) -> None:
    # JSON goes as the text that it is: read and written again it might be another.
    values = {column.name: _is_json(column) for column in columns}
    plain = Table(
        table.name,
        MetaData(),
        *(Column(one.name, Text() if _is_json(one) else one.type) for one in columns),
    )
    query = select(*(cast(one, Text) if values[one.name] else one for one in plain.c))
    given: dict[str, Any] = {one.name: bindparam(one.name, type_=one.type) for one in plain.c}
    if target.dialect.name == "postgresql":
        given |= {name: cast(given[name], JSON) for name, json in values.items() if json}
    target.execute(plain.delete())
    for rows in source.execute(query).partitions(_ROWS):
        names = [dict(zip(given, row, strict=True)) for row in rows]
        target.execute(insert(plain).values(given), names)
    key = table.autoincrement_column
    if key is not None and target.dialect.name == "postgresql":
        highest = select(func.max(plain.c[key.name])).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        target.execute(select(func.setval(sequence, highest)))


def _is_json(column: Column[Any]) -> bool:
    return isinstance(column.type, JSON)
