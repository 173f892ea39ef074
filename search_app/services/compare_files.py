"""A comparison to take away: as a document for word processors, and as a table."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from mappings.languages import language_named
from mappings.records import Provision
from search_app.messages import gettext
from search_app.messages import language as reader_language
from search_app.services.cite import Cited, plain
from search_app.services.compare import Column, Compared, Comparison, absence
from search_app.services.elements import Cell, Finding
from search_app.services.labels import label
from search_app.services.plain import a_piece, one_line

# A4 on its side.
_WIDTH, _HEIGHT, _MARGIN = Cm(29.7), Cm(21.0), Cm(1.5)
_FIRST_COLUMN = Cm(3.2)


def in_words(cell: Cell) -> str:
    """What a cell says, in the reader's language."""
    match cell.finding:
        case Finding.SAID:
            return " · ".join(quote.text for quote in cell.quotes)
        case Finding.NOT_FOUND:
            return gettext("not found in the text")
        case Finding.NOT_SOUGHT:
            return gettext("not looked for in this language")
        case Finding.NO_TEXT:
            return gettext("no text")


def name_of(provision: Provision) -> str:
    """Label and heading of a provision, in one line."""
    return one_line(f"{provision.label} {provision.heading}") or gettext("Text")


def sureness(one: Compared) -> str:
    """How far the tag of a provision is to be trusted, in words."""
    if one.is_confirmed:
        return gettext("Tag confirmed by a curator")
    share = round(one.tag.confidence * 100)
    return gettext("Tag of the tagger, %(share)s %% sure") % {"share": share}


def comparison_rows(found: Comparison, cited: Sequence[Cited]) -> Iterator[Sequence[str | int]]:
    """The comparison as rows of a table: the names of the columns, then a provision a row, or a
    jurisdiction that has none. `cited` are its provisions, in their order."""
    elements = [row.element for row in found.rows]
    yield [
        gettext("Jurisdiction"), gettext("Finding"), gettext("Law"), gettext("Provision"),
        gettext("Date"), gettext("Status"), gettext("Tag"), gettext("Language"),
        *(element.label(reader_language()) for element in elements),
        gettext("Text"), gettext("Citation"), gettext("Permalink"),
    ]  # fmt: skip
    citations = iter(cited)
    for column in found.columns:
        place = label("jurisdiction", column.place)
        if not column.provisions:
            yield [place, absence(column)]
        for one in column.provisions:
            citation = next(citations)
            yield [
                place,
                gettext("Text of a treaty") if one.is_treaty else gettext("Provision"),
                one.law.title,
                name_of(one.provision),
                one.law.dates.principal() or "",
                label("status", one.law.status.value),
                sureness(one),
                label("language", one.provision.language),
                *(_quotes(one, element.name) for element in elements),
                one.read.text + (" […]" if one.cut else ""),
                plain(citation),
                citation.permalink,
            ]


def _quotes(one: Compared, element: str) -> str:
    quotes = (" ".join(e.quote.split()) for e in one.read.found if e.element == element)
    return " · ".join(dict.fromkeys(quotes))


def comparison_docx(found: Comparison, subject: str, cited: Sequence[Cited], address: str) -> bytes:
    """The comparison as a document, with the citations of its provisions.

    subject  what is compared, in words
    cited    the provisions, in their order
    address  permalink of the comparison
    """
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, _MARGIN)
    document.styles["Normal"].font.size = Pt(9)
    title = gettext("Compare: %(subject)s") % {"subject": one_line(subject)}
    document.core_properties.title = title
    document.core_properties.author = "Legal Library"
    document.core_properties.comments = address
    document.add_heading(title, 1)
    document.add_paragraph(
        gettext(
            "Texts as their sources give them; only the official publication binds. Underlined: "
            "words that say elements of the offence. Numbers in brackets: the citations below."
        )
    )
    document.add_heading(gettext("Provisions side by side"), 2)
    _provisions(document, found)
    if found.rows:
        document.add_heading(gettext("Elements of the offence"), 2)
        document.add_paragraph(
            gettext(
                "Words that the texts above use, found by lists of terms in the languages of the "
                "texts. What is not found may be said in other words, or for all offences "
                "together in another part of the law."
            )
        )
        _elements(document, found)
    if found.likeness:
        document.add_heading(gettext("Likeness of the texts"), 2)
        document.add_paragraph(
            gettext(
                "How many of the words of the two provisions that are most alike stand in both in "
                "the same order. Texts in different languages are not compared."
            )
        )
        for likeness in found.likeness:
            pair = (
                _short(found.columns[c], found.columns[c].provisions[p])
                for c, p in zip(likeness.columns, likeness.provisions, strict=True)
            )
            document.add_paragraph(
                f"{' – '.join(pair)}: {round(likeness.share * 100)} %", style="List Bullet"
            )
    document.add_heading(gettext("Citations"), 2)
    for number, one in enumerate(cited, 1):
        _citation(document.add_paragraph(), number, one)
    last = document.add_paragraph(gettext("Permalink of these jurisdictions:") + " ")
    _link(last, address, address)
    last.add_run(" · " + gettext("index %(release)s") % {"release": found.release})
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _short(column: Column, one: Compared) -> str:
    return f"{label('jurisdiction', column.place)}, {one_line(one.provision.label)}"


