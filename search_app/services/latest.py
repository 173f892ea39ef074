"""A value that is costly to compute and stays true until what it was computed from changes."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Latest(Generic[_Value]):
    """Keeps one value, of the last state. Safe for several threads: those that need a new one
    wait for the first of them to compute it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[Hashable, _Value] | None = None

    def of(self, state: Hashable, compute: Callable[[], _Value]) -> _Value:
        """The value of a state, which must have been asked for before this call: what changes
        during the computation is then seen by the next one. What `compute` raises is passed on
        and nothing kept."""
        with self._lock:
            if self._known is None or self._known[0] != state:
                self._known = state, compute()
            return self._known[1]
