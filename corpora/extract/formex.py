"""Acts of the European Union in Formex 4, the Publications Office's own format, as published (ACT)
and consolidated (CONS.ACT)."""

import re

from corpora.extract.markup import Element, child, descendants, inline, name, words
from corpora.extract.model import Draft, ExtractionError, Piece, SourceFile
from corpora.extract.outline import Outline

_OUTLINE = Outline(
    units=frozenset({"ARTICLE"}),
    numbers=frozenset({"TI.ART"}),
    headings=frozenset({"STI.ART", "TITLE"}),
    blocks=frozenset(
        {"P", "PARAG", "ALINEA", "ITEM", "NP", "VISA", "CONSID", "PREAMBLE.INIT", "PREAMBLE.FINAL",
         "ROW", "TXT", "TI.ART", "STI.ART", "GR.SEQ", "DLIST.ITEM", "SIGNATORY", "TITLE", "TI",
         "STI"}
    ),
    labels=frozenset({"NO.PARAG", "NO.P", "NO.GR.SEQ", "TERM"}),
    skip=frozenset({"NOTE", "BIB.INSTANCE", "INFO.CONSLEG", "INFO.PROD", "FAM.COMP", "TOC"}),
)  # fmt: skip
_QUOTES = {"QUOT.START", "QUOT.END"}
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One act, or one annex that is a file of its own."""
    del file
    act = child(root, "CONS.DOC") if name(root) == "CONS.ACT" else root
    if act is None:
        raise ExtractionError("a consolidated act without CONS.DOC")
    _print_quotes(act)
    metadata = _metadata(root, act)
    title = child(act, "TITLE")
    if title is not None and metadata.get("title"):
        act.remove(title)
    draft = Draft(metadata, pieces=list(_OUTLINE.pieces(act)))
    for part in root:
        if name(part) not in ("CONS.DOC", "TITLE"):
            draft.leave_out(
                "data about the text", [words(part)] if name(part) in _OUTLINE.skip else []
            )
    draft.leave_out("data about the text", map(words, descendants(act, "BIB.INSTANCE", "FAM.COMP")))
    draft.leave_out("table of contents", map(words, descendants(act, "TOC")))
    notes = [inline(note) for note in descendants(act, "NOTE")]
    if title is not None:
        notes[:0] = [inline(note) for note in descendants(title, "NOTE")]
    if notes:
        draft.pieces.append(Piece("", "", "\n".join(notes)))
    return [draft]


def _print_quotes(act: Element) -> None:
    """Writes out quotation marks, which are elements with the code of their sign."""
    for mark in descendants(act, *_QUOTES):
        code = mark.get("CODE", "")
        if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
            mark.text = chr(int(code, 16))


def _metadata(root: Element, act: Element) -> dict[str, str]:
    title = child(act, "TITLE")
    about = child(act, "BIB.INSTANCE")
    info = next(descendants(root, "INFO.CONSLEG"), None)
    found = {
        "title": _without_notes(title),
        "language": "" if about is None else inline(child(about, "LG.DOC")).lower(),
        "adopted": _first_date(title),
        "published": _first_date(about),
        "version": "" if info is None else _iso(info.get("CONSLEG.DATE", "")),
        "native_id": "" if info is None else info.get("CONSLEG.REF", ""),
    }
    return {key: value for key, value in found.items() if value}


def _without_notes(title: Element | None) -> str:
    if title is None:
        return ""
    return " ".join(_OUTLINE.text(title).split("\n"))


def _first_date(element: Element | None) -> str:
    dates = () if element is None else descendants(element, "DATE")
    return next((_iso(date.get("ISO", "")) for date in dates), "")


def _iso(printed: str) -> str:
    return _COMPACT.sub(r"\1-\2-\3", printed)
