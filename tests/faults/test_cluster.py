"""What a library on three nodes and PostgreSQL survives while twenty people search all the time:
no search of theirs fails or finds too little, and nothing is lost or doubled."""

import hashlib
import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.engine.elasticsearch import ElasticsearchWriter
from indexer.engine.elasticsearch import writer as elasticsearch
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import EngineUnavailable
from indexer.pipeline import index_collection
from indexer.releases import State, publish, releases, roll_back
from indexer.verify import verify
from mappings.records import Provision
from tests.conftest import must_have, postgresql
from tests.corpora.laws import make_law
from tests.faults.cluster import Cluster, Unavailable
from tests.faults.searchers import Searchers, Served
from tests.postgresql import Postgresql

pytestmark = [pytest.mark.elasticsearch, pytest.mark.timeout(900)]

LAWS, PORT = 60, 9250
# Words of laws that stay as they are, and the number of provisions that have them.
QUERIES = {
    "zymurgy": LAWS,
    "quokka": LAWS,
    '"open to quokkas"': LAWS,
    "marker07": 1,
    "text:zymurg*": LAWS,
}


def put(collection: Collection, number: int, last: str) -> None:
    texts = (
        f"A public official who accepts a bribe is liable to a fine (marker{number:02d}).",
        "Who offers an undue advantage for zymurgy is liable to imprisonment.",
        "The office is open to quokkas.",
        last,
    )
    provisions = tuple(
        Provision(f"sec_{at}", f"Section {at}", "", said, "en")
        for at, said in enumerate(texts, start=1)
    )
    law = make_law(f"law-{number:02d}", source_path=f"{number}.md", provisions=provisions)
    digest = hashlib.sha256(repr(law).encode()).hexdigest()
    file = FileRecord("s", law.source_path, digest, 1, Outcome.LAW, "", 1)
    collection.put_files([(file, [law])])


