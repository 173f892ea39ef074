"""What waits, problems with their files, readers' reports, sources and releases, on their pages."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from corpora.accounts import Role
from corpora.audit import Wanted
from corpora.problems import ProblemKind
from corpora.records import FileRecord, Outcome
from corpora.reports import Report
from corpora.store import Collection
from indexer.build import build_release
from indexer.engine.embedded import EmbeddedWriter
from indexer.releases import State, publish, releases
from indexer.verify import verify
from search_app.curator import sources
from tests.search_app.curator.conftest import Opener
from tests.search_app.library import HOSTILE


def broken_file(collection: Collection, path: str, data: bytes, reason: str) -> None:
    sha256 = collection.raw.add(data)
    collection.put_files(
        [(FileRecord("s", path, sha256, len(data), Outcome.FAILED, reason, 1), [])]
    )


def test_problems_are_grouped_by_what_they_have_in_common(
    person: Opener, collection: Collection
) -> None:
    broken_file(collection, "a.xml", f"<law>{HOSTILE}".encode(), "not XML: line 3 (“x”)")
    broken_file(collection, "b.xml", b"<law>\0", "not XML: line 40 (“y”)")
    someone = person(Role.VIEWER)
    found = {a.get_text(): a for a in someone.page("/curator/problems").select(".reasons a")}
    assert "not XML: line … …" in found and "… pages are images and need OCR" in found
    files = someone.page(str(found["not XML: line … …"]["href"]))
    assert [a.get_text() for a in files.select(".reasons a")] == ["s: a.xml", "s: b.xml"]
    assert someone.get("/curator/problems/files?kind=other").status_code == 404
    assert collection.problem_log.of_group(ProblemKind.FAILED, "nothing like it") == []


def test_a_broken_file_is_shown_beside_what_was_read(
    person: Opener, collection: Collection
) -> None:
    broken_file(collection, "a.xml", f"<law>{HOSTILE}".encode(), "not XML: line 3")
    someone = person(Role.VIEWER)
    answer = someone.get("/curator/file?source=s&path=a.xml")
    assert HOSTILE not in answer.text and "&lt;script&gt;" in answer.text
    assert "No law was read" in answer.text and "not XML: line 3" in answer.text
    raw = someone.get("/curator/file/raw?source=s&path=a.xml")
    assert raw.data == f"<law>{HOSTILE}".encode() and raw.mimetype == "application/octet-stream"
    assert "attachment" in raw.headers["Content-Disposition"]
    assert "default-src 'none'" in raw.headers["Content-Security-Policy"]
    assert someone.get("/curator/file/1.webp?source=s&path=a.xml").status_code == 404


def test_a_scan_is_shown_as_an_image_beside_its_text(
    person: Opener, collection: Collection
) -> None:
    law = collection.law_without_text("nor-scan")
    assert law
    broken = FileRecord("s", "scan.pdf", law.raw_sha256, 10, Outcome.LAW, "", 1)
    collection.put_files([(broken, [replace(law, licence="All rights reserved")])])
    someone = person(Role.VIEWER)
    # Readers may not see it, curators have to.
    assert someone.get("/law/nor-scan/file").status_code == 404
    page = someone.page("/curator/file?source=s&path=scan.pdf&page=2")
    image = page.select_one("img.filepage")
    assert image and "No text was read from here" in page.get_text()
    drawn = someone.get(str(image["src"]))
    assert drawn.mimetype == "image/webp" and drawn.data[:4] == b"RIFF"
    assert drawn.cache_control.no_store
    assert someone.get("/curator/file/99.webp?source=s&path=scan.pdf").status_code == 404
    assert someone.get("/curator/file/raw?source=s&path=scan.pdf").mimetype == "application/pdf"


def test_a_file_of_a_law_shows_its_text_and_what_is_missing(person: Opener) -> None:
    page = person(Role.VIEWER).page("/curator/file?source=s&path=lanterns.md")
    assert "Bribery of a public official" in page.get_text()
    assert f"Section 4. Lost {HOSTILE}" in page.get_text()
    long = person(Role.VIEWER).page("/curator/file?source=s&path=long.md")
    assert len(long.select("h3")) == 60 and "more provisions are on the page" in long.get_text()


@pytest.mark.parametrize(
    "asked",
    [
        {"source": "s", "path": "../../etc/passwd"},
        {"source": "s", "path": "no.md"},
        {"source": HOSTILE, "path": "\0"},
        {},
        {"source": "s", "path": "lanterns.md/"},
    ],
)
def test_a_file_that_is_not_held_is_not_shown(person: Opener, asked: dict[str, str]) -> None:
    someone = person(Role.ADMIN)
    for address in ("/curator/file", "/curator/file/raw", "/curator/file/1.webp"):
        assert someone.get(f"{address}?{urlencode(asked)}").status_code == 404


def test_a_report_is_answered_and_closed_once(person: Opener, collection: Collection) -> None:
    collection.reports.add(
        Report("nor-lanterns", "Act", "sec_3", f"a passage {HOSTILE}", "wrong", "ada@example.org")
    )
    collection.reports.add(
        Report("nor-lanterns", "Act", "", "", "wrong too", "javascript:alert(1)@example.org")
    )
    curator = person(Role.CURATOR)
    shown = curator.page("/curator/reports")
    assert "wrong too" in shown.get_text() and HOSTILE not in str(shown)
    addresses = [str(a["href"]) for a in shown.select("a[href^=mailto]")]
    assert addresses == ["mailto:ada@example.org?subject=Act"]
    assert "javascript" not in "".join(str(a.get("href")) for a in shown.select("a"))
    assert person(Role.VIEWER).page("/curator/reports").select("textarea") == []
    key = collection.reports.all()[0].key
    for said in ("The report is closed.", "closed already"):
        curator.post(f"/curator/reports/{key}/close", answer="Put right.\nThanks.")
        assert said in curator.page("/curator/reports").get_text()
    assert "Put right." in curator.page("/curator/reports?closed=").get_text()
    assert collection.reports.count() == 1
    entries = collection.audit.entries(Wanted(action="report.close"))
    assert [one.actor.name for one in entries] == ["curator"]
    assert entries[0].change.after == {"answer": "Put right.\nThanks."}


def test_sources_say_what_they_hold_and_which_needs_somebody(
    person: Opener, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {one.id: one for one in sources.shipped()}
    weekly = next(one.id for one in known.values() if one.schedule == "weekly")
    now = datetime.now(UTC)
    last: dict[str, Any] = {
        "laws": known[weekly].expected.minimum, "ok": True, "new": 1, "changed": 2, "gone": 0,
        "failed": 0, "why": "", "started_at": (now - timedelta(days=6)).isoformat(),
    }  # fmt: skip
    told: dict[str, Any] = {}
    monkeypatch.setattr(sources, "last_report", lambda home, source_id: told.get(source_id))

    def health() -> str:
        with_views = person(Role.VIEWER).page("/curator/sources")
        cards = {
            card.select_one("dd bdi").get_text(): card  # type: ignore[union-attr]
            for card in with_views.select(".entrycard")
        }
        assert "imported from a folder" in cards["s"].get_text() and "41" in cards["s"].get_text()
        return cards[weekly].select_one("strong").get_text()  # type: ignore[union-attr]

    assert health() == "not crawled yet"
    for change, said in (
        ({}, "as it should be"),
        ({"started_at": (now - timedelta(days=8)).isoformat()}, "a crawl is due"),
        ({"ok": False, "why": HOSTILE}, "the last crawl had problems"),
        ({"laws": 1}, "fewer or more laws than expected"),
    ):
        told[weekly] = last | change
        assert health() == said


def test_what_waits_is_counted_on_the_first_page(person: Opener, collection: Collection) -> None:
    broken_file(collection, "a.xml", b"x", "not XML")
    collection.reports.add(Report("nor-lanterns", "Act", "", "", "wrong"))
    waiting = person(Role.VIEWER).page("/curator/").select("#waiting li")
    counts = {one.a.get_text(): one.strong.get_text() for one in waiting if one.a and one.strong}
    assert counts["Readers’ reports"] == "1" and counts["Files that could not be read"] == "1"
    assert counts["Laws that lack text of their file"] == "1"
    assert counts["Releases that are not published"] == "0"


def another_release(collection: Collection, home: Path, text: str) -> str:
    law = collection.law("nor-lanterns")
    assert law
    changed = replace(law.provisions[2], text=text)
    record = FileRecord("s", law.source_path, "1" * 64, 10, Outcome.LAW, "", 1)
    collection.put_files([(record, [replace(law, provisions=(*law.provisions[:2], changed))])])
    return build_release(collection, EmbeddedWriter(home), home=home).release


def live(home: Path) -> str:
    return next(one.name for one in releases(EmbeddedWriter(home)) if one.state is State.LIVE)


def test_a_verified_release_is_published_and_gone_back_from(
    person: Opener, collection: Collection, home: Path
) -> None:
    before = live(home)
    name = another_release(collection, home, "Registers of lanterns are secret.")
    curator = person(Role.CURATOR)
    page = curator.page("/curator/releases")
    assert not page.select("input[name=force]")
    assert "not verified yet" in page.get_text()
    curator.post("/curator/releases/publish", release=name, over=before)
    refusal = curator.page("/curator/releases").select_one("[role=alert]")
    assert refusal and "it was not verified" in refusal.get_text() and live(home) == before
    assert verify(collection, EmbeddedWriter(home), name).passed
    assert "Publish" in [
        button.get_text().split("\n")[0].split(" ")[0]
        for button in curator.page("/curator/releases").select(".live ~ li button, li button")
    ]
    curator.post("/curator/releases/publish", release=name, over=before)
    assert live(home) == name
    assert "secret" in curator.get("/search?q=registers+of+lanterns").text
    curator.post("/curator/releases/roll-back")
    assert live(home) == before
    assert "public" in curator.get("/search?q=registers+of+lanterns").text
    done = [
        (one.change.action, one.change.before, one.change.after)
        for one in collection.audit.entries(Wanted(who="curator"))
        if one.change.action.startswith("release")
    ]
    assert done == [
        ("release.roll-back", {"live": name}, {"live": before}),
        ("release.publish", {"live": before}, {"live": name}),
    ]


def test_the_second_of_two_who_publish_is_told_so(
    person: Opener, collection: Collection, home: Path
) -> None:
    before = live(home)
    first = another_release(collection, home, "One.")
    verify(collection, EmbeddedWriter(home), first)
    publish(collection, EmbeddedWriter(home), first)
    second = another_release(collection, home, "Two.")
    verify(collection, EmbeddedWriter(home), second)
    late = person(Role.CURATOR)
    late.post("/curator/releases/publish", release=second, over=before)
    refusal = late.page("/curator/releases").select_one("[role=alert]")
    assert refusal and "This was not done" in refusal.get_text() and live(home) == first
    with collection.only_one("index-publish"):
        late.post("/curator/releases/publish", release=second, over=first)
        assert "under way already" in late.page("/curator/releases").get_text()
    assert live(home) == first


def test_an_admin_publishes_what_is_not_verified_with_a_reason_that_stays(
    person: Opener, collection: Collection, home: Path
) -> None:
    before = live(home)
    name = another_release(collection, home, "Three.")
    forced = {"release": name, "over": before, "force": f"The court waits {HOSTILE}"}
    assert person(Role.CURATOR).post("/curator/releases/publish", **forced).status_code == 403
    assert live(home) == before
    admin = person(Role.ADMIN)
    assert admin.page("/curator/releases").select("input[name=force]")
    admin.post("/curator/releases/publish", **forced)
    assert live(home) == name
    assert "The court waits" in admin.page("/curator/releases").get_text()
    last = collection.audit.entries(Wanted(action="release.publish"))[0]
    assert last.change.after == {"live": name, "why": f"The court waits {HOSTILE}"}


def test_old_releases_are_removed_and_named(
    person: Opener, collection: Collection, home: Path
) -> None:
    curator = person(Role.CURATOR)
    curator.post("/curator/releases/prune")
    assert "nothing to remove" in curator.page("/curator/releases").get_text()
    names = [another_release(collection, home, f"Text {number}.") for number in range(4)]
    curator.post("/curator/releases/prune")
    assert collection.audit.entries(Wanted(action="release.prune"))[0].change.object == names[0]
    curator.post("/curator/releases/publish", release="no-such-release", over="")
    assert "there is no release" in curator.page("/curator/releases").get_text()
