"""What tests of several rooms need: a real Elasticsearch, and the collection of real laws."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
