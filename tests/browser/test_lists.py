"""What readers keep: lists of provisions with and without scripts, searches that they follow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from search_app.services.reading_list import MAX_ITEMS

pytestmark = pytest.mark.browser


def test_a_list_grows_by_a_press_beside_each_provision_and_is_kept(page: Page) -> None:
    page.goto("/search?q=bribery")
    page.get_by_role("link", name="Add to my list Section 1", exact=True).click()
    mine = page.get_by_role("link", name="My list (1)")
    expect(mine).to_be_visible()
    page.goto("/law/nor-lanterns")
    expect(page.get_by_role("link", name="Remove from my list Section 1")).to_be_visible()
    page.get_by_role("link", name="Add to my list Section 2").click()
    page.get_by_role("link", name="My list (2)").click()
    expect(page.get_by_text("This list is kept in this browser")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_label("Note on number 1").fill("read with section 2")
    page.get_by_role("button", name="Up number 2").click()
    expect(page.locator(".mine h2").first).to_contain_text("Section 2")
    # The order and the note are those of the kept list now.
    page.goto("/")
    page.get_by_role("link", name="My list (2)").click()
    expect(page.locator(".mine h2").first).to_contain_text("Section 2")
    expect(page.get_by_label("Note on number 2")).to_have_value("read with section 2")
    page.get_by_role("button", name="Remove number 1").click()
    expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word (DOCX)").click()
    assert download.value.suggested_filename == "provisions.docx"


def test_the_list_of_someone_else_is_shown_and_kept_only_when_asked_for(page: Page) -> None:
    page.goto("/law/nor-lanterns")
    page.get_by_role("link", name="Add to my list Section 3").click()
    page.goto("/list?p=egy-masabih/art_1&n=seen")
    expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
    expect(page.get_by_text("This is another list")).to_be_visible()
    page.get_by_role("button", name="Add these to mine").click()
    expect(page.get_by_role("link", name="My list (2)")).to_be_visible()
    expect(page.locator(".mine > li")).to_have_count(2)
    page.goto("/list?p=chn-denglong/art_1")
    page.get_by_role("button", name="Keep this one instead").click()
    expect(page.get_by_role("link", name="My list (1)")).to_be_visible()
    page.goto("/list")
    expect(page.locator(".mine h2")).to_contain_text("灯笼法")


def test_a_list_is_made_annotated_and_taken_away_without_scripts(plain: Page) -> None:
    plain.goto("/search?q=bribery")
    plain.get_by_role("link", name="Add to my list Section 1", exact=True).click()
    expect(plain.locator(".mine > li")).to_have_count(1)
    plain.get_by_label("Add a provision by its address").fill(
        "http://127.0.0.1/law/egy-masabih?q=x#art_1"
    )
    plain.keyboard.press("Enter")
    expect(plain.locator(".mine > li")).to_have_count(2)
    plain.get_by_label("Note on number 2").fill("the same")
    plain.get_by_role("button", name="Save the notes").last.click()
    assert "n=the+same" in plain.url
    plain.get_by_role("button", name="Up number 2").click()
    expect(plain.get_by_label("Note on number 1")).to_have_value("the same")
    with plain.expect_download() as download:
        plain.get_by_role("link", name="RIS").click()
    assert download.value.suggested_filename == "provisions.ris"


def test_a_full_list_says_so_and_takes_no_more(page: Page) -> None:
    full = "&".join(f"p=law-{number}/art_1" for number in range(MAX_ITEMS))
    page.goto(f"/list?{full}")
    page.get_by_role("button", name="Keep this one").click()
    page.goto("/law/nor-lanterns")
    page.get_by_role("link", name="Add to my list Section 1").click()
    expect(page.get_by_role("link", name="Your list is full Section 1")).to_be_visible()
    expect(page.get_by_role("link", name=f"My list ({MAX_ITEMS})")).to_be_visible()


def test_a_search_is_followed_by_its_feed(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_label("Search legislation").fill("wicks")
    plain.keyboard.press("Enter")
    link = plain.get_by_role("link", name="Follow this search")
    expect(plain.locator(".follow")).to_contain_text("feed reader")
    feed = plain.request.get(str(link.evaluate("a => a.href")))
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text().count("<entry") == 36
