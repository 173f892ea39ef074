"""kill -9 of the indexer, in real processes, at chosen moments: the live release stays, the next run
completes the work, and nothing is left over."""

import hashlib
import os
import shutil
import signal
import uuid
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from corpora.citations import CitationTables
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer import build, pipeline
from indexer import releases as release_module
from indexer.engine.elasticsearch import Connection, ElasticsearchWriter
from indexer.engine.elasticsearch import writer as elasticsearch
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter, layout
from indexer.engine.embedded import writer as embedded
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import IndexWriter
from indexer.pipeline import index_collection
from indexer.releases import State, releases
from mappings.records import Provision
from tests.corpora.laws import make_law

LAWS = 30


def put(collection: Collection, number: int, text: str) -> None:
    provisions = tuple(
        Provision(f"sec_{at}", f"Section {at}", "", f"{text} {at}.", "en") for at in range(1, 4)
    )
    law = make_law(f"law-{number:02d}", source_path=f"{number}.md", provisions=provisions)
    digest = hashlib.sha256(repr(law).encode()).hexdigest()
    record = FileRecord("s", law.source_path, digest, 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [law])])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(where: Any, name: str, after_calls: int, *, before: bool) -> Callable[[], None]:
    """Makes a function of a module or class the last thing that this process does."""

    def arrange() -> None:
        original, calls = getattr(where, name), 0

        def last(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if before and calls == after_calls:
                die()
            result = original(*arguments, **named)
            if calls == after_calls:
                die()
            return result

        setattr(where, name, last)

    return arrange


MOMENTS = {
    "the folder is there": dying(layout.Releases, "begin", 1, before=False),
    "half of the files are copied": dying(layout, "_link", 3, before=False),
    "all are copied": dying(layout.Releases, "copy", 1, before=False),
    "names are stored": dying(CitationTables, "add_names", 1, before=False),
    "one document is written": dying(embedded, "_native", 2, before=True),
    "some laws are committed": dying(embedded, "_native", 8, before=True),
    "all is written": dying(layout.Releases, "finish", 1, before=True),
    "the release is finished": dying(layout.Releases, "finish", 1, before=False),
    "citations are finished": dying(CitationTables, "finish", 1, before=False),
    "it is noted": dying(build, "annotate", 1, before=False),
    "it is verified": dying(pipeline, "verify", 1, before=False),
    "the old release is noted": dying(release_module, "annotate", 1, before=False),
    "the new name is written": dying(Path, "replace", 4, before=True),
    "the switch is made": dying(layout.Releases, "switch", 1, before=False),
    "the new release is noted": dying(release_module, "annotate", 2, before=False),
    "citations are published": dying(CitationTables, "publish", 1, before=False),
}


IN_ELASTICSEARCH = {
    "it is copied": dying(ElasticsearchWriter, "_copy", 1, before=False),
    "some documents are sent": dying(ElasticsearchWriter, "_send_some", 2, before=False),
    "the switch is made": dying(ElasticsearchWriter, "publish", 1, before=False),
}


def run_until_killed(
    home: Path, arrange: Callable[[], None], writer: Callable[[], IndexWriter]
) -> None:
    def child() -> None:
        arrange()
        # Little is committed at a time, so that there is something to go on with.
        embedded.DOCUMENTS_A_COMMIT = elasticsearch.DOCUMENTS_A_REQUEST = 3
        index_collection(open_collection(home), writer(), home=home)

    process = get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


SWITCHED = ("the switch is made", "the new release is noted", "citations are published")
FROM_NOTHING = ("the folder is there", "one document is written", "some laws are committed")


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a live release."""
    home = tmp_path_factory.mktemp("home")
    collection = open_collection(home)
    collection.put_source(SourceRecord("s", "", "", ""))
    for number in range(LAWS):
        put(collection, number, "A public official who accepts a bribe is liable to a fine of")
    index_collection(collection, EmbeddedWriter(home), home=home)
    collection.close()
    return home


@pytest.mark.parametrize(
    ("moment", "changed"),
    [*((moment, 4) for moment in MOMENTS), *((moment, LAWS) for moment in FROM_NOTHING)],
)
def test_the_next_run_completes_it(
    indexed: Path, tmp_path: Path, moment: str, changed: int
) -> None:
    shutil.copytree(indexed, tmp_path, dirs_exist_ok=True)
    collection, writer = open_collection(tmp_path), EmbeddedWriter(tmp_path)
    first = writer.live()
    for number in range(changed):
        put(collection, number, "An official who accepts a bribe and lights a lantern pays")
    collection.close()
    run_until_killed(tmp_path, MOMENTS[moment], lambda: EmbeddedWriter(tmp_path))

    reader = EmbeddedReader(tmp_path)
    assert (writer.live() != first) == (moment in SWITCHED)
    assert reader.search(SearchPlan()).total_provisions == 3 * LAWS

    collection = open_collection(tmp_path)
    report = index_collection(collection, writer, home=tmp_path)
    assert report.documents == reader.search(SearchPlan()).total_provisions == 3 * LAWS
    assert index_collection(collection, writer, home=tmp_path).unchanged
    known = releases(writer)
    assert {one.state for one in known} <= {State.LIVE, State.VERIFIED, State.BUILT}
    assert len(known) <= 3
    assert not list((tmp_path / "index").glob("*.removed"))
    assert not list((tmp_path / "index").glob("*/unfinished"))
    if moment == "some laws are committed":
        assert report.base == report.release
        assert 0 < report.analysed < changed


@pytest.mark.elasticsearch
@pytest.mark.parametrize("moment", IN_ELASTICSEARCH)
def test_the_next_run_completes_it_in_elasticsearch(
    elasticsearch_url: str, tmp_path: Path, moment: str
) -> None:
    prefix = f"test-{uuid.uuid4().hex[:12]}"

    def connected() -> ElasticsearchWriter:
        return ElasticsearchWriter(Connection(elasticsearch_url, prefix=prefix))

    collection, writer = open_collection(tmp_path), connected()
    collection.put_source(SourceRecord("s", "", "", ""))
    try:
        for number in range(LAWS):
            put(collection, number, "A public official who accepts a bribe is liable to a fine of")
        first = index_collection(collection, writer, home=tmp_path).release
        for number in range(4):
            put(collection, number, "An official who accepts a bribe and lights a lantern pays")
        collection.close()
        run_until_killed(tmp_path, IN_ELASTICSEARCH[moment], connected)

        live = writer.live()
        assert (live != first) == (moment == "the switch is made")
        assert writer.reader(live).status().provisions == 3 * LAWS
        collection = open_collection(tmp_path)
        report = index_collection(collection, writer, home=tmp_path)
        assert report.documents == 3 * LAWS
        assert writer.reader(writer.live()).status().provisions == 3 * LAWS
        assert index_collection(collection, writer, home=tmp_path).unchanged
        known = releases(writer)
        assert {one.state for one in known} <= {State.LIVE, State.VERIFIED, State.BUILT}
        if moment == "some documents are sent":
            assert 0 < report.analysed < 4
    finally:
        client = Connection(elasticsearch_url, prefix=prefix).client
        for index in client.indices.get(index=f"{prefix}*"):
            client.indices.delete(index=index)
