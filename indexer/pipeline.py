"""Brings the index up to the collection: build a release, verify, publish, remove old ones."""

from pathlib import Path

from corpora.store import Collection
from indexer.build import IndexReport, Progress, build_release
from indexer.engine.protocol import IndexWriter
from indexer.releases import KEPT, ReleaseRefused, prune, publish
from indexer.verify import verify


def index_collection(
    collection: Collection,
    writer: IndexWriter,
    *,
    home: Path,
    database_url: str | None = None,
    workers: int | None = None,
    whole: bool = False,
    keep: int = KEPT,
    progress: Progress = lambda done, total: None,
) -> IndexReport:
    """Builds, verifies and publishes a release (parameters as for `build_release` and `prune`).
    When nothing has changed since the live one was built, it stays.

    Raises NothingToIndex, `corpora.locks.Busy`, and ReleaseRefused when the new release does not
    pass, or another one was published meanwhile; the live one then stays as it is.
    """
    live = writer.live()
    report = build_release(
        collection,
        writer,
        home=home,
        database_url=database_url,
        workers=workers,
        whole=whole,
        progress=progress,
    )
    if report.unchanged:
        return report
    if failed := verify(collection, writer, report.release).failed:
        reasons = "; ".join(f"{check.name}: {check.found}" for check in failed)
        raise ReleaseRefused(
            f"release {report.release} was built, and failed when it was verified ({reasons}); "
            "the live one stays as it is"
        )
    publish(collection, writer, report.release, over=live)
    prune(collection, writer, keep)
    return report
