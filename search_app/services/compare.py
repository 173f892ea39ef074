"""Provisions of some jurisdictions on one subject, side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz import fuzz

from corpora.records import LawSummary
from corpora.store import Collection
from indexer.analysis import fold_words
from indexer.elements import elements_in
from indexer.engine.plan import Prefer, SearchPlan
from indexer.engine.protocol import IndexReader, SearchResult
from mappings.elements import STATE_PARTY, Element, elements_of
from mappings.fields import FIELD_OF_SCHEME
from mappings.hierarchy import with_all_below
from mappings.records import Law, LawStatus, Provision, Tag, TagOrigin
from search_app.messages import gettext
from search_app.query.comparison import PLACES, ComparisonRequest
from search_app.query.plan import surest_first
from search_app.query.request import SearchRequest
from search_app.services.cite import Cited
from search_app.services.coverage import Cell, Coverage, CoverageService, Finding, lacking
from search_app.services.elements import Read, Row, aligned
from search_app.services.fold import is_alike
from search_app.services.penalties import PenaltyRow, penalty_rows

# Provisions of a jurisdiction that are shown; the others are behind a link to the search.
SHOWN = 3
# Provisions looked at for them, surest tags first.
_LOOK = 20
# Provisions whose order says which jurisdictions of a region come first.
_SUREST = 100
# Characters of a provision that are shown and read.
_LONGEST = 12_000
# Kinds of text that are about a law, or not yet one.
_NO_LAW = frozenset({"bill", "interpretation"})
# Where a provision of a treaty names the States that it binds.
_OPENING = 400
# Words in common, in per cent, that provisions under one label of two laws have as versions.
_VERSION = 60.0
# Words of a text that are compared.
_COMPARED = 3_000


@dataclass(frozen=True, slots=True)
class Compared:
    """A provision as it is shown.

    read       its text, cut when it is long, with its elements
    cut        whether there is more of it
    tag        that it is on the subject
    is_treaty  whether it is a treaty that it is part of, or that its law approves
    """

    law: LawSummary
    provision: Provision
    tag: Tag
    read: Read
    cut: bool
    is_treaty: bool

    @property
    def is_confirmed(self) -> bool:
        """Whether a curator set the tag, or confirmed it."""
        return self.tag.origin is TagOrigin.CURATOR

    def cited(self, permalink: str) -> Cited:
        """As it is to be cited, with its absolute address."""
        known = self.law
        law = Law(
            known.id,
            known.jurisdiction,
            known.title,
            known.language,
            known.kind,
            (),
            number=known.number,
            status=known.status,
            dates=known.dates,
            source_url=known.source_url,
        )
        return Cited(law, self.provision, permalink, known.read_at)


@dataclass(frozen=True, slots=True)
class Column:
    """A jurisdiction.

    total    how many of its provisions are on the subject
    request  the search for them
    is_held  whether the collection has any law of its
    lacks    what the collection has not of its law, as a cell of coverage says it; only where
             there are no provisions
    """

    place: str
    provisions: tuple[Compared, ...]
    total: int
    request: SearchRequest
    is_held: bool
    lacks: Cell | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the words of two texts of one language is the same in the same order, 0 to 1:
    of the provisions of two columns (by their numbers from 0) that are most alike."""

    columns: tuple[int, int]
    provisions: tuple[int, int]
    share: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is side by side.

    request   with the page that is shown, which may be another than asked for
    places    how many jurisdictions there are on all pages
    pages     how many pages
    rows      elements of the offence; empty for a subject that is no offence
    penalties a row for each kind
    likeness  of each pair of columns with texts in one language, the most alike first
    release   of the index
    """

    request: ComparisonRequest
    columns: tuple[Column, ...]
    places: int
    pages: int
    rows: tuple[Row, ...]
    penalties: tuple[PenaltyRow, ...]
    likeness: tuple[Likeness, ...]
    release: str

    @property
    def provisions(self) -> Iterator[tuple[Column, Compared]]:
        """Every provision with its column, in their order."""
        return ((column, one) for column in self.columns for one in column.provisions)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A provision that may be shown; as in Compared."""

    law: LawSummary
    provision: Provision
    tag: Tag
    is_treaty: bool


