"""Reads the headings of the divisions of a law: books, parts, titles, chapters, sections."""

import re
from dataclasses import dataclass

from corpora.extract import labels
from corpora.extract.model import Block
from corpora.extract.structure import marks
from corpora.extract.structure.marks import CJK_DIGITS, NUMBER, ORDINAL, STEM, alternatives

MAX_HEADING = 250
# How ordinals end that stand before a division: "Erster Teil", "Birinci Bölüm".
_ORDINAL_ENDS = "ter|te|á|ý|ої|ая|вая|inci|ıncı|uncu|üncü|İNCİ"
_SCHEDULE = re.compile(rf"(?:{alternatives(labels.SCHEDULE_WORDS)})(?![^\W\d_])", re.IGNORECASE)
_SUPPLEMENT = re.compile(rf"(?:{alternatives(labels.SUPPLEMENT_WORDS)})(?![^\W\d_])")
_CLOSING = re.compile(rf"(?:{alternatives(labels.CLOSING_WORDS)})(?![^\W\d_])", re.IGNORECASE)
# Between the cells of a row of a table.
CELLS = " | "
_DECORATION = re.compile(r"^[\s>«»\"“”*_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A division heading. `rank` grows inwards; `bare` when only the word and its number."""

    rank: float
    bare: bool


def _pattern() -> re.Pattern[str]:
    groups = []
    for rank, words in enumerate(labels.DIVISION_WORDS):
        before = alternatives(word for word in words if len(word) > 1)
        groups.append(
            rf"(?P<before{rank}>(?:{before})(?![^\W\d_])\.?\s*(?:n[°ºo]\s?)?(?:{NUMBER}|[{CJK_DIGITS}]{{1,5}}"
            rf"|[A-ZА-Я](?![^\W\d_])|{ORDINAL}|{STEM}))"
            rf"|(?P<after{rank}>(?:第\s?[{CJK_DIGITS}]{{1,5}}\s?|제\s?\d{{1,3}}\s?"
            rf"|(?:{NUMBER}|{ORDINAL}|\w{{3,12}}(?:{_ORDINAL_ENDS}))[.\-–]?\s?)"
            rf"(?:{alternatives(words)})(?![^\W\d_]))"
        )
    return re.compile("|".join(groups), re.IGNORECASE)


_DIVISION = _pattern()


def read(block: Block) -> Place | None:
    """The division that a block opens by its words; None for what is none."""
    text = _DECORATION.sub("", block.text[: 2 * MAX_HEADING])
    if len(text) > MAX_HEADING or not text or CELLS in text:
        return None
    found = _DIVISION.match(text)
    if not found or (not block.level and marks.is_contents_entry(text)):
        return None
    after = text[found.end() :]
    if after and not re.match(r"[\s.:—–\-]", after) and not after[0].isupper():
        return None
    if not block.level and (
        marks.is_reference(after.lstrip(". ")) or after.rstrip()[-1:] in (",", ";")
    ):
        return None
    if not block.level and marks.is_paragraph(text):
        return None
    rank = next(int(re.sub(r"\D", "", name)) for name, value in found.groupdict().items() if value)
    return Place(float(1 + rank), len(after) < 3)


def is_schedule(block: Block) -> bool:
    """Whether a block is the heading of an annex."""
    text = block.text
    if not _SCHEDULE.match(text) or len(text) > MAX_HEADING:
        return False
    is_title = block.level or (text[-1] == "." and text[:4].isupper())
    if text[-1] in marks.STOPS and not is_title:
        return False
    return bool(block.level or block.bold or text[:4].isupper() or len(text) < 60)


def is_supplement(block: Block) -> bool:
    """Whether a block is the heading of supplementary provisions."""
    text = block.text
    return (
        len(text) <= MAX_HEADING and bool(_SUPPLEMENT.match(text)) and text[-1] not in marks.STOPS
    )


def is_closing(block: Block) -> bool:
    """Whether a block begins what stands behind the last article: "Done at …"."""
    return bool(_CLOSING.match(_DECORATION.sub("", block.text[:MAX_HEADING])))
