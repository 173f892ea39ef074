"""The audit trail, to look at and as a file."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from corpora.audit import Entry, Wanted
from search_app.curator.frame import blueprint, collection, needs, page
from search_app.messages import gettext, message
from search_app.services.sheet import csv_lines

ACTIONS = {
    "account.add": message("Account added"),
    "account.disable": message("Account disabled"),
    "account.enable": message("Account enabled again"),
    "account.meet": message("Account met its person at the provider"),
    "account.password": message("Password changed"),
    "account.role": message("Role changed"),
    "job.cancel": message("Job cancelled"),
    "job.retry": message("Job asked for again"),
    "job.submit": message("Job asked for"),
    "release.prune": message("Old releases removed"),
    "release.publish": message("Release published"),
    "release.roll-back": message("Gone back to a release"),
    "report.close": message("Report closed"),
    "schedule.off": message("Schedule switched off"),
    "schedule.on": message("Schedule switched on"),
    "schedule.put": message("Schedule added or changed"),
    "schedule.remove": message("Schedule removed"),
    "law.correct": message("Law corrected"),
    "sign-in": message("Signed in"),
    "sign-in.refused": message("Sign-in refused"),
    "tag.decide": message("Tag decided on"),
}
_PAGE = 100
_COLUMNS = ("number", "at", "who", "address", "action", "object", "before", "after")


def action_name(action: str) -> str:
    """What an action is called."""
    return gettext(ACTIONS[action]) if action in ACTIONS else action


@blueprint.get("/audit")
@needs(Role.ADMIN)
def audit() -> str:
    """The newest entries, or those before one."""
    wanted = _wanted()
    before = request.args.get("before", type=int)
    found = collection().audit.entries(wanted, before=before, count=_PAGE + 1)
    return page(
        "audit.html",
        entries=found[:_PAGE],
        older=found[_PAGE - 1].key if len(found) > _PAGE else None,
        wanted=wanted,
        actions={one: action_name(one) for one in collection().audit.actions()},
        action_name=action_name,
        people=[one.name for one in collection().accounts.all()],
    )


@blueprint.get("/audit.csv")
@needs(Role.ADMIN)
def audit_csv() -> BaseResponse:
    """All entries wanted, as CSV."""
    wanted = _wanted()
    entries = collection().audit.all(wanted)
    answer = Response(csv_lines(_rows(entries)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _rows(entries: Iterator[Entry]) -> Iterator[tuple[str, ...]]:
    yield _COLUMNS
    for one in entries:
        yield (
            str(one.key),
            one.at,
            one.actor.name,
            one.actor.address,
            one.change.action,
            one.change.object,
            _json(one.change.before),
            _json(one.change.after),
        )


def _json(values: Mapping[str, Any] | None) -> str:
    return "" if values is None else json.dumps(values, ensure_ascii=False)


def _wanted() -> Wanted:
    given = request.args
    return Wanted(*(given.get(name, "") for name in ("who", "action", "about", "first", "last")))
