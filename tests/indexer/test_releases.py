"""What may become the live release, and what is gone back to."""

import hashlib
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpora.locks import Busy
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.build import IndexReport, build_release
from indexer.documents import law_documents
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.embedded import writer as module
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import EngineUnavailable
from indexer.pipeline import index_collection
from indexer.releases import (
    BUILD,
    SWITCH,
    ReleaseRefused,
    State,
    find,
    prune,
    publish,
    releases,
    roll_back,
)
from indexer.tag import Tagger
from indexer.verify import verify
from mappings.records import Decision, Law, Provision, Verdict
from tests.corpora.laws import make_law

BRIBERY = "A public official who accepts a bribe is liable to imprisonment for {} years."


def law(number: int, years: str = "two", provisions: int = 2) -> Law:
    return make_law(
        f"law-{number:02d}",
        source_path=f"{number}.md",
        provisions=tuple(
            Provision(f"sec_{at}", f"Section {at}", "Bribery", BRIBERY.format(years), "en")
            for at in range(1, provisions + 1)
        ),
    )


def put(collection: Collection, *laws: Law) -> None:
    for one in laws:
        digest = hashlib.sha256(repr(one).encode()).hexdigest()
        record = FileRecord("s", one.source_path, digest, 1, Outcome.LAW, "", 1)
        collection.put_files([(record, [one])])


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    opened = open_collection(tmp_path)
    opened.put_source(SourceRecord("s", "", "", ""))
    put(opened, *(law(number) for number in range(6)))
    return opened


@pytest.fixture
def writer(tmp_path: Path) -> EmbeddedWriter:
    return EmbeddedWriter(tmp_path)


def built(collection: Collection, writer: EmbeddedWriter, *, whole: bool = True) -> str:
    home = collection.raw.root.parent
    return build_release(collection, writer, home=home, whole=whole).release


def run(collection: Collection, writer: EmbeddedWriter, **options: int) -> IndexReport:
    home = collection.raw.root.parent
    return index_collection(collection, writer, home=home, **options)


def three_published(collection: Collection, writer: EmbeddedWriter) -> list[str]:
    names = []
    for _ in range(3):
        name = built(collection, writer)
        assert verify(collection, writer, name).passed
        publish(collection, writer, name)
        names.append(name)
    return names


