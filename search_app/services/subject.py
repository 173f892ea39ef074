"""What is known and held of one treaty article or crime type."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from corpora.store import Collection
from indexer.engine.plan import Prefer, SearchPlan
from indexer.engine.protocol import IndexReader
from mappings.concepts import Concept, ConceptKind, concepts, terms
from mappings.fields import FIELD_OF_SCHEME
from mappings.taxonomy import UNCAC, UNCAC_PARAGRAPH, Term, scheme
from search_app.formats import language_of
from search_app.messages import language
from search_app.query.plan import surest_first
from search_app.query.request import SearchRequest
from search_app.services.coverage import CoverageService, Finding
from search_app.services.related import Elsewhere, one_a_jurisdiction

# The UN languages as the lexicon writes them.
_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-Hans")
_TERMS = 3
# Laws looked at for the examples, of which each jurisdiction shows its first.
_LOOK = 60
_EXAMPLES = 6
# There are fewer subjects.
_KEPT = 500


@dataclass(frozen=True, slots=True)
class Called:
    """A concept: its name, and by language what it is called there, the best known first."""

    name: str
    terms: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """An article or crime type with its provisions.

    paragraphs  (paragraph, provisions) of an article whose offences differ
    concepts    the legal concepts that speak for it
    by_place    (jurisdiction, provisions), most first
    none_found  jurisdictions without any that hold the laws in which they would be
    surest      the provisions with the surest tags, one a jurisdiction
    request     the search for all of them
    """

    term: Term
    paragraphs: tuple[tuple[Term, int], ...]
    concepts: tuple[Called, ...]
    by_place: tuple[tuple[str, int], ...]
    none_found: tuple[str, ...]
    surest: tuple[Elsewhere, ...]
    request: SearchRequest

    @property
    def provisions(self) -> int:
        """How many there are altogether."""
        return sum(count for _, count in self.by_place)


class SubjectService:
    """Puts subjects together; keeps the surest provisions of each while the index and the
    collection stay as they are. Safe for several threads."""

    def __init__(
        self, coverage: CoverageService, reader: IndexReader, collection: Collection
    ) -> None:
        self._coverage = coverage
        self._reader = reader
        self._collection = collection
        self._surest = lru_cache(maxsize=_KEPT)(self._find_surest)

    def subject(self, name: str, code: str) -> Subject:
        """Of a code of a scheme that coverage knows (`coverage.SCHEMES`). Raises KeyError for an
        unknown one, and EngineUnavailable."""
        term = scheme(name)[code]
        field = FIELD_OF_SCHEME[name].name
        covered = self._coverage.coverage()
        cells = [covered.cell(place, name, code) for place in covered.jurisdictions()]
        held = [(cell.jurisdiction, cell.provisions) for cell in cells if cell.provisions]
        request = SearchRequest(filters={field: (code,)})
        surest = self._surest(covered.release, self._collection.state(), field, code)
        by_code = covered.counts[name].values()
        return Subject(
            term,
            tuple(
                (paragraph, sum(counts.get(paragraph.code, 0) for counts in by_code))
                for paragraph in scheme(UNCAC_PARAGRAPH).values()
                if name == UNCAC and paragraph.parent == code
            ),
            _called(name, code),
            tuple(sorted(held, key=lambda pair: -pair[1])),
            tuple(cell.jurisdiction for cell in cells if cell.finding is Finding.NONE_FOUND),
            surest,
            request,
        )

    def _find_surest(
        self, _release: str, _state: str, field: str, code: str
    ) -> tuple[Elsewhere, ...]:
        plan = SearchPlan(
            clause=Prefer(None, surest_first([(field, code)])),
            filters={field: (code,)},
            size=_LOOK,
            provisions_per_law=1,
        )
        return one_a_jurisdiction(self._reader.search(plan), self._collection)[:_EXAMPLES]


def _called(name: str, code: str) -> tuple[Called, ...]:
    """The topics of a code that have a term in English, each with its terms."""
    found = []
    for concept in concepts().values():
        if concept.kind is ConceptKind.TOPIC and (name, code) in concept.tags:
            words = tuple((tongue, _written(tongue).get(concept, ())) for tongue in _LANGUAGES)
            if words[0][1]:
                own = dict(words)[language_of(language()).code] or words[0][1]
                found.append(Called(own[0], tuple(pair for pair in words if pair[1])))
    return tuple(found)


@cache
def _written(language: str) -> Mapping[Concept, tuple[str, ...]]:
    """The first terms of each concept in a language, of those that people write."""
    found: dict[Concept, tuple[str, ...]] = {}
    for term in terms(language):
        known = found.get(term.concept, ())
        if len(known) < _TERMS and term.is_plain:
            found[term.concept] = (*known, term.written)
    return found
