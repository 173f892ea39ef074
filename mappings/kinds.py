"""Kinds of law: the short list that every source's own word is mapped to.

`kinds.tsv` has, a row each, a word as printed (folded to lower case) and its code. A printed
kind is looked up whole; a title by the words in it, longest first.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from mappings.tables import rows
from mappings.taxonomy import scheme

KINDS = tuple(scheme("kind-of-law"))


@cache
def _words() -> Mapping[str, str]:
    words = {row["printed"]: row["code"] for row in rows("kinds.tsv")}
    unknown = set(words.values()) - set(KINDS)
    if unknown:
        raise ValueError(f"kinds.tsv: unknown codes {sorted(unknown)}")
    return MappingProxyType(words)


@cache
def _in_title() -> re.Pattern[str]:
    longest_first = sorted(_words(), key=len, reverse=True)
    # Scripts without spaces and compounds (Strafgesetzbuch) have no word boundary to ask for.
    short = [word for word in longest_first if len(word) < 5 and word.isascii()]
    long = [word for word in longest_first if word not in short]
    parts = [re.escape(word) for word in long] + [rf"\b{re.escape(word)}\b" for word in short]
    return re.compile("|".join(parts))


def kind_of(printed: str, title: str) -> str:
    """The code for a kind as the source prints it, else for the words of the title, else
    "other".

    >>> kind_of("ley", ""), kind_of("", "Strafgesetzbuch"), kind_of("", "Loi sur les lanternes")
    ('act', 'code', 'act')
    """
    folded = printed.strip().casefold().replace("_", " ").replace("-", " ")
    if code := _words().get(folded):
        return code
    for text in (folded, title.casefold()):
        if found := _in_title().search(text):
            return _words()[found[0]]
    return "other"
