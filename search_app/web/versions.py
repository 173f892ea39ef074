"""The texts of one law side by side: earlier and today's, and those in two languages."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for

from corpora.store import Collection
from search_app.messages import gettext
from search_app.query.request import page_number
from search_app.services.atom import Entry, Feed, atom
from search_app.services.differences import Change, Row, marked
from search_app.services.plain import one_line
from search_app.services.versions import Comparison, Versions, VersionService
from search_app.web.pages import UNKNOWN_LAW

blueprint = Blueprint("versions", __name__)

_MOST_PAGES = 1000
# Changes of a law that its feed tells of, and provisions that an entry names.
_ENTRIES = 10
_NAMED = 40


@blueprint.get("/law/<law_id>/versions")
def versions(law_id: str) -> str:
    """Which texts of a law there are."""
    return render_template("versions.html", found=_versions(law_id))


@blueprint.get("/law/<law_id>/versions/<int(max=999999999):key>")
def since(law_id: str, key: int) -> Response:
    """An earlier text of a law beside today's."""
    found = _service().since(law_id, key, page_number(request.args.get("page", ""), _MOST_PAGES))
    if found is None:
        abort(404, gettext("The collection has no such earlier text of this law."))
    return _page(found)


@blueprint.get("/law/<law_id>/beside/<other_id>")
def beside(law_id: str, other_id: str) -> Response:
    """Two laws side by side."""
    page = page_number(request.args.get("page", ""), _MOST_PAGES)
    found = _service().beside(law_id, other_id, page)
    if found is None:
        abort(404, gettext(UNKNOWN_LAW))
    return _page(found)


@blueprint.get("/law/<law_id>/versions.atom")
def feed(law_id: str) -> Response:
    """What changed in a law, provision by provision, the latest change first."""
    found = _versions(law_id)
    page = url_for("versions.versions", law_id=law_id, _external=True)
    shown = Feed(
        f"versions {law_id}",
        gettext("Changes of %(title)s") % {"title": one_line(found.law.title)},
        url_for("versions.feed", law_id=law_id, _external=True),
        page,
        list(_entries(found)),
    )
    return Response(atom(shown), content_type="application/atom+xml; charset=utf-8")


def _entries(found: Versions) -> Iterator[Entry]:
    law = _collection().law(found.law.id)
    assert law is not None
    later = law
    for record in found.earlier[:_ENTRIES]:
        old = _service().earlier(law, record.key)
        if old is None:
            continue
        rows = _service().changes(old, later)
        later = old
        yield Entry(
            name=f"version {law.id} {record.key}",
            title=one_line(law.title),
            language=law.language,
            address=url_for("versions.since", law_id=law.id, key=record.key, _external=True),
            updated=record.superseded_at,
            summary="; ".join(map(_said, rows[:_NAMED])) + ("; …" if len(rows) > _NAMED else ""),
        )


def _said(row: Row) -> str:
    provision = row.new or row.old
    assert provision is not None
    name = one_line(provision.label or provision.heading or provision.path)
    return f"{change_label(row.change)}: {name}"


@blueprint.app_template_global()
def change_label(change: Change) -> str:
    """What became of a provision, in words."""
    return {
        Change.SAME: gettext("Unchanged"),
        Change.CHANGED: gettext("Changed"),
        Change.ADDED: gettext("Added"),
        Change.REMOVED: gettext("Removed"),
    }[change]


def _page(found: Comparison) -> Response:
    response = Response(
        render_template(
            "beside.html",
            found=found,
            changed=lambda old, new: marked(old, new, gettext("removed"), gettext("added")),
            page_url=lambda page: url_for(
                str(request.endpoint), **(request.view_args or {}), page=page
            ),
        )
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _versions(law_id: str) -> Versions:
    found = _service().versions(law_id)
    if found is None:
        abort(404, gettext(UNKNOWN_LAW))
    return found


def _service() -> VersionService:
    service: VersionService = current_app.extensions["version_service"]
    return service


def _collection() -> Collection:
    collection: Collection = current_app.extensions["collection"]
    return collection