@dataclass(frozen=True)
class Library:
    """A library that is served, with people searching in it."""

    cluster: Cluster
    database: Postgresql
    database_url: str
    prefix: str
    home: Path
    searchers: Searchers

    def collection(self) -> Collection:
        return open_collection(self.home, self.database_url)

    def writer(self) -> ElasticsearchWriter:
        return ElasticsearchWriter(self.cluster.connection(self.prefix))

    def change(self, said: str) -> None:
        """Another last provision in every third law."""
        collection = self.collection()
        for number in range(0, LAWS, 3):
            put(collection, number, f"Nothing but the word {said}.")
        collection.close()

    def index(self, *, whole: bool = False) -> str:
        """Brings the index up to the collection; gives the live release."""
        collection = self.collection()
        try:
            index_collection(
                collection, self.writer(), home=self.home, database_url=self.database_url,
                workers=1, whole=whole,
            )  # fmt: skip
            return self.writer().live()
        finally:
            collection.close()

    def searched_on(self, seconds: float = 2) -> None:
        """Waits, and says what went wrong with searches up to now."""
        began = time.monotonic()
        while time.monotonic() < began + seconds or len(self.searchers.since(began)) < 20:
            assert time.monotonic() < began + 60, "nobody is answered any more"
            time.sleep(0.1)
        assert not self.searchers.wrong()

    def has_all(self) -> None:
        """Nothing is lost or doubled in the live release."""
        found = self.writer().reader(self.writer().live()).search(SearchPlan())
        assert (found.total_laws, found.total_provisions) == (LAWS, 4 * LAWS)

    def is_whole(self) -> None:
        """The live release is equal to the collection, by everything that verifying compares."""
        collection = self.collection()
        found = verify(collection, self.writer(), self.writer().live())
        collection.close()
        assert not found.failed
        self.has_all()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    try:
        started = Cluster.start(PORT)
    except Unavailable as unavailable:
        message = f"A CLUSTER IS NOT TESTED: {unavailable}"
        pytest.fail(message) if must_have("ELASTICSEARCH") else pytest.skip(message)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def library(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("library")
    server = postgresql()
    admin = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE library"))
    admin.dispose()
    url = server.url("library")
    collection = open_collection(home, url)
    collection.put_source(SourceRecord("s", "", "", ""))
    for number in range(LAWS):
        put(collection, number, "It comes into force at once.")
    collection.close()
    environment = {
        "LEGAL_LIBRARY_HOME": str(home),
        "DATABASE_URL": url,
        "ELASTICSEARCH_URL": cluster.url,
        "ELASTICSEARCH_CA": cluster.ca,
    }
    # The program has one prefix: the library that is served is the cluster's only one.
    prefix = "legal-library"
    served = Served(PORT + 50, environment, home / "served.log")
    searchers = Searchers(served.url, QUERIES, pause=2)
    made = Library(cluster, server, url, prefix, home, searchers)
    made.index()
    with served, searchers:
        made.searched_on()
        yield made
    server.remove()
    assert not searchers.wrong()


def test_a_full_index_run_a_roll_back_and_a_publication(library: Library) -> None:
    first = library.writer().live()
    library.change(uuid.uuid4().hex)
    second = library.index(whole=True)
    assert second != first
    library.searched_on()
    collection = library.collection()
    assert roll_back(collection, library.writer()) == first
    library.searched_on()
    publish(collection, library.writer(), second)
    collection.close()
    library.searched_on()
    library.is_whole()


def test_each_node_is_killed_in_turn_the_master_first(library: Library) -> None:
    master = library.cluster.master()
    for node in sorted(library.cluster.nodes, key=lambda one: one is not master):
        node.kill()
        library.searched_on(5)
        node.start()
        library.cluster.wait()
        library.searched_on()
    library.has_all()


def test_the_index_is_brought_up_to_date_while_a_node_is_away(library: Library) -> None:
    node = library.cluster.nodes[1]
    node.kill()
    try:
        library.cluster.wait(2)
        library.change(uuid.uuid4().hex)
        library.index()
        library.searched_on()
    finally:
        node.start()
    library.cluster.wait()
    library.has_all()


def test_the_indexer_is_killed_five_times(library: Library) -> None:
    library.change(uuid.uuid4().hex)
    live = library.writer().live()
    for documents in range(1, 6):
        _run_until_killed(library, after=documents)
        assert library.writer().live() == live
        library.searched_on(1)
    assert library.index() != live
    library.searched_on()
    library.is_whole()
    states = {one.state for one in releases(library.writer())}
    assert State.UNFINISHED not in states


def _run_until_killed(library: Library, after: int) -> None:
    """A run of the indexer in a process that dies after so many requests with documents."""

    def child() -> None:
        send: Callable[..., object] = ElasticsearchWriter._send_some
        sent = 0

        def last(*arguments: object, **named: object) -> object:
            nonlocal sent
            done = send(*arguments, **named)
            sent += 1
            if sent >= after:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        ElasticsearchWriter._send_some = last  # type: ignore[method-assign, assignment]
        elasticsearch.DOCUMENTS_A_REQUEST = 3
        library.index()

    process = get_context("fork").Process(target=child)
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_the_database_is_restarted(library: Library, mode: str) -> None:
    library.database.stop(mode)
    time.sleep(2)
    library.database.start()
    library.searched_on()
    library.has_all()


def test_the_database_is_restarted_in_the_middle_of_an_index_run(library: Library) -> None:
    library.change(uuid.uuid4().hex)
    process = get_context("fork").Process(target=library.index)
    process.start()
    time.sleep(0.5)
    library.database.stop()
    time.sleep(1)
    library.database.start()
    process.join(120)
    library.searched_on()
    # Whether that run came through or not, the next one leaves all of it in place.
    library.index()
    library.is_whole()


def test_the_disk_of_a_node_becomes_read_only(library: Library) -> None:
    node = library.cluster.nodes[2]
    folders = [path for path in [node.data, *node.data.rglob("*")] if path.is_dir()]
    modes = {path: path.stat().st_mode for path in folders}
    for path in folders:
        path.chmod(0o555)
    try:
        library.searched_on()
        library.change(uuid.uuid4().hex)
        _index_when_it_is_taken(library)
        library.searched_on()
        library.has_all()
    finally:
        for path, mode in modes.items():
            if path.exists():
                path.chmod(mode)
        node.kill()
        node.start()
    library.cluster.wait()
    library.searched_on()
    library.is_whole()


def _index_when_it_is_taken(library: Library) -> None:
    """As long as the other nodes have not noticed, they refuse what that one cannot store; whoever
    runs the indexer is told so, and runs it again."""
    deadline = time.monotonic() + 120
    while True:
        try:
            library.index()
        except EngineUnavailable as refused:
            assert "nothing is indexed" not in str(refused)
            assert time.monotonic() < deadline, refused
            time.sleep(1)
        else:
            return
