"""Locks that end with the process that holds them, however it ends."""

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from corpora.clock import utc_now


class Busy(Exception):
    """Somebody else is at it. The message says who, and since when."""


def work_on_source(source_id: str) -> str:
    """The lock of what reads a source into the collection."""
    return f"work on source {source_id}"


@contextmanager
def only_one(names: Iterable[str], home: Path, database: Engine) -> Iterator[None]:
    """Holds locks of a library, each of which one process has at a time: on one machine by files,
    and among several by their database, where that is PostgreSQL. Raises Busy at once, and holds
    none then."""
    folder = home / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sorted(set(names))
    with ExitStack() as held:
        for what in wanted:
            held.enter_context(_by_file(folder / _file_name(what), what))
        with _in_database(wanted, database):
            yield


@contextmanager
def _by_file(path: Path, what: str) -> Iterator[None]:
    while True:
        with path.open("a+", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(_holder(file.name, what)) from error
            if not _still_there(file.fileno(), path):
                # Whoever had it took the file away before we had the lock.
                continue
            file.truncate(0)
            file.write(json.dumps({"process": os.getpid(), "since": utc_now()}))
            file.flush()
            try:
                yield
            finally:
                path.unlink(missing_ok=True)
            return


def _still_there(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def _in_database(names: Sequence[str], database: Engine) -> Iterator[None]:
    if database.dialect.name != "postgresql":
        yield
        return
    # The server gives them free when the connection ends. It must not go back into the pool with
    # some of them.
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            for what in names:
                ask = text("SELECT pg_try_advisory_lock(hashtext(:name))")
                if not connection.scalar(ask, {"name": f"legal-library {what}"}):
                    raise Busy(f"{what} is under way on another machine; wait until it is done")
            yield
        finally:
            # A connection that is broken holds nothing.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock_all()"))


def _file_name(what: str) -> str:
    """A lock may bear the name of a source, and that any characters."""
    if re.fullmatch(r"[a-z0-9-]{1,100}", what):
        return what
    return hashlib.sha256(what.encode()).hexdigest()


def _holder(path: str, what: str) -> str:
    try:
        held = json.loads(Path(path).read_text(encoding="utf-8"))
        who = f" (process {held['process']}, since {held['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return f"{what} is under way already{who}; wait until it is done"
