"""How a host is treated: what its robots.txt allows, how often and how many at once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from protego import Protego

from corpora.crawl.urls import host_of

# A robots.txt that asks for more is obeyed up to this.
_LONGEST_DELAY = 60.0

ReadRobots = Callable[[str], Awaitable[str | None]]
"""The robots.txt of an origin ("https://host"): its text, "" when it has none, None when it
cannot be had."""


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    delay: float
    next_start: float = 0.0
    robots: Protego | None = None
    asked: asyncio.Lock = field(default_factory=asyncio.Lock)
    read: bool = False
    closed: bool = False


class Politeness:
    """Gives turns to fetch from each host.

    agent        our name, as robots.txt may call it
    delay        seconds between the starts of two requests to a host
    concurrency  requests under way at a host
    """

    def __init__(
        self, agent: str, *, delay: float, concurrency: int, read_robots: ReadRobots
    ) -> None:
        self._agent = agent
        self._delay = delay
        self._concurrency = concurrency
        self._read_robots = read_robots
        self._hosts: dict[str, _Host] = {}

    async def refusal(self, url: str) -> str | None:
        """Why a URL may not be fetched, None when it may."""
        host = await self._host(url)
        if host.closed:
            # RFC 9309: a robots.txt that cannot be had forbids everything.
            return "robots.txt cannot be had (server error), so nothing is fetched from there"
        if host.robots and not host.robots.can_fetch(url, self._agent):
            return "robots.txt does not allow it"
        return None

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Waits until a request may be made, and holds its place until it is over."""
        host = await self._host(url)
        async with host.places:
            # Looked at again after each wait: the host may have asked for a pause meanwhile.
            while (wait := host.next_start - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            host.next_start = max(host.next_start, time.monotonic() + host.delay)
            yield

    async def pause(self, url: str, seconds: float) -> None:
        """Nothing is asked of the URL's host for a while."""
        host = await self._host(url)
        host.next_start = max(host.next_start, time.monotonic() + seconds)

    async def _host(self, url: str) -> _Host:
        name = host_of(url)
        host = self._hosts.get(name)
        if host is None:
            host = _Host(asyncio.Semaphore(self._concurrency), self._delay)
            self._hosts[name] = host
        if not host.read:
            async with host.asked:
                if not host.read:
                    await self._ask(host, url)
        return host

    async def _ask(self, host: _Host, url: str) -> None:
        scheme = url.partition("://")[0]
        text = await self._read_robots(f"{scheme}://{host_of(url)}")
        if text is None:
            host.closed = True
        elif text:
            host.robots = Protego.parse(text)
            asked = float(host.robots.crawl_delay(self._agent) or 0.0)
            if (rate := host.robots.request_rate(self._agent)) and rate.requests:
                asked = max(asked, rate.seconds / rate.requests)
            host.delay = max(host.delay, min(asked, _LONGEST_DELAY))
        host.read = True
