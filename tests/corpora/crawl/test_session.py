"""Whole crawls of a real HTTP server, from the list to the collection."""

import gzip
import io
import os
import re
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from corpora.crawl import run, session
from corpora.crawl.report import CrawlReport, State
from corpora.locks import Busy, work_on_source
from corpora.store import Collection, open_collection
from tests.corpora.crawl.laws import crawl, define, fill, law, list_page
from tests.corpora.crawl.laws import session as open_session
from tests.corpora.crawl.site import Page, Site, resolve

ROOT = Path(__file__).parents[3]


def counts(report: CrawlReport) -> tuple[int, int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.gone, report.failed


def laws(collection: Collection):  # type: ignore[no-untyped-def]
    return {
        found.source_url: found
        for found in collection.laws(law_id for law_id, _ in collection.law_sizes())
    }


def test_every_law_of_the_list_comes_into_the_collection_with_its_url(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 60)
    report = crawl(define(site), home, collection)
    assert (report.state, report.ok, report.laws, counts(report)) == (
        State.PUBLISHED, True, 60, (60, 0, 0, 0, 0),
    )  # fmt: skip
    found = laws(collection)[site.url("/law/7")]
    assert (found.title, found.number, found.licence) == ("Lantern Act 7", "7", "CC0-1.0")
    assert [p.label for p in found.provisions if p.label] == ["Article 1", "Article 2"]
    assert collection.raw.read(found.raw_sha256) == law(7).encode()
    assert all(times == 1 for path, times in site.asked.items() if path.startswith("/law/"))


def test_a_second_crawl_asks_only_whether_something_changed(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 10)
    first = crawl(define(site), home, collection)
    second = crawl(define(site), home, collection)
    assert counts(second) == (0, 0, 10, 0, 0)
    assert second.bytes < first.bytes / 3
    assert "if-none-match" in site.headers["/law/3"]


def test_without_validators_the_bytes_tell_what_changed(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 5)
    for n in range(5):
        site.pages[f"/law/{n}"] = Page(law(n).encode())
    crawl(define(site), home, collection)
    site.pages["/law/2"] = Page(law(2, " Changed.").encode())
    assert counts(crawl(define(site), home, collection)) == (0, 1, 4, 0, 0)


def test_a_changed_law_keeps_its_earlier_version_and_a_gone_one_is_marked(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 6)
    crawl(define(site), home, collection)
    before = laws(collection)[site.url("/law/1")]
    site.put("/law/1", law(1, " Nobody else shall."))
    site.put("/list/0", list_page([0, 1, 2, 3, 4, 9]))
    site.put("/law/9", law(9))
    del site.pages["/law/3"]
    report = crawl(define(site), home, collection)
    assert counts(report) == (1, 1, 3, 2, 0)
    assert sorted(report.gone_urls) == [site.url("/law/3"), site.url("/law/5")]
    after = laws(collection)[site.url("/law/1")]
    assert after.id == before.id
    assert "Nobody else shall" in after.provisions[-2].text
    (earlier,) = collection.earlier_versions("lanterns", before.source_path)
    assert earlier.laws == (before,)
    assert collection.raw.read(earlier.sha256) == law(1).encode()
    gone = laws(collection)[site.url("/law/3")]
    assert collection.known_files("lanterns")[gone.source_path].gone_at
    site.put("/law/3", law(3))
    assert counts(crawl(define(site), home, collection)) == (0, 0, 6, 0, 0)
    assert collection.known_files("lanterns")[gone.source_path].gone_at is None


@pytest.mark.parametrize("validated", [True, False])
def test_what_only_the_list_says_anew_changes_the_law(
    site: Site, home: Path, collection: Collection, validated: bool
) -> None:
    fill(site, 5)
    if not validated:
        for n in range(5):
            site.pages[f"/law/{n}"] = Page(law(n).encode())
    crawl(define(site), home, collection)
    before = laws(collection)
    renamed = list_page(range(5)).replace("Lantern Act 2</a> <i>No. 2", "Lamp Act</a> <i>No. 77")
    site.put("/list/0", renamed, Content_Type="text/html")
    report = crawl(define(site), home, collection)
    assert report.state is State.PUBLISHED
    after = laws(collection)
    changed = after[site.url("/law/2")]
    assert (changed.title, changed.number) == ("Lamp Act", "77")
    assert changed.raw_sha256 == before[site.url("/law/2")].raw_sha256
    assert not collection.earlier_versions("lanterns", changed.source_path), "no byte has changed"
    others = [url for url in before if url != site.url("/law/2")]
    assert [after[url] for url in others] == [before[url] for url in others]
    again = crawl(define(site), home, collection)
    assert counts(again) == (0, 0, 5, 0, 0)


def test_what_is_outside_of_the_expected_numbers_is_kept_and_not_published(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 8)
    strict = define(site, expected={"minimum": 5, "maximum": 10})
    assert crawl(strict, home, collection).state is State.PUBLISHED
    before = laws(collection)
    site.put("/list/0", list_page([0, 1]))
    site.put("/law/0", law(0, " And so on."))
    report = crawl(strict, home, collection)
    assert (report.state, report.ok, report.laws) == (State.NOT_PUBLISHED, False, 2)
    assert "5 to 10" in report.why
    assert laws(collection) == before
    assert not any(known.gone_at for known in collection.known_files("lanterns").values())
    assert (home / "crawls" / "lanterns" / "staging" / "collection.sqlite").exists()
    site.put("/list/0", list_page(range(8)))
    again = crawl(strict, home, collection)
    assert (again.state, again.laws) == (State.PUBLISHED, 8)
    assert "And so on" in laws(collection)[site.url("/law/0")].provisions[-2].text


def test_a_site_that_turns_into_something_else_leaves_the_collection_as_it_was(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 8)
    strict = define(site, expected={"minimum": 5, "maximum": 10})
    crawl(strict, home, collection)
    for n in range(8):
        site.put(
            f"/law/{n}", f"<html><body><nav>{'<a href=/x>menu</a>' * 50}{n}</nav></body></html>"
        )
    report = crawl(strict, home, collection)
    assert report.state is State.NOT_PUBLISHED
    assert collection.statistics().laws == 8


def test_faults_are_tried_again_and_every_law_is_there_once(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 300)
    faults = {
        1: Page(fault="reset"),
        2: Page(law(2).encode(), fault="cut"),
        3: Page(b"", 503, {"Retry-After": "0"}),
        4: Page(b"", 429, {"Retry-After": "0"}),
        5: Page(b"", 500),
        6: Page(gzip.compress(b"x" * 9999)[:-20], 200, {"Content-Encoding": "gzip"}),
    }
    honest = site.answer

    def answer(path, headers, times):  # type: ignore[no-untyped-def]
        number = path.rpartition("/")[2]
        if times == 0 and number.isdecimal() and int(number) % 20 in faults:
            return faults[int(number) % 20]
        return honest(path, headers, times)

    site.answer = answer
    report = crawl(define(site), home, collection)
    assert (report.ok, report.laws, report.new) == (True, 300, 300)
    assert len(laws(collection)) == 300


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(fault="silent"), "longer than|no answer"),
        (Page(fault="drip"), "longer than"),
        (Page(fault="endless"), "larger than"),
        (Page(b"", 200, {"Content-Length": "9999999999"}), "larger than|failed"),
        (Page(gzip.compress(b"\0" * 50_000_000), 200, {"Content-Encoding": "gzip"}), "larger than"),
        (Page(b"not gzip", 200, {"Content-Encoding": "gzip"}), "decompressed"),
        (Page(b"x", 200, {"Content-Encoding": "br"}), "compressed"),
        (Page(b"", 302, {"Location": "/law/1"}), "circle"),
        (Page(b"", 302, {"Location": "/hop/0"}), "redirects more than 5"),
        (Page(b"", 302, {"Location": "file:///etc/passwd"}), "neither http"),
        (Page(b"", 302, {"Location": "http://169.254.169.254/"}), "not among the `hosts`"),
        (Page(b"", 418), "status 418"),
        (Page(b""), "empty"),
        (Page(b"<html><title>404 - Page not found</title></html>"), "error page"),
        (Page("<html><body>Página no encontrada".encode()), "error page"),
        (Page(b"<html><body>We moved, see elsewhere. Sorry for that."), "do not exist"),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_had_fails_with_its_reason_and_stops_nothing(
    site: Site, home: Path, collection: Collection, page: Page, reason: str
) -> None:
    fill(site, 3)
    honest = site.answer

    def answer(path, headers, times):  # type: ignore[no-untyped-def]
        if path == "/law/1":
            return page
        if path.startswith("/hop/"):
            return Page(b"", 302, {"Location": f"/hop/{int(path[5:]) + 1}"})
        if "no-such-law" in path:
            return Page(b"<html><body>We moved, see elsewhere. Sorry for that.")
        return honest(path, headers, times)

    site.answer = answer
    bounds = {"seconds": 0.5, "first_wait_seconds": 0, "megabytes": 1, "retries": 1}
    report = crawl(define(site, bounds=bounds), home, collection)
    assert (report.new, report.failed, report.laws) == (2, 1, 2)
    assert report.failures[0].url == site.url("/law/1")
    assert re.search(reason, report.failures[0].reason), report.failures[0].reason


