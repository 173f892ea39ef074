"""What the collection says of sources, files and laws."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mappings.records import (
    Dropped,
    Law,
    LawDates,
    LawStatus,
)


class Outcome(StrEnum):
    """What became of a file: `law` (one or more laws), `auxiliary` (read, holds no law),
    `failed` (kept raw, not read)."""

    LAW = "law"
    AUXILIARY = "auxiliary"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of a source, as the last import left it.

    reason   "" for a law
    url      where a crawl found it, else ""
    gone_at  when a crawl found that its source has it no more (ISO 8601), None while it is there
    listed   `Origin.fingerprint` of what its source's list said of it, "" for nothing
    """

    source_id: str
    path: str
    sha256: str
    size: int
    outcome: Outcome
    reason: str
    extractor_version: int
    url: str = ""
    gone_at: str | None = None
    listed: str = ""


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """What a file was before it changed. Its bytes are `Collection.raw.read(sha256)`.

    imported_at, superseded_at  from when to when the collection had it, ISO 8601 in UTC
    laws                        what was read from it, with their provisions
    """

    sha256: str
    url: str
    imported_at: str
    superseded_at: str
    laws: tuple[Law, ...]


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """An earlier version of a file without its laws, as `EarlierVersion`; `key` orders them."""

    key: int
    sha256: str
    imported_at: str
    superseded_at: str


@dataclass(frozen=True, slots=True)
class FormerLaw:
    """A law that its file gives no more under this id, and when it ceased to (ISO 8601)."""

    law_id: str
    source_id: str
    path: str
    gone_at: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where laws come from. `demonstration` is True for texts written for this project."""

    id: str
    licence: str
    origin: str
    notes: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class LawSummary:
    """A law without its provisions; `provisions` is their number.

    read_at  when its file was last read into the collection (ISO 8601 in UTC)
    gone_at  when a crawl found that its source has it no more (ISO 8601), None while it is there
    """

    id: str
    jurisdiction: str
    title: str
    language: str
    kind: str
    status: LawStatus
    dates: LawDates
    number: str
    source_id: str
    source_url: str
    licence: str
    provisions: int
    read_at: str
    gone_at: str | None = None


@dataclass(frozen=True, slots=True)
class LawLoss:
    """What the file of a law has and the law has not."""

    law_id: str
    source_id: str
    path: str
    dropped: Dropped


@dataclass(frozen=True, slots=True)
class CollectionStatistics:
    """What the collection holds. The mappings count laws by code; `by_outcome` counts files."""

    laws: int
    provisions: int
    sources: int
    by_jurisdiction: Mapping[str, int]
    by_language: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_year: Mapping[int, int]
    by_outcome: Mapping[str, int]
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the collection holds of one jurisdiction. The mappings count laws by code, most first,
    and by year; laws without a year are in none of `by_year`."""

    laws: int
    provisions: int
    by_kind: Mapping[str, int]
    by_language: Mapping[str, int]
    by_year: Mapping[int, int]
