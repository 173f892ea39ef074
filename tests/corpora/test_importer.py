"""The importer with real worker processes; what the workers do to a file is chosen by its name."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from corpora import importer
from corpora.containers import MAX_FILE_BYTES, find_containers
from corpora.extract.model import Source
from corpora.importer import ImportReport, import_containers
from corpora.records import Outcome
from corpora.store import Collection, open_collection
from mappings.records import Law

LAW = """---
title: "Act on lanterns"
---
# Act on lanterns

##### Article {n}

Whoever lights a lantern shall put it out again.
"""
SOURCE = Source("lanterns", ("NOR",), ("en",), "CC0-1.0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "laws"
    folder.mkdir()
    for n in range(5):
        (folder / f"law{n}.md").write_text(LAW.format(n=n))
    return folder


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return open_collection(tmp_path / "home")


def run(collection: Collection, folder: Path, source: Source = SOURCE) -> ImportReport:
    return import_containers(collection, find_containers(folder, source), workers=1)


def outcomes(collection: Collection) -> dict[str, Outcome]:
    return {path: known.outcome for path, known in collection.known_files("lanterns").items()}


def test_each_file_becomes_a_law_with_its_raw_bytes_kept(
    collection: Collection, folder: Path
) -> None:
    report = run(collection, folder)
    assert (report.files, report.laws, report.failed, report.ok) == (5, 5, 0, True)
    (law,) = [law for law in _laws(collection) if law.source_path == "law3.md"]
    assert law.title == "Act on lanterns"
    assert [provision.label for provision in law.provisions if provision.label] == ["Article 3"]
    assert collection.raw.read(law.raw_sha256) == (folder / "law3.md").read_bytes()


def _laws(collection: Collection):  # type: ignore[no-untyped-def]
    return list(collection.laws(law_id for law_id, _ in collection.law_sizes()))


def _id(law: Law) -> str:
    return law.id


def test_a_second_import_changes_nothing(collection: Collection, folder: Path) -> None:
    run(collection, folder)
    before = _laws(collection)
    report = run(collection, folder)
    assert (report.files, report.unchanged, report.laws) == (5, 5, 0)
    assert _laws(collection) == before


def test_only_a_changed_file_is_read_again_and_keeps_its_id(
    collection: Collection, folder: Path
) -> None:
    run(collection, folder)
    before = {law.source_path: law.id for law in _laws(collection)}
    (folder / "law1.md").write_text(LAW.format(n=99))
    report = run(collection, folder)
    assert (report.unchanged, report.laws) == (4, 1)
    assert {law.source_path: law.id for law in _laws(collection)} == before


def test_files_that_cannot_be_read_are_kept_listed_and_do_not_stop_the_others(
    collection: Collection, folder: Path
) -> None:
    (folder / "broken.json").write_bytes(b'{"half":')
    (folder / "empty.txt").write_bytes(b"")
    (folder / "film.mp4").write_bytes(b"\x00\x01")
    (folder / "LICENSE").write_text("Do as you please.")
    report = run(collection, folder)
    assert report.laws == 5
    assert not report.ok
    failed = {record.path: record.reason for record in collection.problems()}
    assert set(failed) == {"broken.json", "empty.txt", "film.mp4"}
    assert all(failed.values())
    assert outcomes(collection)["LICENSE"] is Outcome.AUXILIARY
    for record in collection.problems():
        assert collection.raw.read(record.sha256) == (folder / record.path).read_bytes()


def test_a_failure_is_reported_again_by_an_import_that_finds_it_unchanged(
    collection: Collection, folder: Path
) -> None:
    (folder / "broken.json").write_bytes(b'{"half":')
    run(collection, folder)
    report = run(collection, folder)
    assert not report.ok
    assert [record.path for record in report.failures] == ["broken.json"]


def test_files_whose_jurisdiction_is_not_known_say_so(collection: Collection, folder: Path) -> None:
    report = run(collection, folder, Source("lanterns"))
    assert report.failed == 5
    assert all("jurisdiction" in record.reason for record in report.failures)


def test_a_damaged_archive_is_kept_and_listed(collection: Collection, tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "source.json").write_text('{"source_id": "lanterns"}')
    (source / "files.tar.xz").write_bytes(b"no archive")
    report = run(collection, source)
    assert report.broken_sources == ["lanterns"]
    (record,) = collection.problems()
    assert "damaged" in record.reason
    assert collection.raw.read(record.sha256) == b"no archive"


def _kill_on_name(batch: importer._Batch) -> list[importer._Outcome]:
    for path in batch.paths:
        if "killer" in path:
            os.kill(os.getpid(), signal.SIGKILL)
        if "sleeper" in path:
            time.sleep(60)
    return _extract_batch(batch)


_extract_batch = importer._extract_batch


@pytest.mark.parametrize(("name", "patience"), [("killer.md", 120), ("sleeper.md", 10)])
def test_a_file_that_takes_its_worker_down_is_the_only_one_that_fails(
    collection: Collection, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, patience: int
) -> None:
    (folder / name).write_text(LAW.format(n=7))
    monkeypatch.setattr(importer, "_extract_batch", _kill_on_name)
    monkeypatch.setattr(importer, "SECONDS_WITHOUT_PROGRESS", patience)
    monkeypatch.setattr(importer, "FILES_A_BATCH", 2)
    report = run(collection, folder)
    assert report.laws == 5
    assert [record.path for record in report.failures] == [name]
    assert "worker" in report.failures[0].reason


def test_what_was_reported_done_survives_an_interruption(
    collection: Collection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "FILES_A_BATCH", 2)
    done = 0

    def interrupt(_source: str, count: int, _left: int) -> None:
        nonlocal done
        done += count
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_containers(
            collection, find_containers(folder, SOURCE), workers=1, progress=interrupt
        )
    assert len(outcomes(collection)) == done
    report = run(collection, folder)
    assert (report.unchanged, report.laws) == (done, 5 - done)


def test_reading_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    def slow(_file: object) -> Sequence[object]:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(importer, "extract", slow)
    monkeypatch.setattr(importer, "SECONDS_A_FILE", 1)
    (container,) = find_containers(folder, SOURCE)
    batch = importer._Batch(container, ("law0.md",), tmp_path / "raw")
    ((record, laws),) = importer._extract_batch(batch)
    assert (record.outcome, laws) == (Outcome.FAILED, ())
    assert "more than 1 seconds" in record.reason


_KILLED = """
import os, signal, sys
from pathlib import Path
from corpora import importer
from corpora.containers import find_containers
from corpora.extract.model import Source
from corpora.store import open_collection

