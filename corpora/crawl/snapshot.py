"""What a source holds after a crawl, as the importer reads it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpora.containers import Container, Contents, Origin
from corpora.crawl.frontier import Held
from corpora.raw_files import RawFiles


@dataclass(frozen=True, slots=True)
class Snapshot(Container):
    """The documents of a crawl. `location` is a file with a line of JSON for each."""

    raw_root: Path

    def read(self) -> Contents:
        """The files; each one's bytes are read when they are asked for."""
        hashes: dict[str, str] = {}
        origins: dict[str, Origin] = {}
        with self.location.open(encoding="utf-8") as lines:
            for line in lines:
                path, sha256, url, metadata = json.loads(line)
                hashes[path] = sha256
                origins[path] = Origin(url, metadata)
        return Contents(_Files(hashes, RawFiles(self.raw_root)), {}, origins)


class _Files(Mapping[str, bytes]):
    def __init__(self, hashes: Mapping[str, str], raw: RawFiles) -> None:
        self._hashes = hashes
        self._raw = raw

    def __getitem__(self, path: str) -> bytes:
        return self._raw.read(self._hashes[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._hashes)

    def __len__(self) -> int:
        return len(self._hashes)


def write(path: Path, documents: Iterable[Held]) -> None:
    """Writes the file that a Snapshot reads."""
    with path.open("w", encoding="utf-8") as stream:
        for held in documents:
            line = [held.path, held.sha256, held.url, dict(held.metadata)]
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
