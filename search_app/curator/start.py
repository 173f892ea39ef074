"""The first page: what waits for somebody to look at it."""

from dataclasses import dataclass

from corpora.accounts import Role
from corpora.records import Outcome
from search_app.curator.frame import blueprint, collection, needs, page
from search_app.messages import gettext


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of something wait, and where to look at them ("" for nowhere here)."""

    name: str
    count: int
    address: str = ""


@blueprint.get("/")
@needs(Role.VIEWER)
def start() -> str:
    """What waits."""
    return page("start.html", waiting=_waiting())


def _waiting() -> list[Waiting]:
    held = collection()
    return [
        Waiting(gettext("Readers’ reports"), len(held.reports.all())),
        Waiting(gettext("Files that could not be read"), len(held.problems(Outcome.FAILED))),
    ]
