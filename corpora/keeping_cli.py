"""Commands that keep a collection over the years: `legal-library upgrade`."""

import json
from dataclasses import asdict

import click

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
