"""Correcting what a law is said to be, on its page."""

import pytest

from corpora.accounts import Role
from corpora.audit import Wanted
from corpora.store import Collection
from mappings.records import LawDates
from tests.search_app.curator.conftest import Opener, Person
from tests.search_app.library import HOSTILE

HERE = "/curator/corrections/nor-lanterns"


def send(someone: Person, **changed: str) -> None:
    """Sends the form with some fields changed, as a browser does."""
    form = someone.page(HERE).select_one("form.entry")
    assert form is not None
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input")}
    for one in form.select("select"):
        chosen = one.select_one("option[selected]")
        fields[str(one["name"])] = str(chosen["value"]) if chosen else ""
    answer = someone.post(HERE, **(fields | changed))
    assert answer.status_code == 303


def test_a_title_and_a_date_are_corrected_and_the_page_of_the_law_says_so(
    person: Opener, collection: Collection
) -> None:
    someone = person(Role.CURATOR)
    send(someone, title=f"Lamps {HOSTILE}", adopted="2011-05-07", reason="the gazette")
    law = collection.law_without_text("nor-lanterns")
    assert law and law.title == f"Lamps {HOSTILE}" and law.dates == LawDates(adopted="2011-05-07")
    assert "Corrected" in someone.page(HERE).select("[role=status]")[0].get_text()
    read = someone.get("/law/nor-lanterns").text
    assert HOSTILE not in read
    notes = [
        one.get_text(" ", strip=True) for one in someone.page("/law/nor-lanterns").select(".note")
    ]
    assert any(
        "Title : corrected by a curator" in one or "Title: corrected" in one for one in notes
    )
    assert any("The file says: Lantern Offices Act" in one for one in notes)
    entry = collection.audit.entries(Wanted(action="law.correct"))[0]
    assert entry.actor.name == "curator" and entry.actor.address == "127.0.0.1"
    assert {one.reason for one in collection.corrections.history()} == {"the gazette"}
    assert "the gazette" in someone.page("/curator/corrections").get_text()


def test_a_field_is_as_the_file_says_again(person: Opener, collection: Collection) -> None:
    someone = person(Role.CURATOR)
    send(someone, title="Lamps")
    send(someone, **{"again-title": "yes"})
    law = collection.law_without_text("nor-lanterns")
    assert law and law.title == "Lantern Offices Act"
    assert "as the file says" in someone.page(HERE).get_text()


def test_what_another_curator_corrected_meanwhile_stays(
    person: Opener, collection: Collection
) -> None:
    someone = person(Role.CURATOR)
    old = {"was-title": "Lantern Offices Act", "title": "Lantern Offices Act", "was-number": ""}
    send(someone, title="Lamps")
    someone.post(HERE, **old, number="12")
    law = collection.law_without_text("nor-lanterns")
    assert law and (law.title, law.number) == ("Lamps", "12")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", " ", "Title: It cannot be empty"),
        ("adopted", "yesterday", "Adopted: A date is written"),
        ("kind", "poem", "Kind: It is none"),
        ("number", "1" * 3000, "Number: It is too long"),
        ("reason", "x" * 3000, "It is too long"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_changed(
    person: Opener, collection: Collection, field: str, value: str, said: str
) -> None:
    someone = person(Role.CURATOR)
    send(someone, **{"title": "Lamps", field: value})
    alert = someone.page(HERE).select_one("[role=alert]")
    assert alert and said in alert.get_text()
    assert collection.corrections.history() == []


def test_a_law_is_opened_by_its_id_or_its_address(person: Opener) -> None:
    someone = person(Role.VIEWER)
    for given in (
        "nor-lanterns",
        "http://localhost/law/nor-lanterns?q=x#sec_3",
        "/law/nor-lanterns",
    ):
        answer = someone.get("/curator/corrections", query_string={"law": given})
        assert answer.status_code == 303 and answer.location.endswith(HERE)
    for given in ("nobody", HOSTILE, "x" * 5000, "/law/\x00"):
        answer = someone.get("/curator/corrections", query_string={"law": given})
        assert answer.location.endswith("/curator/corrections")
    assert someone.get("/curator/corrections/nobody").status_code == 404
    assert not someone.page(HERE).select("button:-soup-contains('Correct')")
    assert person(Role.CURATOR).post("/curator/corrections/nobody", number="1").status_code == 404
