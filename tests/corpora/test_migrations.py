"""Collections of every earlier version, made of the tables of then, are upgraded with all they hold."""

import importlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.runtime.migration import HeadMaintainer
from click.testing import CliRunner
from sqlalchemy import JSON, Engine, MetaData, create_engine, insert, inspect, select, text

from corpora import schema
from corpora.database import CollectionError
from corpora.migrations import alone, upgrade, versions
from corpora.records import FileRecord, Outcome
from corpora.reports import Report
from corpora.store import open_collection
from corpora.upgrade import upgrade_collection
from legal_library import main
from tests.corpora.earlier_tables import FORMS, earlier_tables
from tests.corpora.laws import make_law


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind with nothing in it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'collection.sqlite'}"
    database: str = request.getfixturevalue("postgresql_database")
    return database


_VALUES: dict[type, Any] = {str: "ж", int: 7}
_JSON = {
    "titles": {"fr": "Loi"},
    "dates": {"adopted": "2001-02-03"},
    "dates_printed": {"adopted": "3 February 2001"},
    "identifiers": {"eli": "x"},
    "dropped": {"total": 9, "lost": 2, "repeated": 0, "left_out": {}, "samples": ["a clause"]},
    "pages": [[1, 2, "digital", None]],
}
_OWN = {
    "status": "in-force",
    "source_id": "s",
    "source_path": "f",
    "id": "s",
    "outcome": "law",
    "path": "f",
}


def value(column: Any) -> Any:
    """Something that is not what a migration would fill in."""
    if column.name in _JSON:
        return _JSON[column.name]
    if isinstance(column.type, JSON):
        return ["one", "two"]
    return _OWN.get(column.name) or _VALUES[column.type.python_type]


def made_by_an_earlier_program(url: str, form: str) -> dict[str, list[dict[str, Any]]]:
    """A collection with a row in each table of then; gives the rows by table."""
    number, parts = FORMS[form]
    metadata = earlier_tables(parts)
    engine = create_engine(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name != "meta":
                connection.execute(insert(table), {one.name: value(one) for one in table.c})
        meta = metadata.tables["meta"]
        connection.execute(insert(meta), {"name": "schema_version", "value": str(number)})
        if form == "3":
            connection.execute(insert(meta), {"name": "state", "value": "then"})
    found = rows(engine, metadata)
    engine.dispose()
    return found


def rows(engine: Engine, metadata: MetaData) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
            if table.name != "meta"
        }


def differences(engine: Engine) -> list[Any]:
    """What is not as `corpora.schema` says, in the tables that are there."""
    options = {"compare_type": True, "compare_server_default": True}
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, schema.metadata))


@pytest.mark.parametrize("form", FORMS)
def test_a_collection_of_an_earlier_program_is_upgraded_and_nothing_is_lost(
    url: str, form: str, tmp_path: Path
) -> None:
    before = made_by_an_earlier_program(url, form)
    done = upgrade_collection(tmp_path, url)
    assert (done.before, done.after) == (FORMS[form][0], schema.SCHEMA_VERSION)
    engine = create_engine(url)
    assert differences(engine) == []
    after = rows(engine, schema.metadata)
    for table, kept in before.items():
        assert [
            {name: row[name] for name in old} for row, old in zip(after[table], kept, strict=True)
        ] == kept
    collection = open_collection(tmp_path, url)
    assert collection.statistics().laws == 1
    law = collection.law("s")
    assert law is not None
    assert [provision.text for provision in law.provisions] == ["ж"]
    (file,) = collection.known_files("s").values()
    assert file.path == "f"
    assert collection.state()
    # It can be written to as any other.
    new = make_law("new", source_id="s", source_path="new.md")
    collection.put_files([(FileRecord("s", "new.md", "0" * 64, 1, Outcome.LAW, "", 1), [new])])
    assert collection.law("new") == new
    again = upgrade_collection(tmp_path, url)
    assert (again.before, again.after, again.copy) == (done.after, done.after, "")


def test_all_migrations_from_nothing_give_the_tables_of_today(url: str) -> None:
    engine = create_engine(url)
    with alone(engine) as connection:
        upgrade(connection, None)
    assert differences(engine) == []
    migrated = triggers(engine)
    with engine.begin() as connection:
        schema.metadata.drop_all(connection)
        schema.metadata.create_all(connection)
    assert migrated == triggers(engine)


def triggers(engine: Engine) -> set[tuple[str, ...]]:
    """What alembic does not compare."""
    query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    if engine.dialect.name == "postgresql":
        query = (
            "SELECT trigger_name, event_object_table, event_manipulation, action_statement "
            "FROM information_schema.triggers"
        )
    with engine.connect() as connection:
        return {tuple(row) for row in connection.execute(text(query))}


def test_a_new_collection_has_the_tables_of_today_and_their_version(
    url: str, tmp_path: Path
) -> None:
    open_collection(tmp_path, url).close()
    engine = create_engine(url)
    assert differences(engine) == []
    with engine.connect() as connection:
        found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    assert found == [str(schema.SCHEMA_VERSION)]


def test_versions_follow_each_other_and_are_named_as_their_files() -> None:
    names = sorted(path.stem for path in Path(versions.__path__[0]).glob("v*.py"))
    for number, name in enumerate(names, 1):
        module = importlib.import_module(f"corpora.migrations.versions.{name}")
        assert name.startswith(f"v{number:04}_"), f"{name}: give it a number of its own"
        assert module.revision == str(number)
        assert module.down_revision == (str(number - 1) if number > 1 else None)
    assert len(names) == schema.SCHEMA_VERSION


