"""What a comparison costs beside the search for the same provisions:
`python -m benchmarks.comparing --home DIR [--json]`. Nothing is written to DIR.

Baseline in the same run: the page of the search for all provisions on the subject. Also how alike
provisions on one subject are that nobody took from one another, to read the figures of a page by.
"""

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from corpora.raw_files import RawFiles
from corpora.store import Collection
from indexer.engine.embedded import EmbeddedReader
from search_app import create_app
from search_app.query.comparison import parse_comparison
from search_app.services.compare import CompareService
from search_app.services.elements import Read

_ARTICLES = ("15", "16", "18", "20", "21", "23")
_CHOSEN = "".join(f"&jurisdiction={place}" for place in ("FRA", "DEU", "ITA", "CHN", "JPN", "NOR"))
_WITHIN = ("civil-law", "common-law")
_ROUNDS = 3


def measured(home: Path) -> dict[str, Any]:
    """Milliseconds (medians) and shares of words in common."""
    engine = create_engine(f"sqlite:///file:{home}/collection.sqlite?mode=ro&uri=true")
    app = create_app(EmbeddedReader(home), Collection(engine, RawFiles(home / "raw")))
    client = app.test_client()

    def pages(name: str, more: str) -> list[str]:
        return [f"/{name}?about=uncac:{article}{more}" for article in _ARTICLES]

    chosen, system = pages("compare", _CHOSEN), pages("compare", "&legal_system=civil-law")
    forget, keep = Read.of.cache_clear, lambda: None
    documents = pages("compare.docx", _CHOSEN)
    searches = [f"/search?uncac={article}" for article in _ARTICLES]
    return {
        "milliseconds": {
            "page of the search (baseline)": _milliseconds(client, searches, keep),
            "six jurisdictions, texts read anew": _milliseconds(
                client, chosen, Read.of.cache_clear
            ),
            "six jurisdictions, texts read before": _milliseconds(client, chosen, keep),
            "a legal system, texts read anew": _milliseconds(client, system, forget),
            "document of six jurisdictions, after its page": _milliseconds(client, documents, keep),
        },
        "likeness": _likeness(app.extensions["compare_service"]),
    }


def _milliseconds(client: FlaskClient, addresses: list[str], before: Callable[[], None]) -> float:
    """The median after each was answered once; `before` runs before each."""
    taken = []
    for address in addresses * _ROUNDS:
        client.get(address)
        before()
        started = time.perf_counter()
        assert client.get(address).status_code == 200, address
        taken.append(1000 * (time.perf_counter() - started))
    return round(statistics.median(taken), 1)


def _likeness(service: CompareService) -> dict[str, float]:
    """Of all pairs of jurisdictions on the pages of the articles, by their share of words."""
    shares: list[float] = []
    for article in _ARTICLES:
        for system in _WITHIN:
            asked = parse_comparison([("about", f"uncac:{article}"), ("legal_system", system)])
            found = service.compare(asked)
            for page in range(1, found.pages + 1):
                shares += [one.share for one in service.compare(asked.on_page(page)).likeness]
    cuts = statistics.quantiles(shares, n=20)
    return {
        "pairs": len(shares),
        "median": round(statistics.median(shares), 3),
        "95th percentile": round(cuts[-1], 3),
        "over one half": sum(share > 0.5 for share in shares),
    }


@click.command()
@click.option("--home", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def main(home: Path, as_json: bool) -> None:
    """Measures the comparisons of a collection."""
    found = measured(home)
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for name, group in found.items():
        click.echo(name)
        for what, figure in group.items():
            click.echo(f"  {what:<48} {figure:>8}")


if __name__ == "__main__":
    main()
