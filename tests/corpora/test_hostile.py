"""Files made to break a reader: each gives laws or one of our two errors, in time and in memory,
without the network and without another file."""

import io
import json
import socket
import struct
import zipfile
from collections.abc import Callable, Mapping

import pytest

from corpora.extract import docx
from corpora.extract.model import ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.registry import extract
from mappings.records import Law

SOURCE = Source("s", ("NOR",), ("en",))
DEEP = 100_000
ARTICLES = "".join(
    f"<p>Article {n}. Whoever keeps a lantern shall light lamp number {n} before the night.</p>"
    for n in range(1, 9)
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(name: str, data: bytes) -> tuple[list[Law], str]:
    """The laws of a file and the message of its error; one of them is empty."""
    try:
        return extract(SourceFile(SOURCE, name, data)), ""
    except (NotALaw, ExtractionError) as error:
        assert str(error)
        return [], str(error)


def text_of(laws: list[Law]) -> str:
    return "\n".join(provision.text for law in laws for provision in law.provisions)


def word(body: str, parts: Mapping[str, str] = {}, prolog: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"{prolog}<w:document {_W}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader asked for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xml", b"<norm>" + b"<a>" * DEEP + b"</a>" * DEEP + b"</norm>"),
        ("x.json", b"[" * DEEP + b"]" * DEEP),
        ("x.json", b'{"a":' * DEEP + b"1" + b"}" * DEEP),
        ("x.rtf", b"{\\rtf1 " + b"{" * DEEP + b"Article 1. Lamps." + b"}" * DEEP + b"}"),
        ("x.md", b"> " * DEEP + b"Article 1. Lamps."),
        ("x.md", b"".join(b" " * min(n, 400) + b"- item\n" for n in range(3000))),
        ("x.md", b"---\na: " + b"[" * DEEP + b"\n---\n# Article 1\n\nLight.\n"),
        ("x.docx", word("<w:sdt><w:sdtContent>" * 5000 + paragraph("Lamps"))),
        ("x.md", b"<!--" * DEEP),
        ("x.md", b"# " + b" " * DEEP + b"x\n" + b"**a:** " + b" " * DEEP),
        ("x.html", b"<!--" * DEEP + ARTICLES.encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nesting_without_end_is_read_or_refused_in_time(name: str, data: bytes) -> None:
    read(name, data)


@pytest.mark.timeout(60)
def test_the_text_of_a_page_nested_without_end_is_still_read() -> None:
    laws, _ = read("x.html", b"<div>" * DEEP + ARTICLES.encode())
    assert "Whoever keeps a lantern" in text_of(laws)


_ENTITIES = """<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">
<!ENTITY far SYSTEM "http://127.0.0.1:9/x"><!ENTITY % more SYSTEM "http://127.0.0.1:9/x.dtd"> %more;
<!ENTITY a "lamplamplamp">{}]>"""
_LAUGHS = "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("reference", ["&secret;", "&far;", "&i;", "&a;"])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("x.xml", lambda r, d: f"{d}<norm><normMetadata>{r}</normMetadata></norm>".encode()),
        ("x.html", lambda r, d: f"{d}<html><body><p>{r}</p>{ARTICLES}</body></html>".encode()),
        (
            "x.xhtml",
            lambda r, d: f'<?xml version="1.0"?>{d}<html><p>{r}</p>{ARTICLES}</html>'.encode(),
        ),
        ("x.docx", lambda r, d: word(paragraph(f"Lamps {r}"), prolog=d)),
        ("x.docx", lambda r, d: word(paragraph("Lamps"), {"docProps/core.xml": f"{d}<x>{r}</x>"})),
    ],
)
def test_entities_bring_in_no_file_no_page_and_no_more_text(
    name: str, make: Callable[[str, str], bytes], reference: str
) -> None:
    laws, error = read(name, make(reference, _ENTITIES.format(_LAUGHS)))
    shown = text_of(laws) + error + "".join(law.title for law in laws)
    assert "root:" not in shown
    assert len(shown) < 5000


