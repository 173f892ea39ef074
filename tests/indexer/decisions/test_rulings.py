"""Decisions stand above the rules, the last one counts, and none is lost."""

from pathlib import Path

import pytest

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.decisions import Rulings, State, standings
from indexer.documents import law_documents
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.tags_json import decode_tags, encode_tags
from indexer.pipeline import index_collection
from indexer.tag import Tagger
from mappings.records import Evidence, Law, Tag, TagOrigin, Verdict
from tests.indexer.decisions.made import decide, law, provision

BRIBE = provision(
    "sec_1", "A public official who accepts a bribe is liable to imprisonment.", "Section 1",
    "Bribery")  # fmt: skip
LAMPS = provision("sec_2", "The keeper lights the lanterns of the harbour before sunset.", "2")
ONE = law(BRIBE, LAMPS)
FOUND = Tag("uncac", "15", 0.8, (Evidence("concept:bribery", "text", "bribe", 29, 34),))


def codes(tags: tuple[Tag, ...]) -> set[tuple[str, str]]:
    return {(tag.scheme, tag.code) for tag in tags}


def test_a_confirmed_tag_is_a_curators_with_the_reason_and_keeps_its_evidence() -> None:
    (tag,) = Rulings(ONE, [decide(BRIBE, reason="the offence itself")]).apply(BRIBE, [FOUND])
    assert (tag.origin, tag.confidence, tag.reason) == (
        TagOrigin.CURATOR, 1.0, "the offence itself")  # fmt: skip
    assert tag.evidence == FOUND.evidence
    assert decode_tags(encode_tags((tag, FOUND))) == (tag, FOUND)


def test_a_rejected_tag_is_gone_and_others_stay() -> None:
    other = Tag("uncac", "16", 0.7)
    assert Rulings(ONE, [decide(BRIBE, Verdict.REJECT)]).apply(BRIBE, [FOUND, other]) == (other,)


def test_a_tag_is_added_where_the_rules_found_none() -> None:
    rulings = Rulings(ONE, [decide(LAMPS, Verdict.ADD, "9")])
    assert codes(rulings.apply(LAMPS, [])) == {("uncac", "9")}
    assert rulings.apply(BRIBE, [FOUND]) == (FOUND,), "nothing was decided of this one"


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [(Verdict.CONFIRM, Verdict.REJECT, False), (Verdict.REJECT, Verdict.ADD, True),
     (Verdict.REJECT, Verdict.CONFIRM, True), (Verdict.ADD, Verdict.REJECT, False)],
)  # fmt: skip
def test_of_conflicting_decisions_the_last_counts_and_both_are_shown(
    first: Verdict, second: Verdict, kept: bool
) -> None:
    # The second curator read the law after it was renumbered.
    renumbered = provision("art_9", BRIBE.text, "Article 9", BRIBE.heading)
    now = law(renumbered, LAMPS)
    rulings = Rulings(now, [decide(BRIBE, first), decide(renumbered, second, author="Bo")])
    assert (("uncac", "15") in codes(rulings.apply(renumbered, [FOUND]))) is kept
    before, after = rulings.standings()
    assert (before.state, after.state) == (State.OVERRIDDEN, State.IN_FORCE)
    assert "Bo" in before.note


def test_decisions_on_other_codes_do_not_conflict() -> None:
    rulings = Rulings(ONE, [decide(BRIBE), decide(BRIBE, Verdict.REJECT, "16")])
    assert {one.state for one in rulings.standings()} == {State.IN_FORCE}


def test_a_rejection_holds_for_every_piece_of_a_provision_and_a_confirmation_for_the_largest() -> (
    None
):
    first = "A public official who accepts a bribe is liable to imprisonment for up to two years."
    second = "Whoever promises or gives the bribe is liable to a fine of a thousand lantern crowns."
    whole = provision("sec_1", f"{first}\n{second}", "Section 1")
    pieces = provision("sec_1__1", first, "(1)"), provision("sec_1__2", second, "(2)")
    rejected = Rulings(law(*pieces), [decide(whole, Verdict.REJECT)])
    assert [rejected.apply(piece, [FOUND]) for piece in pieces] == [(), ()]
    added = Rulings(law(*pieces), [decide(whole, Verdict.ADD)])
    assert [bool(added.apply(piece, [])) for piece in pieces] == [False, True]


def test_a_decision_on_what_is_no_code_any_more_is_orphaned_and_harmless() -> None:
    rulings = Rulings(ONE, [decide(BRIBE, code="999"), decide(BRIBE, scheme="gone")])
    assert rulings.apply(BRIBE, [FOUND]) == (FOUND,)
    for one in rulings.standings():
        assert one.state is State.ORPHANED
        assert "taxonomy" in one.note


def put(collection: Collection, *laws: Law, version: int = 1, sha: str = "0") -> None:
    record = FileRecord("s", "one.md", sha * 64, 1, Outcome.LAW, "", version)
    collection.put_files([(record, laws)])


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    opened = open_collection(tmp_path)
    opened.put_source(SourceRecord("s", "", "", ""))
    put(opened, ONE)
    return opened


def state(collection: Collection) -> State:
    (one,) = standings(collection)
    assert one.note or one.state is State.IN_FORCE
    return one.state


def test_a_decision_outlives_other_imports_and_a_law_that_goes_and_comes_back(
    collection: Collection, tmp_path: Path
) -> None:
    decision = decide(BRIBE, Verdict.REJECT)
    collection.decisions.add([decision])
    assert collection.decisions.all() == [decision]
    moved = provision("art_7", f"Section 1\nBribery\n{BRIBE.text}")
    # Another extractor, other bytes, the law gone, another text in its place, and back.
    for now, expected in [
        (law(moved, LAMPS), State.IN_FORCE),
        (law(BRIBE, LAMPS), State.IN_FORCE),
        (law(LAMPS, law_id="another"), State.ORPHANED),
        (law(LAMPS), State.ORPHANED),
        (law(LAMPS, BRIBE), State.IN_FORCE),
    ]:
        put(collection, now, version=2, sha="1")
        assert state(collection) is expected
        assert collection.decisions.all() == [decision]
    # And is there when the collection is opened again.
    assert open_collection(tmp_path).decisions.of_laws(["one"]) == {"one": [decision]}


def test_decisions_hold_in_the_index(collection: Collection, tmp_path: Path) -> None:
    collection.decisions.add([decide(BRIBE, Verdict.REJECT), decide(LAMPS, Verdict.ADD, "9")])
    index_collection(collection, EmbeddedWriter(tmp_path), home=tmp_path)
    tags = EmbeddedReader(tmp_path).tags_of_law("one")
    assert ("uncac", "15") not in codes(tags.get("one/sec_1", ()))
    assert [tag.origin for tag in tags["one/sec_2"]] == [TagOrigin.CURATOR]


def test_a_law_without_decisions_is_as_the_tagger_left_it() -> None:
    tagger = Tagger()
    assert list(law_documents(ONE, tagger)) == list(law_documents(ONE, tagger, []))
