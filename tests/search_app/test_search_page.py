"""The page of results: trees of filters, years, and the ways it is shown."""

import re

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient


def page(client: FlaskClient, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def one(found: BeautifulSoup | Tag, selector: str) -> Tag:
    (element,) = found.select(selector)
    return element


def row(found: BeautifulSoup, box: str) -> Tag:
    item = one(found, f'[id="{box}"]').parent
    assert item
    return item


def test_a_country_is_in_its_region_and_both_are_filters(client: FlaskClient) -> None:
    found = page(client, "/search")
    africa = row(found, "region.Africa")
    assert one(africa, '[id="jurisdiction.KEN"]')
    assert not africa.select('[id="jurisdiction.NOR"]')
    link = one(africa, ":scope > label a")
    count = one(africa, ":scope > .count").text
    filtered = page(client, str(link["href"]))
    assert one(filtered, "#totals").text.startswith(f"{count} provisions")
    assert one(filtered, '[id="region.Africa"]').has_attr("checked")
    assert "Region: Africa" in one(filtered, ".chips").text


def test_a_chapter_holds_its_articles_and_they_their_paragraphs(client: FlaskClient) -> None:
    found = page(client, "/search")
    assert one(row(found, "uncac_chapter.III"), '[id="uncac.15"]')
    assert one(row(found, "uncac.15"), '[id="uncac.15a"]')


def test_long_lists_are_whole_without_a_script_and_can_be_narrowed_with_one(
    client: FlaskClient,
) -> None:
    facet = one(page(client, "/search"), "#facet-region")
    box = one(facet, "input[type=search]")
    assert not box.has_attr("name")
    assert "scripted" in one(facet, ".narrow")["class"]
    assert len(facet.select("input[name=jurisdiction]")) == 6


def test_a_bar_and_its_row_of_the_table_lead_to_their_years(client: FlaskClient) -> None:
    found = page(client, "/search?q=wicks")
    bars = {str(a["aria-label"]): str(a["href"]) for a in found.select("svg.bars a")}
    rows = {str(r.th.text): str(r.a["href"]) for r in found.select("#years-table tbody tr")}
    assert list(bars) == ["1980–1989: 10", "1990–1999: 10", "2000–2009: 10", "2010–2019: 5"]
    assert set(rows.values()) == set(bars.values())
    narrowed = page(client, bars["1990–1999: 10"])
    assert one(narrowed, "#totals").text.startswith("10 provisions")
    assert len(narrowed.select("svg.bars a")) == 10


def test_a_selected_year_is_sent_along_with_the_filters(client: FlaskClient) -> None:
    found = page(client, "/search?q=wicks&year=1990")
    assert one(found, "#filters input[name=year]").has_attr("checked")


def test_by_provision_each_hit_is_one_and_pages_go_on(client: FlaskClient) -> None:
    found = page(client, "/search?q=Laterne&group=0")
    assert len(found.select(".laws > li")) == 10
    assert {h.text.split()[0] for h in found.select(".laws h2")} == {"§"}
    assert found.select(".views li:nth-child(2) a")[0]["aria-current"] == "true"
    following = one(found, ".pages a[rel~=next]")
    assert "group=0" in str(following["href"])
    second = page(client, str(following["href"]))
    assert second.select(".laws h2")[0].text != found.select(".laws h2")[0].text


def test_compact_has_names_and_no_texts(client: FlaskClient) -> None:
    found = page(client, "/search?q=lantern&compact=1")
    assert found.select(".laws h3")
    assert not found.select(".laws mark ~ *, .hit p, .why, .tags")
    assert one(found, "#kept input[name=compact]")["value"] == "1"
    assert one(found, "#filters input[name=compact]")["value"] == "1"


def test_what_is_chosen_goes_along_when_something_else_is(client: FlaskClient) -> None:
    found = page(client, "/search?q=wicks&jurisdiction=KEN&sort=newest&group=0&compact=1")
    for link in found.select(".facets a, .views a, .pages a"):
        assert "q=wicks" in str(link["href"])
        assert "sort=newest" in str(link["href"])
    assert one(found, "select option[selected]")["value"] == "newest"


def test_parts_that_are_changed_in_place_are_there_whatever_is_found(client: FlaskClient) -> None:
    wanted = ["kept", "languages", "totals", "hits", "filters"]
    for url in ("/search", "/search?q=zymurgy&kind=act", "/search?q=lantern&page=900"):
        assert [part["id"] for part in page(client, url).select("[data-part]")] == wanted


def test_a_hostile_value_of_a_filter_is_text(client: FlaskClient) -> None:
    found = page(client, "/search?kind=%3Cscript%3E&year=1990&region=Atlantis")
    assert "Atlantis" in one(found, "#facet-region").text
    assert re.search("were not understood", found.text)


def test_the_map_is_there_when_it_is_asked_for(client: FlaskClient) -> None:
    assert not page(client, "/search?q=wicks").select(".world")
    found = page(client, "/search?q=wicks&map=1")
    titles = {one.text: one.parent for one in found.select(".world title")}
    kenya = titles["Kenya: 35 provisions"]
    assert kenya and kenya.name == "a"
    assert kenya["href"] == "/search?q=wicks&jurisdiction=KEN&map=1"
    assert kenya["class"] == ["step2"]
    france = titles["France"]
    assert france and france.name == "g"
    rows = {str(row.th.text): str(row.td.text) for row in found.select("#world-table tbody tr")}
    assert rows == {"Kenya": "35", "Norway": "1"}


def test_a_chosen_country_is_taken_back_on_the_map(client: FlaskClient) -> None:
    found = page(client, "/search?q=wicks&map=1&jurisdiction=KEN")
    assert one(found, ".world a.chosen")["href"] == "/search?q=wicks&map=1"
    assert "(chosen)" in one(found, "#world-table").text
    assert "35 provisions" in one(found, ".world a.chosen title").text


def test_a_place_that_is_not_on_the_map_is_in_the_table(client: FlaskClient) -> None:
    found = page(client, "/search?q=wicks&map=1&jurisdiction=EUE&jurisdiction=KEN")
    assert "European Union (chosen)" in one(found, "#world-table").text
