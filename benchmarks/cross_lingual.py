"""Whether a concept that is named in one language brings up the provisions of every jurisdiction:

    python -m benchmarks.cross_lingual --home DIR [--fold N] [--json]

One fifth of the jurisdictions of ../shared/gold is left out when the tagger is fitted. All their
laws are then taken from the collection in DIR, tagged by it, and indexed on the embedded engine.
Each article of chapter III is asked for by its title in each of the six UN languages, one
jurisdiction at a time. A labelled provision is found when it stands among the first ten provisions
of the result, as the page shows them; where a jurisdiction has more than ten, ten are asked for.
The baseline in the same run searches the same words without the concept that they name.
"""

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import click

from benchmarks.fit_tagging import fit, folds, load
from benchmarks.labels import DOUBTFUL, default_files, in_their_laws, read
from corpora.store import open_collection
from indexer.documents import law_documents
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.plan import MAX_RESULT_WINDOW, SearchPlan, Value
from indexer.engine.protocol import Document, IndexReader
from indexer.tag import Tagger
from mappings.fields import FIELD_OF_SCHEME, STRENGTHS, strength
from mappings.taxonomy import UN_LANGUAGES, UNCAC, implemented
from search_app.query.request import SearchRequest
from search_app.services.ask import ask

_FIRST = 10
_CHAPTER = "III"

Right = Mapping[tuple[str, str], frozenset[str]]
"""(jurisdiction, article) → ids of the provisions that readers gave it."""


def labelled(collection: Path, places: set[str]) -> Right:
    """Of the jurisdictions `places`, as their provisions stand in the collection."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    with closing(sqlite3.connect(f"file:{collection}?mode=ro", uri=True)) as database:
        for item in in_their_laws(list(read(default_files())), collection):
            if item.item.jurisdiction not in places or item.place is None:
                continue
            law_id, path = database.execute(
                "SELECT id, path FROM provision JOIN law ON law.key = law_key"
                " WHERE law_key = ? AND ordinal = ?",
                item.place,
            ).fetchone()
            for scheme, code in item.codes:
                if scheme == UNCAC and code not in DOUBTFUL:
                    found[item.item.jurisdiction, code].add(f"{law_id}/{path}")
    return {key: frozenset(ids) for key, ids in found.items()}


def documents(home: Path, places: set[str], tagger: Tagger) -> Iterator[Document]:
    """All laws of some jurisdictions, tagged anew."""
    collection = open_collection(home)
    with closing(sqlite3.connect(f"file:{home / 'collection.sqlite'}?mode=ro", uri=True)) as db:
        marks = ",".join("?" * len(places))
        ids = [
            row[0]
            for row in db.execute(
                f"SELECT id FROM law WHERE jurisdiction IN ({marks}) ORDER BY key", sorted(places)
            )
        ]
    for law in collection.laws(ids):
        yield from law_documents(law, tagger)


def found_first(
    reader: IndexReader, query: str, jurisdiction: str, *, expand: bool, grouped: bool = True
) -> list[str]:
    """Ids of the first provisions of a result."""
    filters = {"jurisdiction": (jurisdiction,)}
    request = SearchRequest(q=query, filters=filters, expand=expand, grouped=grouped)
    laws = ask(reader, request).result.laws
    return [provision for law in laws for provision in law.provisions][:_FIRST]


def having(reader: IndexReader, value: Value, jurisdiction: str) -> set[str]:
    """Ids of the provisions of a jurisdiction with a value."""
    filters = {"jurisdiction": (jurisdiction,)}
    plan = SearchPlan(value, filters=filters, grouped=False, size=MAX_RESULT_WINDOW)
    return {provision for law in reader.search(plan).laws for provision in law.provisions}


COLUMNS = ("tagged", "possible", "found", "one by one", "words alone")
"""Shares of the wanted: that have the tag, or may have it; that stand among the first ten of a
result by law, and of one by provision; and without the concept."""


def measure(reader: IndexReader, right: Right) -> dict[str, dict[str, float]]:
    """Shares by language of the query and by article. What is not even possible is missed by the
    tagger, the rest by the ranking."""
    chapter = [code for code, term in implemented(UNCAC).items() if term.parent == _CHAPTER]
    wanted: dict[str, int] = defaultdict(int)
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for (jurisdiction, code), ids in sorted(right.items()):
        if code not in chapter:
            continue
        name = FIELD_OF_SCHEME[UNCAC].name
        likely = Value("tag_strength", (strength(name, code, STRENGTHS[0]),))
        marked = [having(reader, one, jurisdiction) for one in (Value(name, (code,)), likely)]
        for language in UN_LANGUAGES:
            query = implemented(UNCAC)[code].label(language)
            shown = [
                found_first(reader, query, jurisdiction, expand=expand, grouped=grouped)
                for expand, grouped in ((True, True), (True, False), (False, True))
            ]
            for group in ("all", f"language {language}", f"article {code}"):
                wanted[group] += min(len(ids), _FIRST)
                for at, some in enumerate((*marked, *shown)):
                    counts[group][at] += min(len(ids.intersection(some)), _FIRST)
    return {
        group: {"wanted": wanted[group]}
        | {name: round(n / wanted[group], 3) for name, n in zip(COLUMNS, numbers, strict=True)}
        for group, numbers in counts.items()
    }


def rows(result: Mapping[str, Mapping[str, float]]) -> Iterable[str]:
    """The result for people to read."""
    yield f"{'group':20} {'wanted':>7}" + "".join(f"{name:>13}" for name in COLUMNS)
    for group, row in result.items():
        yield f"{group:20} {row['wanted']:7}" + "".join(f"{row[n]:13.3f}" for n in COLUMNS)


@click.command()
@click.option("--home", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--fold", default=0, help="Which fifth of the jurisdictions is left out, from 0.")
@click.option("--json", "as_json", is_flag=True)
def main(home: Path, fold: int, as_json: bool) -> None:
    """Measures one fold."""
    collection = home / "collection.sqlite"
    every, laws = load(collection)
    given = {item.item.jurisdiction for item in read(default_files())}
    places = folds(given, 5)[fold]
    tagger = Tagger(fit([one for one in every if one.jurisdiction not in places], laws))
    with tempfile.TemporaryDirectory() as folder:
        writer = EmbeddedWriter(Path(folder))
        report = writer.write("one", documents(home, places, tagger))
        writer.publish("one")
        result = measure(EmbeddedReader(Path(folder)), labelled(collection, places))
    if as_json:
        click.echo(json.dumps({"jurisdictions": sorted(places), "results": result}, indent=1))
        return
    click.echo(f"{' '.join(sorted(places))}: {report.written} provisions")
    for line in rows(result):
        click.echo(line)


if __name__ == "__main__":
    main()