def test_a_release_is_published_only_after_it_was_verified(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    name = built(collection, writer)
    assert find(writer, name).state is State.BUILT
    with pytest.raises(ReleaseRefused, match=f"index verify {name}"):
        publish(collection, writer, name)
    assert writer.live() == ""
    assert verify(collection, writer, name).passed
    assert find(writer, name).state is State.VERIFIED
    publish(collection, writer, name)
    assert find(writer, name).state is State.LIVE
    assert writer.live() == name


def test_a_reason_publishes_one_that_is_not_and_is_kept(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    name = built(collection, writer)
    publish(collection, writer, name, force="the judge is waiting")
    assert find(writer, name).to_json()["forced"] == "the judge is waiting"


def test_what_is_not_there_or_not_finished_is_refused(
    collection: Collection, writer: EmbeddedWriter, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseRefused, match="index list"):
        publish(collection, writer, "none")
    foreign = tmp_path / "index" / "by-hand"
    foreign.mkdir(parents=True)
    (foreign / "letter.txt").write_text("mine")
    unfinished = tmp_path / "index" / "begun"
    unfinished.mkdir()
    for name, why in (("by-hand", "did not make"), ("begun", "not finished")):
        with pytest.raises(ReleaseRefused, match=why):
            publish(collection, writer, name, force="I want it")
    assert prune(collection, writer) == ["begun"]
    assert (foreign / "letter.txt").read_text() == "mine"


def test_rolling_back_goes_one_release_further_at_each_call(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    one, two, three = three_published(collection, writer)
    assert roll_back(collection, writer) == two
    assert find(writer, three).note.withdrawn_at
    assert roll_back(collection, writer) == one
    with pytest.raises(ReleaseRefused, match="no earlier release"):
        roll_back(collection, writer)
    assert roll_back(collection, writer, three) == writer.live() == three
    with pytest.raises(ReleaseRefused, match="already"):
        roll_back(collection, writer, three)
    assert roll_back(collection, writer) == one


def test_only_what_was_live_is_rolled_back_to(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    three_published(collection, writer)
    with pytest.raises(ReleaseRefused, match="never live"):
        roll_back(collection, writer, built(collection, writer))


def test_pruning_keeps_the_live_release_and_the_one_to_go_back_to(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    one, two, three = three_published(collection, writer)
    newer = [built(collection, writer) for _ in range(2)]
    assert prune(collection, writer, 1, dry_run=True) == [newer[0], one]
    assert len(releases(writer)) == 5
    assert prune(collection, writer, 1) == [newer[0], one]
    assert [release.name for release in releases(writer)] == [newer[1], three, two]
    assert roll_back(collection, writer) == two


def test_one_publishes_at_a_time_and_the_other_is_told(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    name = built(collection, writer)
    verify(collection, writer, name)
    with collection.only_one(SWITCH), pytest.raises(Busy, match=r"process \d+, since"):
        publish(collection, writer, name)
    with collection.only_one(BUILD), pytest.raises(Busy, match="index-build is under way"):
        built(collection, writer)
    publish(collection, writer, name, over="")
    other = built(collection, writer)
    verify(collection, writer, other)
    with pytest.raises(ReleaseRefused, match="has become the live one meanwhile"):
        publish(collection, writer, other, over="")
    assert writer.live() == name


def test_a_release_that_lacks_a_law_or_has_another_text_fails(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    time.sleep(1.1)  # Times are whole seconds.
    name = built(collection, writer)
    writer.write("damaged", [], base=name, without=["law-03"])
    writer.annotate("damaged", dict(writer.releases()[0].note))
    failed = {check.name: check.found for check in verify(collection, writer, "damaged").failed}
    assert failed["laws"] == "law-03 lacks 2 of 2 documents"
    assert "has 10, and 12 in the collection" in failed["documents by source"]
    with pytest.raises(ReleaseRefused, match="law-03 lacks 2 of 2 documents"):
        publish(collection, writer, "damaged")


def test_a_release_whose_words_or_tags_are_others_fails(
    collection: Collection, writer: EmbeddedWriter
) -> None:

    name = built(collection, writer)
    held = writer.reader(name).crossed("law_id", "content")["law-02"]
    other = [
        {**document, "text_exact": "lamps shall be lit", "crime_type": ["arson"]}
        for document in law_documents(law(2), Tagger(), content=next(iter(held)))
    ]
    writer.write("damaged", other, base=name, without=["law-02"])
    failed = {check.name: check.found for check in verify(collection, writer, "damaged").failed}
    assert "law-02 has other values of crime_type" in failed["documents made anew"]
    assert "law-02/sec_1 is not found by its words" in failed["searches"]


def test_laws_that_came_while_it_was_built_wait_for_the_next_release(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    name = built(collection, writer)
    put(collection, law(2, "nine", provisions=1), law(7))
    assert verify(collection, writer, name).failed == ()
    report = run(collection, writer)
    assert (report.laws, report.documents) == (7, 13)


def test_nothing_is_built_when_nothing_has_changed(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    first = run(collection, writer)
    assert (first.analysed, first.base, first.unchanged) == (6, "", False)
    again = run(collection, writer)
    assert (again.release, again.unchanged, again.documents) == (first.release, True, 12)
    assert len(releases(writer)) == 1


def test_only_what_changed_is_analysed_again(
    collection: Collection, writer: EmbeddedWriter, tmp_path: Path
) -> None:
    put(collection, law(10, provisions=50))
    run(collection, writer)
    put(collection, law(4, "nine", provisions=1))
    second = run(collection, writer)
    assert (second.analysed, second.removed, second.documents) == (1, 0, 61)
    provision = law(5).provisions[0]
    decision = Decision(
        "law-05", "", "ALB", provision, "uncac", "15", Verdict.REJECT, "no", "me", "2026-01-01"
    )
    collection.decisions.add([decision])
    third = run(collection, writer)
    assert (third.analysed, third.base) == (1, second.release)
    tags = EmbeddedReader(tmp_path).tags_of_law("law-05")
    assert ("uncac", "15") not in {(tag.scheme, tag.code) for tag in tags.get("law-05/sec_1", ())}


def test_a_law_that_is_gone_is_taken_out(
    collection: Collection, writer: EmbeddedWriter, tmp_path: Path
) -> None:
    run(collection, writer)
    record = FileRecord("s", "3.md", "f" * 64, 1, Outcome.AUXILIARY, "a table of contents", 1)
    collection.put_files([(record, [])])
    report = run(collection, writer)
    assert (report.analysed, report.removed, report.laws) == (0, 1, 5)
    found = EmbeddedReader(tmp_path).search(SearchPlan(filters={"law_id": ("law-03",)}))
    assert found.total_provisions == 0


def test_a_release_is_built_from_nothing_when_much_was_replaced(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    run(collection, writer)
    put(collection, law(0, "six"))
    second = run(collection, writer)
    assert (second.analysed, bool(second.base)) == (1, True)
    put(collection, law(1, "six"))
    third = run(collection, writer)
    assert (third.analysed, third.base) == (6, "")
    assert find(writer, third.release).note.stale == 0


def test_a_document_that_the_engine_refuses_is_listed_and_tried_again(
    collection: Collection, writer: EmbeddedWriter, monkeypatch: pytest.MonkeyPatch
) -> None:

    native = module._native

    def refusing(document, fields):  # type: ignore[no-untyped-def]
        if document["id"] == "law-01/sec_2":
            raise ValueError("no room for lanterns")
        return native(document, fields)

    put(collection, *(law(number) for number in range(10, 13)))
    put(collection, law(20, provisions=1500))
    monkeypatch.setattr(module, "_native", refusing)
    report = run(collection, writer)
    (rejected,) = find(writer, report.release).note.rejected
    assert (rejected.id, rejected.reason) == ("law-01/sec_2", "no room for lanterns")
    monkeypatch.undo()
    again = run(collection, writer)
    assert (again.analysed, again.rejected) == (1, [])
    assert again.documents == report.documents + 1
    assert find(writer, again.release).note.rejected == ()


def test_a_note_of_another_program_is_no_obstacle(
    collection: Collection, writer: EmbeddedWriter
) -> None:
    name = built(collection, writer)
    writer.annotate(name, {"laws": "many", "unknown": 1})
    assert find(writer, name).state is State.BUILT
    assert replace(find(writer, name).note) == find(writer, name).note


@pytest.mark.parametrize("damage", ["a file is gone", "the folder is gone"])
def test_a_damaged_live_release_is_replaced_by_the_next_run(
    collection: Collection, writer: EmbeddedWriter, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "index" / run(collection, writer).release
    if damage == "a file is gone":
        next(folder.glob("*.store")).unlink()
    else:
        shutil.rmtree(folder)
    with pytest.raises(EngineUnavailable, match="index run"):
        EmbeddedReader(tmp_path).status()
    report = run(collection, writer)
    assert (report.base, report.unchanged) == ("", False)
    assert EmbeddedReader(tmp_path).status().provisions == report.documents == 12


def test_a_damaged_release_is_not_published(
    collection: Collection, writer: EmbeddedWriter, tmp_path: Path
) -> None:
    first = run(collection, writer).release
    name = built(collection, writer)
    next((tmp_path / "index" / name).glob("*.term")).unlink()
    (check,) = verify(collection, writer, name).failed
    assert "cannot be opened" in check.found
    with pytest.raises(ReleaseRefused, match="cannot be opened"):
        publish(collection, writer, name)
    assert EmbeddedReader(tmp_path).status().release == first


def test_a_law_of_which_the_engine_refuses_every_document_is_refused_and_not_lost(
    collection: Collection, writer: EmbeddedWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    native = module._native

    def refusing(document, fields):  # type: ignore[no-untyped-def]
        if document["law_id"] == "law-01":
            raise ValueError("no room for lanterns")
        return native(document, fields)

    monkeypatch.setattr(module, "_native", refusing)
    name = built(collection, writer)
    failed = {check.name: check.found for check in verify(collection, writer, name).failed}
    assert failed.keys() == {"refused by the engine"}
    assert "index problems" in failed["refused by the engine"]


def test_an_interrupted_build_is_left_when_the_collection_has_become_another(
    collection: Collection, writer: EmbeddedWriter, tmp_path: Path
) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    first = run(collection, writer)
    put(collection, law(0, "nine"))
    with pytest.raises(KeyboardInterrupt):
        build_release(collection, writer, home=tmp_path, progress=interrupt)
    put(collection, *(law(number, "six") for number in range(6)))
    report = build_release(collection, writer, home=tmp_path)
    assert (report.base, report.analysed) == ("", 6)
    assert [one.name for one in releases(writer)] == [report.release, first.release]
