"""A curator's day in a real browser (tasks 10 and 11 of docs/tasks.md), and each kind of page."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fpdf import FPDF
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from corpora import passwords
from corpora.accounts import Role
from corpora.audit import Actor
from corpora.records import FileRecord, Outcome
from corpora.reports import Report
from corpora.store import open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.jobs.jobs import Jobs
from indexer.jobs.worker import Worker
from indexer.pipeline import index_collection
from mappings.records import Provision, TagOrigin, Verdict
from mappings.settings import Settings
from search_app import create_app
from tests.browser.conftest import served
from tests.corpora.laws import make_law
from tests.search_app.library import build

pytestmark = pytest.mark.browser

PASSWORD = "lanterns over seven harbours"
LAW = """# Beacon Act

Section 1 Beacons

Whoever extinguishes a lighthouse beacon is liable to a fine.

Section 2 Keepers

Keepers of beacons publish their accounts.
"""
PAGES = [
    "/curator/",
    "/curator/sources",
    "/curator/jobs",
    "/curator/jobs/1",
    "/curator/schedules",
    "/curator/releases",
    "/curator/changes",
    "/curator/problems",
    "/curator/problems/files?kind=lost",
    "/curator/file?source=s&path=scan.pdf",
    "/curator/file?source=s&path=lanterns.md",
    "/curator/file?source=s&path=broken.xml",
    "/curator/review",
    "/curator/corrections",
    "/curator/corrections/nor-lanterns",
    "/curator/reports",
    "/curator/users",
    "/curator/audit",
    "/curator/password",
]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A library with people of each role and something of everything to look at."""
    home = tmp_path_factory.mktemp("desk")
    _, collection = build(home)
    for role in Role:
        collection.accounts.add(role.value, role, passwords.hashed(PASSWORD), Actor("test"))
    sha256 = collection.raw.add(b"<law>no end")
    record = FileRecord("s", "broken.xml", sha256, 11, Outcome.FAILED, "not XML: line 1", 1)
    collection.put_files([(record, [])])
    collection.reports.add(
        Report("nor-lanterns", "Act", "sec_3", "passage", "wrong", "a@b.example")
    )
    jobs, ada = Jobs(collection, home), Actor("ada")
    jobs.cancel(jobs.submit("build", {}, ada).id, ada)
    collection.close()
    return Settings(home=home)


@pytest.fixture(scope="module")
def desk(settings: Settings) -> Iterator[str]:
    """URL of the running application."""
    collection = open_collection(settings.home)
    app = create_app(EmbeddedReader(settings.home), collection, settings=settings)
    with served(app) as url:
        yield url
    collection.close()


def sign_in(page: Page, name: str) -> None:
    page.goto("/curator/")
    page.locator("#name").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("form.entry button").click()
    expect(page.locator(".deskbar .who")).to_contain_text(name)


