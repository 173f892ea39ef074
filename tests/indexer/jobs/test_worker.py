"""Jobs that real workers run, on both databases: what comes of them, also when somebody kills."""

import os
import signal
import time

import pytest

from corpora.audit import Actor
from indexer.jobs.records import JobRefused, State
from tests.indexer.jobs.conftest import CURATOR, Library, on_both


def test_a_job_runs_in_a_process_of_its_own_and_tells_how_it_goes(library: Library) -> None:
    job = library.submit(name="one", steps=30)
    worker = library.worker()
    process = library.runs(job)
    assert process != worker.pid
    library.until(lambda: library.jobs.get(job.id).progress.done > 0)
    running = library.jobs.get(job.id)
    assert running.state is State.RUNNING
    assert (running.progress.total, running.progress.unit) == (30, "steps")
    assert running.message == "stepping"
    done = library.ends(job)
    assert (done.state, done.result, done.error) == (State.DONE, {"steps": 30}, "")
    assert done.progress.done == 29
    assert done.queued_at <= (done.started_at or "") <= (done.ended_at or "")
    assert [line.text for line in library.jobs.log(job.id)] == ["it begins"]
    # Asked for while the worker waits.
    assert library.ends(library.submit(name="two")).state is State.DONE


def test_what_goes_wrong_in_a_job_is_told_and_the_worker_goes_on(library: Library) -> None:
    failed = library.submit(name="failed", end="failed", steps=1)
    fault = library.submit(name="fault", end="fault")
    killed = library.submit(name="killed", end="killed")
    library.worker()
    found = library.ends(failed)
    assert (found.state, found.error) == (State.FAILED, "the strings are cut")
    assert found.result == {"steps": 1}
    found = library.ends(fault)
    assert found.state is State.FAILED
    assert "ZeroDivisionError: no strings" in found.error
    assert "Traceback" in library.jobs.log(fault.id)[-1].text
    found = library.ends(killed)
    assert found.state is State.INTERRUPTED
    assert "SIGKILL" in found.error
    assert library.ends(library.submit(name="after")).state is State.DONE


def test_a_job_that_runs_is_cancelled_and_can_be_retried_once(library: Library) -> None:
    job = library.submit(name="long", steps=2000)
    library.worker()
    library.runs(job)
    library.jobs.cancel(job.id, Actor("another curator", "192.0.2.7"))
    found = library.ends(job)
    assert (found.state, found.cancelled_by) == (State.CANCELLED, "another curator")
    with pytest.raises(JobRefused, match="ended already"):
        library.jobs.cancel(job.id, CURATOR)
    again = library.jobs.retry(job.id, CURATOR)
    assert (again.retry_of, again.arguments) == (job.id, job.arguments)
    with pytest.raises(JobRefused, match="retried already"):
        library.jobs.retry(job.id, CURATOR)
    library.until(lambda: library.times_run(again) == 2)
    library.jobs.cancel(again.id, CURATOR)
    library.ends(again)


def test_a_job_that_does_not_listen_is_ended_after_its_grace(library: Library) -> None:
    job = library.submit(name="deaf", deaf=600)
    library.worker("0.5")
    process = library.runs(job)
    library.jobs.cancel(job.id, CURATOR)
    assert library.ends(job).state is State.CANCELLED
    assert not _alive(process)


@on_both
def test_a_killed_worker_takes_its_jobs_along_and_the_next_one_says_so(library: Library) -> None:
    job = library.submit(name="long", steps=2000, source="lamps")
    waiting = library.submit(name="waiting", source="lamps")
    worker = library.worker()
    process = library.runs(job)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    library.until(lambda: not _alive(process))
    assert library.state(job) is State.RUNNING
    library.worker()
    assert library.ends(waiting).state is State.DONE
    found = library.ends(job)
    assert (found.state, library.times_run(job)) == (State.INTERRUPTED, 1)
    assert "worker ended" in found.error


def test_a_worker_that_is_told_to_end_stops_its_jobs_first(library: Library) -> None:
    job = library.submit(name="long", steps=2000)
    worker = library.worker()
    library.runs(job)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=60) == 0
    found = library.jobs.get(job.id)
    assert (found.state, "worker was stopped" in found.error) == (State.INTERRUPTED, True)


@on_both
def test_two_workers_run_each_job_once(library: Library) -> None:
    jobs = [library.submit(name=f"n{n}", steps=2) for n in range(6)]
    library.worker()
    library.worker()
    for job in jobs:
        assert library.ends(job).state is State.DONE
    assert [library.times_run(job) for job in jobs] == [1] * 6


@on_both
def test_jobs_on_one_source_wait_for_each_other_and_for_work_outside_jobs(
    library: Library,
) -> None:
    with library.collection.only_one("work on source lamps"):
        first = library.submit(name="first", source="lamps", steps=10)
        second = library.submit(name="second", source="lamps")
        other = library.submit(name="other", source="wicks")
        library.worker()
        assert library.ends(other).state is State.DONE
        library.until(lambda: "source lamps" in library.jobs.get(first.id).message)
        assert library.state(first) is State.QUEUED
        assert library.times_run(first) == 0
    begun = library.ends(first).ended_at
    assert (begun or "") <= (library.ends(second).started_at or "")
    assert (library.state(first), library.state(second)) == (State.DONE, State.DONE)


def _alive(process: int) -> bool:
    time.sleep(0.05)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
