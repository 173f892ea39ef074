"""The application over the small library."""

from unittest.mock import Mock

import pytest
from flask.testing import FlaskClient

from corpora.store import Collection
from indexer.engine.protocol import EngineUnavailable, IndexReader
from search_app import create_app
from tests.search_app.library import build


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[IndexReader, Collection]:
    return build(tmp_path_factory.mktemp("library"))


@pytest.fixture
def client(library: tuple[IndexReader, Collection]) -> FlaskClient:
    return create_app(*library).test_client()


@pytest.fixture
def down(library: tuple[IndexReader, Collection]) -> FlaskClient:
    """The application with an engine that does not answer."""
    reader = Mock()
    for method in ("search", "tags_of_law", "status"):
        getattr(reader, method).side_effect = EngineUnavailable("no index; run `index build`")
    return create_app(reader, library[1]).test_client()
