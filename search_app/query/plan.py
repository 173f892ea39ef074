"""From a request and its analysis to the engine-neutral plan."""

from collections.abc import Sequence

from indexer.engine.plan import (
    PROVISIONS_PER_LAW,
    AnyOf,
    Clause,
    Prefer,
    SearchPlan,
    Sort,
    Value,
)
from mappings.fields import FACETS, FIELD_OF_SCHEME, STRENGTHS, strength
from mappings.hierarchy import with_all_below
from mappings.taxonomy import TAG_SCHEMES, UNCAC_CHAPTER, scheme
from search_app.query.analyse import Analysis
from search_app.query.concepts import NamedConcepts
from search_app.query.headings import in_headings
from search_app.query.request import SearchRequest

FACET_NAMES = tuple(facet.name for facet in FACETS)
# Fields with steps of how sure a tag is.
_TAGGED = frozenset(FIELD_OF_SCHEME[name].name for name in (*TAG_SCHEMES, UNCAC_CHAPTER))
# Whatever implements the Convention has one of them.
_CHAPTERS = FIELD_OF_SCHEME[UNCAC_CHAPTER].name
# What each step of a tag's confidence adds to a score. A good match of words scores 10 to 40.
_STEP_WEIGHT = 3.0
# The same where a query names a concept and nothing else: how sure the tag is goes before the
# words, which are those of one language.
_CONCEPT_STEP_WEIGHT = 12.0
# What a heading that names the concept in a language of the country adds, as a share of its score.
_HEADING_WEIGHT = 1.0
# Of one country's laws more is shown: most of what it has on a subject stands in one code.
_OF_ONE_COUNTRY = 8
# More than words and tags together: provisions that are cited come first, in their order.
_CITED = 1000.0


def make_plan(
    request: SearchRequest,
    analysis: Analysis,
    concepts: NamedConcepts | None = None,
    *,
    cited: Sequence[str] = (),
    relaxed: bool = False,
    facets: Sequence[str] = FACET_NAMES,
) -> SearchPlan:
    """The plan of a search.

    concepts  what the query names of the lexicon
    cited     ids of provisions that come first, whether they have the words or not
    facets    what is counted
    relaxed   whether any of the words is asked for instead of all
    """
    filters = asked_filters(request, analysis)
    some = relaxed or analysis.question
    clause = analysis.some if some else analysis.clause
    about = [
        (name, value) for name, values in filters.items() if name in _TAGGED for value in values
    ]
    if not (about or clause) and not request.is_empty and request.sort is Sort.RELEVANCE:
        about = [(_CHAPTERS, code) for code in scheme(UNCAC_CHAPTER)]
    weight = _STEP_WEIGHT
    if request.expand and concepts and clause:
        if concepts.whole or relaxed:
            weight = _CONCEPT_STEP_WEIGHT
            likely = tuple(strength(name, code, STRENGTHS[0]) for name, code in concepts.codes)
            tagged = (Value(name, (code,)) for name, code in concepts.codes)
            clause = AnyOf((clause, *tagged, Value("tag_strength", likely)))
        about += concepts.codes
    first = [*surest_first(about, weight)] if about else []
    places = filters.get("jurisdiction", ())
    is_concept = weight == _CONCEPT_STEP_WEIGHT and len(places) == 1
    if is_concept and concepts and (called := in_headings(concepts.codes, places[0])):
        first.append((called, _HEADING_WEIGHT))
    if cited:
        only = Value("id", tuple(cited))
        clause = AnyOf((clause, only)) if clause else only
        first += [
            (Value("id", (one,)), _CITED * (len(cited) - index)) for index, one in enumerate(cited)
        ]
    return SearchPlan(
        clause=Prefer(clause, tuple(first)) if first else clause,
        filters={
            name: tuple(dict.fromkeys(v for value in values for v in _held(name, value)))
            for name, values in filters.items()
        },
        year_from=request.year_from,
        year_to=request.year_to,
        sort=request.sort,
        grouped=request.grouped,
        page=request.page,
        size=request.size,
        provisions_per_law=(_OF_ONE_COUNTRY if len(places) == 1 else PROVISIONS_PER_LAW),
        facets=tuple(facets),
    )


def asked_filters(request: SearchRequest, analysis: Analysis) -> dict[str, tuple[str, ...]]:
    """The values that a search is filtered by: those selected and those named in its query."""
    filters = {name: tuple(values) for name, values in request.filters.items()}
    for name, value in analysis.filters:
        if value not in filters.get(name, ()):
            filters[name] = (*filters.get(name, ()), value)
    return filters


def _held(name: str, value: str) -> tuple[str, ...]:
    """The values that provisions have which a filter by a value finds."""
    # What is above a tag is in the index with it; a region of regions is not.
    return (value,) if name in _TAGGED else with_all_below(name, value)


def surest_first(
    about: list[tuple[str, str]], weight: float = _STEP_WEIGHT
) -> tuple[tuple[Clause, float], ...]:
    """Provisions whose tags are surest come first, by a weight for each step."""
    return tuple(
        (
            Value("tag_strength", tuple(strength(name, code, step) for name, code in about)),
            weight,
        )
        for step in STRENGTHS
    )
