"""A publisher's site of invented laws, and the source that describes it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpora.crawl.report import CrawlReport
from corpora.crawl.session import Session
from corpora.sources.definition import Definition
from corpora.store import Collection
from tests.corpora.crawl.site import Site, resolve

SENTENCES = (
    "Whoever keeps a lantern shall light it before dusk and put it out after dawn. The keeper of "
    "the harbour may inspect every lantern and shall note in the register what he finds. Lantern "
    "number {n} is kept at quay {n}, and its oil is paid from the harbour dues of that quay."
)


def law(n: int, change: str = "") -> str:
    return (
        f"<html><head><title>Lantern Act {n}</title></head><body><main><h1>Lantern Act {n}</h1>"
        f"<h4>Article 1</h4><p>{SENTENCES.format(n=n)}{change}</p>"
        f"<h4>Article 2</h4><p>This Act enters into force on day {n} of the year.</p>"
        "</main></body></html>"
    )


def list_page(numbers: Sequence[int], further: str = "") -> str:
    links = "".join(
        f'<li><a href="/law/{n}">Lantern Act {n}</a> <i>No. {n}</i></li>' for n in numbers
    )
    link = f'<a rel="next" href="{further}">next</a>' if further else ""
    return f"<html><title>Laws</title><ul class=laws>{links}</ul>{link}</html>"


def fill(site: Site, count: int, a_page: int = 50) -> None:
    """Puts `count` laws on a site, listed on pages that lead to one another."""
    pages = range(0, count, a_page)
    for start in pages:
        further = f"/list/{start + a_page}" if start + a_page < count else ""
        numbers = range(start, min(start + a_page, count))
        site.put(f"/list/{start}", list_page(numbers, further), Content_Type="text/html")
    for n in range(count):
        site.put(f"/law/{n}", law(n), Content_Type="text/html; charset=utf-8")


def define(site: Site, **changes: Any) -> Definition:
    values: dict[str, Any] = {
        "id": "lanterns", "name": "Lantern laws", "publisher": "Harbour Office",
        "jurisdictions": ["NOR"], "languages": ["en"], "licence": "CC0-1.0",
        "entry_points": [site.url("/list/0")],
        "listing": [
            {
                "kind": "html",
                "items": "ul.laws li",
                "fields": {
                    "link": "a::attr(href)",
                    "title": "a",
                    "number": {"select": "i", "match": r"No\. (\d+)"},
                },
                "next": "a[rel=next]::attr(href)",
            }
        ],
        "format": "html", "allow_private": True,
        "manners": {"delay_seconds": 0, "concurrency": 8},
        "bounds": {"seconds": 2, "first_wait_seconds": 0.01},
        "schedule": "by hand", "expected": {"minimum": 1, "maximum": 1000},
        "verified": {"date": None, "against": "an invented site"},
    }  # fmt: skip
    return Definition.model_validate(values | changes)


def session(definition: Definition, home: Path) -> Session:
    return Session(definition, home, resolve=resolve, workers=1)


def crawl(
    definition: Definition, home: Path, collection: Collection, limit: int | None = None
) -> CrawlReport:
    return session(definition, home).crawl(collection, limit)
