"""People who search without a pause, over the pages that the library serves."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

_PATIENCE = 60
_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: when it was asked (seconds of time.monotonic) and how long it took; `wrong` says
    what was wrong with the answer, "" for nothing."""

    at: float
    seconds: float
    wrong: str


@dataclass
class Served(AbstractContextManager["Served"]):
    """The library as a process of its own, with the settings of `environment`."""

    port: int
    environment: Mapping[str, str]
    log: Path
    workers: int = 2

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "legal_library", "serve", "--host", "127.0.0.1"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port), "--workers", str(self.workers)],
                env=os.environ | self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthz").status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.2)
        self.__exit__(None, None, None)
        raise RuntimeError(f"it did not start: {self.log.read_text()[-2000:]}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(30)


@dataclass
class Searchers(AbstractContextManager["Searchers"]):
    """Threads that ask `queries` in turn, and compare the total with the one that is right.

    url      of the library
    queries  the right number of provisions for each query
    pause    seconds that each waits after an answer
    """

    url: str
    queries: Mapping[str, int]
    pause: float
    count: int = 20
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._search, args=(number,)) for number in range(self.count)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def wrong(self) -> list[Asked]:
        """The searches that failed, or did not find what there is."""
        return [one for one in self.asked if one.wrong]

    def since(self, moment: float) -> Sequence[Asked]:
        return [one for one in list(self.asked) if one.at >= moment]

    def _search(self, number: int) -> None:
        queries = list(self.queries)
        # A kept connection may be closed by the server just when it is used again; what asks for
        # people, a browser or a proxy, then asks again.
        limits = httpx.Limits(max_keepalive_connections=0)
        with httpx.Client(base_url=self.url, timeout=_PATIENCE, limits=limits) as client:
            while not self._over.wait(self.pause):
                query = queries[number % len(queries)]
                number += 1
                began = time.monotonic()
                wrong = self._ask(client, query)
                self.asked.append(Asked(began, time.monotonic() - began, wrong))

    def _ask(self, client: httpx.Client, query: str) -> str:
        try:
            answer = client.get("/api/search", params={"q": query})
        except httpx.HTTPError as error:
            return f"{query}: {error!r}"
        if answer.status_code != 200:
            return f"{query}: {answer.status_code} {answer.text[:300]}"
        found = answer.json()["total_provisions"]
        right = self.queries[query]
        return "" if found == right else f"{query}: found {found} provisions of {right}"
