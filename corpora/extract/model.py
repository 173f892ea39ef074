"""The shapes between the stages of extraction: SourceFile → Draft → Law.

bytes ──layout (one module a format)──▶ Draft ──structure──▶ pieces ──normalise──▶ Law
"""

import errno
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from mappings.records import PageRange

# Errors of the machine, which say nothing of the file that was read: no room, no handles, a broken
# disk. Whoever meets one stops, so that the file is read another time.
MACHINE_ERRORS = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.EROFS, errno.EIO}
)


class NotALaw(Exception):
    """The file is read and holds no law (a licence, an index page, metadata of another file).
    It is kept and listed as auxiliary, with this reason."""


class ExtractionError(Exception):
    """The file should hold a law and could not be read. It is kept and listed as failed, with
    this reason in plain words."""


class UnknownJurisdiction(ExtractionError):
    """Neither the file nor its source says whose law it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where files come from.

    jurisdictions  codes of `mappings.jurisdictions`; one means "all files are of it"
    languages      codes that the texts may be in, likeliest first; empty when not known
    """

    id: str
    jurisdictions: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    licence: str = ""
    origin: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as the source has it.

    path         inside the source, with forward slashes
    sibling      bytes of another file of the same source by path, None when there is none
    url          where it was fetched from, "" when it was not
    metadata     what the source's list of laws says of it, under the keys of `Draft.metadata`
    ocr_seconds  how long OCR of its scanned pages may take; 0: they are not read
    """

    source: Source
    path: str
    data: bytes
    sibling: Callable[[str], bytes | None] = field(default=lambda path: None)
    url: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    ocr_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading in reading order, for texts whose structure must be found.

    level  1 to 6 for what the format itself marks as a heading, else 0
    bold   the whole block is emphasised
    page   1-based page of a PDF
    """

    text: str
    level: int = 0
    bold: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A provision whose structure the format itself gives (JSON, XML), before normalisation.

    ancestors  headings of the divisions above, outermost first
    path       the format's own identifier when it has one, else "" (made from ancestors and label)
    """

    label: str
    heading: str
    text: str
    ancestors: tuple[str, ...] = ()
    path: str = ""
    language: str = ""
    page: int | None = None


@dataclass(slots=True)
class Draft:
    """A law as its format gives it. Exactly one of `blocks` and `pieces` is filled.

    left_out  text that its reader leaves out on purpose, by what it is; the loss check does not
              count it
    history   amendments and other events in the law's life, as printed

    metadata  values as printed, under canonical keys: title, number, kind, status, jurisdiction,
              language, source_url, licence, eli, native_id, akn_iri, and the dates adopted,
              published, in_force, amended, repealed, version; `title_<lang>` for other languages;
              printed_title: the heading of the text, where the title is more or other than it
    pages     of a PDF: what the text of its pages is worth
    raw       all text of the file as a reader without any rules finds it, for the loss check; None
              where `corpora.extract.raw_text` finds it
    """

    metadata: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    media_type: str = "text/plain"
    warnings: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    pages: list[PageRange] = field(default_factory=list)
    raw: str | None = None

    def leave_out(self, what: str, texts: Iterable[str]) -> None:
        """Notes text that is left out on purpose."""
        if found := [text for text in texts if text]:
            self.left_out.setdefault(what, []).extend(found)


Layout = Callable[[SourceFile], list[Draft]]
"""Reads one format. Raises NotALaw or ExtractionError. Several Drafts: a file of many laws."""