def incoming(home: Path) -> None:
    """A folder of new laws: one that is well, a scan, and one that is broken."""
    folder = home / "incoming" / "gazette"
    folder.mkdir(parents=True)
    (folder / "beacons.md").write_text(LAW, encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 and no more of it")
    picture = io.BytesIO()
    Image.new("L", (620, 877), 200).save(picture, "PNG")
    document = FPDF(unit="pt", format=(420, 595))
    document.add_page()
    document.image(picture, 0, 0, 420, 595)
    (folder / "old-gazette.pdf").write_bytes(bytes(document.output()))


@pytest.mark.parametrize("scripts", [False, True])
def test_10_new_laws_are_imported_looked_at_published_and_taken_back(
    browser: Browser, desk: str, settings: Settings, scripts: bool
) -> None:
    shutil.rmtree(settings.home / "incoming", ignore_errors=True)
    incoming(settings.home)
    worker = Worker(settings, open_collection(settings.home))
    context = browser.new_context(
        base_url=desk,
        java_script_enabled=scripts,
        viewport={"width": 1280 if scripts else 360, "height": 800},
    )
    page = context.new_page()
    sign_in(page, "curator")
    bar = page.locator(".deskbar")

    def works() -> None:
        """The worker does what was asked for; the page shows it, by itself where scripts run."""
        expect(page.locator("#job strong").first).to_have_text("waits")
        worker.look()
        if not scripts:
            page.reload()
        expect(page.locator("#job strong").first).to_have_text("done", timeout=20_000)

    bar.get_by_role("link", name="Jobs").click()
    page.get_by_label("Folder or file").select_option("gazette")
    page.get_by_label("Country of files").fill("Norway")
    page.get_by_label("Language of files").fill("en")
    page.get_by_role("button", name="Import").click()
    works()
    expect(page.locator("#job")).to_contain_text("broken.docx")

    # What failed, and why: the broken file, and the scan beside its image.
    page.locator("#job").get_by_role("link", name="Reading problems").click()
    reasons = page.locator(".deskpage")
    expect(reasons.get_by_role("heading", name="Files that could not be read")).to_be_visible()
    reasons.get_by_role("link", name="pages are images without text").first.click()
    page.get_by_role("link", name="old-gazette.pdf").click()
    expect(page.locator("img.filepage")).to_have_js_property("naturalWidth", 1100)

    bar.get_by_role("link", name="Releases").click()
    page.get_by_role("button", name="Build a release", exact=True).click()
    works()
    bar.get_by_role("link", name="Releases").click()
    page.get_by_role("button", name=re.compile("^Verify")).first.click()
    works()
    bar.get_by_role("link", name="Releases").click()
    page.get_by_role("button", name=re.compile("^Publish")).first.click()
    expect(page.get_by_role("status").first).to_contain_text("is live")
    other = context.new_page()
    other.goto("/search?q=lighthouse+beacon")
    expect(other.locator("#hits")).to_contain_text("Whoever extinguishes a lighthouse beacon")
    page.get_by_role("button", name="Go back to the release before").click()
    expect(page.get_by_role("status").first).to_contain_text("is live again")
    other.reload()
    expect(other.locator("main")).not_to_contain_text("extinguishes")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/curator/releases")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()


def test_11_twenty_uncertain_tags_are_judged_with_keys_and_the_decisions_hold(
    browser: Browser, desk: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All that the tagger sets here is to be judged, however sure it is.
    monkeypatch.setattr("indexer.tag.model.REVIEW_FROM", 0.0)
    monkeypatch.setattr("indexer.tag.model.REVIEW_TO", 1.0)
    collection = open_collection(settings.home)
    bribe = "A public official who accepts a bribe is liable to imprisonment."
    for number in range(20):
        section = Provision("sec_1", "Section 1", "", bribe, "en")
        law = make_law(f"doubt-{number}", source_path=f"{number}.md", provisions=(section,))
        record = FileRecord("s", law.source_path, "0" * 64, 1, Outcome.LAW, "", 1)
        collection.put_files([(record, [law])])
    writer = EmbeddedWriter(settings.home)
    index_collection(collection, writer, home=settings.home)

    context = browser.new_context(base_url=desk, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sign_in(page, "curator")
    page.goto("/curator/review?language=en")
    for number in range(20):
        # A word that the page of the next tag does not have.
        page.evaluate("document.body.dataset.judged = ''")
        page.keyboard.press("2" if number % 2 else "c")
        if number % 2:
            page.keyboard.press("r")
        expect(page.locator("body[data-judged]")).to_have_count(0)
        expect(page.get_by_role("status").first).to_contain_text(
            "Rejected" if number % 2 else "Confirmed"
        )
    context.close()

    decided = [one for one in collection.decisions.all() if one.author == "curator"]
    assert [one.verdict for one in decided] == [Verdict.CONFIRM, Verdict.REJECT] * 10
    assert {one.reason for one in decided[1::2]} == {"It only mentions this"}
    index_collection(collection, writer, home=settings.home)
    reader = EmbeddedReader(settings.home)
    for one in decided:
        tags = reader.tags_of_law(one.law_id).get(f"{one.law_id}/{one.provision.path}", ())
        origins = [tag.origin for tag in tags if (tag.scheme, tag.code) == (one.scheme, one.code)]
        assert origins == ([TagOrigin.CURATOR] if one.verdict is Verdict.CONFIRM else [])
    collection.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_is_accessible_and_fits_a_telephone(
    browser: Browser, desk: str, language: str
) -> None:
    context = browser.new_context(base_url=desk, viewport={"width": 360, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text))
    page.goto(f"/curator/sign-in?lang={language}")
    axe = Axe()
    found = {"/curator/sign-in": axe.run(page)}
    sign_in(page, "admin")
    for address in PAGES:
        answer = page.goto(address)
        assert answer and answer.status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        found[address] = axe.run(page)
        assert page.evaluate("document.dir") == ("rtl" if language == "ar" else "ltr")
    wrong = {
        address: [(one["id"], one["nodes"][0]["html"]) for one in result.response["violations"]]
        for address, result in found.items()
        if result.violations_count
    }
    context.close()
    assert not wrong and not errors
