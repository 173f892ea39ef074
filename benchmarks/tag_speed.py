"""How fast tagging is: `python -m benchmarks.tag_speed --collection FILE [--every 100] [--json]`.

The sample is every n-th law of each language of a collection. MB are millions of bytes of the
provisions' text (UTF-8), seconds are processor time of one core, the best of three rounds, with
all that is remembered (words, lexicon) there. In the same run: the parts of it, the same with the
lexicon doubled by made-up terms, and as a baseline each term looked up by itself in a part of the
sample.
"""

import json
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click

from indexer.analysis import index_text, stems_of
from indexer.tag import Tagger, TagInput, tagger
from indexer.tag.matcher import Matcher, matcher
from indexer.tag.model import Model
from mappings.concepts import Term, terms, weights
from mappings.languages import languages

_ROUNDS = 3
_BASELINE_SHARE = 50


def sample(collection: Path, every: int) -> list[TagInput]:
    """The provisions of every n-th law of each language."""
    with closing(sqlite3.connect(f"file:{collection}?mode=ro", uri=True)) as database:
        laws = database.execute(
            "SELECT key, ROW_NUMBER() OVER (PARTITION BY language ORDER BY key) FROM law"
            " WHERE characters > 0"
        )
        keys = [key for key, number in laws if number % every == 1 % every]
        return [
            TagInput(
                text=text,
                heading=heading,
                ancestors=tuple(json.loads(ancestors)),
                law_title=title,
                language=language,
                jurisdiction=place,
            )
            for key in keys
            for text, heading, ancestors, title, language, place in database.execute(
                "SELECT text, heading, ancestors, title, provision.language, jurisdiction"
                " FROM provision JOIN law ON law.key = law_key WHERE law_key = ? ORDER BY ordinal",
                (key,),
            )
        ]


def made_up(term: Term) -> Term:
    """A term of the same shape that no text has: its words are spelt backwards."""
    words = term.written.split()
    return replace(
        term,
        written=" ".join(
            f"{word.rstrip('*')[::-1]}{'*' if word.endswith('*') else ''}" for word in words
        ),
    )


@cache
def doubled(language: str) -> Matcher:
    """The matcher of a language with as many made-up terms as it has."""
    known = terms(language)
    return Matcher((term, language) for term in (*known, *map(made_up, known)))


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest round."""
    times = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def measured(items: list[TagInput]) -> dict[str, Any]:
    """MB a second of the whole, of its parts, with the doubled lexicon, and of the baseline."""
    megabytes = sum(len(item.text.encode()) for item in items) / 1e6
    tagging = Tagger()
    model = Model(weights())
    stems = [stems_of(item.text, item.language) for item in items]
    analysed = [replace(item, stems=found) for item, found in zip(items, stems, strict=True)]

    def tag_all() -> None:
        for item in analysed:
            tagging.tag(item)

    def match_all() -> None:
        for item, found in zip(items, stems, strict=True):
            tagger.matcher(item.language).hits(found)

    def features_all() -> None:
        for item in analysed:
            Tagger.features(item)

    def index_all() -> None:
        for item in items:
            index_text(item.text, item.language)

    features = [Tagger.features(item) for item in analysed]
    spent = {
        "analysis of the text, shared with the index": seconds(index_all),
        "tagging": seconds(tag_all),
        "… matching of the text": seconds(match_all),
        "… matching of all parts, and features": seconds(features_all),
        "… model": seconds(lambda: [model.accepted(found) for found in features]),
    }
    with patch.object(tagger, "matcher", doubled):
        match_all()
        spent["tagging, lexicon doubled"] = seconds(tag_all)
        spent["… matching of the text, lexicon doubled"] = seconds(match_all)
    spent["analysis and tagging"] = (
        spent["analysis of the text, shared with the index"] + spent["tagging"]
    )
    speeds = {name: round(megabytes / time, 2) for name, time in spent.items()}
    for name, times in (("", 1), (", lexicon doubled", 2)):
        size, time_taken = _looked_up(items, stems, times)
        speeds[f"baseline: each term looked up by itself{name}"] = round(size / time_taken, 3)
    return {
        "provisions": len(items),
        "languages": len({item.language for item in items}),
        "megabytes": round(megabytes, 2),
        "megabytes_a_second": speeds,
        "doubled": round(spent["tagging, lexicon doubled"] / spent["tagging"], 3),
    }


def _looked_up(items: list[TagInput], stems: list[str], times: int) -> tuple[float, float]:
    """(MB, seconds) of looking for each term in each text."""
    part = slice(0, None, _BASELINE_SHARE)
    written = {
        item.language: [
            stems_of(one.written, item.language)
            for term in terms(item.language)
            for one in (term, made_up(term))[:times]
        ]
        for item in items[part]
        if item.language in languages()
    }
    started = time.process_time()
    for item, found in zip(items[part], stems[part], strict=True):
        for term in written.get(item.language, ()):
            found.count(term)
    size = sum(len(item.text.encode()) for item in items[part]) / 1e6
    return size, time.process_time() - started


@click.command()
@click.option(
    "--collection", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--every", default=100, show_default=True, help="Every n-th law of each language.")
@click.option("--json", "as_json", is_flag=True)
def main(collection: Path, every: int, as_json: bool) -> None:
    """MB of text a second and core."""
    items = [item for item in sample(collection, every) if item.language in languages()]
    for language in {item.language for item in items}:
        matcher(language)
    result = measured(items)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    click.echo(
        f"{result['provisions']} provisions in {result['languages']} languages, "
        f"{result['megabytes']} MB"
    )
    for name, speed in result["megabytes_a_second"].items():
        click.echo(f"{name:60} {speed:8.2f} MB/s")
    click.echo(f"time with the lexicon doubled: {result['doubled']:.2f} of that without")


if __name__ == "__main__":
    main()
