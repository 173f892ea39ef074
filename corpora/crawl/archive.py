"""The files of a fetched archive, unpacked in memory within bounds."""

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

# As for an archive on disk (corpora.containers).
MAX_UNPACKED = 4 * 1024**3
MAX_FILE = 256 * 1024**2
MAX_FILES = 500_000
_OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|\x00")


class ArchiveError(Exception):
    """An archive cannot be read. The message says why."""


def unpack(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file of a zip or tar archive (plain, gzip, bzip2, xz).

    Raises ArchiveError for one that is damaged, too large, or no archive.
    """
    total = files = 0
    members = _zip(data) if data.startswith(b"PK") else _tar(data)
    try:
        for path, content in members:
            files += 1
            total += len(content)
            if total > MAX_UNPACKED or files > MAX_FILES:
                raise ArchiveError(
                    f"it unpacks to more than {MAX_UNPACKED} bytes or {MAX_FILES} files"
                )
            path = path.replace("\\", "/").removeprefix("./")
            if _OUTSIDE.search(path):
                raise ArchiveError(f"it has a file at {path[:200]!r}, which is outside of it")
            yield path, content
    except ArchiveError:
        raise
    except Exception as error:
        # What the readers raise for hostile bytes is no closed list (struct, zlib, ValueError…).
        raise ArchiveError(f"the archive is damaged, encrypted or none ({error})") from error


def _zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            with archive.open(member) as stream:
                # What the directory says of a size is not believed.
                yield member.filename, _bounded(cast(BinaryIO, stream), member.filename)


def _tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    packed = io.BytesIO(data)
    stream: io.BytesIO | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile = packed
    if data.startswith(b"\x1f\x8b"):
        stream = gzip.GzipFile(fileobj=packed)
    elif data.startswith(b"BZh"):
        stream = bz2.BZ2File(packed)
    elif data.startswith(b"\xfd7zXZ"):
        stream = lzma.LZMAFile(packed)  # noqa: SIM115 (read below, and in memory)
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None:
                yield member.name, _bounded(cast(BinaryIO, content), member.name)


def _bounded(stream: BinaryIO, name: str) -> bytes:
    content = stream.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise ArchiveError(f"its file {name[:200]!r} is larger than {MAX_FILE} bytes")
    return content
