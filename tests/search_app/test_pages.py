"""The pages as a browser gets them."""

import json
import re
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from search_app import create_app
from search_app.formats import day
from tests.search_app.library import HOSTILE

Library = tuple[IndexReader, Collection]
PAGES = [
    "/",
    "/advanced",
    "/coverage",
    "/search?q=lantern",
    "/law/nor-lanterns",
    "/jurisdiction/NOR",
    "/uncac/15",
    "/crime/corruption",
    "/uncac",
    "/issue",
    "/jurisdictions?by=legal_system",
    "/laws",
    "/laws?jurisdiction=KEN",
    "/list?p=nor-lanterns/chp_1__sec_1&n=read&p=egy-masabih/art_1&p=gone/art_1",
    "/list",
    "/untoc/16",
    "/help",
    "/about",
    "/search",
    "/nowhere",
]


def soup(client: FlaskClient, url: str, status: int = 200) -> BeautifulSoup:
    response = client.get(url, follow_redirects=True)
    assert response.status_code == status, response.text
    return BeautifulSoup(response.text, "lxml")


@pytest.mark.parametrize("url", PAGES)
def test_every_page_is_well_formed(client: FlaskClient, url: str) -> None:
    page = BeautifulSoup(client.get(url).text, "lxml")
    assert len(page.find_all("h1")) == 1
    assert page.find("main", id="main")
    assert page.html and page.html["lang"] == "en"
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
    for control in page.find_all(["input", "select"]):
        if control.get("type") != "hidden":
            assert page.find("label", attrs={"for": control["id"]}), control
    scripts = page.find_all("script", src=True)
    assert all(re.fullmatch(r"/static/\w+\.js\?v=\w+", script["src"]) for script in scripts)
    assert all(script.get("type") == "module" or script.has_attr("defer") for script in scripts)
    data = page.find_all("script", src=False)
    assert all(script["type"] == "application/ld+json" for script in data)
    assert not page.find_all(style=True)
    assert "Demonstration texts" in page.get_text()


@pytest.mark.parametrize("url", [*PAGES, "/api/search?q=oil", "/healthz"])
def test_every_response_has_the_security_headers(client: FlaskClient, url: str) -> None:
    headers = client.get(url).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("url", PAGES)
def test_no_page_asks_another_host_for_anything(client: FlaskClient, url: str) -> None:
    page = BeautifulSoup(client.get(url).text, "lxml")
    for element in page.find_all(["link", "img", "script", "form"]):
        if element.name == "script" and element.get("type") == "application/ld+json":
            continue
        if element.get("rel") == ["canonical"] or element.get("hreflang"):
            # It is only named, and the specification asks for the whole address.
            assert str(element["href"]).startswith("http://localhost/")
            continue
        target = element.get("href") or element.get("src") or element.get("action")
        assert str(target).startswith("/"), element


