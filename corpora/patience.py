"""Waits for a database server that restarts."""

import time
from typing import Any

from sqlalchemy import Engine, event

SECONDS = 20.0
_BETWEEN = 0.2


def wait_for_restarts(engine: Engine, seconds: float = SECONDS) -> None:
    """Makes connecting wait while the server does not answer, at most so many seconds after it was
    first found so; whoever asks later is refused at once, until it answers again."""
    down_since: list[float] = []

    def connect(dialect: Any, record: Any, args: Any, named: Any) -> Any:
        while True:
            try:
                connection = dialect.connect(*args, **named)
            except dialect.loaded_dbapi.OperationalError:
                if not down_since:
                    down_since.append(time.monotonic())
                if time.monotonic() - down_since[0] > seconds:
                    raise
                time.sleep(_BETWEEN)
            else:
                down_since.clear()
                return connection

    event.listen(engine, "do_connect", connect)
