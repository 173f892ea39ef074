"""The sources: what is held of each, how the last crawl ended, and whether another is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from corpora.accounts import Role
from corpora.crawl.session import last_report
from corpora.holdings import SourceHoldings
from corpora.records import Outcome
from corpora.sources.definition import Definition, shipped
from mappings.settings import Settings
from search_app.curator.frame import blueprint, collection, needs, page, settings
from search_app.messages import message

HEALTH = {
    "well": message("as it should be"),
    "due": message("a crawl is due"),
    "failed": message("the last crawl had problems"),
    "few": message("fewer or more laws than expected"),
    "never": message("not crawled yet"),
    "folder": message("imported from a folder"),
}
_WELL = ("well", "folder", "never")
OUTCOMES = {
    Outcome.LAW: message("with a law"),
    Outcome.AUXILIARY: message("without a law"),
    Outcome.FAILED: message("not read"),
}
SCHEDULES = {
    "daily": message("every day"),
    "weekly": message("every week"),
    "monthly": message("every month"),
    "quarterly": message("every three months"),
    "by hand": message("by hand"),
}
_EVERY = {
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=31),
    "quarterly": timedelta(days=92),
}


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source: how it is known, what is held of it, and the JSON of its last crawl."""

    id: str
    definition: Definition | None
    held: SourceHoldings | None
    last: Mapping[str, Any] | None
    health: str

    @property
    def is_well(self) -> bool:
        return self.health in _WELL


@blueprint.get("/sources")
@needs(Role.VIEWER)
def sources() -> str:
    """All sources, those first that need somebody."""
    return page(
        "sources.html",
        sources=source_views(settings()),
        health=HEALTH,
        outcomes=OUTCOMES,
        schedules=SCHEDULES,
    )


def alarms(of: Settings) -> list[str]:
    """Ids of the sources that need somebody."""
    found = ((one, _health(one, last_report(of.home, one.id))) for one in _on_the_web())
    return [one.id for one, health in found if health not in _WELL]


def source_views(of: Settings) -> list[SourceView]:
    """Every source that is known or held, those that need somebody first, then by id."""
    held = {one.source.id: one for one in collection().source_holdings()}
    known = {one.id: one for one in _on_the_web()}
    found = []
    for source_id in sorted({*held, *known}):
        definition, last = known.get(source_id), None
        if definition:
            last = last_report(of.home, source_id)
        health = _health(definition, last)
        found.append(SourceView(source_id, definition, held.get(source_id), last, health))
    return sorted(found, key=lambda one: (one.is_well, one.health == "never", one.id))


def _on_the_web() -> list[Definition]:
    return [one for one in shipped() if not one.is_folder]


def _health(definition: Definition | None, last: Mapping[str, Any] | None) -> str:
    if definition is None:
        return "folder"
    if last is None:
        return "never"
    laws, expected = last.get("laws"), definition.expected
    if laws is not None and not expected.minimum <= laws <= expected.maximum:
        return "few"
    if not last.get("ok"):
        return "failed"
    return "due" if _is_due(definition.schedule, str(last["started_at"])) else "well"


def _is_due(schedule: str, started_at: str) -> bool:
    every = _EVERY.get(schedule)
    if every is None or not started_at:
        return False
    return datetime.now(UTC) - datetime.fromisoformat(started_at) > every
