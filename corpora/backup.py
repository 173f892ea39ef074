"""A backup of a collection, written and restored: a folder, or a tar file of the same members.

    collection-….sqlite   the database, whatever kind it was copied from
    raw/ab/cd/abcd…       raw files, whose names are their SHA-256
    manifest.json         what there is, with the SHA-256 of everything

The index is not in it: it is built again from the collection.
"""

import hashlib
import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Engine

from corpora import schema
from corpora.clock import utc_now
from corpora.copying import copy_from_file, copy_to_file, is_empty, keep_sqlite
from corpora.raw_files import RawFiles

_KIND = "legal-library backup"
_MANIFEST = "manifest.json"
_PIECE = 1 << 20


class BackupError(Exception):
    """A backup cannot be used. The message says why, and that nothing was changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    database, sha256  name of the database's file and the hash of its bytes
    raw               hash of each raw file
    damaged           raw files that the collection had with other bytes than their name says; they
                      are not in the backup
    """

    made_at: str
    schema_version: int
    database: str
    sha256: str
    raw: tuple[str, ...]
    damaged: tuple[str, ...] = ()
    kind: str = _KIND

    def hashes(self) -> dict[str, str]:
        """The hash of each member but the manifest, by name."""
        return {self.database: self.sha256} | {_raw_name(sha256): sha256 for sha256 in self.raw}


