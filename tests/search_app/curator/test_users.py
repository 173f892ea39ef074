"""Accounts and the audit trail on their pages."""

import csv
import io

import pytest

from corpora.accounts import Role
from corpora.audit import Actor, Change, Wanted
from corpora.store import Collection
from tests.search_app.curator.conftest import PASSWORD, Opener
from tests.search_app.library import HOSTILE


def test_an_admin_adds_an_account_gives_it_a_role_and_takes_it_away(
    person: Opener, collection: Collection
) -> None:
    admin = person(Role.ADMIN)
    said = admin.post("/curator/users", name="Ada", role="viewer", password=PASSWORD)
    assert said.status_code == 303
    ada = collection.accounts.find("ada")
    assert ada and ada.role is Role.VIEWER
    assert "ada can sign in now" in admin.page("/curator/users").get_text()
    admin.post(f"/curator/users/{ada.key}/role", role="curator")
    admin.post(f"/curator/users/{ada.key}/password", password=f"{PASSWORD} two")
    admin.post(f"/curator/users/{ada.key}/disabled", disabled="yes")
    admin.post(f"/curator/users/{ada.key}/disabled", disabled="no")
    done = collection.audit.entries(Wanted(about="ada"))
    assert [one.change.action.rpartition(".")[2] for one in done] == [
        "enable", "disable", "password", "role", "add",
    ]  # fmt: skip
    assert {(one.actor.name, one.actor.address) for one in done} == {("admin", "127.0.0.1")}
    assert (done[3].change.before, done[3].change.after) == (
        {"role": "viewer"},
        {"role": "curator"},
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "ada", "role": "viewer", "password": "short"}, "12 characters"),
        ({"name": "ada", "role": "viewer", "password": ""}, "12 characters"),
        ({"name": "admin", "role": "viewer", "password": PASSWORD}, "it is taken"),
        ({"name": HOSTILE, "role": "viewer", "password": PASSWORD}, "other characters"),
    ],
)
def test_what_cannot_be_added_is_said(
    person: Opener, fields: dict[str, str], said: str, collection: Collection
) -> None:
    admin = person(Role.ADMIN)
    assert admin.post("/curator/users", **fields).status_code == 303
    alert = admin.page("/curator/users").select_one("[role=alert]")
    assert alert and said in alert.get_text()
    assert len(collection.accounts.all()) == 3


def test_there_is_always_an_admin(person: Opener, collection: Collection) -> None:
    admin = person(Role.ADMIN)
    own = collection.accounts.find("admin")
    assert own
    for address, fields in (("role", {"role": "viewer"}), ("disabled", {"disabled": "yes"})):
        admin.post(f"/curator/users/{own.key}/{address}", **fields)
        assert "the only admin" in admin.page("/curator/users").get_text()
    assert collection.accounts.find("admin") == own
    assert admin.post(f"/curator/users/{own.key}/role", role="emperor").status_code == 400
    assert admin.post("/curator/users/999/role", role="viewer").status_code == 404


def test_the_trail_is_shown_filtered_and_given_as_csv(
    person: Opener, collection: Collection
) -> None:
    collection.audit.add(
        Actor("eve", "192.0.2.1"), Change("law.title", "=1+1", {"title": HOSTILE}, {"title": "b"})
    )
    admin = person(Role.ADMIN)
    answer = admin.get("/curator/audit?who=eve")
    assert HOSTILE not in answer.text and "title: b" in answer.text
    rows = admin.page("/curator/audit?who=eve").select("tbody tr")
    assert len(rows) == 1
    assert admin.page("/curator/audit?about=nothing+like+it").select("tbody tr") == []
    sent = admin.get("/curator/audit.csv?who=eve")
    assert sent.mimetype == "text/csv" and sent.cache_control.no_store
    lines = list(csv.reader(io.StringIO(sent.text.removeprefix("\ufeff"))))
    assert lines[0][0] == "number" and lines[1][2:4] == ["eve", "192.0.2.1"]
    assert lines[1][5] == "'=1+1" and len(lines) == 2


def test_older_entries_are_a_link_away(person: Opener, collection: Collection) -> None:
    for number in range(120):
        collection.audit.add(Actor("eve"), Change("x", str(number)))
    admin = person(Role.ADMIN)
    first = admin.page("/curator/audit?who=eve")
    older = first.select_one("a[rel=next]")
    assert len(first.select("tbody tr")) == 100 and older
    assert len(admin.page(str(older["href"])).select("tbody tr")) == 20
