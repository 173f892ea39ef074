"""The file that a law was read from, and a page of its PDF beside the text."""

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, render_template, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from corpora.page_image import MEDIA_TYPE, PageImageError
from search_app.messages import gettext
from search_app.query.request import page_number
from search_app.services.file import PDF, Busy, FileService, LawFile
from search_app.services.law import page_note

blueprint = Blueprint("file", __name__)

# A viewer of PDFs is a plug-in with styles of its own; the file itself may do nothing.
_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@blueprint.get("/law/<law_id>/file")
def download(law_id: str) -> BaseResponse:
    """The raw file: a PDF to look at, anything else to keep. Nothing in it is obeyed here."""
    file = _file(law_id)
    return raw_file(file.path, law_id, is_pdf=file.is_pdf)


def raw_file(path: Path, name: str, *, is_pdf: bool) -> BaseResponse:
    """A raw file as it is: what a browser may show of it is decided here."""
    response: BaseResponse = send_file(
        path,
        mimetype=PDF if is_pdf else "application/octet-stream",
        as_attachment=not is_pdf,
        download_name=f"{name}{'.pdf' if is_pdf else ''}",
        etag=path.name,
    )
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/law/<law_id>/pdf")
def page(law_id: str) -> str:
    """A page of the PDF, with the text that was read from it beside it."""
    file = _pdf(law_id)
    number = page_number(request.args.get("page", ""), file.pages)
    goes_on, on_page = _service().text(file, number)
    return render_template(
        "pdf.html",
        law=file.law,
        page=number,
        pages=file.pages,
        note=page_note(file.law, number),
        goes_on=goes_on,
        on_page=on_page,
    )


@blueprint.get("/law/<law_id>/pdf/<int(max=99999):number>.webp")
def image(law_id: str, number: int) -> Response:
    """A page of the PDF as an image."""
    file = _pdf(law_id)
    version = f"{file.version}-{number}"
    if request.if_none_match.contains(version):
        response = Response(status=304)
    else:
        try:
            response = Response(_service().image(file.path, number), content_type=MEDIA_TYPE)
        except PageImageError as error:
            current_app.logger.warning("page %s of %s: %s", number, file.path.name, error)
            abort(404, gettext("This page of the PDF cannot be drawn."))
        except Busy:
            busy = Response(status=503)
            busy.headers["Retry-After"] = "5"
            return busy
    response.set_etag(version)
    return response


def _file(law_id: str) -> LawFile:
    law = current_app.extensions["collection"].law_without_text(law_id)
    file = _service().file(law) if law else None
    if file is None:
        abort(
            404,
            gettext(
                "The file of this law is not here, or its licence does not let it be shown. The "
                "page of the law names its source."
            ),
        )
    return file


def _pdf(law_id: str) -> LawFile:
    file = _file(law_id)
    if not file.pages:
        abort(404, gettext("The file of this law is no PDF whose pages could be counted."))
    return file


def _service() -> FileService:
    service: FileService = current_app.extensions["file_service"]
    return service
