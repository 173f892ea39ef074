"""Imports a collection into an empty home and indexes it on each engine, with figures by source:

    python -m benchmarks.importing ../shared/collection --home DIR [--elasticsearch URL]
                                   [--sources FILE] [--json]

The baseline in the same run is reading and decoding every file, nothing else. `--sources` writes
a Markdown table with a row a source.
"""

import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import click

from corpora.containers import find_containers
from corpora.extract.model import Source
from corpora.importer import import_containers
from corpora.records import Outcome
from corpora.store import Collection, open_collection
from indexer.engine.factory import open_engine
from indexer.pipeline import index_collection
from mappings.settings import Settings


def read_only(path: Path) -> dict[str, Any]:
    """Seconds to read and decode every file on one core."""
    started = time.monotonic()
    files = size = 0
    for container in find_containers(path, Source("x")):
        for data in container.read().files.values():
            data.decode("utf-8", errors="replace")
            files += 1
            size += len(data)
    return {"files": files, "bytes": size, "seconds": round(time.monotonic() - started, 1)}


def imported(collection: Collection, path: Path) -> dict[str, Any]:
    """Figures of one import."""
    started = time.monotonic()
    report = import_containers(collection, find_containers(path, Source("x")))
    return {
        "seconds": round(time.monotonic() - started),
        "files": report.files,
        "unchanged": report.unchanged,
        "files with laws": report.new_laws_files,
        "auxiliary": report.auxiliary,
        "failed": report.failed,
        "laws": report.laws,
        "provisions": report.provisions,
        "reasons": dict(Counter(record.reason[:80] for record in report.failures).most_common()),
    }


def indexed(collection: Collection, settings: Settings) -> dict[str, Any]:
    """Figures of building and publishing one release."""
    engine = open_engine(settings)
    started = time.monotonic()
    report = index_collection(collection, engine.writer, home=settings.home)
    seconds = time.monotonic() - started
    status = engine.reader.status()
    return {
        "seconds": round(seconds),
        "documents": report.documents,
        "rejected": len(report.rejected),
        "documents a second": round(report.documents / seconds),
        "bytes": status.bytes,
    }


def table_of_sources(collection: Collection) -> str:
    """A Markdown table: files by outcome, laws and provisions of each source, why files failed."""
    files: dict[str, Counter[Outcome]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in Outcome:
        for record in collection.problems(outcome):
            files[record.source_id][outcome] += 1
            if outcome is Outcome.FAILED:
                reasons[record.source_id][record.reason[:80]] += 1
    laws: Counter[str] = Counter()
    provisions: Counter[str] = Counter()
    law_ids = (law_id for law_id, _ in collection.law_sizes())
    for law in collection.summaries(law_ids).values():
        laws[law.source_id] += 1
        provisions[law.source_id] += law.provisions
    lines = [
        "| source | files | without a law | failed | laws | provisions | why failed |",
        "|---|---|---|---|---|---|---|",
    ]
    for source, counts in sorted(files.items()):
        why = "; ".join(f"{reason} ({count})" for reason, count in reasons[source].most_common(3))
        lines.append(
            f"| {source} | {counts.total()} | {counts[Outcome.AUXILIARY]} "
            f"| {counts[Outcome.FAILED]} | {laws[source]} | {provisions[source]} | {why} |"
        )
    return "\n".join(lines) + "\n"


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--home", required=True, type=click.Path(path_type=Path))
@click.option("--elasticsearch", "url")
@click.option("--sources", type=click.Path(path_type=Path), help="Write a table by source here.")
@click.option("--json", "as_json", is_flag=True)
def main(path: Path, home: Path, url: str | None, sources: Path | None, as_json: bool) -> None:
    """Measure an import and its indexes."""
    result: dict[str, Any] = {"baseline": read_only(path)}
    collection = open_collection(home)
    result["import"] = imported(collection, path)
    result["import again"] = imported(collection, path)
    result["embedded"] = indexed(collection, Settings(home))
    if url:
        result["elasticsearch"] = indexed(collection, Settings(home, elasticsearch_url=url))
    if sources:
        sources.write_text(table_of_sources(collection), encoding="utf-8")
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if as_json else 1))


if __name__ == "__main__":
    main()
