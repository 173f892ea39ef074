"""How laws come into the tables of the collection and go out of them; what was before is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
)
from sqlalchemy.engine import Connection

from corpora import schema
from corpora.corrected import as_read, correct_all, kept_as_read
from corpora.records import FileRecord
from corpora.rows import chunks, law_of, provision_of
from mappings.records import (
    Law,
)

# Laws of earlier versions as JSON. Fields that an old one does not know yet have their default.
LAW_JSON = TypeAdapter(Law)


def whole_laws(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Law]:
    """The laws that a condition on their table holds for, with their provisions, by key."""
    table = schema.law
    rows = connection.execute(select(table).where(condition).order_by(table.c.key)).all()
    found = connection.execute(
        select(schema.provision)
        .where(schema.provision.c.law_key.in_([row.key for row in rows]))
        .order_by(schema.provision.c.law_key, schema.provision.c.ordinal)
    )
    by_key = {
        key: tuple(provision_of(row) for row in group)
        for key, group in groupby(found, key=lambda row: row.law_key)
    }
    for row in rows:
        yield law_of(row, by_key.get(row.key, ()))


def laws_of_file(connection: Connection, source_id: str, path: str) -> list[Law]:
    """What is read from a file now."""
    law = schema.law
    condition = and_(law.c.source_id == source_id, law.c.source_path == path)
    return list(whole_laws(connection, condition))


def keep_earlier(connection: Connection, records: Sequence[FileRecord], now: str) -> None:
    """Keeps the laws of files whose bytes are others now."""
    table = schema.file
    new_bytes = {(record.source_id, record.path): record.sha256 for record in records}
    keys = list(new_bytes)
    for chunk in chunks(keys):
        query = select(table).where(tuple_(table.c.source_id, table.c.path).in_(chunk))
        for old in connection.execute(query).all():
            if old.sha256 == new_bytes[old.source_id, old.path]:
                continue
            laws = laws_of_file(connection, old.source_id, old.path)
            kept = kept_as_read(connection, [law.id for law in laws])
            # An earlier version is what its file said.
            laws = [as_read(law, kept[law.id]) if law.id in kept else law for law in laws]
            connection.execute(
                insert(schema.superseded).values(
                    source_id=old.source_id,
                    path=old.path,
                    sha256=old.sha256,
                    url=old.url,
                    imported_at=old.imported_at,
                    superseded_at=now,
                    laws=[LAW_JSON.dump_python(law, mode="json") for law in laws],
                )
            )


def keep_former_ids(
    connection: Connection, files: Sequence[tuple[FileRecord, Sequence[Law]]], now: str
) -> None:
    """Keeps the ids of laws that their files do not give any more."""
    law, former = schema.law, schema.former_law
    given = {one.id for _, laws in files for one in laws}
    gone = []
    for chunk in chunks((record.source_id, record.path) for record, _ in files):
        query = select(law.c.id.label("law_id"), law.c.source_id, law.c.source_path).where(
            tuple_(law.c.source_id, law.c.source_path).in_(chunk)
        )
        gone += [row for row in connection.execute(query) if row.law_id not in given]
    for some in chunks([*given, *(row.law_id for row in gone)]):
        connection.execute(delete(former).where(former.c.law_id.in_(some)))
    if gone:
        columns = former.c.law_id, former.c.source_id, former.c.path, former.c.gone_at
        names = [column.name for column in columns]
        rows = [dict(zip(names, (*row, now), strict=True)) for row in gone]
        connection.execute(insert(former), rows)


def forget(connection: Connection, keys: Sequence[tuple[str, str]]) -> None:
    """Takes files, by source and path, with their laws and provisions out of the tables."""
    law, file = schema.law, schema.file
    for chunk in chunks(keys):
        old = connection.scalars(
            select(law.c.key).where(tuple_(law.c.source_id, law.c.source_path).in_(chunk))
        ).all()
        if old:
            connection.execute(delete(schema.provision).where(schema.provision.c.law_key.in_(old)))
            # Another law may be given the key.
            for column in (
                schema.law_name.c.law_key,
                schema.citation.c.from_law,
                schema.citation.c.to_law,
            ):
                connection.execute(delete(column.table).where(column.in_(old)))
            connection.execute(delete(law).where(law.c.key.in_(old)))
        connection.execute(delete(file).where(tuple_(file.c.source_id, file.c.path).in_(chunk)))


def insert_laws(connection: Connection, laws: Sequence[Law]) -> None:
    """Puts laws with their provisions into the tables, as their files say and curators correct."""
    for law in correct_all(connection, laws):
        inserted = connection.execute(insert(schema.law).values(_values(law)))
        key = inserted.inserted_primary_key[0]  # type: ignore[index]
        rows = [
            asdict(provision) | {"law_key": key, "ordinal": ordinal}
            for ordinal, provision in enumerate(law.provisions)
        ]
        if rows:
            connection.execute(insert(schema.provision), rows)


def replace_law(connection: Connection, before: Law, after: Law) -> None:
    """Puts a law in the place of itself; of its provisions only the languages may be others."""
    table, provision = schema.law, schema.provision
    connection.execute(table.update().where(table.c.id == before.id).values(_values(after)))
    others = [
        {"at": number, "other": new.language}
        for number, (old, new) in enumerate(zip(before.provisions, after.provisions, strict=True))
        if old.language != new.language
    ]
    if others:
        key = select(table.c.key).where(table.c.id == before.id).scalar_subquery()
        own = provision.update().where(
            provision.c.law_key == key, provision.c.ordinal == bindparam("at")
        )
        connection.execute(own.values(language=bindparam("other")), others)


def changed(connection: Connection) -> None:
    """Called last in a transaction that changes something: all of them write this row, so none
    may hold it while it waits for another."""
    row = schema.meta.update().where(schema.meta.c.name == schema.STATE)
    connection.execute(row.values(value=uuid4().hex))


def _values(law: Law) -> dict[str, Any]:
    """The columns of a law."""
    return {
        "id": law.id,
        "source_id": law.source_id,
        "source_path": law.source_path,
        "jurisdiction": law.jurisdiction,
        "title": law.title,
        "titles": dict(law.titles),
        "language": law.language,
        "kind": law.kind,
        "number": law.number,
        "status": law.status.value,
        "dates": asdict(law.dates),
        "dates_printed": dict(law.dates_printed),
        "year": law.dates.year(),
        "date": law.dates.principal(),
        "identifiers": dict(law.identifiers),
        "source_url": law.source_url,
        "licence": law.licence,
        "media_type": law.media_type,
        "raw_sha256": law.raw_sha256,
        "warnings": list(law.warnings),
        "history": list(law.history),
        "dropped": asdict(law.dropped) if law.dropped else None,
        "lost": law.dropped.lost if law.dropped else 0,
        "pages": [[run.first, run.last, run.quality, run.confidence] for run in law.pages],
        "provision_count": len(law.provisions),
        "characters": sum(len(provision.text) for provision in law.provisions),
    }
