"""Reads the tab-separated tables that are shipped inside this package."""

import csv
from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of `mappings/<name>` (UTF-8, tab-separated, first line names the columns)."""
    text = resources.files("mappings").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