def absence(column: Column) -> str:
    """What is to be said of a jurisdiction without provisions, in the reader's language."""
    if not column.is_held:
        return gettext("The collection holds none of its laws.")
    cell = column.lacks
    if cell and cell.finding is Finding.NONE_FOUND:
        return gettext(
            "None found by the tagger, though the collection holds the laws in which one would be."
        )
    if cell and cell.missing:
        return gettext("The collection lacks the laws in which one would be: %(laws)s.") % {
            "laws": lacking(cell)
        }
    return gettext(
        "None found by the tagger. Whether the collection holds the laws in which one would be is "
        "not known for this subject."
    )


class CompareService:
    """Puts comparisons together; holds no state of its own."""

    def __init__(
        self, coverage: CoverageService, reader: IndexReader, collection: Collection
    ) -> None:
        self._coverage = coverage
        self._reader = reader
        self._collection = collection

    def places(self, request: ComparisonRequest) -> Mapping[str, int]:
        """Jurisdictions with laws, by code, and how many of their provisions are on the subject
        of a request; none while it has no subject. Raises EngineUnavailable."""
        held = self._coverage.coverage()
        found: Mapping[str, int] = {}
        if request.about:
            plan = SearchPlan(filters=_on(request), size=1, facets=("jurisdiction",))
            found = self._reader.search(plan).facets["jurisdiction"]
        return {place: found.get(place, 0) for place in held.jurisdictions() if place in held.laws}

    def compare(self, request: ComparisonRequest) -> Comparison:
        """Of a complete request; a page beyond the last is the last. Raises EngineUnavailable."""
        places = request.places or self._surest(request)
        pages = max(1, -(-len(places) // PLACES))
        request = request.on_page(min(request.page, pages))
        covered = self._coverage.coverage()
        shown = places[(request.page - 1) * PLACES : request.page * PLACES]
        columns = tuple(self._column(request, place, covered) for place in shown)
        texts = [[one.read for one in column.provisions] for column in columns]
        return Comparison(
            request,
            columns,
            len(places),
            pages,
            aligned(_wanted(request), texts),
            penalty_rows(texts),
            tuple(sorted(_likeness(texts), key=lambda one: -one.share)),
            covered.release,
        )

    def _surest(self, request: ComparisonRequest) -> tuple[str, ...]:
        """The jurisdictions of a region or a legal system with provisions on the subject, those
        with the surest first."""
        filters: dict[str, tuple[str, ...]] = {**_on(request)}
        if request.region:
            filters["region"] = with_all_below("region", request.region)
        if request.legal_system:
            filters["legal_system"] = (request.legal_system,)
        plan = replace(_plan(request, filters, _SUREST), facets=("jurisdiction",))
        found = self._reader.search(plan)
        first = [one.law.jurisdiction for one in self._candidates(request, found)]
        counts = found.facets["jurisdiction"]
        others = sorted(counts, key=lambda place: (-counts[place], place))
        return tuple(dict.fromkeys((*first, *others)))

    def _column(self, request: ComparisonRequest, place: str, covered: Coverage) -> Column:
        filters = _on(request) | {"jurisdiction": (place,)}
        found = self._reader.search(_plan(request, filters, _LOOK))
        best = _different(self._candidates(request, found))
        wanted = tuple(element.name for element in _wanted(request))
        return Column(
            place,
            tuple(_compared(one, wanted) for one in best),
            found.total_provisions,
            SearchRequest(filters=filters),
            place in covered.laws,
            None if best else covered.absence(place, request.term.scheme, request.term.code),
        )

    def _candidates(self, request: ComparisonRequest, found: SearchResult) -> list[_Candidate]:
        """The provisions of a result, the best first. An index may be older than the collection:
        what is gone from it is left out."""
        laws = self._collection.summaries(hit.law_id for hit in found.laws)
        texts = self._collection.provisions(hit.provisions[0] for hit in found.laws)
        candidates = []
        for hit in found.laws:
            law, text = laws.get(hit.law_id), texts.get(hit.provisions[0])
            tags = found.tags.get(hit.provisions[0], ())
            tag = next((t for t in tags if (t.scheme, t.code) == request.about), None)
            if law and text and tag:
                candidates.append(_Candidate(law, text, tag, _is_treaty(law, text)))
        return sorted(candidates, key=_order)


def _on(request: ComparisonRequest) -> dict[str, tuple[str]]:
    """The filter of what a request is about."""
    return {FIELD_OF_SCHEME[request.term.scheme].name: (request.term.code,)}


def _wanted(request: ComparisonRequest) -> tuple[Element, ...]:
    return elements_of(request.term.scheme, request.term.code)


def _plan(
    request: ComparisonRequest, filters: Mapping[str, tuple[str, ...]], size: int
) -> SearchPlan:
    sure = surest_first([(name, code) for name, (code,) in _on(request).items()])
    return SearchPlan(clause=Prefer(None, sure), filters=filters, size=size, grouped=False)


def _is_treaty(law: LawSummary, provision: Provision) -> bool:
    opening = provision.text[:_OPENING]
    return law.kind == "treaty" or bool(elements_in(opening, provision.language, (STATE_PARTY,)))


def _order(one: _Candidate) -> tuple[object, ...]:
    """What is a national law and in force comes first, then what a curator confirmed, then by
    confidence; of tags about as sure those of laws said to be in force."""
    status = one.law.status
    return (
        one.is_treaty or one.law.kind in _NO_LAW,
        status is LawStatus.NO_LONGER or one.law.gone_at is not None,
        one.tag.origin is not TagOrigin.CURATOR,
        -round(one.tag.confidence, 1),
        status is not LawStatus.IN_FORCE,
        -one.tag.confidence,
    )


def _different(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The first that are not versions of one another; of versions of one article the latest
    stands for all."""
    kept: list[_Candidate] = []
    for one in candidates:
        for index, other in enumerate(kept):
            if _is_version(one, other):
                if _order(one)[:2] == _order(other)[:2] and _date(one) > _date(other):
                    kept[index] = one
                break
            if is_alike(one.provision, other.provision):
                break
        else:
            kept.append(one)
    return kept[:SHOWN]


def _is_version(one: _Candidate, other: _Candidate) -> bool:
    """Whether two provisions bear one label and have most of their words in common."""
    labels = [" ".join(fold_words(each.provision.label)) for each in (one, other)]
    if labels[0] != labels[1] or not labels[0]:
        return False
    words = [fold_words(each.provision.text[:_LONGEST])[:_COMPARED] for each in (one, other)]
    return fuzz.ratio(*words) >= _VERSION


def _date(one: _Candidate) -> str:
    return one.law.dates.version or one.law.dates.principal() or ""


def _compared(one: _Candidate, wanted: tuple[str, ...]) -> Compared:
    provision = one.provision
    text = provision.text
    if len(text) > _LONGEST:
        end = text.rfind(" ", _LONGEST // 2, _LONGEST)
        text = text[: end if end > 0 else _LONGEST].rstrip()
    read = Read.of(text, provision.language, wanted)
    cut = len(text) < len(provision.text)
    return Compared(one.law, provision, one.tag, read, cut, one.is_treaty)


def _likeness(columns: Sequence[Sequence[Read]]) -> Iterator[Likeness]:
    """Of each two columns the two provisions that are most alike."""
    words = [[fold_words(read.text)[:_COMPARED] for read in texts] for texts in columns]
    for one, other in combinations(range(len(columns)), 2):
        pairs = [
            (fuzz.ratio(words[one][left], words[other][right]) / 100, left, right)
            for left, mine in enumerate(columns[one])
            for right, theirs in enumerate(columns[other])
            if _tongue(mine) == _tongue(theirs)
        ]
        if pairs:
            share, left, right = max(pairs, key=lambda pair: pair[0])
            yield Likeness((one, other), (left, right), share)


def _tongue(read: Read) -> str:
    """A language without its script: folding makes one of both scripts of Chinese."""
    return read.language.partition("-")[0]
