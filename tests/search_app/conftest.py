"""The application over the small library."""

import pytest
from flask.testing import FlaskClient

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from search_app import create_app
from tests.search_app.library import build


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> tuple[IndexReader, Collection]:
    return build(tmp_path_factory.mktemp("library"))


@pytest.fixture
def client(library: tuple[IndexReader, Collection]) -> FlaskClient:
    return create_app(*library).test_client()
