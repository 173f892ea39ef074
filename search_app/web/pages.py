"""The pages: home, search, law, help, about; and the search as JSON."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn
from urllib.parse import quote_plus

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from corpora.records import LawSummary
from indexer.analysis import fold
from indexer.engine.plan import MAX_RESULT_WINDOW
from indexer.engine.protocol import EngineUnavailable
from mappings.fields import FACETS, field_named
from mappings.jurisdictions import jurisdictions
from mappings.taxonomy import CRIME_TYPE, THEME, UNCAC, UNCAC_CHAPTER, implemented, scheme
from mappings.world import HEIGHT, WIDTH
from search_app.messages import gettext, message
from search_app.query.compose import FIELDS as FORM_FIELDS
from search_app.query.compose import compose
from search_app.query.request import SearchRequest, parse_request
from search_app.services.coverage import SCHEMES
from search_app.services.differences import marked
from search_app.services.facets import trees
from search_app.services.labels import field_label, label
from search_app.services.law import WHOLE
from search_app.services.overview import OverviewService
from search_app.services.parts import SHOWN_WHOLE
from search_app.services.permalinks import FINGERPRINT, Found
from search_app.services.results import Facet, SearchResponse
from search_app.services.structured import legislation
from search_app.services.world import STEPS, countries
from search_app.services.years import Span, spans

blueprint = Blueprint("pages", __name__)

_FINGERPRINT = re.compile(f"[0-9a-f]{{{FINGERPRINT},64}}")
FACET_VALUES_SHOWN = 8
# Stands for a value in an address; what is asked for holds nothing of the private use area.
_PLACE = "\ue000"
_QUOTED_PLACE = quote_plus(_PLACE)
_NEWEST = 8
_FORM_FACETS = ("jurisdiction", "uncac", "crime_type", "theme", "language", "kind", "status")
UNKNOWN_LAW = message(
    "The collection holds no law under this address. It may have been replaced when its source "
    "was imported again: search for its title."
)
_NOTHING_RELATED = message(
    "The collection holds no such provision, or its tags do not say what it is about: search "
    "for its words instead."
)


def _search() -> SearchResponse:
    found: SearchResponse = current_app.extensions["search_service"].search(
        parse_request(request.args.items(multi=True))
    )
    return found


def _overview() -> OverviewService:
    overview: OverviewService = current_app.extensions["overview_service"]
    return overview


@blueprint.get("/")
def home() -> str:
    """What the collection holds, and ways into it."""
    overview = _overview()
    statistics, counts = overview.statistics(), overview.counts()
    regions: dict[str, list[tuple[str, str, int]]] = {}
    for code, laws in statistics.by_jurisdiction.items():
        place = jurisdictions()[code]
        regions.setdefault(place.region, []).append((code, label("jurisdiction", code), laws))
    articles = implemented(UNCAC)
    return render_template(
        "home.html",
        statistics=statistics,
        facets=counts,
        chapters={
            code: scheme(UNCAC_CHAPTER)[code]
            for code in dict.fromkeys(article.parent for article in articles.values())
        },
        articles=articles,
        schemes=SCHEMES,
        crime_types=scheme(CRIME_TYPE),
        # Themes that no provision is tagged with lead nowhere.
        themes=[term for term in scheme(THEME).values() if term.code in counts["theme"]],
        regions={
            name: sorted(places, key=lambda p: fold(p[1]))
            for name, places in sorted(regions.items())
        },
        newest=overview.newest()[:_NEWEST],
    )


@blueprint.get("/search")
def search() -> Response:
    """A search: hits grouped by law, facets, pages."""
    found = _search()
    response = make_response(
        render_template(
            "search.html",
            found=found,
            pages=_pages(found),
            trees=trees(found.facets),
            years=_years(found),
            world=countries(_facet(found, "jurisdiction")) if found.request.world else (),
            world_size=(WIDTH, HEIGHT),
            window=MAX_RESULT_WINDOW,
            steps=STEPS,
            shown=FACET_VALUES_SHOWN,
        )
    )
    # Every combination of facets is a page: crawlers would never end.
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/advanced")
def advanced() -> BaseResponse | str:
    """A form for those who don't write queries: it makes one and goes to its results."""
    filled = [(name, value) for name, value in request.args.items(multi=True) if value.strip()]
    query = compose({name: value for name, value in filled if name in FORM_FIELDS})
    rest = [(name, value) for name, value in filled if name not in FORM_FIELDS]
    asked = parse_request([("q", query), *rest])
    if not asked.is_empty:
        return redirect(search_url(asked))
    counts = _overview().counts()
    return render_template(
        "advanced.html", facets=[_choice(name, counts[name]) for name in _FORM_FACETS]
    )


