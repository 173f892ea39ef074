import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.crawl import archive
from corpora.crawl.archive import ArchiveError, unpack

FILES = {"laws/1.xml": b"<law/>", "./laws/2.xml": b"", "README": b"x" * 1000}


def tar_of(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    return stream.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        zip_of(FILES), tar_of(FILES), gzip.compress(tar_of(FILES)), bz2.compress(tar_of(FILES)),
        lzma.compress(tar_of(FILES)),
    ],
    ids=["zip", "tar", "gz", "bz2", "xz"],
)  # fmt: skip
def test_files_come_out_and_links_do_not(data: bytes) -> None:
    assert dict(unpack(data)) == {"laws/1.xml": b"<law/>", "laws/2.xml": b"", "README": b"x" * 1000}


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "..\\x"])
def test_a_file_outside_of_the_archive_refuses_it(name: str) -> None:
    with pytest.raises(ArchiveError, match="outside"):
        list(unpack(zip_of({name: b"x"})))


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILE", 10_000)
    with pytest.raises(ArchiveError, match="larger than"):
        list(unpack(zip_of({"bomb": b"\0" * 20_000_000})))
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_500)
    with pytest.raises(ArchiveError, match="unpacks to more"):
        list(unpack(zip_of({"1": b"x" * 1000, "2": b"x" * 1000})))
    monkeypatch.setattr(archive, "MAX_FILES", 2)
    with pytest.raises(ArchiveError, match="2 files"):
        list(unpack(tar_of({"1": b"", "2": b"", "3": b""})))


@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_are_unpacked_or_refused(noise: bytes, cut: int) -> None:
    for data in (noise, zip_of(FILES)[:cut] + noise, gzip.compress(tar_of(FILES))[:cut] + noise):
        try:
            list(unpack(data))
        except ArchiveError:
            continue
