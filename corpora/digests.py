"""What each law of the collection is as it is stored, told by a digest: two are the same when
nothing of a law has changed."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Engine, Text, cast, select

from corpora import schema

_ROWS_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class StoredLaw:
    """A law as it is stored.

    key         its number in the collection's database; another one each time its file is read
    characters  of its text
    read_at     when its file was read last (ISO 8601 in UTC)
    digest      of all that is stored of it, but for the key
    """

    key: int
    id: str
    jurisdiction: str
    source_id: str
    provisions: int
    characters: int
    read_at: str
    digest: str

    @property
    def documents(self) -> int:
        """How many documents it has in an index: a law without provisions has one of its own."""
        return max(1, self.provisions)


def stored_laws(engine: Engine) -> Iterator[StoredLaw]:
    """Every law, in the order of import. Reads the whole collection once, a few rows at a time."""
    law, provision = schema.law, schema.provision
    laws = (
        select(law.c.key, schema.file.c.imported_at, *map(_as_stored, _without(law.columns, "key")))
        .outerjoin(schema.file, schema.FILE_OF_LAW)
        .order_by(law.c.key)
    )
    rest = _without(provision.columns, "law_key", "ordinal")
    provisions = select(provision.c.law_key, *map(_as_stored, rest)).order_by(
        provision.c.law_key, provision.c.ordinal
    )
    with engine.connect() as connection:
        connection = connection.execution_options(yield_per=_ROWS_AT_A_TIME)
        # Both are read in the order of laws; one that an import adds meanwhile is left out.
        found = groupby(connection.execute(provisions), key=lambda row: int(row.law_key))
        key, rows = next(found, (None, iter(())))
        for stored in connection.execute(laws):
            while key is not None and key < stored.key:
                key, rows = next(found, (None, iter(())))
            digest = hashlib.sha256(_bytes(stored[2:]))
            if key == stored.key:
                for row in rows:
                    digest.update(_bytes(row[1:]))
            yield StoredLaw(
                key=stored.key,
                id=stored.id,
                jurisdiction=stored.jurisdiction,
                source_id=stored.source_id,
                provisions=stored.provision_count,
                characters=stored.characters,
                read_at=stored.imported_at or "",
                digest=digest.hexdigest(),
            )


def _without(columns: Iterable[Column[Any]], *names: str) -> list[Column[Any]]:
    return [column for column in columns if column.name not in names]


def _as_stored(column: Column[Any]) -> ColumnElement[Any]:
    """JSON as the text that it is in the database."""
    return cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column


def _bytes(values: Iterable[object]) -> bytes:
    return "\0".join(map(str, values)).encode() + b"\0"
