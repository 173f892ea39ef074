"""What people do, in a real browser; every page is whole without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from corpora.store import open_collection
from indexer.engine.embedded import EmbeddedReader
from search_app import create_app
from search_app.services.cite import sha256_of
from tests.browser.conftest import served
from tests.search_app.library import EARLIER

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/search?q=bribery",
    "/search?q=wicks&jurisdiction=KEN&page=2",
    "/search?q=zymurgy&kind=code",
    "/search?region=Africa&group=0&year_from=1990&year_to=1999",
    "/search?q=lantern&compact=1&map=1",
    "/search/cite?q=wicks&jurisdiction=KEN",
    "/law/nor-lanterns?q=bribery",
    "/search?q=wiks+trimed",
    "/elsewhere/nor-lanterns/chp_1__sec_1",
    "/law/egy-masabih",
    "/report/nor-lanterns/chp_1__sec_1",
    "/law/nor-lanterns/versions",
    "/law/nor-lanterns/beside/ken-wick-1",
    "/law/nor-lanterns?q=bribery&tags=1",
    "/law/deu-long/part/2?q=1100",
    "/cite/nor-lanterns/chp_1__sec_1",
    "/cite/fra-hostile/art_1",
    "/law/nor-scan",
    "/law/nor-scan/pdf?page=2",
    "/jurisdiction/KEN",
    "/jurisdiction/SWE",
    "/uncac/15",
    "/crime/money-laundering",
    "/coverage",
    "/coverage?columns=crime-type&region=Europe&sort=covered",
    "/uncac",
    "/issue",
    "/jurisdictions?by=legal_system",
    "/laws",
    "/laws?jurisdiction=KEN",
    "/list?p=nor-lanterns/chp_1__sec_1&n=read&p=egy-masabih/art_1&p=gone/art_1",
    "/list",
    "/untoc/16",
    "/compare",
    "/compare?about=uncac:15&jurisdiction=NOR&jurisdiction=EGY",
    "/laws?year=2011",
    "/provision/nor-lanterns/chp_1__sec_1?text=000000000000",
    "/law/egy-masabih/versions",
    "/law/egy-masabih/versions/1",
    f"/provision/egy-masabih/art_1?text={sha256_of(EARLIER)[:12]}",
    # Gone.
    "/law/ken-wick-before",
    "/cite/nor-lanterns",
    "/report/nor-lanterns",
    "/advanced",
    "/help",
    "/about",
    "/nowhere",
]


@pytest.fixture
def page(plain: Page) -> Page:
    return plain


def test_a_search_is_filtered_and_leads_to_a_provision_and_its_evidence(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search legislation").fill("lantern")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("laws")
    page.get_by_text("within Europe").click()
    page.get_by_text("within Northern Europe").click()
    page.get_by_role("checkbox", name="Norway").check()
    page.get_by_role("button", name="Apply").first.click()
    expect(page.get_by_role("status")).to_contain_text("in 1 law")
    page.locator(":is(h2, h3)").get_by_role("link", name="Section 1 ").click()
    assert page.url.endswith("#chp_1__sec_1")
    section = page.locator("#chp_1__sec_1")
    expect(section.locator("mark").first).to_be_visible()
    section.get_by_role("link", name="Why these tags").click()
    expect(section.locator("q").first).to_be_visible()
    expect(section.locator("mark.because").first).to_be_visible()


def test_a_provision_is_cited_and_its_card_taken_away(page: Page) -> None:
    page.goto("/search?q=bribery+advantage")
    page.locator(":is(h2, h3)").get_by_role("link", name="Section 1 ").click()
    page.get_by_role("link", name="Cite Section 1").click()
    expect(page.get_by_role("heading", name="Citation and provenance")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX (download)").click()
    assert download.value.suggested_filename == "nor-lanterns-chp_1__sec_1.bib"
    page.emulate_media(media="print")
    expect(page.locator("header.site")).to_be_hidden()
    expect(page.locator("blockquote")).to_be_visible()


def test_a_printed_law_has_its_text_and_addresses_and_no_navigation(page: Page) -> None:
    page.goto("/law/nor-lanterns?q=bribery")
    address = page.get_by_text("http://127.0.0.1")
    expect(address).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    for what in (
        "header.site",
        "footer.site",
        "nav.contents",
        ".tools >> nth=0",
        ".provision .tags >> nth=0",
    ):
        expect(page.locator(what)).to_be_hidden()
    expect(page.locator("#chp_1__sec_1 p").first).to_be_visible()
    expect(address).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_structured_data_offends_no_policy_of_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    context.add_init_script(
        "window.refused = [];"
        "addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"
    )
    page = context.new_page()
    page.goto("/law/fra-hostile")
    data = page.locator("script[type='application/ld+json']").text_content()
    assert '"Legislation"' in (data or "")
    assert page.evaluate("window.refused") == []
    # The policy is there: a script in its place would be refused.
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),{text:'1'}))"
    )
    assert page.evaluate("window.refused.length") == 1
    context.close()


def test_an_active_filter_is_taken_away(page: Page) -> None:
    page.goto("/search?q=lantern&jurisdiction=NOR")
    page.get_by_role("link", name="Remove filter Country: Norway").click()
    assert page.url.endswith("/search?q=lantern")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.get_by_label("Search legislation").evaluate("e => e === document.activeElement"):
            break
    page.keyboard.type("bribery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("provision")


def test_an_arabic_law_reads_from_right_to_left(page: Page) -> None:
    page.goto("/law/egy-masabih")
    assert page.locator("h1").evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("#art_1 p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("header.site").evaluate("e => getComputedStyle(e).direction") == "ltr"


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_a_rule_of_accessibility(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    context = browser.new_context(
        base_url=address, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(path)
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_in_arabic_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_a_telephone(
    browser: Browser, address: str, path: str
) -> None:
    context = browser.new_context(
        base_url=address, bypass_csp=True, locale="ar", viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    width = page.evaluate("document.documentElement.scrollWidth")
    found = Axe().run(page)
    context.close()
    assert width <= 360
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("en", "dark"), ("ar", "light")])
def test_the_page_of_a_search_that_is_down_breaks_no_rule_of_accessibility(
    browser: Browser, tmp_path: Path, locale: str, scheme: str
) -> None:
    # Nothing is indexed there.
    with served(create_app(EmbeddedReader(tmp_path), open_collection(tmp_path))) as address:
        context = browser.new_context(
            base_url=address,
            bypass_csp=True,
            locale=locale,
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        answer = page.goto("/search?q=oil")
        assert answer and answer.status == 503
        found = Axe().run(page)
        context.close()
    assert found.violations_count == 0, found.generate_report()


def test_the_language_is_switched_and_stays(page: Page) -> None:
    page.goto("/search?q=lantern&kind=act")
    page.locator(".languages summary").click()
    page.get_by_role("link", name="Français").click()
    assert page.url.endswith("/search?q=lantern&kind=act&lang=fr")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("link", name="Aide").click()
    assert page.url.endswith("/help")
    expect(page.locator("html")).to_have_attribute("lang", "fr")


@pytest.mark.parametrize("path", PAGES)
def test_the_browser_has_nothing_to_complain_of(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path)
    context.close()
    assert [text for text in said if not re.search(r"404 \(NOT FOUND\)|410 \(GONE\)", text)] == []
    assert all(url.startswith(address) for url in asked)


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    yield page
    context.close()
    assert not errors


def test_what_is_typed_is_completed_and_chosen_by_the_keyboard(scripted: Page) -> None:
    scripted.goto("/")
    box = scripted.get_by_label("Search legislation")
    box.press_sequentially("illicit en")
    option = scripted.get_by_role("option", name="Illicit enrichment")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    findings = Axe().run(scripted)
    assert findings.violations_count == 0, findings.generate_report()
    box.press("Enter")
    expect(scripted).to_have_url(re.compile(r"/search\?uncac=20$"))


def test_suggestions_close_and_leave_what_was_typed(scripted: Page) -> None:
    scripted.goto("/")
    box = scripted.get_by_label("Search legislation")
    box.press_sequentially("lantern")
    expect(scripted.get_by_role("option").first).to_be_visible()
    box.press("Escape")
    expect(scripted.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")
    expect(scripted.get_by_role("status")).to_contain_text("laws")
