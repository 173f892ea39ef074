"""Since when the collection has the text of a law: what is news, and what was only read again."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, tuple_
from sqlalchemy.engine import Connection

from corpora import schema
from corpora.records import FileRecord
from corpora.rows import chunks
from corpora.writing import laws_of_file
from mappings.records import Law

_SINCE = func.coalesce(schema.text_since.c.since, schema.file.c.imported_at)


def latest_ids(connection: Connection, count: int) -> list[str]:
    """Ids of the laws whose text came last, the last one first."""
    order = _SINCE.desc(), schema.law.c.key.desc()
    return list(connection.scalars(_laws(schema.law.c.id).order_by(*order).limit(count)))


def since_of(connection: Connection, law_ids: Iterable[str]) -> dict[str, str]:
    """When the texts of laws came (ISO 8601 in UTC), by id; unknown ids are left out."""
    found: dict[str, str] = {}
    for chunk in chunks(law_ids):
        rows = connection.execute(_laws(schema.law.c.id, _SINCE).where(schema.law.c.id.in_(chunk)))
        found |= {row[0]: row[1] for row in rows}
    return found


def keep_since(connection: Connection, files: Sequence[tuple[FileRecord, Sequence[Law]]]) -> None:
    """Keeps since when texts are there that files give again. Called before the laws are replaced.

    A text is the same when its file is, however differently that is read today, unless nothing was
    read of it before; and when its words are, in a file that has changed elsewhere.
    """
    law, file, kept = schema.law, schema.file, schema.text_since
    given = {(record.source_id, record.path): (record, laws) for record, laws in files}
    own = law.c.source_id, law.c.source_path
    known = law.c.id, law.c.provision_count, file.c.sha256, _SINCE.label("since")
    gone: list[str] = []
    again: dict[str, str] = {}
    for chunk in chunks(given):
        query = _laws(*own, *known).where(tuple_(*own).in_(chunk)).order_by(*own)
        rows = connection.execute(query).all()
        for key, group in groupby(rows, key=lambda row: (row.source_id, row.source_path)):
            before = {row.id: row for row in group}
            gone += before
            again |= _again(connection, before, *given[key])
    for some in chunks([*gone, *again]):
        connection.execute(delete(kept).where(kept.c.law_id.in_(some)))
    if again:
        new = [{"law_id": law_id, "since": since} for law_id, since in again.items()]
        connection.execute(insert(kept), new)


def _again(
    connection: Connection,
    before: Mapping[str, Row[Any]],
    record: FileRecord,
    laws: Sequence[Law],
) -> dict[str, str]:
    """Since when texts are there of a file that gave laws before, by id; new ones are left out."""
    if any(row.sha256 != record.sha256 for row in before.values()):
        words = {
            old.id: _words(old) for old in laws_of_file(connection, record.source_id, record.path)
        }
        return {law.id: before[law.id].since for law in laws if words.get(law.id) == _words(law)}
    ids = {law.id for law in laws}
    renamed = [row.since for law_id, row in before.items() if law_id not in ids]
    again = {}
    for law in laws:
        if row := before.get(law.id):
            if row.provision_count or not law.provisions:
                again[law.id] = row.since
        elif renamed:
            again[law.id] = max(renamed)
    return again


def _words(law: Law) -> list[str]:
    """What a law says, however it is divided and spaced."""
    texts = (text for one in law.provisions for text in (one.label, one.heading, one.text))
    return " ".join((law.title, *texts)).split()


def _laws(*columns: Any) -> Select[Any]:
    law, kept = schema.law, schema.text_since
    return (
        select(*columns)
        .join_from(law, schema.file, schema.FILE_OF_LAW)
        .outerjoin(kept, kept.c.law_id == law.c.id)
    )
