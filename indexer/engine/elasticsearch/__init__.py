"""The server engine: Elasticsearch 8.19, through the official client."""

from indexer.engine.elasticsearch.connection import Connection
from indexer.engine.elasticsearch.reader import ElasticsearchReader
from indexer.engine.elasticsearch.writer import ElasticsearchWriter

__all__ = ["Connection", "ElasticsearchReader", "ElasticsearchWriter"]
