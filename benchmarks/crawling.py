"""Crawls a site on this machine:

    python -m benchmarks.crawling [--pages N] [--json]

Speed: requests a second at zero delay, our crawler beside scrapy used plainly (a spider that
follows the same lists and keeps each body under its hash), both on the same site in the same run.
Safety: 10,000 pages of which 5 % fail once (a reset, a body cut short, status 429, 500 or 503), in
a process that is killed with SIGKILL three times on its way: every page there once, none lost.
"""

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from corpora.crawl.frontier import Frontier
from corpora.raw_files import RawFiles
from tests.corpora.crawl.laws import law, list_page
from tests.corpora.crawl.site import Page, Site, serve

ROOT = Path(__file__).parents[1]
_A_PAGE = 100
_CONCURRENCY = 16
_FAULTS = (
    Page(fault="reset"),
    Page(b"x" * 2000, fault="cut"),
    Page(b"", 429, {"Retry-After": "0"}),
    Page(b"", 500),
    Page(b"", 503, {"Retry-After": "0"}),
)

# Fetches only: what a page says is read by the importer, which benchmarks.importing measures.
_OURS = """
import asyncio, sys, time
from pathlib import Path
from corpora.crawl.fetch import Fetcher
from corpora.crawl.frontier import Frontier
from corpora.crawl.run import Crawl
from corpora.raw_files import RawFiles
from tests.corpora.crawl.laws import define
from tests.corpora.crawl.site import Site, resolve

port, concurrency, home = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
site = Site()
site.port = port
source = define(site, manners={"delay_seconds": 0, "concurrency": concurrency},
                bounds={"seconds": 20, "first_wait_seconds": 0.01})

async def main():
    fetcher = Fetcher("legal-library", allow_private=True, resolve=resolve)
    frontier = Frontier(home / "frontier.sqlite")
    started = time.monotonic()
    await Crawl(source, frontier, RawFiles(home / "raw"), fetcher, "legal-library").run()
    print(fetcher.requests, time.monotonic() - started)
    await fetcher.aclose()

asyncio.run(main())
"""

_SCRAPY = """
import sys, time
from pathlib import Path
import scrapy
from scrapy.crawler import CrawlerProcess
from corpora.raw_files import RawFiles

port, concurrency, home = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
raw = RawFiles(home / "raw")

class Laws(scrapy.Spider):
    name = "laws"
    start_urls = [f"http://127.0.0.1:{port}/list/0"]

    def parse(self, response):
        for link in response.css("ul.laws a::attr(href)"):
            yield response.follow(link, self.keep)
        for link in response.css("a[rel=next]::attr(href)"):
            yield response.follow(link, self.parse)

    def keep(self, response):
        raw.add(response.body)

process = CrawlerProcess({
    "LOG_ENABLED": False, "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False,
    "CONCURRENT_REQUESTS": concurrency, "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
    "DOWNLOAD_DELAY": 0, "RETRY_TIMES": 4,
})
crawler = process.create_crawler(Laws)
process.crawl(crawler)
started = time.monotonic()
process.start()
print(crawler.stats.get_value("downloader/request_count"), time.monotonic() - started)
"""


def prepared(pages: int, faults: bool) -> Site:
    """A site of so many laws; with faults, one request in twenty for a law fails the first time."""
    site = Site()
    for start in range(0, pages, _A_PAGE):
        further = f"/list/{start + _A_PAGE}" if start + _A_PAGE < pages else ""
        site.put(f"/list/{start}", list_page(range(start, min(start + _A_PAGE, pages)), further))
    for n in range(pages):
        site.put(f"/law/{n}", law(n), Content_Type="text/html; charset=utf-8")
    chosen = random.Random(7)
    faulty = {f"/law/{n}": chosen.choice(_FAULTS) for n in range(pages) if chosen.random() < 0.05}
    honest = site.answer

    def answer(path: str, headers: Mapping[str, str], times: int) -> Page:
        if faults and times == 0 and path in faulty:
            return faulty[path]
        return honest(path, headers, times)

    site.answer = answer
    return site


