"""Arabic as PDFs give it: letters' shapes, visual order and flipped ligatures put right."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpora.extract.model import Block

_ARABIC_WORDS = ("من", "على", "في", "المادة", "إلى", "هذا", "التي", "القانون")
_ARABIC_REVERSED = tuple(word[::-1] for word in _ARABIC_WORDS)
# Fonts map the ligature of the article's lam with the next letter as one glyph, and some PDFs
# give its two letters the wrong way round: "املادة" for "المادة".
_FLIPPED_LAM = re.compile(r"(?<![^\W\d_])([وفبك]?)ا([مجحخاأإ])ل")
_RIGHT_LAM = re.compile(r"(?<![^\W\d_])[وفبك]?ال[مجحخ]")


def repair(blocks: Sequence[Block], warnings: list[str]) -> list[Block]:
    """Turns Arabic text in visual order round, and flipped ligatures with it; says so."""
    if not any(re.search(r"[\u0600-\u06ff]", block.text) for block in blocks[:50]):
        return list(blocks)
    texts = [block.text.replace("ـ", "").replace("\ufffd", "") for block in blocks]
    words = Counter(word for text in texts[:300] for word in text.split())
    right = sum(words[word] for word in _ARABIC_WORDS)
    wrong = sum(words[word] for word in _ARABIC_REVERSED)
    if wrong > 5 and wrong > right:
        texts = [_visual_to_logical(text) for text in texts]
        warnings.append("Arabic text stood in visual order and was turned round")
    sample = "\n".join(texts[:300])
    if len(_FLIPPED_LAM.findall(sample)) > len(_RIGHT_LAM.findall(sample)):
        texts = [_FLIPPED_LAM.sub(r"\1ال\2", text) for text in texts]
        warnings.append("Arabic ligatures stood the wrong way round and were turned")
    return [replace(block, text=text) for text, block in zip(texts, blocks, strict=True)]


def _visual_to_logical(text: str) -> str:
    # Numbers and Latin words keep their own direction inside the reversed line.
    reversed_text = text[::-1]
    return re.sub(r"[A-Za-z0-9٠-٩.,/:%-]+", lambda run: run[0][::-1], reversed_text)
