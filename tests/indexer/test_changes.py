"""What changed between two releases: laws, and tags by code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer import changes as module
from indexer.build import build_release
from indexer.changes import NoRelease, changes, chosen, of_law
from indexer.engine.embedded import EmbeddedWriter
from indexer.releases import publish
from indexer.verify import verify
from legal_library import main
from mappings.records import Provision
from tests.corpora.laws import make_law

BRIBE = "A public official who accepts a bribe or an undue advantage is liable to imprisonment."
LAMPS = "The keeper lights the lanterns of the harbour before sunset."


def put(collection: Collection, name: str, *texts: str, sha256: str = "0") -> None:
    law = make_law(
        name,
        source_path=f"{name}.md",
        title=f"=Act {name}",
        provisions=tuple(
            Provision(f"sec_{at}", f"Section {at}", "", text, "en") for at, text in enumerate(texts)
        ),
    )
    record = FileRecord("s", law.source_path, sha256 * 64, 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [law])])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two releases: in the second a law is new, one lost its bribery, one is as it was."""
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    put(collection, "same", BRIBE)
    put(collection, "other", BRIBE)
    writer = EmbeddedWriter(tmp_path)
    first = build_release(collection, writer, home=tmp_path).release
    verify(collection, writer, first)
    publish(collection, writer, first, force="a test")
    put(collection, "other", LAMPS, sha256="1")
    put(collection, "more", BRIBE)
    build_release(collection, writer, home=tmp_path)
    collection.close()
    return tmp_path


@pytest.mark.parametrize("one_by_one", [500, 0])
def test_laws_and_tags_are_counted_however_many_changed(
    home: Path, monkeypatch: pytest.MonkeyPatch, one_by_one: int
) -> None:
    monkeypatch.setattr(module, "_ONE_BY_ONE", one_by_one)
    writer = EmbeddedWriter(home)
    before, after = chosen(writer)
    assert before == writer.live() and after > before
    found = changes(writer, before, after)
    assert (found.new, found.changed, found.gone) == (["more"], ["other"], [])
    assert found.provisions == (2, 3) and not found.made_anew and not found.nothing
    bribery = next(one for one in found.tags if (one.field, one.code) == ("uncac", "15"))
    assert (bribery.added, bribery.removed) == (1, 1)
    assert set(bribery.laws) == {"more", "other"}
    back = changes(writer, after, before)
    assert (back.new, back.gone) == ([], ["more"])
    assert changes(writer, after, after).nothing


def test_a_law_is_compared_by_provision(home: Path) -> None:
    writer = EmbeddedWriter(home)
    (one,) = of_law(writer, *chosen(writer), "other")
    assert one.id == "other/sec_0" and not one.added
    assert ("uncac", "15") in {(tag.scheme, tag.code) for tag in one.removed}
    assert of_law(writer, *chosen(writer), "nobody") == []


def test_releases_that_are_not_there_are_said(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(NoRelease, match="no finished release 'x'"):
        chosen(EmbeddedWriter(home), "x")
    with pytest.raises(NoRelease, match="no two releases"):
        chosen(EmbeddedWriter(tmp_path_factory.mktemp("empty")))


def diff(home: Path, *arguments: str) -> Result:
    runner = CliRunner(
        env={"LEGAL_LIBRARY_HOME": str(home), "DATABASE_URL": "", "ELASTICSEARCH_URL": ""}
    )
    return runner.invoke(main, ["index", "diff", *arguments])


def test_it_is_told_on_the_command_line(home: Path) -> None:
    told = diff(home)
    assert told.exit_code == 0, told.output
    assert "1 laws new, 1 changed, 0 gone; 2 provisions before, 3 after" in told.output
    assert "changed\tother\t=Act other" in told.output and "uncac:15\t+1 -1" in told.output
    assert json.loads(diff(home, "--json").output)["new"] == ["more"]
    assert "-uncac:15" in diff(home, "--law", "other").output
    failed = diff(home, "x", "y")
    assert failed.exit_code == 1 and "no finished release" in failed.output
