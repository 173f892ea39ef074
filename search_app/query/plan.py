"""From a request and its analysis to the engine-neutral plan."""

from indexer.engine.plan import SearchPlan
from mappings.fields import FACETS
from search_app.query.analyse import Analysis
from search_app.query.relax import any_word
from search_app.query.request import SearchRequest

_FACET_NAMES = tuple(facet.name for facet in FACETS)


def make_plan(request: SearchRequest, analysis: Analysis, *, relaxed: bool = False) -> SearchPlan:
    """The plan of a search; `relaxed` asks for any of the words instead of all."""
    filters = {name: tuple(values) for name, values in request.filters.items()}
    for name, value in analysis.filters:
        if value not in filters.get(name, ()):
            filters[name] = (*filters.get(name, ()), value)
    return SearchPlan(
        clause=any_word(analysis.clause) if relaxed else analysis.clause,
        filters=filters,
        year_from=request.year_from,
        year_to=request.year_to,
        sort=request.sort,
        page=request.page,
        size=request.size,
        facets=_FACET_NAMES,
    )
