"""The command `index diff`."""

import json
from dataclasses import asdict

import click

from corpora.store import Collection, open_collection
from indexer.changes import Changes, NoRelease, changes, chosen, of_law
from indexer.engine.factory import open_engine
from indexer.engine.protocol import EngineUnavailable
from mappings.settings import Settings

_SHOWN = 20


@click.command()
@click.argument("before", default="")
@click.argument("after", default="")
@click.option("--law", default="", help="The provisions of one law, with their tags.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def diff(settings: Settings, before: str, after: str, law: str, as_json: bool) -> None:
    """Tell what release AFTER has and BEFORE has not, and the other way: laws, provisions, tags.

    By default the live release and the newest one that is not published yet; when there is none,
    the one before the live one and the live one.
    """
    writer = open_engine(settings).writer
    collection = open_collection(settings.home, settings.database_url)
    try:
        before, after = chosen(writer, before, after)
        if law:
            for one in of_law(writer, before, after, law):
                signs = (("+", one.added), ("-", one.removed))
                tags = [f"{sign}{tag.scheme}:{tag.code}" for sign, some in signs for tag in some]
                line = {"provision": one.id, "tags": tags}
                click.echo(json.dumps(line) if as_json else f"{one.id}\t{' '.join(tags)}")
            return
        found = changes(writer, before, after)
    except (NoRelease, EngineUnavailable) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
    else:
        _tell(found, collection)


def _tell(found: Changes, collection: Collection) -> None:
    click.echo(f"From {found.before} to {found.after}:")
    click.echo(
        f"{len(found.new)} laws new, {len(found.changed)} changed, {len(found.gone)} gone; "
        f"{found.provisions[0]} provisions before, {found.provisions[1]} after."
    )
    if found.made_anew:
        click.echo("Every law was made anew: by another version of the program, or of its tables.")
    for name, laws in (("new", found.new), ("changed", found.changed), ("gone", found.gone)):
        shown = laws[:_SHOWN]
        titles = collection.summaries(shown)
        for law_id in shown:
            title = titles[law_id].title if law_id in titles else ""
            click.echo(f"{name}\t{law_id}\t{' '.join(title.split())}")
        if len(laws) > _SHOWN:
            click.echo(f"{name}\t… {len(laws) - _SHOWN} more (--json lists all)")
    for one in found.tags:
        click.echo(f"{one.field}:{one.code}\t+{one.added} -{one.removed}\t{' '.join(one.laws)}")
