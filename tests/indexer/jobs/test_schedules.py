"""Schedules under a clock that a test turns."""

from datetime import UTC, datetime, timedelta

import pytest

from indexer.jobs.records import JobRefused, NoSuchJob, State
from indexer.jobs.schedules import Schedules
from indexer.jobs.table import JobTable
from tests.indexer.jobs.conftest import CURATOR, Library, on_both


class Turned:
    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Turned:
    return Turned()


@pytest.fixture
def schedules(library: Library, clock: Turned) -> Schedules:
    return Schedules(library.collection.database, clock)


def end_all(library: Library) -> None:
    table = JobTable(library.collection.database)
    for job in library.jobs.find(states={State.QUEUED}):
        table.change(job.id, State.QUEUED, State.DONE)


@on_both
def test_a_schedule_asks_for_its_job_when_it_is_due(
    library: Library, schedules: Schedules, clock: Turned
) -> None:
    kept = schedules.put("nightly", "update", {"keep": "4"}, "every night at 02:00", CURATOR)
    assert (kept.active, kept.next_run_at) == (True, "2026-05-02T02:00:00+00:00")
    assert schedules.run_due() == 0
    clock.now = datetime(2026, 5, 2, 2, 0, 1, tzinfo=UTC)
    assert [schedules.run_due(), schedules.run_due()] == [1, 0]
    (job,) = library.jobs.find()
    assert (job.kind, job.arguments, job.schedule) == ("update", {"keep": 4}, "nightly")
    assert job.asked_by == CURATOR.name
    after = schedules.get("nightly")
    assert (after.last_job, after.last_run_at) == (job.id, "2026-05-02T02:00:01+00:00")
    assert after.next_run_at == "2026-05-03T02:00:00+00:00"


def test_runs_that_were_missed_are_made_up_for_once(
    library: Library, schedules: Schedules, clock: Turned
) -> None:
    schedules.put("hourly", "prune", {}, "every hour", CURATOR)
    clock.now += timedelta(days=9)
    assert schedules.run_due() == 1
    end_all(library)
    assert schedules.run_due() == 0
    clock.now += timedelta(hours=1)
    assert schedules.run_due() == 1


def test_a_job_that_has_not_ended_is_not_asked_for_again(
    library: Library, schedules: Schedules, clock: Turned
) -> None:
    schedules.put("hourly", "prune", {}, "every hour", CURATOR)
    clock.now += timedelta(hours=1)
    assert schedules.run_due() == 1
    clock.now += timedelta(hours=1)
    assert schedules.run_due() == 0
    assert len(library.jobs.find()) == 1


def test_a_clock_that_is_set_back_does_not_stop_schedules(
    library: Library, schedules: Schedules, clock: Turned
) -> None:
    schedules.put("nightly", "prune", {}, "every night at 02:00", CURATOR)
    clock.now -= timedelta(days=365)
    assert schedules.run_due() == 0
    assert schedules.get("nightly").next_run_at == "2025-05-02T02:00:00+00:00"
    clock.now += timedelta(days=1)
    assert schedules.run_due() == 1


def test_what_a_source_declares_is_off_until_it_is_switched_on(
    library: Library, schedules: Schedules, clock: Turned
) -> None:
    declared = schedules.get("source:es-boe")
    assert (declared.kind, declared.arguments) == ("crawl", {"source": "es-boe"})
    assert not declared.active
    clock.now += timedelta(days=100)
    assert schedules.run_due() == 0
    assert schedules.switch("source:es-boe", True, CURATOR).next_run_at
    clock.now += timedelta(days=100)
    assert schedules.run_due() == 1
    end_all(library)
    schedules.switch("source:es-boe", False, CURATOR)
    clock.now += timedelta(days=100)
    assert schedules.run_due() == 0
    with pytest.raises(JobRefused, match="switch it off"):
        schedules.remove("source:es-boe", CURATOR)


def test_changes_of_schedules_are_in_the_audit_trail(
    library: Library, schedules: Schedules
) -> None:
    schedules.put("nightly", "prune", {}, "every night at 02:00", CURATOR)
    schedules.put("nightly", "prune", {"keep": 9}, "every hour", CURATOR)
    schedules.remove("nightly", CURATOR)
    with pytest.raises(NoSuchJob):
        schedules.get("nightly")
    found = [entry.change for entry in reversed(library.collection.audit.entries())]
    assert [one.action for one in found] == ["schedule.put", "schedule.put", "schedule.remove"]
    assert (found[1].before or {})["cron"] == "0 2 * * *"
    assert (found[1].after or {})["cron"] == "0 * * * *"


@pytest.mark.parametrize("name", ["", "source:x", "a\nb", "-" * 3, "x" * 61, "../x", "<b>"])
def test_a_name_that_would_be_taken_for_something_else_is_refused(
    schedules: Schedules, name: str
) -> None:
    with pytest.raises(JobRefused, match="no name"):
        schedules.put(name, "prune", {}, "every hour", CURATOR)
