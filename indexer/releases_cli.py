"""The commands `index …`: build, verify, publish, roll back, list and prune releases."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from corpora.cli import progress_bar
from corpora.locks import Busy
from corpora.store import Collection, open_collection
from indexer.build import IndexReport, NothingToIndex, Progress, build_release
from indexer.changes_cli import diff
from indexer.engine.factory import open_engine
from indexer.engine.protocol import EngineUnavailable, IndexReader
from indexer.pipeline import index_collection
from indexer.releases import (
    KEPT,
    Release,
    ReleaseRefused,
    Verification,
    find,
    newest,
    prune,
    publish,
    releases,
    roll_back,
)
from indexer.tag.version import tagging_version
from indexer.tagged import tagged_by
from indexer.verify import verify
from mappings.settings import Settings

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_workers = click.option(
    "--workers", type=click.IntRange(1, 64), help="Processes that tag and analyse."
)
_whole = click.option(
    "--whole", is_flag=True, help="From nothing, though only few laws may have changed."
)
_keep = click.option(
    "--keep",
    type=click.IntRange(1, 1000),
    default=KEPT,
    show_default=True,
    help="Newest releases that stay.",
)


@click.group()
def index() -> None:
    """Build the search index from the collection, in releases beside the live one."""


@contextmanager
def _explained() -> Iterator[None]:
    """What the user can do something about, in one line and with exit code 1."""
    try:
        yield
    except (Busy, NothingToIndex, ReleaseRefused) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _progress() -> Iterator[Progress]:
    with progress_bar() as bar:
        task = bar.add_task("laws", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _collection(settings: Settings) -> Collection:
    return open_collection(settings.home, settings.database_url)


@index.command()
@_workers
@_whole
@_keep
@_json
@click.pass_obj
def run(settings: Settings, workers: int | None, whole: bool, keep: int, as_json: bool) -> None:
    """Bring the index up to the collection: build, verify, publish, prune.

    Only laws that changed are analysed again. Documents that the engine refuses are listed and
    make the exit code 1.
    """
    engine = open_engine(settings)
    outdated = _outdated(engine.reader)
    with _explained(), _progress() as progress:
        report = index_collection(
            _collection(settings),
            engine.writer,
            home=settings.home,
            database_url=settings.database_url,
            workers=workers,
            whole=whole,
            keep=keep,
            progress=progress,
        )
    if as_json:
        _print_json(_report_json(report) | {"retagged": outdated})
    else:
        what = "is live still, nothing has changed" if report.unchanged else "is live"
        click.echo(f"Release {report.release} {what}: {_held(report)} ({settings.engine}).")
        _tell_changes(report)
        if outdated:
            click.echo(
                f"The vocabulary had changed: {outdated} provisions that an older one had tagged "
                f"are tagged anew (version {tagging_version()})."
            )
    _end(report, as_json)


@index.command()
@_workers
@_whole
@_json
@click.pass_obj
def build(settings: Settings, workers: int | None, whole: bool, as_json: bool) -> None:
    """Build a release beside the live one, which stays as it is.

    What a build that was interrupted has written is gone on with.
    """
    with _explained(), _progress() as progress:
        report = build_release(
            _collection(settings),
            open_engine(settings).writer,
            home=settings.home,
            database_url=settings.database_url,
            workers=workers,
            whole=whole,
            progress=progress,
        )
    if as_json:
        _print_json(_report_json(report))
    elif report.unchanged:
        click.echo(f"Nothing has changed since the live release {report.release} was built.")
    else:
        click.echo(f"Release {report.release} is built: {_held(report)} ({settings.engine}).")
        _tell_changes(report)
        click.echo(f"Next: legal-library index verify {report.release}")
    _end(report, as_json)


@index.command("verify")
@click.argument("release", default="")
@_json
@click.pass_obj
def verify_command(settings: Settings, release: str, as_json: bool) -> None:
    """Compare RELEASE (the newest by default) with the collection, and keep the result.

    Exit code 1 when a check is not passed.
    """
    writer = open_engine(settings).writer
    with _explained():
        name = release or newest(writer).name
        found = verify(_collection(settings), writer, name)
    if as_json:
        _print_json({"release": name, **_verification_json(found)})
    else:
        for check in found.checks:
            click.echo(
                f"{'ok  ' if check.passed else 'FAIL'}  {check.name}  {check.found}".rstrip()
            )
        if found.passed:
            click.echo(f"Release {name} is verified. Next: legal-library index publish {name}")
    if not found.passed:
        sys.exit(1)


@index.command("publish")
@click.argument("release", default="")
@click.option("--force", metavar="REASON", default="", help="Though not verified; why.")
@_json
@click.pass_obj
def publish_command(settings: Settings, release: str, force: str, as_json: bool) -> None:
    """Make RELEASE (the newest by default) the live one, at once.

    One that is not verified, or failed, is refused, unless a reason is given, which is kept.
    """
    writer = open_engine(settings).writer
    with _explained():
        name = release or newest(writer).name
        publish(_collection(settings), writer, name, force=force.strip())
    _tell_live(name, as_json)


@index.command()
@click.option(
    "--to", default="", metavar="RELEASE", help="By default the one that was live before."
)
@_json
@click.pass_obj
def rollback(settings: Settings, to: str, as_json: bool) -> None:
    """Make the release that was live before the live one again, at once."""
    with _explained():
        name = roll_back(_collection(settings), open_engine(settings).writer, to)
    _tell_live(name, as_json)


@index.command("list")
@_json
@click.pass_obj
def list_command(settings: Settings, as_json: bool) -> None:
    """List the releases, the newest first."""
    found = releases(open_engine(settings).writer)
    if as_json:
        _print_json([release.to_json() for release in found])
        return
    if not found:
        click.echo("No release yet: run `legal-library index run`.")
    for release in found:
        click.echo(
            f"{release.name}  {release.state:10}  {release.stored.documents:>9} provisions  "
            f"{release.note.laws:>7} laws  {release.stored.bytes / 1024**2:>7.0f} MB  "
            f"{_remarks(release)}".rstrip()
        )


@index.command("prune")
@_keep
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@_json
@click.pass_obj
def prune_command(settings: Settings, keep: int, dry_run: bool, as_json: bool) -> None:
    """Remove old releases, and what interrupted builds left.

    The live one and the one that a roll back goes to always stay.
    """
    with _explained():
        removed = prune(_collection(settings), open_engine(settings).writer, keep, dry_run=dry_run)
    if as_json:
        _print_json({"removed": removed, "dry_run": dry_run})
        return
    for name in removed:
        click.echo(f"{'would be removed' if dry_run else 'removed'}: {name}")
    if not removed:
        click.echo("There is nothing to remove.")


@index.command()
@click.argument("release", default="")
@_json
@click.pass_obj
def problems(settings: Settings, release: str, as_json: bool) -> None:
    """List the documents that the engine refused, and why: those of RELEASE, or of the newest.

    The next `index build` tries them again, whether their laws have changed or not.
    """
    writer = open_engine(settings).writer
    with _explained():
        found = find(writer, release) if release else newest(writer)
    rejected = [{"id": one.id, "reason": one.reason} for one in found.note.rejected]
    if as_json:
        _print_json({"release": found.name, "rejected": rejected})
        return
    for one in rejected:
        click.echo(f"{one['id']}: {one['reason']}")
    if not rejected:
        click.echo(f"The engine refused no document of release {found.name}.")


index.add_command(diff)


def _outdated(reader: IndexReader) -> int:
    """Provisions of the live index that an older vocabulary tagged; 0 when none is live."""
    try:
        return tagged_by(reader).outdated
    except EngineUnavailable:
        return 0


def _held(report: IndexReport) -> str:
    return f"{report.documents} provisions of {report.laws} laws"


def _tell_changes(report: IndexReport) -> None:
    if report.base and not report.unchanged:
        click.echo(
            f"{report.analysed} laws are new or changed, {report.removed} are gone; the others are "
            f"those of release {report.base}."
        )


def _report_json(report: IndexReport) -> dict[str, Any]:
    return {
        "release": report.release,
        "base": report.base,
        "unchanged": report.unchanged,
        "laws": report.laws,
        "documents": report.documents,
        "analysed": report.analysed,
        "removed": report.removed,
        "rejected": [{"id": one.id, "reason": one.reason} for one in report.rejected],
        "vocabulary": tagging_version(),
    }


def _verification_json(found: Verification) -> dict[str, Any]:
    return {
        "passed": found.passed,
        "at": found.at,
        "checks": [
            {"name": check.name, "passed": check.passed, "found": check.found}
            for check in found.checks
        ],
    }


def _remarks(release: Release) -> str:
    note = release.note
    remarks = [
        f"{len(note.rejected)} refused" if note.rejected else "",
        f"published {note.published_at[:16]}" if note.published_at else "",
        f"forced: {note.forced}" if note.forced else "",
        "rolled back from" if note.withdrawn_at else "",
    ]
    if note.verification and not note.verification.passed:
        remarks += [f"{check.name}: {check.found}" for check in note.verification.failed]
    return "; ".join(filter(None, remarks))


def _tell_live(name: str, as_json: bool) -> None:
    if as_json:
        _print_json({"live": name})
    else:
        click.echo(f"Release {name} is live.")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def _end(report: IndexReport, as_json: bool) -> None:
    if report.rejected and not as_json:
        for document in report.rejected:
            click.echo(f"rejected: {document.id}: {document.reason}", err=True)
    if report.rejected:
        sys.exit(1)
