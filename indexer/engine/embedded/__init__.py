"""The embedded engine: tantivy in the library's home folder, no server."""

from indexer.engine.embedded.reader import EmbeddedReader
from indexer.engine.embedded.writer import EmbeddedWriter

__all__ = ["EmbeddedReader", "EmbeddedWriter"]
