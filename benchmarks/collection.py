"""What the laws of a collection have: `python -m benchmarks.collection --home DIR [--json]`.

The share of laws with at least one provision, with a title of words, a language, a date and a
number, by source and in all. A title that is a file name, a date or a number counts as none.
"in text" are the dates that were read from the text because the metadata has none.
"""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import click

FEATURES = ("provision", "title", "language", "date", "whole day", "in text", "number")
_GOALS = ("provision", "title", "language")
_GOAL = 0.99
_FILE_NAME = re.compile(r"\.(?:pdf|html?|docx?|md|txt|xml|json|rtf)$|^[\w-]*\d[\w-]*$|\w_\w", re.I)


def has_words(title: str) -> bool:
    """Whether a title says something: words that are no file name."""
    words = re.findall(r"[^\W\d_]{2,}", title)
    return bool(words) and not _FILE_NAME.search(title)


def measured(home: Path) -> dict[str, Any]:
    """Counts of laws by source, "in all" first."""
    connection = sqlite3.connect(f"file:{home / 'collection.sqlite'}?mode=ro", uri=True)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for source, title, language, provisions, date, number, warnings in connection.execute(
        "select source_id, title, language, provision_count, date, number, warnings from law"
    ):
        found = {
            "provision": provisions > 0,
            "title": has_words(title),
            "language": language != "und",
            "date": bool(date),
            "whole day": len(date or "") == 10,
            "in text": bool(re.search(r"was read at the \w+ of the text", warnings)),
            "number": bool(number),
        }
        for key in ("in all", source):
            counts[key]["laws"] += 1
            counts[key].update(name for name, has in found.items() if has)
    return {key: dict(count) for key, count in sorted(counts.items(), key=_all_first)}


def _all_first(item: tuple[str, Counter[str]]) -> tuple[bool, str]:
    return item[0] != "in all", item[0]


@click.command()
@click.option("--home", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, as_json: bool) -> None:
    """Share of laws with what a law should have."""
    counts = measured(home)
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    click.echo(f"| source | laws | {' | '.join(FEATURES)} |\n|---|---|{'---|' * len(FEATURES)}")
    for source, count in counts.items():
        shares = " | ".join(f"{100 * count.get(name, 0) / count['laws']:.1f}" for name in FEATURES)
        click.echo(f"| {source} | {count['laws']} | {shares} |")
    for name in _GOALS:
        below = [
            source
            for source, count in counts.items()
            if count.get(name, 0) < _GOAL * count["laws"] and source != "in all"
        ]
        click.echo(f"\nbelow {_GOAL:.0%} with {name}: {', '.join(below) or 'none'}")
    undated = [source for source, count in counts.items() if not count.get("date")]
    click.echo(f"\nwithout any date: {', '.join(undated) or 'none'}")


if __name__ == "__main__":
    main()
