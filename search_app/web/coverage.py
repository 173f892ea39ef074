"""The page of what the collection covers: a chapter's articles, or crime types, by jurisdiction."""

from collections.abc import Mapping

from flask import Blueprint, current_app, render_template, request

from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import jurisdictions
from mappings.taxonomy import CRIME_TYPE, SUBJECT, UNCAC, Term, implemented, scheme
from search_app.query.request import SearchRequest
from search_app.services.coverage import Cell, Coverage, Finding, lacking
from search_app.services.labels import label
from search_app.web.pages import search_url

blueprint = Blueprint("coverage", __name__)

_CHAPTERS = tuple(dict.fromkeys(term.parent for term in implemented(UNCAC).values()))
_FIRST = "III"
_ELSEWHERE = "Other"


@blueprint.get("/coverage")
def coverage() -> str:
    """One chapter and one region at a time; an unknown one counts as none."""
    found: Coverage = current_app.extensions["coverage_service"].coverage()
    columns = {chapter: label("uncac_chapter", chapter) for chapter in _CHAPTERS}
    columns[CRIME_TYPE] = "Crime types"
    wanted = request.args.get("columns", _FIRST)
    shown = wanted if wanted in columns else _FIRST
    regions = _regions(found)
    region = request.args.get("region", "")
    if region not in regions:
        region = next((name for name, held in regions.items() if held & found.laws), "")
    terms = _terms(shown)
    return render_template(
        "coverage.html",
        columns=columns,
        shown=shown,
        regions=regions,
        region=region,
        terms=terms,
        finding=Finding,
        rows=[
            (place, [found.cell(place, term.scheme, term.code) for term in terms.values()])
            for place in found.jurisdictions()
            if place in regions.get(region, ())
        ],
        laws=found.laws,
        held=found.held,
        subjects=scheme(SUBJECT),
    )


def _terms(shown: str) -> Mapping[str, Term]:
    if shown == CRIME_TYPE:
        return scheme(CRIME_TYPE)
    return {code: term for code, term in implemented(UNCAC).items() if term.parent == shown}


def _regions(found: Coverage) -> dict[str, frozenset[str]]:
    """Jurisdictions by region; those of none together, last."""
    places: dict[str, set[str]] = {}
    for code in found.jurisdictions():
        places.setdefault(jurisdictions()[code].subregion or _ELSEWHERE, set()).add(code)
    ordered = sorted(places, key=lambda name: (name == _ELSEWHERE, name))
    return {name: frozenset(places[name]) for name in ordered}


@blueprint.app_template_global()
def cell_url(cell: Cell) -> str:
    """The search for the provisions that a cell counts."""
    field = FIELD_OF_SCHEME[cell.scheme].name
    filters = {"jurisdiction": (cell.jurisdiction,), field: (cell.code,)}
    return search_url(SearchRequest(filters=filters))


@blueprint.app_template_global()
def subject_url(jurisdiction: str, subject: str) -> str:
    """The search for the laws of a jurisdiction on a subject."""
    filters = {"jurisdiction": (jurisdiction,), "subject": (subject,)}
    return search_url(SearchRequest(filters=filters))


blueprint.add_app_template_global(lacking)
