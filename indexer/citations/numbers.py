"""The number of a provision in one spelling, whatever way it is written or stands in a path.

"Artículo 1º", "art_1o" and "المادة الأولى" are 1, "Art. L. 131-1" and "art_l131-1" are l131-1,
"§ 145-A" and "145a" are 145a.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from corpora.extract import numerals
from corpora.extract.labels import ORDINALS, SUFFIX_CODES, SUFFIX_WORDS
from corpora.extract.paths import number_of
from corpora.extract.structure import marks

ONLY = "only"
"""The number of an only article."""

_SIZE = 24
# What may stand behind a number and belongs to it, as paths write it.
_TAILS = frozenset(
    (
        *(word for word in SUFFIX_WORDS if word.isascii()),
        *SUFFIX_CODES.values(),
        # Letters of other scripts by name (`corpora.extract.paths`).
        *("alef", "bet", "gimel", "dalet", "he", "vav", "zayin", "het", "tet", "yod"),
        *("alpha", "beta", "gamma", "delta", "epsilon"),
    )
)
_ORDINAL_MARK = re.compile(r"(?<=\d)(?:er|re|ere|o|eme|gr)$")
_TAIL = re.compile(r"(?<=\d)([a-z]{3,})(?=-?\d*$)")
_ROMAN = re.compile("[ivxlcdm]+")
# "114-122" is a range where no article has that number.
_RANGE = re.compile(r"(\d{1,5})-(\d{1,5})")


@lru_cache(maxsize=50_000)
def number_in(label: str) -> str:
    """The number that a label, or a part of a citation, says; "" when it says none.

    >>> number_in("Art. 1er"), number_in("第百九十七条の二"), number_in("145-A"), number_in("No.")
    ('1', '197-2', '145a', '')
    """
    words = re.sub(r"[^\w§]+", " ", label).casefold().split()
    if not any(char.isdigit() for char in label):
        for word in words:
            if word in ORDINALS and ORDINALS[word] is None:
                return ONLY
    written = _one_spelling(number_of(label))
    if any(char.isdigit() for char in written) or _ROMAN.fullmatch(written):
        return written
    value = marks.value(label)
    return str(value) if value else ""


def _one_spelling(slug: str) -> str:
    # Words glued to their number: "Article17".
    text = _ORDINAL_MARK.sub("", re.sub(r"^[a-z]{3,}(?=\d)", "", slug))
    text = re.sub(r"(?<=\d)-(?=[a-z])", "", text)
    text = re.sub(r"^([a-z]{1,2})[-.](?=\d)", r"\1", text).replace(".", "-")
    if (tail := _TAIL.search(text)) and tail[1] not in _TAILS:
        text = text[: tail.start()]
    return text[:_SIZE]


def same_value(number: str) -> str:
    """A number in Roman numerals in digits, any other as it is: "iv" is 4."""
    return str(numerals.roman(number.upper())) if _ROMAN.fullmatch(number) else number


@lru_cache(maxsize=50_000)
def number_of_path(path: str) -> str:
    """The number that a path names; "" for one that names none ("p_12").

    >>> number_of_path("chp_iii__art_1er__2"), number_of_path("para_4a"), number_of_path("p_7")
    ('1', '4a', '')
    """
    parts = path.split("__")
    if len(parts) > 1 and parts[-1].isdecimal():
        parts.pop()
    kind, _, slug = parts[-1].partition("_")
    if not slug or kind == "p":
        return ""
    number = _one_spelling(slug)
    if any(char.isdigit() for char in number) or _ROMAN.fullmatch(number):
        return number
    return _spelt(slug)


class Numbering:
    """Finds the provisions of a law by their numbers."""

    def __init__(self, provisions: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """provisions  (path, ancestors) in the order of the law"""
        self._found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._roman: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for path, ancestors in provisions:
            if number := number_of_path(path):
                self._found.setdefault(number, []).append((path, ancestors))
                if (value := same_value(number)) != number:
                    self._roman.setdefault(value, []).append((path, ancestors))

    def find(self, number: str, above: str = "", near: tuple[str, ...] | None = None) -> str | None:
        """The path of the provision of a number; None when there is none.

        above  the number of a division that holds it, as cited: 3 kap. 5 §
        near   the ancestors of the provision that cites it: of several of one number, one of the
               same division is meant, else the first
        """
        found = (
            self._found.get(number)
            or self._roman.get(number)
            or self._found.get(same_value(number))
            or []
        )
        if not found and (span := _RANGE.fullmatch(number)) and int(span[1]) < int(span[2]):
            found = self._found.get(span[1], [])
        if above:
            found = [one for one in found if above in _numbers_above(one[1])] or found
        if near is not None and len(found) > 1:
            found = [one for one in found if one[1] == near] or found
        return found[0][0] if found else None


def _numbers_above(ancestors: tuple[str, ...]) -> set[str]:
    values = (numerals.leading(name[:40]) for name in ancestors)
    return {str(value) for value in values if value is not None}


@lru_cache(maxsize=1)
def _plain_ordinals() -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for word, value in ORDINALS.items():
        plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
        if plain:
            found.setdefault(plain, value)
    return found


def _spelt(slug: str) -> str:
    values = _plain_ordinals()
    if slug not in values:
        return ""
    value = values[slug]
    return str(value) if value else ONLY
