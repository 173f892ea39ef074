"""Plain text, with or without metadata lines at its head."""

import re
from collections.abc import Mapping, Sequence
from itertools import dropwhile, pairwise

import yaml

from corpora.extract import front_matter, titles, wrapped
from corpora.extract.charset import decode
from corpora.extract.model import Block, Draft, ExtractionError, SourceFile
from corpora.extract.structure import divisions, marks
from corpora.extract.structure.marks import Mark
from mappings.jurisdictions import find_jurisdiction

MEDIA_TYPE = "text/plain"

_HEADER = re.compile(r"^(Title|Date|Publisher|Identifier): (.*)$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
# A line that sites print between the lines of a law.
_BUTTON = "Share"
_NUMBERED = re.compile(r"^\d{1,4}[A-Z]{0,3}$")
_SUB_NUMBER = re.compile(r"^\d{1,4}[A-Z]{0,3}((?:\.[\w]{1,6}){1,6})$")
_COUNTRY_YEAR = re.compile(r"([A-Za-z_'\-.()]+?)_(\d{4})(?:\D.*)?$")
_YEARS = re.compile(r"[^\W\d][^\d]{2,60} (\d{4})(?: \(rev\. (\d{4})\))?$")
_ITEM = re.compile(r"\(?[0-9a-zа-я]{1,4}[.)]\s|[-–—•*]\s|[IVX]{1,6}[.)]\s")
_BRACKETED = re.compile(r"[(（【][^()（）【】]{1,60}[)）】]")
_ENDS = re.compile(rf"[!?…{marks.STOPS}]['\"”»’)\]]*$")
_NO_STOPS = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
_AROUND_LINE = " \t\u200c\u200f\u200e\ufeff\xa0\f"
# Lines by which it is judged whether a text is wrapped.
_SAMPLE = 2000
_NEAR = 4
_RAGGED = 0.85


def read(file: SourceFile) -> list[Draft]:
    """One law a file. Metadata comes from a metadata.yaml beside it when there is one."""
    text = decode(file.data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        raise ExtractionError("no text in it")
    metadata = sidecar(file)
    left_out: dict[str, list[str]] = {}
    text = _take_header(text, metadata)
    name = file.path.rpartition("/")[2].rpartition(".")[0]
    if (found := _COUNTRY_YEAR.match(name)) and (code := find_jurisdiction(found[1])):
        metadata.setdefault("jurisdiction", code)
        if "onstitution" in file.path:
            text = _take_years(text, metadata, left_out)
            metadata.setdefault("title", f"Constitution of {found[1].replace('_', ' ')}")
            metadata.setdefault("kind", "constitution")
        metadata.setdefault("adopted", found[2])
    if re.search(r"^#{2,6} ", text, re.MULTILINE):
        blocks = _marked(text)
    else:
        blocks = _plain(text)
        if buttons := [line for line in text.split("\n") if line.strip(_AROUND_LINE) == _BUTTON]:
            left_out["navigation"] = buttons
    if "title" not in metadata:
        metadata["title"] = _title(blocks, name)
    return [Draft(metadata, blocks, media_type=MEDIA_TYPE, left_out=left_out)]


def _take_years(text: str, metadata: dict[str, str], left_out: dict[str, list[str]]) -> str:
    """The text without a first line "Cambodia 1993 (rev. 1999)", whose years are noted."""
    first, _, rest = text.lstrip(_AROUND_LINE + "\n").partition("\n")
    if not (found := _YEARS.match(first.strip())):
        return text
    metadata.setdefault("adopted", found[1])
    if found[2]:
        metadata.setdefault("amended", found[2])
    left_out["data about the text"] = [first]
    return rest


def sidecar(file: SourceFile) -> dict[str, str]:
    """Metadata of a metadata.yaml in the file's folder; empty when there is none."""
    folder = file.path.rpartition("/")[0]
    data = file.sibling(f"{folder}/metadata.yaml" if folder else "metadata.yaml")
    if data is None:
        return {}
    try:
        loaded = front_matter.load(decode(data))
    except yaml.YAMLError as error:
        raise ExtractionError(f"metadata.yaml beside it cannot be read: {error}") from error
    return front_matter.canonical(loaded) if isinstance(loaded, dict) else {}


def _take_header(text: str, metadata: dict[str, str]) -> str:
    lines = text.split("\n")
    # The date is that of the consolidated text.
    names = {"Title": "title", "Date": "version", "Identifier": "source_url"}
    while lines and (found := _HEADER.match(lines[0])):
        if key := names.get(found[1]):
            metadata.setdefault(key, found[2].strip())
        lines.pop(0)
    return "\n".join(lines)


def _marked(text: str) -> list[Block]:
    """Text with '#' headings, in which a section's number stands alone on a line and its heading
    above it, and the numbers of subsections ("3.2.a") on lines of their own."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text):
        joined = " ".join(line.strip() for line in paragraph.split("\n") if line.strip())
        if not joined:
            continue
        heading = _HEADING.match(joined)
        if heading:
            blocks.append(Block(heading[2].strip(), len(heading[1])))
        elif _NUMBERED.match(joined):
            title = blocks.pop().text if blocks and blocks[-1].level else ""
            blocks.append(Block(f"s. {joined} {title}".strip(), 6))
        elif found := _SUB_NUMBER.match(joined):
            blocks.append(Block(f"({found[1].rpartition('.')[2]})"))
        elif blocks and re.fullmatch(r"\(\w{1,6}\)", blocks[-1].text):
            blocks[-1] = Block(f"{blocks[-1].text} {joined}")
        else:
            blocks.append(Block(joined))
    return blocks


def _plain(text: str) -> list[Block]:
    """Paragraphs: lines as they are, unless they end where a page did."""
    lines = [line.strip(_AROUND_LINE) for line in text.split("\n")]
    widths = sorted(wrapped.columns(line) for line in lines[:_SAMPLE] if line)
    if not _is_hard_wrapped(widths):
        return [Block(" ".join(line.split())) for line in lines if _is_text(line)]
    width = _width(widths)
    blocks: list[Block] = []
    current: list[str] = []
    numbers: dict[str, int] = {}
    for line, after in pairwise((*lines, "", "")):
        mark = marks.read(Block(line))
        alone = bool(mark and _stands_alone(mark, line, after, width))
        below = bool(mark and current and divisions.read(Block(current[0])))
        opens = alone or below
        if current and not (
            line and not opens and _goes_on(current[-1], line, width, mark, numbers)
        ):
            blocks.append(Block(wrapped.join(current)))
            current = []
        if mark and mark.number is not None and not current:
            numbers[mark.kind] = mark.number
        if _is_text(line):
            current.append(" ".join(line.split()))
    return blocks


def _is_text(line: str) -> bool:
    return bool(line) and line != _BUTTON


def _is_hard_wrapped(widths: Sequence[int]) -> bool:
    """Whether lines end where the page did: many of them are about as long as the longest."""
    if len(widths) < 20:
        return False
    long = widths[int(len(widths) * 0.95)]
    return 30 < long < 130 and sum(width > 0.8 * long for width in widths) > 0.15 * len(widths)


def _width(widths: Sequence[int]) -> int:
    """The columns of a full line. In a fixed pitch many lines come near to the longest; where
    letters have their own widths, as in text from a page, full lines differ."""
    near, longest = widths[len(widths) * 85 // 100], widths[len(widths) * 995 // 1000]
    is_fixed = longest - near <= _NEAR
    return longest if is_fixed else int(_RAGGED * wrapped.typical_length(widths))


def _stands_alone(mark: Mark, line: str, after: str, width: int) -> bool:
    """Whether a label has a line to itself, but for a heading in brackets: a sentence that cites
    it would have filled the line."""
    return (
        mark.kind not in marks.NUMBERS
        and (not mark.rest or bool(_BRACKETED.fullmatch(mark.rest)))
        and line[-1:] not in ",;"
        and bool(after)
        and not (marks.is_small(after[0]) or wrapped.is_full(line, after, width))
    )


def _goes_on(
    before: str, line: str, width: int, mark: Mark | None, numbers: Mapping[str, int]
) -> bool:
    """Whether a line continues the paragraph of the line before.

    mark     the label that the line opens with
    numbers  the last one of each style of labels
    """
    if not wrapped.is_full(before, line, width):
        return not mark and marks.is_small(line[0]) and not _ITEM.match(line) and _is_open(before)
    if not _is_open(before) or _NO_STOPS.match(before[-1]):
        return not (mark or _ITEM.match(line) or divisions.read(Block(line)))
    # In the middle of a sentence a label is a reference, unless it is the very next one.
    return not (mark and mark.kind != "number" and mark.number == numbers.get(mark.kind, 0) + 1)


def _is_open(line: str) -> bool:
    """Whether a line ends without a stop."""
    return not _ENDS.search(line)


def _title(blocks: list[Block], name: str) -> str:
    """The first line that can be a title; the file's name where the text begins with a chapter or
    an article."""
    opening = blocks[:4]
    if opening and titles.is_warning(opening[0].text):
        # What the warning says goes on to the title, which is in capitals.
        opening = list(dropwhile(lambda block: not block.text.isupper(), blocks[1:8]))
    for block, below in pairwise((*opening, Block(""))):
        text = " ".join(block.text.split())
        mark = marks.read(block)
        if divisions.read(block) or (mark and mark.kind not in marks.NUMBERS):
            break
        if 8 < len(text) < 200 and not titles.says_nothing(text):
            return titles.with_line_below(text, below.text)
    return name.replace("_", " ").replace("-", " ")
