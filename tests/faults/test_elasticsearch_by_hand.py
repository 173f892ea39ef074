"""What others do to an Elasticsearch: aliases and indexes made by hand, and a node with too much to
do."""

import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from indexer.engine.elasticsearch import Connection, ElasticsearchReader, ElasticsearchWriter
from indexer.engine.elasticsearch import writer as module
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import EngineUnavailable, PublishConflict
from indexer.releases import State, find
from tests.contract.documents import DOCUMENTS

pytestmark = pytest.mark.elasticsearch


@pytest.fixture
def connection(elasticsearch_url: str) -> Iterator[Connection]:
    made = Connection(elasticsearch_url, prefix=f"test-{uuid.uuid4().hex[:12]}")
    yield made
    for index in made.client.indices.get(index=f"{made.prefix}*"):
        made.client.indices.delete(index=index)


@pytest.fixture
def writer(connection: Connection) -> ElasticsearchWriter:
    made = ElasticsearchWriter(connection)
    made.write("one", DOCUMENTS)
    return made


def test_an_alias_on_a_foreign_index_is_told_and_left(
    connection: Connection, writer: ElasticsearchWriter
) -> None:
    foreign = f"{connection.prefix}-mine"
    connection.client.indices.create(index=foreign)
    connection.client.indices.put_alias(index=foreign, name=connection.alias)
    with pytest.raises(EngineUnavailable, match=rf"DELETE /{foreign}/_alias/{connection.alias}"):
        writer.publish("one")
    assert foreign in connection.client.indices.get_alias(name=connection.alias)


def test_an_alias_on_two_indexes_is_told(
    connection: Connection, writer: ElasticsearchWriter
) -> None:
    writer.publish("one")
    writer.write("two", DOCUMENTS)
    connection.client.indices.put_alias(index=connection.index("two"), name=connection.alias)
    with pytest.raises(EngineUnavailable, match="only one can be live"):
        writer.live()


def test_an_index_with_the_name_of_the_alias_is_told(
    connection: Connection, writer: ElasticsearchWriter
) -> None:
    connection.client.indices.create(index=connection.alias)
    with pytest.raises(EngineUnavailable, match="the name of this library's alias"):
        writer.publish("one")
    assert connection.client.indices.exists(index=connection.alias)


def test_an_index_that_only_bears_a_releases_name_is_foreign(
    connection: Connection, writer: ElasticsearchWriter
) -> None:
    connection.client.indices.create(
        index=connection.index("hers"), mappings={"properties": {"a": {"type": "text"}}}
    )
    assert find(writer, "hers").state is State.FOREIGN
    assert not writer.fits("hers")
    with pytest.raises(ValueError, match="no written release"):
        writer.publish("hers")


def test_a_field_that_was_added_by_hand_does_not_fit(
    connection: Connection, writer: ElasticsearchWriter
) -> None:
    assert writer.fits("one")
    connection.client.indices.put_mapping(
        index=connection.index("one"), properties={"by_hand": {"type": "keyword"}}
    )
    assert not writer.fits("one")


def test_of_two_publishes_at_the_same_moment_one_wins(
    connection: Connection, writer: ElasticsearchWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.publish("one")
    for name in ("two", "three"):
        writer.write(name, DOCUMENTS)
    late = ElasticsearchWriter(connection)
    monkeypatch.setattr(late, "live", lambda: "one")
    writer.publish("two", over="one")
    with pytest.raises(PublishConflict, match="another release"):
        late.publish("three", over="one")
    assert writer.live() == "two"
    assert ElasticsearchReader(connection).search(SearchPlan()).total_provisions == len(DOCUMENTS)


class _Busy(BaseHTTPRequestHandler):
    """Passes requests on, but says 429 to the first bulk requests, as a node does whose queue is
    full."""

    protocol_version = "HTTP/1.1"
    target = ""
    refusals: list[int]

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "_bulk" in self.path and self.refusals:
            self.refusals.pop()
            self._answer(429, b'{"error": {"type": "es_rejected_execution_exception"}}', {})
            return
        headers = {k: v for k, v in self.headers.items() if k.lower() in ("content-type", "accept")}
        request = urllib.request.Request(
            f"{self.target}{self.path}", body or None, headers, method=self.command
        )
        try:
            with urllib.request.urlopen(request) as answer:
                self._answer(answer.status, answer.read(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            self._answer(error.code, error.read(), dict(error.headers))

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _pass_on

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name in ("Content-Type", "X-elastic-product"):
            self.send_header(name, headers.get(name) or headers.get(name.lower()) or "")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def test_documents_are_sent_again_to_a_node_that_has_too_much_to_do(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The client itself asks three times more before it tells us.
    refusals = list(range(10))
    handler = type("Busy", (_Busy,), {"target": connection.url, "refusals": refusals})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        monkeypatch.setattr(module, "FIRST_WAIT", 0.05)
        busy = Connection(f"http://127.0.0.1:{server.server_port}", prefix=connection.prefix)
        report = ElasticsearchWriter(busy).write("one", DOCUMENTS)
    finally:
        server.shutdown()
        server.server_close()
    assert refusals == []
    assert (report.written, report.rejected) == (len(DOCUMENTS), [])
    found = ElasticsearchWriter(connection).releases()
    assert [one.documents for one in found] == [len(DOCUMENTS)]
