"""The elements of an offence over the jurisdictions that are compared, each with the words that
say it; and where these words are marked in the texts."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from markupsafe import Markup, escape

from indexer.elements import FoundElement, elements_in
from indexer.penalties import Penalty, penalties
from mappings.elements import PENALTY, Element, elements, terms
from search_app.messages import gettext
from search_app.messages import language as reader_language

# Texts that are kept read, of a few kilobytes each.
_REMEMBERED = 256
# Different wordings that a cell quotes.
_QUOTES = 4


class Finding(StrEnum):
    """SAID        the texts say it
    NOT_FOUND   no term for it is in the texts
    NOT_SOUGHT  there are no terms for it in the languages of the texts
    NO_TEXT     there is no text
    """

    SAID = "said"
    NOT_FOUND = "not-found"
    NOT_SOUGHT = "not-sought"
    NO_TEXT = "no-text"


@dataclass(frozen=True, slots=True)
class Run:
    """text[start:end] says these elements; runs of a text do not overlap."""

    start: int
    end: int
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that say an element, in the provision of that number (from 0) of a jurisdiction, in
    the run that begins at `start`."""

    text: str
    provision: int
    start: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What the provisions of one jurisdiction say of one element."""

    finding: Finding
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An element, with a cell for each jurisdiction."""

    element: Element
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A text of a language, read for its elements and penalties; all in its order."""

    text: str
    language: str
    found: tuple[FoundElement, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    runs: tuple[Run, ...] = ()

    @staticmethod
    @lru_cache(maxsize=_REMEMBERED)
    def of(text: str, language: str, wanted: tuple[str, ...]) -> "Read":
        """A text, read for these elements; remembered, for who reads a comparison takes it away.
        An amount stands for the words in it by which punishment is known."""
        threatened = penalties(text, language)
        found = [
            one
            for one in elements_in(text, language, wanted)
            if one.element != PENALTY
            or not any(p.start < one.end and one.start < p.end for p in threatened)
        ]
        found += [FoundElement(PENALTY, p.start, p.end, p.quote) for p in threatened]
        found.sort(key=lambda one: (one.start, -one.end))
        return Read(text, language, tuple(found), threatened, _runs(found))

    def run_at(self, place: int) -> int:
        """Where the run begins that holds a place at which something was found."""
        after = bisect_right(self.runs, place, key=lambda run: run.start)
        return self.runs[after - 1].start

    def paragraphs(self, anchor: str) -> Iterator[Markup]:
        """Its paragraphs as HTML; each run is a span of the class of its first element's part,
        with the address `anchor` and its start."""
        spans = deque(self.runs)
        start = 0
        for paragraph in self.text.split("\n"):
            end = start + len(paragraph)
            pieces: list[str] = []
            at = start
            while spans and spans[0].start < end:
                run = spans.popleft()
                pieces += [escape(self.text[at : run.start]), self._span(run, anchor)]
                at = run.end
            pieces.append(escape(self.text[at:end]))
            if paragraph.strip():
                yield Markup("").join(pieces)
            start = end + 1

    def _span(self, run: Run, anchor: str) -> Markup:
        said = [elements()[name] for name in run.elements]
        return Markup('<span class="said {}" id="{}{}" title="{}">{}</span>').format(
            said[0].part.value,
            anchor,
            run.start,
            gettext(", ").join(element.label(reader_language()) for element in said),
            self.text[run.start : run.end],
        )


def _runs(found: Sequence[FoundElement]) -> tuple[Run, ...]:
    """What is to be marked: what overlaps is one run."""
    runs: list[Run] = []
    for one in found:
        # A line feed parts paragraphs: no mark goes over it.
        end = one.start + len(one.quote.partition("\n")[0])
        if runs and one.start < runs[-1].end:
            last = runs.pop()
            names = tuple(dict.fromkeys((*last.elements, one.element)))
            runs.append(Run(last.start, max(last.end, end), names))
        else:
            runs.append(Run(one.start, end, (one.element,)))
    return tuple(runs)


def aligned(wanted: Sequence[Element], places: Sequence[Sequence[Read]]) -> tuple[Row, ...]:
    """A row for each element, a cell for the texts of each place."""
    return tuple(
        Row(element, tuple(_cell(element.name, texts) for texts in places)) for element in wanted
    )


def _cell(name: str, texts: Sequence[Read]) -> Cell:
    if not texts:
        return Cell(Finding.NO_TEXT)
    quotes: dict[str, Quote] = {}
    for number, read in enumerate(texts):
        for one in read.found:
            if one.element == name and len(quotes) < _QUOTES:
                words = " ".join(one.quote.split())
                quotes.setdefault(words.casefold(), Quote(words, number, read.run_at(one.start)))
    if quotes:
        return Cell(Finding.SAID, tuple(quotes.values()))
    if any(name in terms(read.language) for read in texts):
        return Cell(Finding.NOT_FOUND)
    return Cell(Finding.NOT_SOUGHT)
