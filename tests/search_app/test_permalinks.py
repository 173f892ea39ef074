"""Permalinks outlive what their law was when they were made."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from mappings.records import Law, Provision
from search_app import create_app
from search_app.services.cite import sha256_of
from tests.corpora.laws import make_law
from tests.search_app.library import HOSTILE

TEXT = f"Whoever lights a lantern in the harbour {HOSTILE} shall put it out before the bell rings."
LAW = make_law(
    "nor-act", source_path="act",
    provisions=(
        Provision("chp_1__sec_1", "Section 1", "", TEXT, "en"),
        Provision("sec_2", "Section 2", "", "Oil is free.", "en"),
    ),
)  # fmt: skip
MOVED = replace(
    LAW,
    provisions=(
        Provision("sec_1", "Section 1", "", "This act is about light.", "en"),
        Provision("sec_7", "Section 7", "", TEXT.replace("bell", "horn"), "en"),
    ),
)


def put(collection: Collection, law: Law | None, sha256: str) -> None:
    outcome = Outcome.LAW if law else Outcome.FAILED
    record = FileRecord("s", "act", sha256 * 64, 1, outcome, "", 1)
    collection.put_files([(record, [law] if law else [])])


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = open_collection(tmp_path)
    opened.put_source(SourceRecord("s", "", "", ""))
    put(opened, LAW, "0")
    yield opened
    opened.close()


@pytest.fixture
def client(collection: Collection) -> FlaskClient:
    return create_app(Mock(), collection).test_client()


def test_a_path_of_an_earlier_text_leads_to_what_has_that_text_now(
    client: FlaskClient, collection: Collection
) -> None:
    assert client.get("/provision/nor-act/chp_1__sec_1").location == "/law/nor-act#chp_1__sec_1"
    put(collection, MOVED, "1")
    # By its number alone it would be section 1, which says something else.
    assert client.get("/provision/nor-act/chp_1__sec_1").location == "/law/nor-act#sec_7"
    assert client.get("/cite/nor-act/chp_1__sec_1").location == "/cite/nor-act/sec_7"


def test_an_address_with_a_fingerprint_tells_that_the_text_has_changed(
    client: FlaskClient, collection: Collection
) -> None:
    card = BeautifulSoup(client.get("/cite/nor-act/chp_1__sec_1").text, "lxml")
    link = card.select_one("a[href*='?text=']")
    assert link
    address = str(link["href"]).removeprefix("http://localhost")
    assert client.get(address).location == "/law/nor-act#chp_1__sec_1"
    put(collection, MOVED, "1")
    page = BeautifulSoup(client.get(address).text, "lxml")
    assert "This text has changed since it was cited" in page.get_text()
    assert [one.get_text() for one in page.select("del, ins")] == ["[removed] bell", "[added] horn"]
    assert page.select("a[href='/law/nor-act#sec_7']") and not page.select("script:not([src])")


def test_a_text_that_only_moved_is_found_by_its_fingerprint(
    client: FlaskClient, collection: Collection
) -> None:
    moved = replace(MOVED.provisions[1], text=TEXT)
    put(collection, replace(MOVED, provisions=(MOVED.provisions[0], moved)), "1")
    address = f"/provision/nor-act/chp_1__sec_1?text={sha256_of(TEXT)[:12].upper()}"
    assert client.get(address).location == "/law/nor-act#sec_7"


def test_a_fingerprint_of_nothing_known_says_so_and_a_garbled_one_is_none(
    client: FlaskClient,
) -> None:
    known = client.get(f"/provision/nor-act/sec_2?text={'0' * 12}")
    assert known.status_code == 200 and "no text with the fingerprint" in known.text
    for garbled in ("", "x", "abc", "0" * 65, HOSTILE):
        answer = client.get("/provision/nor-act/sec_2", query_string={"text": garbled})
        assert answer.location == "/law/nor-act#sec_2"
    assert client.get(f"/provision/nor-act/sec_99?text={'0' * 12}").status_code == 404


def test_a_provision_that_is_gone_is_shown_as_it_was(
    client: FlaskClient, collection: Collection
) -> None:
    address = f"/provision/nor-act/sec_2?text={sha256_of('Oil is free.')[:12]}"
    put(collection, replace(MOVED, provisions=MOVED.provisions[1:]), "1")
    text = client.get(address).text
    assert "This provision is not in the law any more" in text and "Oil is free" in text
    assert client.get("/provision/nor-act/sec_2").status_code == 404


def test_a_law_under_another_id_is_gone_and_leads_to_what_replaced_it(
    client: FlaskClient, collection: Collection
) -> None:
    put(collection, replace(MOVED, id="nor-new"), "1")
    for address in ("/law/nor-act", "/cite/nor-act", "/law/nor-act/whole"):
        response = client.get(address)
        assert response.status_code == 410
        assert "no-store" in response.headers["Cache-Control"]
        assert BeautifulSoup(response.text, "lxml").select("a[href='/law/nor-new']")
    page = BeautifulSoup(client.get("/provision/nor-act/chp_1__sec_1").text, "lxml")
    assert page.select("a[href='/law/nor-new#sec_7']"), "by its text"
    put(collection, None, "2")
    assert "gives no law now" in client.get("/law/nor-new").text
    assert client.get("/law/nor-never").status_code == 404
    put(collection, LAW, "0")
    assert client.get("/provision/nor-act/sec_2").status_code == 302
