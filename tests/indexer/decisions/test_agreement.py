"""Decisions say where the tagger's rules are wrong."""

from dataclasses import replace
from pathlib import Path

from benchmarks.decided import agreement, labels
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import open_collection
from indexer.tag import Tagger
from mappings.records import Verdict
from tests.indexer.decisions.made import decide, law, provision

LAUNDERING = provision(
    "sec_1",
    "Money laundering is punished with imprisonment of five years.",
    "1",
    "Money laundering",
)
LAMPS = provision("sec_2", "The keeper lights the lanterns of the harbour before sunset.", "2")


def test_what_the_rules_alone_agree_with_is_counted(tmp_path: Path) -> None:
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    record = FileRecord("s", "one.md", "0" * 64, 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [replace(law(LAUNDERING, LAMPS), source_path="one.md")])])
    collection.decisions.add(
        [
            decide(LAUNDERING, Verdict.REJECT, "23", decided_at="2026-01-01T00:00:00+00:00"),
            decide(LAUNDERING, Verdict.CONFIRM, "23"),
            decide(LAMPS, Verdict.ADD, "9"),
            decide(LAMPS, Verdict.REJECT, "15"),
            decide(LAMPS, law_id="gone"),
        ]
    )
    found = agreement(collection, Tagger())
    assert found["by_verdict"] == {
        "confirm": {"decisions": 1, "agreed": 1},
        "reject": {"decisions": 1, "agreed": 1},
        "add": {"decisions": 1, "agreed": 0},
    }
    assert found["orphaned"] == 1
    assert [line.partition(",")[0] for line in found["differing"]] == ["add uncac:9"]


def test_what_curators_decided_is_what_the_tagger_learns_from(tmp_path: Path) -> None:
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    record = FileRecord("s", "one.md", "0" * 64, 1, Outcome.LAW, "", 1)
    unread = provision("sec_3", "Bribery of an official is punished.", "3", "Bribery")
    made = replace(law(LAUNDERING, LAMPS, unread), source_path="one.md")
    collection.put_files([(record, [made])])
    collection.decisions.add(
        [decide(LAUNDERING, Verdict.REJECT, "23"), decide(LAMPS, Verdict.ADD, "9")]
    )
    found = {one.label: one for one in labels(collection, Tagger())}
    assert found.keys() == {"1", "2"}
    assert ("uncac", "23") not in found["1"].codes
    assert ("crime-type", "money-laundering") in found["1"].codes
    assert ("uncac", "9") in found["2"].codes
    assert [one.place[1] for one in found.values() if one.place] == [0, 1]
