"""What is asked for, and what is refused, before any worker looks."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.jobs import table
from indexer.jobs.kinds import checked, kind_of
from indexer.jobs.records import JobRefused, NoSuchJob, State
from indexer.jobs.table import JobTable
from tests.indexer.jobs.conftest import CURATOR, Library, on_both

HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    ("shell", {"command": "rm -rf /"}),
    ("crawl", {}),
    ("crawl", {"source": "no-such-source"}),
    ("crawl", {"source": "../../etc/passwd.yaml"}),
    ("crawl", {"source": "local-folder"}),
    ("crawl", {"source": "es-boe", "workers": 10**9}),
    ("crawl", {"source": ["es-boe"]}),
    ("import", {"folder": ""}),
    ("import", {"folder": "/etc"}),
    ("import", {"folder": "../secrets"}),
    ("import", {"folder": "laws/../../secrets"}),
    ("import", {"folder": "laws\0"}),
    ("import", {"folder": "..\\secrets"}),
    ("import", {"folder": "x" * 5000}),
    ("import", {"folder": "laws", "jurisdiction": "Atlantis"}),
    ("import", {"folder": "laws", "language": "klingon"}),
    ("import", {"folder": "laws", "source": "a/b"}),
    ("import", {"folder": "laws", "ocr": True}),
    ("build", {"whole": "perhaps"}),
    ("prune", {"keep": 0}),
    ("publish", {"release": "*"}),
    ("publish", {"force": "x" * 301}),
    ("rollback", {"to": "a b"}),
]


@on_both
def test_a_job_is_kept_as_it_was_asked_for(library: Library) -> None:
    job = library.jobs.submit("prune", {"keep": "7"}, CURATOR)
    assert (job.kind, job.arguments, job.state) == ("prune", {"keep": 7}, State.QUEUED)
    assert (job.asked_by, job.worker, job.started_at) == (CURATOR.name, "", None)
    other = library.jobs.submit("build", {}, CURATOR)
    assert [one.id for one in library.jobs.find()] == [other.id, job.id]
    assert library.jobs.find(kind="prune") == [job]
    assert library.jobs.find(before=other.id) == [job]
    assert library.jobs.find(states={State.DONE}) == []
    cancelled = library.jobs.cancel(job.id, CURATOR)
    assert (cancelled.state, cancelled.cancelled_by) == (State.CANCELLED, CURATOR.name)
    assert cancelled.ended_at
    again = library.jobs.retry(job.id, CURATOR)
    assert (again.retry_of, again.arguments) == (job.id, {"keep": 7})
    actions = [entry.change.action for entry in library.collection.audit.entries()]
    assert actions == ["job.retry", "job.cancel", "job.submit", "job.submit"]


@pytest.mark.parametrize(("kind", "arguments"), HOSTILE)
def test_what_cannot_be_done_so_is_refused_with_the_reason(
    library: Library, kind: str, arguments: dict[str, Any]
) -> None:
    with pytest.raises(JobRefused, match=r"no kind of job|cannot be done so: \w"):
        library.jobs.submit(kind, arguments, CURATOR)
    assert library.jobs.find() == []


@given(st.dictionaries(st.sampled_from(["folder", "source", "licence", "x"]), st.text(max_size=40)))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_an_import_never_leaves_its_folder(arguments: dict[str, str]) -> None:
    try:
        found: Any = checked(kind_of("import"), arguments)
    except JobRefused:
        return
    assert not found.folder.startswith("/")
    assert ".." not in found.folder.split("/")


def test_a_job_that_is_not_there_is_said_to_be_not_there(library: Library) -> None:
    for job_id in (0, -1, 7, 2**80):
        for ask in (library.jobs.get, library.jobs.log):
            with pytest.raises(NoSuchJob, match="there is no job"):
                ask(job_id)
        with pytest.raises(NoSuchJob):
            library.jobs.cancel(job_id, CURATOR)
        with pytest.raises(NoSuchJob):
            library.jobs.retry(job_id, CURATOR)


def test_only_what_did_not_get_done_is_retried(library: Library) -> None:
    job = library.jobs.submit("prune", {}, CURATOR)
    with pytest.raises(JobRefused, match="is queued"):
        library.jobs.retry(job.id, CURATOR)
    JobTable(library.collection.database).change(job.id, State.QUEUED, State.DONE)
    with pytest.raises(JobRefused, match="is done"):
        library.jobs.retry(job.id, CURATOR)


def test_more_than_anybody_intends_do_not_wait(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_QUEUED", 3)
    for _ in range(3):
        library.jobs.submit("prune", {}, CURATOR)
    with pytest.raises(JobRefused, match="3 jobs wait already"):
        library.jobs.submit("prune", {}, CURATOR)


@on_both
def test_of_a_long_log_the_last_lines_are_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "LINES_KEPT", 5)
    job = library.jobs.submit("prune", {}, CURATOR)
    rows = JobTable(library.collection.database)
    for number in range(1, 9):
        rows.say(job.id, f"line {number}\0")
    kept = library.jobs.log(job.id)
    assert [line.number for line in kept] == [4, 5, 6, 7, 8]
    assert kept[-1].text == "line 8\N{REPLACEMENT CHARACTER}"
    assert [line.number for line in library.jobs.log(job.id, after=6)] == [7, 8]


def test_a_job_of_another_version_fails_and_is_in_nobodys_way(library: Library) -> None:
    JobTable(library.collection.database).add("future", {}, CURATOR)
    JobTable(library.collection.database).add("prune", {"keep": 2, "new": 1}, CURATOR)
    done = library.submit(name="today")
    library.worker()
    assert library.ends(done).state is State.DONE
    newer, future = library.jobs.find(before=done.id)
    assert "no kind of job 'future'" in future.error
    assert "new: Extra inputs" in newer.error