def test_pages_in_a_wrong_charset_are_kept_as_they_are_and_read(
    site: Site, home: Path, collection: Collection
) -> None:
    text = law(0).replace("lantern", "lämpiö").replace("<head>", '<head><meta charset="utf-8">')
    site.put("/list/0", list_page([0]).encode("utf-16"), Content_Type="text/html; charset=latin-1")
    site.put("/law/0", text.encode("latin-1"), Content_Type="text/html; charset=utf-8")
    report = crawl(define(site), home, collection)
    assert report.laws == 1
    (found,) = laws(collection).values()
    assert collection.raw.read(found.raw_sha256) == text.encode("latin-1")


def test_robots_txt_is_obeyed(site: Site, home: Path, collection: Collection) -> None:
    fill(site, 4)
    site.put("/robots.txt", "User-agent: legal-library\nDisallow: /law/2\n")
    report = crawl(define(site), home, collection)
    assert (report.new, report.failed) == (3, 1)
    assert "robots.txt" in report.failures[0].reason
    assert site.asked["/law/2"] == 0
    assert site.headers["/law/1"]["user-agent"].startswith("legal-library/")


def test_a_robots_txt_that_cannot_be_had_forbids_everything(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 4)
    site.pages["/robots.txt"] = Page(b"", 503)
    report = crawl(define(site), home, collection)
    assert (report.state, report.laws) == (State.NOT_PUBLISHED, 0)
    assert "robots.txt" in report.lists_failed[0].reason
    assert set(site.asked) == {"/robots.txt"}


