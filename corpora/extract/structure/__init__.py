"""Finds the articles of a law and the divisions above them in a sequence of paragraphs.

    blocks ──marks──▶ labels ──articles──▶ those that open one ──build──▶ pieces

Every character belongs to exactly one provision: those of all blocks, white space aside, are
those of labels, headings, texts and division names, in order. Let go of are only the marks between
a label and what follows it, decoration around a heading, and a label that is printed twice.
Time grows with the size of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpora.extract import numerals
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


def has_articles(blocks: Sequence[Block]) -> bool:
    """Whether a text has articles: a label with a word or a sign, or several numbers in order."""
    found = [marks.read(block) for block in blocks]
    if any(mark and mark.kind not in marks.NUMBERS for mark in found):
        return True
    places = [divisions.read(block) for block in blocks]
    return len(articles.choose(blocks, found, places)) >= _FEW_ARTICLES


# A record of so many characters in a law of so few may be the whole law.
_WHOLE = 2000
_FEW_RECORDS = 2
_FEW_ARTICLES = 3
_WORD_OR_SIGN = re.compile(r"[^\W\d_]{2}|§|[条條조]")


def within_records(pieces: Sequence[Piece]) -> list[Piece]:
    """The provisions of a law whose format gives records. Some transcriptions put all articles of
    a law into one record: it is split like a text."""
    if len(pieces) > _FEW_RECORDS:
        return list(pieces)
    found: list[Piece] = []
    for piece in pieces:
        parts = split([Block(line) for line in piece.text.split("\n")])
        # Numbers alone may count the paragraphs of one article, and a law begins with its first.
        articles = [part.label for part in parts if _WORD_OR_SIGN.search(part.label)]
        begins = bool(articles) and numerals.leading(articles[0]) in (None, 1)
        if piece.path or len(piece.text) < _WHOLE or len(articles) < _FEW_ARTICLES or not begins:
            found.append(piece)
            continue
        if piece.label or piece.heading:
            found.append(replace(piece, text=""))
        found += [
            replace(part, ancestors=piece.ancestors + part.ancestors, language=piece.language)
            for part in parts
        ]
    return found
