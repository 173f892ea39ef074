"""Documents for word processors (DOCX), of texts in any language and direction."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from mappings.languages import language_named
from search_app.services.plain import one_line

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Text = tuple[str, str]
"""A text and its language; "" for the language of the document."""


class WordDocument:
    """A document, written from its beginning to its end. Texts are cleaned of what XML cannot
    hold; those of languages written from right to left are set so."""

    def __init__(self, title: str, language: str = "en") -> None:
        self._language = language
        self._document = docx.Document()
        core = self._document.core_properties
        core.title, core.author, core.language = one_line(title)[:255], "Legal Library", language
        core.created = core.modified = datetime.now(UTC).replace(tzinfo=None)
        core.comments = ""
        self.heading(title, 0)

    def heading(self, text: str, level: int = 1, language: str = "") -> None:
        """A heading; level 0 is the document's title."""
        self._write(self._document.add_heading(level=level), text, language)

    def paragraph(self, text: str, language: str = "", style: str = "") -> None:
        """A paragraph for each line of the text, in a style of Word's ("Quote", "List Number")."""
        for line in text.split("\n"):
            if one_line(line):
                added = self._document.add_paragraph(style=style or None)
                self._write(added, line, language)

    def table(self, head: Sequence[Text], rows: Iterable[Sequence[Text]]) -> None:
        """A table with lines around its cells; its first row is repeated on every page."""
        table = self._document.add_table(rows=1, cols=len(head))
        table.style = "Table Grid"
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, (text, language) in zip(table.rows[0].cells, head, strict=True):
            self._write(cell.paragraphs[0], text, language, bold=True)
        for row in rows:
            for cell, (text, language) in zip(table.add_row().cells, row, strict=True):
                lines = [line for line in text.split("\n") if one_line(line)]
                for index, line in enumerate(lines):
                    added = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                    self._write(added, line, language)

    def to_bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _write(self, paragraph: Paragraph, text: str, language: str, bold: bool = False) -> None:
        language = language or self._language
        run = paragraph.add_run(one_line(text))
        if bold:
            run.bold = run.font.cs_bold = True
        if language_named(language).direction == "rtl":
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
            run.font.rtl = True
        spoken = OxmlElement("w:lang")
        for attribute in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(attribute), language)
        run._r.get_or_add_rPr().append(spoken)
