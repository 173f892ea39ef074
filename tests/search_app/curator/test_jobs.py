"""Jobs on their pages: asked for, watched, cancelled, asked for again, each by whom it may."""

from pathlib import Path

import pytest

from corpora.accounts import Role
from corpora.audit import Actor, Wanted
from corpora.store import Collection
from indexer.jobs.jobs import Jobs
from indexer.jobs.records import State
from tests.search_app.curator.conftest import Opener
from tests.search_app.library import HOSTILE


@pytest.fixture
def jobs(collection: Collection, home: Path) -> Jobs:
    return Jobs(collection, home)


def test_a_job_is_asked_for_cancelled_and_asked_for_again(
    person: Opener, collection: Collection, jobs: Jobs
) -> None:
    curator = person(Role.CURATOR)
    asked = curator.post("/curator/jobs", kind="build", whole="yes")
    made = jobs.find()[0]
    assert asked.location == f"/curator/jobs/{made.id}"
    assert (made.kind, made.state, made.asked_by) == ("build", State.QUEUED, "curator")
    page = curator.page(asked.location)
    assert "Build a release" in page.h1.get_text() and "waits" in page.get_text()  # type: ignore[union-attr]
    curator.post(f"/curator/jobs/{made.id}/cancel")
    assert jobs.get(made.id).state is State.CANCELLED
    assert "cancelled by curator" in curator.page(asked.location).get_text()
    curator.post(f"/curator/jobs/{made.id}/retry")
    assert jobs.find()[0].retry_of == made.id
    curator.post(f"/curator/jobs/{made.id}/cancel")
    assert "has ended already" in curator.page("/curator/jobs").get_text()
    done = [one.change.action for one in collection.audit.entries(Wanted(who="curator"))]
    assert done == ["job.retry", "job.cancel", "job.submit", "sign-in"]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "crawl", "source": "no-such-source"},
        {"kind": "crawl"},
        {"kind": "import", "folder": "../../etc"},
        {"kind": "import", "folder": "/etc"},
        {"kind": "import", "folder": "x", "language": HOSTILE},
    ],
)
def test_what_cannot_be_asked_for_is_said(
    person: Opener, jobs: Jobs, fields: dict[str, str]
) -> None:
    curator = person(Role.CURATOR)
    assert curator.post("/curator/jobs", **fields).location == "/curator/jobs"
    answer = curator.get("/curator/jobs")
    assert "This was not done" in answer.text and HOSTILE not in answer.text
    assert jobs.find() == []


@pytest.mark.parametrize("kind", ["publish", "rollback", "prune", "", HOSTILE])
def test_releases_are_not_published_around_their_own_page(
    person: Opener, jobs: Jobs, kind: str
) -> None:
    admin = person(Role.ADMIN)
    assert admin.post("/curator/jobs", kind=kind, force="x").status_code == 400
    assert jobs.find() == []


def test_a_viewer_sees_jobs_and_changes_none(person: Opener, jobs: Jobs) -> None:
    made = jobs.submit("build", {}, Actor(f"eve {HOSTILE}"))
    viewer = person(Role.VIEWER)
    for address in ("/curator/jobs", f"/curator/jobs/{made.id}"):
        answer = viewer.get(address)
        assert answer.status_code == 200 and HOSTILE not in answer.text
        assert viewer.page(address).select(".deskpage form") == []
    assert viewer.get("/curator/jobs/999").status_code == 404
    assert viewer.post("/curator/jobs", kind="build").status_code == 403


def test_folders_that_wait_are_offered(person: Opener, home: Path) -> None:
    curator = person(Role.CURATOR)
    assert curator.page("/curator/jobs").select("#folder") == []
    (home / "incoming" / "new laws").mkdir(parents=True)
    (home / "incoming" / ".hidden").mkdir()
    options = curator.page("/curator/jobs").select("#folder option")
    assert [one.get_text() for one in options] == ["new laws"]
    asked = curator.post("/curator/jobs", kind="import", folder="new laws", jurisdiction="Norway")
    assert "NOR" in curator.page(str(asked.location)).get_text()


def test_a_schedule_is_added_switched_and_removed(
    person: Opener, collection: Collection, jobs: Jobs
) -> None:
    curator = person(Role.CURATOR)
    curator.post("/curator/schedules", name="nightly", kind="update", when="every night at 02:00")
    assert jobs.schedules.get("nightly").active
    page = curator.page("/curator/schedules")
    assert page.h2 and page.h2.get_text() == "nightly"
    assert len(page.select(".entrycard")) == len(jobs.schedules.all()) > 1
    curator.post("/curator/schedules/switch", name="nightly", on="no")
    assert not jobs.schedules.get("nightly").active
    curator.post("/curator/schedules/remove", name="nightly")
    assert "nightly" not in [one.name for one in jobs.schedules.all()]
    done = [one.change.action for one in collection.audit.entries(Wanted(who="curator"))]
    assert done[:3] == ["schedule.remove", "schedule.off", "schedule.put"]


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("", {"name": "x", "kind": "publish", "when": "every hour"}),
        ("", {"name": HOSTILE, "kind": "build", "when": "every hour"}),
        ("", {"name": "x", "kind": "build", "when": "now and then"}),
        ("/switch", {"name": "none", "on": "yes"}),
        ("/remove", {"name": "none"}),
        ("/remove", {"name": "source:ch-fedlex"}),
    ],
)
def test_a_schedule_that_cannot_be_had_is_refused_in_words(
    person: Opener, jobs: Jobs, address: str, fields: dict[str, str]
) -> None:
    before = jobs.schedules.all()
    curator = person(Role.CURATOR)
    assert curator.post(f"/curator/schedules{address}", **fields).status_code == 303
    assert curator.page("/curator/schedules").select_one("[role=alert]")
    assert jobs.schedules.all() == before
