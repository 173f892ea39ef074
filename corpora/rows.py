"""What every table of the collection's database is read with."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    Row,
    Select,
    select,
)

from corpora import schema
from corpora.records import FileRecord, LawSummary, Outcome
from mappings.records import (
    Dropped,
    Law,
    LawDates,
    LawStatus,
    PageRange,
    Provision,
    TextQuality,
)

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


def law_rows() -> Select[Any]:
    """Rows of laws, each with when its file was read and found gone."""
    law, file = schema.law, schema.file
    return select(law, file.c.imported_at, file.c.gone_at).join(file, schema.FILE_OF_LAW)


def file_record_of(row: Row[Any]) -> FileRecord:
    """The file of a row of the table of files."""
    return FileRecord(
        row.source_id,
        row.path,
        row.sha256,
        row.size,
        Outcome(row.outcome),
        row.reason,
        row.extractor_version,
        row.url,
        row.gone_at,
        row.listed,
    )


def law_of(row: Row[Any], provisions: tuple[Provision, ...]) -> Law:
    """The law of a row of the table of laws, with provisions that were read for it."""
    return Law(
        id=row.id,
        jurisdiction=row.jurisdiction,
        title=row.title,
        language=row.language,
        kind=row.kind,
        provisions=provisions,
        titles=row.titles,
        number=row.number,
        status=LawStatus(row.status),
        dates=LawDates(**row.dates),
        dates_printed=row.dates_printed,
        identifiers=row.identifiers,
        source_id=row.source_id,
        source_path=row.source_path,
        source_url=row.source_url,
        licence=row.licence,
        media_type=row.media_type,
        raw_sha256=row.raw_sha256,
        warnings=tuple(row.warnings),
        history=tuple(row.history),
        dropped=dropped_of(row.dropped) if row.dropped else None,
        pages=tuple(
            PageRange(first, last, TextQuality(quality), confidence)
            for first, last, quality, confidence in row.pages
        ),
    )


def dropped_of(values: Mapping[str, Any]) -> Dropped:
    """What of a law's text is not kept, from its column."""
    return Dropped(**(dict(values) | {"samples": tuple(values["samples"])}))


def summary_of(row: Row[Any]) -> LawSummary:
    """The summary of a row of `law_rows`."""
    return LawSummary(
        id=row.id,
        jurisdiction=row.jurisdiction,
        title=row.title,
        language=row.language,
        kind=row.kind,
        status=LawStatus(row.status),
        dates=LawDates(**row.dates),
        number=row.number,
        source_id=row.source_id,
        source_url=row.source_url,
        licence=row.licence,
        provisions=row.provision_count,
        read_at=row.imported_at,
        gone_at=row.gone_at,
    )
