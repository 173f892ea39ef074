"""What the pages to browse by cost and weigh:
`python -m benchmarks.web.browsing --home DIR [--rounds N] [--json]`. Nothing is written to DIR.

Beside each page stands its share of the time of counting everything (statistics of the collection,
its newest laws, the facets of the index) in the same run, which the start page did at each request
before these counts were kept.
"""

import gzip
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from corpora.store import open_collection
from indexer.engine.embedded import EmbeddedReader
from indexer.engine.plan import SearchPlan
from mappings.fields import FACETS
from search_app import create_app

PAGES = (
    "/",
    "/advanced",
    "/about",
    "/jurisdictions",
    "/laws",
    "/laws?jurisdiction=NLD",
    "/laws?year=2012",
    "/uncac",
    "/uncac/15",
    "/untoc/16",
    "/coverage",
    "/coverage?region=Europe&sort=covered",
    "/coverage?columns=theme",
    "/coverage.csv",
    "/search.atom?q=bribery",
    "/search.atom",
)
# Provisions of the list that is shown and taken away.
_LISTED = 20


def measured(home: Path, rounds: int) -> dict[str, Any]:
    """Milliseconds and bytes."""
    url = f"sqlite:///file:{home}/collection.sqlite?mode=ro&uri=true"
    collection = open_collection(home, url)
    reader = EmbeddedReader(home)
    client = create_app(reader, collection).test_client()
    found = reader.search(SearchPlan(size=_LISTED, filters={"uncac": ("15",)}))
    listed = "&".join(f"p={hit.provisions[0]}" for hit in found.laws)
    pages = (*PAGES, f"/list?{listed}", f"/list.docx?{listed}")
    everything = SearchPlan(size=1, facets=tuple(field.name for field in FACETS))

    def count() -> None:
        collection.statistics()
        collection.newest(8)
        reader.search(everything)

    first = {page: _milliseconds(lambda page=page: client.get(page)) for page in pages}
    counting: list[float] = []
    later: dict[str, list[float]] = {page: [] for page in pages}
    for _ in range(rounds):
        counting.append(_milliseconds(count))
        for page in pages:
            later[page].append(_milliseconds(lambda page=page: client.get(page)))
    baseline = statistics.median(counting)
    return {
        "counting_ms": round(baseline, 1),
        "pages": [
            {
                "page": page.partition("?p=")[0],
                "first_ms": round(first[page], 1),
                "later_ms": round(statistics.median(later[page]), 1),
                "ratio": round(statistics.median(later[page]) / baseline, 2),
                "kB": round(len(body := client.get(page).data) / 1000, 1),
                "gzip_kB": round(len(gzip.compress(body)) / 1000, 1),
            }
            for page in pages
        ],
    }


def _milliseconds(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return (time.perf_counter() - started) * 1000


@click.command()
@click.option("--home", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def main(home: Path, rounds: int, as_json: bool) -> None:
    """Prints a table."""
    found = measured(home, rounds)
    if as_json:
        click.echo(json.dumps(found))
        return
    click.echo(f"counting everything: {found['counting_ms']} ms")
    click.echo("| page | first, ms | later, ms | later / counting | kB | gzip, kB |")
    click.echo("|---|---|---|---|---|---|")
    for row in found["pages"]:
        click.echo(f"| `{row['page']}` | {' | '.join(str(v) for v in list(row.values())[1:])} |")


if __name__ == "__main__":
    main()
