"""What a request may connect to, and how a host is treated."""

import asyncio
import gzip
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.crawl import address
from corpora.crawl.address import is_public
from corpora.crawl.errorpages import ErrorPages
from corpora.crawl.fetch import Fetcher, FetchError, Limits, _decompressed, _seconds_to_wait
from corpora.crawl.politeness import Politeness
from corpora.crawl.report import State
from corpora.store import Collection
from tests.corpora.crawl.laws import crawl, define, fill, law, list_page
from tests.corpora.crawl.site import Page, Site


@pytest.mark.parametrize(
    "found",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1%eth0",
        "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "nonsense",
    ],
)  # fmt: skip
def test_private_addresses_are_not_public(found: str) -> None:
    assert not is_public(found)


@pytest.mark.parametrize("found", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are(found: str) -> None:
    assert is_public(found)


def fetch(url: str, fetcher: Callable[[], Fetcher], limits: Limits | None = None) -> bytes:
    async def run() -> bytes:
        one = fetcher()
        try:
            return (await one.get(url, limits or Limits(seconds=5))).body
        finally:
            await one.aclose()

    return asyncio.run(run())


def answers(*found: str) -> tuple[Callable[[str, int], Awaitable[list[str]]], list[str]]:
    """A name server that gives other addresses each time, the last for ever."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return found[min(len(asked), len(found)) - 1].split()

    return resolve, asked


@pytest.mark.parametrize("where", ["127.0.0.1", "127.0.0.1 93.184.216.34", "::1"])
def test_a_name_at_a_private_address_is_not_connected_to(site: Site, where: str) -> None:
    site.put("/x", "secret")
    resolve, _ = answers(where)
    with pytest.raises(FetchError, match="not a public address; set `allow_private"):
        fetch(site.url("/x"), lambda: Fetcher("test", resolve=resolve))
    assert not site.asked


def test_an_address_in_the_url_is_checked_as_well(site: Site) -> None:
    site.put("/x", "secret")
    for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"):
        with pytest.raises(FetchError):
            fetch(f"http://{host}:{site.port}/x", lambda: Fetcher("test"))
    assert not site.asked


def test_a_name_that_changes_between_check_and_connection_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 127.0.0.1 stands for a public address here, 127.0.0.2 for a private one.
    monkeypatch.setattr(address, "is_public", lambda found: found == "127.0.0.1")
    site.put("/x", "public")
    resolve, asked = answers("127.0.0.1", "127.0.0.2")
    assert fetch(site.url("/x"), lambda: Fetcher("test", resolve=resolve)) == b"public"
    assert asked == ["site.test"]
    assert site.headers["/x"]["host"] == f"site.test:{site.port}"


def test_a_redirect_to_a_private_address_is_not_followed(
    site: Site, home, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    from corpora.crawl.session import Session

    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.2" if host == "inside.test" else "127.0.0.1"]

    monkeypatch.setattr(address, "is_public", lambda found: found == "127.0.0.1")
    fill(site, 3)
    inside = f"http://inside.test:{site.port}/law/2"
    site.pages["/law/1"] = Page(b"", 302, {"Location": inside})
    source = define(site, allow_private=False, hosts=[f"inside.test:{site.port}"])
    report = Session(source, home, resolve=resolve).crawl(collection)
    assert (report.new, report.failed) == (2, 1)
    assert report.failures[0].url == site.url("/law/1")


def test_another_address_is_tried_when_the_first_does_not_answer(site: Site) -> None:
    site.put("/x", "here")
    resolve, _ = answers("127.0.0.9 127.0.0.1")
    made = lambda: Fetcher("test", resolve=resolve, allow_private=True)  # noqa: E731
    assert fetch(site.url("/x"), made) == b"here"


@pytest.mark.parametrize(
    ("printed", "seconds"), [("120", 120), (" 7 ", 7), ("", None), ("soon", None), ("-5", None),
     ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("٣", None)],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(printed: str, seconds: float | None) -> None:
    assert _seconds_to_wait(printed) == seconds


@given(st.text(max_size=40))
def test_any_retry_after_is_understood_or_left(printed: str) -> None:
    found = _seconds_to_wait(printed)
    assert found is None or found >= 0


def unpacked(data: bytes, size: int, most: int = 10_000) -> bytes:
    async def run() -> bytes:
        async def chunks() -> AsyncIterator[bytes]:
            for start in range(0, len(data), size):
                yield data[start : start + size]

        return b"".join([part async for part in _decompressed(chunks(), most)])

    return asyncio.run(run())


def raw_deflate(data: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflate.compress(data) + deflate.flush()


@given(st.binary(max_size=500), st.integers(1, 60))
def test_compressed_bodies_come_out_as_they_went_in(data: bytes, size: int) -> None:
    assert unpacked(gzip.compress(data), size) == data
    assert unpacked(zlib.compress(data), size) == data
    assert unpacked(gzip.compress(data) + gzip.compress(data), size) == data + data
    with pytest.raises(FetchError):
        unpacked(gzip.compress(data)[:-9], size)


@given(st.binary(max_size=200), st.integers(1, 60))
def test_any_bytes_are_decompressed_or_refused(data: bytes, size: int) -> None:
    with suppress(FetchError):
        unpacked(data, size)
    assert unpacked(raw_deflate(data), 10_000) == data


def polite(delay: float, concurrency: int, robots: str | None) -> Politeness:
    async def read(origin: str) -> str | None:
        return robots

    return Politeness("legal-library", delay=delay, concurrency=concurrency, read_robots=read)


def starts(politeness: Politeness, count: int, hold: float = 0.0) -> list[float]:
    seen: list[float] = []

    async def one() -> None:
        async with politeness.turn("https://a.example/x"):
            seen.append(time.monotonic())
            await asyncio.sleep(hold)

    async def run() -> None:
        await asyncio.gather(*(one() for _ in range(count)))

    asyncio.run(run())
    return seen


def test_requests_to_a_host_start_a_delay_apart() -> None:
    seen = starts(polite(0.05, 8, ""), 4)
    assert min(b - a for a, b in zip(seen, seen[1:], strict=False)) >= 0.045


def test_robots_txt_can_ask_for_a_longer_delay() -> None:
    seen = starts(polite(0.0, 8, "User-agent: *\nCrawl-delay: 0.08\n"), 3)
    assert seen[2] - seen[0] >= 0.15


def test_a_pause_stops_every_request_to_the_host_and_no_other() -> None:
    politeness = polite(0.0, 8, "")

    async def run() -> tuple[float, float]:
        await politeness.pause("https://a.example/", 0.2)
        began = time.monotonic()
        async with politeness.turn("https://b.example/"):
            other = time.monotonic() - began
        async with politeness.turn("https://a.example/"):
            return other, time.monotonic() - began

    other, paused = asyncio.run(run())
    assert (other < 0.1, paused >= 0.19) == (True, True)


def test_no_more_requests_are_under_way_at_once_than_allowed(
    site: Site, home, collection: Collection
) -> None:  # type: ignore[no-untyped-def]
    fill(site, 40)
    source = define(site, manners={"delay_seconds": 0, "concurrency": 3})
    assert crawl(source, home, collection).state is State.PUBLISHED
    assert site.most_at_once <= 3


@pytest.mark.parametrize(
    ("wanted", "body", "expected"),
    [
        ("pdf", b"<html>Sorry</html>", "html where pdf"), ("xml", b"{}", "json where xml"),
        ("html", b"<html><title>Seite nicht gefunden</title>", "nicht gefunden"),
        ("html", law(1).encode(), None), ("pdf", b"%PDF-1.7 x", None),
        ("html", law(404).encode(), None),
        ("html", law(1).replace("Lantern Act 1", "Forbidden Weapons Act").encode(), None),
        ("html", "<title>Zákon č. 404/2010 Sb.</title><p>§ 1. Není.".encode(), None),
        ("html", b"<title>Registry - Error 404</title>", "404"),
        ("xml", b"<?xml version='1.0'?><a/>", None), ("html", b"  \n ", "empty"),
        ("html", list_page(range(40)).replace("Laws", "Just a moment...").encode(), "moment"),
    ],
)  # fmt: skip
def test_error_pages_with_status_200_are_told_from_laws(
    wanted: str, body: bytes, expected: str | None
) -> None:
    found = ErrorPages(wanted).reason("x", body)
    assert (found is None) == (expected is None)
    assert expected is None or (found and expected in found)


@given(st.binary(max_size=300) | st.text('<>/scriptle ="\n', max_size=300).map(str.encode))
def test_any_body_is_judged(body: bytes) -> None:
    pages = ErrorPages("auto")
    pages.learn("x", body)
    pages.reason("x", body)


def test_a_hostile_page_is_judged_in_time() -> None:
    for body in (b"<title" * 50_000, b"<script>" * 40_000, b"<" * 300_000, b"<a><title>" * 30_000):
        began = time.monotonic()
        ErrorPages("html").reason("x", b"<html>" + body)
        assert time.monotonic() - began < 5
