"""An index that was built before a field was added to the table."""

from pathlib import Path

import pytest

from indexer.analysis import stems_any
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter, layout
from indexer.engine.plan import SearchPlan, Word
from mappings.fields import FIELDS
from tests.contract.documents import document


def test_its_provisions_are_found_but_by_no_value_of_that_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "FIELDS", [field for field in FIELDS if field.name != "theme"])
    writer = EmbeddedWriter(tmp_path)
    writer.write("one", [document("old", "a", "lantern", kind="act")])
    writer.publish("one")
    monkeypatch.undo()
    reader = EmbeddedReader(tmp_path)
    assert reader.search(SearchPlan(facets=("theme", "kind"))).facets == {
        "theme": {},
        "kind": {"act": 1},
    }
    assert reader.search(SearchPlan(filters={"theme": ("sports",)})).total_provisions == 0
    assert reader.search(SearchPlan(filters={"kind": ("act",)})).total_provisions == 1


def test_its_questions_are_answered_from_the_fields_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "FIELDS", [field for field in FIELDS if field.name != "words"])
    writer = EmbeddedWriter(tmp_path)
    writer.write("one", [document("old", "a", "lantern oil")])
    writer.publish("one")
    monkeypatch.undo()
    plan = SearchPlan(Word("lantern", stems_any("lantern"), ("words",)))
    assert EmbeddedReader(tmp_path).search(plan).total_provisions == 1
