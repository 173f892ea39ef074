"""Walks the blocks of a law once and fills its provisions."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpora.extract.model import Block, Piece
from corpora.extract.structure import articles, divisions
from corpora.extract.structure.divisions import MAX_HEADING, Place
from corpora.extract.structure.marks import NUMBERS, STOPS, Mark, is_contents_entry, is_small

# A heading of more words that ends with a full stop is a sentence, as is one that is longer.
_WORDS = 7
_SUPPLEMENT = 0.0
# More than there are words of division, and the deepest rank within a level.
_RANKS = 10
_WORDLESS = 0.9
_FEW = 5
_MOST = 0.65
_ITEM = re.compile(r"[^\W_]{1,4}[.)]")
_LONGEST_TITLE = 200
_DECORATION = re.compile(r"^[\s>«»\"“”*_]+")


@dataclass(slots=True)
class _Open:
    """A provision being filled; `repeated` once its label was printed a second time."""

    label: str
    heading: str
    ancestors: tuple[str, ...]
    page: int | None
    text: list[str] = field(default_factory=list)
    repeated: bool = False

    def piece(self) -> Piece:
        return Piece(self.label, self.heading, "\n".join(self.text), self.ancestors, page=self.page)


@dataclass(slots=True)
class _Division:
    """An open division; `used` once a provision stands in it."""

    rank: float
    name: str
    page: int | None
    used: bool = False


class Builder:
    """Fills provisions from blocks, the labels read in them, and those that open an article."""

    def __init__(
        self,
        blocks: Sequence[Block],
        marks: Sequence[Mark | None],
        places: Sequence[Place | None],
        accepted: frozenset[int],
    ) -> None:
        self._blocks = blocks
        self._marks = marks
        self._places = places
        self._accepted = accepted
        self._divisions: list[_Division] = []
        self._done: list[Piece] = []
        self._open = _Open("", "", (), blocks[0].page if blocks else None)
        self._article_level = min(
            (blocks[index].level for index in accepted if blocks[index].level), default=0
        )
        self._last = max(accepted, default=0)
        self._schedules = self._schedules_with_articles()
        self._is_closed = False
        # A level whose headings have no number and stand nowhere between articles is no division.
        self._levels = {
            blocks[index].level for index in range(min(accepted, default=0), self._last)
        }
        self._margins: frozenset[int] = frozenset()
        self._margins = self._marginal_headings()
        self._headed = self._are_headed()

    def pieces(self) -> list[Piece]:
        index = 0
        while index < len(self._blocks):
            if index in self._margins:
                index += 1
            elif index in self._accepted:
                index = self._article(index)
            else:
                index = self._other(index)
        self._close()
        self._leave(0)
        return self._done

    def _close(self) -> None:
        piece = self._open.piece()
        if piece.label or piece.heading or piece.text:
            self._done.append(piece)
            for division in self._divisions:
                division.used = True

    def _leave(self, rank: float) -> None:
        """Closes the divisions that are not above `rank`. One that held nothing is kept as a
        heading of its own: its words must not vanish."""
        while self._divisions and self._divisions[-1].rank >= rank:
            division = self._divisions.pop()
            if not division.used:
                above = tuple(item.name for item in self._divisions)
                self._done.append(Piece("", division.name, "", above, page=division.page))
                for item in self._divisions:
                    item.used = True

    def _start(self, label: str, heading: str, page: int | None) -> None:
        self._close()
        self._open = _Open(label, heading, tuple(item.name for item in self._divisions), page)

    def _article(self, index: int) -> int:
        block, mark = self._blocks[index], self._marks[index]
        assert mark is not None
        heading, text = _heading_and_text(block, mark)
        says_more = bool(heading or text) or self._has_body(index + 1)
        if says_more and index - 1 not in self._margins and self._repeats_label(mark):
            # "Artículo 7" as a heading of the format, then "ART. 7." as the text prints it.
            self._open.repeated = True
            if rest := "\n".join(filter(None, (heading, text))):
                self._open.text.append(rest)
            return index + 1
        following = index + 1
        if named := self._names_article(index, mark):
            heading, text = named, "\n".join(filter(None, (heading, text)))
        elif index - 1 in self._margins:
            above = self._blocks[index - 1].text
            if mark.kind in NUMBERS or mark.kind == "sign-behind":
                # Such a number stands before the text itself.
                heading, text = above, "\n".join(filter(None, (heading, text)))
            else:
                heading = " ".join(filter(None, (above, heading)))
        elif not heading and not text and self._is_heading_line(following):
            heading = _plain(self._blocks[following].text)
            following += 1
        elif heading and not text and not self._is_heading_of(index, mark):
            # A label line with nothing below it is the provision itself, not a heading, and what
            # goes on below with a small letter is one sentence.
            heading, text = "", heading
        self._start(mark.label, heading, block.page)
        if text:
            self._open.text.append(text)
        return following

    def _names_article(self, index: int, mark: Mark) -> str:
        """The name of a division that has the number of the article below it at once: it is that
        article's heading ("1 Short title" above "1.—This Act…")."""
        division = self._divisions[-1] if self._divisions else None
        at_once = not (self._open.label or self._open.heading or self._open.text)
        if not division or division.used or not at_once or self._blocks[index].level:
            return ""
        number, _, name = division.name.partition(" ")
        if mark.kind not in NUMBERS or number.rstrip(".") != mark.label.rstrip("."):
            return ""
        self._divisions.pop()
        self._open = _Open("", "", (), None)
        return name

    def _again_at(self, index: int, mark: Mark) -> bool:
        """Whether a block prints the number of a section once more: above it was its heading."""
        following = self._marks[index] if index in self._accepted else None
        return bool(following and mark.kind in NUMBERS and following.label == mark.label)

    def _repeats_label(self, mark: Mark) -> bool:
        return (
            bool(self._open.label)
            and not (self._open.text or self._open.repeated)
            and _digits(mark.label) == _digits(self._open.label) != ""
            and mark.label[:2].casefold() == self._open.label[:2].casefold()
        )

    def _other(self, index: int) -> int:
        block = self._blocks[index]
        rank = self._rank(index)
        if index > self._last and self._open.label and divisions.is_closing(block):
            says_nothing_else = not (self._open.heading or self._open.text)
            if says_nothing_else:
                # "Artículo 2. Comuníquese, etc.": the formula is what the article says.
                self._open.text.append(block.text)
            self._close()
            self._leave(0)
            self._open = _Open("", "", (), block.page)
            self._is_closed = True
            if says_nothing_else:
                return index + 1
        if rank is None:
            if (self._done or self._open.label) and divisions.is_schedule(block):
                self._close()
                self._leave(0)
                self._open = _Open("", "", (), None)
                self._start("", _plain(block.text), block.page)
            else:
                self._open.text.append(block.text)
            return index + 1
        following = index + 1
        lines = [block.text]
        if self._names_division(following):
            lines.append(self._blocks[following].text)
            following += 1
        name = " ".join(map(_plain, lines))
        may_run = not block.level and not divisions.is_supplement(block)
        if may_run and (division := self._again(rank, name)):
            self._running_head(division, lines, block.page)
            return following
        self._close()
        self._leave(rank)
        self._divisions.append(_Division(self._depth(index, rank), name, block.page))
        self._open = _Open("", "", tuple(item.name for item in self._divisions), block.page)
        return following

    def _again(self, rank: float, name: str) -> _Division | None:
        """The open division that a heading names again, when something stands in it."""
        held = bool(self._open.label or self._open.heading or self._open.text)
        same = next((item for item in self._divisions if item.rank >= rank), None)
        if same is None or same.name != name:
            return None
        return same if same.used or held or same is not self._divisions[-1] else None

    def _running_head(self, division: _Division, lines: Sequence[str], page: int | None) -> None:
        """A heading that is printed again while its division is open is text."""
        if not self._divisions[-1].used and not (self._open.label or self._open.text):
            self._close()
            self._leave(division.rank + 0.5)
            self._open = _Open("", "", tuple(item.name for item in self._divisions), page)
        self._open.text += lines

    def _names_division(self, index: int) -> bool:
        """Whether a block is the name of the division whose word and number stand before it."""
        place = self._places[index - 1] if index else None
        bare = bool(place and place.bare and not self._blocks[index - 1].level)
        return bare and self._is_heading_line(index, of_division=True)

    def _rank(self, index: int) -> float | None:
        """How deep a division heading is; None for what is none. Levels that the format gives
        are used as they are, words of division order among themselves and within a level: some
        formats give books, titles and chapters the same."""
        block, place = self._blocks[index], self._places[index]
        above_articles = not self._article_level or block.level < self._article_level
        is_listed = block.level in self._levels and not self._is_closed
        named = (
            place is not None
            or (is_listed and block.text[-1:] not in (",", ":", ";"))
            or divisions.is_schedule(block)
        )
        if (rank := self._supplement(block)) is not None:
            return rank
        if index in self._schedules and not block.level:
            return _SUPPLEMENT
        if block.level and len(block.text) <= MAX_HEADING and above_articles and named:
            return block.level + (place.rank / _RANKS if place else 0.0)
        if place is None:
            return None
        return block.level + place.rank / _RANKS if block.level else place.rank

    def _depth(self, index: int, rank: float) -> float:
        """The rank that a division keeps while it is open. One without a word closes all others of
        its level, and is closed by any."""
        level = self._blocks[index].level
        wordless = self._places[index] is None and level > 0 and rank == level
        return rank + _WORDLESS if wordless else rank

    def _schedules_with_articles(self) -> frozenset[int]:
        """The schedules behind the last section whose paragraphs count from 1 again: divisions
        above them."""
        start = articles.last_of_all(self._marks, sorted(self._accepted)) + 1
        found: set[int] = set()
        at = -1
        for index in range(start, len(self._blocks)):
            if index in self._accepted:
                mark = self._marks[index]
                if at >= 0 and mark and mark.number == 1:
                    found.add(at)
                at = -1
            elif divisions.is_schedule(self._blocks[index]):
                at = index
        return frozenset(found)

    def _supplement(self, block: Block) -> float | None:
        """How deep the heading of supplementary provisions stands: below one of the word alone,
        where nothing but their like stands in that. None for what is none."""
        if not (self._done or self._open.label) or not divisions.is_supplement(block):
            return None
        last = self._divisions[-1] if self._divisions else None
        is_below = bool(last and last.rank == _SUPPLEMENT and not last.used and not self._open.text)
        below = _SUPPLEMENT + 0.5
        return (
            below if is_below or any(one.rank == below for one in self._divisions) else _SUPPLEMENT
        )

    def _is_heading_line(self, index: int, of_division: bool = False) -> bool:
        """Whether a block is short enough, and unlike a sentence, to be a heading that stands on
        its own line below a label."""
        if index >= len(self._blocks) or index in self._accepted or index in self._margins:
            return False
        block = self._blocks[index]
        text = _DECORATION.sub("", block.text).rstrip("*_ ")
        if not text or len(text) > MAX_HEADING or "\n" in text or "①" <= text[0] <= "⑳":
            return False
        if self._places[index] is not None and not block.level:
            return False
        if block.level or block.bold:
            return not re.match(r"\(?\d+[.)]|\[", text)
        return (
            text[-1] not in STOPS
            and len(text) < 120
            and not re.match(r"[(\[]?[\w]{1,3}[).\]]|\d{1,3}(?!\d)", text)
            and not is_small(text[0])
            and (of_division or self._is_headed(index + 1))
        )

    def _has_body(self, index: int) -> bool:
        return (
            index < len(self._blocks) and index not in self._accepted and self._rank(index) is None
        )

    def _is_heading_of(self, index: int, mark: Mark) -> bool:
        """Whether what a label line holds is a heading. Where half of the articles begin their
        text there, so do the others, cut at the end of a line."""
        if self._again_at(index + 1, mark):
            return True
        if self._blocks[index].level and not self._headed and _is_sentence(mark.rest):
            return False
        if self._headed is not None and self._blocks[index].level and not self._has_body(index + 1):
            return self._headed
        return self._is_headed(index + 1) and self._headed is not False

    def _are_headed(self) -> bool | None:
        """Whether most articles with words behind their label have a heading there; None where
        there are few."""
        found = []
        for index in self._accepted:
            mark, block = self._marks[index], self._blocks[index]
            if not mark or not mark.rest:
                continue
            if self._has_body(index + 1):
                heading, text = _heading_and_text(block, mark)
                found.append(bool(heading) and not text and self._is_headed(index + 1))
            elif _is_sentence(mark.rest) if block.level else mark.rest[-1] in STOPS:
                found.append(False)
        return None if len(found) < _FEW else sum(found) > _MOST * len(found)

    def _is_headed(self, index: int) -> bool:
        """Whether a block begins a text, so that what stands above it may be its heading."""
        if not self._has_body(index):
            return False
        text = self._blocks[index].text.lstrip()
        return not is_small(text[:1]) or bool(_ITEM.match(text))

    def _marginal_headings(self) -> frozenset[int]:
        """Blocks that stand before an article and name it ("Short title" above "1. This Act…").
        Only when most articles of the text have one."""
        found = set()
        eligible = 0
        for index in self._accepted:
            mark = self._marks[index]
            block = self._blocks[index]
            if mark is None or block.level or not mark.rest:
                continue
            eligible += 1
            before = index - 1
            if before < 0 or before in self._accepted:
                continue
            if self._names_division(before):
                continue
            text = self._blocks[before].text.strip()
            bracketed = text.startswith(("（", "(")) and text.endswith(("）", ")"))
            if (
                0 < len(text) < 150
                and "\n" not in text
                and (bracketed or text[-1] not in STOPS + ")—-")
                and (bracketed or not re.match(r"[(\[]?[\w]{1,3}[).\]]\s|[{`]", text))
                and not is_small(text[0])
                and not "①" <= text[0] <= "⑳"
                and self._places[before] is None
                and divisions.CELLS not in text
                and not divisions.is_supplement(self._blocks[before])
                and not is_contents_entry(text)
            ):
                found.add(before)
        return frozenset(found) if eligible and len(found) >= 0.5 * eligible else frozenset()


