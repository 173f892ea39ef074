"""The commands `corpora correct` and `corpora corrections`."""

import json
from dataclasses import asdict

import click

from corpora.audit import command_line_user
from corpora.corrected import FIELDS, UnfitValue
from corpora.store import open_collection
from mappings.settings import Settings


@click.command()
@click.argument("law_id")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]…")
@click.option("--undo", multiple=True, type=click.Choice(FIELDS), help="As the file says, again.")
@click.option("--reason", default="", help="Why; kept with the correction.")
@click.pass_obj
def correct(
    settings: Settings, law_id: str, values: tuple[str, ...], undo: tuple[str, ...], reason: str
) -> None:
    """Correct what LAW_ID is said to be: its title, number, jurisdiction, kind, language, status,
    or a date of it (adopted, published, in_force, amended, repealed, version).

    It holds whatever its file says, now and after other imports; the last correction counts.
    """
    wanted: dict[str, str | None] = dict.fromkeys(undo)
    for value in values:
        field, equals, given = value.partition("=")
        if not equals:
            raise click.UsageError(f"{value!r}: write FIELD=VALUE, for example adopted=2005-05-20")
        if field in wanted:
            raise click.UsageError(f"{field} is given twice")
        wanted[field] = given
    if not wanted:
        raise click.UsageError("give FIELD=VALUE, or --undo FIELD")
    collection = open_collection(settings.home, settings.database_url)
    try:
        changed = collection.corrections.correct(law_id, wanted, reason, command_line_user())
    except UnfitValue as error:
        raise click.ClickException(str(error)) from error
    except LookupError as error:
        raise click.ClickException(f"the collection has no law {law_id!r}") from error
    if changed:
        click.echo(
            f"Corrected: {', '.join(changed)}. Searches find it from the next "
            "`legal-library index run` on."
        )
    else:
        click.echo("It is so already.")


@click.command()
@click.argument("law_id", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def corrections(settings: Settings, law_id: str | None, as_json: bool) -> None:
    """List the corrections of LAW_ID, or of all laws, the last ones first."""
    log = open_collection(settings.home, settings.database_url).corrections
    for one in log.history(law_id):
        if as_json:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
            continue
        value = "as the file says" if one.value is None else repr(one.value)
        reason = f": {one.reason}" if one.reason else ""
        said = f"{one.field} {value}"
        click.echo(f"{one.corrected_at}\t{one.law_id}\t{said}\t{one.author}{reason}")
