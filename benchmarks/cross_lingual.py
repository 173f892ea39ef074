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
from typing import Any

import click

from benchmarks.fit_tagging import fit, folds, load
from benchmarks.labels import DOUBTFUL, default_files, in_their_laws, read
from corpora.store import open_collection
from indexer.documents import law_documents
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.protocol import Document, IndexReader
from indexer.tag import Tagger
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


def found_first(reader: IndexReader, query: str, jurisdiction: str, *, expand: bool) -> list[str]:
    """Ids of the first provisions of a result."""
    request = SearchRequest(q=query, filters={"jurisdiction": (jurisdiction,)}, expand=expand)
    laws = ask(reader, request).result.laws
    return [provision for law in laws for provision in law.provisions][:_FIRST]


def measure(reader: IndexReader, right: Right) -> dict[str, Any]:
    """Shares found, by language of the query and by article, with and without the concept."""
    chapter = [code for code, term in implemented(UNCAC).items() if term.parent == _CHAPTER]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (jurisdiction, code), ids in sorted(right.items()):
        if code not in chapter:
            continue
        for language in UN_LANGUAGES:
            query = implemented(UNCAC)[code].label(language)
            wanted = min(len(ids), _FIRST)
            own, plain = (
                min(len(ids & set(found_first(reader, query, jurisdiction, expand=expand))), wanted)
                for expand in (True, False)
            )
            for group in ("all", f"language {language}", f"article {code}"):
                for at, number in enumerate((wanted, own, plain)):
                    counts[group][at] += number
    return {
        group: {
            "wanted": wanted,
            "found": round(own / wanted, 3),
            "words alone": round(plain / wanted, 3),
        }
        for group, (wanted, own, plain) in counts.items()
    }


def rows(result: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """The result for people to read."""
    yield "group                 wanted  found  words alone"
    for group, row in result.items():
        yield f"{group:20} {row['wanted']:7} {row['found']:6.3f} {row['words alone']:12.3f}"


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