def _choice(name: str, counts: Mapping[str, int]) -> dict[str, Any]:
    """A facet to choose one value of; articles in their order, others by name."""
    labelled = {value: label(name, value) for value in counts}
    by_order = list(implemented(UNCAC)) if name == "uncac" else []

    def order(value: str) -> tuple[int, str]:
        return (by_order.index(value) if value in by_order else -1), fold(labelled[value])

    values = sorted(labelled if not by_order else set(labelled) & set(by_order), key=order)
    return {
        "name": name,
        "label": field_label(field_named(name)),
        "options": [(value, labelled[value]) for value in values],
    }


def _facet(found: SearchResponse, name: str) -> Facet:
    return next(facet for facet in found.facets if facet.name == name)


def _years(found: SearchResponse) -> tuple[Span, ...]:
    """The years to choose of, by how many of the hits without a choice of years are of them."""
    values = _facet(found, "year").values
    counts = {int(value.value): value.count for value in values if value.count}
    return spans(counts, found.request.year_from, found.request.year_to)


def _pages(found: SearchResponse) -> dict[str, Any]:
    """Numbers of the pages to link: the first, the last that can be shown, those around here."""
    size = found.request.size
    hits = found.total_laws if found.request.grouped else found.total_provisions
    last = max(1, -(-hits // size))
    reachable = min(last, MAX_RESULT_WINDOW // size)
    here = found.request.page
    near = {1, reachable, *range(max(1, here - 2), min(reachable, here + 2) + 1)}
    return {"here": here, "last": reachable, "cut": last > reachable, "numbers": sorted(near)}


@blueprint.get("/api/search")
def api_search() -> Response:
    """The search as JSON, the same as `legal-library search --json`."""
    response = jsonify(_search().to_json())
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/api/suggest")
def api_suggest() -> Response:
    """What the letters in `q` may become, as OpenSearch suggestions: the query, then texts, what
    they are, and addresses."""
    typed = parse_request([("q", request.args.get("q", ""))]).q
    found = current_app.extensions["suggest_service"].suggest(typed)
    addresses = [
        search_url(item.request) if item.request else url_for("pages.law", law_id=item.law_id)
        for item in found
    ]
    response = jsonify([typed, [i.text for i in found], [i.kind for i in found], addresses])
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/law/<law_id>", defaults={"part": 1})
@blueprint.get("/law/<law_id>/part/<int(max=9999):part>")
def law(law_id: str, part: int) -> str:
    """A law with its provisions, each with an anchor; of a long law a part."""
    return _law_page(law_id, max(1, part))


@blueprint.get("/law/<law_id>/whole")
def whole_law(law_id: str) -> Response:
    """All of a law on one page, however long, to print."""
    response = make_response(_law_page(law_id, WHOLE))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _law_page(law_id: str, part: int) -> str:
    query = parse_request([("q", request.args.get("q", ""))]).q
    evidence = request.args.get("tags") == "1"
    view = current_app.extensions["law_service"].view(law_id, query, part, evidence=evidence)
    if view is None:
        not_here(law_id)

    def part_url(part: int, anchor: str = "") -> str:
        """Address of a provision of the law; `part` is as `LawView.part_of` gives it."""
        if part == WHOLE:
            return f"#{anchor}"
        return url_for(
            "pages.law",
            law_id=law_id,
            part=part,
            q=query or None,
            tags="1" if evidence else None,
            _anchor=anchor or None,
        )

    def cited_url(other_id: str, path: str) -> str:
        if other_id == law_id:
            return part_url(view.part_with(path), path)
        return url_for("pages.provision", law_id=other_id, path=path)

    own = {"law_id": law_id} if part == WHOLE else {"law_id": law_id, "part": part}
    return render_template(
        "law.html",
        view=view,
        law=view.law,
        file=current_app.extensions["file_service"].file(view.law),
        query=query,
        part_url=part_url,
        cited_url=cited_url,
        evidence_url=url_for(str(request.endpoint), **own, q=query or None, tags="1"),
        plain_url=url_for(str(request.endpoint), **own, q=query or None),
        structured=legislation(view.law, url_for("pages.law", law_id=law_id, _external=True)),
    )


@blueprint.get("/provision/<law_id>/<path:path>")
def provision(law_id: str, path: str) -> BaseResponse | str:
    """The permalink of a provision: its place in the page of its law. With `text`, the fingerprint
    of the text that was cited, it is said when that has changed."""
    given = request.args.get("text", "").lower()
    fingerprint = given if _FINGERPRINT.fullmatch(given) else ""
    found: Found | None = current_app.extensions["permalinks"].resolve(law_id, path, fingerprint)
    if found is None:
        not_here(law_id, path)
    address = url_for("pages.law", law_id=law_id)
    if place := found.place:
        query = request.args.get("q") or None
        part = place.part or 1
        address = url_for("pages.law", law_id=law_id, part=part, q=query, _anchor=place.path)
    if not found.changed:
        return redirect(address)
    cited, now = found.cited, found.now
    said = gettext("removed"), gettext("added")
    return render_template(
        "changed.html",
        found=found,
        address=address,
        law=current_app.extensions["collection"].law_without_text(law_id),
        sides=marked(cited.text if cited else "", now.text if now else "", *said),
    )


def not_here(law_id: str, path: str = "") -> NoReturn:
    """Answers that there is no such law: with what replaced one that was here once, 410."""
    former = current_app.extensions["permalinks"].former(law_id, path)
    if former is None:
        abort(404, gettext(UNKNOWN_LAW))
    abort(make_response(render_template("gone.html", former=former), 410))


@blueprint.get("/elsewhere/<law_id>/<path:path>")
def elsewhere(law_id: str, path: str) -> str:
    """The same in other jurisdictions as in a provision."""
    found = current_app.extensions["related_service"].related(law_id, path)
    if found is None:
        abort(404, gettext(_NOTHING_RELATED))
    return render_template("related.html", related=found)


@blueprint.get("/citing/<law_id>/<path:path>")
def citing(law_id: str, path: str) -> str:
    """The provisions that cite a provision."""
    found = current_app.extensions["law_service"].cited_by(law_id, path)
    if found is None:
        abort(404, gettext(UNKNOWN_LAW))
    return render_template("citing.html", cited=found)


@blueprint.get("/help")
def help_page() -> str:
    """How to search, with examples to click."""
    return render_template("help.html")


@blueprint.get("/about")
def about() -> str:
    """What this is and what it is not."""
    return render_template("about.html", statistics=_overview().statistics())


@blueprint.get("/healthz")
def health() -> Response:
    """200 when both engine and collection answer, else 503."""
    try:
        status = current_app.extensions["reader"].status()
        current_app.extensions["collection"].is_demonstration()
    except (EngineUnavailable, SQLAlchemyError) as error:
        current_app.logger.error("not healthy: %s", error)
        what = "index" if isinstance(error, EngineUnavailable) else "collection"
        response = jsonify(ok=False, detail=f"the {what} does not answer")
        response.status_code = 503
        return response
    return jsonify(ok=True, engine=status.engine, release=status.release, laws=status.laws)


@blueprint.get("/readyz")
def ready() -> Response:
    """200 when the collection's database answers, and the engine with a live release, else 503."""
    detail = {"database": "ok", "index": "ok"}
    try:
        current_app.extensions["collection"].state()
    except SQLAlchemyError as error:
        current_app.logger.error("not ready: %s", error)
        detail["database"] = "does not answer"
    try:
        if not current_app.extensions["reader"].status().release:
            detail["index"] = "no release is live"
    except EngineUnavailable as error:
        current_app.logger.error("not ready: %s", error)
        detail["index"] = "does not answer, or no release is live"
    is_ready = set(detail.values()) == {"ok"}
    response = jsonify(ready=is_ready, **detail)
    response.status_code = 200 if is_ready else 503
    return response


@blueprint.app_template_global()
def search_url(req: SearchRequest) -> str:
    """URL of a search."""
    query = req.query_string()
    return url_for("pages.search") + (f"?{query}" if query else "")


@blueprint.app_template_global()
def toggles(req: SearchRequest) -> Callable[[str, str], str]:
    """The URL of a search with a value of a facet added or taken out, for a page with hundreds."""
    adding: dict[str, str] = {}

    def url(name: str, value: str) -> str:
        if value in req.filters.get(name, ()):
            return search_url(req.toggled(name, value))
        if name not in adding:
            adding[name] = search_url(req.toggled(name, _PLACE))
        return adding[name].replace(_QUOTED_PLACE, quote_plus(value))

    return url


@blueprint.app_template_global()
def provision_url(law: LawSummary | str, path: str, query: str = "") -> str:
    """URL of a provision in the page of its law, with the words of a query marked. A law of which
    only the id is known may be long: the permalink knows the part that has the provision."""
    if isinstance(law, str):
        return url_for("pages.provision", law_id=law, path=path, q=query or None)
    if law.provisions > SHOWN_WHOLE:
        return provision_url(law.id, path, query)
    return url_for("pages.law", law_id=law.id, q=query or None, _anchor=path)


@blueprint.app_template_global()
def facet_url(name: str, value: str) -> str:
    """URL of everything with one facet value."""
    return search_url(SearchRequest(filters={name: (value,)}))


@blueprint.app_template_global()
def hidden_parameters(req: SearchRequest) -> list[tuple[str, str]]:
    """What a form must send along besides its own fields: nothing of a facet, page or query."""
    own = {facet.name for facet in FACETS} | {"q", "page", "sort", "year_from", "year_to"}
    return [(name, value) for name, value in req.parameters() if name not in own]
