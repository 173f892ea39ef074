"""Decisions leave a collection with their texts and come back the same."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.store import open_collection
from indexer.decisions.archive import take_archive, write_archive
from indexer.decisions.sheet import FORMULA, SheetError
from legal_library import main
from mappings.records import Decision, Provision, Verdict
from tests.indexer.decisions.made import decide, provision

BRIBE = provision("sec_1", "Who takes a bribe:\n(a) pays;\n(b) goes.", "Section 1", "Bribery")
FIRST = decide(BRIBE, decided_at="2026-01-02T03:04:05+00:00")
SECOND = decide(BRIBE, Verdict.REJECT, author="Bo", decided_at="2026-02-02T03:04:05+00:00")

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_CELL = st.one_of(_TEXT, st.sampled_from([*FORMULA, "'", "''", "'=", "=1+1", '"', ",\n", "\r\n"]))
_NAME = _CELL.map(lambda text: text or "x")
_DECISIONS = st.builds(
    Decision,
    law_id=_NAME,
    law_title=_CELL,
    jurisdiction=_CELL,
    provision=st.builds(
        Provision,
        path=_CELL,
        label=_CELL,
        heading=_CELL,
        text=_CELL,
        language=_CELL,
        ancestors=st.lists(_CELL, max_size=2).map(tuple),
        page=st.none() | st.integers(1, 9),
    ),
    scheme=_NAME,
    code=_NAME,
    verdict=st.sampled_from(Verdict),
    reason=_CELL,
    author=_NAME,
    decided_at=st.just("2026-01-02T03:04:05+00:00"),
)


class Log:
    """Decisions in memory."""

    def __init__(self) -> None:
        self.kept: list[Decision] = []

    def all(self) -> list[Decision]:
        return self.kept

    def add(self, decisions: list[Decision]) -> None:
        self.kept += decisions


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_DECISIONS, max_size=4, unique=True))
def test_any_decision_comes_back_as_it_was(tmp_path: Path, decisions: list[Decision]) -> None:
    file, log = tmp_path / "all.csv", Log()
    assert write_archive(file, decisions) == len(decisions)
    assert take_archive(log, file).problems == []  # type: ignore[arg-type]
    assert log.kept == decisions
    with file.open(encoding="utf-8-sig", newline="") as stream:
        assert not [c for row in csv.reader(stream) for c in row if c.startswith(FORMULA)]


def test_another_database_has_them_in_the_order_of_deciding(tmp_path: Path) -> None:
    here, there = open_collection(tmp_path / "here"), open_collection(tmp_path / "there")
    here.decisions.add([FIRST])
    there.decisions.add([SECOND])
    file = tmp_path / "all.csv"
    write_archive(file, here.decisions.all())
    assert len(take_archive(there.decisions, file).added) == 1
    # Both are kept, and what was decided later counts, though it was there before.
    assert there.decisions.all() == [FIRST, SECOND]
    again = take_archive(there.decisions, file)
    assert (again.added, again.known) == ([], 1)


def test_the_command_carries_them_over_and_names_rows_that_were_cut(tmp_path: Path) -> None:
    long = replace(BRIBE, text="=cmd()\n" + "a bribe " * 30_000)
    open_collection(tmp_path / "here").decisions.add([FIRST, decide(long, author="Cy")])
    file = tmp_path / "all.csv"

    def run(home: str, *arguments: str) -> tuple[int, str]:
        environment = {"LEGAL_LIBRARY_HOME": str(tmp_path / home)}
        result = CliRunner().invoke(main, ["tag", *arguments], env=environment)
        return result.exit_code, result.stdout

    assert run("here", "--export-decisions", str(file))[0] == 0
    code, told = run("there", "--import-decisions", str(file), "--json")
    assert (code, json.loads(told)) == (0, {"added": 2, "known": 0, "problems": []})
    cut = file.read_text(encoding="utf-8-sig").replace("a bribe " * 100, "")
    file.write_text(cut, encoding="utf-8")
    code, told = run("third", "--import-decisions", str(file), "--json")
    assert code == 1
    assert json.loads(told)["added"] == 1
    assert json.loads(told)["problems"][0]["row"] == 3


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"PK\x03\x04"])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "no.csv"
    file.write_bytes(data)
    with pytest.raises(SheetError):
        take_archive(Log(), file)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong", [{"decided_at": "2999-01-01T00:00:00+00:00"}, {"decided_at": "soon"}, {"author": ""}]
)
def test_a_decision_that_cannot_be_is_named(tmp_path: Path, wrong: dict[str, str]) -> None:
    file, log = tmp_path / "all.csv", Log()
    write_archive(file, [replace(FIRST, **wrong), SECOND])
    assert [row for row, _ in take_archive(log, file).problems] == [2]  # type: ignore[arg-type]
    assert log.kept == [SECOND]
