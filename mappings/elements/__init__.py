"""The elements of offences, as drafters compare them: who, conduct, object, intent, penalty.

`elements.tsv`  one element a row: the part of an offence it is, the concepts of the lexicon whose
                terms name it, the code under which laws often have it for all offences together,
                and its label in the six UN languages
`offences.tsv`  for offences of treaties and crime types, the elements that their text asks for
`terms.tsv`     terms beside those of the lexicon, written alike. The tagger does not read them:
                "promises" and "gives" are one to it, and two to a drafter
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from mappings.concepts import concepts
from mappings.concepts import terms as lexicon
from mappings.languages import languages
from mappings.tables import rows
from mappings.taxonomy import UN_LANGUAGES, is_tag


class Part(StrEnum):
    """Of an offence, in the order of a table; and what only a treaty speaks of, no offence."""

    WHO = "who"
    CONDUCT = "conduct"
    OBJECT = "object"
    INTENT = "intent"
    EXTENT = "extent"
    PENALTY = "penalty"
    TREATY = "treaty"


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that the text of an offence may say; told by its name.

    concepts   of the lexicon, whose terms name it
    elsewhere  (scheme, code) of provisions that often say it for all offences of a law; None
    labels     by UN language
    """

    name: str
    part: Part = field(compare=False)
    concepts: tuple[str, ...] = field(compare=False)
    elsewhere: tuple[str, str] | None = field(compare=False)
    labels: Mapping[str, str] = field(compare=False)

    def label(self, language: str = "en") -> str:
        """The label in a UN language; English for any other language."""
        return self.labels.get(language) or self.labels["en"]


STATE_PARTY = "state-party"
"""Named by provisions that a State has adopted as part of a treaty: they bind States and punish
nobody."""

PENALTY = "penalty"
"""That it is punished."""

# They may be said of every offence, whatever a treaty asks for.
ALWAYS = ("attempt", "participation", "legal-persons", PENALTY)


@cache
def elements() -> Mapping[str, Element]:
    """Every element by name, in the order of a table. Raises ValueError for one of concepts or
    codes that do not exist."""
    found = {}
    for row in rows("elements/elements.tsv"):
        element = Element(
            row["element"],
            Part(row["part"]),
            tuple(row["concepts"].split()),
            _code(row["elsewhere"]) if row["elsewhere"] else None,
            {code: row[f"label_{code}"] for code in UN_LANGUAGES},
        )
        if not concepts().keys() >= set(element.concepts) or not all(element.labels.values()):
            raise ValueError(f"elements.tsv: {element.name} has an unknown concept, or no label")
        found[element.name] = element
    return MappingProxyType(found)


@cache
def _offences() -> Mapping[tuple[str, str], tuple[Element, ...]]:
    found = {}
    for row in rows("elements/offences.tsv"):
        wanted = {*row["elements"].split(), *ALWAYS}
        if unknown := wanted - elements().keys():
            raise ValueError(f"offences.tsv: {row['offence']}: no such elements: {unknown}")
        found[_code(row["offence"])] = tuple(e for e in elements().values() if e.name in wanted)
    return MappingProxyType(found)


def elements_of(scheme: str, code: str) -> tuple[Element, ...]:
    """What the text of an offence may be expected to say, in the order of a table; empty for
    codes that are no offences, or of which nobody said it."""
    return _offences().get((scheme, code), ())


@cache
def terms(language: str) -> Mapping[str, tuple[str, ...]]:
    """The terms of a language by element, without elements that have none. Raises ValueError for
    a row of an unknown element or language."""
    own = _own().get(language, {})
    named: dict[str, list[str]] = {}
    for term in lexicon(language):
        named.setdefault(term.concept.name, []).append(term.written)
    found = {
        name: tuple(
            dict.fromkeys(
                [*own.get(name, ()), *(w for c in element.concepts for w in named.get(c, ()))]
            )
        )
        for name, element in elements().items()
    }
    return MappingProxyType({name: written for name, written in found.items() if written})


@cache
def _own() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows("elements/terms.tsv"):
        for language in row["languages"].split():
            if row["element"] not in elements() or language not in languages():
                raise ValueError(f"terms.tsv: {row['element']} in {language}: one is unknown")
            written = tuple(" ".join(term.split()) for term in row["terms"].split("|"))
            found.setdefault(language, {})[row["element"]] = written
    return found


def _code(printed: str) -> tuple[str, str]:
    scheme, _, code = printed.partition(":")
    if not is_tag(scheme, code):
        raise ValueError(f"elements: no provision is tagged {printed!r}")
    return scheme, code
