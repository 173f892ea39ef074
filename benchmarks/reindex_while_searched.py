"""What people who search notice of a re-index:

    python -m benchmarks.reindex_while_searched --from HOME --home DIR [--every N] [--nodes N]
                                                [--searchers N] [--seconds N] [--json]

Every Nth law of the collection in HOME, which is only read, is copied to an empty home, indexed and
served by a process of its own. People ask without pause, first while nothing else happens (the
baseline), then while everything is indexed anew, published and rolled back. Without `--nodes` the
engine is the embedded one, with it an Elasticsearch of so many nodes that is started for this.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import httpx

from benchmarks.queries import EQUAL_SETS
from benchmarks.reindex import copied
from corpora.store import open_collection
from tests.faults.cluster import Cluster
from tests.faults.searchers import Asked, Searchers, Served

_PORT = 9270


@contextmanager
def engine(nodes: int) -> Iterator[Mapping[str, str]]:
    """The settings of an engine that is there for this measurement."""
    if not nodes:
        yield {"ELASTICSEARCH_URL": ""}
        return
    cluster = Cluster.start(_PORT, nodes)
    try:
        yield {"ELASTICSEARCH_URL": cluster.url, "ELASTICSEARCH_CA": cluster.ca}
    finally:
        cluster.stop()


def library(environment: Mapping[str, str], *arguments: str) -> None:
    """Runs the command line."""
    subprocess.run(
        [sys.executable, "-m", "legal_library", *arguments],
        env=os.environ | environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def figures(asked: Sequence[Asked]) -> dict[str, float]:
    """Number of searches, of those that failed, and milliseconds that they took."""
    took = statistics.quantiles((one.seconds * 1000 for one in asked), n=20)
    failed = sum(bool(one.wrong) for one in asked)
    return {"searches": len(asked), "failed": failed, "p50": took[9], "p95": took[18]}


def measured(
    environment: Mapping[str, str], home: Path, searchers: int, seconds: float
) -> dict[str, Any]:
    """The figures of each phase."""
    library(environment, "index", "run")
    with Served(_PORT + 50, environment, home / "served.log") as served:
        right = {
            query: httpx.get(f"{served.url}/api/search", params={"q": query}, timeout=60).json()
            for query in EQUAL_SETS
        }
        totals = {query: answer["total_provisions"] for query, answer in right.items()}
        phases: dict[str, Any] = {}
        with Searchers(served.url, totals, pause=0, count=searchers) as people:
            time.sleep(seconds / 4)

            def phase(name: str, *steps: Sequence[str]) -> None:
                began = time.monotonic()
                for step in steps:
                    library(environment, "index", *step)
                if not steps:
                    time.sleep(seconds)
                ended = time.monotonic()
                asked = [one for one in people.since(began) if one.at < ended]
                phases[name] = figures(asked) | {"seconds": ended - began}

            phase("idle")
            phase("build", ["build", "--whole"])
            phase("verify", ["verify"])
            phase("publish, roll back, publish", ["publish"], ["rollback"], ["publish"])
            phase("idle again")
        wrong = people.wrong()
    return {
        "searchers": searchers,
        "phases": phases,
        "p95 while building / idle": phases["build"]["p95"] / phases["idle"]["p95"],
        "failed": len(wrong),
        "reasons": sorted({one.wrong for one in wrong})[:5],
    }


@click.command()
@click.option("--from", "origin", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--home", required=True, type=click.Path(path_type=Path))
@click.option("--every", default=50, show_default=True, help="Of so many laws one is taken.")
@click.option("--nodes", default=0, help="Nodes of Elasticsearch; 0: the embedded engine.")
@click.option("--searchers", default=20, show_default=True)
@click.option("--seconds", default=20.0, show_default=True, help="How long the baseline takes.")
@click.option("--json", "as_json", is_flag=True)
def main(
    origin: Path,
    home: Path,
    every: int,
    nodes: int,
    searchers: int,
    seconds: float,
    as_json: bool,
) -> None:
    """Measure searching while everything is indexed anew."""
    collection = copied(open_collection(origin), home, every)
    laws = collection.statistics().laws
    collection.close()
    with engine(nodes) as settings:
        environment = {"LEGAL_LIBRARY_HOME": str(home), "DATABASE_URL": "", **settings}
        result = {"laws": laws, "nodes": nodes, **measured(environment, home, searchers, seconds)}
    if as_json:
        click.echo(json.dumps(result))
        return
    click.echo(f"{laws} laws, {searchers} searchers, {nodes or 'no'} nodes of Elasticsearch")
    click.echo(f"{'':28} {'seconds':>8} {'searches':>9} {'failed':>7} {'p50 ms':>8} {'p95 ms':>8}")
    for name, one in result["phases"].items():
        click.echo(
            f"{name:28} {one['seconds']:8.1f} {one['searches']:9} {one['failed']:7} "
            f"{one['p50']:8.0f} {one['p95']:8.0f}"
        )
    click.echo(f"p95 while building / idle: {result['p95 while building / idle']:.2f}")
    for reason in result["reasons"]:
        click.echo(f"failed: {reason}")


if __name__ == "__main__":
    main()
