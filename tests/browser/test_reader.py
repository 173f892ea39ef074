"""Reading a law in a real browser: finding in it, moving between its parts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address)
    yield context.new_page()
    context.close()


def test_words_are_found_in_a_long_law_and_lead_to_its_parts(page: Page) -> None:
    page.goto("/law/deu-long")
    page.get_by_label("Find in this law").fill("Nummer 1100")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("link", name="§ 1100 Laternen").click()
    assert page.url.endswith("#sec_1100") and "/part/2" in page.url
    expect(page.locator("#sec_1100 mark").first).to_be_in_viewport()
    page.get_by_role("navigation", name="Parts of this law").first.get_by_role("link").click()
    expect(page.locator("#sec_1")).to_be_visible()


def test_hits_of_the_search_that_led_here_are_walked_through(scripted: Page) -> None:
    scripted.goto("/law/nor-lanterns?q=lantern")
    box = scripted.get_by_label("Find in this law")
    count = scripted.locator(".find output")
    marks = scripted.locator(".provision mark").count()
    expect(count).to_have_text(f"0 of {marks}")
    box.press("Enter")
    expect(count).to_have_text(f"1 of {marks}")
    expect(scripted.locator("mark.current")).to_have_count(1)
    box.press("Enter")
    box.press("Shift+Enter")
    box.press("Shift+Enter")
    expect(count).to_have_text(f"{marks} of {marks}")
    scripted.get_by_role("button", name="Next hit").click()
    expect(count).to_have_text(f"1 of {marks}")


def test_what_is_typed_is_found_whatever_its_case_accents_and_elements(scripted: Page) -> None:
    scripted.goto("/law/nor-lanterns?q=public&tags=1")
    box = scripted.get_by_label("Find in this law")
    count = scripted.locator(".find output")
    # Marks of words and of evidence stand inside it.
    box.fill("bribery of wicks")
    expect(count).to_have_text("not on this page")
    box.fill("bribéry of A PUBLIC offic")
    expect(count).to_have_text("0 of 2")
    box.press("Enter")
    expect(count).to_have_text("1 of 2")
    assert scripted.evaluate("[...CSS.highlights.get('find')].map(String)") == [
        "Bribery of a public offic",
        "bribery of a public offic",
    ]


def test_an_address_of_a_provision_that_is_in_another_part_goes_there(scripted: Page) -> None:
    scripted.goto("/law/deu-long#sec_1150")
    expect(scripted).to_have_url(re.compile(r"/law/deu-long/part/2#sec_1150$"))
    expect(scripted.locator("#sec_1150")).to_be_in_viewport()


def test_a_passage_is_reported_without_an_account(page: Page) -> None:
    page.goto("/law/nor-lanterns")
    section = page.locator("#sec_3")
    section.locator("p", has_text="Registers of lanterns").first.select_text()
    section.get_by_role("link", name="Correct this").click()
    page.get_by_label("What is wrong").fill("The register is not public.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("queue of the curators")


def test_the_passage_that_is_selected_is_taken_along(scripted: Page) -> None:
    scripted.goto("/law/nor-lanterns")
    scripted.locator("#sec_3 p", has_text="Registers of lanterns").first.select_text()
    scripted.locator("#sec_3").get_by_role("link", name="Correct this").click()
    expect(scripted.get_by_label("The passage")).to_have_value("Registers of lanterns are public.")


def test_a_page_of_the_pdf_is_seen_beside_the_text(page: Page) -> None:
    page.goto("/law/nor-scan")
    page.get_by_role("link", name="PDF beside the text").click()
    image = page.get_by_role("img", name="Image of page 1")
    expect(image).to_be_visible()
    assert image.evaluate("e => e.decode().then(() => e.naturalWidth)") == 1100
    page.get_by_role("navigation", name="Pages of the PDF", exact=True).get_by_text("Next").click()
    expect(page.get_by_role("heading", name="Page 2 of the PDF")).to_be_visible()


def test_a_citation_is_copied_by_a_button(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto("/cite/nor-lanterns/chp_1__sec_1")
    for copy, said in zip(
        page.get_by_role("button", name="Copy").all(), (r"$", r" \(Norway"), strict=True
    ):
        copy.click()
        expect(copy.locator("+ [role=status]")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert re.match(f"Lantern Offices Act, Section 1{said}", copied)
    context.close()