def test_a_list_page_that_fails_marks_nothing_as_gone(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 100)
    crawl(define(site), home, collection)
    site.pages["/list/50"] = Page(b"", 404)
    report = crawl(define(site), home, collection)
    assert (report.gone, report.laws, report.ok) == (0, 100, False)
    assert report.lists_failed[0].url == site.url("/list/50")


def test_a_limit_pauses_the_crawl_and_the_next_one_goes_on(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 30)
    first = crawl(define(site), home, collection, limit=10)
    assert (first.state, first.new, first.left, first.ok) == (State.UNFINISHED, 10, 20, False)
    assert collection.statistics().laws == 0
    second = crawl(define(site), home, collection)
    assert (second.state, second.new, second.laws) == (State.PUBLISHED, 30, 30)
    assert all(times == 1 for path, times in site.asked.items() if path.startswith("/law/"))


def test_a_dry_run_reads_the_lists_and_keeps_nothing(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 120)
    report = open_session(define(site), home).dry_run()
    assert (report.state, report.listed, report.new, report.ok) == (State.DRY_RUN, 120, 120, True)
    assert not any(path.startswith("/law/") for path in site.asked)
    assert not (home / "crawls" / "lanterns" / "frontier.sqlite").exists()
    assert collection.statistics().laws == 0


def test_a_host_that_is_down_interrupts_the_crawl_instead_of_failing_every_page(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 100)
    honest = site.answer
    site.answer = lambda path, headers, times: (
        Page(fault="reset") if path.startswith("/law/") else honest(path, headers, times)
    )
    bounds = {"seconds": 2, "first_wait_seconds": 0, "retries": 1}
    report = crawl(define(site, bounds=bounds), home, collection)
    assert (report.state, report.failed < 40) == (State.UNFINISHED, True)
    assert "in a row" in report.why


def test_a_host_that_asks_for_an_hour_is_left_alone(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 3)
    site.pages["/law/0"] = Page(b"", 503, {"Retry-After": "3600"})
    report = crawl(define(site), home, collection)
    assert (report.state, "3600" in report.why) == (State.UNFINISHED, True)


