"""Finds the articles of a law and the divisions above them in a sequence of paragraphs.

    blocks ──marks──▶ labels ──articles──▶ those that open one ──build──▶ pieces

Every character belongs to exactly one provision: those of all blocks, white space aside, are
those of labels, headings, texts and division names, in order. Let go of are only the marks between
a label and what follows it, decoration around a heading, and a label that is printed twice.
Time grows with the size of the text.
"""

from collections.abc import Sequence

from corpora.extract.model import Block, Piece
from corpora.extract.structure import articles, build, contents, divisions, marks, unmarked


def split(blocks: Sequence[Block]) -> list[Piece]:
    """The provisions of a text, in order. The labels of all traditions are tried, whatever the
    language: laws are translated, and their articles keep their form."""
    found = [marks.read(block) for block in blocks]
    places = [divisions.read(block) for block in blocks]
    accepted = articles.choose(blocks, found, places)
    if not accepted:
        return unmarked.split(blocks, places)
    pieces = build.Builder(blocks, found, places, accepted).pieces()
    return unmarked.shortened(contents.joined(pieces))
