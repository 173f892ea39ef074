"""What a collection must hold before "none found" may be said of a jurisdiction.

`titles.tsv`  the titles by which laws on a subject (scheme `subject-of-law`) are known, by
              language; those of the subject `none` are of amendments, military codes, single
              books of a code and the like, which stand for no subject
`whole.tsv`   how much text such a law has at least; a shorter one is an excerpt, or an amendment
              under the same title
`needed.tsv`  for each treaty article and crime type, in which laws it would be: all of the
              subjects named, of those joined by `/` one

Titles are written as terms are: `*` for any ending, ` … ` for a gap; `^` is the title's beginning.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import ahocorasick

from mappings.records import Law, LawStatus
from mappings.tables import rows
from mappings.taxonomy import SUBJECT, scheme

_NONE = "none"
# Kinds of law (`mappings.kinds`) that hold rules under a law, or are not yet one.
_NOT_THE_LAW = frozenset(
    {"regulation", "order", "resolution", "treaty", "bill", "interpretation", "local-regulation"}
)
# One character of these languages says as much as so many of an alphabet.
_DENSITY = {"zh-Hans": 3, "zh-Hant": 3, "ja": 2, "ko": 2}
_MAX_TITLE = 400
_GAP = ".{1,40}?"
# Scripts written without spaces: a term may stand anywhere in them.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"


@cache
def _whole() -> Mapping[str, int]:
    found = {row["subject"]: int(row["characters"]) for row in rows("coverage/whole.tsv")}
    if found.keys() != scheme(SUBJECT).keys():
        raise ValueError("whole.tsv: not the subjects of the scheme")
    return MappingProxyType(found)


@cache
def _needed() -> Mapping[tuple[str, str], tuple[frozenset[str], ...]]:
    found: dict[tuple[str, str], tuple[frozenset[str], ...]] = {}
    for row in rows("coverage/needed.tsv"):
        groups = tuple(frozenset(group.split("/")) for group in row["subjects"].split())
        unknown = frozenset().union(*groups) - scheme(SUBJECT).keys()
        if unknown or row["code"] not in scheme(row["scheme"]):
            raise ValueError(f"needed.tsv: {row['scheme']}:{row['code']}: unknown {unknown}")
        found[row["scheme"], row["code"]] = groups
    return MappingProxyType(found)


def missing(scheme_name: str, code: str, held: Iterable[str]) -> tuple[frozenset[str], ...] | None:
    """The subjects that would have to be held as well before it can be said that a jurisdiction
    has no provision for a code: one of each set. Empty when all are held, None for a code of
    which nobody said where it would be."""
    groups = _needed().get((scheme_name, code))
    if groups is None:
        return None
    there = set(held)
    return tuple(group for group in groups if not group & there)


def subjects_of(law: Law) -> list[str]:
    """The subjects that a law stands for, in the order of the table: by its titles, when it is a
    law in force, or may be, and is there whole."""
    if law.status is LawStatus.NO_LONGER or law.kind in _NOT_THE_LAW:
        return []
    titles = subjects_of_titles([law.title, *law.titles.values()])
    if not titles:
        return []
    size = sum(len(provision.text) for provision in law.provisions) * _DENSITY.get(law.language, 1)
    return [code for code, least in _whole().items() if code in titles and size >= least]


def subjects_of_titles(titles: Iterable[str]) -> frozenset[str]:
    """What laws of these titles (of one law, in several languages) are about."""
    found = set()
    for title in titles:
        text = _folded(title[:_MAX_TITLE])
        for _, uses in _automaton().iter(text):
            found |= {subject for subject, pattern in uses if pattern.search(text)}
    return frozenset() if _NONE in found else frozenset(found)


@cache
def _automaton() -> Any:
    """The longest fixed part of each term, with the subject and the whole term as a pattern."""
    uses: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for row in rows("coverage/titles.tsv"):
        if row["subject"] not in scheme(SUBJECT) and row["subject"] != _NONE:
            raise ValueError(f"titles.tsv: unknown subject {row['subject']!r}")
        for term in row["terms"].split("|"):
            # Folded apart: folding would make three stops of the gap.
            written = "…".join(map(_folded, term.split("…")))
            longest = max(re.split(r"[*…^]", written), key=len).strip()
            uses.setdefault(longest, []).append((row["subject"], _pattern(written)))
    automaton = ahocorasick.Automaton()
    for part, found in uses.items():
        automaton.add_word(part, tuple(found))
    automaton.make_automaton()
    return automaton


def _pattern(written: str) -> re.Pattern[str]:
    term = written.removeprefix("^")
    parts = (re.escape(part.strip()).replace(r"\*", r"\w*") for part in term.split("…"))
    unspaced = re.compile(f"[{_UNSPACED}]")
    before = "" if unspaced.match(term) or term.startswith("*") else r"(?<!\w)"
    if re.match("[\u0620-\u064a]", term):
        # "And" is written as one with the word behind it.
        before += "و?"
    if term != written:
        before = "^(?:the )?"
    after = "" if unspaced.match(term[-1]) or term.endswith("*") else r"(?!\w)"
    return re.compile(before + _GAP.join(parts) + after)


_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "ي": "ي", "ک": "ك", "ی": "ي",
     "’": "'", "-": " ", "–": " ", "‑": " ", "\u0640": None}
)  # fmt: skip


def _folded(text: str) -> str:
    """Lower case, without accents and Arabic vowel signs, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = re.sub("[\u0300-\u036f\u064b-\u065f]", "", plain)
    return " ".join(unicodedata.normalize("NFC", plain).translate(_LETTERS).split())
