"""Corrections of what a law is said to be: its title, dates, number and the like."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from flask import abort, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from corpora.corrected import DATES, FIELDS, LONGEST, UnfitValue, codes_of, values_of
from search_app.curator.frame import blueprint, collection, done, me, needs, page, refused
from search_app.messages import gettext
from search_app.services.labels import correctable, label

_SHOWN = 50
_LATEST = 20
_LAW = re.compile(r"(?:.*/law/)?([^/?#\s]+)(?:[/?#].*)?", re.DOTALL)
_REFUSALS = {
    "empty": lambda: gettext("It cannot be empty."),
    "long": lambda: gettext("It is too long."),
    "date": lambda: gettext("A date is written 2005, 2005-05 or 2005-05-20, or left empty."),
    "code": lambda: gettext("It is none of the values that can be chosen."),
}


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the form.

    as_read   what the file says
    corrected whether a correction holds
    choices   (value, what it is called), where one is chosen
    """

    name: str
    label: str
    value: str
    as_read: str
    corrected: bool
    choices: tuple[tuple[str, str], ...]
    is_date: bool


@blueprint.get("/corrections")
@needs(Role.VIEWER)
def corrections() -> str | BaseResponse:
    """The last corrections, and the ways to a law; `law` is an id, or an address of its page."""
    if wanted := request.args.get("law", "").strip():
        found = _LAW.fullmatch(wanted)
        law_id = unquote(found[1]) if found else wanted
        if collection().law_without_text(law_id):
            return BaseResponse(
                status=303, headers={"Location": url_for("curator.correct", law_id=law_id)}
            )
        return refused(gettext("There is no such law."), "curator.corrections")
    held = collection()
    latest = held.latest(_LATEST)
    laws = held.summaries(latest)
    return page(
        "corrections.html",
        history=held.corrections.history(count=_SHOWN),
        laws=[laws[law_id] for law_id in latest if law_id in laws],
        field_name=correctable,
        value_name=_value_name,
    )


@blueprint.get("/corrections/<law_id>")
@needs(Role.VIEWER)
def correct(law_id: str) -> str:
    """The form, and what was corrected before."""
    law = collection().law_without_text(law_id) or abort(404)
    hold = {one.correction.field: one for one in collection().corrections.of_law(law_id)}
    now = values_of(law)
    fields = [
        _Field(
            name,
            correctable(name),
            now[name],
            _value_name(name, hold[name].as_read if name in hold else now[name]),
            name in hold,
            _choices(name),
            name in DATES,
        )
        for name in FIELDS
    ]
    return page(
        "correct.html",
        law=law,
        fields=fields,
        history=collection().corrections.history(law_id, _SHOWN),
        field_name=correctable,
        value_name=_value_name,
        longest=LONGEST,
    )


@blueprint.post("/corrections/<law_id>")
@needs(Role.CURATOR)
def correct_send(law_id: str) -> BaseResponse:
    """Corrects the fields that were changed on the page; what others changed since stays."""
    given = request.form
    values: dict[str, str | None] = {}
    for name in FIELDS:
        if f"again-{name}" in given:
            values[name] = None
        elif name in given and given[name] != given.get(f"was-{name}"):
            values[name] = given[name]
    try:
        changed = collection().corrections.correct(law_id, values, given.get("reason", ""), me())
    except UnfitValue as error:
        return refused(_why(error), "curator.correct", law_id=law_id)
    except LookupError:
        abort(404)
    said = (
        gettext("Corrected. Searches find it from the next release of the index on.")
        if changed
        else gettext("It is so already.")
    )
    return done(said, "curator.correct", law_id=law_id)


def _why(error: UnfitValue) -> str:
    said = _REFUSALS[error.problem]()
    return f"{correctable(error.field)}: {said}" if error.field else said


def _choices(field: str) -> tuple[tuple[str, str], ...]:
    named = ((code, _value_name(field, code)) for code in codes_of(field))
    return tuple(sorted(named, key=lambda one: one[1].casefold()))


def _value_name(field: str, value: str) -> str:
    return label(field, value) if codes_of(field) else value
