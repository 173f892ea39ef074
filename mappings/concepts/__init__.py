"""The multilingual lexicon: legal concepts, and the terms of art that name them.

`concepts.tsv`   concept, kind, the codes that it speaks for, what it means
`search_terms.tsv`  further words by which people look for codes; only for queries
`acts.tsv`       acts told by the elements that stand together, whatever they are called
`terms/xx.tsv`   the terms of one language, by concept; a language is added by its file
`weights.json`   what the tagger makes of them; written by `python -m benchmarks.fit_tagging`

How terms are written is said in docs/vocabulary.md.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from mappings.tables import rows
from mappings.taxonomy import scheme

# Languages whose terms stand in the file of another name.
_FILES = {
    "nb": "no", "nn": "no", "zh-Hans": "zh", "zh-Hant": "zh", "bs": "hr", "ms": "id",
}  # fmt: skip


class ConceptKind(StrEnum):
    """topic    speaks for treaty articles or crime types
    element  who, what or does: a part of an offence
    form     what kind of provision it is: definition, title, rules, procedure
    aspect   what of a topic it is about; asked for by tags that follow from others
    """

    TOPIC = "topic"
    ELEMENT = "element"
    FORM = "form"
    ASPECT = "aspect"


@dataclass(frozen=True, slots=True)
class Concept:
    """Told by its name.

    tags  (scheme, code) pairs that it speaks for; empty for elements and forms
    """

    name: str
    kind: ConceptKind = field(compare=False)
    tags: tuple[tuple[str, str], ...] = field(compare=False)
    help: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A term as its file writes it: words, with `*` for any ending and ` … ` for a gap."""

    concept: Concept
    written: str

    @property
    def is_plain(self) -> bool:
        """Whether people write it like that: without open endings and gaps."""
        return not {"*", "…"} & set(self.written)


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """What people may call the codes of `tags` when they search. Tagging does not use it: these
    words name the subject, but texts that hold them are often about something else."""

    tags: tuple[tuple[str, str], ...]
    written: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act that the elements of its description tell. tags: as of a Concept."""

    name: str
    elements: frozenset[str]
    tags: tuple[tuple[str, str], ...]


def _tags(printed: str) -> tuple[tuple[str, str], ...]:
    pairs = (tag.partition(":") for tag in printed.split())
    found = tuple((name, code) for name, _, code in pairs)
    unknown = [pair for pair in found if pair[1] not in scheme(pair[0])]
    if unknown:
        raise ValueError(f"no such codes: {unknown}")
    return found


@cache
def concepts() -> Mapping[str, Concept]:
    """Every concept by name."""
    table = rows("concepts/concepts.tsv")
    return MappingProxyType(
        {
            row["concept"]: Concept(
                row["concept"], ConceptKind(row["kind"]), _tags(row["tags"]), row["description"]
            )
            for row in table
        }
    )


@cache
def acts() -> tuple[Act, ...]:
    """Every act. Raises ValueError for one of unknown elements."""
    found = tuple(
        Act(row["act"], frozenset(row["elements"].split()), _tags(row["tags"]))
        for row in rows("concepts/acts.tsv")
    )
    elements = {name for name, item in concepts().items() if item.kind is ConceptKind.ELEMENT}
    for act in found:
        if not act.elements <= elements:
            raise ValueError(f"acts.tsv: {act.name} has unknown elements")
    return found


@cache
def terms(language: str) -> tuple[Term, ...]:
    """The terms of a language (code of `mappings.languages`), none when it has no file. Raises
    KeyError for a term of a concept that does not exist."""
    name = f"concepts/terms/{_FILES.get(language, language)}.tsv"
    if not resources.files("mappings").joinpath(name).is_file():
        return ()
    found = {
        Term(concepts()[row["concept"]], written): None
        for row in rows(name)
        for term in row["terms"].split("|")
        if (written := " ".join(term.split()))
    }
    return tuple(found)


def search_terms(language: str) -> tuple[SearchTerm, ...]:
    """The search terms of a language. Raises ValueError for an unknown code."""
    return _search_terms().get(_FILES.get(language, language), ())


@cache
def _search_terms() -> Mapping[str, tuple[SearchTerm, ...]]:
    found: dict[str, list[SearchTerm]] = {}
    for row in rows("concepts/search_terms.tsv"):
        tags = _tags(row["tags"])
        found.setdefault(row["language"], []).extend(
            SearchTerm(tags, written.strip()) for written in row["terms"].split("|")
        )
    return {language: tuple(terms) for language, terms in found.items()}


@cache
def weights() -> Mapping[str, Any]:
    """The model of the tagger, as `indexer.tag.model.Weights` says."""
    text = resources.files("mappings").joinpath("concepts/weights.json").read_text("utf-8")
    return MappingProxyType(json.loads(text))
