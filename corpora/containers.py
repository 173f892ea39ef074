"""Folders and archives of files, read in memory: nothing of an archive is written to disk."""

import gzip
import hashlib
import json
import lzma
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from corpora.extract.model import Source
from corpora.records import SourceRecord

# An archive that unpacks to more than this is refused: the largest real source has 32 MB.
MAX_SOURCE_BYTES = 4 * 1024**3
MAX_FILE_BYTES = 256 * 1024**2

_ARCHIVES = ("files.tar.xz", "files.tar", "files.tar.gz")
_FOLDER = "files"


class SourceError(Exception):
    """A source cannot be read. The message names it and says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Files by path, and the sizes in bytes of those over MAX_FILE_BYTES, which are not read.

    origins  by path, where a crawl found a file and what its source's list says of it
    """

    files: Mapping[str, bytes]
    too_large: Mapping[str, int]
    origins: Mapping[str, "Origin"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file came from; `metadata` as in `SourceFile`."""

    url: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the list says of the file, "" for nothing: a list may change, and its
        file not."""
        if not self.metadata:
            return ""
        said = json.dumps(dict(sorted(self.metadata.items())), ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Container:
    """One source on disk: a folder with source.json beside files.tar, files.tar.xz or files/, or
    any folder of files, or one file. `record` is what the store keeps of it."""

    location: Path
    source: Source
    record: SourceRecord

    def read(self) -> "Contents":
        """Every file by its path, with forward slashes, in a stable order.

        Raises SourceError for an archive that is damaged or too large.
        """
        read = _archive if self.location.is_file() else _folder
        files: dict[str, bytes] = {}
        too_large: dict[str, int] = {}
        for path, size, data in read(self.location):
            if data is None:
                too_large[path] = size
            else:
                files[path] = data
        return Contents(dict(sorted(files.items())), too_large)


def find_containers(path: Path, defaults: Source) -> list[Container]:
    """The sources under a path: the path itself when it is one, else the folders in it that hold
    a source.json, else the path as a plain folder or file described by `defaults`.

    Raises SourceError when there is nothing there.
    """
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder")
    if (path / "source.json").is_file():
        return [_described(path)]
    if path.is_dir():
        described = sorted(path.glob("*/source.json"))
        if described:
            return [_described(file.parent) for file in described]
        if not any(path.iterdir()):
            raise SourceError(f"{path}: the folder is empty")
    record = SourceRecord(defaults.id, defaults.licence, defaults.origin, defaults.notes)
    return [Container(path, defaults, record)]


def _described(folder: Path) -> Container:
    description = folder / "source.json"
    try:
        facts: dict[str, Any] = json.loads(description.read_text(encoding="utf-8"))
        source = Source(
            id=facts["source_id"],
            jurisdictions=tuple(facts.get("jurisdictions_iso3", ())),
            languages=tuple(facts.get("languages", ())),
            licence=facts.get("licence", ""),
            origin=facts.get("repository", ""),
            notes=facts.get("notes", ""),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError(f"{description}: not a source description ({error})") from error
    for name in (*_ARCHIVES, _FOLDER):
        if (folder / name).exists():
            record = SourceRecord(
                source.id,
                source.licence,
                source.origin,
                source.notes,
                bool(facts.get("demonstration")),
            )
            return Container(folder / name, source, record)
    raise SourceError(f"{folder}: holds none of {', '.join((*_ARCHIVES, _FOLDER))}")


def _folder(root: Path) -> Iterator[tuple[str, int, bytes | None]]:
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            size = path.stat().st_size
            data = path.read_bytes() if size <= MAX_FILE_BYTES else None
            yield path.relative_to(root).as_posix(), size, data


def _opened(path: Path) -> BinaryIO | gzip.GzipFile | lzma.LZMAFile:
    if path.suffix == ".xz":
        return lzma.open(path)
    if path.suffix == ".gz":
        return gzip.open(path)
    return path.open("rb")


def _archive(path: Path) -> Iterator[tuple[str, int, bytes | None]]:
    if not path.name.endswith((".tar", ".tar.xz", ".tar.gz")):
        size = path.stat().st_size
        yield path.name, size, path.read_bytes() if size <= MAX_FILE_BYTES else None
        return
    total = 0
    try:
        with _opened(path) as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() else None
                if content is None:
                    continue
                total += member.size
                if total > MAX_SOURCE_BYTES:
                    raise SourceError(f"{path}: unpacks to more than {MAX_SOURCE_BYTES} bytes")
                data = content.read() if member.size <= MAX_FILE_BYTES else None
                yield member.name.removeprefix("./"), member.size, data
            # tarfile takes the end of the bytes for the end of the archive; only a block of
            # zeros is. What follows is read so that the compression's checksum is verified.
            if stream.tell() == archive.offset:
                raise SourceError(f"{path}: the archive is damaged (it is cut short)")
            while stream.read(1 << 20):
                pass
    except (tarfile.TarError, EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        raise SourceError(f"{path}: the archive is damaged ({error})") from error
