"""A search from the request to what a page or a program shows of it."""

import time
from dataclasses import dataclass
from typing import Any

from corpora.store import Collection, LawSummary
from indexer.engine.plan import SearchPlan
from indexer.engine.protocol import IndexReader, SearchResult
from mappings.fields import FACETS, field_named
from mappings.records import Provision, Tag
from mappings.taxonomy import UNCAC
from search_app.query.concepts import NamedConcepts
from search_app.query.request import SearchRequest
from search_app.services.ask import Answer, ask
from search_app.services.doctor import Diagnosis, Doctor
from search_app.services.explain import Why, why
from search_app.services.labels import label
from search_app.services.snippets import Marks, mark, snippet


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with the number of provisions that have it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: selected ones first, then by count."""

    name: str
    label: str
    values: tuple[FacetValue, ...]

    @property
    def selected(self) -> bool:
        return any(value.selected for value in self.values)


@dataclass(frozen=True, slots=True)
class ProvisionHit:
    """A provision of the result. `heading` and `snippet` are HTML with the hits marked."""

    id: str
    path: str
    provision: Provision
    heading: str
    snippet: str
    tags: tuple[Tag, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class LawResult:
    """A law of the result with its best provisions; `count` of its provisions match."""

    law: LawSummary
    provisions: tuple[ProvisionHit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a query names, and what is searched with it.

    used    whether it was searched; the user may turn it off
    widens  whether it adds hits; else it only brings those that are about it to the top
    codes   (field, code, label)
    terms   (language, what it is called there)
    """

    used: bool
    widens: bool
    codes: tuple[tuple[str, str, str], ...]
    terms: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, found: NamedConcepts, used: bool) -> "Expansion":
        """Of the concepts of a query."""
        return cls(
            used,
            found.whole,
            tuple((name, code, label(name, code)) for name, code in found.codes),
            tuple(
                (language, term)
                for language in _LANGUAGES_SHOWN
                for term in dict.fromkeys(found.terms(language))
            ),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "used": self.used,
            "widens": self.widens,
            "codes": [
                {"field": name, "code": code, "label": text} for name, code, text in self.codes
            ],
            "terms": [{"language": language, "term": term} for language, term in self.terms],
        }


# A search that finds so few provisions may have a word misspelt.
_LITTLE = 20
# The UN languages and a few others that say how far the search goes.
_LANGUAGES_SHOWN = ("en", "fr", "es", "ru", "ar", "zh-Hans", "pt", "de", "id", "tr", "ja")


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """The answer to a request.

    relaxed    no provision has all words, these have some
    expansion  the concept that the query names; None when it names none
    diagnosis  what may be wrong with a search that found nothing, or little
    """

    request: SearchRequest
    plan: SearchPlan
    laws: tuple[LawResult, ...]
    total_laws: int
    total_provisions: int
    facets: tuple[Facet, ...]
    notes: tuple[str, ...]
    relaxed: bool
    expansion: Expansion | None
    diagnosis: Diagnosis
    took_ms: int

    def to_json(self) -> dict[str, Any]:
        """The public JSON (docs/command-line.md)."""
        return {
            "query": self.request.q,
            "total_laws": self.total_laws,
            "total_provisions": self.total_provisions,
            "took_ms": self.took_ms,
            "notes": list(self.notes),
            "expansion": self.expansion and self.expansion.to_json(),
            "diagnosis": self.diagnosis.to_json(),
            "hits": [_law_json(result) for result in self.laws],
            "facets": {
                facet.name: [
                    {"value": v.value, "label": v.label, "count": v.count, "selected": v.selected}
                    for v in facet.values
                ]
                for facet in self.facets
            },
        }


def _law_json(result: LawResult) -> dict[str, Any]:
    return {
        "law_id": result.law.id,
        "title": result.law.title,
        "jurisdiction": result.law.jurisdiction,
        "language": result.law.language,
        "date": result.law.dates.principal(),
        "provision_count": result.count,
        "provisions": [
            {
                "id": hit.id,
                "label": hit.provision.label,
                "heading": hit.provision.heading,
                "snippet": str(hit.snippet),
                "tags": [{"scheme": tag.scheme, "code": tag.code} for tag in hit.tags],
                "why": hit.why.to_json(),
            }
            for hit in result.provisions
        ],
    }


class SearchService:
    """Searches; holds no state of its own."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._doctor = Doctor(reader, collection)

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answers a request. Raises EngineUnavailable."""
        started = time.monotonic()
        answer = ask(self._reader, request)
        expansion = Expansion.of(found, request.expand) if (found := answer.concepts) else None
        return SearchResponse(
            request=request,
            plan=answer.plan,
            laws=self._laws(answer, expansion),
            total_laws=answer.result.total_laws,
            total_provisions=answer.result.total_provisions,
            facets=_facets(answer.result, answer.plan),
            notes=(*request.notes, *answer.analysis.notes),
            relaxed=answer.relaxed,
            expansion=expansion,
            diagnosis=self._diagnosis(answer, request),
            took_ms=round((time.monotonic() - started) * 1000),
        )

    def _diagnosis(self, answer: Answer, request: SearchRequest) -> Diagnosis:
        if answer.relaxed or not answer.result.total_provisions:
            return self._doctor.examine(request)
        if answer.result.total_provisions <= _LITTLE:
            return Diagnosis(correction=self._doctor.correction(request))
        return Diagnosis()

    def _laws(self, answer: Answer, expansion: Expansion | None) -> tuple[LawResult, ...]:
        result = answer.result
        marks = Marks.of(answer.plan.clause)
        asked = {(name, code) for name, codes in answer.plan.filters.items() for code in codes}
        if expansion and expansion.used:
            asked |= {(name, code) for name, code, _ in expansion.codes}
        ids = [identifier for hit in result.laws for identifier in hit.provisions]
        texts = self._collection.provisions(ids)
        summaries = self._collection.summaries(hit.law_id for hit in result.laws)

        def hit_of(law: LawSummary, identifier: str) -> ProvisionHit:
            provision = texts[identifier]
            tags = result.tags.get(identifier, ())
            return ProvisionHit(
                id=identifier,
                path=provision.path,
                provision=provision,
                heading=mark(provision.heading, marks, provision.language),
                snippet=snippet(provision.text, marks, provision.language),
                tags=tags,
                why=why(provision, law, tags, marks, frozenset(asked)),
            )

        return tuple(
            LawResult(
                law,
                tuple(
                    hit_of(law, identifier) for identifier in hit.provisions if identifier in texts
                ),
                hit.count,
            )
            # A law that left the collection since it was indexed has nothing to show.
            for hit in result.laws
            if (law := summaries.get(hit.law_id))
        )


def _facets(result: SearchResult, plan: SearchPlan) -> tuple[Facet, ...]:
    found = []
    for field in FACETS:
        counts = dict(result.facets.get(field.name, {}))
        selected = set(plan.filters.get(field.name, ()))
        for value in selected:
            # A selected value stays listed, or it could not be taken back.
            counts.setdefault(value, 0)
        values = [
            FacetValue(value, label(field.name, value), count, value in selected)
            for value, count in counts.items()
        ]
        values.sort(key=_facet_order(field.name))
        found.append(Facet(field.name, field_named(field.name).label, tuple(values)))
    return tuple(found)


def _facet_order(name: str) -> Any:
    if UNCAC in field_named(name).schemes:
        # A paragraph comes after its article, not before it as its label would.
        return lambda value: (not value.selected, -value.count, value.value)
    if name == "year":
        return lambda value: (not value.selected, -int(value.value))
    return lambda value: (not value.selected, -value.count, value.label)
