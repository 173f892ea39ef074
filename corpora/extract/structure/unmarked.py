"""What has no articles: split by headings or pages; and provisions too long to be read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpora.extract import numerals
from corpora.extract.model import Block, Piece
from corpora.extract.structure import chain
from corpora.extract.structure.divisions import Place
from corpora.extract.structure.marks import STOPS

# A provision over so many characters is split by its own numbered headings.
_LONG = 40_000
_FEW = 4
_MAX_HEADING = 150
_NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]{1,6}[.)])\s+\S")


def split(blocks: Sequence[Block], places: Sequence[Place | None]) -> list[Piece]:
    """A text without articles: a piece a heading of the format, else a piece a division that its
    words name, else one a line in bold or large letters above a text, else a piece a page."""
    if any(block.level for block in blocks):
        ranks = [float(block.level) for block in blocks]
    elif sum(place is not None for place in places) > 1:
        ranks = [place.rank if place else 0.0 for place in places]
    elif sum(headings := _emphasised(blocks)) > 1:
        ranks = [float(is_heading) for is_heading in headings]
    else:
        return shortened(_by_page(blocks))
    pieces: list[Piece] = []
    texts: list[list[str]] = []
    above: list[tuple[float, str]] = []
    for block, rank in zip(blocks, ranks, strict=True):
        if rank:
            above = [item for item in above if item[0] < rank]
            name = _plain(block.text)
            pieces.append(Piece("", name, "", tuple(n for _, n in above), page=block.page))
            texts.append([])
            above.append((rank, name))
            continue
        if not pieces:
            pieces.append(Piece("", "", "", page=block.page))
            texts.append([])
        texts[-1].append(block.text)
    return shortened(
        [replace(p, text="\n".join(lines)) for p, lines in zip(pieces, texts, strict=True)]
    )


def _emphasised(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks are headings by their letters alone: short ones with plain text below."""
    below = [*blocks[1:], Block("", bold=True)]
    return [
        block.bold
        and not following.bold
        and len(block.text) < _MAX_HEADING
        and block.text[-1:] not in STOPS
        and any(map(str.isalpha, block.text))
        for block, following in zip(blocks, below, strict=False)
    ]


def _by_page(blocks: Sequence[Block]) -> list[Piece]:
    pages: list[tuple[int | None, list[str]]] = []
    for block in blocks:
        if not pages or pages[-1][0] != block.page:
            pages.append((block.page, []))
        pages[-1][1].append(block.text)
    return [Piece("", "", "\n".join(lines), page=page) for page, lines in pages]


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces, with those of extraordinary length split by the numbered headings in their text."""
    found: list[Piece] = []
    for piece in pieces:
        found += _parts(piece) if len(piece.text) > _LONG else [piece]
    return found


def _parts(piece: Piece) -> list[Piece]:
    lines = piece.text.split("\n")
    candidates = []
    for index, line in enumerate(lines):
        found = _NUMBERED.match(line) if len(line) < _MAX_HEADING else None
        if found and line[-1] not in ".;:,。；、":
            number = numerals.leading(found[0]) or 0
            candidates.append(chain.Candidate(index, number, 1.0, number <= 1))
    heads = [candidate.at for candidate in chain.heaviest(candidates)]
    if len(heads) < _FEW:
        return [piece]
    first = replace(piece, text="\n".join(lines[: heads[0]]))
    ends = [*heads[1:], len(lines)]
    rest = [
        Piece("", lines[at], "\n".join(lines[at + 1 : end]), piece.ancestors, "", piece.language,
              piece.page)
        for at, end in zip(heads, ends, strict=True)
    ]  # fmt: skip
    return [first, *rest] if first.label or first.heading or first.text else rest


def _plain(text: str) -> str:
    return " ".join(text.split()).strip("*_ ")