@pytest.mark.parametrize("form", ["1", "2", "3 at first"])
def test_a_collection_with_other_tables_is_not_opened_but_told_what_to_do(
    url: str, form: str, tmp_path: Path
) -> None:
    before = made_by_an_earlier_program(url, form)
    with pytest.raises(CollectionError, match="run `legal-library upgrade`"):
        open_collection(tmp_path, url)
    assert rows(create_engine(url), earlier_tables(FORMS[form][1])) == before


def test_a_collection_that_lacks_whole_tables_is_read_as_it_is(url: str, tmp_path: Path) -> None:
    """As long as nobody has upgraded it: what is not there is empty, and cannot be written."""
    made_by_an_earlier_program(url, "3")
    with create_engine(url).begin() as connection:
        connection.execute(text("DROP TABLE report"))
    collection = open_collection(tmp_path, url)
    assert collection.statistics().laws == 1
    assert collection.reports.all() == []
    with pytest.raises(CollectionError, match="run `legal-library upgrade`"):
        collection.reports.add(Report("s", "ж", "f", "", "wrong"))
    collection.mark_gone("s", ["f"])
    assert collection.known_files("s")["f"].gone_at, "tables that are there are written to"
    collection.close()
    assert "report" not in inspect(create_engine(url)).get_table_names()
    upgrade_collection(tmp_path, url)
    collection = open_collection(tmp_path, url)
    collection.reports.add(Report("s", "ж", "f", "", "wrong"))
    assert len(collection.reports.all()) == 1


def test_an_older_collection_that_cannot_be_written_to_is_read(tmp_path: Path) -> None:
    file = tmp_path / "collection.sqlite"
    made_by_an_earlier_program(f"sqlite:///{file}", "3")
    with create_engine(f"sqlite:///{file}").begin() as connection:
        connection.execute(text("DROP TABLE former_law"))
    open_collection(tmp_path).close()
    collection = open_collection(tmp_path, f"sqlite:///file:{file}?mode=ro&uri=true")
    assert collection.law("s")
    assert collection.former_law("s") is None


def test_a_collection_of_a_newer_program_is_refused(url: str, tmp_path: Path) -> None:
    open_collection(tmp_path, url).close()
    with create_engine(url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '99'"))
    for use in (open_collection, upgrade_collection):
        with pytest.raises(CollectionError, match="schema version 99.*Update this program"):
            use(tmp_path, url)


def test_a_database_of_another_program_is_refused(url: str, tmp_path: Path) -> None:
    with create_engine(url).begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('a1b2c3')"))
    for use in (open_collection, upgrade_collection):
        with pytest.raises(CollectionError, match="another program"):
            use(tmp_path, url)


def test_programs_before_alembic_refuse_what_it_has_upgraded(url: str, tmp_path: Path) -> None:
    made_by_an_earlier_program(url, "3")
    upgrade_collection(tmp_path, url)
    query = select(schema.meta.c.value).where(schema.meta.c.name == "schema_version")
    with create_engine(url).connect() as connection:
        assert connection.scalars(query).all() == ["4"]


def test_an_sqlite_database_is_kept_as_it_was(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'collection.sqlite'}"
    before = made_by_an_earlier_program(url, "1")
    done = upgrade_collection(tmp_path, url)
    assert done.copy == str(tmp_path / "collection.sqlite.schema-1")
    assert rows(create_engine(f"sqlite:///{done.copy}"), earlier_tables(())) == before


def test_an_upgrade_that_fails_changes_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made_by_an_earlier_program(url, "1")
    of_alembic = HeadMaintainer.update_to_step

    def until_4(maintainer: HeadMaintainer, step: Any) -> None:
        if step.to_revisions == ("4",):
            raise RuntimeError("power cut")
        of_alembic(maintainer, step)

    monkeypatch.setattr(HeadMaintainer, "update_to_step", until_4)
    with pytest.raises(RuntimeError, match="power cut"):
        upgrade_collection(tmp_path, url)
    assert rows(create_engine(url), earlier_tables(())) == before
    assert "superseded" not in inspect(create_engine(url)).get_table_names()


def test_a_copy_that_cannot_be_written_ends_it_before_anything_changed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'collection.sqlite'}"
    before = made_by_an_earlier_program(url, "1")
    (tmp_path / "collection.sqlite.schema-1" / "something").mkdir(parents=True)
    with pytest.raises(CollectionError, match="nothing was changed"):
        upgrade_collection(tmp_path, url)
    assert rows(create_engine(url), earlier_tables(())) == before


def test_processes_that_open_a_new_collection_at_once_make_it_once(
    url: str, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(8) as threads:
        opened = list(threads.map(lambda _: open_collection(tmp_path, url), range(8)))
    assert len({collection.state() for collection in opened}) == 1


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        environment = {"LEGAL_LIBRARY_HOME": str(tmp_path), "DATABASE_URL": ""}
        result = CliRunner().invoke(main, ["upgrade", *arguments], env=environment)
        assert result.exit_code == 0, result.output
        return result.stdout

    made_by_an_earlier_program(f"sqlite:///{tmp_path / 'collection.sqlite'}", "2")
    assert f"from schema version 2 to {schema.SCHEMA_VERSION}" in run()
    assert "already" in run()
    done = json.loads(run("--json"))
    assert done == {"before": schema.SCHEMA_VERSION, "after": schema.SCHEMA_VERSION, "copy": ""}
