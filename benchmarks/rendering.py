"""PDFs drawn from laws whose text is known, in the layouts of official gazettes.

Each layout gives the bytes of a PDF; what a reader should get of it is `truth`, the paragraphs in
reading order. Needs the development extra and Debian's fonts-noto-core and fonts-noto-cjk.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from mappings.records import Law

_FONTS = Path("/usr/share/fonts")
_LATIN = "truetype/noto/NotoSerif-{}.ttf"
_BY_LANGUAGE = {
    "ar": "truetype/noto/NotoNaskhArabic-{}.ttf",
    "ja": "opentype/noto/NotoSansCJK-{}.ttc",
    "ko": "opentype/noto/NotoSansCJK-{}.ttc",
    "zh-Hans": "opentype/noto/NotoSansCJK-{}.ttc",
}
RIGHT_TO_LEFT = frozenset({"ar"})
_WITHOUT_SPACES = frozenset({"ja", "zh-Hans"})
_HYPHENATED = frozenset({"en", "fr", "de", "es", "nl", "cs", "uk", "fi"})
_WIDTH, _HEIGHT = 595, 842
_MARGIN, _GUTTER, _LEADING = 60, 18, 1.35
NOTE = {
    "en": "As amended by the law that entered into force later in that year.",
    "fr": "Dans la teneur de la loi qui est entrée en vigueur plus tard cette année.",
    "de": "In der Fassung des Gesetzes, das später in diesem Jahr in Kraft trat.",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a law is printed. `size` in points; `furniture`: running lines, page numbers."""

    name: str
    columns: int = 1
    size: float = 11
    furniture: bool = False
    line_numbers: bool = False
    footnotes: bool = False
    hyphens: bool = False
    table: bool = False
    rotation: int = 0
    by_rows: bool = False


LAYOUTS = (
    Layout("plain"),
    Layout("gazette", furniture=True, footnotes=True, hyphens=True),
    Layout("bill", furniture=True, line_numbers=True, table=True),
    Layout("two columns", columns=2, size=10, furniture=True, hyphens=True),
    Layout("two columns by rows", columns=2, size=10, furniture=True, by_rows=True),
    Layout("three columns", columns=3, size=8, furniture=True, hyphens=True),
    Layout("rotated", furniture=True, rotation=90),
)

TABLE = (
    ("Class", "Rate", "Payable to"),
    ("Lantern", "12.50", "Harbour master"),
    ("Beacon", "140.00", "Treasury"),
    ("Buoy", "7.25", "Harbour master"),
    ("Pilot boat", "1,300.00", "Treasury"),
)


@dataclass(slots=True)
class Rendering:
    """A PDF and what it says, paragraph by paragraph in reading order."""

    data: bytes
    truth: list[str] = field(default_factory=list)


def paragraphs(law: Law) -> Iterator[tuple[str, bool]]:
    """(text, is a heading) of a law as it is printed."""
    yield law.title, True
    above: tuple[str, ...] = ()
    for provision in law.provisions:
        for depth, heading in enumerate(provision.ancestors):
            if above[: depth + 1] != provision.ancestors[: depth + 1]:
                yield heading, True
        above = provision.ancestors
        texts = [text for text in provision.text.split("\n") if text]
        if provision.label.isdigit() and texts and not provision.heading:
            # A bare number stands on the line of the text that it numbers.
            texts[0] = f"{provision.label}. {texts[0]}"
        else:
            label = f"{provision.label}." if provision.label.isdigit() else provision.label
            if name := " ".join(part for part in (label, provision.heading) if part):
                yield name, True
        yield from ((text, False) for text in texts)


def render(law: Law, layout: Layout) -> Rendering:
    """Prints a law."""
    return _Printer(law, layout).rendering()


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bold: bool


