"""What citations cost an index, and what they find:

    python -m benchmarks.citing --home DIR [--every N] [--json]

Every Nth law is read, made to documents (tagged and analysed) and read for citations, in this
process, as the workers of `legal-library index run` do. CPU seconds of each, and the share of
names and citations in those of documents and reading. The index must have been built once: its
names are used.
"""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from corpora.store import open_collection
from indexer.citations.build import Citer, names
from indexer.documents import law_documents
from indexer.tag import Tagger


@click.command()
@click.option("--home", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--every", default=20, show_default=True, help="Of so many laws one is read.")
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, every: int, as_json: bool) -> None:
    """Cost and yield of citations."""
    collection = open_collection(home)
    tables = collection.citations
    ids = [law_id for law_id, _ in collection.law_sizes()][::every]
    keys = tables.keys()[::every]
    tagger, citer = Tagger(), Citer(collection, tables.current())
    seconds: Counter[str] = Counter()
    found: Counter[str] = Counter()

    @contextmanager
    def timed(what: str) -> Iterator[None]:
        started = time.process_time()
        yield
        seconds[what] += time.process_time() - started

    # What is built once a process is no part of it.
    for law in collection.laws(ids[:1]):
        list(law_documents(law, tagger))
    with timed("names"):
        found["names"] = len(names(collection, keys))
    for start in range(0, len(ids), 50):
        with timed("reading"):
            laws = list(collection.laws(ids[start : start + 50]))
        for law in laws:
            with timed("documents"):
                found["documents"] += sum(1 for _ in law_documents(law, tagger))
            with timed("books"):
                citer.prepare(law.jurisdiction)
            with timed("citations"):
                cited = citer.cited_by(law)
            found["citations"] += len(cited)
            found["citations of other laws"] += sum(not one.place.startswith("=") for one in cited)
            found["provisions that cite"] += len({one.from_ordinal for one in cited})
    # A process reads the names of each jurisdiction once, however many of its laws it reads.
    own = seconds["names"] + seconds["citations"] + seconds["books"] / every
    share = own / (seconds["reading"] + seconds["documents"])
    if as_json:
        click.echo(json.dumps({"seconds": seconds, "found": found, "share": round(share, 4)}))
        return
    for name, value in {**found}.items():
        click.echo(f"{name:<28}{value:>12,}")
    for name, spent in seconds.items():
        click.echo(f"{name:<28}{spent:>10.1f} s")
    click.echo(f"{'names and citations':<28}{share:>10.1%} of the rest")


if __name__ == "__main__":
    main()
