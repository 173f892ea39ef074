"""Writing half of the Elasticsearch engine."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from itertools import islice
from typing import Any

from elasticsearch import NotFoundError
from elasticsearch.helpers import streaming_bulk

from corpora.rows import chunks
from indexer.engine.elasticsearch.connection import Connection
from indexer.engine.elasticsearch.mapping import FINISHED, NOTE, mapping, our_meta, settings
from indexer.engine.elasticsearch.reader import ElasticsearchReader
from indexer.engine.protocol import (
    Document,
    EngineUnavailable,
    PublishConflict,
    RejectedDocument,
    StoredRelease,
    WriteReport,
)

_THREADS = 2
DOCUMENTS_A_REQUEST = 500
_BYTES_A_REQUEST = 10 * 1024 * 1024
_LAWS_A_REQUEST = 1000
# A node that has too much to do says so (429), and gets documents again after 2, 4, 8 … seconds.
_TRIES = 8
FIRST_WAIT = 2.0
_MOST_SECONDS_BETWEEN = 60
_SECONDS_FOR_LONG_WORK = 3600
# Laws are counted by the buckets of an aggregation; the default limit is below the collection.
_MAX_BUCKETS = 1_000_000
# A finished release is never written to; one can only be copied while it is so.
_FROZEN: dict[str, Any] = {"index.blocks.write": True}
_WRITABLE: dict[str, Any] = {"index.blocks.write": None}


class ElasticsearchWriter:
    """Keeps `indexer.engine.protocol.IndexWriter`."""

    def __init__(self, connection: Connection) -> None:
        self._given = connection

    @cached_property
    def _connection(self) -> Connection:
        # What a lost node says of releases is not so any more.
        self._given.leave_out_the_lost()
        return self._given

    def write(
        self,
        release: str,
        documents: Iterable[Document],
        *,
        base: str = "",
        without: Collection[str] = (),
    ) -> WriteReport:
        self._connection.leave_out_the_lost()
        client, index = self._connection.client, self._connection.index(release)
        report = WriteReport()
        if release == self.live():
            raise ValueError(f"release {release!r} is live and cannot be written over")
        with self._connection.errors():
            client.cluster.put_settings(persistent={"search.max_buckets": _MAX_BUCKETS})
            if base == release:
                client.indices.put_settings(index=index, settings=_WRITABLE)
            else:
                client.indices.delete(index=index, ignore_unavailable=True)
            if not base:
                client.indices.create(index=index, mappings=mapping(), settings=settings())
            elif base != release:
                self._copy(self._connection.index(base), index)
            self._remove(index, without)
            for ok, item in self._send(index, documents):
                if ok:
                    report.written += 1
                else:
                    report.reject(_rejected(item))
            self._finish(release)
        return report

    def _copy(self, base: str, index: str) -> None:
        """Copies an index that nobody writes to; on disk the two share what they can."""
        client = self._connection.client
        client.indices.put_settings(index=base, settings=_FROZEN)
        client.options(request_timeout=_SECONDS_FOR_LONG_WORK).indices.clone(
            index=base, target=index, settings=_WRITABLE
        )
        # It has the note of its base, which names another release: it counts as not finished.

    def _remove(self, index: str, laws: Collection[str]) -> None:
        client = self._connection.client.options(request_timeout=_SECONDS_FOR_LONG_WORK)
        client.indices.refresh(index=index)
        for some in chunks(laws, _LAWS_A_REQUEST):
            client.delete_by_query(index=index, query={"terms": {"law_id": some}})

    def _send(
        self, index: str, documents: Iterable[Document]
    ) -> Iterator[tuple[bool, dict[str, Any]]]:
        """Whether each document was taken, and what was said of it. Documents are only taken in
        as fast as they can be handed on."""
        requests = chunks(documents, DOCUMENTS_A_REQUEST)
        running: deque[Future[list[tuple[bool, dict[str, Any]]]]] = deque()
        with ThreadPoolExecutor(_THREADS) as pool:

            def submit(count: int) -> None:
                for request in islice(requests, count):
                    running.append(pool.submit(self._send_some, index, request))

            submit(2 * _THREADS)
            while running:
                yield from running.popleft().result()
                submit(1)

    def _send_some(
        self, index: str, documents: Iterable[Document]
    ) -> list[tuple[bool, dict[str, Any]]]:
        actions = (
            {"_op_type": "index", "_index": index, "_id": document["id"], "_source": document}
            for document in documents
        )
        return list(
            streaming_bulk(
                self._connection.client,
                actions,
                chunk_size=DOCUMENTS_A_REQUEST,
                max_chunk_bytes=_BYTES_A_REQUEST,
                max_retries=_TRIES,
                initial_backoff=FIRST_WAIT,
                max_backoff=_MOST_SECONDS_BETWEEN,
                raise_on_error=False,
            )
        )

    def _finish(self, release: str) -> None:
        client, index = self._connection.client, self._connection.index(release)
        patient = client.options(request_timeout=_SECONDS_FOR_LONG_WORK)
        client.indices.put_settings(
            index=index,
            # A second copy as soon as there is a second node: one may go away.
            settings={"auto_expand_replicas": "0-1"},
        )
        patient.indices.flush(index=index)
        client.indices.refresh(index=index)
        # Few segments answer faster; it takes minutes at full size. A copy has few already.
        patient.indices.forcemerge(index=index, max_num_segments=5)
        client.indices.put_settings(index=index, settings=_FROZEN)
        patient.cluster.health(index=index, wait_for_status="green", timeout="10m")
        self._put_meta(release, {FINISHED: release})

    def _put_meta(self, release: str, values: Mapping[str, Any]) -> None:
        client, index = self._connection.client, self._connection.index(release)
        found = client.indices.get_mapping(index=index).body[index]["mappings"].get("_meta", {})
        client.indices.put_mapping(index=index, meta={**found, **values})

    def releases(self) -> list[StoredRelease]:
        client, live = self._connection.client, self.live()
        with self._connection.errors():
            found = client.indices.get(index=self._connection.index("*")).body
            stats = client.indices.stats(
                index=self._connection.index("*"), metric=["store", "docs"]
            ).body["indices"]
        releases = []
        for index, described in sorted(found.items()):
            name = self._connection.release(index)
            meta = described.get("mappings", {}).get("_meta", {})
            finished = _is_finished(meta, name)
            of_this = stats.get(index, {}).get("primaries", {})
            releases.append(
                StoredRelease(
                    name=name,
                    live=name == live,
                    ours=our_meta(meta),
                    finished=finished,
                    documents=of_this.get("docs", {}).get("count", 0) if finished else 0,
                    bytes=of_this.get("store", {}).get("size_in_bytes", 0),
                    note=meta.get(NOTE, {}) if finished else {},
                )
            )
        return releases

    def live(self) -> str:
        connection = self._connection
        with connection.errors():
            try:
                pointed = connection.client.indices.get_alias(name=connection.alias).body
            except NotFoundError:
                if connection.client.indices.exists(index=connection.alias):
                    raise EngineUnavailable(
                        f"Elasticsearch has an index named {connection.alias}, which is the name "
                        "of this library's alias; copy what you need of it and delete it"
                    ) from None
                return ""
        if len(pointed) > 1:
            raise EngineUnavailable(
                f"the alias {connection.alias} points to {' and '.join(sorted(pointed))}; only one "
                "can be live: take it away from the others (POST /_aliases)"
            )
        (index,) = pointed
        name = connection.release(index)
        if connection.index(name) != index:
            raise EngineUnavailable(
                f"the alias {connection.alias} points to {index}, which this program did not make; "
                f"take it away (DELETE /{index}/_alias/{connection.alias}), and publish a release"
            )
        return name

    def fits(self, release: str) -> bool:
        index = self._connection.index(release)
        with self._connection.errors():
            if not self._connection.client.indices.exists(index=index):
                return False
            found = self._connection.client.indices.get_mapping(index=index).body
        wanted, held = mapping(), found[index]["mappings"]
        return all(wanted[part] == held.get(part) for part in ("dynamic", "_source", "properties"))

    def reader(self, release: str) -> ElasticsearchReader:
        self._connection.leave_out_the_lost()
        index = self._connection.index(release)
        with self._connection.errors():
            # What an interrupted build has written is seen from now on.
            self._connection.client.indices.refresh(index=index)
        return ElasticsearchReader(self._connection, index)

    def annotate(self, release: str, note: Mapping[str, Any]) -> None:
        with self._connection.errors():
            self._put_meta(release, {NOTE: dict(note)})

    def publish(self, release: str, over: str | None = None) -> None:
        connection, index = self._connection, self._connection.index(release)
        client, live = connection.client, self.live()
        if over is not None and over != live:
            raise PublishConflict(f"release {live or 'none'} has become the live one meanwhile")
        with connection.errors():
            if not client.indices.exists(index=index):
                raise ValueError(f"there is no written release {release!r}")
            meta = client.indices.get_mapping(index=index).body[index]["mappings"].get("_meta", {})
            if not _is_finished(meta, release):
                raise ValueError(f"there is no written release {release!r}: it is not finished")
            if live == release:
                return
            actions: list[dict[str, Any]] = [{"add": {"index": index, "alias": connection.alias}}]
            if live:
                # Fails when another one has become the live one by now.
                taken = {"index": connection.index(live), "alias": connection.alias}
                actions.insert(0, {"remove": {**taken, "must_exist": True}})
            try:
                client.indices.update_aliases(actions=actions)
            except NotFoundError as error:
                raise PublishConflict(
                    "another release has become the live one meanwhile"
                ) from error

    def discard(self, release: str) -> None:
        client, index = self._connection.client, self._connection.index(release)
        if release != self.live():
            with self._connection.errors():
                client.indices.delete(index=index, ignore_unavailable=True)


def _is_finished(meta: Mapping[str, Any], release: str) -> bool:
    """An index that an older program wrote says nothing of it; the name of another release is
    that of the one it was copied from."""
    return bool(our_meta(meta) and meta.get(FINISHED, release) == release)


def _rejected(item: dict[str, Any]) -> RejectedDocument:
    result = next(iter(item.values()))
    error = result.get("error") or {}
    reason = error.get("reason", str(error)) if isinstance(error, dict) else str(error)
    return RejectedDocument(str(result.get("_id", "?")), reason)
