"""The tasks of docs/tasks.md that go from searching and browsing to the text, in a real browser:
without scripts on a telephone, and with scripts in Arabic."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=["without scripts", "with scripts"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    scripts = request.param == "with scripts"
    context = browser.new_context(
        base_url=address,
        java_script_enabled=scripts,
        viewport={"width": 1280 if scripts else 360, "height": 800},
    )
    yield context.new_page()
    context.close()


def test_3_a_concept_is_searched_in_every_language_and_in_ones_own_words(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search legislation").fill("pots-de-vin")
    page.keyboard.press("Enter")
    # The first search of a process reads its tables.
    page.wait_for_url("**/search?**", timeout=30_000)
    expect(page.locator(".note .terms")).to_contain_text("bribery")
    everywhere = page.locator("#hits h2")
    expect(everywhere.filter(has_text="Lantern Offices Act")).to_be_visible()
    expect(everywhere.filter(has_text="灯笼法")).to_be_visible()
    page.get_by_role("link", name="Search only my words").click()
    expect(page).to_have_url(re.compile("expand=0"))
    expect(page.locator("#hits")).not_to_contain_text("灯笼法")
    page.locator("#hits .note").get_by_role("link").first.click()
    expect(everywhere.filter(has_text="灯笼法")).to_be_visible()


def test_5_an_article_in_one_country_with_why_and_what_else(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search legislation").fill("uncac:23 country:no")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**", timeout=30_000)
    page.get_by_role("link", name="Section 2").first.click()
    provision = page.locator("#chp_1__sec_2")
    provision.get_by_role("link", name="Why these tags").click()
    expect(provision.locator(".evidence")).to_contain_text("Money laundering")
    # What else of the law belongs to it stands in the same page, with its own tags.
    expect(page.locator("#chp_1__sec_1 .evidence")).to_be_visible()


def test_7_what_a_region_has_of_a_chapter_and_from_a_cell_to_the_text(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Coverage").click()
    page.get_by_label("Region").select_option("Northern Europe")
    page.get_by_role("button", name="Show").click()
    for finding in ("With provisions", "None found", "Cannot be told"):
        expect(page.locator("tr.total", has_text=finding)).to_be_visible()
    expect(page.locator(".places tr", has_text="Sweden")).to_contain_text("no law of it")
    norway = page.locator(".places tr", has_text="Norway")
    expect(norway.locator("td.unknown").first).to_have_text("?")
    norway.locator("td[data-of='15'] a").click()
    page.get_by_role("link", name="Section 1").first.click()
    expect(page.locator("#chp_1__sec_1")).to_contain_text("undue advantage")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_7_the_same_in_arabic(page: Page) -> None:
    page.goto("/coverage?lang=ar&region=Northern+Europe")
    table = page.locator("table.coverage")
    assert table.evaluate("e => getComputedStyle(e).direction") == "rtl"
    expect(table).to_contain_text("النرويج")
    page.locator(".places tr", has_text="النرويج").locator("td[data-of='15'] a").click()
    expect(page.locator("#chp_1__sec_1, #hits")).to_contain_text("undue advantage")
