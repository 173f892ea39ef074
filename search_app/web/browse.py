"""Ways into the collection without a search: the pages of jurisdictions, of treaties and other
schemes, and of their articles and codes."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

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
from search_app.services.contents import contents
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