def test_pages_that_are_numbered_end_where_they_repeat_themselves(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 30)

    def answer(path, headers, times):  # type: ignore[no-untyped-def]
        if path.startswith("/all"):
            number = int(path.partition("page=")[2] or 1)
            start = min(number - 1, 2) * 10
            return Page(list_page(range(start, start + 10)).encode())
        return site.pages.get(path, Page(b"", 404))

    site.answer = answer
    step = define(site).listing[0].model_dump() | {"next": None, "page": {"parameter": "page"}}
    source = define(site, entry_points=[site.url("/all")], listing=[step])
    report = crawl(source, home, collection)
    assert (report.new, report.ok) == (30, True)
    assert [path for path in site.asked if path.startswith("/all")] == [
        "/all", "/all?page=2", "/all?page=3", "/all?page=4",
    ]  # fmt: skip


def test_steps_lead_from_directories_to_laws(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 6)
    site.put("/letters", '<a class=letter href="/list/0">A</a><a class=letter href="/b">B</a>')
    site.put("/b", list_page([1, 2, 77]))
    first = {"kind": "html", "items": "a.letter", "fields": {"link": "::attr(href)"}}
    listing = [first, define(site).listing[0].model_dump()]
    source = define(site, entry_points=[site.url("/letters")], listing=listing)
    report = crawl(source, home, collection)
    assert (report.listed, report.new, report.gone) == (6, 6, 1)


@pytest.mark.parametrize("kind", ["tar.gz", "zip"])
def test_an_archive_gives_its_files(
    site: Site, home: Path, collection: Collection, kind: str
) -> None:
    def packed(numbers: range) -> bytes:
        stream = io.BytesIO()
        if kind == "zip":
            with zipfile.ZipFile(stream, "w") as archive:
                for n in numbers:
                    archive.writestr(f"laws/{n}.html", law(n))
        else:
            with tarfile.open(fileobj=stream, mode="w:gz") as tar:
                for n in numbers:
                    member = tarfile.TarInfo(f"laws/{n}.html")
                    member.size = len(law(n).encode())
                    tar.addfile(member, io.BytesIO(law(n).encode()))
                tar.addfile(tarfile.TarInfo("README"), io.BytesIO())
        return stream.getvalue()

    listing = [{"kind": "archive", "include": r"\.html$", "url": "https://laws.example/{path}"}]
    source = define(site, entry_points=[site.url("/all")], listing=listing)
    site.put("/all", packed(range(5)))
    assert counts(crawl(source, home, collection)) == (5, 0, 0, 0, 0)
    assert "https://laws.example/laws/3.html" in laws(collection)
    assert counts(crawl(source, home, collection)) == (0, 0, 5, 0, 0)
    site.put("/all", packed(range(1, 5)))
    assert counts(crawl(source, home, collection)) == (0, 0, 4, 1, 0)
    site.put("/all", packed(range(1, 5))[:200])
    broken = crawl(source, home, collection)
    assert ("archive" in broken.lists_failed[0].reason, broken.gone) == (True, 0)


def test_two_crawls_of_a_source_at_once_are_refused(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 1)
    running = collection.only_one(work_on_source("lanterns"))
    with running, pytest.raises(Busy, match="source lanterns is under way"):
        crawl(define(site), home, collection)


def test_a_list_without_end_is_cut_and_reported(
    site: Site, home: Path, collection: Collection
) -> None:
    def answer(path, headers, times):  # type: ignore[no-untyped-def]
        if path.startswith("/list/"):
            n = int(path[6:])
            return Page(list_page([n % 3], f"/list/{n + 1}").encode())
        return site.pages.get(path, Page(b"", 404))

    fill(site, 3)
    site.answer = answer
    report = crawl(define(site, bounds={"pages": 20}), home, collection)
    assert "bounds.pages" in report.lists_failed[0].reason
    assert sum(times for path, times in site.asked.items() if path.startswith("/list/")) == 20


_KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from corpora.store import open_collection
from tests.corpora.crawl.laws import crawl, define
from tests.corpora.crawl.site import Site

if __name__ == "__main__":
    site = Site()
    site.port = int(sys.argv[2])
    home = Path(sys.argv[3])
    report = crawl(define(site, manners={"delay_seconds": 0.01, "concurrency": 4}), home, open_collection(home))
    print(report.state.value, report.laws, report.new)
