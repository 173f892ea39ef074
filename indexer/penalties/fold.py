"""Texts in the form that the words of penalties are compared in, every place known."""

import re
from collections.abc import Sequence
from functools import cache

from indexer.citations.styles import lowered

# Signs that are part of no word: vowels of Arabic, its lengthening, soft hyphens, joiners, accents
# written behind their letter.
_SIGNS = re.compile("[\u064b-\u0655\u0670\u0640\u00ad\u200b\u200d\u200e\u200f\u0300-\u036f]")
_ARABIC = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    "ک": "ك",
    "ة": "ه",
    "\u200c": " ",
}
_OTHERS = {
    **dict.fromkeys("’ʼʻ`´‘", "'"),
    **dict.fromkeys("‑–—", "-"),
    "ş": "ș",
    "ţ": "ț",
    # Han numerals as forms and contracts write them.
    **dict(
        zip(
            "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟兩萬億",
            "一二二三三四五六六七八九十百千两万亿",
            strict=True,
        )
    ),
}
MADE = frozenset(_OTHERS.values())
"""Letters that `folded` makes of others and `even` leaves alone."""


def even(text: str) -> str:
    """A text in small letters, those of Arabic in one form; every letter stays in its place."""
    low = lowered(text)
    return low if low.isascii() else _replaced(low, _ARABIC)


def _replaced(text: str, letters: dict[str, str]) -> str:
    # Most letters are in no text: to replace one by one is faster than to translate.
    for letter, made in letters.items():
        text = text.replace(letter, made)
    return text


def has_signs(text: str) -> bool:
    """Whether a text has signs that folding takes out of its words."""
    return not text.isascii() and _SIGNS.search(text) is not None


def folded(text: str) -> tuple[str, Sequence[int]]:
    """What `even` gives, without signs and with all letters in one form, and where each of its
    characters and its end stand in the text.

    >>> folded(even("Ein Jahr’s"))[0]
    "ein jahr's"
    """
    low = _replaced(text, _OTHERS)
    if not has_signs(low):
        return low, range(len(low) + 1)
    kept = [place for place, char in enumerate(low) if not _SIGNS.match(char)]
    return "".join(low[place] for place in kept), [*kept, len(low)]


@cache
def word(written: str) -> str:
    """A word of the table in the same form."""
    return folded(even(written))[0]
