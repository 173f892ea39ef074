"""Rich Text Format."""

import codecs
import re

from striprtf.striprtf import rtf_to_text

from corpora.extract.model import Block, Draft, ExtractionError, SourceFile

MEDIA_TYPE = "application/rtf"

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
# A code point of a character; the library takes any number for one.
_CODE_POINT = re.compile(r"\\u(-?\d+)")


def read(file: SourceFile) -> list[Draft]:
    """One law a file; each line is a paragraph."""
    if not file.data.lstrip().startswith(b"{\\rtf"):
        raise ExtractionError("not RTF, whatever its name says")
    source = _CODE_POINT.sub(_in_range, file.data.decode("latin-1"))
    encoding = code_page(file.data)
    try:
        text = str(rtf_to_text(source, encoding=encoding, errors="replace"))  # type: ignore[no-untyped-call]
    except (IndexError, OverflowError, TypeError, ValueError) as error:
        raise ExtractionError(f"damaged RTF: {error}") from error
    lines = [" ".join(line.split()) for line in text.split("\n")]
    blocks = [Block(line) for line in lines if line]
    if not blocks:
        raise ExtractionError("no text in it")
    return [Draft({"title": _title(blocks, file)}, blocks, media_type=MEDIA_TYPE)]


def _in_range(found: re.Match[str]) -> str:
    # A file of 60 MB can hold one number of 60 million digits.
    return found[0] if len(found[1]) < 7 and int(found[1]) < 0x110000 else "\\u65533"


def code_page(data: bytes) -> str:
    """Name of the code page of a file's bytes. Raises ExtractionError for an unknown one."""
    found = _CODE_PAGE.search(data[:2000])
    encoding = f"cp{found[1].decode()}" if found else "cp1252"
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise ExtractionError(f"RTF in an unknown code page ({encoding})") from error
    return encoding


def _title(blocks: list[Block], file: SourceFile) -> str:
    stem = file.path.rpartition("/")[2].rpartition(".")[0]
    # The notes on a source explain what it calls its files: "cp = Penal code".
    if explained := re.search(rf"\b{re.escape(stem)} = ([^,.;=]{{3,100}})", file.source.notes):
        return explained[1].strip()
    first = blocks[0].text
    is_division = re.match(r"(?i)libro|titolo|capo|parte|art\b", first)
    return first if 12 < len(first) < 200 and not is_division else stem
