"""How long the embedded engine takes for what a result page asks, beside the bare library:

    python -m benchmarks.latency --home DIR [--queries 200] [--json]

Queries: those of benchmarks.queries, the titles of chapter III in the UN languages, and headings of
provisions drawn evenly from the collection in DIR. The engine is asked for a whole page: ten laws
with their best provisions and tags, exact totals, all facets. The bare question in the same run is
tantivy's own: all words of the query in the exact texts, ten hits, no totals, no facets.
"""

import json
import sqlite3
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click
import tantivy

from benchmarks.engines import percentiles, plan_of, timed
from benchmarks.queries import KINDS
from indexer.analysis import fold_words
from indexer.engine.embedded import EmbeddedReader
from indexer.engine.embedded.layout import Releases, prepare
from mappings.taxonomy import UN_LANGUAGES, UNCAC, implemented

_CHAPTER = "III"
# Shorter headings are one word, longer ones sentences.
_HEADING = (8, 80)


def drawn(home: Path, count: int) -> list[str]:
    """Headings of provisions, spread evenly over the collection."""
    with closing(sqlite3.connect(f"file:{home / 'collection.sqlite'}?mode=ro", uri=True)) as db:
        rows = db.execute(
            "SELECT heading FROM provision WHERE length(heading) BETWEEN ? AND ? AND ordinal = 3",
            _HEADING,
        ).fetchall()
    return [row[0] for row in rows[:: max(1, len(rows) // count)]][:count]


def queries(home: Path, count: int) -> dict[str, list[str]]:
    """At most about so many queries, by kind."""
    titles = [
        term.label(language)
        for term in implemented(UNCAC).values()
        if term.parent == _CHAPTER
        for language in UN_LANGUAGES
    ]
    kinds = list(chain.from_iterable(KINDS.values()))
    rest = max(2, count - len(kinds)) // 2
    some = titles[:: max(1, len(titles) // rest)][:rest]
    return {"ten kinds": kinds, "concepts": some, "headings": drawn(home, rest)}


class Bare:
    """tantivy, asked for words."""

    def __init__(self, home: Path) -> None:
        releases = Releases(home)
        index = prepare(tantivy.Index.open(str(releases.path(releases.live()))))
        self._schema, self._searcher = index.schema, index.searcher()

    def ask(self, query: str) -> object:
        """Ten provisions with all words in their text."""
        terms = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self._schema, "text_exact", word))
            for word in dict.fromkeys(fold_words(query))
        ]
        return self._searcher.search(tantivy.Query.boolean_query(terms), limit=10, count=False)


@click.command()
@click.option("--home", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--queries", "count", default=200, show_default=True)
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, count: int, as_json: bool) -> None:
    """Milliseconds by kind of query, p50 and p95."""
    reader, bare = EmbeddedReader(home), Bare(home)
    result: dict[str, Any] = {}
    times: dict[str, tuple[list[float], list[float]]] = {}
    for kind, asked in queries(home, count).items():
        whole, least = times.setdefault(kind, ([], []))
        for query in asked:
            plan = plan_of(query)
            reader.search(plan)  # warm up
            bare.ask(query)
            whole.append(timed(partial(reader.search, plan)))
            least.append(timed(partial(bare.ask, query)))
    times["all"] = tuple(list(chain(*column)) for column in zip(*times.values(), strict=True))  # type: ignore[assignment]
    for kind, (whole, least) in times.items():
        result[kind] = {
            "queries": len(whole),
            "engine": percentiles(whole),
            "bare": percentiles(least),
        }
    if as_json:
        click.echo(json.dumps(result))
        return
    click.echo(f"{'ms, p50 / p95':14} {'queries':>8} {'engine':>16} {'bare tantivy':>16}")
    for kind, row in result.items():
        cells = [f"{row[name]['p50']} / {row[name]['p95']}" for name in ("engine", "bare")]
        click.echo(f"{kind:14} {row['queries']:8} {cells[0]:>16} {cells[1]:>16}")


if __name__ == "__main__":
    main()
