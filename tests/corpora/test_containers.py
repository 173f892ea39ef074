import io
import json
import tarfile
from pathlib import Path

import pytest

from corpora import containers
from corpora.containers import SourceError, find_containers
from corpora.extract.model import Source

DEFAULTS = Source("default")


def write_source(folder: Path, name: str = "files.tar.xz", **facts: object) -> None:
    folder.mkdir(parents=True)
    described = {"source_id": folder.name, "jurisdictions_iso3": ["NOR"], "languages": ["nb"]}
    (folder / "source.json").write_text(json.dumps(described | facts))
    with tarfile.open(folder / name, f"w:{name.partition('tar.')[2]}") as archive:
        for path, data in {"./b/law.md": b"# Law", "a.md": b"# Other"}.items():
            member = tarfile.TarInfo(path)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


@pytest.mark.parametrize("name", ["files.tar", "files.tar.xz", "files.tar.gz"])
def test_an_archive_is_read_with_its_paths_in_order(tmp_path: Path, name: str) -> None:
    write_source(tmp_path / "src", name)
    (container,) = find_containers(tmp_path / "src", DEFAULTS)
    assert dict(container.read().files) == {"a.md": b"# Other", "b/law.md": b"# Law"}
    assert container.source.jurisdictions == ("NOR",)
    assert container.source.languages == ("nb",)


def test_a_folder_of_sources_gives_each_of_them(tmp_path: Path) -> None:
    write_source(tmp_path / "one")
    write_source(tmp_path / "two", demonstration=True)
    found = find_containers(tmp_path, DEFAULTS)
    assert [(c.source.id, c.record.demonstration) for c in found] == [
        ("one", False),
        ("two", True),
    ]


def test_a_plain_folder_is_one_source_described_by_the_caller(tmp_path: Path) -> None:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "x.md").write_bytes(b"x")
    (container,) = find_containers(tmp_path / "laws", DEFAULTS)
    assert dict(container.read().files) == {"x.md": b"x"}
    assert container.source is DEFAULTS


def test_one_file_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"x")
    (container,) = find_containers(tmp_path / "x.md", DEFAULTS)
    assert dict(container.read().files) == {"x.md": b"x"}


def test_what_links_point_to_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "x.md").symlink_to(tmp_path / "secret")
    (tmp_path / "laws" / "y.md").write_bytes(b"y")
    (container,) = find_containers(tmp_path / "laws", DEFAULTS)
    assert list(container.read().files) == ["y.md"]


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (lambda folder: None, "no such file"),
        (lambda folder: folder.mkdir(), "empty"),
        (lambda folder: write_source(folder, source_id=None) or _spoil(folder), "not a source"),
        (lambda folder: write_source(folder) or (folder / "files.tar.xz").unlink(), "holds none"),
    ],
)
def test_what_is_no_source_is_refused_with_the_reason(tmp_path, prepare, reason) -> None:  # type: ignore[no-untyped-def]
    prepare(tmp_path / "src")
    with pytest.raises(SourceError, match=reason):
        find_containers(tmp_path / "src", DEFAULTS)


def _spoil(folder: Path) -> None:
    (folder / "source.json").write_text("[")


@pytest.mark.parametrize(
    ("name", "kept"),
    [("files.tar.xz", -40), ("files.tar.gz", -4), ("files.tar", 1024), ("files.tar", 700)],
)
def test_an_archive_cut_short_is_a_source_error(tmp_path: Path, name: str, kept: int) -> None:
    write_source(tmp_path / "src", name)
    archive = tmp_path / "src" / name
    archive.write_bytes(archive.read_bytes()[:kept])
    (container,) = find_containers(tmp_path / "src", DEFAULTS)
    with pytest.raises(SourceError, match="damaged"):
        container.read()


def test_a_file_over_the_limit_is_named_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MAX_FILE_BYTES", 6)
    write_source(tmp_path / "src")
    (container,) = find_containers(tmp_path / "src", DEFAULTS)
    contents = container.read()
    assert contents.too_large == {"a.md": 7}
    assert list(contents.files) == ["b/law.md"]


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MAX_SOURCE_BYTES", 8)
    write_source(tmp_path / "src")
    (container,) = find_containers(tmp_path / "src", DEFAULTS)
    with pytest.raises(SourceError, match="more than 8 bytes"):
        container.read()
