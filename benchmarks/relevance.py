"""How well questions find the provisions that answer them:

    python -m benchmarks.relevance [--set DIR]… [--engine ENGINE] [--queries N] [--json]

Each set (a folder with corpus.jsonl.gz, queries.jsonl, qrels.tsv) is indexed as laws of one
provision each, through the documents and the engine that the library itself uses, and asked as
a user asks.
The baseline in the same run and on the same engine is plain BM25: lower-cased words, pairs of
characters in scripts without spaces, any of the words, no stemming, no weights. The figures that
others published for a set stand in its source.json and are shown beside.
"""

import json
import math
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.retrieval_sets import RetrievalSet, default_sets, read_set
from corpora.extract.language import detect
from indexer.analysis import fold_words, is_unspaced
from indexer.documents import law_documents
from indexer.engine.elasticsearch import Connection, ElasticsearchReader, ElasticsearchWriter
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.factory import OpenEngine
from indexer.engine.plan import AnyOf, SearchPlan, Word
from indexer.engine.protocol import Document, IndexReader
from indexer.tag import Tagger
from mappings.records import Law, Provision
from search_app.query.request import parse_request
from search_app.services.ask import ask

DEPTH = 100
# Characters of documents from which the language of a set is told.
_SAMPLE = 400

Ranked = Sequence[str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the queries of a set, each from 0 to 1."""

    queries: int
    recall_1: float
    recall_10: float
    recall_100: float
    mrr_10: float
    ndcg_10: float
    map_100: float

    def to_json(self) -> dict[str, float]:
        return {
            "queries": self.queries,
            "recall@1": round(self.recall_1, 4),
            "recall@10": round(self.recall_10, 4),
            "recall@100": round(self.recall_100, 4),
            "MRR@10": round(self.mrr_10, 4),
            "nDCG@10": round(self.ndcg_10, 4),
            "MAP@100": round(self.map_100, 4),
        }


def figures(found: Iterable[tuple[Ranked, Mapping[str, int]]]) -> Figures:
    """Figures over (ranked documents, relevant documents with their grade) of each query."""
    rows = [_of_query(ranked, right) for ranked, right in found]
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)] if rows else [0.0] * 6
    return Figures(len(rows), *means)


def _of_query(ranked: Ranked, right: Mapping[str, int]) -> tuple[float, ...]:
    hits = [place for place, document in enumerate(ranked[:DEPTH], 1) if document in right]

    def recall(depth: int) -> float:
        return sum(place <= depth for place in hits) / len(right)

    first = hits[0] if hits else 0
    gained = sum(
        right[document] / math.log2(place + 1)
        for place, document in enumerate(ranked[:10], 1)
        if document in right
    )
    best = sum(
        grade / math.log2(place + 1)
        for place, grade in enumerate(sorted(right.values(), reverse=True)[:10], 1)
    )
    precision = sum(number / place for number, place in enumerate(hits, 1)) / len(right)
    return (
        recall(1),
        recall(10),
        recall(DEPTH),
        1 / first if 0 < first <= 10 else 0.0,
        gained / best,
        precision,
    )


def set_language(documents: Sequence[tuple[str, str, str]]) -> str:
    """The language of most of a set's text, as an import would tell it."""
    step = max(1, len(documents) // 20)
    text = "\n".join(text[:_SAMPLE] for _, _, text in documents[::step][:20])
    return detect(text)


def laws(documents: Sequence[tuple[str, str, str]]) -> Iterator[Law]:
    """A law of one provision for each document, under its number."""
    language = set_language(documents)
    for number, (_, title, text) in enumerate(documents):
        provision = Provision("p", "", "", text, language)
        yield Law(f"d{number}", "INT", title, language, "act", (provision,))


def plain_words(text: str) -> list[str]:
    """The tokens of the baseline."""
    words: list[str] = []
    run: list[str] = []
    for word in [*fold_words(text), ""]:
        if word and is_unspaced(word):
            run.append(word)
            continue
        if run:
            words += [a + b for a, b in zip(run, run[1:], strict=False)] or run
            run = []
        if word:
            words.append(word)
    return words


def plain_documents(documents: Sequence[tuple[str, str, str]]) -> Iterator[Document]:
    """What the baseline indexes: title and text as one field."""
    for number, (_, title, text) in enumerate(documents):
        words = " ".join(plain_words(f"{title} {text}"))
        yield {"id": f"d{number}/p", "law_id": f"d{number}", "ordinal": 0, "text": words}


def plain_plan(query: str) -> SearchPlan:
    """Any of the words of a query, each once."""
    words = list(dict.fromkeys(plain_words(query)))[:1000]
    return SearchPlan(AnyOf(tuple(Word(word, (word,), ("text",)) for word in words)), size=DEPTH)


def measure(
    engine: OpenEngine,
    documents: Iterable[Document],
    found: RetrievalSet,
    rank: Callable[[IndexReader, str], Iterable[str]],
) -> Figures:
    """Indexes a set and asks all its queries. `rank` gives law ids, best first."""
    release = uuid.uuid4().hex
    report = engine.writer.write(release, documents)
    if report.rejected:
        raise click.ClickException(
            f"{len(report.rejected)} documents were refused: {report.rejected[0]}"
        )
    engine.writer.publish(release)
    names = [identifier for identifier, _, _ in found.documents]
    return figures(
        ([names[int(law[1:])] for law in rank(engine.reader, query)], found.right[name])
        for name, query in found.queries.items()
    )


def ours(reader: IndexReader, query: str) -> list[str]:
    """What a user who types the query sees, to the depth that is judged."""
    request = parse_request([("q", query), ("size", str(DEPTH))])
    return [hit.law_id for hit in ask(reader, request).result.laws]


def baseline(reader: IndexReader, query: str) -> list[str]:
    """Plain BM25."""
    return [hit.law_id for hit in reader.search(plain_plan(query)).laws]


@contextmanager
def bare_engine(name: str, url: str) -> Iterator[OpenEngine]:
    """An engine on empty ground, whose index is thrown away afterwards."""
    if name == "embedded":
        with tempfile.TemporaryDirectory() as home:
            yield OpenEngine(EmbeddedReader(Path(home)), EmbeddedWriter(Path(home)))
        return
    connection = Connection(url, prefix=f"relevance-{uuid.uuid4().hex[:8]}")
    try:
        yield OpenEngine(ElasticsearchReader(connection), ElasticsearchWriter(connection))
    finally:
        for index in connection.client.indices.get(index=connection.index("*")):
            connection.client.indices.delete(index=index)


def cut(found: RetrievalSet, queries: int) -> RetrievalSet:
    """A set with at most so many of its queries, spread over all."""
    step = max(1, len(found.queries) // queries) if queries else 1
    kept = dict(list(found.queries.items())[::step][: queries or None])
    return RetrievalSet(found.name, found.documents, kept, found.right, found.source)


@click.command()
@click.option("--set", "folders", type=click.Path(path_type=Path, exists=True), multiple=True)
@click.option("--engine", type=click.Choice(["embedded", "elasticsearch"]), default="embedded")
@click.option("--elasticsearch", envvar="ELASTICSEARCH_URL", default="http://127.0.0.1:9200")
@click.option("--queries", default=0, help="At most so many queries of each set; 0: all.")
@click.option("--json", "as_json", is_flag=True)
def main(
    folders: tuple[Path, ...], engine: str, elasticsearch: str, queries: int, as_json: bool
) -> None:
    """Recall, MRR, nDCG and MAP of the search beside plain BM25, by retrieval set."""
    results = {}
    tagger = Tagger()
    if not as_json:
        click.echo("set, queries; ours/plain BM25: recall@10, recall@100, MRR@10, nDCG@10, MAP@100")
    for folder in folders or default_sets():
        found = cut(read_set(folder), queries)
        with bare_engine(engine, elasticsearch) as opened:
            plain = measure(opened, plain_documents(found.documents), found, baseline)
            documents = (
                document for law in laws(found.documents) for document in law_documents(law, tagger)
            )
            own = measure(opened, documents, found, ours)
        results[found.name] = {
            "ours": own.to_json(),
            "plain BM25": plain.to_json(),
            "ratio of recall@10": round(own.recall_10 / plain.recall_10, 3)
            if plain.recall_10
            else None,
            "published": found.source.get("published"),
        }
        if not as_json:
            _row(found.name, own, plain)
    if as_json:
        click.echo(json.dumps(results, indent=1, ensure_ascii=False))


def _row(name: str, own: Figures, plain: Figures) -> None:
    cells = [
        f"{mine:.3f}/{other:.3f}"
        for mine, other in (
            (own.recall_10, plain.recall_10),
            (own.recall_100, plain.recall_100),
            (own.mrr_10, plain.mrr_10),
            (own.ndcg_10, plain.ndcg_10),
            (own.map_100, plain.map_100),
        )
    ]
    click.echo(f"{name:26} {own.queries:5}  " + "  ".join(cells))


if __name__ == "__main__":
    main()
