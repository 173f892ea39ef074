"""Checks that provisions hold every character of the blocks they were split from, in order."""

import re
from collections.abc import Iterator, Sequence

from corpora.extract.model import Block, Piece

# What may stand between a label, its heading and its text, or around them.
_BETWEEN = re.compile(r"[\s.:;,—–⸺\-‑ـ°º*।>«»\"“”„「『_()（）【】\[\]]+")
_LONGEST_LABEL = 60


def difference(blocks: Sequence[Block], pieces: Sequence[Piece]) -> str:
    """Where the characters of pieces first differ from those of blocks; "" where they do not.

    Marks between labels and text aside, and a label that is printed twice.
    """
    expected = _letters("".join(block.text for block in blocks))
    # Where the pieces so far may end: a label printed twice can be read in two ways.
    ends = {0}
    above: tuple[str, ...] = ()
    headings: set[tuple[str, ...]] = set()
    for piece in pieces:
        starts = {
            at + len(names)
            for names in _opened(piece.ancestors, above)
            for at in ends
            if expected.startswith(names, at)
        }
        if piece.ancestors in headings:
            starts |= ends  # without articles a heading is a provision above others
        above = piece.ancestors
        if not piece.label:
            headings.add((*piece.ancestors, piece.heading))
        found = {
            at + len(form)
            for at in starts
            for form in _forms(piece, expected, at)
            if expected.startswith(form, at)
        }
        if not found:
            at = max(ends)
            return f"{piece!r}"[:400] + f" where the text has {expected[at : at + 60]!r}"
        ends = found
    at = max(ends)
    return "" if len(expected) in ends else f"not in any provision: {expected[at : at + 60]!r}"


def _opened(ancestors: tuple[str, ...], above: tuple[str, ...]) -> Iterator[str]:
    """The names of the divisions that a provision may be the first one in. Two divisions of one
    name that follow each other, as supplementary provisions do, look like one."""
    shared = 0
    while above[shared:] and ancestors[: shared + 1] == above[: shared + 1]:
        shared += 1
    for start in range(shared + 1):
        yield _letters("".join(ancestors[start:]))


def _letters(text: str) -> str:
    return _BETWEEN.sub("", text)


def _forms(piece: Piece, expected: str, at: int) -> Iterator[str]:
    """How the characters of a provision may stand in the text."""
    label, heading, text = map(_letters, (piece.label, piece.heading, piece.text))
    if not label:
        # Entries of a table of contents are joined, with headings of the margin behind labels.
        whole = expected[at : at + len(heading) + len(text)]
        if sorted(whole) == sorted(heading + text):
            yield whole
    openings = [(label + heading, ""), (label, heading)]
    for margin in range(1, len(heading) + 1):
        # A heading in the margin stands before its label.
        if label and expected.startswith(heading[:margin] + label, at):
            openings += [(heading[:margin] + label, heading[margin:])]
            openings += [(heading[:margin] + label + heading[margin:], "")]
    number = _letters(re.sub(r"^[^\W\d_]+[\s.]+", "", piece.label)).casefold()
    for opening, rest in openings:
        yield opening + rest + text
        # "Artículo 7" as a heading of the format, "ART. 7." where its text begins.
        start = at + len(opening)
        again = expected[start : start + _LONGEST_LABEL]
        end = again.casefold().find(number) + len(number)
        if number and end >= len(number):
            yield opening + again[:end] + rest + text
