"""Federal law of Germany as gesetze-im-internet.de gives it (gii-norm): the norms in a row, the
divisions between them named in their metadata."""

from collections.abc import Iterator

from corpora.extract.markup import Element, child, descendants, inline, lines, name, words
from corpora.extract.model import Draft, ExtractionError, Piece, SourceFile

_BLOCKS = {
    "P",
    "DL",
    "DD",
    "LA",
    "row",
    "Title",
    "Footnote",
    "pre",
    "Ident",
    "Revision",
    "Subtitle",
}
_LABELS = {"DT"}
_SKIP = {"FnR", "TOC"}
# Three digits of the classification a level: "010020" is the second chapter of the first part.
_LEVEL = 3
_CONTENTS = "Inhaltsübersicht"


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One law a file."""
    del file
    norms = [norm for norm in root if name(norm) == "norm"]
    if not norms:
        raise ExtractionError("dokumente without a norm")
    draft = Draft(
        _metadata(norms[0]), pieces=list(_pieces(norms)), history=list(_history(norms[0]))
    )
    contents = (norm for norm in norms if _value(norm, "enbez") == _CONTENTS)
    draft.leave_out("table of contents", map(words, (*contents, *descendants(root, "TOC"))))
    # Each norm says again which law it is of.
    draft.leave_out("data about the text", (words(child(norm, "metadaten")) for norm in norms))
    return [draft]


def _value(norm: Element, *tags: str) -> str:
    metadata = child(norm, "metadaten")
    if metadata is None:
        return ""
    return inline(next(descendants(metadata, *tags), None))


def _metadata(norm: Element) -> dict[str, str]:
    short = _value(norm, "amtabk") or _value(norm, "jurabk")
    found = {
        "title": _value(norm, "langue") or _value(norm, "kurzue") or short,
        "number": short,
        "native_id": norm.get("doknr", "") or short,
        "adopted": _value(norm, "ausfertigung-datum"),
        "language": "de",
    }
    state = " ".join(_standings(norm))
    found["status"] = "aufgehoben" if "aufgeh" in state.casefold() else "in_force"
    return {key: value for key, value in found.items() if value}


def _standings(norm: Element) -> Iterator[str]:
    for stand in descendants(norm, "standangabe"):
        yield f"{inline(child(stand, 'standtyp'))}: {inline(child(stand, 'standkommentar'))}"


def _history(norm: Element) -> Iterator[str]:
    """Where it was published, and what amended it last."""
    for place in descendants(norm, "fundstelle"):
        yield " ".join(filter(None, map(inline, place)))
    yield from _standings(norm)
    # Below the title stand the notes on the law as a whole.
    yield from _texts(norm, ("fussnoten",))


def _pieces(norms: list[Element]) -> Iterator[Piece]:
    divisions: list[tuple[int, str]] = []
    for norm in norms:
        label, heading = _value(norm, "enbez"), ""
        metadata = child(norm, "metadaten")
        division = None if metadata is None else child(metadata, "gliederungseinheit")
        if division is not None:
            level = len(inline(child(division, "gliederungskennzahl"))) // _LEVEL
            printed = (inline(child(division, f"gliederungs{key}")) for key in ("bez", "titel"))
            divisions = [entry for entry in divisions if entry[0] < level]
            divisions.append((level, " ".join(filter(None, printed))))
        if label == _CONTENTS:
            continue
        if metadata is not None and norm is not norms[0]:
            heading = inline(child(metadata, "titel"))
        text = "\n".join(_texts(norm, ("text",) if norm is norms[0] else ("text", "fussnoten")))
        if label or heading or text:
            yield Piece(
                label, heading, text, tuple(name for _, name in divisions), norm.get("doknr", "")
            )


def _texts(norm: Element, parts: tuple[str, ...]) -> Iterator[str]:
    """The text of a norm, and below it its footnotes."""
    data = child(norm, "textdaten")
    for part in () if data is None else data:
        for content in part if name(part) in parts else ():
            if name(content) in ("Content", "Footnotes") and (
                text := lines(content, blocks=_BLOCKS, labels=_LABELS, skip=_SKIP)
            ):
                yield text
