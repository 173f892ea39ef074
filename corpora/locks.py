"""Locks that end with the process that holds them, however it ends."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from corpora.clock import utc_now


class Busy(Exception):
    """Somebody else is at it. The message says who, and since when."""


@contextmanager
def only_one(what: str, home: Path, database: Engine) -> Iterator[None]:
    """Holds the lock `what` of a library, which one process has at a time: on one machine by a
    file, and among several by their database, where that is PostgreSQL. Raises Busy at once."""
    folder = home / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / what).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(_holder(file.name, what)) from error
        file.truncate(0)
        since = utc_now()
        file.write(json.dumps({"process": os.getpid(), "since": since}))
        file.flush()
        with _in_database(what, database):
            yield


@contextmanager
def _in_database(what: str, database: Engine) -> Iterator[None]:
    if database.dialect.name != "postgresql":
        yield
        return
    # The server gives it free when the connection ends.
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        name = {"name": f"legal-library {what}"}
        ask = text("SELECT pg_try_advisory_lock(hashtext(:name))")
        if not connection.scalar(ask, name):
            raise Busy(f"{what} is under way on another machine; wait until it is done")
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(hashtext(:name))"), name)


def _holder(path: str, what: str) -> str:
    try:
        held = json.loads(Path(path).read_text(encoding="utf-8"))
        who = f" (process {held['process']}, since {held['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return f"{what} is under way already{who}; wait until it is done"
