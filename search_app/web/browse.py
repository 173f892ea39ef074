"""Ways into the collection without a search: the pages of jurisdictions, treaty articles and crime
types."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from indexer.engine.plan import Sort
from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import find_jurisdiction
from mappings.taxonomy import (
    CRIME_TYPE,
    UNCAC,
    UNCAC_PARAGRAPH,
    Term,
    chapter_of,
    implemented,
    scheme,
)
from search_app.query.request import SearchRequest
from search_app.services.profile import STRIP_CHAPTER
from search_app.web.pages import search_url

blueprint = Blueprint("browse", __name__)

_UNKNOWN_PLACE = (
    "No jurisdiction has this code or name. Codes are those of ISO 3166, such as KEN or ke; the "
    "start page lists every jurisdiction whose laws are held."
)
_UNKNOWN_ARTICLE = (
    "The Convention against Corruption has no such article, or one that is about the Convention "
    "itself and that no national provision implements. The start page lists all others."
)
_UNKNOWN_CRIME = "There is no such crime type. The start page lists all there are."
# Rows of a table before the others are folded away.
_PLACES_SHOWN = 15


@blueprint.get("/jurisdiction/<name>")
def jurisdiction(name: str) -> Response | str:
    """The profile of a jurisdiction; another code or name of it leads to its address."""
    code = find_jurisdiction(name)
    if code is None:
        abort(404, _UNKNOWN_PLACE)
    if code != name:
        return redirect(url_for("browse.jurisdiction", name=code), 301)
    profile = current_app.extensions["profile_service"].profile(code)
    return render_template(
        "jurisdiction.html",
        profile=profile,
        place=profile.place,
        chapter=STRIP_CHAPTER,
    )


@blueprint.get("/uncac/<code>")
def uncac_article(code: str) -> Response | str:
    """An article of the Convention against Corruption; a paragraph leads to its article."""
    paragraph = scheme(UNCAC_PARAGRAPH).get(code)
    if paragraph:
        return redirect(about_url(UNCAC, paragraph.parent), 301)
    if code not in implemented(UNCAC):
        abort(404, _UNKNOWN_ARTICLE)
    return _subject(UNCAC, code, chapter_of(code))


@blueprint.get("/crime/<code>")
def crime_type(code: str) -> str:
    """A crime type."""
    if code not in scheme(CRIME_TYPE):
        abort(404, _UNKNOWN_CRIME)
    return _subject(CRIME_TYPE, code)


def _subject(name: str, code: str, chapter: str = "") -> str:
    return render_template(
        "subject.html",
        subject=current_app.extensions["subject_service"].subject(name, code),
        field=FIELD_OF_SCHEME[name].name,
        chapter=chapter,
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
def about_url(name: str, code: str) -> str:
    """The page of an article of the Convention against Corruption, or of a crime type."""
    page = "browse.uncac_article" if name == UNCAC else "browse.crime_type"
    return url_for(page, code=code)


@blueprint.app_template_global()
def subject_place_url(term: Term, jurisdiction: str) -> str:
    """The search for the provisions of a jurisdiction on an article or a crime type."""
    filters = {"jurisdiction": (jurisdiction,), FIELD_OF_SCHEME[term.scheme].name: (term.code,)}
    return search_url(SearchRequest(filters=filters))
