"""Where releases lie on disk, and the tantivy schema derived from the field table."""

import shutil
from pathlib import Path

import tantivy

from mappings.fields import FIELDS, FieldKind

_CURRENT = "current"
_WORDS = "words"

# A number of laws within one release, so that the laws of a result are counted exactly and fast.
LAW_NUMBER = "law_number"


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
        """Makes a release the live one: a rename, which is atomic."""
        temporary = self._root / f"{_CURRENT}.new"
        temporary.write_text(release, encoding="utf-8")
        temporary.replace(self._root / _CURRENT)

    def others(self, release: str) -> list[str]:
        return [p.name for p in self._root.iterdir() if p.is_dir() and p.name != release]

    def remove(self, release: str) -> None:
        """Removes a release. Readers that have it open go on: their files stay until closed."""
        shutil.rmtree(self.path(release), ignore_errors=True)

    def size(self, release: str) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.path(release).iterdir())
