"""The command line as its users call it, on the demonstration collection."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corpora.demonstration.build import SOURCES
from corpora.demonstration.texts import LAWS
from indexer.tag import version
from indexer.tag.version import tagging_version
from legal_library import main


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    imported = run(home, "corpora", "import", "--demonstration")
    assert imported.exit_code == 0, imported.output
    indexed = run(home, "index", "run", "--json")
    assert indexed.exit_code == 0, indexed.output
    return home


def run(home: Path, *arguments: str, text: str | None = None, **environment: str) -> Result:
    settings = {"LEGAL_LIBRARY_HOME": str(home), "ELASTICSEARCH_URL": "", "DATABASE_URL": ""}
    return CliRunner().invoke(main, arguments, input=text, env=settings | environment)


def test_search_gives_the_documented_json(home: Path) -> None:
    found = json.loads(run(home, "search", "illicit enrichment", "--json").stdout)
    assert set(found) >= {"query", "total_laws", "total_provisions", "took_ms", "hits", "facets"}
    hit = found["hits"][0]
    assert set(hit) >= {"law_id", "title", "jurisdiction", "language", "date", "provisions"}
    assert hit["title"] == "Prevention of Corruption Act"
    provision = hit["provisions"][0]
    assert set(provision) >= {"id", "label", "heading", "snippet", "tags", "why"}
    assert provision["label"] == "Section 6"
    assert {"scheme": "uncac", "code": "20"} in provision["tags"]
    assert "uncac" in found["facets"]


def test_search_narrows_and_prints_for_people(home: Path) -> None:
    shown = run(home, "search", "взятки", "--filter", "jurisdiction=XDR").stdout
    assert "Получение взятки" in shown
    assert "<mark>" not in shown
    nothing = run(home, "search", "Получение", "--filter", "jurisdiction=XAL").stdout
    assert nothing.startswith("0 provisions")


def test_a_misspelt_word_is_corrected_for_people_and_programs(home: Path) -> None:
    shown = run(home, "search", "illicit enrichmnt").stdout
    assert "No provision has all the words; these have some." in shown
    assert "Did you mean: illicit enrichment" in shown
    found = json.loads(run(home, "search", "illicit enrichmnt", "--json").stdout)
    assert (found["relaxed"], found["diagnosis"]["correction"]) == (True, "illicit enrichment")


def test_a_filter_without_a_value_is_a_wrong_call(home: Path) -> None:
    result = run(home, "search", "x", "--filter", "jurisdiction")
    assert result.exit_code == 2
    assert "FACET=VALUE" in result.stderr


def test_a_second_import_and_index_change_nothing(home: Path) -> None:
    report = json.loads(run(home, "corpora", "import", "--demonstration", "--json").stdout)
    assert (report["laws"], report["failed"]) == (0, 0)
    assert report["unchanged"] == report["files"]


def test_status_says_what_is_there(home: Path) -> None:
    found = json.loads(run(home, "status", "--json").stdout)
    assert found["collection"]["laws"] == found["index"]["laws"] == len(LAWS)
    assert found["index"]["engine"] == "embedded"
    assert found["failures"] == []
    assert f"{len(LAWS)} laws" in run(home, "status").stdout


def test_a_change_of_the_vocabulary_is_told_and_mended_without_reading_laws_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = tmp_path / "laws" / "law.txt"
    law.parent.mkdir()
    law.write_text("Lamp Act of the island\n\nArticle 1. Light.\n\nArticle 2. Dark.")
    run(tmp_path, "corpora", "import", str(law.parent), "--jurisdiction", "NOR")
    assert json.loads(run(tmp_path, "index", "run", "--json").stdout)["retagged"] == 0
    assert "older vocabulary" not in run(tmp_path, "status").stdout
    before = tagging_version()
    try:
        monkeypatch.setattr(version, "vocabulary_version", lambda: "another")
        tagging_version.cache_clear()
        told = json.loads(run(tmp_path, "status", "--json").stdout)
        assert told["index"]["tagged_by"] == {before: told["index"]["outdated_tags"]}
        assert told["vocabulary"]["version"] == tagging_version() != before
        assert "older vocabulary: run `legal-library index run`" in run(tmp_path, "status").stdout
        # What was read once is not read again.
        shutil.rmtree(law.parent)
        shutil.rmtree(tmp_path / "raw")
        assert "are tagged anew" in run(tmp_path, "index", "run").stdout
        assert json.loads(run(tmp_path, "status", "--json").stdout)["index"]["outdated_tags"] == 0
    finally:
        monkeypatch.undo()
        tagging_version.cache_clear()


def test_doctor_is_content(home: Path) -> None:
    result = run(home, "doctor")
    assert result.exit_code == 0, result.output


def test_doctor_says_what_to_do_on_an_empty_home(tmp_path: Path) -> None:
    result = run(tmp_path, "doctor")
    assert result.exit_code == 1
    assert "corpora import" in result.stdout
    assert "index run" in result.stdout


@pytest.mark.parametrize("command", [("search", "x"), ("index", "run")])
def test_an_empty_home_is_explained_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(tmp_path, *command)
    assert result.exit_code == 1
    assert "import" in result.stderr
    assert "Traceback" not in result.output


def test_extract_prints_a_law(home: Path) -> None:
    file = SOURCES / "demonstration-xge" / "files" / "strafgesetzbuch.md"
    found = json.loads(run(home, "extract", str(file), "--json").stdout)
    assert (found["jurisdiction"], found["language"], found["kind"]) == ("XGE", "de", "code")
    labels = [provision["label"] for provision in found["provisions"]]
    assert labels == ["§ 331", "§ 333", "§ 334a", "§ 299", "§ 266", "§ 78"]
    assert set(found["provisions"][0]) >= {"path", "label", "heading", "text", "language", "page"}


def test_extract_reads_a_file_of_no_source_and_says_what_it_does_not_know(tmp_path: Path) -> None:
    file = tmp_path / "law.txt"
    file.write_text("Lamp Act of the island\n\nArticle 1. Light.\n\nArticle 2. Dark.")
    found = json.loads(run(tmp_path, "extract", str(file), "--json").stdout)
    assert found["jurisdiction"] is None
    assert any("--jurisdiction" in warning for warning in found["warnings"])
    assert [p["label"] for p in found["provisions"] if p["label"]] == ["Article 1", "Article 2"]


def test_extract_of_many_files_goes_on_after_one_that_fails(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("Article 1. Light.")
    bad.write_text("")
    result = run(tmp_path, "extract", "--jsonl", str(bad), str(good))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert lines[0] == {"file": str(bad), "error": "no text in it"}
    assert lines[1]["file"] == str(good)


def test_tag_reads_a_text_and_lines(tmp_path: Path) -> None:
    text = "A public official who accepts a bribe is liable to imprisonment."
    found = json.loads(run(tmp_path, "tag", "--json", "--language", "en", text=text).stdout)
    codes = {(tag["scheme"], tag["code"]) for tag in found["tags"]}
    assert ("uncac", "15") in codes
    evidence = found["tags"][0]["evidence"][0]
    assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    lines = "\n".join(
        [json.dumps({"id": 7, "text": text, "language": "en"}), "no json", '{"id": 8}']
    )
    result = run(tmp_path, "tag", "--jsonl", text=lines)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows[0]["id"] == 7
    assert rows[0]["tags"]
    assert [row["line"] for row in rows[1:]] == [2, 3]
    assert result.exit_code == 1


def test_a_law_that_lacks_text_of_its_file_is_listed_with_what_it_lacks(tmp_path: Path) -> None:
    clause = "Whoever puts out a lantern without leave pays a fine of twenty crowns"
    act = {"id": "7", "title": "Lamp Act", "odd": clause}
    path = tmp_path / "laws" / "act.json"
    path.parent.mkdir()
    path.write_text(json.dumps(act | {"provisions": [{"section": "1", "content": "Light."}]}))
    home = tmp_path / "home"
    run(home, "corpora", "import", str(path.parent), "--jurisdiction", "NOR")
    assert clause in run(home, "corpora", "problems", "--dropped").stdout
    row = json.loads(run(home, "corpora", "problems", "--dropped", "--json").stdout)
    assert (row["path"], row["samples"]) == ("act.json", [clause])
    assert 0 < row["share"] <= 1
    extracted = json.loads(run(home, "extract", str(path), "--json").stdout)
    assert extracted["dropped"]["lost"] == row["lost"]
    assert extracted["history"] == []


def test_an_import_with_a_broken_file_ends_with_one_and_lists_it(tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "good.txt").write_text("Article 1. Light.")
    (laws / "bad.json").write_text("{")
    result = run(tmp_path / "home", "corpora", "import", str(laws), "--jurisdiction", "Norway")
    assert result.exit_code == 1
    assert "bad.json" in result.stderr
    problems = run(tmp_path / "home", "corpora", "problems").stdout
    assert "bad.json" in problems
    assert "bad.json" in run(tmp_path / "home", "status").stdout


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({"PORT": "many"}, "PORT"),
        ({"ELASTICSEARCH_URL": "http://127.0.0.1:1"}, "ELASTICSEARCH_URL"),
        ({"ELASTICSEARCH_URL": "no url"}, "ELASTICSEARCH_URL"),
    ],
)
def test_settings_that_cannot_be_used_are_named(
    home: Path, environment: dict[str, str], reason: str
) -> None:
    result = run(home, "search", "x", **environment)
    assert result.exit_code == 1
    assert reason in result.stderr


def test_the_engine_can_be_chosen_against_the_environment(home: Path) -> None:
    result = run(home, "--engine", "embedded", "status", ELASTICSEARCH_URL="http://127.0.0.1:1")
    assert "embedded" in result.stdout
    refused = run(home, "--engine", "elasticsearch", "status")
    assert refused.exit_code == 1
    assert "ELASTICSEARCH_URL" in refused.stderr


def test_a_release_is_built_verified_published_and_rolled_back(tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "law.txt").write_text("Lamp Act of the island\n\nArticle 1. Light.\n\nArticle 2. Dark.")
    run(tmp_path, "corpora", "import", str(laws), "--jurisdiction", "NOR")
    assert "No release yet" in run(tmp_path, "index", "list").stdout
    first = json.loads(run(tmp_path, "index", "build", "--json").stdout)
    assert (first["laws"], first["base"], first["rejected"]) == (1, "", [])
    refused = run(tmp_path, "index", "publish")
    assert refused.exit_code == 1
    assert f"run `legal-library index verify {first['release']}`" in refused.stderr
    assert f"Release {first['release']} is verified" in run(tmp_path, "index", "verify").stdout
    assert run(tmp_path, "index", "publish").exit_code == 0
    nothing = run(tmp_path, "index", "rollback")
    assert (nothing.exit_code, "no earlier release" in nothing.stderr) == (1, True)
    second = json.loads(run(tmp_path, "index", "run", "--whole", "--json").stdout)
    (live, before) = json.loads(run(tmp_path, "index", "list", "--json").stdout)
    assert (live["release"], live["state"]) == (second["release"], "live")
    assert (before["release"], before["state"]) == (first["release"], "verified")
    assert live["verification"]["passed"]
    assert f"{first['release']} is live" in run(tmp_path, "index", "rollback").stdout
    assert "rolled back from" in run(tmp_path, "index", "list").stdout
    assert json.loads(run(tmp_path, "index", "problems", "--json").stdout)["rejected"] == []
    assert "nothing to remove" in run(tmp_path, "index", "prune").stdout
