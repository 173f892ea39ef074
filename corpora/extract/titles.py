"""The title of a law in a text whose format does not say which it is."""

import re
from collections.abc import Sequence

from corpora.extract.model import Block
from mappings.kinds import kind_of

_LONGEST = 400
# Notes about a law stand above its title and name other laws.
_NOTE = re.compile(
    r"(?:утратил|repealed|abrog|derogad|current to|last amended|[\W_]*\()|[-–]", re.I
)


def is_named(title: str, blocks: Sequence[Block]) -> bool:
    """Whether a document's title in its metadata is that of its text. Templates, sites and
    scanners write one that is the same for all their documents."""
    words = re.findall(r"[^\W\d_]{3,}", title.casefold())
    shown = " ".join(block.text for block in blocks[:20]).casefold()
    return bool(words) and sum(word in shown for word in words) >= 0.8 * len(words)


def opening_title(blocks: Sequence[Block]) -> str:
    """The first of a law's opening lines that names a kind of law, a heading if there is one;
    else its first line. "" when it has none."""
    opening = [block for block in blocks[:12] if len(block.text) < _LONGEST]
    lines = [block for block in opening if not _NOTE.match(block.text)]
    headings = [block for block in lines if 0 < block.level < 4]
    for block in (*headings, *lines):
        if kind_of("", block.text) != "other" and not block.text.endswith((".", ";", ",")):
            return block.text
    return next((block.text for block in lines if any(map(str.isalpha, block.text))), "")
