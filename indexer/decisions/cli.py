"""What `legal-library tag` does for curators."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from corpora.audit import command_line_user
from corpora.cli import progress_bar
from corpora.store import open_collection
from indexer.decisions.archive import take_archive, write_archive
from indexer.decisions.review import Report, Wanted, decide, to_review
from indexer.decisions.rulings import Standing, standings
from indexer.decisions.sheet import SheetError, read_sheet, write_sheet
from indexer.tag import Tagger
from mappings.records import Decision
from mappings.settings import Settings


def write_review(settings: Settings, file: Path, wanted: Wanted) -> None:
    """Writes a sheet of the most doubtful tags."""
    if file.suffix.casefold() not in (".tsv", ".csv"):
        raise click.BadParameter(f"{file.name}: the name of a sheet ends in .tsv or .csv")
    collection = open_collection(settings.home, settings.database_url)
    with progress_bar() as bar:
        task = bar.add_task("laws", total=None)
        rows = to_review(
            collection,
            Tagger(),
            wanted,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    try:
        write_sheet(file, rows)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    click.echo(
        f"{len(rows)} tags to review in {file}. Fill in the columns decision (confirm, reject, add)"
        f" and reason, then run `legal-library tag --decide {file} --author NAME`."
    )


def take_decisions(
    settings: Settings, file: Path, author: str, *, dry_run: bool, as_json: bool
) -> None:
    """Takes in a sheet. Rows that cannot be used make the exit code 1."""
    author = " ".join(author.split())
    if not author or not author.isprintable() or len(author) > 200:
        raise click.BadParameter("--author NAME says who decided; it is kept with each decision")
    collection = open_collection(settings.home, settings.database_url)
    try:
        report = decide(
            collection, read_sheet(file), author, by=command_line_user(), dry_run=dry_run
        )
    except SheetError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(_report_json(report, dry_run), ensure_ascii=False))
    else:
        _print_report(report, dry_run)
    if report.problems:
        sys.exit(1)


def _print_report(report: Report, dry_run: bool) -> None:
    verb = "would be stored" if dry_run else "stored"
    click.echo(
        f"{len(report.decided)} decisions {verb}, {report.unchanged} were there already, "
        f"{report.undecided} rows without a decision, {len(report.problems)} that cannot be used."
    )
    for number, earlier in report.overrides:
        click.echo(f"row {number}: overrides {earlier}; both are kept")
    for number, problem in report.problems:
        click.echo(f"row {number}: {problem}", err=True)
    if report.decided and not dry_run:
        click.echo("They hold from the next `legal-library index run` on.")


def _report_json(report: Report, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "decided": len(report.decided),
        "unchanged": report.unchanged,
        "undecided": report.undecided,
        "overrides": [{"row": row, "earlier": earlier} for row, earlier in report.overrides],
        "problems": [{"row": row, "problem": problem} for row, problem in report.problems],
    }


def export_decisions(settings: Settings, file: Path) -> None:
    """Writes every decision with the text it was made on."""
    if file.suffix.casefold() != ".csv":
        raise click.BadParameter(f"{file.name}: the name of an archive of decisions ends in .csv")
    collection = open_collection(settings.home, settings.database_url)
    try:
        count = write_archive(file, collection.decisions.all())
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    click.echo(
        f"{count} decisions in {file}. `legal-library tag --import-decisions {file}` takes them in"
        " again, here or elsewhere."
    )


def import_decisions(settings: Settings, file: Path, *, as_json: bool) -> None:
    """Takes in exported decisions. Rows that cannot be used make the exit code 1."""
    collection = open_collection(settings.home, settings.database_url)
    try:
        taken = take_archive(collection.decisions, file)
    except SheetError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        problems = [{"row": row, "problem": problem} for row, problem in taken.problems]
        summary = {"added": len(taken.added), "known": taken.known, "problems": problems}
        click.echo(json.dumps(summary, ensure_ascii=False))
    else:
        click.echo(
            f"{len(taken.added)} decisions added, {taken.known} were there already, "
            f"{len(taken.problems)} cannot be used. "
            "`legal-library tag --decisions` says which hold."
        )
        for number, problem in taken.problems:
            click.echo(f"row {number}: {problem}", err=True)
    if taken.problems:
        sys.exit(1)


def list_decisions(settings: Settings, *, as_json: bool) -> None:
    """Lists every decision with what it is worth today; with JSON, one object a line."""
    collection = open_collection(settings.home, settings.database_url)
    for standing in standings(collection):
        click.echo(
            json.dumps(_standing_json(standing), ensure_ascii=False)
            if as_json
            else _standing_line(standing)
        )


def _standing_line(standing: Standing) -> str:
    one = standing.decision
    note = f"\n    {standing.note}" if standing.note else ""
    return (
        f"{standing.state}\t{one.verdict} {one.scheme}:{one.code}\t{_name(one)}\t"
        f"{one.author}, {one.decided_at}\t{one.reason}{note}"
    )


def _name(decision: Decision) -> str:
    provision = decision.provision
    what = provision.label or provision.heading or provision.path
    return f"{decision.jurisdiction}, {decision.law_title}, {what}"


def _standing_json(standing: Standing) -> dict[str, Any]:
    one = standing.decision
    return {
        "state": standing.state.value,
        "note": standing.note,
        "paths": list(standing.paths),
        "law_id": one.law_id,
        "law_title": one.law_title,
        "jurisdiction": one.jurisdiction,
        "path": one.provision.path,
        "label": one.provision.label,
        "scheme": one.scheme,
        "code": one.code,
        "verdict": one.verdict.value,
        "reason": one.reason,
        "author": one.author,
        "decided_at": one.decided_at,
    }
