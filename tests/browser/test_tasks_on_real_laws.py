"""Tasks 1, 2 and 4 of docs/tasks.md on real laws, from the home page to the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.web.tasks import (
    CITATIONS,
    Walk,
    cite_and_open_source,
    money_laundering_in_a_pdf,
    open_citation,
)
from search_app import create_app
from tests.browser.conftest import served
from tests.browser.real import build

pytestmark = [pytest.mark.browser, pytest.mark.collection]

WAYS = {
    "with scripts": {"viewport": {"width": 1280, "height": 800}},
    "on a telephone without scripts": {
        "viewport": {"width": 360, "height": 800},
        "java_script_enabled": False,
    },
    "in Arabic on a telephone": {"viewport": {"width": 360, "height": 800}, "locale": "ar"},
}
# Label and place of what each citation names.
FOUND = ("§ 331", "Article 432-11", "第三百八十五条", "المادة (15)", "Section 3")


@pytest.fixture(scope="module")
def library(real_laws: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the application over a few real laws."""
    with served(create_app(*build(tmp_path_factory.mktemp("real"), real_laws))) as address:
        yield address


@pytest.fixture(params=WAYS)
def walk(browser: Browser, library: str, request: pytest.FixtureRequest) -> Iterator[Walk]:
    context = browser.new_context(base_url=library, **WAYS[request.param])
    walked = Walk(context.new_page())
    yield walked
    # The last page of the walk fits the screen and is in the language asked for.
    arabic = "Arabic" in request.param
    expect(walked.page.locator("html")).to_have_attribute("dir", "rtl" if arabic else "ltr")
    assert walked.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_1_foreign_bribery_in_norway_is_cited_as_there_and_its_source_opened(walk: Walk) -> None:
    source = cite_and_open_source(walk)
    citation = walk.page.locator("#citation")
    expect(citation).to_have_text("Lov 20. mai 2005 nr. 28 om straff (straffeloven) § 387")
    assert source == "https://lovdata.no/dokument/NL/lov/2005-05-20-28"
    expect(walk.page.locator("blockquote")).to_contain_text("fordel")
    assert walk.clicks <= 5


@pytest.mark.parametrize(("citation", "label"), list(zip(CITATIONS, FOUND, strict=True)))
def test_2_a_citation_of_a_judgment_opens_the_provision(
    walk: Walk, citation: str, label: str
) -> None:
    open_citation(walk, citation)
    place = walk.page.url.partition("#")[2]
    provision = walk.page.locator(f"[id='{place}']")
    expect(provision.locator(":is(h2, h3, h4)").first).to_contain_text(label)
    expect(provision).to_be_in_viewport()
    assert walk.clicks == 2


def test_4_money_laundering_in_arabic_leads_to_the_page_of_a_pdf(walk: Walk) -> None:
    money_laundering_in_a_pdf(walk)
    image = walk.page.locator("main img")
    expect(image).to_be_visible()
    assert image.evaluate("e => e.decode().then(() => e.naturalWidth)") == 1100
    expect(walk.page.locator(".beside .text")).to_contain_text("غسل")
    assert walk.clicks <= 9


def test_1_by_the_keyboard_alone(browser: Browser, library: str) -> None:
    page = browser.new_page(base_url=library)
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("Bribery of a foreign public official, Norway")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**#*")
    _tab_to(page, "e => e.pathname?.startsWith('/cite/')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cite/**")
    _tab_to(page, "e => e.dataset.copy === 'citation'")
    page.keyboard.press("Enter")
    expect(page.locator("button[data-copy=citation] + [role=status]")).not_to_be_empty()
    _tab_to(page, "e => e.rel === 'noopener noreferrer external'")
    page.context.close()


def test_4_by_the_keyboard_alone(browser: Browser, library: str) -> None:
    page = browser.new_page(base_url=library)
    page.goto("/search?language=ar&region=Western+Asia&year_from=2010&q=غسل+الأموال")
    page.keyboard.press("j")
    while not page.evaluate("document.activeElement.closest('article').querySelector('.page')"):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/law/**")
    _tab_to(page, "e => e.pathname?.endsWith('/pdf')")
    page.keyboard.press("Enter")
    expect(page.locator("main img")).to_be_visible()
    page.context.close()


def _tab_to(page: Page, is_it: str, most: int = 60) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"({is_it})(document.activeElement)"):
            return
    pytest.fail(f"not reached by {most} presses of Tab: {is_it}")
