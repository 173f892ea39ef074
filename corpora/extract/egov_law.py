"""Laws and orders of Japan in the standard law XML of e-Gov (法令標準XMLスキーマ)."""

from corpora.extract.markup import Element, child, descendants, inline, name, words
from corpora.extract.model import Draft, ExtractionError, SourceFile
from corpora.extract.outline import Outline

_PARTS = ("Part", "Chapter", "Section", "Subsection", "Division")
_APPENDED = ("AppdxTable", "AppdxNote", "AppdxStyle", "AppdxFormat", "AppdxFig", "Appdx")
_SUBITEMS = tuple(f"Subitem{level}" for level in range(1, 11))
_BLOCKS = frozenset(
    {"Paragraph", "Item", *_SUBITEMS, "TableRow", "TableHeaderRow", "List", "Remarks",
     "FormatStruct", "NoteStruct", "StyleStruct", "FigStruct", "TableStructTitle",
     "ArticleTitle", "ArticleCaption",
     "SupplNote", "ParagraphCaption", "Preamble", "Article", "TableStruct", "AmendProvision"}
)  # fmt: skip
_HEADINGS = frozenset(
    {f"{part}Title" for part in (*_PARTS, *_APPENDED)}
    | {"SupplProvisionLabel", "SupplProvisionAppdxTableTitle", "SupplProvisionAppdxStyleTitle"}
    | {"SupplProvisionAppdxTitle", "RelatedArticleNum", "ArithFormulaNum"}
)
_LABELS = frozenset({"ParagraphNum", "ItemTitle", *(f"{item}Title" for item in _SUBITEMS)})
# Readings above characters, which stand beside them again in the text.
_READINGS = frozenset({"Rt"})


def _outline(units: set[str], numbers: set[str], headings: set[str]) -> Outline:
    return Outline(
        units=frozenset(units),
        numbers=frozenset(numbers),
        headings=_HEADINGS | headings,
        blocks=_BLOCKS,
        labels=_LABELS,
        skip=_READINGS | {"TOC", "LawTitle"},
    )


_ARTICLES = _outline({"Article"}, {"ArticleTitle"}, {"ArticleCaption"})
# Short laws and supplementary provisions have numbered paragraphs and no articles.
_PARAGRAPHS = _outline({"Paragraph"}, {"ParagraphNum"}, {"ParagraphCaption"})
_ERAS = {"Meiji": 1867, "Taisho": 1911, "Showa": 1925, "Heisei": 1988, "Reiwa": 2018}
_KINDS = {
    "Constitution": "constitution",
    "Act": "法律",
    "CabinetOrder": "政令",
    "ImperialOrder": "勅令",
    "MinisterialOrdinance": "省令",
    "Rule": "規則",
}


def drafts(root: Element, file: SourceFile) -> list[Draft]:
    """One law a file, as such or in the answer of the API that gives it."""
    del file
    law = root if name(root) == "Law" else next(descendants(root, "Law"), None)
    body = None if law is None else child(law, "LawBody")
    if law is None or body is None:
        raise ExtractionError("no Law with a LawBody in it")
    _part_columns(body)
    draft = Draft(_metadata(law, body))
    for part in body:
        if name(part) in ("MainProvision", "SupplProvision"):
            outline = _PARAGRAPHS if child(part, "Paragraph") is not None else _ARTICLES
            label = inline(child(part, "SupplProvisionLabel"))
            amending = part.get("AmendLawNum", "")
            # As printed: the number of the amending law stands in brackets behind the label.
            heading = f"{label} （{amending}）" if amending else label
            draft.pieces += outline.pieces(part, (heading,) if heading else ())
            if amending:
                draft.history.append(amending)
        elif name(part) not in ("TOC", "LawTitle"):
            holder = part.makeelement("LawBody")
            holder.append(part)
            draft.pieces += _ARTICLES.pieces(holder)
    draft.leave_out("readings of characters", map(words, descendants(law, "Rt")))
    draft.leave_out("table of contents", map(words, descendants(law, "TOC")))
    draft.leave_out("data about the text", (words(part) for part in root if part is not law))
    return [draft]


def _part_columns(body: Element) -> None:
    """Columns of one sentence are parted by a wide space in print."""
    for column in descendants(body, "Column"):
        if column.getnext() is not None:
            column.tail = "\u3000"


def _metadata(law: Element, body: Element) -> dict[str, str]:
    title = child(body, "LawTitle")
    found = {
        "title": inline(title),
        "number": inline(child(law, "LawNum")),
        "kind": _KINDS.get(law.get("LawType", ""), ""),
        "language": law.get("Lang", "ja"),
        "adopted": _promulgated(law),
    }
    return {key: value for key, value in found.items() if value}


def _promulgated(law: Element) -> str:
    """The day of promulgation, which attributes give by era; "" where they do not say it all."""
    era, year, month, day = (
        law.get(key, "") for key in ("Era", "Year", "PromulgateMonth", "PromulgateDay")
    )
    known = all(part.isdecimal() and len(part) <= 3 for part in (year, month, day))
    return (
        f"{_ERAS[era] + int(year)}-{int(month):02}-{int(day):02}" if known and era in _ERAS else ""
    )