class _Printer:
    def __init__(self, law: Law, layout: Layout) -> None:
        self._law = law
        self._layout = layout
        self._language = law.language
        self._pdf = FPDF(unit="pt", format="A4")
        self._pdf.set_auto_page_break(False)
        font = _BY_LANGUAGE.get(law.language, _LATIN)
        for style, name in (("", "Regular"), ("B", "Bold")):
            self._pdf.add_font("Law", style, _FONTS / font.format(name))
        if law.language in RIGHT_TO_LEFT:
            self._pdf.set_text_shaping(True)
        self._size = layout.size
        inner = _WIDTH - 2 * _MARGIN
        self._column = (inner - (layout.columns - 1) * _GUTTER) / layout.columns
        self._line = self._size * _LEADING

    def rendering(self) -> Rendering:
        truth: list[str] = []
        lines: list[_Line] = []
        note_every = 9 if self._layout.footnotes and self._language in NOTE else 0
        notes: dict[int, str] = {}
        for index, (text, bold) in enumerate(paragraphs(self._law)):
            lines += [_Line(part, bold) for part in self._wrapped(text, bold)]
            truth.append(text)
            if note_every and index % note_every == 4:
                note = f"{len(notes) + 1} {' '.join(text.split()[:3])}: {NOTE[self._language]}"
                notes[len(lines) - 1] = note
                truth.append(note)
        table = TABLE if self._layout.table else ()
        truth += [" ".join(row) for row in table]
        self._print(lines, notes, table)
        data = bytes(self._pdf.output())
        return Rendering(_rotated(data, self._layout.rotation), truth)

    def _print(
        self, lines: Sequence[_Line], notes: dict[int, str], table: Sequence[tuple[str, ...]]
    ) -> None:
        top, bottom = _MARGIN + 20, _HEIGHT - _MARGIN - (40 if notes else 0)
        rows = int((bottom - top) / self._line)
        a_page = rows * self._layout.columns
        for start in range(0, len(lines), a_page):
            self._page()
            on_page = lines[start : start + a_page]
            places = [(at // rows, at % rows) for at in range(len(on_page))]
            order = list(range(len(on_page)))
            if self._layout.by_rows:
                order.sort(key=lambda at: (places[at][1], places[at][0]))
            for at in order:
                column, row = places[at]
                self._put(on_page[at], column, top + row * self._line)
            if self._layout.line_numbers:
                self._numbers(len(on_page), top)
            self._notes([notes[at] for at in range(start, start + a_page) if at in notes], bottom)
        if table:
            self._page()
            for row, cells in enumerate(table):
                for column, cell in enumerate(cells):
                    self._text(_MARGIN + 150 * column, top + row * 20, cell, self._size)

    def _page(self) -> None:
        self._pdf.add_page()
        number = self._pdf.page_no()
        if self._layout.furniture:
            self._text(_MARGIN, 40, f"Official Gazette, 17 March 1999, No. 12/{number}", 8)
            self._text(_WIDTH / 2 - 8, _HEIGHT - 30, f"– {number} –", 8)

    def _numbers(self, rows: int, top: float) -> None:
        for row in range(4, rows, 5):
            self._text(_MARGIN - 25, top + row * self._line, str(row + 1), 8)

    def _notes(self, notes: Sequence[str], bottom: float) -> None:
        for row, note in enumerate(notes):
            self._text(_MARGIN, bottom + 14 + 10 * row, note, 7.5)

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        self._pdf.set_font("Law", size=size)
        self._pdf.set_xy(x, y)
        self._pdf.cell(text=text)

    def _put(self, line: _Line, column: int, y: float) -> None:
        rtl = self._language in RIGHT_TO_LEFT
        place = self._layout.columns - 1 - column if rtl else column
        self._pdf.set_font("Law", "B" if line.bold else "", self._size)
        self._pdf.set_xy(_MARGIN + place * (self._column + _GUTTER), y)
        self._pdf.cell(self._column, text=line.text, align="R" if rtl else "L")

    def _wrapped(self, text: str, bold: bool) -> Iterator[str]:
        self._pdf.set_font("Law", "B" if bold else "", self._size)
        width = self._column - 2 * self._pdf.c_margin
        unspaced = self._language in _WITHOUT_SPACES
        words = list(text) if unspaced else text.split()
        between = "" if unspaced else " "
        line = ""
        for word in words:
            candidate = f"{line}{between}{word}" if line else word
            if not line or self._pdf.get_string_width(candidate) <= width:
                line = candidate
                continue
            head, tail = self._hyphenated(line, word, width)
            yield f"{line} {head}" if head else line
            line = tail
        if line:
            yield line

    def _hyphenated(self, line: str, word: str, width: float) -> tuple[str, str]:
        """The part of a word that still fits on the line, with its hyphen, and the rest."""
        if not self._layout.hyphens or self._language not in _HYPHENATED:
            return "", word
        if "-" in word[1:-1]:
            at = word.index("-", 1) + 1
            if self._pdf.get_string_width(f"{line} {word[:at]}") <= width:
                return word[:at], word[at:]
        if len(word) < 7 or not word.isalpha():
            return "", word
        for at in range(len(word) - 3, 2, -1):
            syllable = word[at] not in "aeiouyäöüéèаеиоуіяюї"
            head = f"{word[:at]}-"
            if syllable and self._pdf.get_string_width(f"{line} {head}") <= width:
                return head, word[at:]
        return "", word


def _rotated(data: bytes, angle: int) -> bytes:
    """The same pages with their content turned, and the page turned back: they look upright."""
    if not angle:
        return data
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.rotate(angle)
        page.transfer_rotation_to_content()
        page.rotate(-angle)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
