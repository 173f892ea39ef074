"""A list of provisions: in its address alone, changed by its form, taken away as a file."""

import csv
import io
from unittest.mock import Mock
from urllib.parse import parse_qsl, quote

import docx
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_app.services.reading_list import (
    MAX_ITEMS,
    MAX_NOTE,
    MAX_QUERY,
    Item,
    ReadingList,
    ReadingListService,
    provision_id,
)
from tests.search_app.library import HOSTILE
from tests.search_app.test_pages import soup

BRIBERY, MONEY, ARABIC = (
    "nor-lanterns/chp_1__sec_1",
    "nor-lanterns/chp_1__sec_2",
    "egy-masabih/art_1",
)
THREE = f"/list?p={BRIBERY}&n=read+this&p={ARABIC}&p=fra-hostile/art_1&n={quote(HOSTILE)}"


def names(client: FlaskClient, url: str) -> list[str]:
    return [one["value"] for one in soup(client, url).select("input[name=p]")]


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z0-9-]{1,20}/[a-z0-9_.-]{1,30}", fullmatch=True),
            st.text(max_size=80),
        ),
        max_size=20,
        unique_by=lambda pair: pair[0],
    )
)
def test_a_list_is_read_from_its_address_as_it_was_written(pairs: list[tuple[str, str]]) -> None:
    shown = ReadingList(tuple(Item(name, note.replace("\r\n", "\n")) for name, note in pairs))
    assert ReadingList.parse(shown.query()) == shown


@given(st.text(max_size=300))
def test_any_address_is_a_list_within_its_bounds(query: str) -> None:
    shown = ReadingList.parse(query)
    assert len(shown.query()) <= MAX_QUERY
    assert ReadingList.parse(shown.query()) == shown


def test_a_list_has_room_for_so_many_and_says_what_is_left_out(client: FlaskClient) -> None:
    query = "&".join(f"p=law-{number}/art_1" for number in range(MAX_ITEMS + 3))
    assert (len(ReadingList.parse(query).items), ReadingList.parse(query).left_out) == (60, 3)
    assert "3 are left out" in soup(client, f"/list?{query}").get_text()
    long = "&".join(f"p=law-{number}/art_1&n={'x' * MAX_NOTE}" for number in range(MAX_ITEMS))
    shown = ReadingList.parse(long)
    assert 0 < len(shown.items) < MAX_ITEMS
    assert len(shown.query()) <= MAX_QUERY


@pytest.mark.parametrize(
    "text",
    [
        "nor-lanterns/chp_1__sec_1",
        " https://library.example/law/nor-lanterns?q=oil#chp_1__sec_1 ",
        "http://localhost/provision/nor-lanterns/chp_1__sec_1",
        "/cite/nor-lanterns/chp_1__sec_1",
    ],
)
def test_every_address_of_a_provision_names_it(text: str) -> None:
    assert provision_id(text) == BRIBERY


def test_a_list_shows_provisions_with_their_notes_in_its_order(client: FlaskClient) -> None:
    page = soup(client, THREE)
    assert [one["value"] for one in page.select("input[name=p]")] == [
        BRIBERY, ARABIC, "fra-hostile/art_1",
    ]  # fmt: skip
    assert [one.get_text().strip("\n") for one in page.select("textarea")] == [
        "read this", "", HOSTILE,
    ]  # fmt: skip
    assert "undue advantage" in page.get_text()
    arabic = page.select("ol.mine > li")[1]
    assert arabic.h2 and arabic.h2["dir"] == "rtl"
    assert not page.find("script", string=True)
    assert page.find("a", href="/provision/nor-lanterns/chp_1__sec_1")


