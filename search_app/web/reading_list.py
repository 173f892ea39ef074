"""The page of a list of provisions, which its address alone holds, and its files."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from search_app.messages import gettext
from search_app.services.list_export import FORMATS
from search_app.services.reading_list import (
    MAX_ITEMS,
    MAX_NOTE,
    Entry,
    Item,
    ReadingList,
    provision_id,
)

blueprint = Blueprint("reading_list", __name__)

_CHANGES = ("add", "up", "down", "remove")


@blueprint.get("/list")
def page() -> BaseResponse | str:
    """The list; what a button of its form asks for leads to the list that comes of it."""
    shown = _asked()
    changes = [(name, value) for name in _CHANGES if (value := request.args.get(name, ""))]
    unknown = any(name == "add" and not provision_id(value) for name, value in changes)
    # "keep" is the button that only takes the notes into the address.
    if not unknown and (changes or "keep" in request.args):
        for name, value in changes:
            shown = shown.changed(name, value)
        return redirect(list_url(shown), 303)
    response = current_app.make_response(
        render_template(
            "list.html",
            shown=shown,
            entries=_entries(shown),
            unknown=unknown,
            formats=FORMATS,
            address=list_url(shown, external=True),
            most=MAX_ITEMS,
            note_length=MAX_NOTE,
        )
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/list.<form>")
def file(form: str) -> Response:
    """The list as a file."""
    if form not in FORMATS:
        said = gettext("A list can be had as: %(formats)s.")
        abort(404, said % {"formats": ", ".join(FORMATS)})
    shown = _asked()
    data = FORMATS[form].write(_entries(shown), list_url(shown, external=True))
    response = Response(data, content_type=FORMATS[form].media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"provisions.{form}")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _asked() -> ReadingList:
    return ReadingList.parse(request.query_string.decode("latin-1"))


def _entries(shown: ReadingList) -> list[Entry]:
    base = url_for("pages.provision", law_id="-", path="-", _external=True).removesuffix("-/-")
    entries: list[Entry] = current_app.extensions["list_service"].entries(shown, base)
    return entries


@blueprint.app_template_global()
def list_url(shown: ReadingList, form: str = "", external: bool = False) -> str:
    """URL of a list, as a page or as a file."""
    endpoint = "reading_list.file" if form else "reading_list.page"
    address = url_for(endpoint, form=form or None, _external=external)
    return f"{address}?{shown.query()}" if shown.items else address


@blueprint.app_template_global()
def add_url(provision: str) -> str:
    """URL of a list of one provision: where the button to add it leads without a script."""
    return list_url(ReadingList((Item(provision),)))
