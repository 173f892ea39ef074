"""Signing in and out: who is let in, for how long, and how often it may be tried."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from corpora import accounts, audit, passwords
from corpora.accounts import ABSOLUTE, IDLE, PER_ACCOUNT, PER_ADDRESS, WITHIN, Role
from corpora.audit import Actor, Wanted
from corpora.store import Collection
from search_app.curator.frame import REFRESH
from tests.search_app.curator.conftest import OURS, PASSWORD, Opener

NEW = "harbour bell and copper kettle"


class Clock:
    """The time of accounts and of the audit trail."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> str:
        return self.now.isoformat(timespec="seconds")

    def wait(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(accounts, "utc_now", made)
    monkeypatch.setattr(audit, "utc_now", made)
    return made


def test_who_signs_in_goes_on_where_they_wanted_to(person: Opener) -> None:
    someone = person(None)
    asked = someone.get("/curator/audit?who=ada")
    assert asked.status_code == 303
    signed_in = someone.client.post(
        asked.location,
        data={"csrf_token": someone.token(), "name": "ADMIN", "password": PASSWORD},
        headers=OURS,
    )
    assert signed_in.location == "/curator/audit?who=ada"
    assert "admin" in someone.page("/curator/").select_one(".who").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/curator/",
        "/search",
        "/curator/\\x",
        "x",
        "/curatorial",
    ],
)
def test_an_address_leads_nowhere_but_to_these_pages(person: Opener, wanted: str) -> None:
    someone = person(None)
    data = {"csrf_token": someone.token(), "name": "admin", "password": PASSWORD}
    answer = someone.client.post(f"/curator/sign-in?next={wanted}", data=data, headers=OURS)
    assert answer.status_code == 303 and answer.location == "/curator/"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("admin", "wrong"),
        ("nobody", PASSWORD),
        ("", ""),
        ("admin", ""),
        ("x" * 5000, "y" * 5000),
        ("' OR 1=1 --", "x"),
        ("ad\x00min", PASSWORD),
    ],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    person: Opener, name: str, password: str
) -> None:
    someone = person(None)
    answer = someone.sign_in(name, password)
    assert answer.status_code == 403 and "no such account, or it has another" in answer.text
    assert someone.get("/curator/").status_code == 303


