"""The first page: what waits for somebody to look at it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from corpora.accounts import Role
from indexer.engine.protocol import EngineUnavailable
from indexer.releases import State, releases
from search_app.curator.frame import blueprint, collection, needs, page, settings, writer
from search_app.curator.jobs import failed_jobs
from search_app.curator.sources import alarms
from search_app.messages import gettext


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of something wait, and where to look at them."""

    name: str
    count: int
    address: str


@blueprint.get("/")
@needs(Role.VIEWER)
def start() -> str:
    """What waits."""
    return page("start.html", waiting=list(_waiting()))


def _waiting() -> Iterator[Waiting]:
    held = collection()
    yield Waiting(gettext("Jobs that did not work"), failed_jobs(), url_for("curator.jobs"))
    yield Waiting(gettext("Readers’ reports"), held.reports.count(), url_for("curator.reports"))
    failed, lost = held.problem_log.counts()
    for name, count in (
        (gettext("Files that could not be read"), failed),
        (gettext("Laws that lack text of their file"), lost),
    ):
        yield Waiting(name, count, url_for("curator.problems"))
    try:
        ready = [one for one in releases(writer()) if _is_new(one.state, one.note.replaced_at)]
    except EngineUnavailable:
        ready = []
    yield Waiting(
        gettext("Releases that are not published"), len(ready), url_for("curator.releases_page")
    )
    sources = alarms(settings())
    yield Waiting(gettext("Sources that need somebody"), len(sources), url_for("curator.sources"))


def _is_new(state: State, replaced_at: str) -> bool:
    return state in (State.BUILT, State.VERIFIED, State.FAILED) and not replaced_at
