"""Links between provisions: what the text of a provision cites, and what cites a provision."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from corpora.records import LawSummary
from corpora.store import Collection
from indexer.citations.book import NameBook
from indexer.citations.places import numbering_of, own_path, path_of
from indexer.citations.text import citations
from mappings.records import Law, Provision
from search_app.services.cited import CitationService
from search_app.services.snippets import excerpt

# The names of a jurisdiction's laws take megabytes.
_BOOKS = 4
# Provisions that cite one are listed as far as a reader goes.
MAX_CITING = 200


@dataclass(frozen=True, slots=True)
class Link:
    """text[start:end] cites a provision: the id of its law and its path."""

    start: int
    end: int
    law_id: str
    path: str


class LawLinks:
    """What the provisions of one law cite and are cited by.

    cited_by  by path, how many provisions cite it; paths that none cites are left out
    """

    def __init__(
        self,
        law: Law,
        outline: Sequence[Provision],
        book: NameBook,
        finder: CitationService,
        counts: Mapping[str, int],
    ) -> None:
        self._law = law
        self._book = book
        self._numbering = numbering_of(outline)
        self._place = lru_cache(maxsize=None)(finder.path)
        found: Counter[str] = Counter()
        for place, count in counts.items():
            if path := path_of(place, self._numbering):
                found[path] += count
        self.cited_by: Mapping[str, int] = found

    def of(self, provision: Provision) -> Iterator[Link]:
        """The links in the text of a provision, in order, none overlapping."""
        for one in citations(provision.text, provision.language, self._book):
            if one.law is None or one.law.id == self._law.id:
                if path := own_path(one, provision, self._numbering):
                    yield Link(one.start, one.end, self._law.id, path)
            elif path := self._place(one.law.key, one.number, one.above):
                yield Link(one.start, one.end, one.law.id, path)


@dataclass(frozen=True, slots=True)
class CitingProvision:
    """A provision that cites; `passage` is HTML."""

    law: LawSummary
    provision: Provision
    passage: Markup


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A provision and those that cite it, the first MAX_CITING of `count`."""

    law: Law
    provision: Provision
    citing: tuple[CitingProvision, ...]
    count: int


class LinkService:
    """Finds the links of laws."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._finder = CitationService(collection)
        # By build, so that a new index is seen.
        self._book = lru_cache(maxsize=_BOOKS)(self._read_book)

    def links(self, law: Law, outline: Sequence[Provision]) -> LawLinks:
        """The links of a law. `outline` has its provisions, with or without their text."""
        tables = self._collection.citations
        key = tables.law_key(law.id)
        counts = tables.counts(key) if key is not None else {}
        book = self._book(law.jurisdiction, tables.current())
        return LawLinks(law, outline, book, self._finder, counts)

    def cited_by(self, law_id: str, path: str) -> CitedBy | None:
        """What cites a provision; None when there is no such provision."""
        law = self._collection.law(law_id)
        tables = self._collection.citations
        key = tables.law_key(law_id)
        if law is None or key is None:
            return None
        provision = next((one for one in law.provisions if one.path == path), None)
        if provision is None:
            return None
        numbering = numbering_of(law.provisions)
        counts = tables.counts(key)
        places = [place for place in counts if path_of(place, numbering) == path]
        citing = tables.citing(key, places, MAX_CITING) if places else []
        texts = self._collection.provisions(f"{one.law_id}/{one.path}" for one in citing)
        laws = self._collection.summaries({one.law_id for one in citing})
        book = self._book(law.jurisdiction, tables.current())

        def passage(law_id: str, text: Provision) -> Markup:
            for one in citations(text.text, text.language, book):
                cited = one.law.id if one.law else law_id
                if cited == law.id and numbering.find(one.number, one.above) == path:
                    return excerpt(text.text, one.start, one.end)
            return excerpt(text.text, 0, 0)

        return CitedBy(
            law,
            provision,
            tuple(
                CitingProvision(laws[one.law_id], text, passage(one.law_id, text))
                for one in citing
                if (text := texts.get(f"{one.law_id}/{one.path}")) and one.law_id in laws
            ),
            sum(counts[place] for place in places),
        )

    def _read_book(self, jurisdiction: str, build: int) -> NameBook:
        return NameBook(self._collection.citations.named_in(jurisdiction, build))
