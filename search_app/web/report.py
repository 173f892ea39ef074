"""A reader says what is wrong in a provision; the curators have it in their queue."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from corpora.reports import QueueFull, Report
from corpora.store import Collection
from mappings.records import Law, Provision
from search_app.messages import gettext
from search_app.services.plain import paragraphs
from search_app.web.origin import is_ours
from search_app.web.pages import UNKNOWN_LAW
from search_app.web.rate import RateLimit, address_of

blueprint = Blueprint("report", __name__)

MAX_QUOTATION = 2000
MAX_MESSAGE = 4000
MAX_CONTACT = 200
_MAX_BODY = 100_000
_TIMES, _SECONDS = 5, 600
# People don't see this field; programs that fill in whatever there is do.
_TRAP = "website"


@dataclass(frozen=True, slots=True)
class _Filled:
    quotation: str = ""
    message: str = ""
    contact: str = ""


@blueprint.get("/report/<law_id>")
@blueprint.get("/report/<law_id>/<path:path>")
def form(law_id: str, path: str = "") -> Response:
    """The form. `quote` is the passage that it is about."""
    law, provision = _place(law_id, path)
    return _page(law, provision, _Filled(quotation=_text("quote", MAX_QUOTATION, request.args)))


@blueprint.post("/report/<law_id>")
@blueprint.post("/report/<law_id>/<path:path>")
def send(law_id: str, path: str = "") -> BaseResponse:
    """Keeps what was filled in."""
    request.max_content_length = _MAX_BODY
    law, provision = _place(law_id, path)
    if not is_ours(request):
        abort(403, gettext("This form can only be sent from its own page."))
    filled = _Filled(
        _text("quotation", MAX_QUOTATION, request.form),
        _text("message", MAX_MESSAGE, request.form),
        _text("contact", MAX_CONTACT, request.form),
    )
    if not filled.message:
        return _page(law, provision, filled, gettext("Say what is wrong."), 400)
    limit: RateLimit = current_app.extensions["report_limit"]
    if not limit.lets(address_of(request)):
        wait = gettext("That is a lot of reports at once. Please send this one in ten minutes.")
        response = _page(law, provision, filled, wait, 429)
        response.headers["Retry-After"] = str(_SECONDS)
        return response
    if not request.form.get(_TRAP):
        _keep(Report(law.id, law.title, path, filled.quotation, filled.message, filled.contact))
    return redirect(url_for("report.thanks", law_id=law_id, path=path or None), 303)


@blueprint.get("/reported/<law_id>")
@blueprint.get("/reported/<law_id>/<path:path>")
def thanks(law_id: str, path: str = "") -> Response:
    """Says that it was kept."""
    law, provision = _place(law_id, path)
    return _page(law, provision, None)


def new_limit() -> RateLimit:
    """How many reports an address may send."""
    return RateLimit(_TIMES, _SECONDS)


def _place(law_id: str, path: str) -> tuple[Law, Provision | None]:
    collection: Collection = current_app.extensions["collection"]
    law = collection.law_without_text(law_id)
    provision = collection.provisions([f"{law_id}/{path}"]).get(f"{law_id}/{path}")
    if law is None or (path and provision is None):
        abort(404, gettext(UNKNOWN_LAW))
    return law, provision


def _page(
    law: Law,
    provision: Provision | None,
    filled: _Filled | None,
    problem: str = "",
    code: int = 200,
) -> Response:
    response = make_response(
        render_template(
            "report.html", law=law, provision=provision, filled=filled, problem=problem
        ),
        code,
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _text(name: str, longest: int, given: Mapping[str, str]) -> str:
    return paragraphs(given.get(name, ""))[:longest].strip()


def _keep(report: Report) -> None:
    try:
        current_app.extensions["collection"].reports.add(report)
    except (SQLAlchemyError, QueueFull) as error:
        current_app.logger.error("a report was not kept: %s", error)
        abort(503, gettext("Your report cannot be kept at the moment. Please send it later."))