def kill(_source, _count, _left):
    workers = [str(process.pid) for process in pool._executor._processes.values()]
    print(" ".join(workers), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

class Pool(importer._Pool):
    def __init__(self, workers):
        global pool
        pool = self
        super().__init__(workers)

if __name__ == "__main__":
    importer._Pool = Pool
    importer.FILES_A_BATCH = 1
    source = Source("lanterns", ("NOR",), ("en",), "CC0-1.0")
    containers = find_containers(Path(sys.argv[1]), source)
    importer.import_containers(open_collection(Path(sys.argv[2])), containers, workers=2, progress=kill)
"""


def _is_running(pid: int) -> bool:
    try:
        # The state stands behind the name, which is in brackets; Z has ended and is not collected.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_import_keeps_what_it_did_and_leaves_no_worker_behind(
    folder: Path, tmp_path: Path
) -> None:
    script = tmp_path / "killed.py"
    script.write_text(_KILLED)
    killed = subprocess.run(
        [sys.executable, str(script), str(folder), str(tmp_path / "home")],
        stdout=subprocess.PIPE, text=True, timeout=60, cwd=Path(__file__).parents[2], check=False,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert killed.returncode == -signal.SIGKILL
    workers = [int(pid) for pid in killed.stdout.split()]
    assert workers
    deadline = time.monotonic() + 20
    while any(map(_is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(_is_running, workers))
    collection = open_collection(tmp_path / "home")
    done = len(outcomes(collection))
    assert done >= 1
    report = run(collection, folder)
    assert (report.unchanged, report.laws, report.failed) == (done, 5 - done, 0)
    clean = open_collection(tmp_path / "clean")
    run(clean, folder)
    # Workers end in any order, so the laws of the two imports may lie in another one.
    assert sorted(_laws(collection), key=_id) == sorted(_laws(clean), key=_id)


def test_an_import_without_room_ends_and_the_next_one_reads_every_file(
    collection: Collection, folder: Path
) -> None:
    long = "".join(LAW.partition("#####")[1:]).replace("{n}", "{k}")
    text = LAW.format(n=9) + "".join(long.format(k=k) + f"Lamp {k * 7919}.\n" for k in range(9_999))
    (folder / "zz.md").write_text(text)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Workers are started with it: a file that may not grow is what a full disk is to them.
    resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, before[1]))
    try:
        with pytest.raises((OSError, SQLAlchemyError)):
            run(collection, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert Outcome.FAILED not in outcomes(collection).values()
    report = run(collection, folder)
    assert (report.files, report.failed) == (6, 0)
    assert set(outcomes(collection).values()) == {Outcome.LAW}


def test_two_imports_at_once_leave_each_law_once(
    collection: Collection, folder: Path, tmp_path: Path
) -> None:
    other = open_collection(tmp_path / "home")
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(run, one, folder) for one in (collection, other)]
        reports = [one.result() for one in both]
    assert all(report.ok for report in reports)
    assert sorted(law.source_path for law in _laws(collection)) == [f"law{n}.md" for n in range(5)]


def test_a_very_large_file_has_more_time_and_a_bounded_one() -> None:
    assert importer.seconds_for(10_000) == importer.SECONDS_A_FILE
    assert importer.seconds_for(60_000_000) == importer.SECONDS_A_FILE + 240
    assert importer.seconds_for(MAX_FILE_BYTES) < 1_200
