"""A search taken away: as CSV, and as a citation."""

import csv
import io
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from search_app.query.request import parse_request
from search_app.services import export as export_module
from search_app.services.frozen import FIRST, Frozen, FrozenService, read
from tests.search_app.library import HOSTILE

Library = tuple[IndexReader, Collection]


def table(client: FlaskClient, url: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """What the file says of itself, and its rows by column."""
    response = client.get(url)
    assert response.status_code == 200
    assert response.data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    about = {line[0].removeprefix("# "): line[1] for line in lines if line[0].startswith("# ")}
    names, *rows = lines[len(about) :]
    return about, [dict(zip(names, row, strict=True)) for row in rows]


def test_every_provision_is_a_row_in_the_order_that_was_asked(client: FlaskClient) -> None:
    about, rows = table(client, "/search.csv?q=wicks&jurisdiction=KEN&year_from=2000&sort=newest")
    assert len(rows) == 15
    assert [row["Date"] for row in rows] == [str(2014 - number) for number in range(15)]
    assert [row["Place"] for row in rows] == [str(number) for number in range(1, 16)]
    assert rows[0]["Country"] == "Kenya"
    assert rows[0]["Law"] == "Wick Order 34"
    assert rows[0]["Address"] == "http://localhost/provision/ken-wick-34/sec_1"
    assert about["Words"] == "wicks"
    assert about["Country"] == "Kenya"
    assert about["Years"] == "2000–…"
    assert about["Order"] == "newest first"
    assert about["Provisions found"] == "15"
    assert about["Index release"]
    assert about["Address of the search"].startswith("http://localhost/search?q=wicks&jurisdiction")


def test_how_the_page_is_shown_does_not_change_the_file(client: FlaskClient) -> None:
    plain = table(client, "/search.csv?q=lantern")[1]
    assert table(client, "/search.csv?q=lantern&group=0&compact=1&page=2&size=1&map=1")[1] == plain


def test_a_file_that_does_not_hold_all_says_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_module, "MAX_ROWS", 7)
    monkeypatch.setattr(export_module, "_BATCH", 3)
    about, rows = table(client, "/search.csv?q=wicks")
    assert len(rows) == 7
    assert about["Rows"] == "only the first 7"
    assert "Rows" not in table(client, "/search.csv?q=advantage")[0]


def test_what_would_be_a_formula_is_text(client: FlaskClient) -> None:
    about, rows = table(client, "/search.csv?q=%3Dcmd%7Clantern")
    assert about["Words"].startswith("'=cmd")
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())
    (hostile,) = table(client, "/search.csv?jurisdiction=FRA")[1]
    assert HOSTILE in hostile["Text"]
    assert hostile["Source"] == "javascript:alert(1)"


def test_a_law_without_text_is_a_row_with_its_address(client: FlaskClient) -> None:
    rows = table(client, "/search.csv?kind=regulation")[1]
    assert [(row["Law"], row["Provision"]) for row in rows] == [("Regulation on wicks", "")]
    assert rows[0]["Address"] == "http://localhost/law/nor-scan"


def test_a_search_without_hits_is_a_file_that_says_so(client: FlaskClient) -> None:
    about, rows = table(client, "/search.csv?q=zymurgy")
    assert rows == []
    assert about["Provisions found"] == "0"


def test_the_file_is_kept_out_of_search_engines_and_caches(client: FlaskClient) -> None:
    headers = client.get("/search.csv?q=lantern").headers
    assert headers["Content-Disposition"].startswith("attachment; filename=legal-library-")
    assert "noindex" in headers["X-Robots-Tag"]
    assert "no-cache" in headers["Cache-Control"]


