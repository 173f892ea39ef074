"""What a page costs in each language of the interface, beside English, whose messages are looked up
nowhere: `python -m benchmarks.web.languages --home DIR [--rounds N] [--json]`. DIR is only read.
"""

import json
import statistics
import time
from pathlib import Path

import click
from flask.testing import FlaskClient
from sqlalchemy import create_engine

from corpora.raw_files import RawFiles
from corpora.store import Collection
from indexer.engine.embedded import EmbeddedReader
from search_app import create_app
from search_app.messages import LANGUAGES

PAGES = ("/", "/help", "/search?q=bribery", "/jurisdiction/KEN", "/coverage?region=Europe")


def measured(home: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Page → language → median milliseconds."""
    engine = create_engine(f"sqlite:///file:{home}/collection.sqlite?mode=ro&uri=true")
    collection = Collection(engine, RawFiles(home / "raw"))
    client = create_app(EmbeddedReader(home), collection).test_client(use_cookies=False)
    took: dict[str, dict[str, list[float]]] = {
        page: {code: [] for code in LANGUAGES} for page in PAGES
    }
    for number in range(rounds + 1):
        for page in PAGES:
            for code in LANGUAGES:
                milliseconds = _milliseconds(client, page, code)
                # The first round reads catalogues and counts the collection.
                if number:
                    took[page][code].append(milliseconds)
    return {
        page: {code: statistics.median(times) for code, times in by_code.items()}
        for page, by_code in took.items()
    }


def _milliseconds(client: FlaskClient, page: str, code: str) -> float:
    started = time.perf_counter()
    response = client.get(page, headers={"Accept-Language": code})
    if response.status_code != 200:
        raise SystemExit(f"{page} answered {response.status_code}")
    return (time.perf_counter() - started) * 1000


@click.command()
@click.option("--home", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, rounds: int, as_json: bool) -> None:
    found = measured(home, rounds)
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    first, *others = LANGUAGES
    click.echo(
        f"| page | {first}, ms | " + " | ".join(f"{code} / {first}" for code in others) + " |"
    )
    click.echo("|---|---|" + "---|" * len(others))
    for page, times in found.items():
        ratios = " | ".join(f"{times[code] / times[first]:.2f}" for code in others)
        click.echo(f"| `{page}` | {times[first]:.1f} | {ratios} |")


if __name__ == "__main__":
    main()