def _provisions(document: Any, found: Comparison) -> None:
    """A column a jurisdiction; the first provision of each in one row, then the second."""
    if not found.columns:
        document.add_paragraph(gettext("No jurisdiction there has a provision with this tag."))
        return
    table = _table(document, [label("jurisdiction", c.place) for c in found.columns])
    numbers = iter(range(1, 1 + sum(1 for _ in found.provisions)))
    numbered = [[(next(numbers), one) for one in column.provisions] for column in found.columns]
    for line in range(max(1, *map(len, numbered))):
        cells = table.add_row().cells
        for cell, column, items in zip(cells, found.columns, numbered, strict=True):
            if line < len(items):
                _provision(cell, *items[line])
            elif not items and not line:
                cell.paragraphs[0].add_run(absence(column)).italic = True


def _provision(cell: Any, number: int, one: Compared) -> None:
    language = one.provision.language
    head = cell.paragraphs[0]
    _run(head, f"{name_of(one.provision)} [{number}]", language).bold = True
    about = cell.add_paragraph()
    facts = [one_line(one.law.title), one.law.dates.principal() or ""]
    _run(about, " · ".join(filter(None, facts)), one.law.language).italic = True
    about = cell.add_paragraph()
    facts = [label("status", one.law.status.value), sureness(one)]
    about.add_run(" · ".join(facts)).font.size = Pt(7)
    if one.is_treaty:
        cell.add_paragraph().add_run(gettext("Text of a treaty")).italic = True
    marks = [(run.start, run.end) for run in one.read.runs]
    start = 0
    for line in one.read.text.split("\n"):
        end = start + len(line)
        paragraph = cell.add_paragraph()
        at = start
        while marks and marks[0][0] < end:
            first, last = marks.pop(0)
            _run(paragraph, one.read.text[at:first], language)
            _run(paragraph, one.read.text[first:last], language).underline = True
            at = last
        _run(paragraph, one.read.text[at:end], language)
        start = end + 1
    if one.cut:
        cell.add_paragraph("[…]")


def _elements(document: Any, found: Comparison) -> None:
    places = [label("jurisdiction", column.place) for column in found.columns]
    table = _table(document, [gettext("Element"), *places])
    for row in found.rows:
        cells = table.add_row().cells
        cells[0].width = _FIRST_COLUMN
        cells[0].paragraphs[0].add_run(row.element.label(reader_language())).bold = True
        for cell, said, column in zip(cells[1:], row.cells, found.columns, strict=True):
            paragraph = cell.paragraphs[0]
            if said.finding is Finding.SAID:
                language = column.provisions[said.quotes[0].provision].provision.language
                _run(paragraph, in_words(said), language)
            else:
                paragraph.add_run(in_words(said)).italic = True


def _table(document: Any, heads: Sequence[str]) -> Any:
    """A table with a row of heads that is repeated on each page."""
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(one_line(head)).bold = True
    return table


def _run(paragraph: Any, text: str, language: str) -> Any:
    """Text of a law, without what no XML may hold; from right to left where its language is."""
    run = paragraph.add_run(a_piece(text))
    if language_named(language).rtl:
        properties = paragraph._p.get_or_add_pPr()
        if properties.find(qn("w:bidi")) is None:
            properties.insert_element_before(
                OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind",
                "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:rPr",
            )  # fmt: skip
        run.font.rtl = True
    return run


def _citation(paragraph: Any, number: int, one: Cited) -> None:
    before, _, after = plain(one).partition(one.permalink)
    paragraph.add_run(f"[{number}] {one_line(before)} ")
    _link(paragraph, one.permalink, one.permalink)
    paragraph.add_run(f" {one_line(after)}")


def _link(paragraph: Any, address: str, text: str) -> None:
    """An address of ours to click; what a source names is never one."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
