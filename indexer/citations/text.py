"""Citations of provisions in the text of a law."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from corpora.citations import NamedLaw
from indexer.analysis import is_unspaced
from indexer.citations.book import NameBook, number_before
from indexer.citations.numbers import number_in
from indexer.citations.styles import Style, lowered, style_of

# A provision is read so far; longer ones are schedules and tables.
MAX_TEXT = 100_000
_MAX_LIST = 20
_WORD = re.compile(r"\s{0,2}([^\W\d_]{2,20})(?!\w)")
_HAN_LAW = re.compile(r"[法令律例則则章約约程」』》]|办法|規定|规定|[법령칙]」?|조례")
_QUOTED_LAW = re.compile(
    r"[「『《]([^「」『』《》]{2,80})[」』》]\s?(?:[(（][^()（）]{0,60}[)）]\s?)?$"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W{0,3}(?:\([^()]{0,30}\)\W{0,2})?$")
_GAZETTE = re.compile(r"(?:№|n)\s?[\d-]+$")
# Supplementary provisions count from 1 again.
_SUPPLEMENTS = ("附則", "附则", "부칙")
_BEFORE = 100
_ABOVE = 16
_SAID = 16
# Words of one letter are no words for an article with a Roman number.
_SHORT_WORD = 4


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision cited at text[start:end].

    number  as `numbers.number_in` spells it
    above   the number of a division named with it; ""
    law     the law that holds it; None for the law of the text
    """

    start: int
    end: int
    number: str
    above: str
    law: NamedLaw | None


class _Which(Enum):
    """Laws that are no law of the book: THIS one of the text, SAID to be this one, or ANOTHER."""

    THIS = 1
    SAID = 2
    ANOTHER = 3


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """Articles that are cited together.

    end    behind what narrows them
    parts  each with its place and its number
    above  the number of a division named with them; ""
    """

    start: int
    end: int
    parts: tuple[tuple[int, int, str], ...]
    above: str


def citations(text: str, language: str, book: NameBook) -> Iterator[Citation]:
    """The citations of a text whose law is known, one of the book or the text's own, in order.
    Takes time linear in the text."""
    style = style_of(language)
    low = lowered(text[:MAX_TEXT])
    found = pinpoints(low, style)
    laws = [_law(text, low, one, style, book) for one in found]
    # "articles 5 and 6 of the Code": the law is said with one of them.
    pairs = [(index, index + 1) for index in range(len(found) - 1)]
    for first, second in pairs if style.law_first else reversed(pairs):
        to, of = (second, first) if style.law_first else (first, second)
        if laws[to] is _Which.THIS and style.joined.fullmatch(
            low, found[first].end, found[second].start
        ):
            laws[to] = laws[of]
    for one, law in zip(found, laws, strict=True):
        if law is not _Which.ANOTHER:
            known = law if isinstance(law, NamedLaw) else None
            for start, end, number in one.parts:
                yield Citation(start, end, number, one.above, known)


def pinpoints(low: str, style: Style) -> list[Pinpoint]:
    """The articles that a text in small letters cites, in order, none overlapping."""
    found = [one for pattern in style.pinpoints for one in _read(low, pattern, style)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Pinpoint] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _read(low: str, pattern: re.Pattern[str], style: Style) -> Iterator[Pinpoint]:
    has_number = "number" in pattern.groupindex
    for found in pattern.finditer(low):
        start, end = found.span()
        before = low[start - 1] if start else " "
        inside = before.isalnum() and not (is_unspaced(before) and low[start].isdigit())
        if (inside or before in "-‑") and low[start] not in "第제§":
            continue  # the end of a longer word or number: "sub-section (1)"
        written = found["number"] if has_number else found[0]
        if low[start] == "§" and (letter := style.spaced.match(low, end)):
            written, end = f"{written}{letter[0]}", letter.end()
        if not (number := number_in(written)):
            continue
        if number.isalpha() and found.start("number") - start < _SHORT_WORD:
            continue  # "S.I."
        parts = [(start, end, number)]
        if style.several.match(low, start):
            while len(parts) < _MAX_LIST and (further := style.more.match(low, end)):
                end = further.end()
                parts.append((further.start("number"), end, number_in(further["number"])))
        narrowed = style.within.match(low, end)
        above = style.above.search(low, max(0, start - _ABOVE), start)
        yield Pinpoint(
            above.start() if above else start,
            narrowed.end() if narrowed else end,
            tuple(parts),
            above[1] if above else "",
        )


def _law(text: str, low: str, found: Pinpoint, style: Style, book: NameBook) -> NamedLaw | _Which:
    if before := _law_before(text, low, found.start, style, book):
        return before
    at = found.end
    while at < len(low) and at - found.end < 3 and low[at] in " \n\t,)،":
        at += 1
    joined = style.of.match(low, at) or style.prefix.match(low, at)
    at = joined.end() if joined else at
    if style.this.match(low, at):
        return _Which.SAID
    begins = style.laws.match(low, at)
    if law := book.law_at(text, low, at, numbered=bool(begins)):
        return law
    if joined or begins or _is_abbreviation(text, at):
        return _Which.ANOTHER
    return _Which.THIS


def _is_abbreviation(text: str, at: int) -> bool:
    """Whether a word with two capitals stands there, as "BGB" and "StPO"."""
    word = _WORD.match(text, at)
    return word is not None and sum(map(str.isupper, word[1])) > 1


def _law_before(
    text: str, low: str, start: int, style: Style, book: NameBook
) -> NamedLaw | _Which | None:
    end = start
    while end and start - end < 3 and low[end - 1] in " \n\t,(":
        end -= 1
    if not end:
        return None
    if low[end - 1].isdigit() and end < start:
        # "Ley 136 de 1994, art. 119"; but "№ 31, ст. 547" is a place in a gazette.
        if number := number_before(low, end):
            return book.numbered(number) or _Which.ANOTHER
        return _Which.ANOTHER if _GAZETTE.search(low, max(0, end - 14), end) else None
    if not style.law_first or low[end:start].strip():
        return None
    last = low[end - 1]
    if last in "」』》)）" and (quoted := _QUOTED_LAW.search(text, max(0, end - _BEFORE), end)):
        return book.law_before(text, low, quoted.end(1)) or _Which.ANOTHER
    if low.endswith(_SUPPLEMENTS, 0, end):
        return _Which.ANOTHER
    head = low[max(0, end - _BEFORE) : end]
    said = next(iter(style.this.finditer(head, max(0, len(head) - _SAID))), None)
    if said and said.end() == len(head):
        return _Which.SAID
    if not (last.isalnum() or last in ")）"):
        return None
    if law := book.law_before(text, low, end):
        return law
    if _HAN_LAW.fullmatch(head[-1:]) or _HAN_LAW.fullmatch(head[-2:]):
        return _Which.ANOTHER
    if (word := _WORD_BEFORE.search(head)) and style.laws.fullmatch(word[1]):
        return _Which.ANOTHER
    return None
