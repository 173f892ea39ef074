"""Opens the engine that the settings select: the only place that knows which engines there are."""

from dataclasses import dataclass

from indexer.engine.protocol import IndexReader, IndexWriter
from mappings.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenEngine:
    """Both halves of an engine."""

    reader: IndexReader
    writer: IndexWriter


def open_engine(settings: Settings) -> OpenEngine:
    """The embedded engine in the library's home, or Elasticsearch when its URL is set. Nothing
    is connected to before the first use. Raises EngineUnavailable for a URL that is none."""
    # Imported when used: a profile needs only its own client.
    if settings.elasticsearch_url:
        from indexer.engine.elasticsearch import (  # noqa: PLC0415
            Connection,
            ElasticsearchReader,
            ElasticsearchWriter,
        )

        connection = Connection(
            settings.elasticsearch_url,
            settings.elasticsearch_api_key,
            settings.elasticsearch_ca,
        )
        return OpenEngine(ElasticsearchReader(connection), ElasticsearchWriter(connection))
    from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter  # noqa: PLC0415

    return OpenEngine(EmbeddedReader(settings.home), EmbeddedWriter(settings.home))
