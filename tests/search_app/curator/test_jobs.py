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
