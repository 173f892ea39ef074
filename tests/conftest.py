"""What tests of several rooms need: a real Elasticsearch, and the collection of real laws."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from tests.postgresql import Missing, Postgresql

# How long an example takes says more about the machine than about the code.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

ROOT = Path(__file__).parents[1]
COLLECTION = ROOT.parent / "shared" / "collection"
_UNAVAILABLE = 69
_PORT = "9220"


def must_have(what: str) -> bool:
    """Whether a missing server or browser is a failure and no reason to skip."""
    return bool(os.environ.get("CI") or os.environ.get(f"LEGAL_LIBRARY_REQUIRE_{what}"))


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """URL of a real Elasticsearch: ELASTICSEARCH_URL, else one started for this run."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        yield url
        return
    script = [sys.executable, str(ROOT / ".ci" / "elasticsearch.py")]
    started = subprocess.run(
        [*script, "start", "--port", _PORT], capture_output=True, text=True, check=False
    )
    if started.returncode == _UNAVAILABLE and not must_have("ELASTICSEARCH"):
        pytest.skip(f"THE SERVER PROFILE IS NOT TESTED: {started.stderr.strip()}")
    if started.returncode:
        pytest.fail(f"Elasticsearch did not start:\n{started.stderr}")
    yield started.stdout.strip()
    subprocess.run([*script, "stop", "--port", _PORT], check=True)


@pytest.fixture(scope="session")
def real_laws() -> Path:
    """The folder of the collection of real laws."""
    if not COLLECTION.is_dir():
        pytest.skip("THE COLLECTION OF REAL LAWS IS NOT HERE (../shared/collection)")
    return COLLECTION


def postgresql() -> Postgresql:
    """A database server; the test is skipped where there cannot be one."""
    try:
        return Postgresql()
    except Missing as missing:
        message = f"POSTGRESQL IS NOT TESTED: {missing}"
        pytest.fail(message) if must_have("POSTGRESQL") else pytest.skip(message)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """URL of a database server of this run's own, without a database name."""
    server = postgresql()
    yield server.url()
    server.remove()


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[str]:
    """URL of an empty place of the test's own: a schema, which is made faster than a database."""
    name = f"test_{uuid.uuid4().hex}"
    server = create_engine(postgresql_url.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield f"{postgresql_url.format(name='postgres')}&options=-csearch_path%3D{name}"
    with server.connect() as connection:
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    server.dispose()
