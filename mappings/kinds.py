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
# Words that end an English title.
_ENGLISH = frozenset(
    ("act", "bill", "bylaw", "decree", "directive", "notice", "order", "ordinance", "regulation",
     "regulations", "rules", "statute")
)  # fmt: skip


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


# What may stand behind the kind at the end of a title: a year, a number, words in brackets.
_BEHIND = re.compile(r"(?:[\s,.;]|\([^()]{0,200}\)|（[^（）]{0,200}）|\bno\b|\d)+$")
_HAN = re.compile("[\u3400-\u9fff]")


def kind_of(printed: str, title: str) -> str:
    """The code for a kind as the source prints it, else for the words of the title, else
    "other".

    >>> kind_of("ley", ""), kind_of("", "Strafgesetzbuch"), kind_of("", "Loi sur les lanternes")
    ('act', 'code', 'act')
    >>> kind_of("", "The Lanterns Act 2003 (Commencement No. 2) Regulations 2005")
    'regulation'
    """
    folded = printed.strip().casefold().replace("_", " ").replace("-", " ")
    code = _words().get(folded, "other")
    if code != "other":
        return code
    if found := _in_title().search(folded):
        code = _words()[found[0]]
        if code != "other":
            return code
    return _of_title(" ".join(title.casefold().split()))


def _of_title(title: str) -> str:
    """The kind that a title names. It is the first of its words that names one, but in the
    languages that put it behind what the law is about: English and those in Chinese characters."""
    first = _in_title().search(title)
    if first is None:
        return "other"
    end = title[: found.start()] if (found := _BEHIND.search(title)) else title
    opens = first.start() == 0 or title[: first.start()] in ("the ", "an ", "a ")
    if opens or not end:
        return _words()[first[0]]
    if _HAN.match(end[-1]):
        last = next((end[-size:] for size in range(5, 0, -1) if end[-size:] in _words()), "")
    else:
        last = end.rpartition(" ")[2]
        last = last if last in _ENGLISH else ""
    return _words()[last] if last else _words()[first[0]]
