"""Acts of Estonia as Riigi Teataja gives them (oigusakt: tyviseadus, maarus, amending acts)."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from corpora.extract.markup import Element, child, descendants, inline, lines, name, words
from corpora.extract.model import Block, Draft, ExtractionError, SourceFile
from corpora.extract.outline import Outline

_DIVISIONS = ("osa", "peatykk", "jagu", "jaotis", "alljaotis", "alljaotis2")
_PARTS = ("loige", "alampunkt", "punkt")
_OUTLINE = Outline(
    units=frozenset({"paragrahv"}),
    numbers=frozenset({"kuvatavNr"}),
    headings=frozenset({f"{part}Pealkiri" for part in (*_DIVISIONS, "paragrahv", "lisa")}),
    blocks=frozenset({*_PARTS, "tavatekst", "reavahetus", "p", "muutmismarge", "allkirjastaja"}),
    labels=frozenset({"kuvatavNr"}),
    skip=frozenset({f"{part}Nr" for part in (*_DIVISIONS, *_PARTS, "paragrahv")} | {"fail"}),
)
# How numbers are printed where the file gives only the number itself.
_PRINTED = {"paragrahv": "§ {}.", "loige": "({})", "alampunkt": "{})", "punkt": "{})"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_TAG = re.compile(r"<sup>(\d{1,4})</sup>")
_HTML_BLOCKS = {"p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4"}


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One act a file."""
    del file
    metadata, text = child(root, "metaandmed"), child(root, "sisu")
    if metadata is None or text is None:
        raise ExtractionError("an oigusakt without metaandmed or sisu")
    draft = Draft(_metadata(metadata, root))
    tags = list(_write_out_html(text))
    _print_numbers(text)
    for note in list(descendants(text, "muutmismarge")):
        _print_note(note)
        draft.history.append(f"{_place(note)} {note.text}".strip())
    if next(descendants(text, "paragrahv"), None) is None:
        # Older acts are one page of HTML.
        written = _OUTLINE.text(text).split("\n")
        draft.blocks = [Block(line) for line in written if line]
    else:
        draft.pieces = list(_OUTLINE.pieces(text))
    about = [part for part in root if name(part) not in ("sisu", "aktinimi")]
    draft.leave_out("data about the text", map(words, about))
    draft.leave_out("attached files", map(words, descendants(text, "fail")))
    numbers = (item for item in descendants(text, *_OUTLINE.skip) if name(item) != "fail")
    draft.leave_out("numbers given again", map(words, numbers))
    draft.leave_out("markup in the text", tags)
    return [draft]


def _metadata(metadata: Element, root: Element) -> dict[str, str]:
    def value(*tags: str) -> str:
        return inline(next(descendants(metadata, *tags), None))

    named = next(descendants(root, "pealkiri"), None)
    identifier = value("globaalID")
    found = {
        "title": inline(named),
        "kind": value("dokumentLiik"),
        "number": value("aktiNr"),
        "native_id": identifier,
        "language": "et",
        "adopted": _day(value("aktikuupaev")),
        "published": _day(value("avaldamineKuupaev")),
        "in_force": _day(value("joustumine")),
        "version": _day(value("kehtivuseAlgus")),
        "repealed": _day(value("kehtivuseLopp")),
        "status": "in_force",
        "source_url": f"https://www.riigiteataja.ee/akt/{identifier}" if identifier else "",
    }
    return {key: value for key, value in found.items() if value}


def _day(printed: str) -> str:
    """A date without its time zone."""
    return re.split(r"[+TZ]", printed)[0]


def _write_out_html(text: Element) -> Iterator[str]:
    """Turns HTML that is written as text into paragraphs, and raised digits into signs; gives the
    markup that this takes out."""
    for holder in list(descendants(text, "HTMLKonteiner")):
        written = holder.text or ""
        if not written.strip():
            continue
        yield from re.findall(r"<[^<>]{1,500}>", written)
        try:
            page = lxml_html.fragment_fromstring(written, create_parent="div")
        except etree.ParserError as error:
            raise ExtractionError(f"HTML in it that cannot be read: {error}") from error
        holder.text = None
        for line in lines(page, blocks=_HTML_BLOCKS).split("\n"):
            etree.SubElement(holder, "p").text = line
    for number in descendants(text, "kuvatavNr"):
        yield from re.findall(r"</?sup>", number.text or "")
        number.text = _RAISED_TAG.sub(lambda found: found[1].translate(_RAISED), number.text or "")
    for raised in descendants(text, "sup"):
        raised.text = (raised.text or "").translate(_RAISED)


def _print_numbers(text: Element) -> None:
    """Gives parts whose printed number is missing the one that it would be."""
    for part in descendants(text, *_PRINTED):
        local = name(part)
        number = child(part, f"{local}Nr")
        if number is not None and inline(number) and child(part, "kuvatavNr") is None:
            above = (number.get("ylaIndeks") or "").translate(_RAISED)
            printed = part.makeelement("kuvatavNr")
            printed.text = _PRINTED[local].format(f"{inline(number)}{above}")
            number.addnext(printed)


def _print_note(note: Element) -> None:
    """Puts the note on an amendment into brackets, as the page does."""
    words = [text for part in note.itertext() if (text := str(part).strip())]
    for part in list(note):
        note.remove(part)
    note.text = f"[{' '.join(words)}]"


def _place(note: Element) -> str:
    """The paragraph that a note stands in."""
    for above in note.iterancestors():
        if name(above) == "paragrahv":
            return inline(child(above, "kuvatavNr"))
    return ""
