"""A search from the request to what a page or a program shows of it."""

import time
from collections.abc import Mapping
from typing import Any

from corpora.records import LawSummary
from corpora.store import Collection
from indexer.engine.protocol import IndexReader, SearchResult
from mappings.fields import FACETS, field_named
from mappings.taxonomy import UNCAC, scheme
from search_app.query.plan import asked_filters
from search_app.query.request import SearchRequest
from search_app.services.ask import Answer, ask
from search_app.services.cited import CitationService
from search_app.services.doctor import Diagnosis, Doctor
from search_app.services.explain import why
from search_app.services.fold import fold
from search_app.services.labels import field_label, label
from search_app.services.results import (
    Expansion,
    Facet,
    FacetValue,
    LawResult,
    ProvisionHit,
    SearchResponse,
)
from search_app.services.snippets import Marks, mark, snippet

# A search that finds so few provisions may have a word misspelt.
_LITTLE = 20
# Words that are spelt otherwise than the user did have to find so many.
_ENOUGH = 10


class SearchService:
    """Searches; holds no state of its own."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._doctor = Doctor(reader, collection)
        self._citations = CitationService(collection)

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answers a request. Raises EngineUnavailable."""
        started = time.monotonic()
        answer = ask(self._reader, request, self._citations)
        diagnosis, respelt = Diagnosis(), None
        if answer.result.total_provisions <= _LITTLE or answer.is_missed:
            correction = self._doctor.correction(request)
            if answer.is_missed and correction:
                meant = ask(self._reader, correction.request, self._citations)
                if _is_better(meant, answer):
                    # What was meant is shown rather than the user sent away.
                    answer, request, respelt = meant, correction.request, correction
            if answer.is_missed:
                diagnosis = self._doctor.examine(request, correction)
            elif not respelt:
                diagnosis = Diagnosis(correction=correction)
        named = answer.concepts
        expansion = Expansion.of(named, request.expand, answer.widens) if named else None
        return SearchResponse(
            request=request,
            plan=answer.plan,
            laws=fold(self._laws(answer, expansion)),
            total_laws=answer.result.total_laws,
            total_provisions=answer.result.total_provisions,
            facets=_facets(answer.result, asked_filters(request, answer.analysis)),
            notes=(
                *request.notes,
                *((answer.cited.note(),) if answer.cited else ()),
                *answer.analysis.notes,
            ),
            relaxed=answer.relaxed,
            expansion=expansion,
            diagnosis=diagnosis,
            respelt=respelt,
            took_ms=round((time.monotonic() - started) * 1000),
        )

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
                why=why(
                    provision,
                    law,
                    tags,
                    result.possible.get(identifier, ()),
                    marks,
                    frozenset(asked),
                ),
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


def _is_better(meant: Answer, answer: Answer) -> bool:
    """Whether words spelt otherwise find what was surely meant, when as they are written they are
    missed: provisions with all of them, or of a concept that they name only now."""
    if meant.is_missed:
        return meant.concepts is not None and meant.concepts != answer.concepts
    return meant.result.total_provisions >= _ENOUGH


def _facets(result: SearchResult, filters: Mapping[str, tuple[str, ...]]) -> tuple[Facet, ...]:
    found = []
    for field in FACETS:
        counts = dict(result.facets.get(field.name, {}))
        selected = set(filters.get(field.name, ()))
        for value in selected:
            # A selected value stays listed, or it could not be taken back.
            counts.setdefault(value, 0)
        values = [
            FacetValue(value, label(field.name, value), count, value in selected)
            for value, count in counts.items()
        ]
        values.sort(key=_facet_order(field.name))
        found.append(Facet(field.name, field_label(field), tuple(values)))
    return tuple(found)


def _facet_order(name: str) -> Any:
    if UNCAC in field_named(name).schemes:
        # A paragraph comes after its article, not before it as its label would.
        return lambda value: (not value.selected, -value.count, value.value)
    if field_named(name).ordered:
        codes = [code for of in field_named(name).schemes for code in scheme(of)]
        return lambda value: codes.index(value.value) if value.value in codes else len(codes)
    if name == "year":
        return lambda value: (not value.selected, -int(value.value))
    return lambda value: (not value.selected, -value.count, value.label)
