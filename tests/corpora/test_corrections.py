"""What curators correct of laws stands above what files say, through every import."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from corpora.audit import Actor, Wanted
from corpora.corrected import FIELDS, UnfitValue, checked, values_of, with_values
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.contents import contents
from legal_library import main
from mappings.records import Law, LawDates, LawStatus, Provision
from tests.corpora.laws import make_law

BY = Actor("ada", "192.0.2.1")
LAW = "xxa-one-00000000"


@pytest.fixture(params=["sqlite", "postgresql"])
def collection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Collection]:
    url = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_url")
        admin = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS corrections"))
            connection.execute(text("CREATE DATABASE corrections"))
        admin.dispose()
        url = server.format(name="corrections")
    opened = open_collection(tmp_path, url)
    opened.put_source(SourceRecord("s", "", "", ""))
    put(opened, make_law())
    yield opened
    opened.close()


def put(collection: Collection, law: Law, sha256: str = "0") -> None:
    record = FileRecord("s", law.source_path, sha256, 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [law])])


def held(collection: Collection) -> Law:
    found = collection.law(LAW)
    assert found is not None
    return found


def content(collection: Collection) -> str:
    return contents(collection, collection.stored_laws())[LAW]


def test_a_correction_is_found_wherever_the_collection_gives_the_law(
    collection: Collection,
) -> None:
    wanted = {"title": "Lamp Act", "jurisdiction": "SWE", "adopted": "2001-02", "kind": "decree"}
    assert collection.corrections.correct(LAW, wanted, "seen", BY) == list(wanted)
    law = held(collection)
    assert (law.title, law.jurisdiction, law.kind) == ("Lamp Act", "SWE", "decree")
    assert law.dates == LawDates(adopted="2001-02", version="2020") and law.dates_printed == {}
    assert collection.titles("SWE") == [(LAW, "Lamp Act", "2001-02")]
    assert collection.titles("NOR") == []
    assert collection.summaries([LAW])[LAW].title == "Lamp Act"
    assert collection.holdings("SWE").by_year == {2001: 1}
    assert collection.statistics().by_kind == {"decree": 1}


def test_it_survives_another_import_and_what_the_file_says_now_is_known(
    collection: Collection,
) -> None:
    collection.corrections.correct(LAW, {"title": "Lamp Act", "repealed": "2020"}, "", BY)
    put(collection, make_law(title="Act on lanterns, amended", number="8/1999"), "1")
    law = held(collection)
    assert (law.title, law.number, law.dates.repealed) == ("Lamp Act", "8/1999", "2020")
    said = {one.correction.field: one.as_read for one in collection.corrections.of_law(LAW)}
    assert said == {"title": "Act on lanterns, amended", "repealed": ""}
    earlier = collection.earlier_versions("s", "one.md")
    assert earlier[0].laws == (make_law(),)


def test_undone_it_is_as_the_file_says_also_after_other_imports(collection: Collection) -> None:
    before = content(collection)
    collection.corrections.correct(LAW, {"title": "Lamp Act", "language": "fr"}, "", BY)
    assert content(collection) != before
    collection.corrections.correct(LAW, {"title": None, "language": "en"}, "", BY)
    assert held(collection) == make_law() and content(collection) == before
    assert collection.corrections.of_law(LAW) == []
    put(collection, make_law(title="Another"), "1")
    collection.corrections.correct(LAW, {"number": "9"}, "", BY)
    assert (held(collection).title, held(collection).number) == ("Another", "9")


def test_the_last_one_counts_and_all_are_kept(collection: Collection) -> None:
    for title in ("One", "Two", "Three"):
        collection.corrections.correct(LAW, {"title": title}, f"because {title}", BY)
    assert held(collection).title == "Three"
    kept = collection.corrections.history(LAW)
    assert [one.value for one in kept] == ["Three", "Two", "One"]
    assert {(one.author, one.law_title) for one in kept[:1]} == {("ada", "Two")}
    trail = collection.audit.entries(Wanted(action="law.correct"))
    assert trail[0].change.before == {"title": "Two"} and trail[0].actor == BY
    assert trail[0].change.after == {"title": "Three", "reason": "because Three"}


def test_what_is_so_already_is_no_correction(collection: Collection) -> None:
    state = collection.state()
    same: dict[str, str | None] = {"title": "Act on lanterns", "number": None, "status": "in-force"}
    assert collection.corrections.correct(LAW, same, "", BY) == []
    assert collection.corrections.history() == [] and collection.state() == state


def test_the_language_of_a_law_is_that_of_its_provisions_but_for_others(
    collection: Collection,
) -> None:
    law = make_law(
        provisions=(
            Provision("a", "1", "", "x", "en"),
            Provision("b", "2", "", "y", "nb"),
            Provision("c", "3", "", "z", "en"),
        )
    )
    put(collection, law, "1")
    collection.corrections.correct(LAW, {"language": "nb"}, "", BY)
    assert [one.language for one in held(collection).provisions] == ["nb", "nb", "nb"]
    collection.corrections.correct(LAW, {"language": None}, "", BY)
    assert held(collection) == law


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("title", " \u200b\n", "empty"),
        ("title", "x" * 3000, "long"),
        ("adopted", "2001-02-30", "date"),
        ("adopted", "٢٠٠١", "date"),
        ("adopted", "0001", "date"),
        ("kind", "poem", "code"),
        ("jurisdiction", "", "empty"),
        ("status", "in-force; DROP", "code"),
        ("text", "x", "field"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_changed(
    collection: Collection, field: str, value: str, problem: str
) -> None:
    with pytest.raises(UnfitValue) as raised:
        collection.corrections.correct(LAW, {"number": "9", field: value}, "", BY)
    assert raised.value.problem == problem
    assert held(collection) == make_law() and collection.corrections.history() == []
    with pytest.raises(LookupError):
        collection.corrections.correct("nobody", {"number": "9"}, "", BY)


_VALUES = {
    "title": st.text(min_size=1, max_size=30).filter(str.isprintable),
    "number": st.text(max_size=10),
    "language": st.sampled_from(["en", "nb", "ar"]),
    "status": st.sampled_from([status.value for status in LawStatus]),
    "adopted": st.sampled_from(["", "1990", "2000-02-29"]),
    "jurisdiction": st.sampled_from(["NOR", "EGY"]),
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.fixed_dictionaries({}, optional=_VALUES), max_size=4))
def test_whatever_is_corrected_is_undone_without_a_trace(
    tmp_path: Path, steps: list[dict[str, str]]
) -> None:
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    put(collection, make_law())
    said: dict[str, str] = {}
    for step in steps:
        fit = {field: checked(field, value) for field, value in step.items() if value.strip()}
        collection.corrections.correct(LAW, fit, "", BY)
        said |= fit
    assert values_of(held(collection)) == {**values_of(make_law()), **said}
    collection.corrections.correct(LAW, dict.fromkeys(FIELDS), "", BY)
    assert held(collection) == make_law()
    collection.close()


def test_no_correction_leaves_a_law_as_it_is() -> None:
    assert with_values(make_law(), {}) == make_law()


def corpora(home: Path, *arguments: str) -> Result:
    runner = CliRunner(env={"LEGAL_LIBRARY_HOME": str(home), "DATABASE_URL": ""})
    return runner.invoke(main, ["corpora", *arguments])


def test_laws_are_corrected_on_the_command_line(tmp_path: Path) -> None:
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    put(collection, make_law())
    done = corpora(tmp_path, "correct", LAW, "title==1+1", "adopted=", "--reason", "the gazette")
    assert done.exit_code == 0 and "Corrected: title, adopted" in done.output
    assert (held(collection).title, held(collection).dates.adopted) == ("=1+1", None)
    assert "so already" in corpora(tmp_path, "correct", LAW, "title==1+1").output
    undone = corpora(tmp_path, "correct", LAW, "--undo", "title", "--undo", "adopted")
    assert undone.exit_code == 0 and held(collection) == make_law()
    listed = corpora(tmp_path, "corrections", LAW, "--json").output.splitlines()
    assert [json.loads(line)["value"] for line in listed] == [None, None, "", "=1+1"]
    assert "as the file says" in corpora(tmp_path, "corrections").output
    for arguments, said in (
        ((LAW,), "give FIELD=VALUE"),
        ((LAW, "title"), "write FIELD=VALUE"),
        ((LAW, "title=a", "title=b"), "twice"),
        ((LAW, "adopted=soon"), "YYYY-MM-DD"),
        (("nobody", "title=x"), "no law"),
    ):
        failed = corpora(tmp_path, "correct", *arguments)
        assert failed.exit_code and said in failed.output
    collection.close()
