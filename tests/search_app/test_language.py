"""The language that a page is answered in."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from search_app.messages import LANGUAGES, language


def lang_of(client: FlaskClient, path: str, **headers: str) -> tuple[str, str]:
    page = BeautifulSoup(client.get(path, headers=headers).data, "lxml")
    assert page.html
    return str(page.html["lang"]), str(page.html["dir"])


@pytest.fixture
def fresh(client: FlaskClient) -> FlaskClient:
    """A reader who has chosen nothing yet."""
    return client.application.test_client()


def test_the_address_comes_before_what_was_chosen_and_what_the_browser_prefers(
    fresh: FlaskClient,
) -> None:
    french = {"Accept-Language": "de, fr-CA;q=0.8, en;q=0.5"}
    assert lang_of(fresh, "/help") == ("en", "ltr")
    assert lang_of(fresh, "/help", **french) == ("fr", "ltr")
    assert lang_of(fresh, "/help?lang=ar", **french) == ("ar", "rtl")
    assert lang_of(fresh, "/about", **french) == ("ar", "rtl")
    assert lang_of(fresh, "/about?lang=zh", **french) == ("zh-Hans", "ltr")


@pytest.mark.parametrize("value", ["", "de", "AR", "ar\r\nSet-Cookie: x", "../ar", "a" * 5000])
def test_a_language_that_there_is_not_is_left_alone(fresh: FlaskClient, value: str) -> None:
    response = fresh.get("/help", query_string={"lang": value})
    assert (response.status_code, response.content_language.as_set()) == (200, {"en"})
    assert "Set-Cookie" not in response.headers
    fresh.set_cookie("lang", value.replace("\r\n", ""))
    assert lang_of(fresh, "/help") == ("en", "ltr")


def test_a_page_says_what_it_depends_on_and_each_language_has_its_own_tag(
    fresh: FlaskClient,
) -> None:
    first, other = fresh.get("/help?lang=fr"), fresh.get("/help?lang=ru")
    assert {"Accept-Language", "Cookie"} <= set(first.vary)
    assert first.headers["ETag"] != other.headers["ETag"]
    assert "SameSite=Lax" in first.headers["Set-Cookie"]
    assert "Set-Cookie" not in fresh.get("/help?lang=ru").headers
    assert not {"Accept-Language", "Cookie"} & set(fresh.get("/static/style.css").vary)


def test_the_switch_keeps_the_address_with_its_parameters(fresh: FlaskClient) -> None:
    page = BeautifulSoup(fresh.get("/search?q=%22a+b%22&kind=act&kind=code&lang=fr").data, "lxml")
    links = page.select(".languages a")
    assert [link["href"] for link in links][:2] == [
        "?q=%22a+b%22&kind=act&kind=code&lang=en",
        "?q=%22a+b%22&kind=act&kind=code&lang=ar",
    ]
    assert [link["hreflang"] for link in links if link.get("aria-current")] == ["fr"]


def test_indexed_pages_name_their_other_languages_and_themselves(fresh: FlaskClient) -> None:
    page = BeautifulSoup(fresh.get("/law/nor-lanterns?lang=es&q=x").data, "lxml")
    address = "http://localhost/law/nor-lanterns"
    others = {str(a["hreflang"]): a["href"] for a in page.select("link[hreflang]")}
    assert others == {"x-default": address} | {code: f"{address}?lang={code}" for code in LANGUAGES}
    (canonical,) = page.select("link[rel=canonical]")
    assert canonical["href"] == others["es"]
    searched = BeautifulSoup(fresh.get("/search?q=x").data, "lxml")
    assert not searched.select("link[hreflang]")


def test_programs_are_answered_in_english_and_people_who_type_in_their_language(
    fresh: FlaskClient,
) -> None:
    french = {"Accept-Language": "fr"}
    found = fresh.get("/api/search?q=lantern", headers=french).get_json()
    assert "Norway" in {value["label"] for value in found["facets"]["jurisdiction"]}
    kinds = fresh.get("/api/suggest?q=norv", headers=french).get_json()[2]
    assert fresh.get("/api/suggest?q=norv", headers=french).content_language.as_set() == {"fr"}
    assert kinds


def test_the_language_of_a_request_ends_with_it(fresh: FlaskClient) -> None:
    fresh.get("/nowhere?lang=ru")
    assert language() == "en"


def test_what_is_in_the_law_keeps_its_own_language(fresh: FlaskClient) -> None:
    page = BeautifulSoup(fresh.get("/law/nor-lanterns?lang=ar").data, "lxml")
    text = page.select_one(".provision [lang]")
    assert text and (text["lang"], text["dir"]) == ("en", "ltr")
    countries = {a.get_text() for a in page.select(".facts a")}
    assert "النرويج" in countries