_MANIFEST_JSON = TypeAdapter(Manifest)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What was written; `new` raw files are those that the backup did not have yet."""

    path: str
    made_at: str
    schema_version: int
    raw: int
    new: int
    damaged: tuple[str, ...]


def back_up(engine: Engine, raw: RawFiles, target: Path) -> BackupReport:
    """Writes a backup: a tar file where `target` ends in .tar, else a folder, in which raw files of
    an earlier backup stay as they are. What was written is read again and compared. Imports may go
    on meanwhile. Raises BackupError, CollectionError, OSError."""
    to_file = target.suffix == ".tar"
    if not to_file and target.is_dir() and any(target.iterdir()):
        read_manifest(target)
    folder = target.parent if to_file else target
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".unfinished-") as temporary:
        database = Path(temporary) / "collection.sqlite"
        version = copy_to_file(engine, database)
        sha256 = _sha256(database)
        # A raw file is kept before the database says so: all that the copy names are there now.
        names = sorted(path.name for path in raw.root.glob("??/??/" + "?" * 64))
        damaged = tuple(name for name in names if _sha256(raw.path(name)) != name)
        sound = tuple(name for name in names if name not in damaged)
        copy = f"collection-{sha256[:12]}.sqlite"
        manifest = Manifest(utc_now(), version, copy, sha256, sound, damaged)
        if to_file:
            unfinished = Path(temporary) / "backup.tar"
            _write_tar(unfinished, database, raw, manifest)
            check(unfinished)
            unfinished.replace(target)
            new: Sequence[str] = sound
        else:
            new = _write_folder(target, database, raw, manifest)
    return BackupReport(str(target), manifest.made_at, version, len(sound), len(new), damaged)


def _write_tar(target: Path, database: Path, raw: RawFiles, manifest: Manifest) -> None:
    with tarfile.open(target, "w") as tar:
        tar.add(database, manifest.database)
        for sha256 in manifest.raw:
            tar.add(raw.path(sha256), _raw_name(sha256))
        data = _MANIFEST_JSON.dump_json(manifest)
        member = tarfile.TarInfo(_MANIFEST)
        member.size = len(data)
        tar.addfile(member, io.BytesIO(data))


def _write_folder(target: Path, database: Path, raw: RawFiles, manifest: Manifest) -> list[str]:
    """Gives the raw files that were not there. The earlier backup is whole until the last step."""
    kept = RawFiles(target / "raw")
    new = [
        sha256
        for sha256 in manifest.raw
        if not kept.path(sha256).is_file()
        or kept.path(sha256).stat().st_size != raw.path(sha256).stat().st_size
    ]
    for sha256 in new:
        kept.path(sha256).unlink(missing_ok=True)
        kept.add(raw.read(sha256))
    database.replace(target / manifest.database)
    wrong = [sha256 for sha256 in new if _sha256(kept.path(sha256)) != sha256]
    if wrong or _sha256(target / manifest.database) != manifest.sha256:
        raise BackupError(
            f"what was written to {target} reads otherwise ({len(wrong)} raw files): the disk may "
            "be broken. Make the backup elsewhere"
        )
    unfinished = database.with_name(_MANIFEST)
    unfinished.write_bytes(_MANIFEST_JSON.dump_json(manifest))
    unfinished.replace(target / _MANIFEST)
    for earlier in target.glob("collection-*.sqlite"):
        if earlier.name != manifest.database:
            earlier.unlink()
    return new


def read_manifest(path: Path) -> Manifest:
    """What a backup says it holds. Raises BackupError when it is none, or damaged."""
    try:
        data = next((stream.read() for _, stream in _members(path, [_MANIFEST])), None)
        if data is None:
            raise BackupError(f"{path} is no backup of a library: it has no {_MANIFEST}")
        manifest = _MANIFEST_JSON.validate_json(data)
    except (ValidationError, tarfile.TarError, EOFError) as error:
        raise BackupError(f"{path} is no backup of a library, or damaged: {error}") from error
    except FileNotFoundError as error:
        raise BackupError(f"there is no {path}") from error
    if manifest.kind != _KIND:
        raise BackupError(f"{path} is no backup of a library: it says it is a {manifest.kind}")
    return manifest


def check(path: Path) -> Manifest:
    """Reads all of a backup. Raises BackupError when anything is missing or damaged."""
    manifest = read_manifest(path)
    expected = manifest.hashes()
    try:
        found = {name: _hash(stream) for name, stream in _members(path, expected)}
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{path} is damaged, and nothing was restored: {error}") from error
    wrong = [name for name, sha256 in expected.items() if found.get(name) != sha256]
    if wrong:
        raise BackupError(
            f"{path} is damaged, and nothing was restored: {len(wrong)} of its {len(expected)} "
            f"files are missing or have other bytes, the first is {wrong[0]}. Use another backup"
        )
    return manifest


def restore(path: Path, engine: Engine, raw: RawFiles, *, force: bool = False) -> Manifest:
    """Puts a backup in the place of a collection, at once, after all of it was read and found
    sound. Raises BackupError when it is not, or when there is something that it would replace and
    `force` is not given; CollectionError, OSError."""
    if not force and not is_empty(engine):
        raise BackupError(
            "there is a collection here already, and nothing was changed. Restore to another "
            "LEGAL_LIBRARY_HOME and DATABASE_URL, or give --force to replace it"
        )
    manifest = check(path)
    if manifest.schema_version > schema.SCHEMA_VERSION:
        raise BackupError(
            f"{path} is of schema version {manifest.schema_version} and this program knows "
            f"{schema.SCHEMA_VERSION}: a newer program made it, and nothing was restored. Update "
            "this program"
        )
    expected = manifest.hashes()
    with tempfile.TemporaryDirectory(dir=raw.root.parent, prefix=".restoring-") as temporary:
        database = Path(temporary) / "collection.sqlite"
        for name, stream in _members(path, expected):
            if name == manifest.database:
                with database.open("wb") as copy:
                    shutil.copyfileobj(stream, copy)
            elif raw.add(stream.read()) != expected[name]:
                raise BackupError(f"{path} has changed while it was read; nothing was restored")
        if _sha256(database) != manifest.sha256:
            raise BackupError(f"{path} has changed while it was read; nothing was restored")
        keep_sqlite(engine, ".before-restore")
        copy_from_file(database, engine)
    return manifest


def _members(path: Path, wanted: Iterable[str]) -> Iterator[tuple[str, IO[bytes]]]:
    """The members of those names that a backup has, each to be read before the next. No name of
    a tar file is ever used as a path."""
    if path.is_dir():
        for name in wanted:
            if (path / name).is_file():
                with (path / name).open("rb") as stream:
                    yield name, stream
        return
    names = frozenset(wanted)
    with tarfile.open(path, "r:") as tar:
        for member in tar:
            if member.isreg() and member.name in names:
                content = tar.extractfile(member)
                if content is not None:
                    yield member.name, content


def _raw_name(sha256: str) -> str:
    return f"raw/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return _hash(stream)


def _hash(stream: IO[bytes]) -> str:
    found = hashlib.sha256()
    for piece in iter(lambda: stream.read(_PIECE), b""):
        found.update(piece)
    return found.hexdigest()
