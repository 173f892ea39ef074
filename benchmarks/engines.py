"""Latency of both engines on one collection, and whether they find the same:

    python -m benchmarks.engines --home DIR --elasticsearch URL [--rounds 5] [--json]

Both are asked in turn, query by query, with totals, all facets and the best provisions of ten laws
(what a result page needs of an engine). The baseline in the same run is the bare engine: the words
alone, ten hits, no total and no facet.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from benchmarks.queries import EQUAL_SETS, KINDS
from indexer.engine.factory import open_engine
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import IndexReader
from mappings.settings import Settings
from search_app.query.analyse import analyse
from search_app.query.concepts import named_concepts
from search_app.query.plan import make_plan
from search_app.query.request import SearchRequest

# Enough pages to see every law of the sets that are compared.
_LAWS_COMPARED = 2000


def plan_of(query: str, **values: Any) -> SearchPlan:
    """The plan that a result page makes of a query."""
    analysis = analyse(query)
    return make_plan(SearchRequest(q=query, **values), analysis, named_concepts(analysis.plain))


def bare(plan: SearchPlan) -> SearchPlan:
    """The same words without facets: the least that an engine can be asked."""
    return replace(plan, facets=(), provisions_per_law=1)


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000


def percentiles(values: list[float]) -> dict[str, float]:
    """p50 and p95 of some milliseconds."""
    ordered = sorted(values)
    return {
        "p50": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
    }


def laws_of(reader: IndexReader, query: str) -> tuple[set[str], int, int]:
    """Laws of a query (the first of them), and its totals."""
    found = reader.search(replace(plan_of(query, size=100), size=_LAWS_COMPARED, facets=()))
    return {hit.law_id for hit in found.laws}, found.total_laws, found.total_provisions


@click.command()
@click.option("--home", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--elasticsearch", "url", required=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, url: str, rounds: int, as_json: bool) -> None:
    """Compare both engines."""
    readers = {
        "embedded": open_engine(Settings(home)).reader,
        "elasticsearch": open_engine(Settings(home, elasticsearch_url=url)).reader,
    }
    result: dict[str, Any] = {name: vars_of(reader) for name, reader in readers.items()}
    for queries in KINDS.values():  # warm up
        for query in queries:
            for reader in readers.values():
                reader.search(plan_of(query))
    result["kinds"] = {}
    for kind, queries in KINDS.items():
        row = {}
        for name, reader in readers.items():
            whole, least = [], []
            for _ in range(rounds):
                for query in queries:
                    plan = plan_of(query)
                    whole.append(timed(partial(reader.search, plan)))
                    least.append(timed(partial(reader.search, bare(plan))))
            row[name] = percentiles(whole) | {"bare p50": percentiles(least)["p50"]}
        result["kinds"][kind] = row
    different = []
    for query in EQUAL_SETS:
        one, other = (laws_of(reader, query) for reader in readers.values())
        if one[1:] != other[1:] or (one[1] <= _LAWS_COMPARED and one[0] != other[0]):
            different.append({"query": query, "embedded": one[1:], "elasticsearch": other[1:]})
    result["equal sets"] = {"queries": len(EQUAL_SETS), "different": different}
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    for name in readers:
        click.echo(f"{name}: {result[name]}")
    click.echo(f"{'ms':22} {'embedded p50/p95 (bare)':>28} {'Elasticsearch p50/p95 (bare)':>30}")
    for kind, row in result["kinds"].items():
        cells = [f"{c['p50']:.1f} / {c['p95']:.1f} ({c['bare p50']:.1f})" for c in row.values()]
        click.echo(f"{kind:22} {cells[0]:>28} {cells[1]:>30}")
    click.echo(f"same sets: {len(EQUAL_SETS) - len(different)} of {len(EQUAL_SETS)}")
    for row in different:
        click.echo(f"  different: {row}")


def vars_of(reader: IndexReader) -> dict[str, Any]:
    """What an index holds."""
    status = reader.status()
    return {"provisions": status.provisions, "laws": status.laws, "bytes": status.bytes}


if __name__ == "__main__":
    main()
