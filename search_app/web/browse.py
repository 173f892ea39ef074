"""Ways into the collection without a search: the pages of jurisdictions, of treaties and other
schemes, and of their articles and codes."""

from dataclasses import asdict, replace
from itertools import groupby

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpora.records import CollectionStatistics
from indexer.engine.plan import Sort
from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import find_jurisdiction
from mappings.taxonomy import (
    CRIME_TYPE,
    CROSS_CUTTING,
    FIREARMS,
    SMUGGLING_OF_MIGRANTS,
    THEME,
    TRAFFICKING_IN_PERSONS,
    UNCAC,
    UNCAC_PARAGRAPH,
    UNTOC,
    Term,
    implemented,
    scheme,
)
from search_app.messages import gettext, message
from search_app.query.request import SearchRequest
from search_app.services.alphabet import sort_key
from search_app.services.catalogue import Asked
from search_app.services.contents import contents
from search_app.services.labels import label
from search_app.services.overview import OverviewService
from search_app.services.places import GROUPED_BY, grouped
from search_app.services.profile import STRIP_CHAPTER
from search_app.web.pages import search_url

blueprint = Blueprint("browse", __name__)

_UNKNOWN_PLACE = message(
    "No jurisdiction has this code or name. Codes are those of ISO 3166, such as KEN or ke; the "
    "start page lists every jurisdiction whose laws are held."
)
_UNKNOWN_CODE = message(
    "There is no such article or code, or it is one of those about the treaty itself, which no "
    "national provision implements. /%(address)s lists all that there are."
)
_ADDRESSES = {
    UNCAC: "uncac",
    UNTOC: "untoc",
    TRAFFICKING_IN_PERSONS: "trafficking-in-persons-protocol",
    SMUGGLING_OF_MIGRANTS: "smuggling-of-migrants-protocol",
    FIREARMS: "firearms-protocol",
    CRIME_TYPE: "crime",
    CROSS_CUTTING: "issue",
    THEME: "theme",
}
_SCHEME_AT = {address: name for name, address in _ADDRESSES.items()}
_ONE_OF = f"any({', '.join(repr(address) for address in _SCHEME_AT)})"
_MOST_PAGES = 10_000
# Rows of a table before the others are folded away.
_PLACES_SHOWN = 15


@blueprint.get("/jurisdiction/<name>")
def jurisdiction(name: str) -> Response | str:
    """The profile of a jurisdiction; another code or name of it leads to its address."""
    code = find_jurisdiction(name)
    if code is None:
        abort(404, gettext(_UNKNOWN_PLACE))
    if code != name:
        return redirect(url_for("browse.jurisdiction", name=code), 301)
    profile = current_app.extensions["profile_service"].profile(code)
    return render_template(
        "jurisdiction.html",
        profile=profile,
        place=profile.place,
        chapter=STRIP_CHAPTER,
    )


@blueprint.get("/jurisdictions")
def places() -> str:
    """Every jurisdiction: by region, legal system or level of development."""
    by = request.args.get("by", "")
    groups = grouped(by if by in GROUPED_BY else GROUPED_BY[0], _overview().statistics())
    return render_template("jurisdictions.html", groups=groups, by=by, ways=GROUPED_BY)


@blueprint.get("/laws")
def laws() -> str:
    """The laws of a jurisdiction by title, those of a year by date; without either, the ways to
    them. What there is not counts as not asked for."""
    place = find_jurisdiction(request.args.get("jurisdiction", "")) or ""
    year, page = _number("year", 1, 9999), _number("page", 1, _MOST_PAGES) or 1
    if not place and year is None:
        return _ways_to_laws(_overview().statistics())
    asked = Asked(place, year, request.args.get("letter", "")[:8], page)
    found = current_app.extensions["catalogue_service"].listing(asked)
    return render_template("laws_of.html", asked=asked, found=found)


def _ways_to_laws(held: CollectionStatistics) -> str:
    names = ((label("jurisdiction", code), code, n) for code, n in held.by_jurisdiction.items())
    years = sorted(held.by_year.items(), reverse=True)
    return render_template(
        "laws.html",
        places=sorted(names, key=lambda place: sort_key(place[0])),
        decades=[(first, list(of)) for first, of in groupby(years, lambda y: y[0] // 10 * 10)],
    )


@blueprint.app_template_global()
def laws_url(asked: Asked, **changed: str | int | None) -> str:
    """URL of a list of laws, with what is changed in it: its first page, unless that is."""
    given = asdict(replace(asked, **{"page": 1, **changed}))  # type: ignore[arg-type]
    given["page"] = given["page"] if given["page"] > 1 else None
    return url_for("browse.laws", **{name: value or None for name, value in given.items()})


def _number(name: str, least: int, most: int) -> int | None:
    text = request.args.get(name, "")
    known = text.isascii() and text.isdecimal() and len(text) < 6
    return int(text) if known and least <= int(text) <= most else None


def _overview() -> OverviewService:
    overview: OverviewService = current_app.extensions["overview_service"]
    return overview


@blueprint.get(f"/<{_ONE_OF}:address>")
def contents_page(address: str) -> str:
    """The contents of a treaty or another scheme."""
    name = _SCHEME_AT[address]
    coverage = current_app.extensions["coverage_service"].coverage()
    return render_template("contents.html", name=name, groups=list(contents(coverage, name)))


@blueprint.get(f"/<{_ONE_OF}:address>/<code>")
def subject(address: str, code: str) -> Response | str:
    """An article of a treaty, or another code; a paragraph leads to its article."""
    name = _SCHEME_AT[address]
    paragraph = scheme(UNCAC_PARAGRAPH).get(code) if name == UNCAC else None
    if paragraph:
        return redirect(about_url(UNCAC, paragraph.parent), 301)
    if code not in implemented(name):
        abort(404, gettext(_UNKNOWN_CODE) % {"address": address})
    return render_template(
        "subject.html",
        subject=current_app.extensions["subject_service"].subject(name, code),
        field=FIELD_OF_SCHEME[name].name,
        shown=_PLACES_SHOWN,
    )


@blueprint.app_template_global()
def law_years_url(jurisdiction: str, first: int, last: int) -> str:
    """The search for a jurisdiction's laws of some years."""
    filters = {"jurisdiction": (jurisdiction,)}
    return search_url(SearchRequest(filters=filters, year_from=first, year_to=last))


@blueprint.app_template_global()
def law_list_url(jurisdiction: str, **filters: str) -> str:
    """The search for a jurisdiction's laws, the newest first."""
    narrowed = {"jurisdiction": (jurisdiction,)} | {k: (v,) for k, v in filters.items()}
    return search_url(SearchRequest(filters=narrowed, sort=Sort.NEWEST))


@blueprint.app_template_global()
def place_url(code: str) -> str:
    """The page of a jurisdiction."""
    return url_for("browse.jurisdiction", name=code)


@blueprint.app_template_global()
def about_url(name: str, code: str, external: bool = False) -> str:
    """The page of an article or another code of a scheme."""
    return url_for("browse.subject", address=_ADDRESSES[name], code=code, _external=external)


@blueprint.app_template_global()
def contents_url(name: str, external: bool = False) -> str:
    """The page of the contents of a scheme."""
    return url_for("browse.contents_page", address=_ADDRESSES[name], _external=external)


@blueprint.app_template_global()
def subject_place_url(term: Term, jurisdiction: str) -> str:
    """The search for the provisions of a jurisdiction on an article or a crime type."""
    filters = {"jurisdiction": (jurisdiction,), FIELD_OF_SCHEME[term.scheme].name: (term.code,)}
    return search_url(SearchRequest(filters=filters))
