"""Our own labels are looked up by text, and what is not found is said."""

import json
import sqlite3
from pathlib import Path

import click
import pytest

from benchmarks.labels import (
    DRAWN,
    OWN,
    Labelled,
    in_their_laws,
    law_provisions,
    read_own,
    text_sha,
)
from indexer.tag import TagInput
from mappings.taxonomy import CRIME_TYPE, UNCAC, scheme

_TEXT = "Whoever gives a bribe\nshall be punished."


def _collection(folder: Path, text: str, path: str) -> Path:
    file = folder / "collection.sqlite"
    with sqlite3.connect(file) as database:
        database.executescript(
            "CREATE TABLE law (key, source_id, source_path, title, jurisdiction);"
            "CREATE TABLE provision (law_key, ordinal, path, text, heading, ancestors, language);"
        )
        database.execute("INSERT INTO law VALUES (1, 's', 'a.txt', 'Penal Code', 'XXX')")
        database.execute(
            "INSERT INTO provision VALUES (1, 0, ?, ?, 'Bribery', ?, 'en')",
            (path, text, json.dumps(["Chapter 1"])),
        )
    return file


def _labels(folder: Path) -> Path:
    file = folder / "labels.tsv"
    file.write_text(
        "source_id\tpath\tprovision\tlabel\tjurisdiction\tlanguage\tuncac\tcrime_types\tcertainty\tsha\tdrawn\n"
        f"s\ta.txt\tart_1\tArticle 1\tXXX\ten\t15a\tcorruption\thigh\t{text_sha(_TEXT)}\twild\n",
        encoding="utf-8",
    )
    return file


def test_a_label_brings_the_text_and_headings_of_its_provision(tmp_path: Path) -> None:
    own = read_own(_collection(tmp_path, _TEXT, "art_1"), _labels(tmp_path))
    (only,) = own.found
    assert only.item.text == _TEXT
    assert only.item.ancestors == ("Chapter 1",)
    assert only.place == (1, 0)
    assert only.codes == {(UNCAC, "15"), (CRIME_TYPE, "corruption")}
    assert only.drawn == "wild"


def test_a_renumbered_provision_keeps_its_label(tmp_path: Path) -> None:
    own = read_own(_collection(tmp_path, _TEXT.replace("\n", "  "), "art_7"), _labels(tmp_path))
    assert len(own.found) == 1


def test_a_given_label_finds_its_provision_under_another_heading(tmp_path: Path) -> None:
    text = "Whoever gives a bribe to an official, or offers or promises one, shall be punished."
    collection = _collection(tmp_path, text, "art_1")
    given = [
        Labelled(TagInput(f"# Article 1. Bribery\n{text}"), frozenset(), "", file=("s", "a.txt")),
        Labelled(
            TagInput("Something else, that is in no law."), frozenset(), "", file=("s", "a.txt")
        ),
    ]
    (only,) = in_their_laws(given, collection)
    assert (only.item.text, only.item.heading, only.place) == (text, "Bribery", (1, 0))
    assert list(law_provisions(collection, [1])) == [(1, [only.item])]


def test_a_changed_text_is_left_out_and_named(tmp_path: Path) -> None:
    own = read_own(_collection(tmp_path, "Repealed.", "art_1"), _labels(tmp_path))
    assert (own.found, own.changed) == ((), ("s a.txt art_1",))
    assert "CHANGED" in own.report()


def test_a_missing_provision_is_named(tmp_path: Path) -> None:
    own = read_own(_collection(tmp_path, "Another.", "art_2"), _labels(tmp_path))
    assert own.missing == ("s a.txt art_1",)
    assert "1 LEFT OUT, NOT IN THE COLLECTION" in own.report()


def test_without_a_collection_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="Import the laws first"):
        read_own(tmp_path / "none.sqlite")


def test_every_label_of_ours_has_known_codes_and_one_hash() -> None:
    rows = [line.split("\t") for line in OWN.read_text(encoding="utf-8").splitlines()[1:]]
    assert len({row[9] for row in rows}) == len(rows)
    articles, crimes = scheme(UNCAC), scheme(CRIME_TYPE)
    for row in rows:
        assert len(row) == 11
        assert row[6] == "-" or all(code.rstrip("ab") in articles for code in row[6].split())
        assert row[7] == "-" or all(code in crimes for code in row[7].split())
        assert row[8] in ("high", "medium")
        assert row[10] in DRAWN
