"""The commands as their users call them."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from corpora.crawl import session
from legal_library import main
from tests.corpora.crawl.laws import define, fill, list_page
from tests.corpora.crawl.site import Site, resolve


def run(home: Path, *arguments: str, **environment: str) -> Result:
    settings = {"LEGAL_LIBRARY_HOME": str(home), "ELASTICSEARCH_URL": "", "DATABASE_URL": ""}
    return CliRunner().invoke(main, arguments, env=settings | environment)


@pytest.fixture
def source(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The file of a source on the test's own site."""

    class Local(session.Session):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **{**options, "resolve": resolve, "workers": 1})  # type: ignore[arg-type]

    monkeypatch.setattr("corpora.crawl.cli.Session", Local)
    fill(site, 12)
    path = tmp_path / "lanterns.yaml"
    values = define(site, expected={"minimum": 5, "maximum": 20}).model_dump(mode="json")
    path.write_text(yaml.safe_dump(values))
    return str(path)


def test_a_crawl_from_dry_run_to_status(home: Path, source: str, site: Site) -> None:
    dry = run(home, "corpora", "crawl", source, "--dry-run", "--json")
    assert dry.exit_code == 0, dry.output
    assert json.loads(dry.stdout)["new"] == 12
    some = run(home, "corpora", "crawl", source, "--limit", "4")
    assert some.exit_code == 1
    assert "4 new" in some.stdout
    assert "8 left" in some.stdout
    assert "goes on" in some.stderr
    whole = json.loads(
        run(
            home, "corpora", "crawl", source, "--json", LEGAL_LIBRARY_CONTACT="https://us.example"
        ).stdout
    )
    assert set(whole) >= {
        "source", "state", "why", "listed", "new", "changed", "unchanged", "gone", "failed", "left",
        "laws", "expected", "requests", "requests_a_second", "bytes", "seconds", "failures", "ok",
    }  # fmt: skip
    assert (whole["state"], whole["laws"], whole["ok"]) == ("published", 12, True)
    assert "+https://us.example" in site.headers["/law/11"]["user-agent"]
    status = json.loads(run(home, "status", "--json").stdout)
    assert status["collection"]["laws"] == 12


def test_a_crawl_that_is_not_published_says_so_and_ends_with_one(
    home: Path, source: str, site: Site
) -> None:
    site.put("/list/0", list_page([1]))
    result = run(home, "corpora", "crawl", source)
    assert result.exit_code == 1
    assert "not-published" in result.stdout
    assert "5 to 20 are expected" in result.stderr


def test_sources_are_listed_honestly(home: Path) -> None:
    shown = run(home, "corpora", "sources")
    assert shown.exit_code == 0, shown.output
    assert "never run live" in shown.stdout
    assert "weekly" in shown.stdout
    found = json.loads(run(home, "corpora", "sources", "--json").stdout)
    finlex = next(one for one in found if one["id"] == "fi-finlex")
    assert set(finlex) >= {
        "id", "name", "publisher", "jurisdictions", "languages", "licence", "attribution", "lists",
        "schedule", "expected", "verified", "last_crawl",
    }  # fmt: skip
    assert (finlex["verified"]["date"], finlex["last_crawl"]) == (None, None)


def test_a_folder_is_crawled_whole_or_not_at_all_and_marks_what_is_gone(
    home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "src" / "files"
    folder.mkdir(parents=True)
    described = {"source_id": "quay", "jurisdictions_iso3": ["NOR"], "languages": ["en"]}
    (folder.parent / "source.json").write_text(json.dumps(described))
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"Article {n}. Whoever keeps lantern {n} shall light it.")
    path = str(folder.parent)
    assert json.loads(run(home, "corpora", "crawl", path, "--dry-run", "--json").stdout)["new"] == 3
    first = json.loads(run(home, "corpora", "crawl", path, "--json").stdout)
    assert (first["state"], first["laws"], first["new"]) == ("published", 3, 3)
    (folder / "1.txt").unlink()
    (folder / "2.txt").write_text("Article 2. Nobody else shall light lantern 2.")
    second = json.loads(run(home, "corpora", "crawl", path, "--json").stdout)
    assert (second["laws"], second["changed"], second["unchanged"], second["gone_urls"]) == (
        2, 1, 1, ["1.txt"],
    )  # fmt: skip
    for file in folder.iterdir():
        file.write_text("")
    third = run(home, "corpora", "crawl", path)
    assert third.exit_code == 1
    assert "not-published" in third.stdout
    assert json.loads(run(home, "status", "--json").stdout)["collection"]["laws"] == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("crawl", "atlantis"), "there is no source 'atlantis'; known:"),
        (("crawl", "local-folder"), "corpora crawl PATH"),
        (("crawl", ".", "--limit", "3"), "--limit is for sources on the web"),
        (("crawl", "none.yaml"), "cannot be read"),
        (("new-source", "No!"), "is no id"),
    ],
)
def test_a_wrong_call_is_explained(home: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(home, "corpora", *arguments)
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_new_source_writes_the_files_and_says_what_to_do(home: Path, tmp_path: Path) -> None:
    (tmp_path / "corpora" / "sources").mkdir(parents=True)
    result = run(home, "corpora", "new-source", "no-lanterns", "--root", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "corpora" / "sources" / "no-lanterns.yaml").exists()
    assert (tmp_path / "tests" / "corpora" / "sources" / "no-lanterns" / "law.html").exists()
    assert "test_sources.py" in result.stdout
