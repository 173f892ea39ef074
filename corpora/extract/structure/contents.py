"""Tells a table of contents from the text that it lists."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from corpora.extract import labels
from corpora.extract.model import Block, Piece
from corpora.extract.structure import divisions, marks

# An entry is no longer; a table has so many with a label, and little else among them.
_MAX_ENTRY = 250
_FEWEST = 4
_GAP = 6
_ABOVE = 4  # blocks above the first entry among which the title is
_OTHERS = 0.4
# Of two entries that follow each other, what they name does so too, but for this share.
_DISORDER = 0.2
# What is listed is so much longer than the list: else it is a text that is printed twice.
_LONGER = 3
# Of what is listed this share has text below it; and a table that has no title and no numbers of
# pages lists this share of what stands behind it.
_MOST = 0.5
_NO_LETTER = re.compile(r"[\W_]+")
# Dots, or a gap, before the number of a page at the end.
_PAGE = re.compile(r"(?:\s|[.…·_|])+(?:\d{1,4}|[ivxl]{1,6})?\s*$")
_PAGE_NUMBER = re.compile(r"[\s.…·_|](\d{1,3})$")
# The number before a heading: "1. ", "§ 12a ", "Section 3 - ".
_NUMBER = re.compile(r"[^\w§]*(?:[^\W\d_]{1,12}\.?\s?|§+\s?)?\d[\w.()]{0,7}[^\w(]+(?=\w{3})")
# A heading that its text follows on the same line.
_RUN_IN = re.compile(r".{3,150}?(?=\.?\s?(?:[—–]|-{1,2}\s))")
_TITLES = frozenset(labels.CONTENTS_WORDS)
# Titles of a table are short; the entries below one need not come again word for word.
_MAX_TITLE = 60


def parted(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks of a text without its tables of contents, and what those say. A table lists
    headings or labels that come again, in order, over a text that is much longer."""
    found = list(_tables(blocks))
    if not found:
        return list(blocks), []
    inside = {at for start, end in found for at in range(start, end)}
    kept = [block for at, block in enumerate(blocks) if at not in inside]
    return kept, [blocks[at].text for at in sorted(inside)]


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Start and end of each table; two may overlap."""
    again = _Again(blocks)
    for run in _runs(again, blocks):
        # What stands before the first label and behind the last is of other parts of the law.
        labelled = [at for at in run if _label(blocks[at]) is not None]
        if len(labelled) >= _FEWEST and _lists(
            again, run[run.index(labelled[0]) : run.index(labelled[-1]) + 1], blocks
        ):
            start, end = labelled[0], labelled[-1] + 1
            above = range(max(0, start - _ABOVE), start)
            yield next((at for at in above if _is_title(blocks[at])), start), end
    yield from _titled(again, blocks)


class _Again:
    """Where what blocks say comes again."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._places: dict[str, list[int]] = {}
        self._until = list(accumulate((len(block.text) for block in blocks), initial=0))
        before = ""
        for at, block in enumerate(blocks):
            line = block.text[: _MAX_ENTRY + 1].partition("\n")[0]
            key = ""
            if len(line) <= _MAX_ENTRY:
                key = _key(line)
                # A label on a line of its own, and the heading below it.
                keys = {key, before + key}
                if number := _NUMBER.match(line):
                    keys.add(_key(line[number.end() :]))
            elif heading := _RUN_IN.match(line):
                keys = {_key(heading[0])}
            else:
                keys = set()
            for found in keys:
                self._places.setdefault(found, []).append(at)
            before = key

    def of(self, at: int) -> list[int]:
        """The blocks that begin with what the given one says; none where it is no entry."""
        block = self._blocks[at]
        text = block.text
        # What a format marks as a heading is one.
        if len(text) > _MAX_ENTRY or "\n" in text or block.level:
            return []
        page = _PAGE.search(text)
        for said in (text, text[: page.start()] if page else text):
            number = _NUMBER.match(said)
            for part in (said, said[number.end() :] if number else said):
                places = self._places.get(_key(part), [])
                if places and places[-1] > at:
                    return places
        return []

    def characters(self, start: int, end: int) -> int:
        """How many there are in blocks from `start` to before `end`."""
        return self._until[end] - self._until[start]

    def first(self, at: int, start: int) -> int | None:
        """The first of them from a block on."""
        places = self.of(at)
        index = bisect_left(places, start)
        return places[index] if index < len(places) else None


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold() or "-"


