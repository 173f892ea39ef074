from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest

from corpora import importer
from corpora.store import Collection, open_collection
from tests.corpora.crawl.site import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(Site()) as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def collection(home: Path) -> Collection:
    return open_collection(home)


class _Inline:
    """Reads files in this process: starting others takes seconds, and test_importer does it."""

    def __init__(self, workers: int) -> None:
        importer._contents.cache_clear()

    def __enter__(self) -> "_Inline":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        pass

    def run(self, batches: Iterator[importer._Batch]) -> Iterator[list[importer._Outcome]]:
        return map(importer._extract_batch, batches)


@pytest.fixture(autouse=True)
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "_Pool", _Inline)
