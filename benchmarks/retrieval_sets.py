"""Public retrieval sets: folders with corpus.jsonl.gz, queries.jsonl, qrels.tsv and source.json."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.labels import SHARED


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """documents  (id, title, text)
    queries    id → text
    right      query id → document id → relevance above 0
    source     what the set's source.json says of it
    """

    name: str
    documents: tuple[tuple[str, str, str], ...]
    queries: Mapping[str, str]
    right: Mapping[str, Mapping[str, int]]
    source: Mapping[str, Any]


def default_sets() -> list[Path]:
    """The folders of the sets beside the repository."""
    return sorted(path.parent for path in (SHARED / "gold" / "retrieval").glob("*/queries.jsonl"))


def read_set(folder: Path) -> RetrievalSet:
    """Reads a set; queries without a relevant document are left out. Raises OSError for a file that
    is missing."""
    about = folder / "source.json"
    source = json.loads(about.read_text(encoding="utf-8")) if about.exists() else {}
    corpus = folder / "corpus.jsonl.gz"
    if not corpus.exists():
        # "same corpus as NAME": sets may share one.
        corpus = folder.parent / str(source.get("corpus", "")).split(" ")[-1] / corpus.name
    right: dict[str, dict[str, int]] = defaultdict(dict)
    for query, document, relevance in _judgements(folder / "qrels.tsv"):
        if relevance > 0:
            right[query][document] = relevance
    queries = {
        str(item["id"]): str(item["text"])
        for item in _json_lines((folder / "queries.jsonl").read_text(encoding="utf-8").splitlines())
    }
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        documents = tuple(
            (str(item["id"]), str(item.get("title") or ""), str(item.get("text") or ""))
            for item in _json_lines(lines)
        )
    judged = {query: text for query, text in queries.items() if query in right}
    return RetrievalSet(folder.name, documents, judged, dict(right), source)


def _json_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.strip():
            yield json.loads(line)


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    """Three columns, or TREC's four; a heading line is no judgement."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 3 and cells[-1].lstrip("-").isdigit():
            yield cells[0], cells[-2], int(cells[-1])
