"""Versions of the vocabulary: of each scheme, and of all that decides which tags a text gets."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from mappings.concepts import acts, concepts
from mappings.taxonomy import TAG_SCHEMES, UNCAC_CHAPTER, scheme
from mappings.taxonomy.derived import derivations, paragraphs
from mappings.taxonomy.schemes import FILES


@cache
def vocabulary_version() -> str:
    """Changes with all that decides on tags and on what lies above them: codes, concepts, terms,
    weights, rules. Labels, descriptions and notes are no part of it: with other words for people
    a text has the same tags."""
    digest = hashlib.sha256()
    for part in _parts():
        digest.update(json.dumps(part, ensure_ascii=False).encode())
    return digest.hexdigest()[:12]


def _parts() -> Iterator[object]:
    for name in (UNCAC_CHAPTER, *TAG_SCHEMES):
        yield [name, [[term.code, term.parent] for term in scheme(name).values()]]
    yield [[one.tag, one.sources, one.found, one.unless] for one in derivations()]
    yield [[p.code, p.named, p.done] for found in paragraphs().values() for p in found]
    yield [[one.name, one.kind.value, one.tags] for one in concepts().values()]
    yield [[one.name, sorted(one.elements), one.tags] for one in acts()]
    folder = resources.files("mappings").joinpath("concepts")
    for file in sorted(folder.joinpath("terms").iterdir(), key=lambda file: file.name):
        yield [file.name, _hash(file)]
    yield _hash(folder.joinpath("weights.json"))


def scheme_versions() -> dict[str, str]:
    """The version of each table of `mappings.taxonomy`, labels and all."""
    folder = resources.files("mappings").joinpath("taxonomy")
    return {name: _hash(folder.joinpath(f"{name}.tsv")) for name in FILES}


def _hash(file: Traversable) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]
