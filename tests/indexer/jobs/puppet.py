"""A worker process that knows one more kind of job, which does what its arguments say.

A job's process imports the worker's main module again: that is how it knows the kind as well.
"""

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpora.locks import work_on_source
from corpora.store import open_collection
from indexer.jobs.kinds import KINDS, Arguments, Kind
from indexer.jobs.worker import Worker
from mappings.settings import Settings


class Script(Arguments):
    """name    of the file that its process writes its number to
    steps   of a twentieth of a second, after each of which it tells its progress
    deaf    seconds in which it tells nothing
    end     how it ends
    source  that it works on
    """

    name: str
    steps: int = 0
    deaf: float = 0
    end: str = "done"
    source: str = ""


def _play(desk: "Desk", script: Script) -> Mapping[str, Any]:
    sources = (work_on_source(script.source),) if script.source else ()
    with desk.collection.only_one(*sources):
        with (desk.settings.home / f"diary-{script.name}").open("a") as diary:
            diary.write(f"{os.getpid()}\n")
        desk.told.say("it begins")
        for step in range(script.steps):
            desk.told.progress(step, script.steps, "steps", "stepping")
            time.sleep(0.05)
        time.sleep(script.deaf)
    if script.end == "failed":
        raise Failed("the strings are cut", {"steps": script.steps})
    if script.end == "fault":
        raise ZeroDivisionError("no strings")
    if script.end == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    return {"steps": script.steps}


def _locks(_home: Path, script: Script) -> tuple[str, ...]:
    return (work_on_source(script.source),) if script.source else ()


KINDS["puppet"] = Kind("puppet", "Does as it is told.", Script, _locks)
if __name__ != "__main__":
    # A job's own process, which the worker has made ready with this.
    from indexer.jobs.runs import RUNS, Desk, Failed

    RUNS["puppet"] = _play

if __name__ == "__main__":
    home, database_url, *options = sys.argv[1:]
    settings = Settings(Path(home), database_url or None)
    grace = float(options[0]) if options else 20.0
    Worker(settings, open_collection(settings.home, settings.database_url), grace=grace).serve()
