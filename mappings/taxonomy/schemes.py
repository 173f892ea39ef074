"""Loads the taxonomy tables. A term is added in its table and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mappings.jurisdictions import UN_LANGUAGES
from mappings.tables import rows

UNCAC = "uncac"
UNCAC_CHAPTER = "uncac-chapter"
CRIME_TYPE = "crime-type"

# The chapters that the TRACK legal library is arranged by; the others hold no obligations that
# national provisions implement.
_CHAPTERS_IN_USE = ("II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class Term:
    """A code of a scheme.

    labels  by UN language
    parent  code in the parent scheme (chapter of an article), else ""
    """

    scheme: str
    code: str
    labels: Mapping[str, str]
    parent: str = ""
    note: str = ""

    def label(self, language: str = "en") -> str:
        """The label in a UN language; English where that language has none."""
        return self.labels.get(language) or self.labels["en"]


def _labels(row: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {lang: row[f"{prefix}_{lang}"] for lang in UN_LANGUAGES if row.get(f"{prefix}_{lang}")}


@cache
def schemes() -> Mapping[str, Mapping[str, Term]]:
    """Every scheme by name, each an ordered mapping of its terms by code."""
    found: dict[str, dict[str, Term]] = {UNCAC_CHAPTER: {}, UNCAC: {}}
    for row in rows("taxonomy/uncac.tsv"):
        chapter = row["chapter"]
        if chapter not in _CHAPTERS_IN_USE:
            continue
        found[UNCAC_CHAPTER].setdefault(
            chapter, Term(UNCAC_CHAPTER, chapter, {"en": row["chapter_title"]})
        )
        found[UNCAC][row["article"]] = Term(
            UNCAC, row["article"], _labels(row, "title"), chapter, row["mandatory"]
        )
    for row in rows("taxonomy/sherloc.tsv"):
        terms = found.setdefault(row["scheme"], {})
        terms[row["code"]] = Term(
            row["scheme"], row["code"], _labels(row, "label"), note=row["note"]
        )
    return MappingProxyType({name: MappingProxyType(terms) for name, terms in found.items()})


def scheme(name: str) -> Mapping[str, Term]:
    """The terms of one scheme by code. Raises KeyError for a scheme that does not exist."""
    return schemes()[name]


def chapter_of(article: str) -> str:
    """The UNCAC chapter (roman numeral) of an article code; "15a" counts as article 15."""
    return scheme(UNCAC)[article.rstrip("abcd")].parent