def _digits(label: str) -> str:
    """A label without its word, for comparing "Artículo 7 bis" with "ART. 7 BIS"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", label) if not unicodedata.combining(c))
    number = re.sub(r"^[^\W\d_]+|[\W_]", "", plain).casefold()
    return re.sub(r"(?<=\d)(?:o|a|er|re)$", "", number)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip("*_ ")


def _is_sentence(text: str) -> bool:
    """Whether words behind a label look like the beginning of the article itself."""
    text = text.rstrip("*_ ")
    long = text.endswith(".") and text.count(" ") >= _WORDS
    return _is_no_heading(text) or text.endswith(":") or long


def _is_no_heading(text: str) -> bool:
    return len(text) > _LONGEST_TITLE or text.rstrip("*_ ").endswith((",", ";"))


def _heading_and_text(block: Block, mark: Mark) -> tuple[str, str]:
    """What follows the label on its line: the heading and the beginning of the text."""
    rest = mark.rest
    if not rest:
        return "", ""
    bracket = re.match(r"[(（【\[]([^()（）【】\[\]\n]{1,120})[)）】\]]\s*", rest)
    if bracket and mark.kind in ("han", "hangul"):
        return bracket[1].strip(), rest[bracket.end() :].strip()
    if block.level and not _is_no_heading(rest):
        return rest.strip("*_ "), ""
    first, _, others = rest.partition("\n")
    goes_on = is_small(others.lstrip()[:1]) and not _ITEM.match(others.lstrip())
    if (
        others
        and not goes_on
        and len(first) < MAX_HEADING
        and first[-1] not in STOPS
        and mark.kind != "han"
    ):
        return first.strip("*_ "), others.strip()
    dash = re.match(r"([^.\n—–]{3,120}[.:]?)\s?[.:]?\s?(?:—|–|⸺|-{2}|\.\s?-)\s*", rest)
    if dash and mark.kind in ("word", "number") and rest[dash.end() :].strip():
        return dash[1].strip(" ."), rest[dash.end() :].strip()
    if len(rest) < 150 and not others and rest[-1] not in STOPS and mark.kind != "han":
        return rest.strip("*_ "), ""
    return "", rest
