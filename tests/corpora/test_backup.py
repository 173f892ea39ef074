"""Backups of collections: of one moment, verified, and restored wholly or not at all."""

import json
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine

from corpora import schema
from corpora.accounts import Role
from corpora.audit import Actor
from corpora.backup import BackupError, back_up, check, restore
from corpora.database import open_database
from corpora.raw_files import RawFiles
from corpora.records import FileRecord, Outcome, SourceRecord
from corpora.reports import Report
from corpora.store import Collection, open_collection
from legal_library import main
from mappings.records import Dropped, Law
from tests.corpora.laws import make_law
from tests.corpora.test_migrations import rows

KINDS = ["sqlite", "postgresql"]


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Callable[[str, Path], str]:
    """URL of an empty database of a kind, in a folder where it is a file."""

    def url(kind: str, folder: Path) -> str:
        folder.mkdir(exist_ok=True)
        if kind == "sqlite":
            return f"sqlite:///{folder / 'collection.sqlite'}"
        found: str = request.getfixturevalue("postgresql_database")
        return found

    return url


def put(collection: Collection, name: str, data: bytes) -> Law:
    law = make_law(name, source_path=name, raw_sha256=collection.raw.add(data),
                   dropped=Dropped(10, 2, 0, {}, ("a clause",)))  # fmt: skip
    record = FileRecord("s", name, law.raw_sha256, len(data), Outcome.LAW, "", 1)
    collection.put_files([(record, [law])])
    return law


def filled(home: Path, url: str) -> Collection:
    """A collection with something of everything."""
    collection = open_collection(home, url)
    collection.put_source(SourceRecord("s", "CC0-1.0", "here", "", demonstration=True))
    put(collection, "one", b"first bytes")
    put(collection, "one", b"second bytes")
    put(collection, "two", b"other bytes")
    collection.reports.add(Report("one", "Act", "", "", "wrong"))
    collection.accounts.add("ada", Role.ADMIN, "hash", Actor("test", "here"))
    return collection


def everything(url: str) -> object:
    return rows(create_engine(url), schema.metadata)


@pytest.mark.parametrize("form", ["backup", "backup.tar"])
@pytest.mark.parametrize(
    ("before", "after"),
    [("sqlite", "sqlite"), ("sqlite", "postgresql"), ("postgresql", "sqlite")],
)
def test_what_was_backed_up_is_restored_whole(
    database: Callable[[str, Path], str], before: str, after: str, form: str, tmp_path: Path
) -> None:
    old, new = database(before, tmp_path / "old"), database(after, tmp_path / "new")
    collection = filled(tmp_path / "old", old)
    report = back_up(create_engine(old), collection.raw, tmp_path / form)
    assert (report.raw, report.new, report.damaged) == (3, 3, ())
    assert check(tmp_path / form).made_at == report.made_at
    restore(tmp_path / form, open_database(tmp_path / "new", new), RawFiles(tmp_path / "new/raw"))
    assert everything(new) == everything(old)
    restored = open_collection(tmp_path / "new", new)
    assert restored.state() == collection.state()
    law = collection.law("one")
    assert law is not None
    assert restored.law("one") == law
    assert restored.raw.read(law.raw_sha256) == b"second bytes"
    (earlier,) = restored.earlier_versions("s", "one")
    assert restored.raw.read(earlier.sha256) == b"first bytes"
    # What is added gets numbers of its own.
    put(restored, "three", b"more bytes")
    restored.reports.add(Report("two", "Act", "", "", "wrong too"))
    assert len(restored.reports.all()) == 2


