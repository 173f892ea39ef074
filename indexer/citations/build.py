"""Builds the names of laws and what their provisions cite, for a new index."""

from collections.abc import Sequence
from functools import lru_cache

from corpora.citations import CitationRow
from corpora.store import Collection
from indexer.citations.book import NameBook
from indexer.citations.names import names_of
from indexer.citations.places import numbering_of, own_path, place_of, place_of_path
from indexer.citations.text import citations
from mappings.records import Law

# Books are large, and laws come a jurisdiction at a time.
_BOOKS = 3


def names(collection: Collection, keys: Sequence[int]) -> list[tuple[str, int]]:
    """Every name of some laws, each with the key of its law."""
    return [
        (name, law.key) for law in collection.citations.laws(keys) for name in sorted(names_of(law))
    ]


class Citer:
    """Finds what laws cite. Works on a build whose names are written."""

    def __init__(self, collection: Collection, build: int) -> None:
        self._collection = collection
        self._build = build
        self._book = lru_cache(maxsize=_BOOKS)(self._read_book)

    def prepare(self, jurisdiction: str) -> None:
        """Reads the names of a jurisdiction's laws, which `cited_by` does by itself."""
        self._book(jurisdiction)

    def cited_by(self, law: Law) -> list[CitationRow]:
        """What the provisions of a law cite, each place once a provision; without itself."""
        book, keys = self._book(law.jurisdiction)
        key = keys.get(law.id)
        if key is None:
            return []
        numbering = numbering_of(law.provisions)
        found: dict[CitationRow, None] = {}
        for ordinal, provision in enumerate(law.provisions):
            for one in citations(provision.text, provision.language, book):
                if one.law is None or one.law.key == key:
                    if path := own_path(one, provision, numbering):
                        found[CitationRow(key, place_of_path(path), key, ordinal)] = None
                else:
                    found[CitationRow(one.law.key, place_of(one), key, ordinal)] = None
        return list(found)

    def _read_book(self, jurisdiction: str) -> tuple[NameBook, dict[str, int]]:
        named = self._collection.citations.named_in(jurisdiction, self._build)
        return NameBook(named), {law.id: law.key for _, law in named}