def run(script: str, site: Site, home: Path) -> subprocess.Popen[str]:
    """Starts a crawler in a process of its own."""
    home.mkdir(parents=True, exist_ok=True)
    # In a file: scrapy looks at the source of its spiders.
    path = home / "crawler.py"
    path.write_text(script)
    return subprocess.Popen(
        [sys.executable, str(path), str(site.port), str(_CONCURRENCY), str(home)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def speed(pages: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Requests a second of each, the median of some rounds taken in turn."""
    rates: dict[str, list[float]] = {"ours": [], "scrapy": []}
    scripts = {"ours": _OURS, "scrapy": _SCRAPY}
    try:
        __import__("scrapy")
    except ImportError:
        click.echo("scrapy is not installed (pip install scrapy): no comparison", err=True)
        del scripts["scrapy"], rates["scrapy"]
    for turn in range(rounds):
        for name, script in scripts.items():
            with serve(prepared(pages, faults=False)) as site:
                home = folder / f"{name}-{turn}"
                out, _ = run(script, site, home).communicate()
            requests, seconds = out.split()
            kept = sum(1 for path in (home / "raw").rglob("*") if path.is_file())
            assert kept == pages, f"{name} kept {kept} of {pages}"
            rates[name].append(int(requests) / float(seconds))
    found: dict[str, Any] = {
        "pages": pages,
        "requests a second": {name: round(statistics.median(all_)) for name, all_ in rates.items()},
    }
    if "scrapy" in rates:
        both = found["requests a second"]
        found["ratio"] = round(both["ours"] / both["scrapy"], 2)
    return found


def killed(pages: int, folder: Path) -> dict[str, Any]:
    """A crawl with faults, killed at a quarter, a half and three quarters of its way."""
    home = folder / "killed"
    started = time.monotonic()
    with serve(prepared(pages, faults=True)) as site:
        for part in (0.25, 0.5, 0.75):
            running = run(_OURS, site, home)
            while site.laws_asked < pages * part and running.poll() is None:
                time.sleep(0.02)
            assert running.poll() is None, "it ended before it was killed"
            os.kill(running.pid, signal.SIGKILL)
            running.communicate()
        out, _ = run(_OURS, site, home).communicate()
        asked = site.laws_asked
        failing = sum(1 for path in site.asked if path.startswith("/law/") and _failed(site, path))
    frontier = Frontier(home / "frontier.sqlite")
    raw = RawFiles(home / "raw")
    held = list(frontier.documents())
    right = sum(
        raw.read(one.sha256) == law(int(one.url.rpartition("/")[2])).encode() for one in held
    )
    return {
        "pages": pages,
        "failed at first": failing,
        "killed": 3,
        "documents": len(held),
        "with the right bytes": right,
        "lost": pages - len(held),
        "outcomes": frontier.counts(laws=True),
        "requests for laws": asked,
        "fetched again after a kill": asked - pages - failing,
        "seconds": round(time.monotonic() - started),
        "ended": bool(out),
    }


def _failed(site: Site, path: str) -> bool:
    first = site.answer(path, {}, 0)
    return bool(first.fault or first.status != 200)


@click.command()
@click.option("--pages", default=10_000, show_default=True)
@click.option("--speed-pages", default=3_000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(pages: int, speed_pages: int, rounds: int, as_json: bool) -> None:
    """Measure the crawler."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in (
            ("killed", lambda: killed(pages, Path(folder))),
            ("speed", lambda: speed(speed_pages, rounds, Path(folder))),
        ):
            found[name] = measure()
            if not as_json:
                click.echo(name)
                for what, figure in found[name].items():
                    click.echo(f"  {what:28} {figure}")
    if as_json:
        click.echo(json.dumps(found))


if __name__ == "__main__":
    main()
