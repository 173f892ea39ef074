"""A disk that is full while a release is built."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.store import Collection, open_collection
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import EngineUnavailable
from indexer.pipeline import index_collection
from mappings.records import Provision
from tests.corpora.laws import make_law

_KILOBYTES = 4096


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A home whose index has a disk of its own, of 4 MB."""
    index = tmp_path / "index"
    index.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_KILOBYTES}k", "tmpfs", str(index)]
    try:
        mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("A FULL DISK IS NOT TESTED: there is no mount")
    if mounted.returncode:
        pytest.skip(f"A FULL DISK IS NOT TESTED: {mounted.stderr.strip()}")
    yield tmp_path
    subprocess.run(["umount", str(index)], check=True)


def put(collection: Collection, number: int, words: int) -> None:
    text = " ".join(f"lantern{number}x{at}" for at in range(words))
    law = make_law(
        f"law-{number:02d}",
        source_path=f"{number}.md",
        provisions=(Provision("sec_1", "Section 1", "", text, "en"),),
    )
    record = FileRecord("s", law.source_path, f"{words:064d}", 1, Outcome.LAW, "", 1)
    collection.put_files([(record, [law])])


def test_it_is_told_and_nothing_is_lost(small_disk: Path) -> None:
    collection, writer = open_collection(small_disk), EmbeddedWriter(small_disk)
    collection.put_source(SourceRecord("s", "", "", ""))
    put(collection, 0, 100)
    first = index_collection(collection, writer, home=small_disk)
    reader = EmbeddedReader(small_disk)
    for number in range(1, 21):
        put(collection, number, 900)
    filler = small_disk / "index" / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(filler.parent).free - 60_000))
    with pytest.raises(EngineUnavailable, match=r"no room .* live one stays as it is\. Make room"):
        index_collection(collection, writer, home=small_disk)
    assert writer.live() == first.release
    assert reader.search(SearchPlan()).total_provisions == 1
    assert [release.name for release in writer.releases()] == [first.release]
    filler.unlink()
    assert index_collection(collection, writer, home=small_disk).documents == 21
    assert reader.search(SearchPlan()).total_provisions == 21
