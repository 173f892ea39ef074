"""The District of Columbia's law library schema: code sections and session laws."""

import re
from collections.abc import Iterator

from corpora.extract.markup import Element, child, descendants, inline, lines, name
from corpora.extract.model import Draft, NotALaw, Piece, SourceFile

_BLOCKS = {"para", "text", "heading", "include", "aftertext", "row", "table", "section"}
# Machine instructions for codifiers and editors' notes; the law's own words are in <text>.
_SKIP = {"find-replace", "find", "replace", "annotation", "annotations", "meta"}
# The library marks sections without force in words only.
_NO_LONGER = re.compile(r"\[(?:repealed|expired|omitted)|^\s*(?:repealed|expired)", re.I | re.M)
_XI_INCLUDE = "{http://www.w3.org/2001/XInclude}include"


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """A section of the code, or a session law with its sections."""
    del file
    if next(root.iter(_XI_INCLUDE), None) is not None:
        raise NotALaw("an index of other files (xi:include)")
    if name(root) == "section":
        return [_code_section(root)]
    return [_session_law(root)]


def _code_section(root: Element) -> Draft:
    number, heading = inline(child(root, "num")), inline(child(root, "heading"))
    title_number = number.partition("-")[0]
    section = _section(root, (f"Title {title_number}",), "§ ")
    text = section.text
    metadata = {
        "title": f"D.C. Code § {number}. {heading}".strip(),
        "number": f"D.C. Code § {number}",
        "native_id": number,
        "kind": "code",
        "language": "en",
        "status": "repealed" if _NO_LONGER.search(f"{heading}\n{text[:40]}") else "in_force",
        "source_url": f"https://code.dccouncil.gov/us/dc/council/code/sections/{number}",
    }
    if found := _first_enacted(root):
        metadata[found[0]] = found[1]
    return _noted(Draft(metadata, pieces=[section]), root)


_NOTED_DATE = re.compile(r"(?:as added )?([A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\b")


def _first_enacted(root: Element) -> tuple[str, str] | None:
    """The date of the law that a section came with, by the notes on its history, as a key of the
    metadata and as printed; None without one. A section that was added is of the law that added
    it. Laws of the District are cited by the day they took effect."""
    notes = [
        inline(note)
        for note in descendants(root, "annotation", "annotations")
        if note.get("type") == "History"
    ]
    first = next((note for note in notes if note.startswith("as added")), (notes or [""])[0])
    found = _NOTED_DATE.match(first)
    if found is None:
        return None
    return ("in_force" if "D.C. Law" in first else "adopted"), found[1]


def _session_law(root: Element) -> Draft:
    headings = {item.get("type") or "": inline(item) for item in root if name(item) == "heading"}
    number = next((inline(item) for item in root if item.get("type") == "law"), "")
    meta = child(root, "meta")
    metadata = {
        "title": headings.get("short") or headings.get("long") or (root.get("id") or ""),
        "number": (root.get("id") or "") or number,
        "native_id": number,
        "kind": "act",
        "language": "en",
    }
    if meta is not None:
        metadata["in_force"] = inline(next(descendants(meta, "effective"), None))
        metadata["adopted"] = inline(next(descendants(meta, "enacted"), None))
    pieces = list(_parts(root, ()))
    if long := headings.get("long"):
        pieces.insert(0, Piece("", "", long))
    draft = Draft({key: value for key, value in metadata.items() if value}, pieces=pieces)
    if meta is not None:
        draft.leave_out("data about the text", [inline(meta)])
        for stage in ("introduced", "enacted", "effective"):
            if date := inline(next(descendants(meta, stage), None)):
                draft.history.append(f"{stage} {date}")
        draft.history += [inline(item) for item in descendants(meta, "citation")]
    draft.leave_out("data about the text", [inline(item) for item in root if name(item) == "num"])
    return _noted(draft, root)


def _noted(draft: Draft, root: Element) -> Draft:
    """The draft with the editors' notes as its history, and without what instructs machines."""
    for note in descendants(root, "annotation", "annotations"):
        if name(note) == "annotations":
            draft.history += [inline(item) for item in note if name(item) == "text"]
        elif text := inline(note):
            draft.history.append(f"{note.get('type', '')}: {text}".removeprefix(": "))
    instructions = descendants(root, "find-replace")
    draft.leave_out("instructions for codifiers", [inline(item) for item in instructions])
    return draft


def _parts(element: Element, above: tuple[str, ...]) -> Iterator[Piece]:
    for item in element:
        local = name(item)
        if local == "section":
            yield _section(item, above, "Sec. ")
        elif local == "container":
            number = inline(child(item, "num"))
            title = " ".join(
                filter(
                    None, (inline(child(item, "prefix")), number, inline(child(item, "heading")))
                )
            )
            yield from _parts(item, (*above, title))
        elif local in ("text", "para") and (text := lines(item, blocks=_BLOCKS, skip=_SKIP)):
            yield Piece("", "", text, above)


def _section(element: Element, above: tuple[str, ...], sign: str) -> Piece:
    parts = [
        lines(item, blocks=_BLOCKS, labels={"num"}, skip=_SKIP)
        for item in element
        if name(item) not in ("num", "heading", *_SKIP)
    ]
    number = inline(child(element, "num"))
    return Piece(
        f"{sign}{number}" if number else "",
        inline(child(element, "heading")),
        "\n".join(filter(None, parts)),
        above,
    )
