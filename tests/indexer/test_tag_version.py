"""The version of the tagger changes with its code and data, and with nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.tag import version
from indexer.tag.version import modules, tagging_version

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    tagging_version.cache_clear()
    yield
    tagging_version.cache_clear()


def test_all_code_that_decides_on_tags_is_part_of_it() -> None:
    names = {str(file.relative_to(ROOT)) for file in modules()}
    assert {
        str(file.relative_to(ROOT)) for file in (ROOT / "indexer" / "tag").glob("*.py")
    } <= names
    assert {
        "indexer/analysis.py",
        "indexer/arabic.py",
        "indexer/documents.py",
        "indexer/suffixes.py",
        "mappings/concepts/__init__.py",
        "mappings/languages.py",
        "mappings/taxonomy/derived.py",
    } <= names
    assert not {
        name for name in names if name.startswith(("corpora", "indexer/engine", "search_app"))
    }


def test_a_change_of_a_module_changes_it_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tagging_version()
    files = modules()
    other = tmp_path / files[0].name
    other.write_bytes(files[0].read_bytes() + b"\n# another rule\n")
    monkeypatch.setattr(version, "modules", lambda: [other, *files[1:]])
    tagging_version.cache_clear()
    assert tagging_version() != before
    other.write_bytes(files[0].read_bytes())
    tagging_version.cache_clear()
    assert tagging_version() == before


def test_a_change_of_the_vocabulary_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = tagging_version()
    monkeypatch.setattr(version, "vocabulary_version", lambda: "other")
    tagging_version.cache_clear()
    assert tagging_version() != before
