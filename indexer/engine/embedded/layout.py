"""Where releases lie on disk, and the tantivy schema derived from the field table."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tantivy

from mappings.fields import FIELDS, FieldKind

_CURRENT = "current"
_WORDS = "words"
_NOTE = "release.json"
# Is there while a release is written.
_UNFINISHED = "unfinished"
_META = "meta.json"
# Behind the name of a folder that is being removed.
_REMOVED = ".removed"
# What tantivy replaces as it writes. Its other files never change, and releases may share them.
_REPLACED = (_META, ".managed.json")

# A number a law, so that the laws of a result are counted exactly and fast.
LAW_NUMBER = "law_number"
# Aggregations give numbers back as 64-bit floats.
_NUMBER_BITS = 52


def law_number(law_id: str) -> int:
    """The same in every release, whatever other laws there are."""
    digest = hashlib.sha256(law_id.encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - _NUMBER_BITS)


def schema() -> tantivy.Schema:
    """One tantivy field for each of `mappings.fields.FIELDS`."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(LAW_NUMBER, indexed=True, fast=True)
    for field in FIELDS:
        match field.kind:
            case FieldKind.KEYWORD:
                # Only what is given back is stored; filters and counts use the fast column.
                stored = field.name in ("id", "law_id")
                builder.add_text_field(
                    field.name, stored=stored, fast=True, tokenizer_name="raw", index_option="basic"
                )
            case FieldKind.INTEGER:
                builder.add_integer_field(field.name, indexed=True, fast=True)
            case FieldKind.STEMMED:
                builder.add_text_field(field.name, tokenizer_name=_WORDS, index_option="freq")
            case FieldKind.EXACT:
                builder.add_text_field(field.name, tokenizer_name=_WORDS, index_option="position")
            case FieldKind.STORED:
                builder.add_text_field(
                    field.name, stored=True, tokenizer_name="raw", index_option="basic"
                )
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Registers what the schema names: words come analysed and are only split on spaces."""
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_WORDS, analyzer)
    return index


class Releases:
    """The folders of an embedded index: one a release, and a file that names the live one."""

    def __init__(self, home: Path) -> None:
        self._root = home / "index"

    def path(self, release: str) -> Path:
        return self._root / release

    def names(self) -> list[str]:
        """Every folder, by name."""
        if not self._root.is_dir():
            return []
        return sorted(path.name for path in self._root.iterdir() if path.is_dir())

    # Which one is live

    def live(self) -> str:
        """Name of the live release, "" when there is none."""
        try:
            return (self._root / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""

    def generation(self) -> tuple[int, int]:
        """Changes with every `switch`, also to a release of the same name."""
        try:
            found = (self._root / _CURRENT).stat()
        except FileNotFoundError:
            return (0, 0)
        return found.st_ino, found.st_mtime_ns

    def switch(self, release: str) -> None:
        """Makes a release the live one: a rename, which is atomic, and outlives a power cut."""
        _replace(self._root / _CURRENT, release)

    # One release

    def begin(self, release: str) -> None:
        """Makes the empty folder of a release that is not finished, in the place of another."""
        self.remove(release)
        self.path(release).mkdir(parents=True)
        (self.path(release) / _UNFINISHED).touch()

    def copy(self, release: str, base: str) -> None:
        """Gives a release that was begun what another one holds. They share files on disk."""
        # What names the others comes last: a copy that is interrupted is none.
        for file in sorted(self.path(base).iterdir(), key=lambda file: file.name in _REPLACED):
            target = self.path(release) / file.name
            if file.name in _REPLACED:
                shutil.copyfile(file, target)
            elif file.name != _NOTE and file.suffix != ".lock":
                _link(file, target)

    def finish(self, release: str) -> None:
        """Says that a release is written whole."""
        (self.path(release) / _UNFINISHED).unlink(missing_ok=True)
        _sync(self.path(release))

    def is_finished(self, release: str) -> bool:
        path = self.path(release)
        return (path / _META).is_file() and not (path / _UNFINISHED).exists()

    def is_ours(self, release: str) -> bool:
        """Whether a folder is a release, or what is left of one that was begun or removed."""
        path = self.path(release)
        known = any((path / name).is_file() for name in (_META, _UNFINISHED))
        return known or path.suffix == _REMOVED or not any(path.iterdir())

    def note(self, release: str) -> Mapping[str, Any]:
        """What was written last by `annotate`; {} for nothing."""
        try:
            found = json.loads((self.path(release) / _NOTE).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def annotate(self, release: str, note: Mapping[str, Any]) -> None:
        _replace(self.path(release) / _NOTE, json.dumps(note, ensure_ascii=False))

    def remove(self, release: str) -> None:
        """Removes a release. Readers that have it open go on: their files stay until closed."""
        path = self.path(release)
        if path.suffix != _REMOVED and path.is_dir():
            removed = path.with_name(f"{release}{_REMOVED}")
            shutil.rmtree(removed, ignore_errors=True)
            # From now on nobody takes it for whole, however far removing it comes.
            path = path.rename(removed)
        shutil.rmtree(path, ignore_errors=True)

    def size(self, release: str) -> int:
        """Bytes on disk."""
        total = 0
        for path in self.path(release).iterdir():
            try:
                total += path.stat().st_size
            except FileNotFoundError:
                # A merge has replaced it in the meantime.
                continue
        return total


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:
        # A file system without links.
        shutil.copyfile(file, target)


def _replace(path: Path, text: str) -> None:
    """Writes a file so that there is the old text or the new one at any moment."""
    temporary = path.with_name(f"{path.name}.new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
