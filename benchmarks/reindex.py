"""What a re-index costs when little has changed:

    python -m benchmarks.reindex --from HOME --home DIR [--every N] [--elasticsearch URL] [--json]

Every Nth law of the collection in HOME, which is only read, is copied to an empty home, and there,
one after the other in one run: a build from nothing (the baseline), a build when nothing changed,
one when a law in a hundred changed, verifying, publishing, rolling back.
"""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.rows import chunks
from corpora.store import Collection, open_collection
from indexer.build import build_release
from indexer.engine.factory import open_engine
from indexer.engine.protocol import IndexWriter
from indexer.releases import ReleaseRefused, publish, releases, roll_back
from indexer.verify import verify
from mappings.records import Law, Provision
from mappings.settings import Settings

_CHANGED = 100
_Result = TypeVar("_Result")


def copied(source: Collection, home: Path, every: int) -> Collection:
    """A collection with every Nth law of another one."""
    collection = open_collection(home)
    ids = [law_id for law_id, _ in source.law_sizes()][::every]
    for some in chunks(ids):
        # A file a law: of a file with several laws only some may have been taken.
        laws = [replace(law, source_path=law.id) for law in source.laws(some)]
        for source_id in {law.source_id for law in laws}:
            record = source.source(source_id)
            collection.put_source(record or SourceRecord(source_id, "", "", ""))
        collection.put_files([(_file(law), [law]) for law in laws])
    return collection


def _file(law: Law) -> FileRecord:
    return FileRecord(law.source_id, law.source_path, law.raw_sha256, 1, Outcome.LAW, "", 1)


def change(collection: Collection) -> int:
    """Gives one law in a hundred another provision; returns how many."""
    ids = [law_id for law_id, _ in collection.law_sizes()][::_CHANGED]
    for law in list(collection.laws(ids)):
        added = Provision("added", "Added", "", "The lamps are lit at dusk.", "en")
        changed = replace(law, provisions=(*law.provisions, added))
        collection.put_files([(_file(changed), [changed])])
    return len(ids)


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Seconds, and what was made in them."""
    started = time.monotonic()
    made = work()
    return time.monotonic() - started, made


def measured(collection: Collection, writer: IndexWriter, home: Path) -> dict[str, Any]:
    """Seconds of each step, and their share of a build from nothing."""

    def build() -> Any:
        return build_release(collection, writer, home=home)

    seconds: dict[str, float] = {}
    seconds["build from nothing"], first = timed(build)
    seconds["verify"], verification = timed(lambda: verify(collection, writer, first.release))
    if not verification.passed:
        raise ReleaseRefused(str(verification.failed))
    seconds["publish"], _ = timed(lambda: publish(collection, writer, first.release))
    seconds["build, nothing changed"], again = timed(build)
    changed = change(collection)
    seconds["build, 1 law in 100 changed"], second = timed(build)
    verification = verify(collection, writer, second.release)
    publish(collection, writer, second.release)
    seconds["roll back"], _ = timed(lambda: roll_back(collection, writer))
    return {
        "laws": first.laws,
        "documents": first.documents,
        "changed": changed,
        "unchanged": again.unchanged,
        "analysed": second.analysed,
        "verified": verification.passed,
        "bytes": {one.name: one.stored.bytes for one in releases(writer)},
        "steps": {
            name: {"seconds": round(value, 2), "share": value / seconds["build from nothing"]}
            for name, value in seconds.items()
        },
    }


@click.command()
@click.option("--from", "origin", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--home", required=True, type=click.Path(path_type=Path))
@click.option("--every", default=10, show_default=True, help="Of so many laws one is taken.")
@click.option("--elasticsearch", "url")
@click.option("--json", "as_json", is_flag=True)
def main(origin: Path, home: Path, every: int, url: str | None, as_json: bool) -> None:
    """Measure re-indexing."""
    writer = open_engine(Settings(home, elasticsearch_url=url)).writer
    result = measured(copied(open_collection(origin), home, every), writer, home)
    if as_json:
        click.echo(json.dumps(result))
        return
    click.echo(f"{result['laws']} laws, {result['documents']} documents")
    click.echo(f"{'':32} {'seconds':>8} {'share':>8}")
    for name, step in result["steps"].items():
        click.echo(f"{name:32} {step['seconds']:8.2f} {step['share']:8.2%}")
    click.echo(f"analysed of {result['changed']} changed laws: {result['analysed']}")


if __name__ == "__main__":
    main()
