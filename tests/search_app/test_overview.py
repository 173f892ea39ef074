"""Counts over everything: taken once, and anew when what they count has changed."""

from pathlib import Path
from unittest.mock import Mock

import pytest

from corpora.records import SourceRecord
from corpora.store import Collection, open_collection
from indexer.engine.protocol import IndexReader, SearchResult
from search_app import create_app
from search_app.services.latest import Latest
from search_app.services.overview import OverviewService
from tests.corpora.laws import make_law
from tests.corpora.test_store import put


def test_a_value_is_computed_again_only_when_the_state_is_another() -> None:
    latest = Latest[int]()
    compute = Mock(side_effect=[1, 2, ValueError, 3])
    assert [latest.of(state, compute) for state in ("a", "a", "b", "b")] == [1, 1, 2, 2]
    with pytest.raises(ValueError):
        latest.of("c", compute)
    assert latest.of("c", compute) == 3, "a failure is not kept"


def test_an_import_is_seen_at_once_and_nothing_is_counted_twice(tmp_path: Path) -> None:
    collection = open_collection(tmp_path)
    collection.put_source(SourceRecord("s", "", "", ""))
    overview = OverviewService(Mock(), collection)
    assert overview.statistics().laws == 0
    put(collection, make_law("one", source_path="one.md"))
    assert overview.statistics().laws == 1
    assert overview.statistics() is overview.statistics()
    assert [law.id for law in overview.newest()] == ["one"]
    collection.mark_gone("s", ["one.md"])
    assert overview.newest()[0].gone_at


def test_provisions_are_counted_once_a_release() -> None:
    reader = Mock()
    reader.search.side_effect = lambda plan: SearchResult((), 0, 0, {"kind": {}}, {})
    overview = OverviewService(reader, Mock())
    reader.status.return_value.release = "one"
    assert overview.counts() is overview.counts()
    reader.status.return_value.release = "two"
    overview.counts()
    assert reader.search.call_count == 2


def test_the_start_page_asks_the_engine_only_once(library: tuple[IndexReader, Collection]) -> None:
    reader = Mock(wraps=library[0])
    client = create_app(reader, library[1]).test_client()
    assert client.get("/").text == client.get("/").text
    assert client.get("/advanced").status_code == 200
    assert reader.search.call_count == 1
