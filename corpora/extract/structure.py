"""Finds the articles of a law and the divisions above them in a sequence of paragraphs.

Every paragraph ends in exactly one provision (label, heading or text) or names a division; none
is dropped. One pass over the blocks, patterns without backtracking.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpora.extract import numerals
from corpora.extract.labels import (
    ARABIC_ORDINAL_STEMS,
    ARTICLE_WORDS,
    ARTICLE_WORDS_BEHIND,
    DIVISION_WORDS,
    ORDINAL_WORDS,
    REFERENCE_WORDS,
    SCHEDULE_WORDS,
)
from corpora.extract.model import Block, Piece

_MAX_HEADING = 250
_MAX_LABEL_LINE = 400
# A text in which less than this share of label lines counts on from the line before has no
# articles: the lines are references or list items.
_SEQUENTIAL = 0.4

_SUFFIX = (
    r"(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|novies|decies|undecies|مكرر\w*)"
    r"(?![^\W\d_])(?:\s?\d{1,2})?)"
)
_NUMBER = (
    r"(?:(?:[LRDA]\*{0,2}\.?\s?)?\d{1,5}(?:[.\-–‑/:]\s?\d{1,5})*"
    r"(?:er|re|ère|º|°|ª|ο|η|[⁰¹²³⁴-⁹]{1,3})?"
    # A letter belongs to the number when it is glued to it, or alone before a stop: "13 de" and
    # "5 A person" go on with the sentence.
    r"(?:[\-–‑]?[^\W\d_]{1,2}(?![^\W\d_])|(?-i:\s[A-ZА-ЯΑ-Ω](?=[.:)\-–—]|$)))?"
    rf"{_SUFFIX}?(?:[\-–‑]\d{{1,4}}|\s-\s\d{{1,2}}(?=\s?\.))?"
    r"|[IVXLCDM]{1,8}(?![^\W_])" + rf"{_SUFFIX}?)"
)
_CJK_DIGITS = "0-9０-９一二三四五六七八九十百千〇零两"


def _words(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class _Match:
    """A label at the start of a block. `kind` groups labels of one style; `rest` follows it."""

    kind: str
    label: str
    rest: str
    number: int | None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    arabic = _words(ARABIC_ORDINAL_STEMS)
    ordinal = _words(ORDINAL_WORDS)
    return tuple(
        (kind, re.compile(pattern, re.IGNORECASE if kind != "number" else 0))
        for kind, pattern in (
            ("han", rf"第\s?[{_CJK_DIGITS}]{{1,9}}\s?[条條](?:[之のノ][{_CJK_DIGITS}]{{1,3}})*"),
            ("hangul", r"제\s?\d{1,4}\s?조(?:의\s?\d{1,3})*"),
            (
                "word",
                rf"(?:{_words(ARTICLE_WORDS)})\.?\s*(?:n[°ºo]\s?|№\s?)?"
                rf"[\[(]?(?:{_NUMBER}|(?:{ordinal})(?![^\W\d_])"
                rf"|(?:(?:{arabic})\w{{0,8}}\s?){{1,7}})[\])]?",
            ),
            ("sign-behind", r"\d{1,4}\s?[a-z]?\s?§(?!§)"),
            ("sign", rf"§\s?{_NUMBER}"),
            (
                "word-behind",
                rf"{_NUMBER}\s?[.\-–]?\s?(?:{_words(ARTICLE_WORDS_BEHIND)})(?![^\W\d_])",
            ),
            ("number", r"(?:\d{1,4}[A-Z]{0,2}(?:\.\d{1,3})?)(?=\.|\s*[—–-]|\s+\(1\))"),
        )
    )


@cache
def _division_pattern() -> re.Pattern[str]:
    groups = []
    for rank, words in enumerate(DIVISION_WORDS):
        before = _words(word for word in words if len(word) > 1)
        after = _words(words)
        groups.append(
            rf"(?P<before{rank}>(?:{before})\b\.?\s*(?:n[°ºo]\s?)?(?:{_NUMBER}|[{_CJK_DIGITS}]{{1,5}}"
            rf"|[A-ZА-Я](?![^\W\d_])|(?:{_words(ORDINAL_WORDS)})(?![^\W\d_])"
            rf"|(?:{_words(ARABIC_ORDINAL_STEMS)})\w{{0,8}}))"
            rf"|(?P<after{rank}>(?:第\s?[{_CJK_DIGITS}]{{1,5}}\s?|제\s?\d{{1,3}}\s?"
            rf"|(?:{_NUMBER}|\w{{3,12}}(?:ter|te|á|ý|ої|ая|вая))[.\-–]?\s?)(?:{after})(?![^\W\d_]))"
        )
    return re.compile("|".join(groups), re.IGNORECASE)


_OWN_STYLE = {
    "section", "sec", "s", "rule", "regulation", "clause", "الفصل", "فصل", "straipsnis", "ingingo",
}  # fmt: skip
_SCHEDULE = re.compile(rf"(?:{_words(SCHEDULE_WORDS)})(?![^\W\d_])", re.IGNORECASE)
_REFERENCE = re.compile(rf"\s*(?:{_words(REFERENCE_WORDS)})(?![^\W\d_])", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"[\s.:;,—–\-‑ـ)°º*]*")
_DECORATION = re.compile(r"^[\s>«»\"“”*_]+")


def split(blocks: Sequence[Block]) -> list[Piece]:
    """The provisions of a text, in order. The labels of all traditions are tried, whatever the
    language: laws are translated, and their articles keep their form."""
    matches = [_match(block) for block in blocks]
    kind, accepted = _choose(blocks, matches)
    if kind is None:
        return _without_articles(blocks)
    return _Builder(blocks, matches, accepted).pieces()


def _match(block: Block) -> _Match | None:
    head = block.text[:_MAX_LABEL_LINE]
    start = _DECORATION.match(head)
    offset = start.end() if start else 0
    for kind, pattern in _patterns():
        found = pattern.match(head, offset)
        if not found:
            continue
        if kind == "number" and found[0] and not _is_numbered_section(head, found.end()):
            continue
        after = block.text[found.end() :]
        if not block.level and kind in ("word", "sign") and _refers(after, kind):
            return None
        separator = _AFTER_LABEL.match(after)
        rest = after[separator.end() :] if separator else after
        if kind in ("han", "hangul") and not block.level and _cjk_reference(after):
            return None
        style = _style(found[0]) if kind == "word" else kind
        return _Match(style, found[0].strip(), rest.strip(), numerals.leading(found[0]))
    return None


def _style(label: str) -> str:
    """Labels of one text that belong together: "Art. 2" follows "Article premier", but "Section
    II" above it is a division."""
    word = re.match(r"[^\W\d_]+", label)
    first = word[0].casefold() if word else ""
    return f"word {first}" if first in _OWN_STYLE else "word"