@pytest.mark.parametrize("url", ["/search.csv?q=a", "/search/cite?q=a"])
def test_nothing_is_sent_when_the_engine_is_down(down: FlaskClient, url: str) -> None:
    response = down.get(url)
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def soup(client: FlaskClient, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    assert "noindex" in response.headers["X-Robots-Tag"]
    return BeautifulSoup(response.text, "lxml")


def permalink(found: BeautifulSoup) -> str:
    text = found.select_one(".copy")
    assert text
    return text.get_text().rpartition("<")[2].rstrip(">")


def whole(found: BeautifulSoup) -> str:
    """The address that names the first provisions as well."""
    link = found.select_one(".whole a")
    assert link
    return str(link["href"])


def test_the_page_of_a_search_leads_to_its_citation_and_file(client: FlaskClient) -> None:
    found = soup(client, "/search?q=wicks&sort=newest&page=2&compact=1")
    links = {a.get_text(): a["href"] for a in found.find_all("a", href=True)}
    assert links["Cite this search"] == "/search/cite?q=wicks&sort=newest"
    assert links["CSV"] == "/search.csv?q=wicks&sort=newest"


def test_a_citation_says_what_was_asked_found_when_and_where(client: FlaskClient) -> None:
    found = soup(client, "/search/cite?q=wicks&jurisdiction=KEN")
    text = found.select_one(".copy")
    assert text
    for part in ("Words: wicks", "Country: Kenya", "35 provisions, 35 laws", "Index release"):
        assert part in text.get_text()
    short = soup(client, permalink(found))
    assert "The index is the same" in short.get_text()
    assert "Of the first" not in short.get_text()
    assert not short.select(".whole")
    again = soup(client, whole(found))
    assert "Of the first 35 provisions then, 35 are among the first 35 now" in again.get_text()
    assert permalink(again) == permalink(short) == permalink(found)
    assert whole(again) == whole(found)
    assert len(permalink(found)) < 200


def test_a_citation_opened_later_says_what_went_and_what_came(library: Library) -> None:
    service = FrozenService(*library)
    request = parse_request([("q", "wicks"), ("jurisdiction", "KEN")])
    now = service.freeze(request, "2030-01-01").now
    assert len(now.first) == 35
    gone = "ken-gone/sec_1"
    then = replace(now, day="2026-11-25", provisions=36, first=(gone, *now.first[1:]))
    found = service.compare(request, "2030-01-01", then)
    assert [(place.id, place.place, place.law) for place in found.went] == [(gone, None, "")]
    assert [(place.id, place.place) for place in found.came] == [(now.first[0], 1)]
    assert found.same == 34
    assert found.now == now


def test_what_only_moved_down_is_told_with_its_place(library: Library) -> None:
    service = FrozenService(*library)
    request = parse_request([("q", "wicks")])
    now = service.freeze(request, "2030-01-01").now
    then = replace(now, first=(now.first[-1], *now.first[1:3]))
    found = service.compare(request, "2030-01-01", then)
    assert [place.place for place in found.went] == [len(now.first)]
    assert found.went[0].law


IDS = st.lists(
    st.from_regex(r"[a-z]{3}-[\w-]{1,60}/[\w.]{1,150}", fullmatch=True), max_size=FIRST, unique=True
)


@given(IDS)
def test_what_was_found_is_read_as_it_was_written(ids: list[str]) -> None:
    frozen = Frozen("2026-11-25", "20261125T101112Z", 12, 3, tuple(ids))
    assert read(dict(frozen.parameters())) == frozen


@given(
    st.dictionaries(st.sampled_from(["on", "release", "provisions", "laws", "first"]), st.text())
)
def test_a_garbled_address_is_no_citation(parameters: dict[str, str]) -> None:
    found = read(parameters)
    assert found is None or read(dict(found.parameters())) == found


def test_what_unpacks_to_more_than_is_kept_is_refused() -> None:
    bomb = Frozen("2026-11-25", "r", 1, 1, ("a/" + "b" * 100_000,))
    many = Frozen("2026-11-25", "r", 1, 1, tuple(f"a/{number}" for number in range(FIRST + 1)))
    assert read(dict(bomb.parameters())) is None
    assert read(dict(many.parameters())) is None


def test_a_damaged_address_is_told_and_the_search_of_today_cited(client: FlaskClient) -> None:
    found = soup(client, "/search/cite?q=wicks&on=2026-01-01&release=r&provisions=9&laws=x&first=!")
    warning = found.select_one(".warning")
    assert warning
    assert "does not say in full" in warning.get_text()


def test_a_hostile_citation_is_text(client: FlaskClient) -> None:
    frozen = Frozen("2026-11-25", "r", 1, 1, (f"x/{HOSTILE}".replace(" ", ""),))
    url = "/search/cite?" + "&".join(f"{k}={v}" for k, v in frozen.parameters()) + f"&q={HOSTILE}"
    assert HOSTILE not in client.get(url).text


def test_an_address_names_no_more_hits_than_servers_take(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, request = FrozenService(*library), parse_request([("q", "wicks")])
    whole = service.freeze(request, "2026-11-25").now
    assert len(dict(whole.parameters())["first"]) < 3900
    monkeypatch.setattr("search_app.services.frozen._ADDRESS", 100)
    short = service.freeze(request, "2026-11-25").now
    assert 0 < len(short.first) < len(whole.first)
    assert len(dict(short.parameters())["first"]) <= 100
    found = service.compare(request, "2030-01-01", short)
    assert (found.went, found.came, found.same) == ((), (), len(short.first))
