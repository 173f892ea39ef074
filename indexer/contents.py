"""What documents and citations are made of: a law whose content is the same needs no new ones.

Whatever decides on them is part of it: the law as it is stored, what curators decided on it, and
the versions of the code and of the tables that read, analyse and tag it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import indexer.citations
import mappings
from corpora.digests import StoredLaw
from corpora.store import Collection
from indexer.tag.version import modules_of, tagging_version

# Tables that documents are made with; those of the tagger are in its version.
_DOCUMENT_TABLES = ("jurisdictions*.tsv", "compounds/*.tsv", "coverage/*.tsv")
_CITATION_TABLES = ("law_*.tsv", "place_words.tsv")
_DIGITS = 16


def documents_version() -> str:
    """Changes with all that decides on documents but for laws and decisions."""
    files = modules_of(["indexer.documents"])
    versions = [tagging_version(), version("opencc")]
    return _hash(*versions, *_files([*files, *_tables(_DOCUMENT_TABLES)]))


def citations_version() -> str:
    """Changes with all that decides on names and citations but for laws."""
    files = modules_of(["indexer.citations.build"], ("corpora", "indexer", "mappings"))
    styles = sorted(Path(indexer.citations.__path__[0]).glob("*.yaml"))
    return _hash(documents_version(), *_files([*files, *styles, *_tables(_CITATION_TABLES)]))


def contents(collection: Collection, laws: Iterable[StoredLaw]) -> dict[str, str]:
    """By law id, the content that documents made today have."""
    decided: dict[str, list[str]] = {}
    for decision in collection.decisions.all():
        decided.setdefault(decision.law_id, []).append(repr(asdict(decision)))
    by = documents_version()
    return {law.id: _hash(by, law.digest, *decided.get(law.id, ())) for law in laws}


def citations_made_of(laws: Iterable[StoredLaw]) -> Mapping[str, str]:
    """By jurisdiction, what its names and citations are made of: laws cite those of their own."""
    found: dict[str, list[str]] = {}
    for law in laws:
        found.setdefault(law.jurisdiction, []).append(f"{law.key} {law.digest}")
    by = citations_version()
    return {place: _hash(by, *of_place) for place, of_place in found.items()}


def _tables(patterns: Iterable[str]) -> list[Path]:
    folder = Path(mappings.__path__[0])
    return [file for pattern in patterns for file in sorted(folder.glob(pattern))]


def _files(files: Iterable[Path]) -> Iterable[str]:
    for file in files:
        yield f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}"


def _hash(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()[:_DIGITS]
