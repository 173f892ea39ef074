"""Jobs that are asked for again and again: which there are, and whether they are switched on."""

from flask import request
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from indexer.jobs.records import JobRefused
from search_app.curator.frame import blueprint, done, me, needs, page, refused
from search_app.curator.jobs import KINDS, queue
from search_app.messages import gettext

# What makes sense again and again without a person who looks.
_KINDS = ("update", "build", "prune")
_HERE = "curator.schedules"


@blueprint.get("/schedules")
@needs(Role.VIEWER)
def schedules() -> str:
    """Curators' own schedules, then those that source files declare."""
    return page("schedules.html", schedules=queue().schedules.all(), kinds=KINDS, offered=_KINDS)


@blueprint.post("/schedules")
@needs(Role.CURATOR)
def schedules_put() -> BaseResponse:
    """Adds a schedule, or changes one, and switches it on."""
    name, kind = request.form.get("name", "").strip(), request.form.get("kind", "")
    if kind not in _KINDS:
        return refused(gettext("Choose what is to be done."), _HERE)
    try:
        queue().schedules.put(name, kind, {}, request.form.get("when", "").strip(), me())
    except JobRefused as error:
        return _refused(error)
    return done(gettext("The schedule is switched on."), _HERE)


@blueprint.post("/schedules/switch")
@needs(Role.CURATOR)
def schedules_switch() -> BaseResponse:
    """Switches a schedule on or off."""
    on = request.form.get("on") == "yes"
    try:
        queue().schedules.switch(request.form.get("name", ""), on, me())
    except JobRefused as error:
        return _refused(error)
    said = (
        gettext("The schedule is switched on.") if on else gettext("The schedule is switched off.")
    )
    return done(said, _HERE)


@blueprint.post("/schedules/remove")
@needs(Role.CURATOR)
def schedules_remove() -> BaseResponse:
    """Removes a curator's schedule."""
    try:
        queue().schedules.remove(request.form.get("name", ""), me())
    except JobRefused as error:
        return _refused(error)
    return done(gettext("The schedule is removed."), _HERE)


def _refused(error: JobRefused) -> BaseResponse:
    return refused(gettext("This was not done: %(why)s.") % {"why": error}, _HERE)
