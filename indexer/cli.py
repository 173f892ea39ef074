"""The command `tag`."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import click

from indexer.decisions.cli import (
    export_decisions,
    import_decisions,
    list_decisions,
    take_decisions,
    write_review,
)
from indexer.decisions.review import Wanted
from indexer.tag import Tagger, TagInput
from mappings.jurisdictions import find_jurisdiction
from mappings.records import Tag
from mappings.settings import Settings
from mappings.taxonomy import TAG_SCHEMES

_SHEET = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command()
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--jsonl", is_flag=True, help="Read JSON lines, print a JSON line for each.")
@click.option("--language", default="und", help="Language of the text.")
@click.option("--heading", default="", help="Heading of the provision.")
@click.option("--law-title", default="", help="Title of its law.")
@click.option(
    "--review", type=_SHEET, help="Write the most doubtful tags of the collection to a sheet."
)
@click.option("--scheme", "scheme_names", multiple=True, help="With --review: only this scheme.")
@click.option("--code", "codes", multiple=True, help="With --review: only this code.")
@click.option("--jurisdiction", "places", multiple=True, help="With --review: only its laws.")
@click.option(
    "--rows", type=click.IntRange(1, 20_000), default=200, show_default=True, help="With --review."
)
@click.option(
    "--decide",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take in the decisions of a filled-in sheet.",
)
@click.option("--author", default="", help="With --decide: who decided.")
@click.option("--dry-run", is_flag=True, help="With --decide: check the sheet, store nothing.")
@click.option("--decisions", is_flag=True, help="List every decision and whether it holds.")
@click.option("--export-decisions", "export", type=_SHEET, help="Write every decision, with texts.")
@click.option(
    "--import-decisions",
    "taken",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take in exported decisions.",
)
@click.pass_obj
def tag(
    settings: Settings,
    file: TextIO,
    as_json: bool,
    jsonl: bool,
    language: str,
    heading: str,
    law_title: str,
    review: Path | None,
    scheme_names: tuple[str, ...],
    codes: tuple[str, ...],
    places: tuple[str, ...],
    rows: int,
    decide: Path | None,
    author: str,
    dry_run: bool,
    decisions: bool,
    export: Path | None,
    taken: Path | None,
) -> None:
    """Tag the text in FILE (standard input by default), each tag with its evidence.

    With --jsonl each line is {"id", "text", "language", "jurisdiction", "heading", "law_title"},
    all but text optional, and gives {"id", "tags"}; a line that can't be used gives
    {"line", "error"}.

    Curators: --review writes a sheet (.tsv or .csv) of doubtful tags, --decide takes it in again,
    --decisions lists what was decided, --export-decisions and --import-decisions carry it to
    another database. Decisions hold from the next `index run` on.
    """
    if review:
        wanted = Wanted(_known_schemes(scheme_names), codes, _known_places(places), rows)
        write_review(settings, review, wanted)
        return
    if decide:
        take_decisions(settings, decide, author, dry_run=dry_run, as_json=as_json)
        return
    if export:
        export_decisions(settings, export)
        return
    if taken:
        import_decisions(settings, taken, as_json=as_json)
        return
    if decisions:
        list_decisions(settings, as_json=as_json)
        return
    tagger = Tagger()
    if jsonl:
        _tag_lines(tagger, file)
        return
    tags = tagger.tag(
        TagInput(text=file.read(), heading=heading, law_title=law_title, language=language)
    )
    if as_json:
        click.echo(json.dumps({"tags": [tag_json(found) for found in tags]}, ensure_ascii=False))
        return
    for found in tags:
        quotes = "; ".join(f"“{piece.quote}” ({piece.rule})" for piece in found.evidence)
        click.echo(f"{found.scheme}:{found.code}\t{found.confidence:.2f}\t{quotes}")


def _known_schemes(names: Iterable[str]) -> tuple[str, ...]:
    for name in names:
        if name not in TAG_SCHEMES:
            raise click.BadParameter(
                f"there is no scheme {name!r}; there are {', '.join(TAG_SCHEMES)}"
            )
    return tuple(names)


def _known_places(names: Iterable[str]) -> tuple[str, ...]:
    found = []
    for name in names:
        code = find_jurisdiction(name)
        if code is None:
            raise click.BadParameter(f"{name!r} is no jurisdiction; give its ISO 3166 code or name")
        found.append(code)
    return tuple(found)


def _tag_lines(tagger: Tagger, lines: TextIO) -> None:
    failed = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            identifier, text_input = _tag_item(json.loads(line))
        except ValueError as error:
            failed = True
            click.echo(json.dumps({"line": number, "error": str(error)}, ensure_ascii=False))
            continue
        tags = [tag_json(found) for found in tagger.tag(text_input)]
        click.echo(json.dumps({"id": identifier, "tags": tags}, ensure_ascii=False))
    if failed:
        sys.exit(1)


def _tag_item(item: Any) -> tuple[Any, TagInput]:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError('not an object with the key "text"')

    def value(key: str, missing: str = "") -> str:
        found = item.get(key) or missing
        if not isinstance(found, str):
            raise ValueError(f"{key} is not a string")
        return found

    return item.get("id"), TagInput(
        text=item["text"],
        heading=value("heading"),
        law_title=value("law_title"),
        language=value("language", "und"),
        jurisdiction=value("jurisdiction"),
    )


def tag_json(found: Tag) -> dict[str, Any]:
    """The public JSON of a tag (docs/command-line.md)."""
    return {
        "scheme": found.scheme,
        "code": found.code,
        "confidence": round(found.confidence, 3),
        "origin": found.origin.value,
        "reason": found.reason,
        "evidence": [
            {
                "rule": piece.rule,
                "where": piece.where,
                "quote": piece.quote,
                "start": piece.start,
                "end": piece.end,
            }
            for piece in found.evidence
        ],
    }
