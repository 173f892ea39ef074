"""Tells a table of contents from the text that it lists."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpora.extract import labels
from corpora.extract.model import Block, Piece
from corpora.extract.structure import divisions, marks

# An entry is no longer; a table has so many with a label, and little else among them.
_MAX_ENTRY = 250
_FEWEST = 4
_GAP = 6
_OTHERS = 0.4
# Of two entries that follow each other, what they name does so too, but for this share.
_DISORDER = 0.2
# What is listed is so much longer than the list: else it is a text that is printed twice.
_LONGER = 3
# A table that has no title and no numbers of pages lists this share of what stands behind it.
_MOST = 0.5
_NO_LETTER = re.compile(r"[\W_]+")
# Dots, or a gap, before the number of a page at the end.
_PAGE = re.compile(r"(?:\s|[.…·_|])+(?:\d{1,4}|[ivxl]{1,6})?\s*$")
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
    """Start and end of each table."""
    again = _Again(blocks)
    entries = [(at, there) for at in range(len(blocks)) if (there := again.of(at)) is not None]
    end = 0
    for run in _runs(entries, blocks):
        if _lists(run, blocks):
            start, end = run[0][0], run[-1][0] + 1
            while start and _is_title(blocks[start - 1]):
                start -= 1
            yield start, end
    yield from _titled(blocks, end)


class _Again:
    """Where what blocks say comes again."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._last: dict[str, int] = {}
        before = ""
        for at, block in enumerate(blocks):
            line = block.text[: _MAX_ENTRY + 1].partition("\n")[0]
            key = ""
            if len(line) <= _MAX_ENTRY:
                key = _key(line)
                self._last[key] = at
                # A label on a line of its own, and the heading below it.
                self._last[before + key] = at
                if number := _NUMBER.match(line):
                    self._last[_key(line[number.end() :])] = at
            elif heading := _RUN_IN.match(line):
                self._last[_key(heading[0])] = at
            before = key

    def of(self, at: int) -> int | None:
        """The last block, behind the one given, that begins with what it says; None where it is
        too long to be an entry, or nothing does."""
        block = self._blocks[at]
        text = block.text
        # What a format marks as a heading is one.
        if len(text) > _MAX_ENTRY or "\n" in text or block.level:
            return None
        page = _PAGE.search(text)
        for said in (text, text[: page.start()] if page else text):
            number = _NUMBER.match(said)
            for part in (said, said[number.end() :] if number else said):
                there = self._last.get(_key(part), -1)
                if there > at:
                    return there
        return None


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold() or "-"


def _runs(
    entries: Sequence[tuple[int, int]], blocks: Sequence[Block]
) -> Iterator[list[tuple[int, int]]]:
    """Entries that follow each other, with a few short blocks between them at most."""
    run: list[tuple[int, int]] = []
    for at, there in entries:
        if run:
            between = blocks[run[-1][0] + 1 : at]
            long = any(len(block.text) > _MAX_ENTRY or block.level for block in between)
            if long or len(between) > _GAP or run[0][1] <= at:
                yield run
                run = []
        run.append((at, there))
    if run:
        yield run


def _lists(run: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> bool:
    """Whether a run of entries lists what stands behind it."""
    start, end = run[0][0], run[-1][0] + 1
    listed = [(at, there) for at, there in run if there >= end]
    labelled = sum(_label(blocks[at]) is not None for at, _ in listed)
    if labelled < _FEWEST or end - start - len(listed) > _OTHERS * (end - start):
        return False
    targets = [there for _, there in listed]
    if sum(after <= before for before, after in pairwise(targets)) > _DISORDER * len(targets):
        return False
    text = blocks[min(targets) : max(targets) + 1]
    with_page = sum(bool(_ends_in_page(blocks[at].text)) for at, _ in listed)
    if not (2 * with_page > len(listed) or (start and _is_title(blocks[start - 1]))):
        behind = sum(len(block.text) for block in blocks[end:])
        if sum(len(block.text) for block in text) < _MOST * behind:
            return False
    return _is_longer(blocks[start:end], text)


def _ends_in_page(text: str) -> bool:
    return text[-1:].isdigit() and _PAGE.search(text) is not None


def _is_longer(table: Sequence[Block], text: Sequence[Block]) -> bool:
    listed = sum(len(block.text) for block in text)
    return listed > _LONGER * sum(len(block.text) for block in table)


def _label(block: Block) -> str | None:
    """What an entry is called: the kind and the number of its label, or of a division."""
    page = _PAGE.search(block.text)
    plain = Block(block.text[: page.start()] if page else block.text, block.level)
    if mark := marks.read(plain):
        return f"{mark.kind} {_key(mark.label)}"
    return "division" if divisions.read(plain) else None


def _is_title(block: Block) -> bool:
    """Whether a block is what tables of contents are called."""
    if len(block.text) > _MAX_TITLE:
        return False
    words = " ".join(re.findall(r"\w+", block.text)).casefold()
    return words in _TITLES or any(words == f"{title} page" for title in _TITLES)


def _titled(blocks: Sequence[Block], start: int) -> Iterator[tuple[int, int]]:
    """The table below a title that says so: its labels come again, if not its words."""
    title = next((at for at in range(start, len(blocks)) if _is_title(blocks[at])), None)
    if title is None:
        return
    found = [_label(block) for block in blocks[title:]]
    first = next((at for at, label in enumerate(found) if label not in (None, "division")), None)
    if first is None or found[first] not in found[first + 1 :]:
        return
    again = found.index(found[first], first + 1)
    later = set(found[again:])
    listed = [at for at in range(first, again) if found[at] in later and found[at] != "division"]
    end = max(listed) + 1
    own = [label for label in found[first:end] if label not in (None, "division")]
    short = all(len(block.text) <= _MAX_ENTRY for block in blocks[title : title + end])
    if len(listed) < _FEWEST - 1 or len(listed) < (1 - _DISORDER) * len(own) or not short:
        return
    if _is_longer(blocks[title : title + end], blocks[title + again :]):
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
