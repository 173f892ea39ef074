"""The loss check's share of an import: the same files imported with it and without it, in the CPU
time of one process that reads, extracts and stores as an import's processes do:

    python -m benchmarks.loss_time ../shared/collection --source ID [--source ID …]
                                   [--sample 200] [--json]
"""

import hashlib
import json
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

import click

from corpora.containers import Container, find_containers
from corpora.extract import registry
from corpora.extract.model import ExtractionError, NotALaw, Source, SourceFile
from corpora.importer import FILES_A_BATCH
from corpora.records import FileRecord, Outcome
from corpora.store import open_collection
from mappings.records import Law


def imported(container: Container, count: int, home: Path) -> float:
    """CPU seconds of an import of some files of a source into an empty collection."""
    started = time.process_time()
    collection = open_collection(home)
    collection.put_source(container.record)
    files = dict(container.read().files)
    paths = sorted(files)[:: max(1, len(files) // count)]
    batch: list[tuple[FileRecord, list[Law]]] = []
    for path in paths:
        data = files[path]
        collection.raw.add(data)
        laws: list[Law] = []
        outcome = Outcome.LAW
        try:
            laws = registry.extract(SourceFile(container.source, path, data, files.get))
        except NotALaw:
            outcome = Outcome.AUXILIARY
        except ExtractionError:
            outcome = Outcome.FAILED
        digest = hashlib.sha256(data).hexdigest()
        batch.append(
            (FileRecord(container.source.id, path, digest, len(data), outcome, "", 1), laws)
        )
        if len(batch) == FILES_A_BATCH or path == paths[-1]:
            collection.put_files(batch)
            batch = []
    return time.process_time() - started


def measured(container: Container, count: int) -> tuple[float, float]:
    """CPU seconds without the check and with it; the better of two runs each."""
    seconds: dict[bool, list[float]] = {False: [], True: []}
    for checked in (True, False, True, False):
        replaced = registry._checked if checked else lambda _file, _layout, _drafts, laws: laws
        with tempfile.TemporaryDirectory() as home, patch.object(registry, "_checked", replaced):
            seconds[checked].append(imported(container, count, Path(home)))
    return min(seconds[False]), min(seconds[True])


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--source", "sources", multiple=True, required=True)
@click.option("--sample", default=200, help="Files a source.")
@click.option("--json", "as_json", is_flag=True)
def main(path: Path, sources: tuple[str, ...], sample: int, as_json: bool) -> None:
    """Measure the check's share."""
    rows: list[tuple[str, float, float, float]] = []
    for container in find_containers(path, Source("x")):
        if container.source.id in sources:
            without, checked = measured(container, sample)
            share = round(100 * (checked - without) / checked, 1)
            rows.append((container.source.id, round(without, 1), round(checked, 1), share))
    before, after = sum(row[1] for row in rows), sum(row[2] for row in rows)
    share = round(100 * (after - before) / after, 1)
    rows.append(("together", round(before, 1), round(after, 1), share))
    if as_json:
        click.echo(json.dumps(rows))
        return
    click.echo("| source | without, s | with, s | share, % |\n|---|---|---|---|")
    for row in rows:
        click.echo(f"| {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    main()
