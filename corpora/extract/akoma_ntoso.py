"""Akoma Ntoso 3.0 (OASIS LegalDocML): acts, bills and documents."""

from collections.abc import Iterator

from corpora.extract.markup import Element, child, descendants, inline, lines, name
from corpora.extract.model import Draft, ExtractionError, Piece, SourceFile

# The basic unit of a law in any tradition; the outermost of them is a provision.
_UNITS = {"article", "section", "rule", "point", "clause", "paragraph"}
_DIVISIONS = {
    "book", "tome", "part", "title", "chapter", "subpart", "subchapter", "division", "subdivision",
    "subsection", "hcontainer", "section", "attachment", "list", "transitional", "provision",
    "level", "subtitle",
}  # fmt: skip
_BLOCKS = {
    "p", "intro", "content", "point", "paragraph", "subparagraph", "subsection", "item", "tr",
    "blockList", "heading", "indent", "list", "wrapUp", "listIntroduction", "crossHeading",
    "clause",
}  # fmt: skip


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One law a document."""
    del file
    act = next(iter(root), None)
    if act is None:
        raise ExtractionError("an akomaNtoso element with nothing in it")
    body = child(act, "body", "mainBody", "doc")
    if body is None:
        raise ExtractionError(f"Akoma Ntoso <{name(act)}> without a body")
    notes = list(_set_notes_below(act))
    metadata = _metadata(act, body)
    pieces = list(_preamble(act, body, metadata.get("title", "")))
    for element in body:
        pieces += _walk(element, ())
    for element in act:
        # What stands below the body: signatures, and schedules of their own.
        if name(element) in ("conclusions", "attachments", "components", "appendix"):
            pieces += _walk(element, ())
    draft = Draft(metadata, pieces=pieces, history=[*_history(act), *notes])
    if (meta := child(act, "meta")) is not None:
        draft.leave_out("data about the text", [inline(meta)])
    return [draft]


def _set_notes_below(act: Element) -> Iterator[str]:
    """Puts footnotes below the provision that they stand in, whose sentences they would cut; gives
    those that stand in none (in the title, in headings of divisions). A note at the side is the
    provision's heading."""
    for note in list(descendants(act, "authorialNote")):
        parent = note.getparent()
        if note.get("placement") == "side" or parent is None:
            continue
        above = [item for item in note.iterancestors() if name(item) in _UNITS]
        printed = f"{note.get('marker', '')} {inline(note)}".strip()
        before = note.getprevious()
        if note.tail and before is not None:
            before.tail = (before.tail or "") + note.tail
        elif note.tail:
            parent.text = (parent.text or "") + note.tail
        parent.remove(note)
        if above:
            below = above[-1].makeelement("p")
            below.text = printed
            above[-1].append(below)
        else:
            yield printed


def _history(act: Element) -> Iterator[str]:
    """The events of a law's life: when, what, and by which document."""
    sources = {
        f"#{item.get('eId')}": item.get("showAs") or item.get("href") or ""
        for item in descendants(act, "original", "passiveRef", "activeRef", "TLCEvent")
    }
    for event in descendants(act, "eventRef"):
        source = sources.get(event.get("source", ""), "")
        yield " ".join(filter(None, (event.get("date"), event.get("type"), source)))


