"""What every table of the collection's database is read with."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Row

from mappings.records import Provision

IN_LIST = 400
"""Databases limit the parameters of one statement (SQLite once to 999)."""

_Item = TypeVar("_Item")


def chunks(items: Iterable[_Item], size: int = IN_LIST) -> Iterator[list[_Item]]:
    """The items in lists of `size`, the last one of what is left."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def provision_of(row: Row[Any]) -> Provision:
    """The provision of a row that has the columns of one (`corpora.schema`)."""
    return Provision(
        path=row.path,
        label=row.label,
        heading=row.heading,
        text=row.text,
        language=row.language,
        ancestors=tuple(row.ancestors),
        page=row.page,
    )
