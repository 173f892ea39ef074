"""Where penalties are found, and what that costs: `python -m benchmarks.penalties --home FOLDER
[--every 100] [--json]`.

FOLDER holds a collection and its embedded index. Coverage is the share of the provisions tagged
with an offence of chapter III of the Convention against Corruption (articles 15 to 25) in which a
penalty is read, by language; not all of them threaten one (many define, or are about procedure).
Costs are processor time over every n-th law of each language: of reading penalties, of finding
the words of the same texts, of all that makes documents of the same provisions (analysis and
tagging), and of a text twice as long.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from benchmarks.tag_speed import sample, seconds
from indexer.analysis import index_text
from indexer.engine.embedded import EmbeddedReader
from indexer.engine.plan import MAX_RESULT_WINDOW, SearchPlan
from indexer.penalties import penalties
from indexer.penalties.words import languages
from indexer.tag import Tagger, TagInput

_OFFENCES = tuple(str(article) for article in range(15, 26))
_WORDS = re.compile(r"\w+")


def offences(home: Path) -> Iterator[tuple[str, str]]:
    """Language and text of the provisions that are tagged with an offence."""
    reader = EmbeddedReader(home)
    hits = [
        hit
        for article in _OFFENCES
        for hit in reader.search(
            SearchPlan(filters={"uncac": (article,)}, size=MAX_RESULT_WINDOW, grouped=False)
        ).laws
    ]
    wanted = {identifier for hit in hits for identifier in hit.provisions}
    with closing(sqlite3.connect(f"file:{home / 'collection.sqlite'}?mode=ro", uri=True)) as base:
        laws = {hit.law_id for hit in hits}
        keys = {key: name for key, name in base.execute("SELECT key, id FROM law") if name in laws}
        for key, name in keys.items():
            rows = base.execute(
                "SELECT path, language, text FROM provision WHERE law_key = ?", (key,)
            )
            yield from (
                (language, text) for path, language, text in rows if f"{name}/{path}" in wanted
            )


def coverage(provisions: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """By language: offences, and the shares with a penalty and with one that has an amount."""
    counted: dict[str, Counter[str]] = {}
    for language, text in provisions:
        found = penalties(text, language)
        counts = counted.setdefault(language, Counter())
        counts["offences"] += 1
        counts["penalty"] += bool(found)
        counts["amount"] += any(one.unit for one in found)
    return {
        language: {
            "offences": counts["offences"],
            "penalty": round(counts["penalty"] / counts["offences"], 2),
            "amount": round(counts["amount"] / counts["offences"], 2),
        }
        for language, counts in sorted(counted.items(), key=lambda item: -item[1]["offences"])
    }


def costs(items: list[TagInput]) -> dict[str, float]:
    """Processor time of reading penalties over that of other work on the same texts."""
    tagger = Tagger()

    def read(times: int = 1) -> None:
        for item in items:
            penalties(item.text * times, item.language)

    def documents() -> None:
        for item in items:
            index_text(item.text, item.language)
            tagger.tag(item)

    read()
    spent = seconds(read)
    return {
        "to finding the words": round(
            spent / seconds(lambda: [_WORDS.findall(item.text) for item in items]), 2
        ),
        "to analysis and tagging": round(spent / seconds(documents), 3),
        "of texts twice as long to these": round(seconds(lambda: read(2)) / spent, 2),
    }


@click.command()
@click.option(
    "--home", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--every", default=100, show_default=True, help="Every n-th law of each language.")
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, every: int, as_json: bool) -> None:
    """Coverage by language, and ratios of time."""
    found = coverage(offences(home))
    items = sample(home / "collection.sqlite", every)
    ratios = costs(items)
    if as_json:
        click.echo(json.dumps({"coverage": found, "costs": ratios}, ensure_ascii=False))
        return
    click.echo(f"{'language':10} {'offences':>8} {'penalty':>8} {'amount':>8}")
    for language, row in found.items():
        known = "" if language.partition("-")[0] in languages() else "  (no words)"
        click.echo(
            f"{language:10} {row['offences']:8} {row['penalty']:8.2f} {row['amount']:8.2f}{known}"
        )
    click.echo(f"\n{len(items)} provisions of every {every}th law; reading of penalties")
    for name, ratio in ratios.items():
        click.echo(f"  {name:40} {ratio:8}")


if __name__ == "__main__":
    main()
