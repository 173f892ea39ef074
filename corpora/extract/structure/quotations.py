"""Blocks that stand in a quotation: the new wording of another law."""

import re
from collections.abc import Sequence

from corpora.extract.model import Block

_STARTS = re.compile(r"[\s>*_(]*[«“„「『]")
# A quotation that has not ended after so many blocks lacks its closing mark.
_LONGEST = 300


def quoted(blocks: Sequence[Block]) -> frozenset[int]:
    """Indexes of the blocks in a quotation that began in a block before."""
    found: set[int] = set()
    start: int | None = None
    depth = 0
    for index, block in enumerate(blocks):
        text = block.text
        if start is None:
            if _STARTS.match(text) and (depth := _balance(text)) > 0:
                start = index
            continue
        depth += _balance(text)
        if depth <= 0:
            found.update(range(start + 1, index + 1))
        if depth <= 0 or index - start > _LONGEST:
            start = None
    return frozenset(found)


def _balance(text: str) -> int:
    """Quotations that open in a text and do not close in it. “ closes what „ opened."""
    low = text.count("„")
    closing = len(re.findall(r"[»”」』]", text)) + (text.count("“") if low else 0)
    opening = len(re.findall(r"[«「『„]", text)) + (0 if low else text.count("“"))
    return opening - closing
