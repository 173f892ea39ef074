"""Releases: built on one another, gone on with, and switched under readers' hands."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from indexer.engine.factory import OpenEngine
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import (
    MOST_REJECTED,
    Document,
    EngineUnavailable,
    IndexReader,
    PublishConflict,
)
from tests.contract.documents import DOCUMENTS, document

_EVERYTHING = SearchPlan(size=100, provisions_per_law=100)


def ids(reader: IndexReader) -> set[str]:
    return {found for hit in reader.search(_EVERYTHING).laws for found in hit.provisions}


def three_laws(content: str = "old") -> list[Document]:
    return [
        document(law, path, f"lantern {law} {path}", content=content)
        for law in ("a", "b", "c")
        for path in ("1", "2")
    ]


@pytest.fixture
def filled(engine: OpenEngine) -> OpenEngine:
    engine.writer.write("one", three_laws())
    engine.writer.publish("one")
    return engine


def test_a_release_is_a_copy_of_another_but_for_what_changed(filled: OpenEngine) -> None:
    changed = document("b", "3", "oil lamp", content="new")
    report = filled.writer.write("two", [changed], base="one", without=["b", "c"])
    assert report.written == 1
    assert ids(filled.reader) == {"a/1", "a/2", "b/1", "b/2", "c/1", "c/2"}
    two = filled.writer.reader("two")
    assert ids(two) == {"a/1", "a/2", "b/3"}
    assert two.crossed("law_id", "content") == {"a": {"old": 2}, "b": {"new": 1}}
    filled.writer.publish("two")
    assert ids(filled.reader) == {"a/1", "a/2", "b/3"}
    status = filled.reader.status()
    assert (status.provisions, status.laws) == (3, 2)
    assert ids(filled.writer.reader("one")) == {"a/1", "a/2", "b/1", "b/2", "c/1", "c/2"}


def test_a_copy_of_a_copy_is_whole(filled: OpenEngine) -> None:
    filled.writer.write("two", [document("d", "1", "x", content="new")], base="one")
    filled.writer.publish("two")
    filled.writer.discard("one")
    filled.writer.write("three", [], base="two", without=["a"])
    assert ids(filled.writer.reader("three")) == {"b/1", "b/2", "c/1", "c/2", "d/1"}
    assert ids(filled.reader) == {"a/1", "a/2", "b/1", "b/2", "c/1", "c/2", "d/1"}


@pytest.mark.parametrize("base", ["", "one"])
def test_an_interrupted_release_is_gone_on_with(filled: OpenEngine, base: str) -> None:
    def interrupted() -> Iterator[Document]:
        yield document("d", "1", "x", content="new")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.writer.write("two", interrupted(), base=base, without=["a"] if base else [])
    (unfinished,) = [one for one in filled.writer.releases() if not one.finished]
    assert (unfinished.name, unfinished.ours, unfinished.live) == ("two", True, False)
    with pytest.raises(ValueError, match="no written release"):
        filled.writer.publish("two")
    held = filled.writer.reader("two").crossed("law_id", "content")
    rest = [document("e", "1", "x", content="new")]
    filled.writer.write("two", rest, base="two", without=list(held))
    assert ids(filled.writer.reader("two")) == {"e/1"}
    filled.writer.publish("two")
    assert ids(filled.reader) == {"e/1"}


def test_releases_are_listed_with_what_was_noted(filled: OpenEngine) -> None:
    filled.writer.annotate("one", {"first": True})
    filled.writer.annotate("one", {"laws": 3, "why": "ценность"})
    filled.writer.write("two", DOCUMENTS)
    one, two = filled.writer.releases()
    assert (one.name, one.live, one.finished, one.ours) == ("one", True, True, True)
    assert (one.documents, dict(one.note)) == (6, {"laws": 3, "why": "ценность"})
    assert (two.name, two.live, two.documents, dict(two.note)) == ("two", False, 9, {})
    assert one.bytes > 0
    # A copy does not inherit what was said of another.
    filled.writer.write("three", [], base="one")
    assert {dict(r.note).get("laws") for r in filled.writer.releases()} == {3, None}


def test_publishing_over_another_release_than_expected_is_refused(filled: OpenEngine) -> None:
    for name in ("two", "three"):
        filled.writer.write(name, DOCUMENTS)
    filled.writer.publish("two", over="one")
    with pytest.raises(PublishConflict, match="two"):
        filled.writer.publish("three", over="one")
    assert filled.writer.live() == filled.reader.status().release == "two"
    filled.writer.publish("one", over="two")
    assert filled.writer.live() == "one"


def test_fields_of_today_fit(filled: OpenEngine) -> None:
    assert filled.writer.fits("one")
    assert not filled.writer.fits("none")


def test_documents_that_are_refused_in_numbers_end_the_build(filled: OpenEngine) -> None:
    def wrong() -> Iterator[Document]:
        for number in range(MOST_REJECTED + 2000):
            yield document("bad", str(number), "x", no_such_field="x")

    with pytest.raises(EngineUnavailable, match="in numbers"):
        filled.writer.write("two", wrong())
    assert filled.writer.live() == "one"


def test_searches_never_fail_while_releases_are_published_and_removed(filled: OpenEngine) -> None:
    """8 threads search through five publishes, each followed by a switch back and forth."""
    stop, wrong = Event(), list[object]()

    def searching() -> int:
        asked = 0
        while not stop.is_set():
            try:
                found = filled.reader.search(_EVERYTHING)
                # A release is seen whole: a law "v<n>" more or less, and never a part.
                if len(found.laws) != found.total_laws or found.total_laws not in (3, 4):
                    wrong.append(found)
            except Exception as error:
                wrong.append(error)
            asked += 1
            stop.wait(0.02)
        return asked

    with ThreadPoolExecutor(8) as pool:
        threads = [pool.submit(searching) for _ in range(8)]
        try:
            live = "one"
            for number in range(5):
                release = f"r{number}"
                new = document(f"v{number}", "1", "x", content="new")
                filled.writer.write(release, [new], base=live, without=[f"v{number - 1}"])
                filled.writer.publish(release)
                filled.writer.publish(live)
                filled.writer.publish(release)
                filled.writer.discard(live)
                live = release
        finally:
            stop.set()
        asked = [thread.result() for thread in threads]
    assert wrong == []
    assert all(asked)