def _is_numbered_section(head: str, end: int) -> bool:
    rest = head[end:].lstrip(".—–- \t")
    return bool(rest) and (not rest[0].islower())


def _refers(after: str, kind: str) -> bool:
    """Whether what follows a label makes it a reference in a sentence."""
    if not after.strip():
        return False
    if after[0] in ".:—–-)°º*\n([" or re.match(r"\s*[.:—–\-‑ـ(\[*\n]", after):
        return bool(re.match(r"\s*\(\d+\)\s*(?:of|and|or|to)\b", after))
    if after[0] in ",;":
        return True
    if _REFERENCE.match(after):
        return True
    first = after.lstrip()[:1]
    if kind == "sign":
        return bool(re.match(r"\s*(?:Abs|Absatz|Satz|Nr|ods|odst|lg|lõige|ledd|mom)\b", after))
    return first.islower()


def _cjk_reference(after: str) -> bool:
    return bool(
        re.match(r"\s?[第の및와과、，의]|规定|規定|款|项|項|에\s|의\s|から|及び|まで", after)
    )


def _choose(
    blocks: Sequence[Block], matches: Sequence[_Match | None]
) -> tuple[str | None, frozenset[int]]:
    """The style of the articles of this text and the blocks that open one.

    The format's own headings are trusted. Among plain paragraphs only those count that carry on
    a sequence, so that a reference at the start of a sentence is no article.
    """
    counts: Counter[str] = Counter()
    for block, match in zip(blocks, matches, strict=True):
        if match:
            counts[match.kind] += 4 if block.level else 1
    found: dict[str, list[int]] = {}
    for kind, _ in counts.most_common():
        candidates = [index for index, match in enumerate(matches) if match and match.kind == kind]
        accepted = _sequence(blocks, matches, candidates)
        if accepted:
            found[kind] = accepted
    # Numbers alone also count paragraphs and list items: they are articles only where nothing
    # with a word or a sign is.
    numbers = found.pop("number", [])
    for kind, accepted in found.items():
        if len(accepted) > 1 or blocks[accepted[0]].level or len(numbers) < 5:
            return kind, frozenset(accepted)
    return ("number", frozenset(numbers)) if numbers else (None, frozenset())


