"""For how many jurisdictions a law on each subject is recognised:
`python -m benchmarks.law_subjects --collection FILE [--json]`.

Baseline in the same run: any law whose title names the subject, however short, repealed or
subordinate. What lies between the two is listed, longest first, to be read.
"""

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from mappings.coverage import subjects_of, subjects_of_titles
from mappings.records import Law, LawStatus, Provision
from mappings.taxonomy import SUBJECT, scheme


def measured(collection: Path) -> dict[str, Any]:
    """By subject: jurisdictions with a whole law, with any title, and the laws between."""
    whole: dict[str, set[str]] = defaultdict(set)
    named: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    places = set()
    with closing(sqlite3.connect(f"file:{collection}?mode=ro", uri=True)) as database:
        for place, title, titles, kind, status, language, characters in database.execute(
            "SELECT jurisdiction, title, titles, kind, status, language, characters FROM law"
        ):
            places.add(place)
            names = json.loads(titles)
            found = subjects_of_titles([title, *names.values()])
            if not found:
                continue
            # Only the length of the text counts.
            text = Provision("p", "", "", " " * characters, language)
            law = Law("", place, title, language, kind, (text,), names, status=LawStatus(status))
            for subject in subjects_of(law):
                whole[subject].add(place)
            for subject in found:
                named[subject][place].append((characters, title))
    return {
        "jurisdictions": len(places),
        "subjects": {
            subject: {
                "whole": len(whole[subject]),
                "named": len(named[subject]),
                "between": [
                    f"{place}: {max(laws)[1][:80]} ({max(laws)[0]} characters)"
                    for place, laws in sorted(named[subject].items())
                    if place not in whole[subject]
                ],
            }
            for subject in scheme(SUBJECT)
        },
    }


@click.command()
@click.option(
    "--collection", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True)
def main(collection: Path, as_json: bool) -> None:
    """Jurisdictions with a law on each subject."""
    result = measured(collection)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    click.echo(f"{result['jurisdictions']} jurisdictions")
    for subject, found in result["subjects"].items():
        click.echo(f"{subject:28} whole law {found['whole']:4}  any title {found['named']:4}")
        for line in found["between"]:
            click.echo(f"    {line}")


if __name__ == "__main__":
    main()
