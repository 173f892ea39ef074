"""Tasks 1, 2 and 4 of docs/tasks.md, walked in Chromium on a collection, with what they cost:
`python -m benchmarks.web.tasks --home DIR [--json]`. Nothing is written to DIR.

The walks are those of tests/browser, which asks besides whether each page is what it should be.
Seconds are from the first request to the last answer, each walk in a fresh browser, after one
search has made the process read its tables.
"""

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import click
from playwright.sync_api import Locator, Page, sync_playwright
from werkzeug.serving import make_server

from corpora.store import open_collection
from indexer.engine.embedded import EmbeddedReader
from search_app import create_app

CITATIONS = (
    "§ 331 StGB",
    "art. 432-11 du code pénal",
    "刑法第385条",
    "المادة 15",
    "Section 3 of the Prevention of Corruption Act",
)
"""As they stand in judgments."""
HIT = "#hits .hit"


class Walk:
    """A task that is walked on a page: counts what the hand does.

    clicks      links and buttons that were pressed
    keystrokes  keys, those that type included
    """

    def __init__(self, page: Page, start: str = "/") -> None:
        self.page = page
        self.clicks = self.keystrokes = 0
        page.goto(start)

    def click(self, what: Locator) -> None:
        """Presses it."""
        self.clicks += 1
        what.click()

    def search(self, words: str) -> None:
        """Asks the box on the page and waits for the answer."""
        self.click(self.page.locator("input[name=q]").first)
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")
        self.keystrokes += len(words) + 1
        # The first search of a process reads its tables.
        self.page.wait_for_url("**/search?**", timeout=60_000)

    @property
    def hits(self) -> Locator:
        """The links of the provisions found."""
        return self.page.locator("#hits :is(h2, h3) a[href*='#'], #hits h3 a")


def cite_and_open_source(walk: Walk) -> str:
    """Task 1. Ends at the card of the citation; gives the address of the official source, which
    its last click opens."""
    walk.search("Bribery of a foreign public official, Norway")
    walk.click(walk.hits.first)
    provision = walk.page.locator(f"[id='{walk.page.url.partition('#')[2]}']")
    walk.click(provision.locator("a[href^='/cite/']"))
    button = walk.page.locator("button[data-copy=citation]")
    if button.is_visible():
        walk.click(button)
    else:
        # Without scripts one click selects it all.
        walk.click(walk.page.locator("#citation"))
    source = walk.page.locator("#citation ~ p a[rel~=external]").first
    walk.clicks += 1
    return str(source.get_attribute("href"))


def open_citation(walk: Walk, citation: str) -> None:
    """Task 2. Ends at the provision."""
    walk.search(citation)
    walk.click(walk.hits.first)


def money_laundering_in_a_pdf(walk: Walk) -> None:
    """Task 4. Ends at the page of the PDF that a provision starts on."""
    walk.search("غسل الأموال")
    filters = walk.page.locator("#filters")
    for value in ("Western Asia", "ar"):
        box = walk.page.locator(f"input[type=checkbox][value='{value}']")
        # What it is folded into is unfolded, from the outside.
        folded = filters.locator("details:not([open])").filter(has=box)
        while folded.count():
            walk.click(folded.first.locator(":scope > summary"))
        walk.click(box)
        if filters.get_by_role("searchbox").count():
            # With scripts each choice changes the page in place.
            walk.page.wait_for_url(f"**={value.replace(' ', '+')}**")
    years = filters.locator("input[name=year_from]")
    walk.click(years)
    years.fill("2010")
    walk.keystrokes += 4
    walk.click(filters.get_by_role("button").first)
    walk.page.wait_for_url("**year_from=2010**")
    # Of the hits those of a PDF say so.
    walk.click(walk.page.locator(f"{HIT}:has(.page) a").first)
    place = walk.page.url.partition("#")[2]
    walk.click(walk.page.locator(f"[id='{place}'] a[href*='/pdf?page=']"))


TASKS: dict[str, Callable[[Walk], object]] = {
    "1": cite_and_open_source,
    **{f"2: {text}": partial(open_citation, citation=text) for text in CITATIONS},
    "4": money_laundering_in_a_pdf,
}
_WAYS: dict[str, dict[str, Any]] = {
    "1280 pixels": {"viewport": {"width": 1280, "height": 800}},
    "360 pixels, without scripts": {
        "viewport": {"width": 360, "height": 800},
        "java_script_enabled": False,
    },
}


def measured(home: Path) -> Iterator[dict[str, Any]]:
    """A row a task and way."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with _served(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        Walk(browser.new_page(base_url=address)).search("lantern")
        for task, go in TASKS.items():
            for way, options in _WAYS.items():
                context = browser.new_context(base_url=address, **options)
                page = context.new_page()
                started = time.perf_counter()
                walk = Walk(page)
                go(walk)
                page.wait_for_load_state("load")
                seconds = time.perf_counter() - started
                context.close()
                yield {
                    "task": task,
                    "way": way,
                    "clicks": walk.clicks,
                    "keystrokes": walk.keystrokes,
                    "seconds": round(seconds, 1),
                }
        browser.close()


@contextmanager
def _served(home: Path) -> Iterator[str]:
    url = f"sqlite:///file:{home}/collection.sqlite?mode=ro&uri=true"
    app = create_app(EmbeddedReader(home), open_collection(home, url))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@click.command()
@click.option("--home", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list.")
def main(home: Path, as_json: bool) -> None:
    """Prints a table."""
    rows = list(measured(home))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    click.echo("| task | way | clicks | keystrokes | seconds |\n|---|---|---|---|---|")
    for row in rows:
        click.echo(f"| {' | '.join(map(str, row.values()))} |")


if __name__ == "__main__":
    main()
