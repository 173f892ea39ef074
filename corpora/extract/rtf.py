"""Rich Text Format."""

import codecs
import re

from striprtf.striprtf import rtf_to_text

from corpora.extract.model import Block, Draft, ExtractionError, SourceFile

MEDIA_TYPE = "application/rtf"

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read(file: SourceFile) -> list[Draft]:
    """One law a file; each line is a paragraph."""
    if not file.data.lstrip().startswith(b"{\\rtf"):
        raise ExtractionError("not RTF, whatever its name says")
    text = str(
        rtf_to_text(  # type: ignore[no-untyped-call]
            file.data.decode("latin-1"), encoding=code_page(file.data), errors="replace"
        )
    )
    lines = [" ".join(line.split()) for line in text.split("\n")]
    blocks = [Block(line) for line in lines if line]
    if not blocks:
        raise ExtractionError("no text in it")
    return [Draft({"title": _title(blocks, file)}, blocks, media_type=MEDIA_TYPE)]


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
