"""Feeds, sitemaps, the description of the search, structured data: what programs read of a site."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch
from xml.etree.ElementTree import Element

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpora import store
from corpora.records import SourceRecord
from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.protocol import IndexReader
from indexer.pipeline import index_collection
from mappings.records import Law, LawDates, LawStatus
from search_app import create_app
from search_app.services import follow
from search_app.services.atom import Entry, Feed, atom, identifier
from search_app.services.plain import one_line
from search_app.services.sitemap import MAX_ADDRESSES, sitemap
from search_app.services.structured import legislation
from search_app.web import conventions
from tests.corpora.laws import make_law
from tests.corpora.test_store import put
from tests.search_app.library import HOSTILE, all_laws, build

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
HARD = f"]]> \x00\x0b\ud800\ufffe & \"'{HOSTILE}"


def xml(client: FlaskClient, url: str, media_type: str) -> Element:
    response = client.get(url)
    assert response.status_code == 200, response.text
    assert response.mimetype == media_type
    root: Element = fromstring(response.data)
    return root


def links(node: Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in node.findall(f"{ATOM}link")}


# Feeds


@given(title=ANY_TEXT, summary=ANY_TEXT)
def test_a_feed_is_well_formed_whatever_the_texts_hold(title: str, summary: str) -> None:
    entry = Entry("law x", title, "en", "https://library.example/law/x", "2026-01-02", summary)
    feed = Feed("f", title, "https://library.example/feed", "https://library.example/", [entry])
    (found,) = fromstring(atom(feed)).findall(f"{ATOM}entry")
    assert (found.findtext(f"{ATOM}title") or "") == one_line(title)
    assert (found.findtext(f"{ATOM}summary") or "") == one_line(summary)


def test_a_feed_has_what_the_format_asks_for_and_its_ids_stay() -> None:
    feed = Feed("f", HARD, "https://library.example/feed", "https://library.example/", [])
    root = fromstring(atom(feed))
    for name in ("id", "title", "updated", "author"):
        assert root.find(f"{ATOM}{name}") is not None
    assert identifier("law nor-lanterns") == "urn:uuid:9c1ccfb2-84c7-5a4c-92a8-38ce27947684"
    assert identifier("law a") != identifier("law b")


def test_the_newest_laws_are_a_feed(client: FlaskClient) -> None:
    root = xml(client, "/feed", "application/atom+xml")
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 40, "all laws that have a date"
    assert entries[0].findtext(f"{ATOM}title") == "灯笼法"
    assert entries[0].attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "zh-Hans"
    assert links(entries[0])["alternate"] == "http://localhost/law/chn-denglong"
    assert links(root)["self"] == "http://localhost/feed"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert any(HOSTILE in (entry.findtext(f"{ATOM}title") or "") for entry in entries)
    for entry in entries:
        updated = entry.findtext(f"{ATOM}updated") or ""
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", updated)


def test_a_search_is_a_feed_of_the_laws_it_finds(client: FlaskClient) -> None:
    root = xml(client, "/search.atom?q=wicks", "application/atom+xml")
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 36, "more than a page of results"
    first = entries[0]
    assert first.findtext(f"{ATOM}title") == "Wick Order 34", "the newest first"
    assert links(first)["alternate"] == "http://localhost/provision/ken-wick-34/sec_1"
    assert "Kenya" in (first.findtext(f"{ATOM}summary") or "")
    assert links(root) == {
        "self": "http://localhost/search.atom?q=wicks",
        "alternate": "http://localhost/search?q=wicks",
    }


def test_a_follower_of_a_search_hears_first_of_what_came_last_into_the_collection(
    tmp_path: Path,
) -> None:
    home = tmp_path
    old, new = "2001-02-03T04:05:06+00:00", "2026-02-03T04:05:06+00:00"
    collection = open_collection(home)
    collection.put_source(SourceRecord("s", "", "", ""))

    def add(when: str, *laws: Law) -> FlaskClient:
        with patch("corpora.store.utc_now", return_value=when):
            put(collection, *laws)
        index_collection(collection, EmbeddedWriter(home), home=home)
        return create_app(EmbeddedReader(home), collection).test_client()

    def act(name: str, year: int) -> Law:
        return make_law(
            name, title=name, source_path=f"{name}.md", dates=LawDates(adopted=str(year))
        )

    client = add(old, *(act(f"recent-{number}", 2020 + number) for number in range(3)))
    before = titles(client)
    assert before == ["recent-2", "recent-1", "recent-0"]
    client = add(new, act("ancient", 1850), act("antique", 1840))
    assert set(titles(client)[:2]) == {"ancient", "antique"}
    assert titles(client)[2:] == before
    # What is only read again is not said again; what nobody asked for is not said.
    client = add("2026-05-06T07:08:09+00:00", act("recent-0", 2020), act("harbours", 1999))
    assert titles(client)[0] == "harbours"
    assert titles(client)[3:] == before
    assert titles(client, "zymurgy") == []


def test_the_news_of_a_search_are_looked_for_once_until_something_changes(tmp_path: Path) -> None:
    reader, collection = build(tmp_path)
    client = create_app(reader, collection).test_client()
    with patch.object(reader, "search", wraps=reader.search) as asked:
        first = client.get("/search.atom?q=wicks").data
        some = asked.call_count
        assert client.get("/search.atom?page=2&q=wicks&sort=oldest").data == first
        assert asked.call_count == some > 0
        collection.mark_gone("s", ["wick-1.md"])
        client.get("/search.atom?q=wicks")
        assert asked.call_count == 2 * some


@pytest.mark.parametrize("hits", [1, 5, 36])
def test_laws_with_many_hits_are_not_in_the_way_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hits: int
) -> None:
    monkeypatch.setattr(follow, "_HITS", hits)
    client = create_app(*build(tmp_path)).test_client()
    assert sorted(titles(client, "wicks")) == sorted(
        [*(f"Wick Order {number}" for number in range(35)), "Regulation on wicks"]
    )


def titles(client: FlaskClient, query: str = "lanterns") -> list[str]:
    root = xml(client, f"/search.atom?q={query}", "application/atom+xml")
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.findall(f"{ATOM}entry")]


def test_the_same_search_is_the_same_feed_however_it_was_written(client: FlaskClient) -> None:
    ids = {
        xml(client, url, "application/atom+xml").findtext(f"{ATOM}id")
        for url in (
            "/search.atom?q=oil&kind=act&jurisdiction=NOR",
            "/search.atom?jurisdiction=NOR&kind=act&q=+oil+&page=2&sort=oldest&size=5",
        )
    }
    assert len(ids) == 1
    other = xml(client, "/search.atom?q=wick", "application/atom+xml").findtext(f"{ATOM}id")
    assert other not in ids


def test_a_feed_holds_nothing_that_has_only_some_of_the_words(client: FlaskClient) -> None:
    root = xml(client, "/search.atom?q=lantern+zymurgy", "application/atom+xml")
    assert root.findall(f"{ATOM}entry") == []


@pytest.mark.parametrize(
    "query", ["", f"q={HOSTILE}", "q=avocat", "q=%00%EF%BF%BE&page=-1&size=x", "q=%22%22((&x=1"]
)
def test_a_garbled_search_is_a_feed_too(client: FlaskClient, query: str) -> None:
    assert xml(client, f"/search.atom?{query}", "application/atom+xml").tag == f"{ATOM}feed"


def test_when_the_engine_is_down_the_feed_of_the_laws_is_still_there(down: FlaskClient) -> None:
    assert down.get("/feed").status_code == 200
    response = down.get("/search.atom?q=oil")
    assert response.status_code == 503
    assert response.headers["Retry-After"]


def test_a_feed_is_not_sent_again_when_it_has_not_changed(client: FlaskClient) -> None:
    for url in ("/feed", "/search.atom?q=oil"):
        tag = client.get(url).headers["ETag"]
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_pages_name_their_feeds(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/search?q=oil&page=2").text, "lxml")
    feeds = [link["href"] for link in page.select("link[type='application/atom+xml']")]
    assert feeds == ["/search.atom?q=oil", "/feed"]


# Sitemaps


def test_the_sitemaps_list_every_law_once(client: FlaskClient) -> None:
    root = xml(client, "/sitemap.xml", "application/xml")
    parts = [loc.text or "" for loc in root.iter(f"{SITEMAP}loc")]
    assert parts[0] == "http://localhost/sitemap-pages.xml"
    listed = [
        loc.text
        for part in parts
        for loc in xml(client, part, "application/xml").iter(f"{SITEMAP}loc")
    ]
    laws = [address for address in listed if "/law/" in (address or "")]
    assert sorted(laws) == sorted(f"http://localhost/law/{law.id}" for law in all_laws())
    pages = [address or "" for address in listed if "/law/" not in (address or "")]
    assert {"http://localhost/about", "http://localhost/jurisdiction/NOR"} <= set(pages)
    assert "http://localhost/uncac/15" in pages
    for address in pages:
        assert f'<link rel="canonical" href="{address}">' in client.get(address).text


def test_large_collections_have_several_sitemaps(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conventions, "MAX_ADDRESSES", 16)
    root = xml(client, "/sitemap.xml", "application/xml")
    parts = [loc.text or "" for loc in root.iter(f"{SITEMAP}loc")][1:]
    sizes = [
        len(list(xml(client, part, "application/xml").iter(f"{SITEMAP}url"))) for part in parts
    ]
    assert sum(sizes) == len(all_laws())
    assert max(sizes) <= 16


def test_a_sitemap_that_there_is_not_is_not_found(client: FlaskClient) -> None:
    for part in ("7", "-1", "x", "99999999999999999999"):
        assert client.get(f"/sitemap-laws-{part}.xml").status_code == 404


def test_robots_txt_names_the_sitemap(client: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text.splitlines()


def test_a_sitemap_is_made_as_it_is_read() -> None:
    taken = 0

    def pages() -> Iterator[tuple[str, str]]:
        nonlocal taken
        for number in range(MAX_ADDRESSES):
            taken += 1
            yield f"https://library.example/law/{number}?a&b", ""

    lines = sitemap(pages())
    assert "a&amp;b" in [next(lines), next(lines)][1]
    assert taken == 1


def test_parts_of_the_collection_are_complete_and_read_a_few_rows_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PAGE", 3)
    collection: Collection = open_collection(tmp_path)
    put(collection, *(make_law(f"law-{n}", source_path=f"{n}.md") for n in range(25)))
    parts = collection.law_parts(10)
    found = [[law_id for law_id, _ in collection.laws_of_part(part, 10)] for part in parts]
    assert [law_id for part in found for law_id in part] == [f"law-{n}" for n in range(25)]
    assert all(0 < len(part) <= 10 for part in found)
    assert list(collection.laws_of_part(99, 10)) == []


# The description of the search


def test_a_browser_learns_how_to_search_and_complete(client: FlaskClient) -> None:
    root = xml(client, "/opensearch.xml", "application/opensearchdescription+xml")
    urls = {url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{OPENSEARCH}Url")}
    assert urls["text/html"] == "http://localhost/search?q={searchTerms}"
    suggest = urls["application/x-suggestions+json"].replace("{searchTerms}", "lantern")
    assert client.get(suggest).get_json()[0] == "lantern"
    assert len(root.findtext(f"{OPENSEARCH}ShortName") or "") <= 16
    page = BeautifulSoup(client.get("/").text, "lxml")
    assert page.select("link[rel=search][href='/opensearch.xml']")


# Canonical addresses, Open Graph, structured data


def structured(client: FlaskClient, url: str) -> dict[str, object]:
    page = BeautifulSoup(client.get(url).text, "lxml")
    (script,) = page.find_all("script", type="application/ld+json")
    found: dict[str, object] = json.loads(script.string)
    return found


@pytest.mark.parametrize(
    "url", ["/", "/about", "/jurisdiction/NOR", "/law/nor-lanterns", "/law/egy-masabih"]
)
def test_a_page_names_its_canonical_address_and_what_it_is(client: FlaskClient, url: str) -> None:
    page = BeautifulSoup(client.get(f"{url}?q=oil&x=1").text, "lxml")
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [
        f"http://localhost{url}"
    ]
    said = {meta["property"]: meta["content"] for meta in page.select("meta[property]")}
    assert said["og:url"] == f"http://localhost{url}"
    assert page.title and said["og:title"] == page.title.get_text()
    assert said["og:description"]


@pytest.mark.parametrize("url", ["/search?q=oil", "/nowhere", "/law/nowhere", "/advanced"])
def test_pages_that_are_not_to_be_found_name_no_canonical_address(
    client: FlaskClient, url: str
) -> None:
    assert 'rel="canonical"' not in client.get(url).text
    assert "og:" not in client.get(url).text


def test_a_law_describes_itself_to_programs(client: FlaskClient) -> None:
    found = structured(client, "/law/nor-lanterns")
    assert found["@type"] == "Legislation"
    assert found["url"] == "http://localhost/law/nor-lanterns"
    assert found["name"] == "Lantern Offices Act"
    assert found["legislationDate"] == "2011-05-06"
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert found["sameAs"] == "https://example.org/lanterns"
    assert "expires" not in found


def test_a_hostile_law_stays_text_for_programs(client: FlaskClient) -> None:
    found = structured(client, "/law/fra-hostile")
    assert found["name"] == f"Loi {HOSTILE} sur l’éclairage"
    assert "sameAs" not in found
    page = BeautifulSoup(client.get("/law/fra-hostile").text, "lxml")
    title = page.select_one("meta[property='og:title']")
    assert title and HOSTILE in title["content"]


def test_what_is_not_known_of_a_law_is_not_said() -> None:
    law = make_law(
        "x", titles={}, number="", status=LawStatus.UNKNOWN, dates=LawDates(), language="und",
        identifiers={}, source_url="javascript:x",
    )  # fmt: skip
    found = legislation(law, "https://library.example/law/x")
    assert set(found) == {
        "@context", "@type", "@id", "url", "name", "legislationType", "legislationJurisdiction",
    }  # fmt: skip


# The address of the site


def test_a_site_with_an_address_of_its_own_names_no_other(
    library: tuple[IndexReader, Collection],
) -> None:
    client = create_app(*library, "https://library.example").test_client()
    for url in (
        "/sitemap.xml",
        "/feed",
        "/search.atom?q=oil",
        "/cite/nor-scan?as=ris",
        "/robots.txt",
    ):
        text = client.get(url, headers={"Host": "evil.example"}).text
        assert "https://library.example/" in text
        assert "evil.example" not in text
    moved = client.get("/provision/nor-lanterns/sec_3")
    assert moved.location == "/law/nor-lanterns#sec_3"
