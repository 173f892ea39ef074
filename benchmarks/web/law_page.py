"""What the page of a law weighs and costs, by the number of its provisions:
`python -m benchmarks.web.law_page --home DIR [--laws N] [--json]`. Nothing is written to DIR.

Laws are the N nearest to each size. Bytes are of the page as it is and compressed by gzip; time is
the server's processor time, and its ratio is to the laws of 100 provisions in the same run.
"""

import gzip
import json
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text

from corpora.raw_files import RawFiles
from corpora.store import Collection
from indexer.engine.embedded import EmbeddedReader
from search_app import create_app

_SIZES = (100, 500, 1000, 2000, 5000)
_QUERY = "court OR tribunal OR corte OR Gericht"


@dataclass(frozen=True, slots=True)
class Row:
    """Medians over the laws of a size: provisions, kilobytes, milliseconds (the best of three
    requests for each law), and the largest compressed page."""

    provisions: int
    kilobytes: int
    compressed: int
    largest: int
    milliseconds: float
    ratio: float
    with_query: float
    whole: float


def measured(home: Path, laws: int) -> list[Row]:
    """A row for each size."""
    engine = create_engine(f"sqlite:///file:{home}/collection.sqlite?mode=ro&uri=true")
    collection = Collection(engine, RawFiles(home / "raw"))
    client = create_app(EmbeddedReader(home), collection).test_client()
    rows: list[Row] = []
    for size in _SIZES:
        found = _nearest(engine, size, laws)
        pages = [client.get(f"/law/{law_id}").data for law_id, _ in found]
        compressed = [len(gzip.compress(page, 6)) for page in pages]
        taken = _milliseconds(client, [f"/law/{law_id}" for law_id, _ in found])
        rows.append(
            Row(
                provisions=round(statistics.median(count for _, count in found)),
                kilobytes=round(statistics.median(map(len, pages)) / 1000),
                compressed=round(statistics.median(compressed) / 1000),
                largest=round(max(compressed) / 1000),
                milliseconds=taken,
                ratio=round(taken / (rows[0].milliseconds if rows else taken), 1),
                with_query=_milliseconds(
                    client, [f"/law/{law_id}?q={_QUERY}" for law_id, _ in found]
                ),
                whole=_milliseconds(client, [f"/law/{law_id}/whole" for law_id, _ in found]),
            )
        )
    return rows


def _nearest(engine: Engine, size: int, laws: int) -> list[tuple[str, int]]:
    query = text(
        "SELECT id, provision_count FROM law WHERE provision_count > 0"
        " ORDER BY abs(provision_count - :size), key LIMIT :laws"
    )
    with engine.connect() as connection:
        rows = connection.execute(query, {"size": size, "laws": laws})
        return [(row.id, row.provision_count) for row in rows]


def _milliseconds(client: FlaskClient, addresses: list[str]) -> float:
    best = []
    for address in addresses:
        taken = []
        for _ in range(3):
            started = time.process_time()
            assert client.get(address).status_code == 200, address
            taken.append(1000 * (time.process_time() - started))
        best.append(min(taken))
    return round(statistics.median(best), 1)


@click.command(help=__doc__)
@click.option("--home", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--laws", default=5, show_default=True, help="Laws of each size.")
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, laws: int, as_json: bool) -> None:
    """Measures the page of a law."""
    rows = measured(home, laws)
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows]))
        return
    names = list(asdict(rows[0]))
    click.echo(" ".join(f"{name:>12}" for name in names))
    for row in rows:
        click.echo(" ".join(f"{value:>12}" for value in asdict(row).values()))


if __name__ == "__main__":
    main()