def test_a_backup_into_the_same_folder_writes_only_what_is_new(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'collection.sqlite'}"
    collection = filled(tmp_path, url)
    target = tmp_path / "backup"
    first = back_up(create_engine(url), collection.raw, target)
    written = {path: path.stat().st_mtime_ns for path in target.rglob("raw/*/*/*")}
    put(collection, "three", b"third bytes")
    second = back_up(create_engine(url), collection.raw, target)
    assert (first.new, second.new, second.raw) == (3, 1, 4)
    assert {path: path.stat().st_mtime_ns for path in written} == written
    assert len(list(target.glob("collection-*.sqlite"))) == 1
    assert len(check(target).raw) == 4
    assert sorted(path.name for path in target.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_is_of_one_moment_while_an_import_runs(
    database: Callable[[str, Path], str], kind: str, tmp_path: Path
) -> None:
    url = database(kind, tmp_path / "home")
    collection = filled(tmp_path / "home", url)
    ended = threading.Event()

    def importing() -> None:
        number = 0
        while not ended.is_set():
            put(collection, f"law-{number}", str(number).encode())
            number += 1

    thread = threading.Thread(target=importing)
    thread.start()
    try:
        for number in range(3):
            back_up(create_engine(url), collection.raw, tmp_path / f"{number}.tar")
    finally:
        ended.set()
        thread.join()
    for number in range(3):
        home = tmp_path / str(number)
        home.mkdir()
        restore(tmp_path / f"{number}.tar", open_database(home), RawFiles(home / "raw"))
        restored = open_collection(home)
        files = restored.known_files("s")
        assert restored.statistics().laws == len(files)
        for path, file in files.items():
            law = restored.law(path)
            assert law is not None
            assert len(law.provisions) == 2
            assert restored.raw.path(file.sha256).is_file()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup in a folder."""
    home = tmp_path / "home"
    home.mkdir()
    collection = filled(home, f"sqlite:///{home / 'collection.sqlite'}")
    back_up(open_database(home), collection.raw, tmp_path / "backup")
    return tmp_path / "backup"


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def damage_a_raw_file(folder: Path) -> None:
    flip(next(path for path in folder.rglob("raw/*/*/*")))


def lose_a_raw_file(folder: Path) -> None:
    next(path for path in folder.rglob("raw/*/*/*")).unlink()


def damage_the_database(folder: Path) -> None:
    flip(next(folder.glob("collection-*.sqlite")))


def cut_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"made_at": ')


def lose_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def be_something_else(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"kind": "a holiday"}))


def be_newer(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"schema_version": 99}))


@pytest.mark.parametrize(
    "change",
    [
        damage_a_raw_file,
        lose_a_raw_file,
        damage_the_database,
        cut_the_manifest,
        lose_the_manifest,
        be_something_else,
        be_newer,
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_damaged_or_foreign_backup_is_refused_and_nothing_is_changed(
    backup: Path, change: Callable[[Path], None], packed: bool, tmp_path: Path
) -> None:
    change(backup)
    if packed:
        with tarfile.open(tmp_path / "backup.tar", "w") as tar:
            for path in backup.rglob("*"):
                tar.add(path, path.relative_to(backup).as_posix(), recursive=False)
        backup = tmp_path / "backup.tar"
    home = tmp_path / "home"
    before = everything(f"sqlite:///{home / 'collection.sqlite'}")
    raw = set((home / "raw").rglob("*"))
    with pytest.raises(BackupError, match="damaged|no backup|newer program"):
        restore(backup, open_database(home), RawFiles(home / "raw"), force=True)
    assert everything(f"sqlite:///{home / 'collection.sqlite'}") == before
    assert set((home / "raw").rglob("*")) == raw
    assert not list(home.glob(".restoring-*"))


@pytest.mark.parametrize("data", [b"", b"something", b"PK\3\4"])
def test_a_file_of_something_else_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(data)
    with pytest.raises(BackupError, match="no backup"):
        check(tmp_path / "x.tar")


def test_names_in_a_tar_file_are_never_paths(backup: Path, tmp_path: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    manifest["database"] = "../../outside.sqlite"
    (backup / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BackupError):
        check(backup)


def test_a_cut_tar_file_is_refused(tmp_path: Path) -> None:
    collection = filled(tmp_path, f"sqlite:///{tmp_path / 'collection.sqlite'}")
    target = tmp_path / "backup.tar"
    back_up(open_database(tmp_path), collection.raw, target)
    data = target.read_bytes()
    for length in (0, 1000, len(data) // 2, len(data) - 12_000):
        target.write_bytes(data[:length])
        with pytest.raises(BackupError):
            check(target)


@pytest.mark.parametrize("kind", KINDS)
def test_a_collection_is_replaced_only_by_force_and_under_its_readers(
    backup: Path, database: Callable[[str, Path], str], kind: str, tmp_path: Path
) -> None:
    url = database(kind, tmp_path / "new")
    there = open_collection(tmp_path / "new", url)
    there.put_source(SourceRecord("t", "CC0-1.0", "there", "", demonstration=False))
    with pytest.raises(BackupError, match="--force"):
        restore(backup, create_engine(url), there.raw)
    assert there.statistics().laws == 0
    restore(backup, create_engine(url), there.raw, force=True)
    assert there.statistics().laws == 2, "for who has it open as well"
    assert (tmp_path / "new" / "collection.sqlite.before-restore").is_file() == (kind == "sqlite")


def test_a_raw_file_that_is_damaged_in_the_collection_is_named_and_left_out(
    tmp_path: Path,
) -> None:
    collection = filled(tmp_path, f"sqlite:///{tmp_path / 'collection.sqlite'}")
    law = collection.law("one")
    assert law is not None
    flip(collection.raw.path(law.raw_sha256))
    report = back_up(open_database(tmp_path), collection.raw, tmp_path / "backup")
    assert (report.damaged, report.raw) == ((law.raw_sha256,), 2)
    check(tmp_path / "backup")


def test_a_folder_of_something_else_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    filled(tmp_path / "home", f"sqlite:///{tmp_path / 'home/collection.sqlite'}")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("Dear")
    with pytest.raises(BackupError, match="no backup"):
        back_up(open_database(tmp_path / "home"), RawFiles(tmp_path), tmp_path / "letters")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["letter.txt"]


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    def run(home: str, *arguments: str) -> Result:
        environment = {"LEGAL_LIBRARY_HOME": str(tmp_path / home), "DATABASE_URL": ""}
        return CliRunner().invoke(main, arguments, env=environment)

    (tmp_path / "old").mkdir()
    filled(tmp_path / "old", f"sqlite:///{tmp_path / 'old/collection.sqlite'}")
    target = str(tmp_path / "kept")
    made = json.loads(run("old", "backup", target, "--json").stdout)
    assert (made["raw"], made["new"], made["damaged"]) == (3, 3, [])
    assert "0 of them new" in run("old", "backup", target).stdout
    assert "It is sound" in run("new", "restore", target, "--check").stdout
    assert not (tmp_path / "new").exists()
    restored = run("new", "restore", target)
    assert "index run" in restored.stdout
    again = run("new", "restore", target)
    assert again.exit_code == 1
    assert "--force" in again.stderr
