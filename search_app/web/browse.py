"""Ways into the collection without a search: the page of a jurisdiction."""

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from indexer.engine.plan import Sort
from mappings.jurisdictions import find_jurisdiction
from mappings.taxonomy import UN_LANGUAGES
from search_app.query.request import SearchRequest
from search_app.services.coverage import Finding, lacking
from search_app.services.profile import STRIP_CHAPTER
from search_app.web.pages import search_url

blueprint = Blueprint("browse", __name__)

_UNKNOWN_PLACE = (
    "No jurisdiction has this code or name. Codes are those of ISO 3166, such as KEN or ke; the "
    "start page lists every jurisdiction whose laws are held."
)


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
        un_languages=UN_LANGUAGES,
        finding=Finding,
        lacking=lacking,
        chapter=STRIP_CHAPTER,
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
