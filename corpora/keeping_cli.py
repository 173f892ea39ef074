"""Commands that keep a collection over the years: upgrade, backup, restore."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from corpora.backup import BackupError, back_up, check, restore
from corpora.database import open_database
from corpora.raw_files import RawFiles
from corpora.upgrade import upgrade_collection
from mappings.settings import Settings


@click.command(name="upgrade")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def upgrade_command(settings: Settings, as_json: bool) -> None:
    """Bring the tables of the collection to the version of this program, whatever made them.

    Done wholly or not at all, and nothing is lost. An SQLite database is kept as it was beside
    itself; of PostgreSQL, make a backup first.
    """
    done = upgrade_collection(settings.home, settings.database_url)
    if as_json:
        click.echo(json.dumps(asdict(done)))
    elif done.before == done.after:
        click.echo(f"The collection is of schema version {done.after} already.")
    elif done.before is None:
        click.echo(f"An empty collection of schema version {done.after} was made.")
    else:
        click.echo(f"The collection went from schema version {done.before} to {done.after}.")
        if done.copy:
            click.echo(f"As it was before, it is in {done.copy}; remove it when all is well.")


@click.command(name="backup")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def backup_command(settings: Settings, target: Path, as_json: bool) -> None:
    """Write a backup of the collection to TARGET: a folder, or one file when it ends in .tar.

    Laws, raw files, decisions, accounts and the audit trail, of one moment; imports may go on.
    Into the folder of an earlier backup only the database and new raw files are written.
    """
    engine = open_database(settings.home, settings.database_url)
    try:
        report = back_up(engine, RawFiles(settings.home / "raw"), target)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(asdict(report)))
    else:
        click.echo(
            f"{report.path}: the database and {report.raw} raw files, {report.new} of them new; "
            "read again and found right."
        )
    for sha256 in report.damaged:
        click.echo(f"not in it, as its bytes are not those it was kept with: {sha256}", err=True)
    if report.damaged:
        sys.exit(1)


@click.command(name="restore")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the collection that is here.")
@click.option("--check", "only_check", is_flag=True, help="Only read all of it, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def restore_command(
    settings: Settings, source: Path, force: bool, only_check: bool, as_json: bool
) -> None:
    """Restore the collection from the backup SOURCE, whatever kind of database it was made of.

    All of it is read and compared first, and takes the place of what is here at the end, at once.
    """
    try:
        if only_check:
            manifest = check(source)
        else:
            engine = open_database(settings.home, settings.database_url)
            manifest = restore(source, engine, RawFiles(settings.home / "raw"), force=force)
    except BackupError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        values = {"made_at": manifest.made_at, "schema_version": manifest.schema_version}
        click.echo(json.dumps(values | {"raw": len(manifest.raw), "restored": not only_check}))
        return
    done = (
        "It is sound" if only_check else "Restored; run `legal-library upgrade`, then `index run`"
    )
    click.echo(f"Made {manifest.made_at}, with {len(manifest.raw)} raw files. {done}.")
