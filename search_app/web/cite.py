"""The page of a citation: what to copy, and where it comes from, to print and keep."""

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

from corpora.store import Collection
from indexer.engine.protocol import EngineUnavailable
from search_app.messages import gettext
from search_app.services import cite
from search_app.services.law import page_note
from search_app.services.permalinks import FINGERPRINT
from search_app.web.pages import UNKNOWN_LAW, not_here, provision_url

blueprint = Blueprint("cite", __name__)


@blueprint.get("/cite/<law_id>")
@blueprint.get("/cite/<law_id>/<path:path>")
def page(law_id: str, path: str = "") -> BaseResponse | str:
    """The provenance card of a law or a provision; `as` gives one format as a file."""
    collection: Collection = current_app.extensions["collection"]
    law = collection.law_without_text(law_id)
    summary = collection.summaries([law_id]).get(law_id)
    if law is None or summary is None:
        not_here(law_id, path)
    provision = collection.provisions([f"{law_id}/{path}"]).get(f"{law_id}/{path}")
    if path and provision is None:
        found = current_app.extensions["permalinks"].resolve(law_id, path)
        if found is None:
            abort(404, gettext(UNKNOWN_LAW))
        return redirect(url_for("cite.page", law_id=law_id, path=found.place.path))
    cited = cite.Cited(law, provision, _permalink(law_id, path), summary.read_at)
    if asked := request.args.get("as"):
        return _file(cited, asked)
    return render_template(
        "cite.html",
        cited=cited,
        law=law,
        provision=provision,
        address=provision_url(summary, path) if path else url_for("pages.law", law_id=law_id),
        gone_at=summary.gone_at,
        plain=cite.plain(cited),
        formats=cite.FORMATS,
        fingerprint=cited.text_sha256[:FINGERPRINT],
        page_note=page_note(law, provision.page) if provision and provision.page else "",
        file=current_app.extensions["file_service"].file(law),
        release=_release(),
    )


def _permalink(law_id: str, path: str) -> str:
    if path:
        return url_for("pages.provision", law_id=law_id, path=path, _external=True)
    return url_for("pages.law", law_id=law_id, _external=True)


def _file(cited: cite.Cited, asked: str) -> Response:
    if asked not in cite.FORMATS:
        said = gettext("A citation can be had as: %(formats)s.")
        abort(404, said % {"formats": ", ".join(cite.FORMATS)})
    form = cite.FORMATS[asked]
    response = Response(form.write(cited), content_type=f"{form.media_type}; charset=utf-8")
    name = f"{cited.key}.{form.extension}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _release() -> str:
    """The index that is searched; the card is whole without it."""
    try:
        return str(current_app.extensions["reader"].status().release)
    except EngineUnavailable:
        return ""
