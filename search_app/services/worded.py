"""What a search asks for, in words."""

from collections.abc import Mapping, Sequence

from indexer.engine.plan import Sort
from mappings.fields import FACETS
from search_app.messages import gettext
from search_app.query.request import SearchRequest
from search_app.services.labels import field_label, label


def worded(
    request: SearchRequest, filters: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, str], ...]:
    """What is asked for as (what, value), in the order of the page.

    filters  all that the search is filtered by, those named in the query as well
    """
    found = [(gettext("Words"), request.q)] if request.q else []
    for facet in FACETS:
        values = [label(facet.name, value) for value in filters.get(facet.name, ())]
        if values:
            found.append((field_label(facet), gettext(", ").join(values)))
    if request.year_from or request.year_to:
        found.append((gettext("Years"), f"{request.year_from or '…'}–{request.year_to or '…'}"))
    if not request.expand:
        found.append((gettext("Searched"), gettext("only these words")))
    orders = {
        Sort.RELEVANCE: gettext("best first"),
        Sort.NEWEST: gettext("newest first"),
        Sort.OLDEST: gettext("oldest first"),
    }
    return (*found, (gettext("Order"), orders[request.sort]))
