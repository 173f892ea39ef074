"""How often one address may do something. In memory: each process of a server counts for itself."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from flask import Request

# Addresses that are remembered; the one that was seen longest ago is forgotten first.
_MOST_ADDRESSES = 10_000
# A subscriber has as many addresses of IPv6 as they like within one of these.
_IPV6_PREFIX = 64


class RateLimit:
    """Lets each address through `times` in so many seconds."""

    def __init__(
        self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._times = times
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def lets(self, address: str) -> bool:
        """Whether it is not too soon, which counts as once more."""
        now = self._clock()
        with self._lock:
            seen = self._seen.setdefault(address, deque(maxlen=self._times))
            self._seen.move_to_end(address)
            if len(self._seen) > _MOST_ADDRESSES:
                self._seen.popitem(last=False)
            if len(seen) == self._times and now - seen[0] < self._seconds:
                return False
            seen.append(now)
            return True


def address_of(request: Request) -> str:
    """Where a request comes from. What it says of that itself counts only when a neighbour, such
    as a proxy of ours, hands it on, and then only the neighbour's own word."""
    peer = request.remote_addr or ""
    said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        if said and ip_address(peer).is_private:
            peer = said
        known = ip_address(peer)
    except ValueError:
        return peer[:64]
    if isinstance(known, IPv6Address):
        return str(ip_network((known, _IPV6_PREFIX), strict=False))
    return str(known)
