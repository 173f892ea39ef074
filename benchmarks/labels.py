"""The labelled provisions that tagging is measured by: those of `../shared/gold/labels`, which
bring their text, and our own of other jurisdictions (labels_own.tsv), whose text is looked up in
a collection. docs/labelling.md says how a provision is labelled."""

import csv
import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import click

from indexer.tag import TagInput
from mappings.settings import Settings

SHARED = Path(__file__).parents[2] / "shared"
OWN = Path(__file__).with_name("labels_own.tsv")
# Careful readers differ on the reach of these two; they are left out of the headline figure.
DOUBTFUL = frozenset({"52", "54"})
# Sought near the tagger's threshold; as provisions come; among what a search found relevant.
DRAWN = ("candidate", "wild", "relevant")
_LINE_BREAK = " ⏎ "
# Letters that a provision is looked up by, and the fewest that it must have.
_OPENING, _SHORTEST = 200, 30


@dataclass(frozen=True, slots=True)
class Labelled:
    """A provision with the codes that a reader gave it, as (scheme, code), and the paragraphs of
    its articles ("15a") where the reader told them.

    drawn  how our own were chosen, one of DRAWN: figures of unlike draws are not to be mixed;
           empty for those of ../shared/gold
    file   (source, path) of the file it is from
    place  (key of the law, place in it) in a collection, when it was looked up in one
    """

    item: TagInput
    codes: frozenset[tuple[str, str]]
    label: str
    paragraphs: frozenset[str] = frozenset()
    drawn: str = ""
    file: tuple[str, str] = ("", "")
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """Our own labels whose text a collection still has, and the others as "file provision"."""

    found: tuple[Labelled, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]

    def report(self) -> str:
        """How many labels were not found, in plain words."""
        count = len(self.found) + len(self.changed) + len(self.missing)
        lines = [f"{len(self.found)} of {count} labels of {OWN.name} found in the collection"]
        for what, lost in (
            ("THE TEXT HAS CHANGED SINCE IT WAS LABELLED", self.changed),
            ("NOT IN THE COLLECTION", self.missing),
        ):
            if lost:
                lines.append(f"{len(lost)} LEFT OUT, {what}: {', '.join(lost[:5])} …")
        return "\n".join(lines)


def default_files() -> list[Path]:
    """All label files, sorted."""
    return sorted((SHARED / "gold" / "labels").glob("*.tsv"))


def read(files: Iterable[Path]) -> Iterator[Labelled]:
    """The labelled provisions of some files. Articles are compared without a or b."""
    csv.field_size_limit(sys.maxsize)
    for file in files:
        with file.open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield _labelled(_item(row), row)


