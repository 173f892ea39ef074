"""How far both engines put the same first:

    python -m benchmarks.agreement --elasticsearch URL [--set DIR]… [--home DIR] [--json]

Each retrieval set is indexed on both engines and asked its questions, and short queries as well:
the first words of documents, drawn evenly. With --home the same is done with every hundredth law
of the collection in DIR, whose provisions have headings, tags and many languages; its questions
are headings. Overlap is the share of the first ten that both have, of what the one with more of
them shows; "same first" the share of queries whose first hit is one.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import click

from benchmarks.relevance import bare_engine, cut, laws, ours
from benchmarks.retrieval_sets import default_sets, read_set
from corpora.store import open_collection
from indexer.analysis import fold_words
from indexer.documents import law_documents
from indexer.engine.protocol import IndexReader
from indexer.tag import Tagger
from mappings.records import Law

_FIRST = 10
# Words of a short query; characters where there are no spaces.
_WORDS = 3
_RELEASE = "agreement"
# One law of so many is taken of a collection.
_EVERY = 100

Row = Mapping[str, Mapping[str, float]]


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the first ten that two rankings have in common; 1 where neither has any."""
    first, second = set(one[:_FIRST]), set(other[:_FIRST])
    return len(first & second) / max(len(first), len(second)) if first or second else 1.0


def drawn(values: Sequence[str], count: int) -> list[str]:
    """At most so many, spread over all."""
    return list(values[:: max(1, len(values) // count)][:count])


def beginnings(texts: Sequence[str], count: int) -> list[str]:
    """Short queries: the first words of some texts."""
    return [" ".join(fold_words(text[:200])[:_WORDS]) for text in drawn(texts, count)]


def compare(readers: Sequence[IndexReader], queries: Iterable[str]) -> dict[str, float]:
    """Means over queries on two engines."""
    pairs = [tuple(ours(reader, query) for reader in readers) for query in queries]
    shares = [overlap(one, other) for one, other in pairs]
    same = [one[:1] == other[:1] for one, other in pairs]
    return {
        "queries": len(pairs),
        "overlap": round(sum(shares) / len(shares), 4),
        "lowest": round(min(shares), 4),
        "same first": round(sum(same) / len(same), 4),
    }


def sample(home: Path) -> list[Law]:
    """Every so many laws of a collection."""
    with closing(sqlite3.connect(f"file:{home / 'collection.sqlite'}?mode=ro", uri=True)) as db:
        ids = [row[0] for row in db.execute("SELECT id FROM law ORDER BY key")][::_EVERY]
    return list(open_collection(home).laws(ids))


def measure(
    every: Sequence[Law], questions: Sequence[str], short: Sequence[str], url: str, tagger: Tagger
) -> Row:
    """Indexes laws on both engines and asks both."""
    with ExitStack() as stack:
        engines = [
            stack.enter_context(bare_engine(name, url)) for name in ("embedded", "elasticsearch")
        ]
        for engine in engines:
            found = (document for law in every for document in law_documents(law, tagger))
            engine.writer.write(_RELEASE, found)
            engine.writer.publish(_RELEASE)
        readers = [engine.reader for engine in engines]
        return {"questions": compare(readers, questions), "short queries": compare(readers, short)}


@click.command()
@click.option("--elasticsearch", "url", envvar="ELASTICSEARCH_URL", required=True)
@click.option("--set", "folders", type=click.Path(path_type=Path, exists=True), multiple=True)
@click.option("--home", type=click.Path(path_type=Path, exists=True))
@click.option("--queries", default=40, show_default=True, help="At most so many of each kind.")
@click.option("--json", "as_json", is_flag=True)
def main(
    url: str, folders: tuple[Path, ...], home: Path | None, queries: int, as_json: bool
) -> None:
    """Overlap of the first ten hits of both engines, by retrieval set."""
    tagger = Tagger()
    results: dict[str, Row] = {}
    if home:
        every = sample(home)
        provisions = [provision for law in every for provision in law.provisions]
        headings = [f"{one.heading}?" for one in provisions if len(one.heading.split()) > _WORDS]
        short = beginnings([one.text for one in provisions], queries)
        results["collection"] = measure(every, drawn(headings, queries), short, url, tagger)
    for folder in folders or (() if home else default_sets()):
        found = cut(read_set(folder), queries)
        short = beginnings([text for _, _, text in found.documents], queries)
        every = list(laws(found.documents))
        questions = list(found.queries.values())
        results[found.name] = measure(every, questions, short, url, tagger)
    if as_json:
        click.echo(json.dumps(results, indent=1))
        return
    click.echo(f"{'set':26} questions: overlap, lowest, same first   short queries")
    for name, row in results.items():
        cells = [
            f"{c['overlap']:.3f} {c['lowest']:.2f} {c['same first']:.3f}" for c in row.values()
        ]
        click.echo(f"{name:26} {'   '.join(cells)}")


if __name__ == "__main__":
    main()