def test_its_buttons_lead_to_the_list_that_comes_of_them(client: FlaskClient) -> None:
    assert names(client, f"{THREE}&down={BRIBERY}") == [ARABIC, BRIBERY, "fra-hostile/art_1"]
    assert names(client, f"{THREE}&up={ARABIC}") == [ARABIC, BRIBERY, "fra-hostile/art_1"]
    assert names(client, f"{THREE}&up={BRIBERY}") == [BRIBERY, ARABIC, "fra-hostile/art_1"]
    assert names(client, f"{THREE}&remove={ARABIC}") == [BRIBERY, "fra-hostile/art_1"]
    assert names(client, f"{THREE}&remove=x/y") == [BRIBERY, ARABIC, "fra-hostile/art_1"]
    added = client.get(f"{THREE}&add=http://localhost/law/nor-lanterns%23chp_1__sec_2")
    assert added.status_code == 303
    found = parse_qsl(added.headers["Location"].partition("?")[2])
    assert found == [
        ("p", BRIBERY), ("n", "read this"), ("p", ARABIC), ("p", "fra-hostile/art_1"),
        ("n", HOSTILE), ("p", MONEY),
    ]  # fmt: skip
    kept = client.get(f"/list?p={BRIBERY}&n=new&keep=1")
    assert kept.headers["Location"] == f"/list?p={BRIBERY}&n=new"


def test_what_is_no_provision_is_said_and_the_list_stays(client: FlaskClient) -> None:
    page = soup(client, f"/list?p={BRIBERY}&add=nonsense")
    assert "That is no address of a provision" in page.get_text()
    assert page.select("input[name=p]")


def test_a_provision_that_is_gone_stays_until_it_is_removed(client: FlaskClient) -> None:
    url = f"/list?p=nor-gone/art_1&p={BRIBERY}"
    page = soup(client, url)
    assert "no more" in page.get_text()
    assert len(page.select("input[name=p]")) == 2
    assert client.get(url.replace("/list", "/list.docx")).status_code == 200


def test_a_provision_is_found_under_a_path_of_an_earlier_reading(client: FlaskClient) -> None:
    page = soup(client, "/list?p=nor-lanterns/p_1")
    assert page.find("a", href="/provision/nor-lanterns/chp_1__sec_1")


def test_few_laws_are_read_to_find_what_has_moved() -> None:
    collection, laws = Mock(), Mock()
    collection.provisions.return_value = {}
    laws.place.return_value = None
    shown = ReadingList(tuple(Item(f"law-{number}/art_1") for number in range(MAX_ITEMS)))
    entries = ReadingListService(collection, laws).entries(shown, "https://library.example/")
    assert len(entries) == MAX_ITEMS
    assert laws.place.call_count == 10


def test_an_empty_list_says_how_to_fill_it(client: FlaskClient) -> None:
    page = soup(client, "/list")
    assert "The list is empty" in page.get_text()
    assert not page.select("a[href*='list.docx']")


def test_provisions_have_a_button_to_add_them(client: FlaskClient) -> None:
    for url in ("/search?q=bribery", "/law/nor-lanterns", "/uncac/15"):
        assert soup(client, url).find("a", class_="keep", href=f"/list?p={BRIBERY}"), url


def test_a_list_as_a_document_holds_texts_notes_and_citations(client: FlaskClient) -> None:
    response = client.get(THREE.replace("/list", "/list.docx"))
    assert "provisions.docx" in response.headers["Content-Disposition"]
    lines = [one.text for one in docx.Document(io.BytesIO(response.data)).paragraphs]
    text = "\n".join(lines)
    for part in ("undue advantage", "Note: read this", "يعاقب كل موظف", HOSTILE):
        assert part in text
    assert "http://localhost/provision/nor-lanterns/chp_1__sec_1" in text
    assert lines[-1].startswith("This list: http://localhost/list?p=nor-lanterns")


def test_a_list_as_csv_has_a_line_a_provision(client: FlaskClient) -> None:
    url = f"/list.csv?p={BRIBERY}&n=%3DHYPERLINK(1)&p=gone/x"
    text = client.get(url).text.removeprefix("\ufeff")
    first, gone = csv.DictReader(io.StringIO(text))
    assert first["jurisdiction"] == "NOR"
    assert first["label"] == "Section 1"
    assert "undue advantage" in first["text"]
    assert first["note"] == "'=HYPERLINK(1)"
    assert gone["id"] == "gone/x" and not gone["law"]


def test_a_list_as_ris_has_a_record_a_provision_with_its_note(client: FlaskClient) -> None:
    text = client.get(THREE.replace("/list", "/list.ris")).text
    assert text.count("TY  - STAT") == text.count("ER  - ") == 3
    assert "N1  - read this" in text


def test_other_files_there_are_none(client: FlaskClient) -> None:
    assert client.get("/list.exe").status_code == 404
