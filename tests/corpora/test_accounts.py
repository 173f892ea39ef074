"""Accounts on the command line, and the audit trail that nobody changes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from corpora import passwords
from corpora.accounts import AccountError, Role, account_name
from corpora.audit import Actor, Change, Wanted
from corpora.store import Collection, open_collection
from legal_library import main

BY = Actor("test", "192.0.2.1")
PASSWORD = "lanterns over seven harbours"


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = open_collection(tmp_path)
    yield opened
    opened.close()


def users(home: Path, *arguments: str, typed: str = "") -> Result:
    runner = CliRunner(env={"LEGAL_LIBRARY_HOME": str(home), "DATABASE_URL": ""})
    return runner.invoke(main, ["users", *arguments], input=typed)


def test_the_first_admin_is_made_on_the_command_line(
    tmp_path: Path, collection: Collection
) -> None:
    made = users(tmp_path, "add", "Ada@Example.org", "--role", "admin", typed=f"{PASSWORD}\n")
    assert made.exit_code == 0, made.output
    assert "ada@example.org has the role admin" in made.output
    listed = json.loads(users(tmp_path, "list", "--json").output)
    assert listed["name"] == "ada@example.org" and listed["role"] == "admin"
    assert "hash" not in str(listed) and PASSWORD not in str(listed)
    kept = collection.accounts.password_hash("ada@example.org")
    assert kept.startswith("$argon2id$") and passwords.matches(kept, PASSWORD)
    entry = collection.audit.entries()[0]
    assert entry.change == Change("account.add", "ada@example.org", None, {"role": "admin"})
    assert entry.actor.name.startswith("command line")


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("add", "ada"), "short\n", "12 characters"),
        (("add", "ada"), "", "12 characters"),
        (("add", "ada"), "qwertyuiop12\n", "easily guessed"),
        (("add", "a b"), f"{PASSWORD}\n", "letters, digits"),
        (("add", "admin"), f"{PASSWORD}\n", "already"),
        (("role", "nobody", "viewer"), "", "no account"),
        (("role", "admin", "viewer"), "", "only admin"),
        (("disable", "admin"), "", "only admin"),
        (("password", "nobody"), f"{PASSWORD}\n", "no account"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    tmp_path: Path, collection: Collection, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    collection.accounts.add("admin", Role.ADMIN, "", BY)
    done = users(tmp_path, *arguments, typed=typed)
    assert done.exit_code == 1 and said in done.output and "Traceback" not in done.output
    assert [one.name for one in collection.accounts.all()] == ["admin"]


def test_a_password_is_no_argument(tmp_path: Path) -> None:
    assert users(tmp_path, "add", "ada", PASSWORD).exit_code == 2
    assert "--password" not in users(tmp_path, "add", "--help").output


def test_roles_passwords_and_disabling_on_the_command_line(
    tmp_path: Path, collection: Collection
) -> None:
    collection.accounts.add("admin", Role.ADMIN, "", BY)
    for arguments, typed in (
        (("add", "ada", "--no-password"), ""),
        (("role", "ada", "curator"), ""),
        (("password", "ada"), f"{PASSWORD}\n"),
        (("disable", "ada"), ""),
    ):
        assert users(tmp_path, *arguments, typed=typed).exit_code == 0
    ada = collection.accounts.find("ada")
    assert ada and ada.role is Role.CURATOR and ada.has_password and ada.disabled_at
    assert collection.accounts.password_hash("ada") == ""
    assert "disabled" in users(tmp_path, "list").output
    assert users(tmp_path, "disable", "ada", "--undo").exit_code == 0
    assert collection.accounts.password_hash("ada")
    done = [one.change.action for one in collection.audit.entries(Wanted(about="ada"))]
    assert done == [
        "account.enable", "account.disable", "account.password", "account.role", "account.add",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", " ", "a b", "a\nb", "a\x00", "x" * 101, "<b>", "a/b", "'"])
def test_names_have_few_characters(name: str) -> None:
    with pytest.raises(AccountError):
        account_name(name)


def test_one_person_has_one_name_however_it_is_typed() -> None:
    assert account_name(" ＡDA ") == account_name("ada") == "ada"
    assert account_name("Вера") == "вера"


def test_a_provider_calls_one_account_by_one_name(collection: Collection) -> None:
    for name in ("ada", "eve"):
        collection.accounts.add(name, Role.VIEWER, "", BY)
    collection.accounts.meet("ada", "https://provider.example", "1", BY)
    with pytest.raises(AccountError):
        collection.accounts.meet("ada", "https://provider.example", "2", BY)
    found = collection.accounts.find_subject("https://provider.example", "1")
    assert found and found.name == "ada"
    assert collection.accounts.find_subject("https://other.example", "1") is None


def _refuses_to_change(url: str) -> None:
    engine = create_engine(url)
    for statement in ("UPDATE audit SET who = 'eve'", "DELETE FROM audit"):
        with pytest.raises(DatabaseError, match="only added to"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_the_database_refuses_to_change_the_audit_trail(
    collection: Collection, tmp_path: Path
) -> None:
    collection.audit.add(BY, Change("x", "y"))
    _refuses_to_change(f"sqlite:///{tmp_path / 'collection.sqlite'}")
    assert len(collection.audit.entries()) == 1


def test_postgresql_refuses_it_as_well(postgresql_url: str, tmp_path: Path) -> None:
    engine = create_engine(postgresql_url.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE audit_trail"))
    engine.dispose()
    url = postgresql_url.format(name="audit_trail")
    for _ in range(2):
        opened = open_collection(tmp_path, url)
        opened.audit.add(BY, Change("x", "y", {"a": [1]}, None))
        opened.close()
    _refuses_to_change(url)


def test_the_trail_is_found_by_person_action_object_and_day(collection: Collection) -> None:
    for number in range(5):
        collection.audit.add(Actor(f"p{number % 2}"), Change(f"a.{number}", f"100%_{number}"))
    found = collection.audit.entries(Wanted(who="p1"))
    assert [one.change.action for one in found] == ["a.3", "a.1"]
    assert [one.key for one in collection.audit.entries(before=3, count=1)] == [2]
    assert len(collection.audit.entries(Wanted(about="%_3"))) == 1
    assert len(collection.audit.entries(Wanted(about="0_"))) == 0
    today = found[0].at[:10]
    assert len(list(collection.audit.all(Wanted(first=today, last=today)))) == 5
    assert list(collection.audit.all(Wanted(last="2000-01-01"))) == []
    assert collection.audit.actions() == [f"a.{number}" for number in range(5)]
