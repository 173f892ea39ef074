import errno
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract import registry
from corpora.extract.model import Draft, ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.registry import extract

SOURCE = Source("s", ("NOR",), ("en",))


def file(path: str, data: bytes, **others: bytes) -> SourceFile:
    return SourceFile(SOURCE, path, data, others.get)


@pytest.mark.parametrize("path", ["LICENSE", "NOTICE.txt", "x/metadata.yaml", "MANIFEST.tsv"])
def test_files_about_the_source_are_no_laws(path: str) -> None:
    with pytest.raises(NotALaw):
        extract(file(path, b"text"))


def test_a_transcription_beside_its_original_is_not_read_twice() -> None:
    siblings = {"a/original.pdf": b"%PDF-1.7"}
    with pytest.raises(NotALaw, match=r"original\.pdf"):
        extract(SourceFile(SOURCE, "a/text.txt", b"Article 1. Lamps.", siblings.get))


def test_an_unknown_format_is_a_failure_that_names_it() -> None:
    with pytest.raises(ExtractionError, match="mp4"):
        extract(file("film.mp4", b"\x00"))


def test_content_tells_where_the_name_does_not() -> None:
    (law,) = extract(file("law", b'{"id": "1", "title": "Lamp Act", "provisions": []}'))
    assert law.title == "Lamp Act"


@settings(max_examples=60)
@given(
    suffix=st.sampled_from(("md", "txt", "json", "xml", "html", "rtf", "docx", "pdf")),
    head=st.sampled_from(
        (
            b"",
            b"%PDF-1.4\n",
            b"{\\rtf1",
            b"<html>",
            b"<?xml version='1.0'?><norm>",
            b"PK\x03\x04",
            b"---\n",
        )
    ),
    tail=st.binary(max_size=300),
)
def test_any_bytes_give_laws_or_one_of_our_two_errors(
    suffix: str, head: bytes, tail: bytes
) -> None:
    try:
        laws = extract(file(f"x.{suffix}", head + tail))
    except (NotALaw, ExtractionError) as error:
        assert str(error)
    else:
        assert all(law.title for law in laws)


_BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><norm><normMetadata>&b;&c;</normMetadata></norm>"""


def test_entities_are_not_resolved() -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(file("x.xml", _BOMB))
    assert "root:" not in str(caught.value)


def test_xml_nested_too_deep_is_refused() -> None:
    with pytest.raises(ExtractionError):
        extract(file("x.xml", b"<norm>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</norm>"))


def test_what_the_machine_lacks_is_no_failure_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(file: SourceFile) -> list[Draft]:
        raise OSError(number, os.strerror(number), "somewhere")

    monkeypatch.setitem(registry._LAYOUTS, "txt", fail)
    number = errno.ENOSPC
    with pytest.raises(OSError, match="No space"):
        extract(file("law.txt", b"Article 1. Lamps."))
    number = errno.EINVAL
    with pytest.raises(ExtractionError, match="broke its reader"):
        extract(file("law.txt", b"Article 1. Lamps."))
