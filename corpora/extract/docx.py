"""Word documents (Office Open XML), read from the parts of the package themselves: text in content
controls, text boxes, insertions and notes is text of the law too."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpora.extract import titles
from corpora.extract.docx_numbers import Numbering
from corpora.extract.markup import Element, child, descendants, name, parse_xml
from corpora.extract.model import Block, Draft, ExtractionError, SourceFile
from corpora.extract.text import sidecar

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# A document that unpacks to more is a bomb or no law.
_MAX_UNPACKED = 400 * 1024**2
_MAX_ENTRIES = 10_000
# Styles may be based on each other in a ring.
_MAX_STYLES = 12
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Deleted text, and what older programs show in place of a drawing that is read itself.
_NOT_TEXT = {"del", "moveFrom", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr"}


def read(file: SourceFile) -> list[Draft]:
    """One law a document, metadata from a metadata.yaml beside it when there is one."""
    parts = _parts(file.data)
    document = parse_xml(parts[_DOCUMENT])
    numbers = parts.get("word/numbering.xml")
    numbering = Numbering.read(parse_xml(numbers) if numbers else None)
    reader = _Reader(_styles(parts.get("word/styles.xml")), _notes(parts), numbering)
    blocks = [block for block in reader.blocks(document) if block.text]
    if not blocks:
        raise ExtractionError("no text in it")
    metadata = sidecar(file)
    title = _title(parts.get("docProps/core.xml")) or next(
        (block.text for block in blocks[:8] if block.level), blocks[0].text[:200]
    )
    metadata.setdefault("title", " ".join(title.split()))
    draft = Draft(metadata, titles.without_title(blocks, title), media_type=MEDIA_TYPE)
    draft.leave_out("table of contents", reader.contents)
    draft.leave_out(
        "drawings for older programs", map(_all_text, descendants(document, "Fallback"))
    )
    if reader.unknown_lists:
        draft.warnings.append(
            "numbers of paragraphs are not in the text: the document does not say how they are made"
        )
    return [draft]


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts that are read, by name. Raises ExtractionError for what is no document."""
    wanted = ("styles", "numbering", "footnotes", "endnotes")
    names = {_DOCUMENT, "docProps/core.xml", *(f"word/{part}.xml" for part in wanted)}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > _MAX_UNPACKED or len(entries) > _MAX_ENTRIES:
                raise ExtractionError(
                    f"unpacks to {unpacked} bytes in {len(entries)} parts; "
                    f"the limits are {_MAX_UNPACKED} and {_MAX_ENTRIES}"
                )
            # Not more is read of a part than its entry declares.
            found = {
                item.filename: archive.read(item) for item in entries if item.filename in names
            }
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError) as error:
        raise ExtractionError(f"not a Word document, or a damaged one: {error}") from error
    except RuntimeError as error:
        raise ExtractionError(f"encrypted: {error}") from error
    if _DOCUMENT not in found:
        raise ExtractionError(f"not a Word document: it has no {_DOCUMENT}")
    return found


@dataclass(frozen=True, slots=True)
class _Style:
    """level is 1 to 9 for headings, 0 for text; `list` and `list_level` are those of its numbers.
    None for what the style it is based on says"""

    name: str
    based_on: str
    level: int | None
    list: str | None
    list_level: int | None


def _styles(data: bytes | None) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for style in descendants(parse_xml(data), "style") if data else ():
        printed, above = child(style, "name"), child(style, "basedOn")
        found[style.get(f"{_W}styleId", "")] = _Style(
            "" if printed is None else printed.get(f"{_W}val", ""),
            "" if above is None else above.get(f"{_W}val", ""),
            _outline(style),
            *_list(style),
        )
    return found


def _outline(element: Element) -> int | None:
    """The outline level that an element's own paragraph properties give it."""
    properties = child(element, "pPr")
    outline = None if properties is None else child(properties, "outlineLvl")
    if outline is None:
        return None
    value = outline.get(f"{_W}val", "9")
    return int(value) + 1 if value in "012345678" and len(value) == 1 else 0


def _list(element: Element) -> tuple[str | None, int | None]:
    """The list that an element's own paragraph properties put it into, and the level there."""
    properties = child(element, "pPr")
    numbered = None if properties is None else child(properties, "numPr")
    if numbered is None:
        return None, None
    chosen, level = child(numbered, "numId"), child(numbered, "ilvl")
    printed = "" if level is None else level.get(f"{_W}val", "")
    return (
        None if chosen is None else chosen.get(f"{_W}val", ""),
        int(printed) if printed in "012345678" and len(printed) == 1 else None,
    )


