"""A law or a provision as a citation: for people, and for the programs that keep references.

Pure: from what is known of it to text. Titles and labels are whatever a source printed, so each
format has its own way to keep them from being read as part of the format.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from mappings.records import Law, Provision
from search_app.messages import gettext, message
from search_app.services.labels import label
from search_app.services.national import national
from search_app.services.plain import one_line

LIBRARY = "Legal Library"


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited, with where it comes from.

    law        may be without its provisions
    provision  None for the whole law
    permalink  absolute address of it in this library
    read_at    when its file was read into the collection, ISO 8601 in UTC
    remark     what the reader wrote of it
    """

    law: Law
    provision: Provision | None
    permalink: str
    read_at: str
    remark: str = ""

    @property
    def key(self) -> str:
        """A name for it in letters that every program takes: of files and references."""
        name = f"{self.law.id}-{self.provision.path}" if self.provision else self.law.id
        return re.sub(r"[^A-Za-z0-9_-]+", "-", name)

    @property
    def short(self) -> str:
        """Law and provision, as the lawyers of its country put them."""
        return national(self.law, self.provision)

    @property
    def page(self) -> int | None:
        """The page of the PDF that the provision starts on."""
        return self.provision.page if self.provision else None

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the provision's text in UTF-8, to tell whether a quotation was changed."""
        return sha256_of(self.provision.text if self.provision else "")

    @property
    def official_address(self) -> str:
        """The source's address of the law when it is one to link to: a source may name anything."""
        return official_address(self.law)


def sha256_of(text: str) -> str:
    """SHA-256 of a provision's text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def official_address(law: Law) -> str:
    """The address that the source names when it is one of the web, else ""."""
    url = law.source_url
    return url if url.lower().startswith(("https://", "http://")) else ""


def plain(cited: Cited) -> str:
    """A citation for a document: what it is, of where and when, and where to read it."""
    law = cited.law
    facts = [one_line(label("jurisdiction", law.jurisdiction))]
    if law.number and law.number not in cited.short:
        facts.append(gettext("No. %(number)s") % {"number": one_line(law.number)})
    if date := law.dates.principal():
        facts.append(date)
    if law.dates.version:
        facts.append(gettext("text as of %(day)s") % {"day": law.dates.version})
    read = gettext("file read %(day)s") % {"day": cited.read_at[:10]}
    library = gettext("Legal Library")
    return f"{cited.short} ({', '.join(facts)}), {library}, {cited.permalink} ({read})"


def bibtex(cited: Cited) -> str:
    """An entry of BibTeX. Braces are written by name: BibTeX counts the others, escaped or not."""
    law = cited.law
    fields = {
        "author": f"{{{_tex(label('jurisdiction', law.jurisdiction))}}}",
        "title": f"{{{_tex(cited.short)}}}",
        "number": _tex(law.number),
        "howpublished": _tex(LIBRARY),
        "date": law.dates.principal() or "",
        "year": str(law.dates.year() or ""),
        "pages": str(cited.page or ""),
        "language": _tex(law.language),
        "url": _tex_address(cited.permalink),
        "urldate": cited.read_at[:10],
        "note": _tex("; ".join(_notes(cited))),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{{{},\n{}\n}}\n".format(cited.key, ",\n".join(lines))


def ris(cited: Cited) -> str:
    """A record of RIS. A value that went on in a second line could start a tag of its own."""
    law = cited.law
    fields: list[tuple[str, str]] = [
        ("TI", law.title),
        ("AU", label("jurisdiction", law.jurisdiction)),
        ("M1", law.number),
        ("PY", str(law.dates.year() or "")),
        ("DA", _ris_date(law.dates.principal())),
        ("SE", cited.short if cited.provision else ""),
        ("SP", str(cited.page or "")),
        ("LA", law.language),
        ("DB", LIBRARY),
        ("UR", cited.permalink),
        ("L2", cited.official_address),
        ("Y2", _ris_date(cited.read_at[:10])),
        ("ID", cited.key),
        *(("N1", note) for note in _notes(cited)),
    ]
    lines = [f"{tag}  - {text}" for tag, value in fields if (text := one_line(value))]
    return "\r\n".join(["TY  - STAT", *lines, "ER  - ", ""])


def csl_json(cited: Cited) -> str:
    """A list of one item of CSL-JSON, which Zotero and pandoc read."""
    law = cited.law
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "legislation",
        "title": one_line(law.title),
        "jurisdiction": label("jurisdiction", law.jurisdiction),
        "number": one_line(law.number),
        "section": one_line(cited.provision.label or cited.provision.heading)
        if cited.provision
        else "",
        "page": str(cited.page or ""),
        "issued": _date_parts(law.dates.principal()),
        "accessed": _date_parts(cited.read_at[:10]),
        "language": law.language,
        "source": LIBRARY,
        "URL": cited.permalink,
        "note": "; ".join(_notes(cited)),
    }
    filled = {name: value for name, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a citation: what it is called in English, its media type and extension."""

    name: str
    media_type: str
    extension: str
    write: Callable[[Cited], str]

    def label(self) -> str:
        """What it is called."""
        return gettext(self.name)


FORMATS: Mapping[str, Format] = {
    "text": Format(message("Text"), "text/plain", "txt", lambda cited: plain(cited) + "\n"),
    "bibtex": Format("BibTeX", "application/x-bibtex", "bib", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems", "ris", ris),
    "csl": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json),
}


def _notes(cited: Cited) -> Iterator[str]:
    law = cited.law
    if cited.remark:
        yield one_line(cited.remark)
    if law.dates.version:
        yield gettext("Text as of %(day)s") % {"day": law.dates.version}
    if cited.official_address:
        yield f"{gettext('Source')}: {one_line(cited.official_address)}"
    if law.raw_sha256:
        yield f"{gettext('SHA-256 of the file')}: {law.raw_sha256}"


_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in one_line(text))


def _tex_address(address: str) -> str:
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")


def _ris_date(date: str | None) -> str:
    """YYYY/MM/DD/, whose parts may be empty; "" for none."""
    parts = date.split("-") if date else []
    return "/".join([*parts, *[""] * (4 - len(parts))]) if parts else ""


def _date_parts(date: str | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}