def test_a_page_is_not_sent_again_when_it_has_not_changed(client: FlaskClient) -> None:
    first = client.get("/help")
    again = client.get("/help", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


# Home


def test_the_home_page_says_what_there_is_and_leads_to_it(client: FlaskClient) -> None:
    page = soup(client, "/")
    text = page.get_text(" ", strip=True)
    assert "41 laws" in text
    assert "6 jurisdictions" in text
    for link in page.select("main a[href^='/search?']"):
        assert "nofollow" in link["rel"]
    assert page.select("a[href='/search?uncac=15']")
    assert page.select("a[href='/jurisdiction/NOR']")
    assert page.select("a[href='/law/chn-denglong']")


# Search


def test_a_result_shows_laws_with_their_marked_provisions(client: FlaskClient) -> None:
    page = soup(client, "/search?q=bribery+advantage")
    status = page.select_one("[role=status]")
    assert status and "1 provision in 1 law" in status.get_text()
    hit = page.select_one(".hit")
    assert hit and "bribery" in [mark.get_text() for mark in hit.find_all("mark")]
    link = page.select_one(".hit a")
    assert link and link["href"] == "/law/nor-lanterns?q=bribery+advantage#chp_1__sec_1"


def test_an_arabic_hit_is_set_from_right_to_left(client: FlaskClient) -> None:
    page = soup(client, "/search?q=رشوة")
    hit = page.select_one(".hit p")
    assert hit and (hit["lang"], hit["dir"]) == ("ar", "rtl")


def test_results_are_kept_from_crawlers(client: FlaskClient) -> None:
    response = client.get("/search?q=oil")
    assert "noindex" in response.headers["X-Robots-Tag"]
    page = BeautifulSoup(response.text, "lxml")
    assert page.find("meta", attrs={"name": "robots", "content": re.compile("noindex")})
    for link in page.select(".facets a, .chips a, .pages a"):
        assert "nofollow" in link["rel"]
    assert "Disallow: /search" in client.get("/robots.txt").text


def test_a_facet_can_be_ticked_and_taken_back(client: FlaskClient) -> None:
    page = soup(client, "/search?q=lantern&jurisdiction=NOR&kind=treaty")
    box = page.select_one("input[type=checkbox][name=jurisdiction][value=NOR]")
    assert box and box.has_attr("checked")
    assert page.select_one("input[name=kind][value=treaty][checked]")
    chips = [chip["href"] for chip in page.select(".chips a")]
    assert "/search?q=lantern&kind=treaty" in chips
    assert "/search?q=lantern" in chips


def test_an_empty_result_helps(client: FlaskClient) -> None:
    page = soup(client, "/search?q=zymurgy&kind=code")
    empty = page.select_one(".empty")
    assert empty and "Search without the filters" in empty.get_text()
    assert page.select_one("[role=status]")


def test_pages_are_linked_forwards_and_backwards(client: FlaskClient) -> None:
    page = soup(client, "/search?q=wicks&page=2")
    assert page.select("head link[rel=prev]") and page.select("head link[rel=next]")
    assert page.select_one(".pages [aria-current=page]").get_text() == "2"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "query",
    [
        "page=-1", "page=abc", "page=9999999999999999999999", "page=10000", "size=0", "size=1e9",
        "sort=x", "year=abc", "year=²", "year=99999", "year=", "year_from=x&year_to=y",
        "kind=%00", "kind=" + "a" * 5000, "q=%00%01%ff", "q=" + "x" * 9000, "q=%22", "q=-", "q=the",
        "&".join(f"kind=k{number}" for number in range(500)), "q=a&q=b", "status=nope",
        "language=xx", "jurisdiction=ZZZ", "uncac=99", "q=" + "%28" * 300, "legal_system=%27--",
        "uncac_chapter=XX", "hdi=none", "q=uncac%3A99", "q=OR", "q=NOT", "page=1000",
    ],
)  # fmt: skip
def test_no_parameter_breaks_the_search(client: FlaskClient, query: str) -> None:
    for path in ("/search", "/api/search"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_a_garbled_parameter_is_told(client: FlaskClient) -> None:
    notes = [note.get_text() for note in soup(client, "/search?page=abc").select(".note")]
    assert any("page" in note for note in notes)


# Law


def test_a_law_shows_what_is_known_of_it(client: FlaskClient) -> None:
    text = soup(client, "/law/nor-lanterns").get_text(" ", strip=True)
    for part in ("Norway", "In force", "6 May 2011", "CC0-1.0", "need OCR", "Page 4 of the PDF"):
        assert part in text


def test_a_law_has_anchors_contents_and_evidence(client: FlaskClient) -> None:
    page = soup(client, "/law/nor-lanterns?q=bribery")
    section = page.find(id="chp_1__sec_1")
    assert section and section.find("mark")
    why = section.find("a", string=re.compile("Why these tags"))
    assert why and why["href"] == "/law/nor-lanterns?q=bribery&tags=1#chp_1__sec_1"
    shown = soup(client, str(why["href"])).find(id="chp_1__sec_1")
    assert shown and shown.select("table q")
    words = shown.select("mark.because")
    assert words and words[0]["title"] and not section.select("mark.because")
    assert page.select(".contents a[href='#chp_1__sec_1']")
    assert page.select(".contents details details")


def test_tags_of_other_schemes_stand_behind_those_looked_for_first(client: FlaskClient) -> None:
    section = soup(client, "/law/nor-lanterns?tags=1").find(id="chp_1__sec_1")
    assert section
    first = section.select_one(".evidence > .tags")
    assert first and "UNCAC 15" in first.get_text() and "UNTOC" not in first.get_text()
    others = section.select_one("details.moretags")
    assert others and others.select("a[href='/search?uncac=15a']")
    assert others.select("a[href='/search?untoc=8']")
    assert "UNTOC article" in others.get_text()
    assert "UNTOC 8 Criminalization of corruption" in section.get_text()


def test_an_article_is_found_with_its_paragraphs(client: FlaskClient) -> None:
    found = client.get("/api/search?uncac=15").get_json()
    values = [value["value"] for value in found["facets"]["uncac"]]
    assert values.index("15") < values.index("15a")
    assert client.get("/api/search?uncac=15a").get_json()["total_provisions"] == 1


def test_the_permalink_of_a_provision_leads_to_its_place(client: FlaskClient) -> None:
    response = client.get("/provision/nor-lanterns/chp_1__sec_1")
    assert response.location == "/law/nor-lanterns#chp_1__sec_1"
    assert client.get("/provision/nor-lanterns/sec_99").status_code == 404
    assert client.get("/provision/nowhere/x/y/z").status_code == 404


@pytest.mark.parametrize(
    "path", ["preamble", "p_1", "chp_1__sec_1.", "div_1__chp_1__div_2__sec_1", "part_7__sec_1"]
)
def test_a_permalink_of_an_earlier_version_leads_there_too(client: FlaskClient, path: str) -> None:
    response = client.get(f"/provision/nor-lanterns/{path}")
    assert response.location == "/law/nor-lanterns#chp_1__sec_1"
    assert client.get("/provision/nor-lanterns/p_9999").status_code == 404


def test_an_unknown_law_is_not_found_and_it_is_said_what_to_do(client: FlaskClient) -> None:
    assert "search for its title" in soup(client, "/law/nowhere", 404).get_text()


def test_a_law_without_text_says_so(client: FlaskClient) -> None:
    text = soup(client, "/law/nor-scan").get_text()
    assert "needs OCR" in text
    assert "No text could be taken" in text
    assert "Pages 1–4 of the PDF: an image without text, needs OCR." in text


def test_text_read_by_ocr_is_marked_at_the_top_and_at_its_provision(client: FlaskClient) -> None:
    page = soup(client, "/law/nor-lanterns")
    warnings = [warning.get_text() for warning in page.select(".law > header .warning")]
    assert any("Page 3 of the PDF: text read from an image by OCR" in one for one in warnings)
    notes = [note.get_text() for note in page.select(".provision .meta")]
    assert any(
        "Page 3 of the PDF: text read" in note and "confidence: 87%" in note for note in notes
    )


def test_provisions_can_be_narrowed_to_the_quality_of_their_text(client: FlaskClient) -> None:
    text = soup(client, "/search?text_quality=image-only").get_text(" ", strip=True)
    assert "Regulation on wicks" in text
    assert "Images only, needs OCR" in text


@pytest.mark.parametrize(
    "url",
    ["/law/fra-hostile", "/search?q=avocat", "/", f"/search?q={HOSTILE}",
     f"/search?jurisdiction={HOSTILE}", f"/law/{HOSTILE}", f"/law/fra-hostile?q={HOSTILE}",
     "/law/fra-hostile?q=script+img+avocat"],
)  # fmt: skip
def test_markup_in_texts_and_parameters_is_shown_and_not_obeyed(
    client: FlaskClient, url: str
) -> None:
    page = BeautifulSoup(client.get(url).text, "lxml")
    assert not page.find_all(["img", "b"])
    for script in page.find_all("script"):
        if script.get("type") == "application/ld+json":
            assert "<" not in script.string and json.loads(script.string)
        else:
            assert script.get("src") and not script.string
    assert not page.find_all(onerror=True)
    assert not page.find_all(href=re.compile("^(?!https?:|/|#|[?])"))


def test_a_long_law_is_shown_in_parts_that_lead_to_one_another(client: FlaskClient) -> None:
    page = soup(client, "/law/deu-long")
    shown = [section["id"] for section in page.select("section.provision")]
    assert shown[0] == "sec_1" and 250 <= len(shown) <= 750
    following = page.select_one("nav.parts a")
    assert following and following["href"] == "/law/deu-long/part/2"
    rest = soup(client, "/law/deu-long/part/2")
    shown += [section["id"] for section in rest.select("section.provision")]
    assert shown == [f"sec_{number}" for number in range(1, 1201)]
    assert rest.select("link[rel=canonical][href$='/law/deu-long/part/2']")
    assert page.select(f".contents a[href='/law/deu-long/part/2#{rest.section['id']}']")  # type: ignore[index]


def test_what_leads_to_a_provision_of_a_long_law_finds_its_part(client: FlaskClient) -> None:
    response = client.get("/provision/deu-long/sec_1100?q=laterne")
    assert response.location == "/law/deu-long/part/2?q=laterne#sec_1100"
    page = soup(client, "/search?q=1100+laterne&jurisdiction=DEU")
    assert page.select(".hit a[href^='/provision/deu-long/sec_1100']")
    assert client.get("/law/deu-long/part/1").location.endswith("/law/deu-long")
    assert soup(client, "/law/deu-long/part/99").find(id="sec_1200"), "the last part"
    assert client.get("/law/deu-long/part/-1").status_code == 404


def test_a_long_law_can_be_had_whole_to_print(client: FlaskClient) -> None:
    response = client.get("/law/deu-long/whole")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.text.count('<section class="provision"') == 1200


def test_the_hits_of_a_whole_law_are_named_wherever_they_are(client: FlaskClient) -> None:
    found = soup(client, "/law/deu-long?q=Nummer+1100+OR+17").select(".found a")
    assert [link["href"] for link in found] == [
        "#sec_17",
        "/law/deu-long/part/2?q=Nummer+1100+OR+17#sec_1100",
    ]
    text = soup(client, "/law/deu-long?q=zündet").get_text(" ", strip=True)
    assert "1200 provisions of this law have it" in text
    assert "The best 100 of them" in text
    assert "some of these words" in soup(client, "/law/nor-lanterns?q=oil+undue").get_text()
    assert "No provision of this law has these" in soup(client, "/law/nor-lanterns?q=zz").get_text()


# Faults


def test_when_the_engine_is_down_the_search_says_so(down: FlaskClient) -> None:
    response = down.get("/search?q=oil")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "not available" in response.text
    assert down.get("/api/search?q=oil").get_json()["error"]
    assert down.get("/healthz").status_code == 503


def test_when_the_engine_is_down_laws_can_still_be_read(down: FlaskClient) -> None:
    page = soup(down, "/law/nor-lanterns")
    assert "tags cannot be shown" in page.get_text()
    assert "undue advantage" in page.get_text()
    assert soup(down, "/about") and soup(down, "/help")


def test_when_the_database_is_down_a_plain_page_says_so(library: Library) -> None:
    collection = Mock()
    for method in (
        "law",
        "statistics",
        "is_demonstration",
        "law_without_text",
        "outline",
        "newest",
        "summaries",
    ):
        getattr(collection, method).side_effect = OperationalError("select secret", None, OSError())
    collection.citations.having.side_effect = OperationalError("select secret", None, OSError())
    client = create_app(library[0], collection).test_client()
    for url in ("/", "/law/x", "/search?q=lantern", "/healthz", "/about", "/provision/x/y"):
        response = client.get(url)
        assert response.status_code == 503, url
        assert "secret" not in response.text


def test_a_fault_of_ours_shows_no_stack_trace(library: Library) -> None:
    reader = Mock()
    reader.search.side_effect = RuntimeError("internal detail")
    response = create_app(reader, library[1]).test_client().get("/search?q=oil")
    assert response.status_code == 500
    assert "internal detail" not in response.text
    assert "Traceback" not in response.text


def test_health_tells_of_engine_and_release(client: FlaskClient) -> None:
    found = client.get("/healthz").get_json()
    assert found["ok"] and found["laws"] == 41


def test_a_law_says_how_much_of_its_file_it_lacks_and_shows_it(client: FlaskClient) -> None:
    page = client.get("/law/nor-lanterns").text
    assert "3% of the file’s text is not in this page." in page
    assert "Section 4. Lost &lt;script&gt;" in page
    assert "Amended by Act 9/2004" in page
    assert "file’s text" not in client.get("/law/egy-masabih").text


def test_a_tag_of_a_curator_says_so_and_why_without_naming_anyone(client: FlaskClient) -> None:
    section = soup(client, "/law/nor-lanterns?tags=1").find(id="sec_3")
    assert section
    text = section.get_text(" ", strip=True)
    assert "Confirmed by a curator" in text
    assert f"Public registers {HOSTILE}" in text
    assert "Ada" not in text


def test_a_law_that_its_source_has_no_more_is_found_and_says_so(
    client: FlaskClient, library: Library
) -> None:
    collection = library[1]
    law = collection.law("nor-lanterns")
    assert law
    assert "not to have this law" not in client.get("/law/nor-lanterns").text
    collection.mark_gone(law.source_id, [law.source_path])
    try:
        since = collection.summaries([law.id])[law.id].gone_at
        assert since
        page = soup(client, "/law/nor-lanterns")
        assert f"not to have this law any more on {day(since)}" in page.get_text()
        assert page.find("section", class_="provision"), "its text is still there"
        results = soup(client, "/search?q=lantern").get_text()
        assert f"not at its source since {day(since)}" in results
        hits = client.get("/api/search?q=lantern").get_json()["hits"]
        marks = {hit["law_id"]: hit["gone_at"] for hit in hits}
        assert marks.pop("nor-lanterns") == since
        assert set(marks.values()) <= {None}
    finally:
        collection.mark_present(law.source_id, [law.source_path])


@pytest.mark.parametrize(
    "url", ["/search", "/law/deu-long", "/search.csv?q=Laterne", "/api/search"]
)
def test_texts_are_compressed_for_those_who_take_it(client: FlaskClient, url: str) -> None:
    plain = client.get(url)
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    packed = client.get(url, headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 3


def test_a_compressed_page_is_not_sent_again_when_it_has_not_changed(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    first = client.get("/help", headers=headers)
    assert first.headers["Content-Encoding"] == "gzip"
    again = client.get("/help", headers=headers | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
