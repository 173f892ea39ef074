"""Consolidated acts and regulations of Canada (Justice Laws, LIMS schema)."""

import re
from collections.abc import Iterator

from corpora.extract.markup import Element, child, descendants, inline, lines, name
from corpora.extract.model import Draft, ExtractionError, Piece, SourceFile

_LIMS = "{http://justice.gc.ca/lims}"
_BLOCKS = {
    "Subsection", "Paragraph", "Subparagraph", "Clause", "Subclause", "Definition", "Text",
    "ContinuedSectionSubsection", "ContinuedParagraph", "Continued", "Item", "List", "TableGroup",
    "row", "FormulaGroup", "FormulaTerm", "MarginalNote", "TitleText", "Provision", "FormGroup",
}  # fmt: skip
_NOTES = {"HistoricalNote", "HistoricalNoteSubItem"}


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One act or regulation a file, in one language."""
    del file
    identification = child(root, "Identification")
    body = child(root, "Body")
    repealed = child(root, "Repealed")
    if identification is None or (body is None and repealed is None):
        raise ExtractionError(f"a {name(root)} without Identification or Body")
    if body is None:
        # Of a repealed act only the note of its repeal is kept.
        draft = Draft(_metadata(root, identification), pieces=[Piece("", "", inline(repealed))])
        return [_with_history(draft, root, identification)]
    pieces: list[Piece] = []
    introduction = child(root, "Introduction")
    if introduction is not None and (text := lines(introduction, blocks=_BLOCKS)):
        pieces.append(Piece("", "", text))
    pieces += _sections(body)
    for schedule in root:
        if name(schedule) == "Schedule":
            pieces.append(_schedule(schedule))
    draft = Draft(_metadata(root, identification), pieces=pieces)
    return [_with_history(draft, root, identification)]


def _with_history(draft: Draft, root: Element, identification: Element) -> Draft:
    for note in descendants(identification, "ReaderNote"):
        draft.history.append(inline(note))
    recent = child(root, "RecentAmendments")
    for amendment in () if recent is None else descendants(recent, "Amendment"):
        draft.history.append(" ".join(inline(part) for part in amendment))
    draft.leave_out("data about the text", map(str, identification.itertext()))
    return draft


def _metadata(root: Element, identification: Element) -> dict[str, str]:
    short, long = child(identification, "ShortTitle"), child(identification, "LongTitle")
    number = next(descendants(identification, "ConsolidatedNumber", "InstrumentNumber"), None)
    title = short if short is not None and short.get("status") != "unofficial" else long
    repealed = child(root, "Repealed") is not None or root.get("in-force") == "no"
    found = {
        "title": inline(title) or inline(long) or inline(short),
        "number": inline(number),
        "native_id": inline(number),
        "kind": "regulation" if name(root) == "Regulation" else "act",
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        "status": "repealed" if repealed else "in_force",
        "amended": root.get(f"{_LIMS}lastAmendedDate", ""),
        "version": root.get(f"{_LIMS}current-date", "") or root.get(f"{_LIMS}pit-date", ""),
    }
    for stage in descendants(identification, "Stages"):
        if stage.get("stage") in ("assented-to", "registered"):
            parts = (inline(next(descendants(stage, key), None)) for key in ("YYYY", "MM", "DD"))
            year, month, day = parts
            if year:
                found["adopted"] = f"{year}-{month.zfill(2)}-{day.zfill(2)}" if day else year
    if "adopted" not in found:
        annual = next(descendants(identification, "AnnualStatuteId"), None)
        year = inline(next(descendants(annual, "YYYY"), None)) if annual is not None else ""
        found["adopted"] = year or _year_of_note(root)
    return {key: value for key, value in found.items() if value}


# The act, of one year or of the revised statutes of a year, that a section came with.
_SOURCE = re.compile(r"(?:R\.S\., |L\.R\. \(|S\.R\. \()?((?:18|19|20)\d\d)\)?, (?:c|ch)\. ")


def _year_of_note(root: Element) -> str:
    """The year in the note below the first section; "" where it names a session of several."""
    section = next(descendants(root, "Section"), None)
    if section is None or inline(child(section, "Label")) != "1":
        return ""
    note = next(descendants(section, "HistoricalNoteSubItem"), None)
    found = _SOURCE.match(inline(note)) if note is not None else None
    return found[1] if found else ""


def _sections(body: Element) -> Iterator[Piece]:
    headings: list[tuple[int, str]] = []
    for element in body:
        local = name(element)
        if local == "Heading":
            printed = element.get("level", "")
            level = int(printed) if printed.isdecimal() and len(printed) < 4 else 1
            title = " ".join(
                part
                for part in (inline(child(element, "Label")), inline(child(element, "TitleText")))
                if part
            )
            headings = [item for item in headings if item[0] < level] + [(level, title)]
            notes = [inline(item) for item in element if name(item) not in ("Label", "TitleText")]
            if text := "\n".join(filter(None, notes)):
                yield Piece("", "", text, tuple(title for _, title in headings))
        elif local == "Section":
            yield _section(element, tuple(title for _, title in headings))
        elif local and (text := lines(element, blocks=_BLOCKS, labels={"Label"})):
            yield Piece("", "", text, tuple(title for _, title in headings))


def _section(element: Element, above: tuple[str, ...]) -> Piece:
    note = child(element, "MarginalNote")
    parts = [
        lines(inner, blocks=_BLOCKS, labels={"Label"}, skip=_NOTES)
        for inner in element
        if name(inner) not in ("Label", "MarginalNote", *_NOTES)
    ]
    # What amended the section stands below it, whichever of its parts it is about.
    parts += [inline(note) for note in descendants(element, "HistoricalNote")]
    return Piece(
        inline(child(element, "Label")), inline(note), "\n".join(filter(None, parts)), above
    )


def _schedule(element: Element) -> Piece:
    heading = child(element, "ScheduleFormHeading")
    rest = "\n".join(
        text
        for inner in element
        if name(inner) != "ScheduleFormHeading"
        and (text := lines(inner, blocks=_BLOCKS, labels={"Label"}))
    )
    return Piece("", inline(heading), rest)
