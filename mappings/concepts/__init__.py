"""The multilingual lexicon: legal concepts with their terms, and the elements of offences.

`terms.tsv`     concept, tags (scheme:code), language, terms of art
`elements.tsv`  element of an offence (advantage, official, penalty…), language, its words
`weights.json`  what the tagger makes of them; written by `benchmarks.fit_tagging`
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from mappings.tables import rows
from mappings.taxonomy import CRIME_TYPE, UNCAC, scheme


@dataclass(frozen=True, slots=True)
class Entry:
    """A term of a language.

    name  the concept or the element it names
    tags  (scheme, code) pairs of our taxonomies; empty for elements
    """

    name: str
    language: str
    term: str
    tags: tuple[tuple[str, str], ...] = ()


# The lexicon has Chinese in one row, both scripts mixed, and Norwegian in one, Bokmål for both.
_WRITTEN_IN_ONE_ROW = {"zh": ("zh-Hans", "zh-Hant"), "no": ("nb", "nn")}


def _languages(code: str) -> tuple[str, ...]:
    return _WRITTEN_IN_ONE_ROW.get(code, (code,))


def _tags(printed: str) -> tuple[tuple[str, str], ...]:
    found = []
    for tag in printed.split():
        name, _, code = tag.partition(":")
        name = CRIME_TYPE if name == "sherloc" else name
        if name in (UNCAC, CRIME_TYPE) and code in scheme(name):
            found.append((name, code))
    return tuple(found)


@cache
def concepts() -> tuple[Entry, ...]:
    """Every term of every concept that has a code in our taxonomies."""
    return tuple(
        Entry(row["concept"], language, term.strip(), tags)
        for row in rows("concepts/terms.tsv")
        if (tags := _tags(row["tags"]))
        for language in _languages(row["lang"])
        for term in row["terms"].split("|")
        if term.strip()
    )


@cache
def elements() -> tuple[Entry, ...]:
    """Every word of every element of an offence."""
    return tuple(
        Entry(row["element"], language, term.strip())
        for row in rows("concepts/elements.tsv")
        for language in _languages(row["lang"])
        for term in row["terms"].split("|")
        if term.strip()
    )


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The linear model of the tagger: {"features": {name: weight}, "codes": {scheme:code: bias},
    "concepts": {name: weight}, "thresholds": {scheme: probability}}."""
    text = resources.files("mappings").joinpath("concepts/weights.json").read_text("utf-8")
    return MappingProxyType(json.loads(text))
