"""What went wrong in reading files: by reason, and for each file what it is and what was read."""

from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort, current_app, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from corpora.page_image import MEDIA_TYPE, PageImageError
from corpora.problems import ProblemKind
from corpora.records import FileRecord
from mappings.records import Law, Provision
from search_app.curator.frame import blueprint, collection, needs, page
from search_app.messages import gettext, message
from search_app.query.request import page_number
from search_app.services.file import Busy, FileService, looks_like_pdf
from search_app.web.file import raw_file

KINDS = {
    ProblemKind.FAILED: message("Files that could not be read"),
    ProblemKind.LOST: message("Laws that lack text of their file"),
    ProblemKind.WARNING: message("Laws with a warning"),
    ProblemKind.AUXILIARY: message("Files that hold no law"),
}
_SHOWN = 100
_MOST_PAGES = 100_000
# Of a file that is text, and of the law that was read from it.
_RAW_BYTES = 40_000
_PROVISIONS = 60


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read from a file: one law of it, and the provisions that are shown."""

    law: Law
    provisions: tuple[Provision, ...]
    more: int


@blueprint.get("/problems")
@needs(Role.VIEWER)
def problems() -> str:
    """The reasons, with how many files there are of each."""
    return page("problems.html", groups=collection().problem_log.groups(), kinds=KINDS)


@blueprint.get("/problems/files")
@needs(Role.VIEWER)
def problems_of() -> str:
    """The files of a reason."""
    try:
        kind = ProblemKind(request.args.get("kind", ""))
    except ValueError:
        abort(404)
    reason = request.args.get("reason", "")
    found = collection().problem_log.of_group(kind, reason)
    number = page_number(request.args.get("page", ""), max(1, -(-len(found) // _SHOWN)))
    shown = found[(number - 1) * _SHOWN : number * _SHOWN]
    more = len(found) > number * _SHOWN
    return page(
        "problem_files.html",
        kind=kind,
        name=KINDS[kind],
        reason=reason,
        problems=shown,
        count=len(found),
        number=number,
        more=more,
    )


@blueprint.get("/file")
@needs(Role.VIEWER)
def file() -> str:
    """A file: what became of it, its bytes or the image of a page, and beside it what was read."""
    record, path = _file()
    is_pdf = _is_pdf(path)
    number = page_number(request.args.get("page", ""), _MOST_PAGES) if is_pdf else 0
    laws = collection().ids_of_file(record.source_id, record.path)
    chosen = request.args.get("law", "")
    return page(
        "file.html",
        record=record,
        problems=collection().problem_log.of_file(record.source_id, record.path),
        kinds=KINDS,
        is_pdf=is_pdf,
        number=number,
        here=lambda endpoint, **more: url_for(
            endpoint, source=record.source_id, path=record.path, **more
        ),
        laws=laws,
        read=_read(chosen if chosen in laws else laws[0], number) if laws else None,
        raw="" if is_pdf else _beginning(path),
    )


@blueprint.get("/file/raw")
@needs(Role.VIEWER)
def file_raw() -> BaseResponse:
    """The raw file, whatever its licence: curators have to see it. Nothing in it is obeyed."""
    record, path = _file()
    return raw_file(path, record.sha256, is_pdf=_is_pdf(path))


@blueprint.get("/file/<int:number>.webp")
@needs(Role.VIEWER)
def file_page(number: int) -> Response:
    """A page of a PDF as an image."""
    _, path = _file()
    if not _is_pdf(path):
        abort(404)
    service: FileService = current_app.extensions["file_service"]
    try:
        return Response(service.image(path, number), content_type=MEDIA_TYPE)
    except PageImageError as error:
        current_app.logger.warning("page %s of %s: %s", number, path.name, error)
        abort(404, gettext("This page of the PDF cannot be drawn."))
    except Busy:
        busy = Response(status=503)
        busy.headers["Retry-After"] = "5"
        return busy


def _file() -> tuple[FileRecord, Path]:
    record = collection().file_record(request.args.get("source", ""), request.args.get("path", ""))
    if record is None:
        abort(404)
    return record, collection().raw.path(record.sha256)


def _is_pdf(path: Path) -> bool:
    try:
        return looks_like_pdf(path)
    except OSError:
        return False


def _read(law_id: str, number: int) -> _Read | None:
    """A law of a file: of a PDF, what begins on a page."""
    law = collection().law_without_text(law_id)
    if law is None:
        return None
    outline = collection().outline(law_id)
    wanted = [
        index for index, one in enumerate(outline) if not number or one.page in (number, None)
    ]
    if not wanted:
        return _Read(law, (), 0)
    first, end = wanted[0], min(wanted[-1] + 1, wanted[0] + _PROVISIONS)
    return _Read(
        law, collection().provisions_between(law_id, first, end), max(0, wanted[-1] + 1 - end)
    )


def _beginning(path: Path) -> str:
    """The beginning of a file that is text, as it is; "" for any other, or one that is gone."""
    try:
        with path.open("rb") as opened:
            data = opened.read(_RAW_BYTES)
    except OSError:
        return ""
    if b"\0" in data:
        return ""
    return data.decode("utf-8", "replace")
