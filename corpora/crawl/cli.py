"""Commands about publishers: `corpora sources`, `corpora crawl`, `corpora new-source`."""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from corpora.containers import SourceError
from corpora.crawl.report import CrawlReport, State
from corpora.crawl.run import Progress as Fetched
from corpora.crawl.session import Session, crawl_folder, last_report
from corpora.locks import Busy
from corpora.sources.definition import Definition, DefinitionError, find, shipped
from corpora.sources.new import create
from corpora.store import open_collection
from mappings.settings import Settings

# The source that describes folders on this machine: `corpora crawl PATH`.
_FOLDERS = "local-folder"
_FAILURES_SHOWN = 20


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.pass_obj
def sources(settings: Settings, as_json: bool) -> None:
    """List the sources: whose laws, under which licence, and when each was last verified."""
    try:
        known = shipped()
    except DefinitionError as error:
        raise click.ClickException(str(error)) from error
    found = [_source_json(one, settings.home) for one in known]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("source", "laws of", "list", "schedule", "expected", "verified", "last crawl"):
        table.add_column(name, overflow="fold")
    for one in found:
        bounds, verified, last = one["expected"], one["verified"], one["last_crawl"]
        table.add_row(
            one["id"],
            " ".join(one["jurisdictions"]) or "any",
            ", ".join(one["lists"]),
            one["schedule"],
            f"{bounds['minimum']}–{bounds['maximum']}",
            f"{verified['date']}: {verified['against']}"
            if verified["date"]
            else verified["against"],
            f"{last['started_at'][:10]} {last['state']}, {last['laws']} laws" if last else "never",
        )
    # Whoever reads it through a pipe has no width.
    Console(width=None if sys.stdout.isatty() else 240).print(table)


def _source_json(one: Definition, home: Path) -> dict[str, Any]:
    last = last_report(home, one.id)
    return {
        "id": one.id,
        "name": one.name,
        "publisher": one.publisher,
        "homepage": one.homepage,
        "jurisdictions": list(one.jurisdictions),
        "languages": list(one.languages),
        "licence": one.licence,
        "attribution": one.attribution,
        "lists": [step.kind for step in one.listing],
        "format": one.format,
        "schedule": one.schedule,
        "expected": one.expected.model_dump(),
        "verified": {
            "date": one.verified.date.isoformat() if one.verified.date else None,
            "against": one.verified.against,
        },
        "notes": one.notes,
        "last_crawl": last
        and {name: last[name] for name in ("started_at", "state", "laws", "failed", "gone", "ok")},
    }


@click.command()
@click.argument("source")
@click.option("--dry-run", is_flag=True, help="Read the lists only, and say what would be fetched.")
@click.option("--limit", type=click.IntRange(1), help="Fetch at most so many laws, then pause.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read files.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def crawl(
    settings: Settings,
    source: str,
    dry_run: bool,
    limit: int | None,
    workers: int | None,
    as_json: bool,
) -> None:
    """Bring in what is new or changed at SOURCE: an id of `corpora sources`, the YAML file of a
    source, or a folder of laws on this machine.

    A crawl that is interrupted goes on the next time. What was fetched is brought into the
    collection when the laws are as many as the source says, else the collection stays as it was.
    The exit code is 1 when something failed, is unfinished, or is not published.
    """
    try:
        if Path(source).is_dir():
            if limit is not None:
                raise click.UsageError("--limit is for sources on the web")
            reports = _crawl_folder(settings, Path(source), dry_run, workers)
        else:
            reports = [_crawl_web(settings, find(source), dry_run, limit, workers)]
    except (Busy, DefinitionError, SourceError) as error:
        raise click.ClickException(str(error)) from error
    except (OSError, sqlite3.Error) as error:
        raise click.ClickException(
            f"{settings.home} cannot be written to ({error}); make room, and the crawl goes on"
        ) from error
    for report in reports:
        if as_json:
            click.echo(json.dumps(report.to_json(), ensure_ascii=False))
        else:
            _print(report)
    if not all(report.ok for report in reports):
        sys.exit(1)