def _runs(again: _Again, blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Entries that follow each other, with a few short blocks between them at most."""
    run: list[int] = []
    end = 0
    for at in range(len(blocks)):
        places = again.of(at)
        if not places or places[-1] <= at:
            continue
        if run:
            between = blocks[run[-1] + 1 : at]
            long = any(len(block.text) > _MAX_ENTRY or block.level for block in between)
            if long or len(between) > _GAP or end <= at:
                yield run
                run = []
        if not run:
            end = places[-1]
        run.append(at)
    if run:
        yield run


def _lists(again: _Again, run: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether a run of entries lists what stands behind it."""
    start, end = run[0], run[-1] + 1
    listed = [(at, there) for at in run if (there := again.first(at, end)) is not None]
    if len(listed) < _FEWEST or end - start - len(listed) > _OTHERS * (end - start):
        return False
    steps = [(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(listed)]
    if sum(there <= 0 for _, there in steps) > _DISORDER * len(steps):
        return False
    if sum(there > here for here, there in steps) < _MOST * len(steps):
        return False  # The same text once more: as much stands between what is listed.
    targets = [there for _, there in listed]
    text = again.characters(min(targets), max(targets) + 1)
    told = (
        any(map(_is_title, blocks[max(0, start - _ABOVE) : start]))
        or _has_pages([blocks[at].text for at, _ in listed])
        or text >= _MOST * again.characters(end, len(blocks))
    )
    return told and text > _LONGER * again.characters(start, end)


def _has_pages(entries: Sequence[str]) -> bool:
    """Whether most entries end in the number of a page, and none goes back."""
    pages = [int(found[1]) for text in entries if (found := _PAGE_NUMBER.search(text))]
    return 2 * len(pages) > len(entries) and pages == sorted(pages)


def _label(block: Block) -> str | None:
    """What an entry is called: the kind and the number of its label, or of a division."""
    page = _PAGE.search(block.text)
    # Without the number of the page, unless it is the label's: "Article 1".
    texts = (block.text[: page.start()], block.text) if page else (block.text,)
    for plain in (Block(text, block.level) for text in texts):
        if mark := marks.read(plain):
            return f"{mark.kind} {_key(mark.label)}"
        if divisions.read(plain):
            return "division"
    return None


def _is_title(block: Block) -> bool:
    """Whether a block is what tables of contents are called."""
    if len(block.text) > _MAX_TITLE:
        return False
    words = " ".join(re.findall(r"\w+", block.text)).casefold()
    return words in _TITLES or any(words == f"{title} page" for title in _TITLES)


def _titled(again: _Again, blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The table below a title that says so: its labels come again, if not its words."""
    title = next((at for at, block in enumerate(blocks) if _is_title(block)), None)
    if title is None:
        return
    found = [_label(block) for block in blocks[title:]]
    first = next((at for at, label in enumerate(found) if label not in (None, "division")), None)
    if first is None or found[first] not in found[first + 1 :]:
        return
    restart = found.index(found[first], first + 1)
    later = set(found[restart:]) - {None, "division"}
    listed = [at for at in range(first, restart) if found[at] in later]
    end = max(listed) + 1
    own = [label for label in found[first:end] if label not in (None, "division")]
    short = all(len(block.text) <= _MAX_ENTRY for block in blocks[title : title + end])
    if len(listed) < _FEWEST - 1 or len(listed) < (1 - _DISORDER) * len(own) or not short:
        return
    text = again.characters(title + restart, len(blocks))
    if text > _LONGER * again.characters(title, title + end):
        yield title, title + end


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Joins a table of contents into the piece before it: its entries are labels with a heading
    at most, whose like come again with text."""
    last = {piece.label: index for index, piece in enumerate(pieces) if piece.label and piece.text}
    result: list[Piece] = []
    lines: list[str] = []
    for index, piece in enumerate(pieces):
        again = pieces[last[piece.label]] if last.get(piece.label, -1) > index else None
        line = piece.text or piece.heading
        is_entry = again and (not piece.text or (line == again.heading and not piece.heading))
        if not is_entry:
            _flush(result, lines)
            result.append(piece)
            continue
        if lines and result[-1].ancestors != piece.ancestors:
            _flush(result, lines)
        if not lines and not (
            result and not result[-1].label and result[-1].ancestors == piece.ancestors
        ):
            result.append(Piece("", "", "", piece.ancestors, page=piece.page))
        lines.append(f"{piece.label} {line}".strip())
    _flush(result, lines)
    return result


def _flush(result: list[Piece], lines: list[str]) -> None:
    """Adds entries to the text of the piece that they were joined into."""
    if lines:
        before = result.pop()
        text = "\n".join(part for part in (before.text, *lines) if part)
        result.append(Piece("", before.heading, text, before.ancestors, page=before.page))
        lines.clear()
