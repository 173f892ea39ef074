"""The sheet goes out, is filled in with a spreadsheet program, and comes back."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.decisions import State, standings
from indexer.decisions.review import Wanted, decide, to_review
from indexer.decisions.sheet import COLUMNS, Row, SheetError, read_sheet, write_sheet
from indexer.tag import Tagger, TagInput
from legal_library import main
from mappings.records import Decision, Law, Verdict
from tests.indexer.decisions.made import law, provision

# A model that is of two minds about every term, whatever the shipped one has learnt since.
TAGGER = Tagger(
    {
        "codes": {
            "uncac:15": {"bias": -0.4, "common": 0.0},
            "uncac:23": {"bias": -0.1, "common": 0.0},
            "crime-type:money-laundering": {"bias": -0.3, "common": 0.0},
        },
        "shared": {"hits": {"all": 0.4}},
        "features": {},
        "hidden": {"bias": [0.0]},
        "outputs": {},
        "signals": ["score"],
        "trees": [
            {
                "signal": [0, 0, 0],
                "most": [0.0, -0.11, 0.2],
                "left": [1, -1, -3],
                "right": [2, -2, -4],
                "leaves": [-0.3, -0.1, 0.1, 0.2],
            }
        ],
        "thresholds": {
            name: {"alone": 0.5, "in a law": 0.5}
            for name in ("uncac:15", "uncac:23", "crime-type:money-laundering")
        },
    }
)
TEXTS = (
    "Bribery is an offence.",
    "Bribery, bribery and again bribery.",
    "Money laundering is an offence.",
    "Money laundering and money laundering are bribery.",
    "A public official who accepts a bribe is liable to imprisonment for ten years.",
    "The keeper lights the lanterns.",
)
ONE = law(
    *(provision(f"sec_{n}", text, f"Section {n}") for n, text in enumerate(TEXTS, 1)), law_id="one"
)


def put(collection: Collection, *laws: Law) -> None:
    for one in laws:
        path = f"{one.id}.md"
        record = FileRecord("s", path, "0" * 64, 1, Outcome.LAW, "", 1)
        collection.put_files([(record, [replace(one, source_path=path)])])


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    opened = open_collection(tmp_path)
    opened.put_source(SourceRecord("s", "", "", ""))
    put(opened, ONE, replace(ONE, id="two", jurisdiction="KEN"))
    return opened


def rows_of(*rows: Row) -> list[tuple[int, Row]]:
    return list(enumerate(rows, 2))


def filled(decision: str = "confirm", **values: str) -> Row:
    given = {"law": "one", "provision": "sec_5", "scheme": "uncac", "code": "15"}
    return Row(**(given | {"decision": decision} | values))


# What is to be reviewed


def test_candidates_are_near_the_threshold_and_set_exactly_when_the_tagger_sets_them() -> None:
    seen = 0
    for text in TEXTS:
        item = TagInput(text, language="en")
        tagged = {(tag.scheme, tag.code): tag for tag in TAGGER.tag(item)}
        for candidate in TAGGER.candidates(item):
            seen += 1
            code = candidate.tag.scheme, candidate.tag.code
            assert candidate.is_set == (code in tagged)
            assert 0 < candidate.doubt <= 1
    assert seen


def test_the_most_doubtful_come_first_and_only_as_many_as_are_wanted(
    collection: Collection,
) -> None:
    every = to_review(collection, TAGGER, Wanted())
    assert len(every) > 4
    assert to_review(collection, TAGGER, Wanted(rows=3)) == every[:3]
    doubts = [
        candidate.doubt
        for row in every
        for candidate in TAGGER.candidates(
            TagInput(row.text, law_title=row.law_title, language="en")
        )
        if (candidate.tag.scheme, candidate.tag.code) == (row.scheme, row.code)
    ]
    assert doubts == sorted(doubts, reverse=True)


def test_scheme_code_and_jurisdiction_narrow_the_sheet(collection: Collection) -> None:
    found = to_review(collection, TAGGER, Wanted(schemes=("uncac",), jurisdictions=("KEN",)))
    assert {(row.scheme, row.law) for row in found} == {("uncac", "two")}
    code = found[0].code
    assert {row.code for row in to_review(collection, TAGGER, Wanted(codes=(code,)))} == {code}


def test_what_is_decided_is_not_asked_again(collection: Collection) -> None:
    first = to_review(collection, TAGGER, Wanted())[0]
    decide(collection, rows_of(replace(first, decision="confirm")), "Ada")
    assert first not in to_review(collection, TAGGER, Wanted())


# The file


@pytest.mark.parametrize("name", ["sheet.tsv", "sheet.csv"])
def test_a_sheet_comes_back_as_it_went_out(
    collection: Collection, tmp_path: Path, name: str
) -> None:
    rows = to_review(collection, TAGGER, Wanted())
    write_sheet(tmp_path / name, rows)
    assert [row for _, row in read_sheet(tmp_path / name)] == rows


@given(st.lists(st.text(max_size=30), min_size=len(COLUMNS), max_size=len(COLUMNS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cell_is_a_formula_whatever_it_holds(tmp_path: Path, values: list[str]) -> None:
    for name in ("sheet.tsv", "sheet.csv"):
        write_sheet(tmp_path / name, [Row(*values)])
        text = (tmp_path / name).read_bytes().decode("utf-8-sig")
        for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t,"[name[-3:] == "csv"]):
            assert len(line) == len(COLUMNS)
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)
        list(read_sheet(tmp_path / name))


def test_a_formula_in_a_law_comes_back_as_its_text(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    write_sheet(file, [filled(heading='=HYPERLINK("http://x")', reason="-1 'quoted'")])
    ((number, row),) = read_sheet(file)
    assert (number, row.heading, row.reason) == (2, '=HYPERLINK("http://x")', "-1 'quoted'")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_what_spreadsheet_programs_make_of_a_sheet_is_read(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    lines = [
        ["Reason", "decision", "code", "scheme", "provision", "law", "mine"],
        ["so; it, is\nhere", "CONFIRM", "15", "uncac", "sec_5", "one", "x"],
        ["", "", "", "", "", "", ""],
        ["später", "reject", "16", "uncac", "sec_5", "one"],
    ]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(lines)
    file = tmp_path / "saved.csv"
    file.write_bytes(stream.getvalue().encode(encoding))
    found = list(read_sheet(file))
    assert [number for number, _ in found] == [2, 4]
    assert (found[0][1].reason, found[0][1].law) == ("so; it, is here", "one")
    assert found[1][1].reason == "später"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "missing: code, decision"),
        (b"law,provision,scheme\n", "missing: code, decision, reason"),
        (b"PK\x03\x04", "save it as CSV"),
        (b"law,provision\xff\n", "UTF-8"),
        (b"\xff\xfe\x00", "UTF-8"),
        (
            b"law,provision,scheme,code,decision,reason\n" + b"x" * 200_000,
            "cannot|can't|not a table",
        ),
        (b"law,provision,scheme,code,decision,reason\n" + b"a\n" * 100_001, "divide"),
    ],
)
def test_what_is_no_sheet_is_refused_with_what_to_do(
    tmp_path: Path, data: bytes, says: str
) -> None:
    file = tmp_path / "sheet.csv"
    file.write_bytes(data)
    with pytest.raises(SheetError, match=says):
        list(read_sheet(file))


# What is decided


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (filled("maybe"), "none of confirm, reject, add"),
        (filled(code="99"), "no code '99'"),
        (filled(scheme="unca"), "no scheme 'unca'; there are uncac, "),
        (filled(law="none"), "no law 'none'"),
        (filled(provision="sec_99"), "no provision 'sec_99'"),
        (filled(check="0123456789abcdef"), "make a new sheet"),
        (filled("reject"), "needs a reason"),
        (filled(reason="x" * 3000), "shorten"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_are_kept(
    collection: Collection, row: Row, says: str
) -> None:
    report = decide(
        collection, rows_of(filled(), row, filled("reject", code="16", reason="no")), "A"
    )
    ((number, problem),) = report.problems
    assert number == 3
    assert says in problem
    assert [one.code for one in collection.decisions.all()] == ["15", "16"]


def test_a_dry_run_says_the_same_and_stores_nothing(collection: Collection) -> None:
    rows = rows_of(filled(), filled("nonsense"), filled(""))
    dry = decide(collection, rows, "Ada", dry_run=True)
    assert collection.decisions.all() == []
    wet = decide(collection, rows, "Ada")
    assert (len(dry.decided), dry.problems, dry.undecided) == (1, wet.problems, 1)


def test_a_sheet_taken_in_twice_decides_once(collection: Collection) -> None:
    rows = rows_of(filled(reason="so"), filled("reject", code="16", reason="no"))
    decide(collection, rows, "Ada")
    again = decide(collection, rows, "Ada")
    assert (again.decided, again.unchanged) == ([], 2)
    assert len(collection.decisions.all()) == 2


def test_conflicting_rows_are_both_kept_the_last_counts_and_it_is_said(
    collection: Collection,
) -> None:
    rows = rows_of(filled(), filled("reject", reason="on reflection"))
    report = decide(collection, rows, "Ada")
    ((number, earlier),) = report.overrides
    assert (number, earlier[:14]) == (3, "confirm by Ada")
    states = [(one.decision.verdict, one.state) for one in standings(collection)]
    assert states == [(Verdict.CONFIRM, State.OVERRIDDEN), (Verdict.REJECT, State.IN_FORCE)]


def test_a_row_finds_the_text_that_was_read_under_its_new_path(collection: Collection) -> None:
    row = to_review(collection, TAGGER, Wanted(jurisdictions=("KEN",)))[0]
    moved = [replace(one, path=f"chp_9__{one.path}") for one in reversed(ONE.provisions)]
    put(collection, replace(ONE, id="two", jurisdiction="KEN", provisions=tuple(moved)))
    report = decide(collection, rows_of(replace(row, decision="confirm")), "Ada")
    assert report.problems == []
    (decision,) = collection.decisions.all()
    assert decision.provision.path == f"chp_9__{row.provision}"


# The command


def run(home: Path, *arguments: str) -> Result:
    environment = {"LEGAL_LIBRARY_HOME": str(home), "ELASTICSEARCH_URL": "", "DATABASE_URL": ""}
    return CliRunner().invoke(main, ("tag", *arguments), env=environment)


def _fill(file: Path, decisions: Iterable[tuple[str, str]]) -> None:
    rows = [row for _, row in read_sheet(file)]
    changed = dict(enumerate(decisions))
    write_sheet(
        file,
        [
            replace(row, decision=changed[at][0], reason=changed[at][1]) if at in changed else row
            for at, row in enumerate(rows)
        ],
    )


def test_a_curators_round_on_the_command_line(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.decisions.cli.Tagger", lambda: TAGGER)
    sheet = tmp_path / "sheet.tsv"
    result = run(tmp_path, "--review", str(sheet), "--scheme", "uncac", "--jurisdiction", "Norway")
    assert result.exit_code == 0, result.output
    assert "--decide" in result.stdout
    _fill(sheet, [("confirm", ""), ("reject", "= not an offence"), ("reject", "")])
    tried = run(tmp_path, "--decide", str(sheet), "--author", "Ada", "--dry-run")
    assert "2 decisions would be stored" in tried.stdout
    assert collection.decisions.all() == []
    taken = run(tmp_path, "--decide", str(sheet), "--author", "Ada", "--json")
    assert taken.exit_code == 1
    report = json.loads(taken.stdout)
    assert (report["decided"], [one["row"] for one in report["problems"]]) == (2, [4])
    listed = [
        json.loads(line) for line in run(tmp_path, "--decisions", "--json").stdout.splitlines()
    ]
    assert [(one["state"], one["verdict"]) for one in listed] == [
        ("in-force", "confirm"), ("in-force", "reject")]  # fmt: skip
    assert listed[1]["reason"] == "= not an offence"
    assert "Ada" in run(tmp_path, "--decisions").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--review", "sheet.xlsx"), ".tsv or .csv"),
        (("--review", "x.tsv", "--scheme", "nope"), "no scheme"),
        (("--review", "x.tsv", "--jurisdiction", "Atlantis"), "no jurisdiction"),
        (("--decide", __file__), "--author"),
        (("--decide", __file__, "--author", "Ada"), "columns"),
    ],
)
def test_a_wrong_call_is_explained(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code in (1, 2)
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_an_orphan_is_listed_with_what_to_do(collection: Collection, tmp_path: Path) -> None:
    decide(collection, rows_of(filled()), "Ada")
    put(collection, replace(ONE, provisions=ONE.provisions[:2]))
    shown = run(tmp_path, "--decisions").stdout
    assert shown.startswith("orphaned\tconfirm uncac:15")
    assert "decide anew" in shown


def test_decisions_are_what_was_read(collection: Collection) -> None:
    decide(collection, rows_of(filled(reason="so")), "Ada")
    (one,) = collection.decisions.all()
    assert isinstance(one, Decision)
    assert one.provision == ONE.provisions[4]
    assert (one.law_title, one.jurisdiction) == (ONE.title, "NOR")
