"""Both engines, each on ground of its own."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engine.elasticsearch import Connection, ElasticsearchReader, ElasticsearchWriter
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.factory import OpenEngine


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenEngine]:
    """An empty engine of each kind."""
    if request.param == "embedded":
        yield OpenEngine(EmbeddedReader(tmp_path), EmbeddedWriter(tmp_path))
        return
    connection = Connection(
        request.getfixturevalue("elasticsearch_url"), prefix=f"test-{uuid.uuid4().hex[:12]}"
    )
    yield OpenEngine(ElasticsearchReader(connection), ElasticsearchWriter(connection))
    for index in connection.client.indices.get(index=connection.index("*")):
        connection.client.indices.delete(index=index)
