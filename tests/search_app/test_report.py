"""Readers say what is wrong; curators have it in a queue."""

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from flask import Request
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError
from werkzeug.test import EnvironBuilder
from werkzeug.test import TestResponse as Response

from corpora import reports
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from legal_library import main
from search_app import create_app
from search_app.web.rate import RateLimit, address_of
from tests.corpora.laws import make_law
from tests.search_app.library import HOSTILE

OURS = {"Origin": "http://localhost"}
ADDRESS = "/report/nor-act/chp_1__sec_1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def collection(home: Path) -> Iterator[Collection]:
    opened = open_collection(home)
    opened.put_source(SourceRecord("s", "", "", ""))
    law = make_law("nor-act", source_path="act")
    opened.put_files([(FileRecord("s", "act", "0" * 64, 1, Outcome.LAW, "", 1), [law])])
    yield opened
    opened.close()


@pytest.fixture
def client(collection: Collection) -> FlaskClient:
    return create_app(Mock(), collection).test_client()


def send(client: FlaskClient, headers: dict[str, str] = OURS, **fields: str) -> Response:
    return client.post(ADDRESS, data={"message": "A word is missing"} | fields, headers=headers)


def test_a_report_is_kept_with_its_passage_and_listed_for_the_curators(
    client: FlaskClient, collection: Collection, home: Path
) -> None:
    page = BeautifulSoup(client.get(f"{ADDRESS}?quote=Light+them").text, "lxml")
    assert page.select_one("textarea#quotation").get_text() == "Light them"  # type: ignore[union-attr]
    sent = send(client, quotation="Light\x1b[2J them\nall", contact="ada@example.org")
    assert sent.status_code == 303
    assert "queue of the curators" in client.get(sent.location).text
    runner = CliRunner(env={"LEGAL_LIBRARY_HOME": str(home), "DATABASE_URL": ""})
    listed = runner.invoke(main, ["corpora", "reports", "--json"])
    assert listed.exit_code == 0, listed.output
    kept = json.loads(listed.output)
    assert kept["law_id"] == "nor-act" and kept["path"] == "chp_1__sec_1"
    assert kept["quotation"] == "Light[2J them\nall" and kept["contact"] == "ada@example.org"
    shown = runner.invoke(main, ["corpora", "reports"]).output
    assert "1. nor-act/chp_1__sec_1" in shown and "passage: Light[2J them all" in shown
    done = runner.invoke(main, ["corpora", "reports", "--done", "1", "--done", "7"])
    assert "1 of 2" in done.output
    assert collection.reports.all() == [] and len(collection.reports.all(waiting=False)) == 1
    assert "A word is missing" not in client.get("/law/nor-act").text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        OURS | {"Sec-Fetch-Site": "cross-site"},
        OURS | {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(
    client: FlaskClient, collection: Collection, headers: dict[str, str]
) -> None:
    assert send(client, headers).status_code == 403
    assert collection.reports.all() == []


def test_a_program_that_fills_in_everything_is_thanked_and_not_kept(
    client: FlaskClient, collection: Collection
) -> None:
    assert send(client, website="https://spam.example").status_code == 303
    assert collection.reports.all() == []


def test_an_empty_report_says_what_is_missing_and_keeps_what_was_written(
    client: FlaskClient,
) -> None:
    answer = send(client, message="  ", quotation=HOSTILE)
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 400 and "Say what is wrong" in page.get_text()
    assert page.select_one("textarea#quotation").get_text() == HOSTILE  # type: ignore[union-attr]


def test_what_is_sent_is_bounded(client: FlaskClient, collection: Collection) -> None:
    assert send(client, message="x" * 200_000).status_code == 413
    send(client, message="y" * 50_000)
    assert len(collection.reports.all()[0].report.message) == 4000


def test_an_address_that_sends_many_is_asked_to_wait(client: FlaskClient) -> None:
    assert [send(client).status_code for _ in range(6)] == [303] * 5 + [429]
    other = send(client, OURS | {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert other.status_code == 303


def test_a_queue_that_is_full_or_does_not_answer_says_so(
    client: FlaskClient, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_OPEN", 0)
    assert send(client).status_code == 503
    broken = Mock(side_effect=OperationalError("insert secret", None, OSError("read-only")))
    monkeypatch.setattr(collection.reports, "add", broken)
    answer = send(client)
    assert answer.status_code == 503 and "later" in answer.text and "secret" not in answer.text


def test_what_is_not_there_cannot_be_reported_on(client: FlaskClient) -> None:
    for address in ("/report/nowhere", "/report/nor-act/sec_99"):
        assert client.get(address).status_code == 404
        assert client.post(address, data={"message": "x"}, headers=OURS).status_code == 404


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from("ab")), max_size=60))
def test_no_address_is_let_through_more_often_than_it_may(steps: list[tuple[int, str]]) -> None:
    now = 0.0
    limit = RateLimit(3, 100, clock=lambda: now)
    let: list[tuple[float, str]] = []
    for wait, address in steps:
        now += wait
        recent = sum(then > now - 100 and who == address for then, who in let)
        assert limit.lets(address) is (recent < 3)
        if recent < 3:
            let.append((now, address))


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("8.8.4.4", "1.2.3.4", "8.8.4.4"),
        ("127.0.0.1", "1.2.3.4, 5.6.7.8", "5.6.7.8"),
        ("10.0.0.1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "not an address", "not an address"),
        ("", "", ""),
    ],
)
def test_an_address_is_what_a_neighbour_says_and_nobody_else(
    peer: str, said: str, address: str
) -> None:
    headers = {"X-Forwarded-For": said} if said else {}
    environ = EnvironBuilder(headers=headers).get_environ() | {"REMOTE_ADDR": peer}
    assert address_of(Request(environ)) == address