def text_sha(text: str) -> str:
    """What a label knows its text by: spaces and line breaks do not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def read_own(collection: Path | None = None, file: Path = OWN) -> Own:
    """Our own labels with their texts.

    collection  a collection's SQLite file, by default the one in LEGAL_LIBRARY_HOME

    A label is found by its file and its text, so that a provision that was renumbered keeps it.
    A text that has changed is left out: its label may be wrong now.
    """
    collection = collection or Settings.from_environment().home / "collection.sqlite"
    if not collection.is_file():
        raise click.ClickException(
            f"no collection at {collection}: the texts of our own labels are looked up in one. "
            "Import the laws first, or name a collection.sqlite."
        )
    found: list[Labelled] = []
    changed: list[str] = []
    missing: list[str] = []
    with (
        closing(sqlite3.connect(f"file:{collection}?mode=ro", uri=True)) as database,
        file.open(encoding="utf-8") as stream,
    ):
        before = ""
        provisions: dict[str, _Placed] = {}
        paths: set[str] = set()
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            place = f"{row['source_id']} {row['path']}"
            if place != before:
                provisions, paths = _provisions(database, row["source_id"], row["path"])
                before = place
            if placed := provisions.get(row["sha"]):
                found.append(replace(_labelled(placed[0], row), place=placed[1]))
            elif row["provision"] in paths:
                changed.append(f"{place} {row['provision']}")
            else:
                missing.append(f"{place} {row['provision']}")
    return Own(tuple(found), tuple(changed), tuple(missing))


def in_their_laws(given: Sequence[Labelled], collection: Path) -> list[Labelled]:
    """Of labelled provisions that bring their text, those that a collection has too, as they stand
    there: with headings, and among the other provisions of their law."""
    found: list[Labelled] = []
    with closing(sqlite3.connect(f"file:{collection}?mode=ro", uri=True)) as database:
        for file, members in groupby(given, key=lambda item: item.file):
            there = [(_letters(item.text), item, place) for item, place, _ in _file(database, file)]
            for labelled in members:
                if same := _same_text(_letters(labelled.item.text), there):
                    found.append(replace(labelled, item=same[0], place=same[1]))
    return found


_Placed = tuple[TagInput, tuple[int, int]]


def _same_text(text: str, there: Iterable[tuple[str, TagInput, tuple[int, int]]]) -> _Placed | None:
    """The provision that has most of a text; the heading may stand before it there, and the end
    may be cut."""
    best, most = None, len(text) // 2
    for other, item, place in there:
        start = text.find(other[:_OPENING]) if len(other) >= _SHORTEST else -1
        if 0 <= start < _OPENING and (common := min(len(other), len(text) - start)) > most:
            best, most = (item, place), common
    return best


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _provisions(
    database: sqlite3.Connection, source_id: str, path: str
) -> tuple[dict[str, _Placed], set[str]]:
    """The provisions of a file by the hash of their text, and their paths."""
    by_text: dict[str, _Placed] = {}
    paths = set()
    for item, place, own in _file(database, (source_id, path)):
        paths.add(own)
        by_text.setdefault(text_sha(item.text), (item, place))
    return by_text, paths


def _file(
    database: sqlite3.Connection, file: tuple[str, str]
) -> Iterator[tuple[TagInput, tuple[int, int], str]]:
    """(provision, place, path) of the provisions of a file."""
    rows = database.execute(
        "SELECT law.key, ordinal, provision.path, text, heading, ancestors, title,"
        " provision.language, jurisdiction FROM provision JOIN law ON law.key = law_key"
        " WHERE source_id = ? AND source_path = ?",
        file,
    )
    for key, ordinal, path, text, heading, ancestors, title, language, jurisdiction in rows:
        item = TagInput(
            text=text,
            heading=heading,
            ancestors=tuple(json.loads(ancestors)),
            law_title=title,
            language=language,
            jurisdiction=jurisdiction,
        )
        yield item, (key, ordinal), path


def law_provisions(collection: Path, keys: Iterable[int]) -> Iterator[tuple[int, list[TagInput]]]:
    """(key, provisions in their order) of some laws of a collection."""
    with closing(sqlite3.connect(f"file:{collection}?mode=ro", uri=True)) as database:
        for key in keys:
            (file,) = database.execute(
                "SELECT source_id, source_path FROM law WHERE key = ?", (key,)
            ).fetchall()
            inside = [
                (place[1], item) for item, place, _ in _file(database, file) if place[0] == key
            ]
            yield key, [item for _, item in sorted(inside, key=lambda pair: pair[0])]


def _item(row: dict[str, str]) -> TagInput:
    text = row["text"].replace(_LINE_BREAK, "\n")
    return TagInput(
        text=text,
        law_title=row["law_title"],
        language=row["language"],
        jurisdiction=row["jurisdiction"],
    )


def _labelled(item: TagInput, row: dict[str, str]) -> Labelled:
    paragraphs = (code for code in row["uncac"].split() if code.endswith(("a", "b")))
    return Labelled(
        item,
        frozenset(_codes(row)),
        row["label"],
        frozenset(paragraphs),
        row.get("drawn", ""),
        (row["source_id"], row["path"]),
    )


def _codes(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for code in row["uncac"].split():
        if code != "-":
            yield "uncac", code.rstrip("ab")
    for code in row["crime_types"].split():
        if code != "-":
            yield "crime-type", code