def _is_deleted(paragraph: Element) -> bool:
    """Whether the end of a paragraph is deleted, which then has no number either."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del")
    return mark is not None


def _notes(parts: dict[str, bytes]) -> dict[tuple[str, str], str]:
    """Texts of footnotes and endnotes by kind and number."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnote", "endnote"):
        if data := parts.get(f"word/{kind}s.xml"):
            for note in descendants(parse_xml(data), kind):
                found[kind, note.get(f"{_W}id", "")] = _all_text(note)
    return found


def _title(data: bytes | None) -> str:
    """The title among the document's properties."""
    found = next(descendants(parse_xml(data), "title"), None) if data else None
    return "" if found is None else (found.text or "").strip()


def _all_text(element: Element) -> str:
    texts = (item.text or "" if name(item) == "t" else " " for item in element.iter())
    return " ".join("".join(texts).split())


@dataclass(slots=True)
class _Reader:
    """contents  lines of the table of contents, which says again what the text does
    unknown_lists  whether a paragraph has a number that the document does not explain
    """

    styles: dict[str, _Style]
    notes: dict[tuple[str, str], str]
    numbering: Numbering
    contents: list[str] = field(default_factory=list)
    unknown_lists: bool = False

    def blocks(self, element: Element) -> Iterator[Block]:
        """Paragraphs, and rows of tables, in reading order."""
        for item in element:
            local = name(item)
            if local == "p":
                yield from self._paragraph(item)
            elif local == "tr":
                yield from self._row(item)
            elif local not in _NOT_TEXT:
                yield from self.blocks(item)

    def _row(self, row: Element) -> Iterator[Block]:
        cells = []
        for item in row:
            text = " ".join(" ".join(block.text.split()) for block in self.blocks(item))
            cells.append(text.strip())
        yield Block(" | ".join(filter(None, cells)))

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        found = _Text()
        found.add(paragraph)
        lines = "".join(found.parts).split("\n")
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        properties = child(paragraph, "pPr")
        chosen = None if properties is None else child(properties, "pStyle")
        style = "" if chosen is None else chosen.get(f"{_W}val", "")
        if text or not _is_deleted(paragraph):
            number = self._number(paragraph, style)
            text = f"{number}{text}" if text else ""
        known = self.styles.get(style)
        if known and known.name.lower().startswith("toc "):
            self.contents.append(text)
        else:
            level = self._level(paragraph, style)
            yield Block(text, level, found.bold and not level)
        for box in found.boxes:
            yield from self.blocks(box)
        for note in found.notes:
            yield Block(self.notes.get(note, ""))

    def _number(self, paragraph: Element, style: str) -> str:
        """The number that Word puts before a paragraph, as it or its styles say."""
        chosen, level = _list(paragraph)
        known = self.styles.get(style)
        for _ in range(_MAX_STYLES):
            if known is None or (chosen is not None and level is not None):
                break
            if chosen is None and known.list is not None:
                chosen = known.list
                if level is None and known.list_level is None:
                    level = self.numbering.level_of(chosen, style)
            level = known.list_level if level is None else level
            style = known.based_on
            known = self.styles.get(style)
        if chosen is None or chosen == "0":
            return ""
        self.unknown_lists |= not self.numbering.knows(chosen)
        return self.numbering.next(chosen, level or 0)

    def _level(self, paragraph: Element, style: str) -> int:
        """1 to 6 by the outline level of the paragraph or of the styles it is based on, which
        headings have whatever a template calls them; 0 for text."""
        level = _outline(paragraph)
        known = self.styles.get(style)
        if known and known.name == "Title":
            return 1
        for _ in range(_MAX_STYLES):
            if level is not None or known is None:
                break
            level = known.level
            known = self.styles.get(known.based_on)
        return min(level or 0, 6)


@dataclass(slots=True)
class _Text:
    """The text of one paragraph; text boxes and notes in it are texts of their own."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bold: bool = False
    _plain: bool = False

    def add(self, element: Element) -> None:
        """Adds what an element holds."""
        for item in element:
            match name(item):
                case "t":
                    self._run(item)
                case "tab":
                    self.parts.append("\t")
                case "br" | "cr":
                    self.parts.append("\n")
                case "noBreakHyphen":
                    self.parts.append("-")
                case "txbxContent":
                    self.boxes.append(item)
                case "footnoteReference" | "endnoteReference" as kind:
                    self.notes.append((kind.removesuffix("Reference"), item.get(f"{_W}id", "")))
                case local if local not in _NOT_TEXT:
                    self.add(item)

    def _run(self, text: Element) -> None:
        self.parts.append(text.text or "")
        if not (text.text or "").strip():
            return
        run = text.getparent()
        properties = None if run is None else child(run, "rPr")
        mark = None if properties is None else child(properties, "b")
        is_bold = mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")
        self._plain |= not is_bold
        self.bold = not self._plain
