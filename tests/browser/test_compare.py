"""A drafter compares: task 6 of the twelve, in a real browser without scripts."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

COMPARED = (
    "/compare?about=uncac:15&jurisdiction=NOR&jurisdiction=EGY&jurisdiction=CHN&jurisdiction=FRA"
)
PAGES = ["/compare", "/compare?about=uncac:15", COMPARED, "/compare?about=x&jurisdiction=<b>"]


@pytest.fixture
def page(plain: Page) -> Page:
    return plain


def test_from_the_start_to_a_document_with_citations(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Compare", exact=True).click()
    page.get_by_label("Subject").select_option(label="Art. 15 Bribery of national public officials")
    page.get_by_role("button", name="Compare").click()
    for place in ("Norway", "Egypt", "China"):
        page.get_by_role("checkbox", name=place).check()
    page.get_by_role("button", name="Compare").click()
    heads = page.locator(".compared h3")
    expect(heads).to_have_text(["Norway", "China", "Egypt"])
    tops = [head.bounding_box() for head in heads.all()]
    assert len({box["y"] for box in tops if box}) == 1, "they stand side by side"
    expect(page.get_by_role("table").first).to_contain_text("not found in the text")
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").click()
    document = Document(io.BytesIO(download.value.path().read_bytes()))
    assert any("Lantern Offices Act, Section 1" in one.text for one in document.paragraphs)


def test_a_treaty_article_leads_to_all_of_a_legal_system_in_two_clicks(page: Page) -> None:
    page.goto("/uncac/15")
    page.get_by_role("link", name="Compare jurisdictions side by side").click()
    page.get_by_role("link", name="Civil law").first.click()
    expect(page.locator(".compared h3").first).to_be_visible()


def test_a_quote_leads_to_its_words_by_the_keyboard(page: Page) -> None:
    page.goto(COMPARED)
    quote = page.locator(".elements td a").first
    words = quote.inner_text()
    quote.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".said:target")).to_contain_text(words)


def test_a_phone_shows_one_under_another(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(COMPARED)
    tops = [head.bounding_box() for head in page.locator(".compared h3").all()]
    assert len({box["y"] for box in tops if box}) == 4
    assert "Norway" in page.locator(".elements td").first.evaluate(
        "e => getComputedStyle(e, '::before').content"
    )


def test_on_paper_the_texts_stand_side_by_side_without_the_form(page: Page) -> None:
    page.goto(COMPARED)
    page.emulate_media(media="print")
    expect(page.get_by_text("Choose others")).to_be_hidden()
    tops = [head.bounding_box() for head in page.locator(".compared h3").all()]
    assert len({box["y"] for box in tops if box}) == 1


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_a_rule_of_accessibility(
    browser: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=address,
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto(path)
    found = Axe().run(page)
    context.close()
    assert found.violations_count == 0, found.generate_report()


def test_the_browser_has_nothing_to_complain_of(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(COMPARED)
    context.close()
    assert said == []
