"""A list of provisions as files: DOCX to write on in, CSV to sort, RIS for reference managers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from search_app.messages import gettext, language
from search_app.services import cite
from search_app.services.cite import Cited
from search_app.services.labels import label
from search_app.services.reading_list import Entry
from search_app.services.sheet import csv_text
from search_app.services.word import MEDIA_TYPE, WordDocument

# What a cell of a spreadsheet can hold.
_MAX_TEXT = 30_000


@dataclass(frozen=True, slots=True)
class Format:
    """How a list is written. `write` takes its entries and the address of its page."""

    name: str
    media_type: str
    write: Callable[[Sequence[Entry], str], bytes]


def _docx(entries: Sequence[Entry], address: str) -> bytes:
    document = WordDocument(gettext("List of provisions"), language())
    for cited in _known(entries):
        law = cited.law
        document.heading(cited.short, 1, law.language)
        facts = (
            label("jurisdiction", law.jurisdiction),
            label("kind", law.kind),
            law.dates.principal() or "",
            label("status", law.status.value),
        )
        document.paragraph(" · ".join(filter(None, facts)))
        document.paragraph(_heading(cited), law.language, "Intense Quote")
        document.paragraph(_text(cited), law.language, "Quote")
        if cited.remark:
            document.paragraph(gettext("Note: %(note)s") % {"note": cited.remark})
        document.paragraph(cite.plain(cited))
    for entry in entries:
        if entry.cited is None:
            gone = gettext("%(id)s is not in the collection any more.")
            document.paragraph(gone % {"id": entry.item.id})
    document.paragraph(gettext("This list: %(address)s") % {"address": address})
    return document.to_bytes()


def _csv(entries: Sequence[Entry], _address: str) -> bytes:
    return csv_text(_rows(entries)).encode()


def _rows(entries: Sequence[Entry]) -> Iterator[Sequence[str | int]]:
    yield (
        "id", "jurisdiction", "name", "law", "number", "date", "status", "label", "heading", "text",
        "language", "page", "note", "citation", "official_address",
    )  # fmt: skip
    for entry in entries:
        if entry.cited is None:
            yield (entry.item.id, *[""] * 11, entry.item.note, "", "")
            continue
        law, provision = entry.cited.law, entry.cited.provision
        assert provision is not None
        yield (
            entry.item.id, law.jurisdiction, label("jurisdiction", law.jurisdiction), law.title,
            law.number, law.dates.principal() or "", label("status", law.status.value),
            provision.label, provision.heading, _text(entry.cited), provision.language,
            provision.page or "", entry.item.note, cite.plain(entry.cited),
            entry.cited.official_address,
        )  # fmt: skip


def _ris(entries: Sequence[Entry], _address: str) -> bytes:
    return "\r\n".join(cite.ris(cited) for cited in _known(entries)).encode()


FORMATS: Mapping[str, Format] = {
    "docx": Format("Word (DOCX)", MEDIA_TYPE, _docx),
    "csv": Format("CSV", "text/csv; charset=utf-8", _csv),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", _ris),
}


def _known(entries: Sequence[Entry]) -> list[Cited]:
    return [entry.cited for entry in entries if entry.cited]


def _heading(cited: Cited) -> str:
    provision = cited.provision
    return f"{provision.label} {provision.heading}".strip() if provision else ""


def _text(cited: Cited) -> str:
    text = cited.provision.text if cited.provision else ""
    if len(text) <= _MAX_TEXT:
        return text
    cut = gettext("The text goes on: %(address)s") % {"address": cited.permalink}
    return f"{text[:_MAX_TEXT]}…\n[{cut}]"
