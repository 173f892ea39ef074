"""Arabic as PDFs give it: letters' shapes, visual order and flipped ligatures put right."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_WORDS = ("من", "على", "في", "المادة", "إلى", "هذا", "التي", "القانون")
_ARABIC_REVERSED = tuple(word[::-1] for word in _ARABIC_WORDS)
# Fonts map the ligature of the article's lam with the next letter as one glyph, and some PDFs
# give its two letters the wrong way round: "املادة" for "المادة".
_FLIPPED_LAM = re.compile(r"(?<![^\W\d_])([وفبك]?)ا([مجحخاأإ])ل")
_RIGHT_LAM = re.compile(r"(?<![^\W\d_])[وفبك]?ال[مجحخ]")

_BRACKETS = str.maketrans("()[]«»", ")(][»«")
_MIRRORED = re.compile(r"[)\]]\s?[\d٠-٩۰-۹]{1,4}\s?[(\[]")
_RIGHT_BRACKETS = re.compile(r"[(\[]\s?[\d٠-٩۰-۹]{1,4}\s?[)\]]")
# Letters as fonts shape them, which some PDFs give in place of the letters themselves.
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]+")


def _plain(text: str) -> str:
    """A text in letters, without their shapes, the lines that stretch them, and lost ones."""
    text = _SHAPES.sub(_letters, text)
    return text.replace("ـ", "").replace("\ufffd", "")


def _letters(shapes: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", shapes[0])


_LOOSE = re.compile(r"\(\s*([\d٠-٩۰-۹]{1,4})\s*\)")


def has_flipped_ligatures(text: str) -> bool:
    """Whether the letters of ligatures stand in the order of the page, not of reading."""
    if "ا" not in text:
        return False
    flipped = len(_FLIPPED_LAM.findall(text))
    return flipped > 1 and flipped > len(_RIGHT_LAM.findall(text))


def mender(texts: Sequence[str], warnings: list[str]) -> Callable[[str], str] | None:
    """What puts right the Arabic texts of a document: visual order and flipped ligatures are
    turned round. Says so; None for a document that is not in Arabic."""
    if not any(_ARABIC.search(text) for text in texts[:50]):
        return None
    plain = [_plain(text) for text in texts[:300]]
    words = Counter(word for text in plain for word in text.split())
    right = sum(words[word] for word in _ARABIC_WORDS)
    wrong = sum(words[word] for word in _ARABIC_REVERSED)
    turn = wrong > 5 and wrong > right
    if turn:
        plain = [_visual_to_logical(text) for text in plain]
        warnings.append("Arabic text stood in visual order and was turned round")
    sample = "\n".join(plain)
    flip = len(_FLIPPED_LAM.findall(sample)) > len(_RIGHT_LAM.findall(sample))
    if flip:
        sample = _FLIPPED_LAM.sub(r"\1ال\2", sample)
        warnings.append("Arabic ligatures stood the wrong way round and were turned")
    mirror = len(_MIRRORED.findall(sample)) > len(_RIGHT_BRACKETS.findall(sample))

    def mended(text: str) -> str:
        text = _plain(text)
        if turn:
            text = _visual_to_logical(text)
        if flip:
            text = _FLIPPED_LAM.sub(r"\1ال\2", text)
        if mirror and _ARABIC.search(text):
            text = text.translate(_BRACKETS)
        return _LOOSE.sub(r"(\1)", text)

    return mended


def _visual_to_logical(text: str) -> str:
    # Numbers and Latin words keep their own direction inside the reversed line.
    reversed_text = text[::-1]
    return re.sub(r"[A-Za-z0-9٠-٩.,/:%-]+", lambda run: run[0][::-1], reversed_text)
