"""The pages of jurisdictions, treaty articles and crime types."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from corpora.records import SourceRecord
from corpora.store import open_collection
from search_app.services.alphabet import initial
from search_app.services.catalogue import Asked, CatalogueService
from tests.corpora.laws import make_law
from tests.corpora.test_store import put
from tests.search_app.test_pages import soup


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {
        one.dt.get_text(): one.dd.get_text(" ", strip=True)
        for one in page.select(".facts > div")
        if one.dt and one.dd
    }


def cells(page: BeautifulSoup, caption: str) -> dict[str, str]:
    """The rows of the table with such a caption: heading → number."""
    (table,) = [t for t in page.find_all("table") if t.caption and caption in t.caption.get_text()]
    return {
        row.th.get_text(strip=True): row.td.get_text(strip=True)
        for row in table.select("tbody tr")
        if row.th and row.td
    }


def test_a_jurisdiction_is_told_in_six_languages_with_its_treaties(client: FlaskClient) -> None:
    page = soup(client, "/jurisdiction/NOR")
    assert page.h1 and page.h1.get_text() == "Norway"
    names = {one["lang"]: one.get_text() for one in page.select(".names li")}
    assert names.keys() == {"fr", "es", "ru", "ar", "zh"}
    assert names["fr"] == "Norvège"
    told = facts(page)
    assert told["Region"] == "Europe › Northern Europe"
    assert told["Legal system"] and told["Regional group in the UN"].startswith("Western")
    assert told["Convention against Corruption"] == "Party, 29 June 2006"
    assert told["Convention against Transnational Organized Crime"] == "Party, 23 September 2003"


def test_its_laws_are_counted_and_every_count_leads_to_them(client: FlaskClient) -> None:
    page = soup(client, "/jurisdiction/KEN")
    assert "35 laws , 35 provisions" in page.get_text(" ", strip=True)
    assert cells(page, "Laws by kind") == {"Order": "35"}
    assert cells(page, "Laws by language") == {"English": "35"}
    numbers = cells(page, "by the date")
    assert numbers == {"2010–2019": "5", "2000–2009": "10", "1990–1999": "10", "1980–1989": "10"}
    assert len(page.select("svg.bars rect")) == 4
    link = page.find("a", string="2010–2019")
    assert link
    assert "in 5 laws" in client.get(str(link["href"])).text
    assert [law.get_text() for law in page.select("ul.plain a")][0] == "Wick Order 34"


def test_what_is_found_of_the_convention_leads_to_the_provisions(client: FlaskClient) -> None:
    page = soup(client, "/jurisdiction/NOR")
    strip = {
        one.select_one(".title").get_text(): one.get_text(" ", strip=True)  # type: ignore[union-attr]
        for one in page.select(".strip li")
    }
    assert len(strip) == 28
    bribery = "Art. 15 Bribery of national public officials"
    assert strip[bribery] == f"{bribery} 1"
    assert strip["Art. 20 Illicit enrichment"].endswith("? not in the collection")
    link = page.select_one(".strip .some a[href*=search]")
    assert link and link["href"] == "/search?uncac=15&jurisdiction=NOR"


def test_a_place_without_laws_says_so_and_what_to_do(client: FlaskClient) -> None:
    page = soup(client, "/jurisdiction/SWE")
    assert "The collection holds no law of Sweden" in page.get_text()
    assert "gazette" in page.get_text()
    assert not page.select("svg.bars, .strip, table")
    assert facts(page)["Official language"] == "Swedish"


def test_a_place_that_is_no_state_shows_what_is_known(client: FlaskClient) -> None:
    told = facts(soup(client, "/jurisdiction/INT"))
    assert told["Region"] == "International"
    assert not {"Legal system", "Human development", "Convention against Corruption"} & told.keys()


def test_laws_without_a_date_are_counted_apart(client: FlaskClient) -> None:
    page = soup(client, "/jurisdiction/NOR")
    assert "1 without one" in page.get_text()


def test_other_names_of_a_place_lead_to_its_page(client: FlaskClient) -> None:
    for name in ("no", "nor", "Norway", "Норвегия"):
        response = client.get(f"/jurisdiction/{name}")
        assert (response.status_code, response.headers["Location"]) == (301, "/jurisdiction/NOR")


def test_an_unknown_place_is_not_found_and_the_page_says_what_to_do(client: FlaskClient) -> None:
    for name in ("Atlantis", "ZZZ", "%00", "<script>", "x" * 3000, "-"):
        page = soup(client, f"/jurisdiction/{name}", 404)
        assert "No jurisdiction has this code or name" in page.get_text()
        assert not page.find("script", string=True)


def test_pages_that_name_a_jurisdiction_lead_to_it(client: FlaskClient) -> None:
    for url in ("/", "/law/nor-lanterns", "/search?q=lantern", "/coverage?region=Northern+Europe"):
        assert soup(client, url).find("a", href="/jurisdiction/NOR"), url


def test_an_article_is_told_in_six_languages_with_its_chapter(client: FlaskClient) -> None:
    page = soup(client, "/uncac/15")
    assert page.h1 and page.h1.get_text() == "Art. 15 Bribery of national public officials"
    assert {one["lang"] for one in page.select(".names li")} == {"fr", "es", "ru", "ar", "zh"}
    assert page.find("a", href="/search?uncac_chapter=III")
    terms = {one.dd["lang"] for one in page.select(".terms > div") if one.dd}
    assert terms == {"en", "fr", "es", "ru", "ar", "zh-Hans"}
    assert not page.find("dd", string=lambda text: text and ("*" in text or "…" in text))


def test_an_article_counts_its_provisions_by_jurisdiction_and_leads_to_them(
    client: FlaskClient,
) -> None:
    page = soup(client, "/uncac/15")
    counted = cells(page, "Those with the most")
    assert counted["Norway"] == "1"
    link = page.find("a", href="/search?uncac=15&jurisdiction=NOR")
    assert link and "1 provision in 1 law" in client.get(str(link["href"])).text
    assert page.find("a", href="/search?uncac=15")
    assert page.find("a", href="/coverage?columns=III")


def test_the_surest_provision_of_each_jurisdiction_is_shown(client: FlaskClient) -> None:
    page = soup(client, "/uncac/15")
    places = [one.get_text() for one in page.select(".laws h3")]
    assert len(places) == len(set(places)) and "Norway" in places
    assert page.find("a", href="/law/nor-lanterns#chp_1__sec_1")


def test_a_crime_type_has_a_page_alike(client: FlaskClient) -> None:
    page = soup(client, "/crime/money-laundering")
    assert page.h1 and page.h1.get_text() == "Money laundering"
    assert cells(page, "Those with the most")["Norway"] == "1"
    assert page.find("a", href="/search?crime_type=money-laundering&jurisdiction=NOR") or page.find(
        "a", href="/search?jurisdiction=NOR&crime_type=money-laundering"
    )


def test_a_subject_without_provisions_says_what_that_means(client: FlaskClient) -> None:
    page = soup(client, "/crime/piracy-and-maritime-crime")
    assert "That does not say that no State has one" in page.get_text()
    assert not page.select("table, .laws")


def test_a_paragraph_leads_to_its_article(client: FlaskClient) -> None:
    response = client.get("/uncac/15a")
    assert (response.status_code, response.headers["Location"]) == (301, "/uncac/15")


def test_unknown_subjects_are_not_found_and_the_page_says_what_to_do(client: FlaskClient) -> None:
    for url in ("/uncac/68", "/uncac/999", "/uncac/%00", "/uncac/<b>", "/crime/x", "/crime/%FF"):
        listed = f"/{url.split('/')[1]} lists all"
        assert listed in soup(client, url, 404).get_text()


def test_the_start_page_leads_to_articles_and_crime_types(client: FlaskClient) -> None:
    page = soup(client, "/")
    assert page.find("a", href="/uncac/15")
    assert page.find("a", href="/crime/corruption")


def test_a_treaty_lists_its_articles_with_what_is_found_of_them(client: FlaskClient) -> None:
    page = soup(client, "/uncac")
    assert page.h1 and page.h1.get_text() == "Convention against Corruption"
    assert len(page.select("h2")) == 8
    article = page.find("a", href="/uncac/15")
    row = article and article.find_parent("tr")
    assert row and [cell.get_text() for cell in row.find_all("td")] == ["2", "2"]
    assert "Statement of purpose" in page.get_text()
    assert not page.find("a", href="/uncac/1"), "about the Convention itself"


@pytest.mark.parametrize(
    ("url", "title", "code"),
    [
        ("/untoc", "Convention against Transnational Organized Crime", "16"),
        ("/trafficking-in-persons-protocol", "Trafficking in Persons Protocol", "5"),
        ("/smuggling-of-migrants-protocol", "Smuggling of Migrants Protocol", "6"),
        ("/firearms-protocol", "Firearms Protocol", "5"),
        ("/crime", "Crime types", "corruption"),
        ("/theme", "Themes", "asset-recovery"),
        ("/issue", "Cross-cutting issues", "liability-legal-persons"),
    ],
)
def test_every_scheme_has_its_contents_and_a_page_for_each_code(
    client: FlaskClient, url: str, title: str, code: str
) -> None:
    page = soup(client, url)
    assert page.h1 and page.h1.get_text() == title
    assert page.find("a", href=f"{url}/{code}")
    about = soup(client, f"{url}/{code}")
    assert about.find("a", href=url)
    assert len(about.select("h1")) == 1


def test_jurisdictions_are_grouped_by_what_one_asks_for(client: FlaskClient) -> None:
    page = soup(client, "/jurisdictions")
    north = page.find("h2", string="Northern Europe")
    section = north and north.find_parent("section")
    assert section and section.find("a", href="/jurisdiction/NOR")
    assert "Sweden no law held" in section.get_text(" ", strip=True)
    for by, group in (("legal_system", "Common law"), ("hdi", "Very high")):
        page = soup(client, f"/jurisdictions?by={by}")
        assert page.find("h2", string=group)
    assert soup(client, "/jurisdictions?by=<b>").find("h2", string="Northern Europe")


def test_the_ways_to_lists_of_laws_are_places_and_years(client: FlaskClient) -> None:
    page = soup(client, "/laws")
    assert page.find("a", href="/laws?jurisdiction=KEN")
    assert page.find("a", href="/laws?year=2011")
    assert soup(client, "/jurisdiction/KEN").find("a", href="/laws?jurisdiction=KEN")


def test_the_laws_of_a_jurisdiction_are_listed_by_title(client: FlaskClient) -> None:
    page = soup(client, "/laws?jurisdiction=nor")
    titles = [one.get_text() for one in page.select(".titles a")]
    assert titles == ["Lantern Offices Act", "Regulation on wicks"]
    letters = {one.get_text(): one["href"] for one in page.select(".letters a")}
    assert letters == {
        "L": "/laws?jurisdiction=NOR&letter=L",
        "R": "/laws?jurisdiction=NOR&letter=R",
    }
    page = soup(client, letters["R"])
    assert [one.get_text() for one in page.select(".titles a")] == ["Regulation on wicks"]
    assert page.select_one(".letters [aria-current]")


def test_the_laws_of_a_year_are_listed_the_newest_first(client: FlaskClient) -> None:
    page = soup(client, "/laws?year=1999")
    assert [one.get_text() for one in page.select(".titles a")] == [
        "Wick Order 19", "قانون المصابيح",
    ]  # fmt: skip
    both = soup(client, "/laws?year=1999&jurisdiction=EGY")
    assert len(both.select(".titles li")) == 1


def test_what_there_is_not_is_an_empty_list_or_the_ways(client: FlaskClient) -> None:
    for query in ("jurisdiction=SWE", "year=1066", "jurisdiction=NOR&letter=Z", "year=1999&page=9"):
        assert "The collection holds no such law" in soup(client, f"/laws?{query}").get_text()
    for query in ("jurisdiction=Atlantis", "year=-1", "year=²", "page=2", "year=99999999999999"):
        assert soup(client, f"/laws?{query}").find("a", href="/laws?jurisdiction=KEN"), query


def test_a_long_list_has_pages_and_an_import_is_seen(tmp_path: Path) -> None:
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))

    def add(first: int, last: int) -> None:
        put(
            collection,
            *(
                make_law(f"nor-{n}", title=f"Act {n:03}", source_path=f"{n}.md")
                for n in range(first, last)
            ),
        )

    add(0, 150)
    catalogue = CatalogueService(collection)
    first = catalogue.listing(Asked("NOR"))
    assert (len(first.laws), first.total, first.pages) == (100, 150, 2)
    assert [law.title for law in catalogue.listing(Asked("NOR", page=2)).laws][0] == "Act 100"
    add(150, 250)
    assert catalogue.listing(Asked("NOR")).pages == 3
    for year in range(1900, 1930):
        assert not catalogue.listing(Asked(year=year)).laws
    assert len(catalogue._kept) <= 8
    with pytest.raises(ValueError, match="no list"):
        catalogue.listing(Asked())


@given(st.text(max_size=20))
def test_any_title_has_a_place_and_a_heading(title: str) -> None:
    assert initial(title)
    assert initial(f" “{title}") == initial(title)


def test_titles_of_any_script_stand_under_their_first_letter() -> None:
    found = {initial(title) for title in ("المرسوم", "Öffentliches Recht", "刑法", "형법", "ευρώ")}
    assert found == {"ا", "O", "漢", "ᄒ", "Ε"}