def _sequence(
    blocks: Sequence[Block], matches: Sequence[_Match | None], candidates: Sequence[int]
) -> list[int]:
    accepted: list[int] = []
    follows = 0
    last: int | None = None
    for index in candidates:
        match = matches[index]
        assert match is not None
        number = match.number
        marked = bool(blocks[index].level or blocks[index].bold)
        in_order = number is None or last is None or number == 1 or last <= number <= last + 25
        if marked or in_order:
            accepted.append(index)
            if marked or number is None or last is None or number in (1, last, last + 1):
                follows += 1
            last = last if number is None else number
    if not accepted or follows < _SEQUENTIAL * len(accepted):
        return []
    first = matches[accepted[0]]
    lone_number = len(accepted) == 1 and first is not None and first.kind == "number"
    return [] if lone_number and not blocks[accepted[0]].level else accepted


@dataclass(slots=True)
class _Open:
    """A provision being filled."""

    label: str
    heading: str
    ancestors: tuple[str, ...]
    page: int | None
    text: list[str] = field(default_factory=list)

    def piece(self) -> Piece:
        return Piece(self.label, self.heading, "\n".join(self.text), self.ancestors, page=self.page)


@dataclass(slots=True)
class _Division:
    """An open division; `used` once a provision stands in it."""

    rank: float
    name: str
    page: int | None
    used: bool = False


