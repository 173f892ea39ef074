"""What the page of a search weighs and costs:
`python -m benchmarks.web.search_page --home DIR [--rounds N] [--json]`. Nothing is written to DIR.

Times stand beside those of the bare engine query in the same run: one pass over all searches for
the engine, one for the service (texts, snippets, labels), one for the page, and again. Weights are
of the page with its styles and scripts, as they are and compressed by gzip.
"""

import gzip
import json
import re
import statistics
import time
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import click
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from corpora.raw_files import RawFiles
from corpora.store import Collection
from indexer.engine.embedded import EmbeddedReader
from search_app import create_app
from search_app.query.request import parse_request
from search_app.services.search import SearchService

SEARCHES = (
    "",
    "q=bribery",
    "q=money+laundering",
    "q=blanchiment",
    "q=enrichissement+illicite",
    "q=liability+of+legal+persons&year_from=2016&sort=newest",
    "q=public+official+gift",
    "q=%22public+official%22&jurisdiction=KEN",
    "q=corruption&region=Africa",
    "q=受贿",
    "q=extradition&language=es",
    "uncac=15",
    "uncac_chapter=IV&group=0",
    "jurisdiction=DEU",
    "crime_type=corruption&compact=1",
)
_WITH_MAP = ("map=1", "q=bribery&map=1")
_PARTS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def measured(home: Path, rounds: int) -> dict[str, Any]:
    """Milliseconds and bytes."""
    engine = create_engine(f"sqlite:///file:{home}/collection.sqlite?mode=ro&uri=true")
    collection = Collection(engine, RawFiles(home / "raw"))
    reader = EmbeddedReader(home)
    client = create_app(reader, collection).test_client()
    service = SearchService(reader, collection)
    requests = {search: parse_request(parse_qsl(search)) for search in SEARCHES}
    plans = {search: service.search(request).plan for search, request in requests.items()}
    passes: dict[str, Callable[[str], Any]] = {
        "engine": lambda search: reader.search(plans[search]),
        "service": lambda search: service.search(requests[search]),
        "page": lambda search: client.get(f"/search?{search}"),
    }
    taken: dict[str, list[float]] = {name: [] for name in passes}
    for turn in range(rounds + 1):
        for name, ask in passes.items():
            times = [_milliseconds(ask, search) for search in SEARCHES]
            if turn:  # The first only warms up.
                taken[name] += times
    weights = [_weight(client, search) for search in (*SEARCHES, *_WITH_MAP)]
    return {
        "milliseconds": {
            name: {"p50": _share(times, 50), "p95": _share(times, 95)}
            for name, times in taken.items()
        },
        "page / engine": {
            f"p{percent}": round(
                _share(taken["page"], percent) / _share(taken["engine"], percent), 2
            )
            for percent in (50, 95)
        },
        "weights": weights,
    }


def _milliseconds(ask: Callable[[str], Any], search: str) -> float:
    started = time.perf_counter()
    ask(search)
    return (time.perf_counter() - started) * 1000


def _share(values: Sequence[float], percent: int) -> float:
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 1)


def _weight(client: FlaskClient, search: str) -> dict[str, Any]:
    """Bytes of a page, and of it with the files that it asks for, compressed."""
    page = client.get(f"/search?{search}")
    parts = {unescape(address) for address in _PARTS.findall(page.text)}
    files = sum(len(gzip.compress(client.get(part).data)) for part in parts)
    compressed = len(gzip.compress(page.data))
    return {
        "search": search,
        "html": len(page.data),
        "compressed": compressed,
        "with styles and scripts": compressed + files,
    }


@click.command(help=__doc__)
@click.option("--home", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, rounds: int, as_json: bool) -> None:
    """Measures the page of a search."""
    found = measured(home, rounds)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, times in found["milliseconds"].items():
        click.echo(f"{name:<16} p50 {times['p50']:>8} ms  p95 {times['p95']:>8} ms")
    ratio = found["page / engine"]
    click.echo(f"{'page / engine':<16} p50 {ratio['p50']:>8}     p95 {ratio['p95']:>8}")
    for row in found["weights"]:
        numbers = " ".join(
            f"{row[n]:>8}" for n in ("html", "compressed", "with styles and scripts")
        )
        click.echo(f"{numbers}  {row['search'] or '(everything)'}")


if __name__ == "__main__":
    main()
