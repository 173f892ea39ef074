"""The search page with its script: narrowing, changes in place, keys. Without it, whole pages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def loads(page: Page) -> list[str]:
    """Whole pages that are loaded."""
    found: list[str] = []
    page.on("request", lambda r: found.append(r.url) if r.is_navigation_request() else None)
    return found


def check(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_long_list_is_narrowed_by_typing_accents_or_not(page: Page) -> None:
    page.goto("/search")
    facet = page.locator("#facet-region")
    kenya, norway = (
        facet.get_by_role("link", name="Kenya"),
        facet.get_by_role("link", name="Norway"),
    )
    expect(kenya).to_be_hidden()
    box = facet.get_by_role("searchbox")
    box.fill("KÉNY")
    expect(kenya).to_be_visible()
    expect(norway).to_be_hidden()
    expect(facet.locator("[aria-live]")).to_have_text("1 found")
    check(page)
    box.press("Enter")
    expect(box).to_have_value("KÉNY")
    box.fill("europe")
    expect(norway).to_be_visible()
    expect(kenya).to_be_hidden()
    box.fill("")
    expect(norway).to_be_hidden()
    expect(facet.get_by_role("link", name="Africa", exact=True)).to_be_visible()


def test_a_selected_value_is_never_narrowed_away(page: Page) -> None:
    page.goto("/search?jurisdiction=KEN")
    facet = page.locator("#facet-region")
    facet.get_by_role("searchbox").fill("norway")
    expect(facet.get_by_role("checkbox", name="Norway")).to_be_visible()
    expect(facet.get_by_role("checkbox", name="Kenya")).to_be_visible()


def test_a_filter_changes_the_page_in_place_and_back_takes_it_away(
    page: Page, loads: list[str]
) -> None:
    page.goto("/search?q=wicks")
    facet = page.locator("#facet-kind")
    facet.evaluate("e => { e.open = true }")
    facet.get_by_role("checkbox", name="order").check()
    expect(page).to_have_url(re.compile("kind=order"))
    expect(page.get_by_role("status")).to_contain_text("35 provisions")
    expect(page.get_by_role("link", name="Remove filter")).to_be_visible()
    # What was opened stays open, and the focus where it was.
    box = facet.get_by_role("checkbox", name="order")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    check(page)
    page.go_back()
    expect(page).to_have_url(re.compile("q=wicks$"))
    expect(page.get_by_role("link", name="Remove filter")).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("link", name="Remove filter")).to_be_visible()
    assert len(loads) == 1


def test_the_status_is_one_element_that_is_told_anew(page: Page) -> None:
    page.goto("/search?q=wicks")
    page.get_by_role("status").evaluate("e => { e.dataset.same = 'yes' }")
    page.locator("svg.bars a").first.click()
    expect(page).to_have_url(re.compile("year_from=1980"))
    expect(page.get_by_role("status")).to_contain_text("10 provisions")
    assert page.get_by_role("status").get_attribute("data-same") == "yes"
    assert page.title().startswith("wicks")
    hidden = page.locator("#kept input[name=year_from]")
    expect(hidden).to_have_value("1980")


def test_order_view_and_page_are_changed_in_place(page: Page, loads: list[str]) -> None:
    page.goto("/search?q=wicks")
    page.get_by_role("combobox", name="Order").select_option("newest")
    expect(page.locator(".laws h2").first).to_have_text("Wick Order 34")
    page.get_by_role("link", name="By provision").click()
    expect(page.get_by_role("link", name="By provision")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Compact").click()
    expect(page.locator(".laws.compact")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("page=2$"))
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    for part in ("sort=newest", "group=0", "compact=1"):
        assert part in page.url
    assert len(loads) == 1


def test_when_a_change_in_place_fails_the_whole_page_is_loaded(
    page: Page, loads: list[str]
) -> None:
    page.goto("/search?q=wicks")
    page.route(
        "**/search?*",
        lambda r: r.continue_() if r.request.is_navigation_request() else r.fulfill(body="?"),
    )
    page.get_by_role("link", name="Compact").click()
    expect(page.locator(".laws.compact")).to_be_visible()
    assert len(loads) == 2


def test_the_keyboard_goes_to_the_box_and_from_hit_to_hit(page: Page) -> None:
    page.goto("/search?q=wicks")
    hits = page.locator(".laws :is(h2, h3) a")
    page.keyboard.press("j")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(hits.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Search legislation")).to_be_focused()
    page.keyboard.type("j/k")
    expect(page.get_by_label("Search legislation")).to_have_value("j/k")
    hits.nth(1).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/law/ken-wick"))


def test_keys_can_be_turned_off(page: Page) -> None:
    page.goto("/help")
    page.get_by_label("Use these keys").uncheck()
    page.goto("/search?q=wicks")
    page.keyboard.press("j")
    expect(page.locator("body")).to_be_focused()
    page.goto("/help")
    expect(page.get_by_label("Use these keys")).not_to_be_checked()
    page.get_by_label("Use these keys").check()
    page.keyboard.press("/")
    expect(page.get_by_label("Search legislation")).to_be_focused()


@pytest.mark.parametrize("query", ["q=wicks", "group=0&year_from=1990&year_to=1999", "compact=1"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_moves_while_the_page_loads(page: Page, width: int, query: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "e => { window.shift += e.value })).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(f"/search?{query}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_a_region_and_its_years_are_chosen(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search?q=wicks")
    facet = page.locator("#facet-region")
    expect(facet.get_by_role("searchbox")).to_have_count(0)
    facet.get_by_role("checkbox", name="Africa", exact=True).check()
    page.get_by_role("button", name="Apply").first.click()
    expect(page.get_by_role("status")).to_contain_text("35 provisions")
    page.get_by_text("Years as a table").click()
    page.get_by_role("link", name="1990–1999").last.click()
    expect(page.get_by_role("status")).to_contain_text("10 provisions")
    page.get_by_role("link", name="By provision").click()
    expect(page.get_by_role("status")).to_contain_text("10 provisions")
    context.close()


def test_a_country_is_chosen_on_the_map_and_taken_back(page: Page, loads: list[str]) -> None:
    page.goto("/search?q=wicks")
    page.get_by_role("link", name="Map", exact=True).click()
    kenya = page.locator(".world svg a", has_text="Kenya")
    kenya.click()
    expect(page).to_have_url(re.compile("jurisdiction=KEN"))
    expect(page.get_by_role("status")).to_contain_text("in 35 laws")
    expect(page.locator(".world a.chosen")).to_have_count(1)
    check(page)
    page.get_by_text("Map as a table").click()
    page.locator("#world-table").get_by_role("link", name="Kenya").click()
    expect(page).not_to_have_url(re.compile("jurisdiction"))
    expect(page).to_have_url(re.compile("map=1"))
    assert len(loads) == 1


def test_the_switch_of_languages_keeps_what_was_changed_in_place(page: Page) -> None:
    page.goto("/search?q=wicks")
    page.get_by_role("link", name="By provision").click()
    expect(page.get_by_role("link", name="By provision")).to_have_attribute("aria-current", "true")
    page.locator(".languages summary").click()
    page.locator(".languages a[lang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert "group=0" in page.url
    check(page)
    assert page.locator(".axis").evaluate("e => getComputedStyle(e).direction") == "ltr"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 1440])
def test_a_search_is_exported_and_cited_so_that_a_colleague_gets_the_same(
    browser: Browser, address: str, width: int, scripts: bool
) -> None:
    """Task 8 of the twelve."""
    context = browser.new_context(
        base_url=address, java_script_enabled=scripts, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search legislation").fill("wicks")
    page.keyboard.press("Enter")
    page.get_by_label("From year").fill("2005")
    page.get_by_role("combobox", name="Order").select_option("newest")
    page.get_by_role("button", name="Apply").first.click()
    expect(page.get_by_role("status")).to_contain_text("10 provisions")
    expect(page.locator(".laws h2").first).to_have_text("Wick Order 34")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[2] for row in rows if re.match(r"\d", row)] == [
        f"Wick Order {number}" for number in range(34, 24, -1)
    ]
    page.get_by_role("link", name="Cite this search").click()
    page.locator("details.whole summary").click()
    link = page.locator(".whole a").get_attribute("href")
    other = browser.new_context(base_url=address)
    colleague = other.new_page()
    colleague.goto(str(link))
    expect(colleague.locator("main")).to_contain_text("The index is the same.")
    expect(colleague.locator("main")).to_contain_text("10 are among the first 10 now")
    colleague.get_by_role("link", name="Back to the search").click()
    expect(colleague.locator(".laws h2").first).to_have_text("Wick Order 34")
    other.close()
    context.close()