"""


def test_a_killed_crawl_goes_on_and_fetches_nothing_again_that_it_stored(
    site: Site, home: Path, tmp_path: Path
) -> None:
    fill(site, 120)
    script = tmp_path / "killed.py"
    script.write_text(_KILLED)
    command = [sys.executable, str(script), str(ROOT), str(site.port), str(home)]
    running = subprocess.Popen(command, cwd=ROOT)
    deadline = time.monotonic() + 30
    while site.laws_asked < 50 and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ended.stdout.split() == ["published", "120", "120"], ended.stderr
    # What was under way when it was killed is asked for again, and nothing else.
    assert site.laws_asked <= 120 + 4
    assert len(laws(open_collection(home))) == 120


def test_a_source_that_needs_a_key_says_so(
    site: Site, home: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(site, 2)
    source = define(site, headers={"Authorization": "Token ${LANTERN_KEY}"})
    assert "LANTERN_KEY" in crawl(source, home, collection).why
    monkeypatch.setenv("LANTERN_KEY", "secret")
    assert crawl(source, home, collection).ok
    assert site.headers["/law/1"]["authorization"] == "Token secret"
    assert "authorization" not in site.headers["/robots.txt"]


def test_progress_counts_laws_done_and_found(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 20)
    seen: list[run.Progress] = []
    session.Session(define(site), home, resolve=resolve, fetched=seen.append).crawl(collection)
    assert (seen[-1].done, seen[-1].found) == (20, 20)


def test_a_feed_of_recent_laws_keeps_the_others_and_marks_only_what_is_really_gone(
    site: Site, home: Path, collection: Collection
) -> None:
    fill(site, 6)
    recent = define(site, complete=False, expected={"minimum": 5, "maximum": 10})
    crawl(recent, home, collection)
    site.put("/list/0", list_page([4, 5, 6]))
    site.put("/law/6", law(6))
    site.pages["/law/5"] = Page(b"", 410)
    report = crawl(recent, home, collection)
    assert (report.state, report.laws, report.gone_urls) == (
        State.PUBLISHED, 6, [site.url("/law/5")],
    )  # fmt: skip
    gone = [path for path, known in collection.known_files("lanterns").items() if known.gone_at]
    assert len(gone) == 1


def test_a_dry_run_of_an_archive_counts_its_files(site: Site, home: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for n in range(3):
            archive.writestr(f"{n}.html", law(n))
    site.put("/all", stream.getvalue())
    source = define(site, entry_points=[site.url("/all")], listing=[{"kind": "archive"}])
    report = open_session(source, home).dry_run()
    assert (report.listed, report.new) == (3, 3)
    assert not (home / "raw").exists()


@pytest.mark.parametrize(
    "page",
    [
        Page(b"<html><title>Site | Service unavailable</title><body>Sorry."),
        Page(b"<html><body>Error 500</body></html>"),
        Page(b"", 500),
        Page(b""),
    ],
)
def test_an_error_page_in_the_middle_of_a_list_marks_nothing_as_gone(
    site: Site, home: Path, collection: Collection, page: Page
) -> None:
    fill(site, 10, a_page=5)
    source = define(site, bounds={"first_wait_seconds": 0, "retries": 1})
    crawl(source, home, collection)
    site.pages["/list/5"] = page
    report = crawl(source, home, collection)
    assert (report.gone, len(report.lists_failed), report.laws) == (0, 1, 10)


@pytest.mark.parametrize("behind", [Page(b"", 404), Page(b"<ul class=laws></ul>")])
def test_numbered_pages_end_with_an_empty_one_or_with_404(
    site: Site, home: Path, collection: Collection, behind: Page
) -> None:
    fill(site, 4)
    site.put("/all", list_page([0, 1]))
    site.put("/all?page=2", list_page([2, 3]))
    site.pages["/all?page=3"] = behind
    step = define(site).listing[0].model_dump() | {"next": None, "page": {"parameter": "page"}}
    source = define(site, entry_points=[site.url("/all")], listing=[step])
    report = crawl(source, home, collection)
    assert (report.new, report.ok) == (4, True)
    site.pages["/all"] = Page(b"", 404)
    assert crawl(source, home, collection).lists_failed[0].reason == "answered with status 404"
