"""The labelled provisions that tagging is measured by (`../shared/gold/labels`)."""

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.tag import TagInput

SHARED = Path(__file__).parents[2] / "shared"
# Careful readers differ on the reach of these two; they are left out of the headline figure.
DOUBTFUL = frozenset({"52", "54"})
_LINE_BREAK = " ⏎ "


@dataclass(frozen=True, slots=True)
class Labelled:
    """A provision with the codes that a reader gave it, as (scheme, code)."""

    item: TagInput
    codes: frozenset[tuple[str, str]]
    label: str


def default_files() -> list[Path]:
    """All label files, sorted."""
    return sorted((SHARED / "gold" / "labels").glob("*.tsv"))


def read(files: Iterable[Path]) -> Iterator[Labelled]:
    """The labelled provisions of some files. Articles are compared without a or b."""
    csv.field_size_limit(sys.maxsize)
    for file in files:
        with file.open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Labelled(_item(row), frozenset(_codes(row)), row["label"])


def _item(row: dict[str, str]) -> TagInput:
    text = row["text"].replace(_LINE_BREAK, "\n")
    return TagInput(
        text=text,
        law_title=row["law_title"],
        language=row["language"],
        jurisdiction=row["jurisdiction"],
    )


def _codes(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for code in row["uncac"].split():
        if code != "-":
            yield "uncac", code.rstrip("ab")
    for code in row["crime_types"].split():
        if code != "-":
            yield "crime-type", code
