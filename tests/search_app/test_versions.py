"""The texts of one law: earlier ones, in other languages, of other files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from mappings.records import Law, LawDates, Provision
from search_app import create_app
from tests.corpora.laws import make_law
from tests.search_app.library import HOSTILE

OLD = make_law(
    "nor-act", source_path="act", number="LOV-1999-04-01",
    provisions=(
        Provision("sec_1", "Section 1", "Lanterns", f"Light two lanterns. {HOSTILE}", "en"),
        Provision("sec_2", "Section 2", "", "Put them out.", "en"),
        Provision("sec_3", "Section 3", "", "Oil is free.", "en"),
    ),
)  # fmt: skip
NEW = replace(
    OLD,
    provisions=(
        replace(OLD.provisions[0], text=f"Light three lanterns. {HOSTILE}"),
        OLD.provisions[1],
        Provision("sec_4", "Section 4", "", "Wicks are trimmed.", "en"),
    ),
)
FRENCH = replace(
    OLD, id="nor-loi", source_path="loi", language="fr", title="Loi sur les lanternes",
    provisions=(Provision("sec_1", "Article 1", "", "Allumez deux lanternes.", "fr"),),
)  # fmt: skip


def put(collection: Collection, law: Law, sha256: str) -> None:
    record = FileRecord("s", law.source_path, sha256 * 64, 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [law])])


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = open_collection(tmp_path)
    opened.put_source(SourceRecord("s", "", "", ""))
    put(opened, FRENCH, "9")
    other_year = replace(FRENCH, id="nor-b", source_path="b", dates=LawDates(adopted="2005"))
    put(opened, other_year, "8")
    put(opened, OLD, "0")
    yield opened
    opened.close()


@pytest.fixture
def client(collection: Collection) -> FlaskClient:
    return create_app(Mock(), collection).test_client()


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def test_a_law_without_earlier_texts_says_so(client: FlaskClient) -> None:
    page = soup(client, "/law/nor-act/versions")
    assert "no earlier text of this law" in page.get_text()
    assert client.get("/law/nowhere/versions").status_code == 404
    assert client.get("/law/nor-act/versions/1").status_code == 404


def test_what_changed_in_a_law_is_marked_by_word(
    client: FlaskClient, collection: Collection
) -> None:
    put(collection, NEW, "1")
    link = soup(client, "/law/nor-act/versions").select_one("a[href^='/law/nor-act/versions/']")
    assert link
    page = soup(client, str(link["href"]))
    assert "Unchanged: 1 · Changed: 1 · Added: 1 · Removed: 1" in page.get_text()
    changed = page.select_one(".row.changed")
    assert changed and HOSTILE in changed.get_text() and not changed.select("script")
    assert [one.get_text() for one in changed.select("del, ins")] == [
        "[removed] two",
        "[added] three",
    ]
    names = [row.select_one("h2").get_text() for row in page.select(".row")]  # type: ignore[union-attr]
    assert [name.split(" ")[1] for name in names] == ["1", "4", "3"]
    assert "1 provision is the same in both" in page.get_text()
    assert page.select("details a[href='/provision/nor-act/sec_2']")
    assert client.get(f"{link['href']}?page=x").status_code == 200


def test_the_feed_of_a_law_says_which_provisions_changed(
    client: FlaskClient, collection: Collection
) -> None:
    assert "<entry>" not in client.get("/law/nor-act/versions.atom").text
    put(collection, NEW, "1")
    put(collection, replace(NEW, provisions=NEW.provisions[:2]), "2")
    feed = BeautifulSoup(client.get("/law/nor-act/versions.atom").data, "xml")
    assert [entry.summary.get_text() for entry in feed.find_all("entry")] == [
        "Removed: Section 4",
        "Changed: Section 1; Added: Section 4; Removed: Section 3",
    ]


def test_a_translation_stands_beside_the_law(client: FlaskClient) -> None:
    page = soup(client, "/law/nor-act/versions")
    assert page.select("a[href='/law/nor-act/beside/nor-loi']")
    assert not page.select("a[href='/law/nor-act/beside/nor-b']"), "of another year"
    beside = soup(client, "/law/nor-act/beside/nor-loi")
    sides = beside.select(".row .side[lang]")
    assert [side["lang"] for side in sides[:2]] == ["en", "fr"]
    assert not beside.select("del, ins")
    assert "Not in this text" in beside.get_text()
    assert client.get("/law/nor-act/beside/nowhere").status_code == 404
    assert client.get("/law/nor-act/beside/nor-act").status_code == 404
