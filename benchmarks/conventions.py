"""What citations, feeds and sitemaps cost beside the pages that they stand for:
`python -m benchmarks.conventions --home DIR [--json]`. Nothing is written to DIR.

Baselines in the same run: the page of the same law, the page of the same search, and a sitemap
that is held whole.
"""

import json
import statistics
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask.testing import FlaskClient
from sqlalchemy import text

from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader
from search_app import create_app
from search_app.services.sitemap import MAX_ADDRESSES

_QUERIES = ("bribery", "money laundering", "corruption of judges", "enrichissement illicite")
_LAWS = 20
_LONG = 500


def measured(home: Path) -> dict[str, Any]:
    """Milliseconds (median) and bytes held (peak), each with its baseline."""
    url = f"sqlite:///file:{home}/collection.sqlite?mode=ro&uri=true"
    collection = open_collection(home, url)
    client = create_app(EmbeddedReader(home), collection).test_client()
    with collection.database.connect() as connection:
        laws = connection.execute(
            text("SELECT id FROM law WHERE provision_count > :long ORDER BY key LIMIT :laws"),
            {"long": _LONG, "laws": _LAWS},
        ).scalars()
        ids = list(laws)
    held = [f"/law/{law_id}" for law_id in ids]
    cards = [f"/cite/{law_id}/{_second(collection, law_id)}" for law_id in ids]
    searches = [f"/search?q={query}" for query in _QUERIES]
    feeds = [f"/search.atom?q={query}" for query in _QUERIES]
    part = "/sitemap-laws-0.xml"
    return {
        "milliseconds": {
            "card of a provision": _milliseconds(client, cards),
            "page of its law": _milliseconds(client, held),
            "page of the search": _milliseconds(client, searches),
            "feed of the search, first asked": _milliseconds(client, feeds, warm=False),
            "feed of the search, asked again": _milliseconds(client, feeds),
        },
        "bytes": {
            f"sitemap of up to {MAX_ADDRESSES} laws": _peak(lambda: _streamed(client, part)),
            "the same, held whole": _peak(lambda: client.get(part).data),
        },
    }


def _second(collection: Collection, law_id: str) -> str:
    law = collection.law(law_id)
    assert law
    return law.provisions[1].path


def _milliseconds(client: FlaskClient, addresses: list[str], *, warm: bool = True) -> float:
    """The median, after each was answered once where they are to be `warm`."""
    taken = []
    for address in addresses:
        if warm:
            client.get(address)
        started = time.perf_counter()
        assert client.get(address).status_code == 200, address
        taken.append(1000 * (time.perf_counter() - started))
    return round(statistics.median(taken), 1)


def _streamed(client: FlaskClient, address: str) -> None:
    with client.get(address, buffered=False) as response:
        for _ in response.response:
            pass


def _peak(run: Callable[[], object]) -> int:
    run()
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@click.command()
@click.option("--home", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, as_json: bool) -> None:
    """What citations, feeds and sitemaps cost."""
    found = measured(home)
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for unit, rows in found.items():
        for name, value in rows.items():
            click.echo(f"{name:34} {value:>12,} {unit}")


if __name__ == "__main__":
    main()
