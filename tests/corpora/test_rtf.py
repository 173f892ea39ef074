import pytest

from corpora.extract import rtf
from corpora.extract.model import Draft, ExtractionError, Source, SourceFile

CODE = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl\f0\froman Times;}{\colortbl;\red255\green255\blue255;}
\f0\fs24 LIBRO PRIMO\
Art. 1. \
 (Capacit\'e0 delle lanterne). \
 La lanterna \'e8 accesa.}"""


def read(data: bytes, path: str = "x/lan.rtf", notes: str = "") -> Draft:
    (draft,) = rtf.read(SourceFile(Source("s", notes=notes), path, data))
    return draft


def test_lines_are_blocks_and_the_code_page_is_followed() -> None:
    assert [block.text for block in read(CODE).blocks] == [
        "LIBRO PRIMO",
        "Art. 1.",
        "(Capacità delle lanterne).",
        "La lanterna è accesa.",
    ]


def test_another_code_page_is_followed() -> None:
    data = rb"{\rtf1\ansi\ansicpg1251 \'d1\'f2\'e0\'f2\'fc\'ff 1.}"
    assert read(data).blocks[0].text == "Статья 1."


def test_the_title_is_what_the_notes_call_the_file_or_its_name() -> None:
    assert read(CODE, notes="lan = Lantern code, oil = Oil code.").metadata["title"] == (
        "Lantern code"
    )
    assert read(CODE).metadata["title"] == "lan", "a division is no title"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.4", "not RTF"),
        (rb"{\rtf1\ansi }", "no text"),
        (rb"{\rtf1\ansi\ansicpg99999 \'e0}", "code page"),
    ],
)
def test_what_cannot_be_read_is_a_failure_in_plain_words(data: bytes, reason: str) -> None:
    with pytest.raises(ExtractionError, match=reason):
        read(data)
