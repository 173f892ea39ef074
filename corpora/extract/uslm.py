"""Federal law of the United States in USLM: titles of the code (uscDoc), public laws (pLaw)."""

from collections.abc import Iterator

from corpora.extract.markup import Element, child, descendants, inline, name, words
from corpora.extract.model import Draft, ExtractionError, SourceFile
from corpora.extract.outline import Outline

# Notes of the editors below a section, often longer than it.
_NOTES = frozenset({"notes", "note", "toc"})
_OUTLINE = Outline(
    units=frozenset({"section", "courtRule"}),
    numbers=frozenset({"num"}),
    headings=frozenset({"heading"}),
    blocks=frozenset(
        {"subsection", "paragraph", "subparagraph", "clause", "subclause", "item", "subitem",
         "chapeau", "content", "continuation", "p", "tr", "sourceCredit", "section",
         "quotedContent", "level", "longTitle", "enactingFormula"}
    ),
    labels=frozenset({"num", "heading"}),
    skip=_NOTES,
    identifiers=("identifier",),
)  # fmt: skip


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One law a file: a title of the code, or a public law."""
    del file
    main = child(root, "main")
    if main is None:
        raise ExtractionError(f"a {name(root)} without a main part")
    title = child(main, "title", "appendix") if name(root) == "uscDoc" else None
    metadata = _metadata(root, main) if title is None else _title_metadata(root, title)
    signs = list(_set_right(main))
    draft = Draft(metadata, pieces=list(_OUTLINE.pieces(main if title is None else title)))
    for section in descendants(main, *_OUTLINE.units):
        if status := section.get("status"):
            draft.history.append(f"{inline(child(section, 'num'))} {status}")
    for part in root:
        if part is not main:
            draft.leave_out("data about the text", [words(part)])
    draft.leave_out("signs of notes and brackets", signs)
    notes = [note for note in descendants(main, *_NOTES) if not _inside(note)]
    draft.leave_out("editors' notes", (words(note) for note in notes if name(note) != "toc"))
    draft.leave_out("table of contents", (words(note) for note in notes if name(note) == "toc"))
    return [draft]


def _set_right(main: Element) -> Iterator[str]:
    """Takes out signs of footnotes in the text, and the brackets around number and heading of a
    section without force; gives what it takes out."""
    for sign in descendants(main, "ref"):
        if sign.get("class") == "footnoteRef" and len(sign) == 0:
            yield sign.text or ""
            sign.text = None
    for section in descendants(main, *_OUTLINE.units):
        number, heading = child(section, "num"), child(section, "heading")
        if number is not None and (number.text or "").startswith("["):
            number.text = (number.text or "")[1:]
            if heading is not None and len(heading):
                heading[-1].tail = (heading[-1].tail or "").rstrip().removesuffix("]")
            elif heading is not None:
                heading.text = (heading.text or "").rstrip().removesuffix("]")


def _inside(note: Element) -> bool:
    """Whether a note is part of another."""
    return next(note.iterancestors(*(f"{{*}}{tag}" for tag in _NOTES)), None) is not None


def _value(root: Element, *tags: str) -> str:
    meta = child(root, "meta")
    return "" if meta is None else inline(next(descendants(meta, *tags), None))


def _title_metadata(root: Element, title: Element) -> dict[str, str]:
    number = _value(root, "docNumber")
    heading = inline(child(title, "heading"))
    found = {
        "title": f"United States Code, {inline(child(title, 'num')).rstrip('—– ')}: {heading}",
        "number": f"{number} U.S.C." if number else "",
        "native_id": title.get("identifier", ""),
        "kind": "code",
        "language": "en",
        "status": "in_force",
        "version": _value(root, "created")[:10],
        "source_url": f"https://uscode.house.gov/view.xhtml?path=/prelim@title{number}"
        if number
        else "",
    }
    return {key: value for key, value in found.items() if value}


def _metadata(root: Element, main: Element) -> dict[str, str]:
    congress, number = _value(root, "congress"), _value(root, "docNumber")
    short = next(descendants(main, "shortTitle"), None)
    found = {
        "title": inline(short) or _value(root, "title") or inline(child(main, "longTitle")),
        "number": f"Public Law {congress}-{number}" if congress and number else number,
        "native_id": _value(root, "citableAs"),
        "kind": "act",
        "language": "en",
        "adopted": _value(root, "approvedDate", "date")[:10],
    }
    return {key: value for key, value in found.items() if value}
