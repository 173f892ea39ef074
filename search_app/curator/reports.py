"""What readers report, to answer and close."""

import re
from urllib.parse import quote

from flask import request
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from corpora.reports import KeptReport
from search_app.curator.frame import blueprint, collection, done, me, needs, page, refused
from search_app.messages import gettext
from search_app.services.plain import paragraphs

_SHOWN = 100
_LONGEST = 4000
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\.\w+")


@blueprint.get("/reports")
@needs(Role.VIEWER)
def reports() -> str:
    """Those that wait, the oldest first; with `closed`, those that are closed, the newest first."""
    closed = "closed" in request.args
    if closed:
        found = [one for one in collection().reports.all(waiting=False) if one.done_at][::-1]
    else:
        found = collection().reports.all()
    return page(
        "reports.html",
        reports=found[:_SHOWN],
        more=len(found) - _SHOWN,
        closed=closed,
        mail=_mail,
    )


@blueprint.post("/reports/<int:key>/close")
@needs(Role.CURATOR)
def reports_close(key: int) -> BaseResponse:
    """Closes one, with an answer or without."""
    answer = paragraphs(request.form.get("answer", ""))[:_LONGEST].strip()
    if not collection().reports.close([key], me(), answer):
        return refused(gettext("This report was closed already."), "curator.reports")
    return done(gettext("The report is closed."), "curator.reports")


def _mail(kept: KeptReport) -> str:
    """An address that opens a mail to the reader, "" where there is none."""
    contact = kept.report.contact.strip()
    if not _MAIL.fullmatch(contact):
        return ""
    return f"mailto:{quote(contact, safe='@')}?subject={quote(kept.report.law_title[:120])}"