def _crawl_folder(
    settings: Settings, path: Path, dry_run: bool, workers: int | None
) -> list[CrawlReport]:
    collection = open_collection(settings.home, settings.database_url)
    with _bar() as bar:
        task = bar.add_task("reading", total=None, rate="")

        def read(source_id: str, done: int, left: int) -> None:
            bar.update(task, advance=done, description=f"{source_id} ({left} left)")

        return crawl_folder(
            find(_FOLDERS),
            path,
            settings.home,
            collection,
            dry_run=dry_run,
            workers=workers,
            read=read,
        )


def _crawl_web(
    settings: Settings,
    definition: Definition,
    dry_run: bool,
    limit: int | None,
    workers: int | None,
) -> CrawlReport:
    if definition.is_folder:
        raise click.UsageError(f"{definition.id} is for folders: `corpora crawl PATH`")
    with _bar() as bar:
        task = bar.add_task("lists", total=None, rate="")

        def fetched(progress: Fetched) -> None:
            speed = bar.tasks[task].speed
            bar.update(
                task,
                completed=progress.done,
                total=progress.found or None,
                description=f"fetching ({progress.pages} of {progress.pages_found} list pages)",
                rate=f"{speed:.1f}/s" if speed else "",
            )

        def read(_source: str, done: int, left: int) -> None:
            bar.update(task, description=f"reading ({left} left)", rate="")

        session = Session(
            definition,
            settings.home,
            contact=settings.contact,
            workers=workers,
            fetched=fetched,
            read=read,
        )
        if dry_run:
            return session.dry_run()
        collection = open_collection(settings.home, settings.database_url)
        return session.crawl(collection, limit)


def _bar() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def _print(report: CrawlReport) -> None:
    if report.state is State.DRY_RUN:
        click.echo(
            f"{report.source}: {report.listed} laws listed, {report.new} of them new. Nothing kept."
        )
    else:
        click.echo(
            f"{report.source}: {report.new} new, {report.changed} changed, "
            f"{report.unchanged} unchanged, {report.gone} gone, {report.failed} failed"
            + (f", {report.left} left" if report.left else "")
            + (f"; {report.unread} cannot be read (corpora problems)" if report.unread else "")
        )
        rate = f" ({report.requests / report.seconds:.1f} a second)" if report.seconds else ""
        click.echo(
            f"{report.state.value}: {report.laws if report.laws is not None else '?'} laws"
            + (
                f"; {report.requests} requests{rate}, {report.bytes} bytes"
                if report.requests
                else ""
            )
        )
    if report.why:
        click.echo(report.why, err=True)
    problems = [*report.lists_failed, *report.failures]
    for problem in problems[:_FAILURES_SHOWN]:
        click.echo(f"failed: {problem.url}: {problem.reason}", err=True)
    if len(problems) > _FAILURES_SHOWN:
        click.echo("… the others: --json", err=True)


@click.command(name="new-source")
@click.argument("source_id", metavar="ID")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    help="Root of the checkout to write into.",
)
def new_source(source_id: str, root: Path) -> None:
    """Write the files of a new source to begin with, and say what to do next."""
    try:
        written = create(source_id, root)
    except DefinitionError as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(f"wrote {path}")
    click.echo(
        "\nNow (docs/adding-a-source.md has an example):\n"
        f"1. Fill in {written[0]}: every line with CHANGE.\n"
        "2. Put a page in the layout of the list, and one of a law, where the samples are.\n"
        "3. python -m pytest tests/corpora/test_sources.py says what is read from them; it writes\n"
        "   expected.json the first time. Look whether that is right, and run it again.\n"
        f"4. legal-library corpora crawl {source_id} --dry-run, then --limit 5."
    )