def test_a_name_that_is_nobodys_takes_a_whole_hash_as_well(
    person: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            tried.append(str(hash))
            return super().verify(hash, password)  # type: ignore[return-value]

    monkeypatch.setattr(passwords, "_hasher", Counting(1, 8, 1))
    passwords._nobodys.cache_clear()
    for name in ("admin", "nobody", "", "not a name"):
        person(None).sign_in(name, "wrong")
    passwords._nobodys.cache_clear()
    assert len(tried) == 4 and len({one.rsplit("$", 2)[0] for one in tried}) == 1


def test_a_session_is_a_new_one_at_each_sign_in(person: Opener) -> None:
    someone = person(None)
    someone.get("/curator/sign-in")
    before = someone.client.get_cookie("curator", path="/curator")
    token = someone.token()
    someone.sign_in("admin")
    after = someone.client.get_cookie("curator", path="/curator")
    assert before and after and before.value != after.value
    # The token that was known before opens nothing.
    old = someone.client.post("/curator/sign-out", data={"csrf_token": token}, headers=OURS)
    assert old.status_code == 403


def test_signing_out_ends_the_session_also_for_who_has_kept_its_cookie(person: Opener) -> None:
    someone = person(Role.CURATOR)
    kept = someone.client.get_cookie("curator", path="/curator")
    assert kept is not None
    assert someone.post("/curator/sign-out").status_code == 303
    assert someone.get("/curator/").status_code == 303
    someone.client.set_cookie("curator", kept.value, path="/curator")
    assert someone.get("/curator/").status_code == 303


def test_a_session_ends_when_nothing_is_done(person: Opener, clock: Clock) -> None:
    someone = person(Role.VIEWER)
    clock.wait(IDLE - timedelta(minutes=1))
    assert someone.get("/curator/").status_code == 200
    clock.wait(IDLE - timedelta(minutes=1))
    assert someone.get("/curator/").status_code == 200
    clock.wait(IDLE - timedelta(minutes=1))
    # A script that looks again is nobody who does something.
    assert someone.get("/curator/", headers={REFRESH: "1"}).status_code == 200
    clock.wait(timedelta(minutes=2))
    assert someone.get("/curator/").status_code == 303
    assert someone.client.post("/curator/password", headers=OURS).status_code == 401


def test_a_session_ends_after_a_working_day_whatever_is_done(person: Opener, clock: Clock) -> None:
    someone = person(Role.VIEWER)
    for _ in range(int(ABSOLUTE / timedelta(minutes=20))):
        clock.wait(timedelta(minutes=20))
        assert someone.get("/curator/").status_code == 200
    clock.wait(timedelta(minutes=20))
    assert someone.get("/curator/").status_code == 303


@pytest.mark.parametrize("change", ["role", "disabled", "password"])
def test_who_loses_a_right_is_signed_out_at_once(
    person: Opener, collection: Collection, change: str
) -> None:
    someone = person(Role.CURATOR)
    by = Actor("test")
    if change == "role":
        collection.accounts.set_role("curator", Role.VIEWER, by)
    elif change == "disabled":
        collection.accounts.set_disabled("curator", True, by)
    else:
        collection.accounts.set_password("curator", passwords.hashed(NEW), by)
    assert someone.get("/curator/").status_code == 303
    again = person(None).sign_in("curator")
    assert again.status_code == (303 if change == "role" else 403)


def test_ones_own_password_is_changed_with_the_present_one(
    person: Opener, collection: Collection
) -> None:
    someone, elsewhere = person(Role.VIEWER), person(Role.VIEWER)
    for password, new, again, said in (
        ("wrong", NEW, NEW, "not your present password"),
        (PASSWORD, NEW, NEW + "x", "typed twice"),
        (PASSWORD, "short", "short", "12 characters"),
        (PASSWORD, "x y" * 200, "x y" * 200, "at most 128"),
        (PASSWORD, "password1234", "password1234", "easily guessed"),
        (PASSWORD, "viewerviewer", "viewerviewer", "easily guessed"),
    ):
        answer = someone.post("/curator/password", password=password, new=new, again=again)
        assert answer.status_code in (400, 403) and said in answer.text
    changed = someone.post("/curator/password", password=PASSWORD, new=NEW, again=NEW)
    assert changed.status_code == 303
    assert someone.get("/curator/").status_code == 200
    assert elsewhere.get("/curator/").status_code == 303
    assert person(None).sign_in("viewer", NEW).status_code == 303
    assert collection.audit.entries(Wanted(action="account.password"))[0].actor.name == "viewer"


def test_an_account_is_tried_so_often_and_no_more(
    person: Opener, collection: Collection, clock: Clock
) -> None:
    someone = person(None)
    answers = [someone.sign_in("admin", "wrong").status_code for _ in range(PER_ACCOUNT)]
    assert answers == [403] * PER_ACCOUNT
    refused = person(None).sign_in("admin")
    assert refused.status_code == 429 and refused.headers["Retry-After"] == str(WITHIN.seconds)
    # Nobody else is kept out, and after a while nobody at all.
    assert person(None).sign_in("curator").status_code == 303
    clock.wait(WITHIN + timedelta(seconds=1))
    assert person(None).sign_in("admin").status_code == 303
    assert len(collection.audit.entries(Wanted(action="sign-in.refused"))) == PER_ACCOUNT


def test_an_address_tries_so_often_and_no_more(person: Opener, clock: Clock) -> None:
    someone = person(None)
    for number in range(PER_ADDRESS):
        assert someone.sign_in(f"name-{number}", "wrong").status_code == 403
    assert person(None).sign_in("admin").status_code == 429
    assert PER_ACCOUNT * (3600 / WITHIN.seconds) <= 100


def test_a_password_that_was_right_makes_the_count_begin_again(person: Opener) -> None:
    someone = person(None)
    for _ in range(2):
        for _ in range(PER_ACCOUNT - 1):
            someone.sign_in("admin", "wrong")
        assert person(None).sign_in("admin").status_code == 303


def test_a_password_is_kept_anew_when_it_would_be_kept_otherwise_today(
    person: Opener, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = collection.accounts.password_hash("admin")
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(2, 16, 1))
    assert person(None).sign_in("admin").status_code == 303
    after = collection.accounts.password_hash("admin")
    assert after != before and passwords.matches(after, PASSWORD)


def test_nobody_is_there_by_default(library: tuple[object, Collection]) -> None:
    assert library[1].accounts.all() == []
