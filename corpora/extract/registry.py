"""Picks the layout that reads a file, and turns whatever a parser raises into our two errors."""

import re
from dataclasses import replace

from corpora.extract import docx, html, json_laws, loss, markdown, pdf, raw_text, rtf, text, xml
from corpora.extract.model import (
    MACHINE_ERRORS,
    Draft,
    ExtractionError,
    Layout,
    NotALaw,
    SourceFile,
)
from corpora.extract.normalise import to_law
from mappings.records import Law

# Raised whenever extraction gives another result, so that the next import reads files again.
EXTRACTOR_VERSION = 8

_LAYOUTS: dict[str, Layout] = {
    "md": markdown.read,
    "markdown": markdown.read,
    "txt": text.read,
    "json": json_laws.read,
    "xml": xml.read,
    "akn": xml.read,
    "html": html.read,
    "htm": html.read,
    "xhtml": html.read,
    "rtf": rtf.read,
    "docx": docx.read,
    "pdf": pdf.read,
}
_NEVER_LAWS = {
    "yaml": "metadata of another file",
    "yml": "metadata of another file",
    "tsv": "a table that describes the source",
    "csv": "a table that describes the source",
    "cff": "a citation file",
    "gitkeep": "keeps a folder",
}
_ABOUT_SOURCE = re.compile(
    r"^(?:licen[cs]e|copying|notice|readme|manifest|authors)(?:\.\w+)?$", re.I
)


def extract(file: SourceFile) -> list[Law]:
    """The laws of a file.

    Raises NotALaw for a file that is read and holds none, ExtractionError for one that cannot
    be read; nothing else but OSError with one of MACHINE_ERRORS.
    """
    name = file.path.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if suffix in _NEVER_LAWS:
        raise NotALaw(_NEVER_LAWS[suffix])
    if _ABOUT_SOURCE.match(name) and suffix != "md":
        raise NotALaw("describes the source")
    original = _original_of(file)
    if original:
        raise NotALaw(f"the text of {original}, which is read itself")
    layout = _LAYOUTS.get(suffix) or _by_content(file.data)
    if layout is None:
        raise ExtractionError(f"a format that we do not read ({suffix or 'no file extension'})")
    try:
        drafts = layout(file)
        laws = [to_law(draft, file, index) for index, draft in enumerate(drafts)]
        return _checked(file, layout, drafts, laws)
    except (NotALaw, ExtractionError):
        raise
    except (Exception, RecursionError) as error:
        if isinstance(error, OSError) and error.errno in MACHINE_ERRORS:
            raise
        raise ExtractionError(
            f"the file broke its reader ({type(error).__name__}: {str(error)[:200]})"
        ) from error


def _checked(file: SourceFile, layout: Layout, drafts: list[Draft], laws: list[Law]) -> list[Law]:
    """Laws with what the loss check says of their file."""
    own = [draft.raw for draft in drafts if draft.raw is not None]
    raw = "\n".join(own) if own else raw_text.raw_text(file, layout)
    if raw is None:
        return laws
    dropped = loss.dropped(raw, drafts, laws)
    return [replace(law, dropped=dropped) for law in laws]


def _by_content(data: bytes) -> Layout | None:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return pdf.read
    if head.startswith(b"{\\rtf"):
        return rtf.read
    if head.startswith(b"<?xml"):
        return xml.read
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return html.read
    if head.startswith((b"{", b"[")):
        return json_laws.read
    return None


def _original_of(file: SourceFile) -> str | None:
    """The document that a text file was made from, when the source has it beside it."""
    folder, _, name = file.path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    if suffix != "txt":
        return None
    # A transcription is called text.txt beside original.pdf, or like its document.
    stem = "original" if stem == "text" else stem
    for other in ("pdf", "html", "docx"):
        original = f"{stem}.{other}"
        if file.sibling(f"{folder}/{original}" if folder else original) is not None:
            return original
    return None