def _metadata(act: Element, body: Element) -> dict[str, str]:
    found: dict[str, str] = {"kind": act.get("name") or name(act)}
    title = next(descendants(act, "docTitle", "shortTitle", "longTitle"), None)
    if title is None:
        title = child(body, "title")
    found["title"] = inline(title)
    work = next(descendants(act, "FRBRWork"), None)
    if work is not None:
        iri = child(work, "FRBRuri")
        found["akn_iri"] = iri.get("value", "") if iri is not None else ""
        if "/eli/" in found["akn_iri"]:
            found["eli"] = found["akn_iri"]
        found["native_id"] = found["akn_iri"].rstrip("/").rpartition("/")[2]
        if (number := child(work, "FRBRnumber")) is not None:
            found["number"] = number.get("value", "")
        if (country := child(work, "FRBRcountry")) is not None:
            found["jurisdiction"] = country.get("value", "")
        if (date := child(work, "FRBRdate")) is not None and date.get("date", "") > "1001":
            found["adopted"] = date.get("date", "")
        for alias in descendants(work, "FRBRalias"):
            if alias.get("name", "").casefold() == "eli":
                found["eli"] = alias.get("value", "")
    publication = next(descendants(act, "publication", "Publication"), None)
    if publication is not None and publication.get("date", "") > "1001":
        found["published"] = publication.get("date", "")
    for event in descendants(act, "eventRef"):
        if event.get("type") in ("amendment", "repeal") and event.get("date", "") > "1001":
            found["amended" if event.get("type") == "amendment" else "repealed"] = event.get(
                "date", ""
            )
    expression = next(descendants(act, "FRBRExpression"), None)
    if expression is not None:
        version = child(expression, "FRBRdate")
        if version is not None and version.get("date", "") > found.get("adopted", "1001"):
            found["version"] = version.get("date", "")
    if expression is not None and (language := child(expression, "FRBRlanguage")) is not None:
        code = language.get("language", "")
        found["language"] = code if len(code) <= 3 else ""
    return {key: value for key, value in found.items() if value}


def _preamble(act: Element, body: Element, title: str) -> Iterator[Piece]:
    preface = child(act, "preface")
    if preface is not None:
        printed = [line for line in lines(preface, blocks=_BLOCKS).split("\n") if line != title]
        if text := "\n".join(filter(None, printed)):
            yield Piece("", "", text)
    for part in (child(act, "preamble"), child(body, "preamble")):
        if part is not None and (text := lines(part, blocks=_BLOCKS)):
            yield Piece("", "", text)


def _walk(element: Element, above: tuple[str, ...]) -> Iterator[Piece]:
    local = name(element)
    if local in ("", "num", "heading", "subheading", "preamble", "meta"):
        return
    holds_units = next(descendants(element, *_UNITS), None) is not None
    is_unit = local in _UNITS and not (local == "section" and _holds_articles(element))
    if is_unit:
        yield _unit(element, above)
        return
    if local in _DIVISIONS and holds_units:
        heading = _heading(element)
        here = (*above, heading) if heading else above
        for inner in element:
            if not (name(inner) == "title" and not _holds_any_unit(inner)):
                yield from _walk(inner, here)
        return
    if local == "title" and not above:
        return
    if text := lines(element, blocks=_BLOCKS, labels={"num"}):
        yield Piece("", "", text, above, _identifier(element))


def _holds_articles(element: Element) -> bool:
    return next(descendants(element, "article", "section"), None) is not None


def _holds_any_unit(element: Element) -> bool:
    return next(descendants(element, *_UNITS), None) is not None


def _heading(element: Element) -> str:
    number = inline(child(element, "num"))
    title = inline(child(element, "heading"))
    if not title:
        named = child(element, "title")
        title = inline(named) if named is not None and not _holds_any_unit(named) else ""
    return " ".join(part for part in (number, title) if part)


def _unit(element: Element, above: tuple[str, ...]) -> Piece:
    parts = [element.text or ""]
    for inner in element:
        # The unit's own number and heading are kept apart, those of its parts stay in the text.
        if name(inner) not in ("num", "heading", "subheading"):
            parts.append(lines(inner, blocks=_BLOCKS, labels={"num"}))
        parts.append(inner.tail or "")
    return Piece(
        inline(child(element, "num")),
        inline(child(element, "heading")),
        "\n".join(text for part in parts if (text := part.strip())),
        above,
        _identifier(element),
    )


def _identifier(element: Element) -> str:
    found = element.get("eId", "") or element.get("id", "")
    # Some generators write the attribute's own name where they have no identifier.
    return "" if found == "eId" else found
