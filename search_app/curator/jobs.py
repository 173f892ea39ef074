"""Long work that a worker does: asked for here, watched, cancelled, asked for again."""

import json
from collections.abc import Sequence

from flask import abort, current_app, request
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from indexer.jobs.jobs import Jobs
from indexer.jobs.kinds import INCOMING
from indexer.jobs.records import RETRYABLE, UNENDED, Job, JobRefused, NoSuchJob, State
from search_app.curator.frame import (
    blueprint,
    collection,
    done,
    me,
    needs,
    page,
    refused,
    settings,
)
from search_app.messages import gettext, message

KINDS = {
    "crawl": message("Crawl a source"),
    "import": message("Import a folder"),
    "extract": message("Read a source again"),
    "update": message("Build, verify and publish a release"),
    "build": message("Build a release"),
    "verify": message("Verify a release"),
    "publish": message("Publish a release"),
    "rollback": message("Go back to a release"),
    "prune": message("Remove old releases"),
    "backup": message("Back up the collection"),
}
STATES = {
    State.QUEUED: message("waits"),
    State.RUNNING: message("runs"),
    State.DONE: message("done"),
    State.FAILED: message("did not work"),
    State.CANCELLED: message("cancelled"),
    State.INTERRUPTED: message("interrupted"),
}
# What is asked for as a job: releases are published on their own page, by who may.
_OFFERED = ("crawl", "import", "update", "build", "verify")
_ARGUMENTS = ("source", "folder", "jurisdiction", "language", "licence", "release", "whole")
_SHOWN = 30
_LINES = 500
_RECENT = 200
_EXTENSION = "curator_jobs"


@blueprint.get("/jobs")
@needs(Role.VIEWER)
def jobs() -> str:
    """The newest jobs, or those before one; and the form to import a folder."""
    found = queue().find(before=request.args.get("before", type=int), limit=_SHOWN + 1)
    return page(
        "jobs.html",
        jobs=found[:_SHOWN],
        older=found[_SHOWN - 1].id if len(found) > _SHOWN else None,
        folders=_folders(),
        incoming=INCOMING,
        **_words(),
    )


@blueprint.get("/jobs/<int:key>")
@needs(Role.VIEWER)
def job(key: int) -> str:
    """A job, with what it says."""
    found = _job(key)
    return page("job.html", job=found, lines=queue().log(key)[-_LINES:], **_words())


@blueprint.post("/jobs")
@needs(Role.CURATOR)
def jobs_submit() -> BaseResponse:
    """Asks for a job."""
    kind = request.form.get("kind", "")
    if kind not in _OFFERED:
        abort(400)
    arguments = {
        name: value for name in _ARGUMENTS if (value := request.form.get(name, "").strip())
    }
    try:
        made = queue().submit(kind, arguments, me())
    except JobRefused as error:
        return _refused(error)
    return done(gettext("A worker does this as soon as it can."), "curator.job", key=made.id)


@blueprint.post("/jobs/<int:key>/cancel")
@needs(Role.CURATOR)
def jobs_cancel(key: int) -> BaseResponse:
    """Cancels a job; what it did is kept."""
    _job(key)
    try:
        queue().cancel(key, me())
    except JobRefused as error:
        return _refused(error)
    return done(gettext("It ends as soon as it can."), "curator.job", key=key)


@blueprint.post("/jobs/<int:key>/retry")
@needs(Role.CURATOR)
def jobs_retry(key: int) -> BaseResponse:
    """Asks for the same again."""
    _job(key)
    try:
        made = queue().retry(key, me())
    except JobRefused as error:
        return _refused(error)
    return done(gettext("A worker does this as soon as it can."), "curator.job", key=made.id)


def queue() -> Jobs:
    """The jobs of the library."""
    made = current_app.extensions.get(_EXTENSION)
    if made is None:
        own = settings()
        made = current_app.extensions[_EXTENSION] = Jobs(collection(), own.home, own.database_url)
    found: Jobs = made
    return found


def unsettled(found: Sequence[Job]) -> list[Job]:
    """Of jobs, the newest first: those that did not work, and were not done or asked for since."""
    seen: set[str] = set()
    waiting = []
    for one in found:
        what = json.dumps([one.kind, dict(one.arguments)], sort_keys=True)
        if what not in seen and one.state in (State.FAILED, State.INTERRUPTED):
            waiting.append(one)
        seen.add(what)
    return waiting


def failed_jobs() -> int:
    """How many of the recent jobs did not work, and were not done or asked for since."""
    return len(unsettled(queue().find(limit=_RECENT)))


def _words() -> dict[str, object]:
    return {"kinds": KINDS, "states": STATES, "unended": UNENDED, "retryable": RETRYABLE}


def _refused(error: Exception) -> BaseResponse:
    return refused(gettext("This was not done: %(why)s.") % {"why": error}, "curator.jobs")


def _job(key: int) -> Job:
    try:
        return queue().get(key)
    except NoSuchJob:
        abort(404)


def _folders() -> list[str]:
    """What can be imported: what lies in the folder for it."""
    try:
        return sorted(
            one.name
            for one in (settings().home / INCOMING).iterdir()
            if not one.name.startswith(".")
        )
    except OSError:
        return []
