"""Wakes workers. What there is to do is in the jobs' rows; a message in the queue only says "look",
so that one which is lost, or comes twice, does no harm."""

import json
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import ConsumerStopped
from huey.registry import Message
from sqlalchemy import make_url

_log = logging.getLogger(__name__)
_NAME = "legal-library"
_AGAIN_SECONDS = 5


class _Names:
    """Writes of a message what it is called, and nothing else: huey's own way is pickle, by which
    whoever writes to the database would run code in the worker."""

    def serialize(self, message: Any) -> bytes:
        return json.dumps(message.name).encode()

    def deserialize(self, data: bytes) -> Any:
        name = json.loads(data)
        return Message(uuid4().hex, name, retries=0, retry_delay=0, args=(), kwargs={})


class Queue:
    """The messages of a library: in its database where that is PostgreSQL, so that workers on other
    machines hear them, and in a file of LEGAL_LIBRARY_HOME otherwise.

    look  what a worker does when it is woken
    """

    def __init__(
        self, home: Path, database_url: str | None = None, look: Callable[[], None] = lambda: None
    ) -> None:
        # A message names the function that it is for with its module: this one, for all who send.
        def heard() -> None:
            look()

        self._huey = _huey(home, database_url)
        self._look = self._huey.task(name="look")(heard)
        # Whatever became of a message.
        self._huey.periodic_task(crontab(), name="look_each_minute", expires=60)(heard)

    def wake(self) -> None:
        """Tells a worker to look now. When that cannot be said, it looks within a minute."""
        try:
            self._look()
        except Exception:
            # Of whichever database it is. The job is kept in its row, and that counts.
            _log.warning("the queue of jobs cannot be written to", exc_info=True)

    def wake_again(self) -> None:
        """Tells a worker to look in a few seconds."""
        try:
            self._look.schedule(delay=_AGAIN_SECONDS)
        except Exception:
            _log.warning("the queue of jobs cannot be written to", exc_info=True)

    def serve(self, threads: int, stopping: Callable[[], None]) -> None:
        """Looks whenever it is told to, until this process gets SIGTERM or SIGINT. `stopping` is
        called then, and what is under way is waited for; at a second signal, not any more."""
        consumer = self._huey.create_consumer(
            workers=threads, max_delay=1.0, scheduler_interval=1, graceful_signal="TERM"
        )
        consumer.start()
        stop = signal.getsignal(signal.SIGTERM)

        def begin(_signum: int, frame: Any) -> None:
            signal.signal(signal.SIGTERM, stop)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            stopping()
            stop(signal.SIGTERM, frame)  # type: ignore[operator, misc]

        signal.signal(signal.SIGTERM, begin)
        signal.signal(signal.SIGINT, begin)
        self._look()
        checked = None
        with suppress(ConsumerStopped):
            while True:
                checked = consumer.loop(checked)


def _huey(home: Path, database_url: str | None) -> Huey:
    url = make_url(database_url) if database_url else None
    if url is not None and url.get_backend_name() == "postgresql":
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey(_NAME, results=False, serializer=_Names(), dsn=plain)
    home.mkdir(parents=True, exist_ok=True)
    file = str(home / "queue.sqlite")
    return SqliteHuey(_NAME, results=False, serializer=_Names(), filename=file)
