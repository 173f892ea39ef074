"""Legislation of the United Kingdom in Crown Legislation Markup Language (legislation.gov.uk)."""

from collections.abc import Iterator

from corpora.extract.markup import Element, child, descendants, inline, name, words
from corpora.extract.model import Draft, ExtractionError, SourceFile
from corpora.extract.outline import Outline

_OUTLINE = Outline(
    units=frozenset({"P1"}),
    numbers=frozenset({"Number", "Pnumber"}),
    headings=frozenset({"Title", "TitleBlock", "Reference"}),
    blocks=frozenset(
        {"P2", "P3", "P4", "P5", "P6", "P7", "P2group", "P3group", "Text", "Title", "ListItem",
         "Para", "LongTitle", "DateText", "tr", "Formula", "Footnote", "BlockAmendment"}
    ),
    labels=frozenset({"Pnumber", "ListItemNumber"}),
    skip=frozenset({"Contents"}),
)  # fmt: skip
# What the schema leaves to the page: how numbers of the parts of a section are printed.
_BRACKETS = frozenset({"P2", "P3", "P4", "P5", "P6", "P7"})
_STATUSES = frozenset({"Prospective", "Repealed", "Dead"})


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One act or instrument a file."""
    del file
    text = child(root, "Primary", "Secondary", "EURetained")
    metadata = child(root, "Metadata")
    if text is None or metadata is None:
        raise ExtractionError("Legislation without a text or without Metadata")
    _print_numbers(text)
    _move_headings(text)
    pieces = list(_OUTLINE.pieces(text))
    for notes in root:
        if name(notes) in ("Footnotes", "ExplanatoryNotes"):
            pieces += _OUTLINE.pieces(notes)
    draft = Draft(_metadata(root, metadata, text), pieces=pieces, history=list(_history(root)))
    draft.leave_out("data about the text", [words(metadata)])
    draft.leave_out("table of contents", map(words, descendants(root, "Contents")))
    return [draft]


def _print_numbers(text: Element) -> None:
    """Puts the signs around numbers that the page shows: <Pnumber>1</Pnumber> of a P2 is "(1)"."""
    for number in descendants(text, "Pnumber"):
        parent = number.getparent()
        brackets = parent is not None and name(parent) in _BRACKETS
        before = number.get("PuncBefore", "(" if brackets else "")
        after = number.get("PuncAfter", ")" if brackets else "")
        if inline(number):
            number.text = f"{before}{(number.text or '').lstrip()}"
            if len(number):
                number[-1].tail = f"{(number[-1].tail or '').rstrip()}{after}"
            else:
                number.text = f"{number.text.rstrip()}{after}"


def _move_headings(text: Element) -> None:
    """Headings of sections stand beside them in a group: they become the first section's own."""
    for group in descendants(text, "P1group"):
        title, section = child(group, "Title"), child(group, "P1")
        if title is not None and section is not None:
            title.tail = None
            section.insert(0, title)


def _metadata(root: Element, metadata: Element, text: Element) -> dict[str, str]:
    def value(tag: str, attribute: str) -> str:
        found = next(descendants(metadata, tag), None)
        return "" if found is None else found.get(attribute, "")

    uri = root.get("IdURI", "") or inline(child(metadata, "identifier"))
    identifier = uri.partition("legislation.gov.uk/")[2].removeprefix("id/")
    prelims = next(descendants(text, "PrimaryPrelims", "SecondaryPrelims", "EUPrelims"), None)
    printed = None if prelims is None else child(prelims, "Number")
    year, number = value("Year", "Value"), value("Number", "Value")
    body = child(text, "Body", "EUBody")
    primary = value("DocumentCategory", "Value") == "primary"
    found = {
        "title": inline(child(metadata, "title")),
        "kind": "act" if primary else "",
        "number": inline(printed) or f"{year}/{number}".strip("/"),
        "native_id": identifier,
        "source_url": f"https://www.legislation.gov.uk/{identifier}" if identifier else "",
        "language": inline(child(metadata, "language")),
        "adopted": value("EnactmentDate", "Date") or value("Made", "Date"),
        "version": inline(child(metadata, "valid")),
        "status": "in_force",
    }
    commenced = next(descendants(metadata, "ComingIntoForce"), None)
    if commenced is not None:
        dates = sorted(filter(None, (item.get("Date", "") for item in commenced.iter())))
        found["in_force"] = dates[0] if dates else ""
    states = {root.get("Status"), None if body is None else body.get("Status")}
    if "Repealed" in states or "Dead" in states:
        found["status"] = "repealed"
    elif "Prospective" in states:
        found["status"] = "not_yet_in_force"
    return {key: value for key, value in found.items() if value}


def _history(root: Element) -> Iterator[str]:
    """Editors' notes on amendments and commencement, and provisions without force."""
    for note in descendants(root, "Commentary"):
        yield inline(note)
    for element in root.iterdescendants():
        if element.get("Status") in _STATUSES and (
            place := element.get("id") or element.get("eId")
        ):
            yield f"{place}: {element.get('Status')}"
