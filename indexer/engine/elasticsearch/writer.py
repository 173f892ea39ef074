"""Writing half of the Elasticsearch engine."""

from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch.helpers import parallel_bulk

from indexer.engine.elasticsearch.connection import Connection
from indexer.engine.elasticsearch.mapping import mapping, settings
from indexer.engine.protocol import Document, RejectedDocument, WriteReport

_THREADS = 2
_DOCUMENTS_A_REQUEST = 500
_BYTES_A_REQUEST = 10 * 1024 * 1024
# Laws are counted by the buckets of an aggregation; the default limit is below the collection.
_MAX_BUCKETS = 1_000_000


class ElasticsearchWriter:
    """Keeps `indexer.engine.protocol.IndexWriter`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, release: str, documents: Iterable[Document]) -> WriteReport:
        client, index = self._connection.client, self._connection.index(release)
        report = WriteReport()
        with self._connection.errors():
            if client.indices.exists_alias(index=index, name=self._connection.alias):
                raise ValueError(f"release {release!r} is live and cannot be written over")
            client.cluster.put_settings(persistent={"search.max_buckets": _MAX_BUCKETS})
            client.indices.delete(index=index, ignore_unavailable=True)
            client.indices.create(index=index, mappings=mapping(), settings=settings())
            for ok, item in parallel_bulk(
                client,
                _actions(index, documents),
                thread_count=_THREADS,
                chunk_size=_DOCUMENTS_A_REQUEST,
                max_chunk_bytes=_BYTES_A_REQUEST,
                raise_on_error=False,
            ):
                if ok:
                    report.written += 1
                else:
                    report.rejected.append(_rejected(item))
            client.indices.put_settings(index=index, settings={"refresh_interval": "1s"})
            client.indices.refresh(index=index)
            # Few segments answer faster; it takes minutes at full size.
            client.options(request_timeout=3600).indices.forcemerge(index=index, max_num_segments=5)
        return report

    def publish(self, release: str) -> None:
        client, index = self._connection.client, self._connection.index(release)
        with self._connection.errors():
            if not client.indices.exists(index=index):
                raise ValueError(f"there is no written release {release!r}")
            pattern = self._connection.index("*")
            old = [name for name in client.indices.get(index=pattern) if name != index]
            client.indices.update_aliases(
                actions=[
                    {
                        "remove": {
                            "index": pattern,
                            "alias": self._connection.alias,
                            "must_exist": False,
                        }
                    },
                    {"add": {"index": index, "alias": self._connection.alias}},
                ]
            )
            for name in old:
                client.indices.delete(index=name)

    def discard(self, release: str) -> None:
        client, index = self._connection.client, self._connection.index(release)
        with self._connection.errors():
            if not client.indices.exists_alias(index=index, name=self._connection.alias):
                client.indices.delete(index=index, ignore_unavailable=True)


def _actions(index: str, documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield {"_op_type": "index", "_index": index, "_id": document["id"], "_source": document}


def _rejected(item: dict[str, Any]) -> RejectedDocument:
    result = next(iter(item.values()))
    error = result.get("error") or {}
    reason = error.get("reason", str(error)) if isinstance(error, dict) else str(error)
    return RejectedDocument(str(result.get("_id", "?")), reason)
