"""Documents for word processors (DOCX), of texts in any language and direction."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mappings.languages import language_named
from search_app.services.plain import a_piece, one_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Text = tuple[str, str]
"""A text and its language; "" for the language of the document."""

_SMALL = Pt(9)


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line.

    language  "" for the language of the document
    address   of ours, that a click leads to; what a source names is never one
    """

    text: str
    language: str = ""
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    address: str = ""


Line = Sequence[Piece]


class WordDocument:
    """A document, written from its beginning to its end. Texts are cleaned of what XML cannot
    hold; those of languages written from right to left are set so."""

    def __init__(self, title: str, language: str = "en", *, wide: bool = False) -> None:
        """wide  the paper lies on its side, and letters are small, for tables of many columns"""
        self._language = language
        self._document = docx.Document()
        core = self._document.core_properties
        core.title, core.author, core.language = one_line(title)[:255], "Legal Library", language
        core.created = core.modified = datetime.now(UTC).replace(tzinfo=None)
        core.comments = ""
        if wide:
            (section,) = self._document.sections
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
            section.left_margin = section.right_margin = Cm(1.5)
            section.top_margin = section.bottom_margin = Cm(1.5)
            self._document.styles["Normal"].font.size = _SMALL
        self.heading(title, 0)

    def heading(self, text: str, level: int = 1, language: str = "") -> None:
        """A heading; level 0 is the document's title."""
        self._write(self._document.add_heading(level=level), _line(text, language))

    def paragraph(self, text: str, language: str = "", style: str = "") -> None:
        """A paragraph for each line of the text, in a style of Word's ("Quote", "List Number")."""
        for line in _lines(text, language):
            self.line(line, style)

    def line(self, line: Line, style: str = "") -> None:
        """A paragraph of pieces."""
        self._write(self._document.add_paragraph(style=style or None), line)

    def table(self, head: Sequence[Text], rows: Iterable[Sequence[Text]]) -> None:
        """A table with lines around its cells; its first row is repeated on every page."""
        self.rich_table(head, ([_lines(*text) for text in row] for row in rows))

    def rich_table(self, head: Sequence[Text], rows: Iterable[Sequence[Sequence[Line]]]) -> None:
        """The same of cells that have lines of pieces."""
        table = self._document.add_table(rows=1, cols=len(head))
        table.style = "Table Grid"
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, (text, language) in zip(table.rows[0].cells, head, strict=True):
            self._fill(cell, [[Piece(one_line(text), language, bold=True)]])
        for row in rows:
            for cell, lines in zip(table.add_row().cells, row, strict=True):
                self._fill(cell, lines)

    def to_bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _fill(self, cell: _Cell, lines: Sequence[Line]) -> None:
        for index, line in enumerate(lines):
            self._write(cell.add_paragraph() if index else cell.paragraphs[0], line)

    def _write(self, paragraph: Paragraph, line: Line) -> None:
        """The first piece says in which direction the paragraph runs."""
        for index, piece in enumerate(line):
            language = piece.language or self._language
            run = paragraph.add_run(a_piece(piece.text))
            if piece.bold:
                run.bold = run.font.cs_bold = True
            if piece.italic:
                run.italic = run.font.cs_italic = True
            if piece.underlined or piece.address:
                run.underline = True
            if language_named(language).rtl:
                if index == 0:
                    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
                run.font.rtl = True
            spoken = OxmlElement("w:lang")
            for attribute in ("w:val", "w:eastAsia", "w:bidi"):
                spoken.set(qn(attribute), language)
            run._r.get_or_add_rPr().append(spoken)
            if piece.address:
                _link(paragraph, run, piece.address)


def _link(paragraph: Paragraph, run: Run, address: str) -> None:
    """Makes of the last run of a paragraph a link."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run._r.addprevious(link)
    link.append(run._r)


def _line(text: str, language: str = "") -> Line:
    return [Piece(one_line(text), language)]


def _lines(text: str, language: str) -> list[Line]:
    return [_line(line, language) for line in text.split("\n") if one_line(line)]