class _Builder:
    """Walks the blocks once and fills provisions."""

    def __init__(
        self,
        blocks: Sequence[Block],
        matches: Sequence[_Match | None],
        accepted: frozenset[int],
    ) -> None:
        self._blocks = blocks
        self._matches = matches
        self._accepted = accepted
        self._divisions: list[_Division] = []
        self._done: list[Piece] = []
        self._open = _Open("", "", (), blocks[0].page if blocks else None)
        self._article_level = min(
            (blocks[index].level for index in accepted if blocks[index].level), default=0
        )
        self._margins = self._marginal_headings()

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
        return _without_contents(self._done)

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
        block, match = self._blocks[index], self._matches[index]
        assert match is not None
        heading, text = _heading_and_text(block, match)
        if index - 1 not in self._margins and self._repeats_label(match):
            # "Artículo 7" as a heading of the format, then "ART. 7." as the text prints it.
            if rest := "\n".join(filter(None, (heading, text))):
                self._open.text.append(rest)
            return index + 1
        following = index + 1
        if index - 1 in self._margins:
            heading = " ".join(part for part in (self._blocks[index - 1].text, heading) if part)
        elif not heading and not text and self._is_heading_line(following):
            heading = _plain(self._blocks[following].text)
            following += 1
        elif heading and not text and not block.level and not self._has_body(following):
            # A label line with nothing below it is the provision itself, not a heading.
            heading, text = "", heading
        self._start(match.label, heading, block.page)
        if text:
            self._open.text.append(text)
        return following

    @staticmethod
    def _is_schedule(block: Block) -> bool:
        text = block.text
        if not _SCHEDULE.match(text) or len(text) > _MAX_HEADING or text[-1] in ".;:,。；":
            return False
        return bool(block.level or block.bold or text[:4].isupper() or len(text) < 60)

    def _repeats_label(self, match: _Match) -> bool:
        return (
            bool(self._open.label)
            and not self._open.text
            and match.number is not None
            and _digits(match.label) == _digits(self._open.label)
            and match.label[:2].casefold() == self._open.label[:2].casefold()
        )

    def _other(self, index: int) -> int:
        block = self._blocks[index]
        rank = self._division_rank(block)
        if rank is None:
            if (self._done or self._open.label) and self._is_schedule(block):
                self._close()
                self._leave(0)
                self._open = _Open("", "", (), None)
                self._start("", _plain(block.text), block.page)
            else:
                self._open.text.append(block.text)
            return index + 1
        name = _plain(block.text)
        following = index + 1
        if not block.level and _is_bare_division(name) and self._is_heading_line(following, True):
            name = f"{name} {_plain(self._blocks[following].text)}"
            following += 1
        self._close()
        self._leave(rank)
        self._divisions.append(_Division(rank, name, block.page))
        self._open = _Open("", "", tuple(item.name for item in self._divisions), block.page)
        return following

    def _division_rank(self, block: Block) -> float | None:
        """How deep a division heading is; None for what is none. Levels that the format gives
        are used as they are, words of division order among themselves."""
        text = _DECORATION.sub("", block.text)
        if len(text) > _MAX_HEADING or not text:
            return None
        if block.level and (not self._article_level or block.level < self._article_level):
            return float(block.level)
        found = _division_pattern().match(text)
        if not found:
            return None
        after = text[found.end() :]
        if after and not re.match(r"[\s.:—–\-]", after) and not after[0].isupper():
            return None
        if not block.level and (_REFERENCE.match(after) or after.rstrip()[-1:] in (",", ";")):
            return None
        words_rank = next(
            int(re.sub(r"\D", "", name)) for name, value in found.groupdict().items() if value
        )
        return float(block.level) if block.level else 1 + words_rank

    def _is_heading_line(self, index: int, of_division: bool = False) -> bool:
        """Whether a block is short enough, and unlike a sentence, to be a heading that stands on
        its own line below a label."""
        if index >= len(self._blocks) or index in self._accepted:
            return False
        block = self._blocks[index]
        text = _DECORATION.sub("", block.text).rstrip("*_ ")
        if not text or len(text) > _MAX_HEADING or "\n" in text:
            return False
        if self._division_rank(block) is not None and not block.level:
            return False
        if block.level or block.bold:
            return not re.match(r"\(?\d+[.)]|[①-⑳]|\[", text)
        return (
            text[-1] not in ".;:,。；：،؛"
            and len(text) < 120
            and not re.match(r"[(\[]?[\w]{1,3}[).\]]|\d", text)
            and not text[0].islower()
            and (of_division or self._has_body(index + 1))
        )

    def _has_body(self, index: int) -> bool:
        return (
            index < len(self._blocks)
            and index not in self._accepted
            and self._division_rank(self._blocks[index]) is None
        )

    def _marginal_headings(self) -> frozenset[int]:
        """Blocks that stand before an article and name it ("Short title" above "1. This Act…").
        Only when most articles of the text have one."""
        found = set()
        eligible = 0
        for index in self._accepted:
            match = self._matches[index]
            block = self._blocks[index]
            if match is None or block.level or not match.rest:
                continue
            eligible += 1
            before = index - 1
            if before < 0 or before in self._accepted:
                continue
            text = self._blocks[before].text.strip()
            bracketed = text.startswith(("（", "(")) and text.endswith(("）", ")"))
            if (
                0 < len(text) < 150
                and "\n" not in text
                and (bracketed or text[-1] not in ".;:,。；：،؛)—-")
                and (bracketed or not re.match(r"[(\[]?[\w]{1,3}[).\]]\s", text))
                and not text[0].islower()
                and _division_pattern().match(text) is None
            ):
                found.add(before)
        return frozenset(found) if eligible and len(found) >= 0.5 * eligible else frozenset()


