"""What a search finds, to take away: as CSV, and as a citation that tells later what changed."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urljoin

from flask import (
    Blueprint,
    Response,
    current_app,
    render_template,
    request,
    stream_with_context,
    url_for,
)

from search_app.query.request import SearchRequest, parse_request
from search_app.services.export import Address, ExportService
from search_app.services.frozen import Frozen, FrozenService, read
from search_app.services.sheet import csv_lines
from search_app.web.pages import search_url

blueprint = Blueprint("findings", __name__)


@blueprint.get("/search.csv")
def search_csv() -> Response:
    """The provisions that a search finds, each a row, sent as they are read."""
    asked = parse_request(request.args.items(multi=True))
    service: ExportService = current_app.extensions["export_service"]
    export = service.export(asked)
    now = datetime.now(UTC)
    rows = service.table(
        export,
        now.isoformat(timespec="seconds"),
        urljoin(request.url_root, search_url(asked)),
        _permalinks(),
    )
    lines = stream_with_context(csv_lines(rows))
    response = Response(lines, content_type="text/csv; charset=utf-8")
    name = f"legal-library-{now.date().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/search/cite")
def cite_search() -> Response:
    """The citation of a search as it is today; of one that was cited, what is otherwise now."""
    asked = parse_request(request.args.items(multi=True))
    service: FrozenService = current_app.extensions["frozen_service"]
    today = datetime.now(UTC).date().isoformat()
    then = read(request.args)
    found = service.compare(asked, today, then) if then else service.freeze(asked, today)
    cited = then or found.now
    damaged = then is None and "on" in request.args
    response = Response(
        render_template(
            "cite_search.html",
            asked=asked,
            found=found,
            then=then,
            cited=cited,
            damaged=damaged,
            permalink=_frozen_url(asked, replace(cited, first=())),
            whole=_frozen_url(asked, cited) if cited.first else "",
            anew=cite_url(asked),
        )
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _permalinks() -> Address:
    """Whole addresses of provisions, without asking the router for each of thousands."""
    law = url_for("pages.law", law_id="-", _external=True).removesuffix("-")
    provision = url_for("pages.provision", law_id="-", path="-", _external=True)
    base = provision.removesuffix("-/-")
    return lambda law_id, path: f"{base}{law_id}/{quote(path)}" if path else f"{law}{law_id}"


@blueprint.app_template_global()
def csv_url(asked: SearchRequest) -> str:
    """URL of a search as CSV."""
    return _with(url_for("findings.search_csv"), _kept(asked))


@blueprint.app_template_global()
def cite_url(asked: SearchRequest) -> str:
    """URL of the citation of a search."""
    return _with(url_for("findings.cite_search"), _kept(asked))


def _frozen_url(asked: SearchRequest, cited: Frozen) -> str:
    address = url_for("findings.cite_search", _external=True)
    return _with(address, [*_kept(asked), *cited.parameters()])


def _kept(asked: SearchRequest) -> list[tuple[str, str]]:
    """What is asked for, and in which order."""
    order = [(name, value) for name, value in asked.parameters() if name == "sort"]
    return [*asked.bare().parameters(), *order]


def _with(address: str, parameters: list[tuple[str, str]]) -> str:
    return f"{address}?{urlencode(parameters)}" if parameters else address
