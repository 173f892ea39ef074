"""Loads the schemes: one table each, `<scheme>.tsv`, with a row for each code.

A row has the code, its parent, a label in each of the six UN languages and a note. `uncac.tsv`
holds the three levels of one treaty, and so three schemes: chapters, articles, and paragraphs
where the offences of an article differ. A code is added in its table and nowhere else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mappings.tables import rows

UN_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

UNCAC = "uncac"
UNCAC_CHAPTER = "uncac-chapter"
UNCAC_PARAGRAPH = "uncac-paragraph"
UNTOC = "untoc"
TRAFFICKING_IN_PERSONS = "untoc-trafficking-in-persons-protocol"
SMUGGLING_OF_MIGRANTS = "untoc-smuggling-of-migrants-protocol"
FIREARMS = "untoc-firearms-protocol"
CRIME_TYPE = "crime-type"
CROSS_CUTTING = "cross-cutting-issue"
THEME = "theme"
SUBJECT = "subject-of-law"
PENALTY = "penalty"
IMPRISONMENT_MAX = "imprisonment-max"

TAG_SCHEMES = (
    UNCAC,
    UNCAC_PARAGRAPH,
    UNTOC,
    TRAFFICKING_IN_PERSONS,
    SMUGGLING_OF_MIGRANTS,
    FIREARMS,
    CRIME_TYPE,
    CROSS_CUTTING,
    THEME,
)
"""Schemes that provisions are tagged with, in the order that pages show them."""

# Chapters and paragraphs stand in the file of their articles.
FILES = (
    *(name for name in TAG_SCHEMES if name != UNCAC_PARAGRAPH),
    "legal-system",
    "development-level",
    "region",
    "kind-of-law",
    SUBJECT,
    PENALTY,
    IMPRISONMENT_MAX,
    "resource-kind",
)

# Where the parents of a scheme's codes are when they are not in the scheme itself.
_ABOVE = {UNCAC: UNCAC_CHAPTER, UNCAC_PARAGRAPH: UNCAC}
# Chapters with obligations that national provisions implement; the others are about the treaty.
_IMPLEMENTED = ("II", "III", "IV", "V")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[- ][A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """A code of a scheme.

    labels  by UN language
    parent  the code above it, in the scheme or the one above (chapter of an article), else ""
    """

    scheme: str
    code: str
    labels: Mapping[str, str]
    parent: str = ""
    note: str = ""

    def label(self, language: str = "en") -> str:
        """The label in a UN language; English for any other language."""
        return self.labels.get(language) or self.labels["en"]


@cache
def schemes() -> Mapping[str, Mapping[str, Term]]:
    """Every scheme by name, each an ordered mapping of its terms by code. Raises ValueError for
    a table that is not as this module says."""
    found: dict[str, dict[str, Term]] = {}
    for name in FILES:
        for row in rows(f"taxonomy/{name}.tsv"):
            term = _term(name, row)
            terms = found.setdefault(term.scheme, {})
            if term.code in terms:
                raise ValueError(f"{name}.tsv: {term.code} stands twice")
            above = found.get(_ABOVE.get(term.scheme, term.scheme), {})
            if term.parent and term.parent not in above:
                raise ValueError(f"{name}.tsv: {term.code} stands before its parent {term.parent}")
            terms[term.code] = term
    return MappingProxyType({name: MappingProxyType(terms) for name, terms in found.items()})


def _term(file: str, row: Mapping[str, str]) -> Term:
    labels = {language: (row[f"label_{language}"] or "").strip() for language in UN_LANGUAGES}
    if not all(labels.values()) or not _CODE.fullmatch(row["code"]):
        raise ValueError(f"{file}.tsv: {row['code']!r} is no code, or lacks a label")
    return Term(row.get("scheme") or file, row["code"], labels, row["parent"], row["note"] or "")


def scheme(name: str) -> Mapping[str, Term]:
    """The terms of one scheme by code. Raises KeyError for a scheme that does not exist."""
    return schemes()[name]


def is_tag(name: str, code: str) -> bool:
    """Whether provisions can be tagged with a code of a scheme."""
    return name in TAG_SCHEMES and code in scheme(name)


def above(name: str, code: str) -> Iterator[Term]:
    """The terms above a code, the nearest first: article 15, chapter III for paragraph 15a."""
    parent = scheme(name)[code].parent
    while parent:
        name = _ABOVE.get(name, name)
        term = scheme(name)[parent]
        yield term
        parent = term.parent


def chapter_of(article: str) -> str:
    """The UNCAC chapter (roman numeral) of an article code."""
    return scheme(UNCAC)[article].parent


def implemented(name: str) -> Mapping[str, Term]:
    """The terms of a scheme that national provisions can implement: of the Convention against
    Corruption the articles of its chapters II to V, of others all."""
    if name != UNCAC:
        return scheme(name)
    return {code: term for code, term in scheme(UNCAC).items() if term.parent in _IMPLEMENTED}
