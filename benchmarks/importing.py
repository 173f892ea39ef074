"""Imports a collection into an empty home and indexes it on an engine, with figures by source:

    python -m benchmarks.importing ../shared/collection --home DIR [--elasticsearch URL] [--json]

The baseline in the same run is reading and decoding every file, nothing else.
"""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import click

from corpora.containers import find_containers
from corpora.extract.model import Source
from corpora.importer import import_containers
from corpora.store import open_collection
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


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--home", required=True, type=click.Path(path_type=Path))
@click.option("--elasticsearch", "url")
@click.option("--json", "as_json", is_flag=True)
def main(path: Path, home: Path, url: str | None, as_json: bool) -> None:
    """Measure an import and its index."""
    result: dict[str, Any] = {"baseline": read_only(path)}
    collection = open_collection(home)
    by_source: Counter[str] = Counter()
    started = time.monotonic()
    report = import_containers(
        collection,
        find_containers(path, Source("x")),
        progress=lambda source, done, left: by_source.update({source: done}),
    )
    reasons = Counter(record.reason.split(":")[0][:80] for record in report.failures)
    result["import"] = {
        "seconds": round(time.monotonic() - started),
        "files": report.files,
        "files with laws": report.new_laws_files,
        "auxiliary": report.auxiliary,
        "failed": report.failed,
        "laws": report.laws,
        "provisions": report.provisions,
        "sources": len(by_source),
        "reasons": dict(reasons.most_common()),
    }
    settings = Settings(home, elasticsearch_url=url)
    engine = open_engine(settings)
    started = time.monotonic()
    indexed = index_collection(collection, engine.writer, home=home)
    status = engine.reader.status()
    result["index"] = {
        "engine": status.engine,
        "seconds": round(time.monotonic() - started),
        "documents": indexed.documents,
        "rejected": len(indexed.rejected),
        "bytes": status.bytes,
    }
    click.echo(json.dumps(result, ensure_ascii=False, indent=None if as_json else 1))


if __name__ == "__main__":
    main()
