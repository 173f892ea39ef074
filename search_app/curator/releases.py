"""Releases of the index: which there are, and which is live."""

from dataclasses import dataclass

from flask import abort, request
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from corpora.locks import Busy
from indexer.releases import (
    KEPT,
    Release,
    ReleaseRefused,
    State,
    prune,
    publish,
    releases,
    roll_back,
)
from search_app.curator.frame import (
    blueprint,
    collection,
    done,
    may,
    needs,
    page,
    record,
    refused,
    writer,
)
from search_app.messages import gettext, message

STATES = {
    State.LIVE: message("live: readers are answered from it"),
    State.VERIFIED: message("verified: can be published"),
    State.FAILED: message("did not pass verification"),
    State.BUILT: message("not verified yet"),
    State.UNFINISHED: message("being built, or interrupted"),
    State.FOREIGN: message("not made by this program"),
}
_HERE = "curator.releases_page"


@dataclass(frozen=True, slots=True)
class _Offer:
    """What can be done with a release by who asks."""

    verify: bool
    publish: bool
    force: bool
    roll_back: bool


@blueprint.get("/releases")
@needs(Role.VIEWER)
def releases_page() -> str:
    """All releases, the newest first."""
    found = releases(writer())
    return page(
        "releases.html",
        releases=[(one, _offer(one)) for one in found],
        live=_live(found),
        states=STATES,
        kept=KEPT,
    )


@blueprint.post("/releases/publish")
@needs(Role.CURATOR)
def releases_publish() -> BaseResponse:
    """Makes a verified release the live one; an admin may say why one is that is not verified. It
    is refused where another was published since the page was read."""
    name, over = request.form.get("release", ""), request.form.get("over", "")
    force = " ".join(request.form.get("force", "").split())[:300]
    if force and not may(Role.ADMIN):
        abort(403, gettext("Your account may not do this. An admin can change that."))
    before = _live(releases(writer()))
    try:
        publish(collection(), writer(), name, force=force, over=over or None)
    except (ReleaseRefused, Busy) as error:
        return _refused(error)
    after = {"live": name} | ({"why": force} if force else {})
    record("release.publish", name, {"live": before}, after)
    return done(gettext("Release %(name)s is live.") % {"name": name}, _HERE)


@blueprint.post("/releases/roll-back")
@needs(Role.CURATOR)
def releases_roll_back() -> BaseResponse:
    """Makes the release that was live before the live one again, or the one that is named."""
    before = _live(releases(writer()))
    try:
        name = roll_back(collection(), writer(), request.form.get("release", ""))
    except (ReleaseRefused, Busy) as error:
        return _refused(error)
    record("release.roll-back", name, {"live": before}, {"live": name})
    return done(gettext("Release %(name)s is live again.") % {"name": name}, _HERE)


@blueprint.post("/releases/prune")
@needs(Role.CURATOR)
def releases_prune() -> BaseResponse:
    """Removes releases that nobody goes back to."""
    try:
        removed = prune(collection(), writer())
    except (ReleaseRefused, Busy) as error:
        return _refused(error)
    if not removed:
        return done(gettext("There is nothing to remove."), _HERE)
    record("release.prune", ", ".join(removed))
    return done(gettext("Removed: %(names)s") % {"names": ", ".join(removed)}, _HERE)


def _refused(error: Exception) -> BaseResponse:
    return refused(gettext("This was not done: %(why)s.") % {"why": error}, _HERE)


def _offer(release: Release) -> _Offer:
    state, note = release.state, release.note
    was_live = bool(note.replaced_at) and state is not State.LIVE
    usable = state not in (State.LIVE, State.UNFINISHED, State.FOREIGN)
    return _Offer(
        verify=usable and may(Role.CURATOR),
        publish=state is State.VERIFIED and not was_live and may(Role.CURATOR),
        force=state in (State.BUILT, State.FAILED) and may(Role.ADMIN),
        roll_back=was_live and usable and may(Role.CURATOR),
    )


def _live(found: list[Release]) -> str:
    return next((one.name for one in found if one.state is State.LIVE), "")
