"""Steps of migrations. Each leaves alone what is there already: versions 2 and 3 had several forms,
as columns and tables were added without a version of their own."""

from typing import Any

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, inspect
from sqlalchemy.schema import SchemaItem

# SQLite only numbers rows by itself when the key column is INTEGER.
KEY = BigInteger().with_variant(Integer, "sqlite")


def add_columns(table: str, *columns: Column[Any]) -> None:
    """Adds columns to a table; rows that are there get the server's default, which goes then."""
    there = {one["name"] for one in inspect(op.get_bind()).get_columns(table)}
    missing = [column for column in columns if column.name not in there]
    filled = [column for column in missing if column.server_default is not None]
    if missing:
        with op.batch_alter_table(table) as batch:
            for column in missing:
                batch.add_column(column)
    if filled:
        with op.batch_alter_table(table) as batch:
            for column in filled:
                batch.alter_column(column.name, server_default=None)


def create_table(name: str, *columns: SchemaItem) -> None:
    """Creates a table that is not there."""
    op.create_table(name, *columns, if_not_exists=True)


def create_index(name: str, table: str, *columns: str, unique: bool = False) -> None:
    """Creates an index that is not there."""
    op.create_index(name, table, list(columns), unique=unique, if_not_exists=True)