def _digits(label: str) -> str:
    """A label without its word, for comparing "Artículo 7 bis" with "ART. 7 BIS"."""
    return re.sub(r"^[^\W\d_]+|[\W_]", "", label).casefold()


def _plain(text: str) -> str:
    return " ".join(text.split()).strip("*_ ")


def _is_bare_division(name: str) -> bool:
    found = _division_pattern().match(name)
    return bool(found) and len(name) - found.end() < 3  # type: ignore[union-attr]


def _heading_and_text(block: Block, match: _Match) -> tuple[str, str]:
    """What follows the label on its line: the heading and the beginning of the text."""
    rest = match.rest
    if not rest:
        return "", ""
    bracket = re.match(r"[(（【\[]([^()（）【】\[\]\n]{1,120})[)）】\]]\s*", rest)
    if bracket and match.kind in ("han", "hangul"):
        return bracket[1].strip(), rest[bracket.end() :].strip()
    if block.level:
        return rest.strip("*_ "), ""
    first, _, others = rest.partition("\n")
    if (
        others
        and len(first) < _MAX_HEADING
        and first[-1] not in ".;:,。；："
        and match.kind != "han"
    ):
        return first.strip("*_ "), others.strip()
    dash = re.match(r"([^.\n—–]{3,120}[.:]?)\s?[.:]?\s?(?:—|–|⸺|-{2}|\.\s?-)\s*", rest)
    if dash and match.kind in ("word", "number") and rest[dash.end() :].strip():
        return dash[1].strip(" ."), rest[dash.end() :].strip()
    if len(rest) < 150 and not others and rest[-1] not in ".;:,。；：،؛" and match.kind != "han":
        return rest.strip("*_ "), ""
    return "", rest


def _without_contents(pieces: list[Piece]) -> list[Piece]:
    """Joins a table of contents into the piece before it: its entries are labels with a heading
    at most, whose like come again with text."""
    last = {piece.label: index for index, piece in enumerate(pieces) if piece.label and piece.text}
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        again = pieces[last[piece.label]] if last.get(piece.label, -1) > index else None
        line = piece.text or piece.heading
        is_entry = again and (not piece.text or (line == again.heading and not piece.heading))
        if not is_entry:
            result.append(piece)
            continue
        entry = f"{piece.label} {line}".strip()
        if result and not result[-1].label and result[-1].ancestors == piece.ancestors:
            before = result.pop()
            text = "\n".join(part for part in (before.text, entry) if part)
            result.append(Piece("", before.heading, text, before.ancestors, page=before.page))
        else:
            result.append(Piece("", "", entry, piece.ancestors, page=piece.page))
    return result


def _without_articles(blocks: Sequence[Block]) -> list[Piece]:
    """A text without articles: a piece a heading of the format, else a piece a page."""
    pieces: list[_Open] = []
    divisions: list[tuple[int, str]] = []
    paged = any(block.page for block in blocks) and not any(block.level for block in blocks)
    for block in blocks:
        if block.level:
            divisions = [item for item in divisions if item[0] < block.level]
            ancestors = tuple(name for _, name in divisions)
            divisions.append((block.level, _plain(block.text)))
            pieces.append(_Open("", _plain(block.text), ancestors, block.page))
        elif not pieces or (paged and pieces[-1].page != block.page):
            pieces.append(_Open("", "", (), block.page))
            pieces[-1].text.append(block.text)
        else:
            pieces[-1].text.append(block.text)
    return [opened.piece() for opened in pieces]
