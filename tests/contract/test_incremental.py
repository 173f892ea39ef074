"""A release that is a copy with changes is the same as one that was built from nothing."""

import hashlib
import random
from pathlib import Path
from typing import Any

import pytest

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.analysis import fold_words, stems_any
from indexer.build import build_release
from indexer.engine.factory import OpenEngine
from indexer.engine.plan import SearchPlan, Sort, Word
from indexer.engine.protocol import IndexReader
from indexer.pipeline import index_collection
from mappings.fields import FIELDS, FieldKind
from mappings.records import Decision, Law, LawDates, Provision, Verdict
from tests.corpora.laws import make_law

_COUNTED = tuple(f.name for f in FIELDS if f.kind in (FieldKind.KEYWORD, FieldKind.INTEGER))
_TEXTS = (
    "A public official who accepts a bribe is liable to imprisonment for {} years.",
    "Whoever launders the proceeds of crime shall be punished by a fine of {} crowns.",
    "Extradition shall be granted under a treaty for an offence punished by {} years.",
    "The lantern stands in harbour {} and is lit at dusk under section 1 of this Act.",
    "See section 2 of the Act on lanterns {} and section 1.",
)
_WORDS = ("bribe", "crime", "lantern", "extradition", "fine", "section", "seven")


def law(number: int, chance: random.Random) -> Law:
    return make_law(
        f"law-{number:02d}",
        source_path=f"{number}.md",
        jurisdiction=("NOR", "ALB", "FRA")[number % 3],
        title=f"Act on lanterns {number}",
        dates=LawDates(adopted=f"{1990 + chance.randrange(5)}-01-01"),
        provisions=tuple(
            Provision(
                f"sec_{at}",
                f"Section {at}",
                "",
                chance.choice(_TEXTS).format(chance.choice(("two", "seven", "nine"))),
                "en",
            )
            for at in range(1, chance.randrange(2, 6))
        ),
    )


def put(collection: Collection, number: int, *laws: Law) -> None:
    digest = hashlib.sha256(repr(laws).encode()).hexdigest()
    outcome = Outcome.LAW if laws else Outcome.AUXILIARY
    collection.put_files([(FileRecord("s", f"{number}.md", digest, 1, outcome, "", 1), laws)])


def everything(reader: IndexReader) -> dict[str, Any]:
    """All that can be asked of an index, but for the order of hits."""
    laws = reader.crossed("law_id", "content")
    words = {text: fold_words(text)[0] for text in _WORDS}
    plans = {
        text: SearchPlan(
            Word(word, stems_any(word)), facets=_COUNTED, size=100, provisions_per_law=9
        )
        for text, word in words.items()
    }
    found = {text: reader.search(plan) for text, plan in plans.items()}
    whole = reader.search(SearchPlan(facets=_COUNTED, size=100, provisions_per_law=9))
    newest = reader.search(SearchPlan(sort=Sort.NEWEST, grouped=False, size=100))
    return {
        "laws": laws,
        "documents": sorted(one for hit in whole.laws for one in hit.provisions),
        "facets": whole.facets,
        "tags": {law_id: reader.tags_of_law(law_id) for law_id in laws},
        "newest": [hit.provisions for hit in newest.laws],
        "queries": {
            text: (
                result.total_laws,
                result.total_provisions,
                result.facets,
                sorted(one for hit in result.laws for one in hit.provisions),
            )
            for text, result in found.items()
        },
    }


def cited(collection: Collection) -> dict[str, Any]:
    tables = collection.citations
    keys = {law.id: tables.law_key(law.id) for law in collection.stored_laws()}
    names = {
        place: [(name, law.id) for name, law in tables.named_in(place)]
        for place in ("NOR", "ALB", "FRA")
    }
    counts = {law_id: tables.counts(key) for law_id, key in keys.items() if key is not None}
    return {"names": names, "counts": counts}


def test_it_is_the_same_index_after_any_changes(
    engine: OpenEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.build.MOST_STALE", 1.0)
    chance = random.Random(9)
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    for number in range(40):
        put(collection, number, law(number, chance))
    index_collection(collection, engine.writer, home=tmp_path)
    for step in range(2):
        held = sorted(law.id for law in collection.stored_laws())
        # Some are changed, one comes, one goes, and one is read again as it was.
        for number in chance.sample(range(40), 2):
            put(collection, number, law(number, chance))
        put(collection, 50 + step, law(50 + step, chance))
        put(collection, gone := chance.randrange(40))
        same = next(one for one in held if one != f"law-{gone:02d}")
        again = collection.law(same)
        if again is not None:
            put(collection, int(same[-2:]), again)
        (decided,) = collection.laws([held[-1]])
        collection.decisions.add(
            [
                Decision(
                    decided.id, "", "", decided.provisions[0], "uncac", "17", Verdict.ADD, "",
                    "me", f"2026-01-0{step + 1}",
                )
            ]
        )  # fmt: skip
        report = index_collection(collection, engine.writer, home=tmp_path)
        assert report.base
        assert 0 < report.analysed < 10
        changed, found = everything(engine.reader), cited(collection)
        assert changed["tags"][decided.id]
        assert any(found["counts"].values())
        whole = build_release(collection, engine.writer, home=tmp_path, whole=True)
        assert (whole.base, whole.documents) == ("", report.documents)
        assert everything(engine.writer.reader(whole.release)) == changed
        collection.citations.publish(collection.citations.current() + 1)
        assert cited(collection) == found