@pytest.mark.timeout(10)
def test_aliases_of_a_front_matter_are_not_multiplied() -> None:
    names = "abcdefghijklmnop"
    rows = "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip(names, names[1:], strict=False)
    )
    head = f"---\na: &a [x]\n{rows}title: *p\n---\n"
    laws, _ = read("x.md", f"{head}# Lantern Act\n\n## Article 1\n\nLight it.\n".encode())
    assert laws[0].title
    assert text_of(laws) == "Lantern Act\nLight it."


def test_a_word_document_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(docx, "_MAX_UNPACKED", 10_000)
    assert "unpacks to" in read("x.docx", word(paragraph("lamp " * 20_000)))[1]
    monkeypatch.undo()
    monkeypatch.setattr(docx, "_MAX_ENTRIES", 100)
    many = word(paragraph("x"), {f"word/{n}.xml": "" for n in range(100)})
    assert "101 parts" in read("x.docx", many)[1]


def test_an_entry_that_lies_about_its_size_is_not_unpacked_further() -> None:
    data = bytearray(word(paragraph("lamp " * 200_000)))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 100)
    laws, error = read("x.docx", bytes(data))
    assert not laws
    assert "damaged" in error


@pytest.mark.parametrize("suffix", ["md", "txt", "json", "xml", "html", "rtf", "docx", "pdf", ""])
@pytest.mark.parametrize(
    "data",
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00" * 1000, b"   \r\n\t "],
    ids=["empty", "mark", "mark16le", "mark16be", "zeros", "spaces"],
)
def test_a_file_without_text_is_told_to_be_so(suffix: str, data: bytes) -> None:
    laws, error = read(f"x.{suffix}" if suffix else "x", data)
    if laws:
        assert not text_of(laws).strip("\ufffd")
    else:
        assert "broke its reader" not in error


def test_lone_surrogates_and_zeros_in_a_text_are_taken_out() -> None:
    act = {"id": "7", "title": "Lamp\ud800 Act", "provisions": [{"section": "1"}]}
    act["provisions"][0]["content"] = "Light\ud83d the\x00 lamp."  # type: ignore[index]
    laws, _ = read("x.json", json.dumps(act).encode())
    assert (laws[0].title, text_of(laws)) == ("Lamp Act", "Light the lamp.")
    laws[0].title.encode()
    laws, _ = read("x.md", b"# Lamp Act\n\n## Article 1\n\nLight\x00 it.\n")
    assert text_of(laws) == "Light it."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("law.html", ARTICLES.replace("</p>", "").encode()),
        ("law.html", f"<b><i><table><tr>{ARTICLES}</b></div></span>".encode()),
        ("law.rtf", b"{\\rtf1\\ansi Article 1. Whoever keeps a lantern lights it.\\par"),
        ("law.md", b"# Act\n\n## Article 1\n\n**Whoever [keeps](http://x a lantern `lights it.\n"),
    ],
)
def test_markup_that_is_not_closed_loses_no_text(name: str, data: bytes) -> None:
    laws, _ = read(name, data)
    assert "Whoever" in text_of(laws)
    assert laws[0].dropped is not None
    assert laws[0].dropped.lost == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("law.pdf", b"<html><body>" + ARTICLES.encode() + b"</body></html>"),
        ("law.rtf", b"# Act\n\n## Article 1\n\nLight it.\n"),
        ("law.docx", b"%PDF-1.4"),
        ("law.json", b"# Act"),
        ("law.xml", b"{}"),
    ],
)
def test_a_name_that_says_another_format_is_a_failure_in_plain_words(
    name: str, data: bytes
) -> None:
    laws, error = read(name, data)
    assert not laws
    assert error
    assert "broke its reader" not in error


def test_a_law_in_two_languages_keeps_both() -> None:
    text = (
        "Article 1. The keeper of the harbour shall light every lantern before the night falls.\n\n"
        "Статья 2. Хранитель гавани обязан зажигать каждый фонарь до наступления темноты.\n\n"
        "المادة 3 - يجب على حارس الميناء أن يضيء كل فانوس قبل حلول الليل.\n"
    )
    laws, _ = read("law.txt", text.encode())
    kept = " ".join(f"{item.label} {item.heading} {item.text}" for item in laws[0].provisions)
    for words in ("light every lantern", "зажигать каждый фонарь", "أن يضيء كل فانوس"):
        assert words in f"{laws[0].title} {kept}"
    assert laws[0].dropped is not None
    assert laws[0].dropped.lost == 0
