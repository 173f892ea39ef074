"""Which addresses may be connected to, checked on the address that is really connected to.

A name is looked up once; its addresses are checked and the connection goes to one of them, with
the name in the Host header and in TLS. A name server that answers differently the next time
changes nothing, and a redirect is a request like any other.
"""

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import Awaitable, Callable

import httpx

# Long enough for one connection, short enough to follow a publisher that moves.
_SECONDS_KEPT = 60.0
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""The addresses of a host name for a port. Raises OSError."""


class AddressRefused(Exception):
    """The host is at an address that is not fetched from. The message names both."""


def is_public(address: str) -> bool:
    """Whether an address is one of the public Internet: not private, loopback, link-local,
    reserved, multicast, or one of these inside an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return is_public(str(parsed.ipv4_mapped))
        if parsed in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
        if parsed.sixtofour or parsed.teredo:
            return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


async def look_up(host: str, port: int) -> list[str]:
    """Asks the system. IPv4 first: a machine without IPv6 still gets IPv6 addresses."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
    return sorted(addresses, key=lambda address: ":" in address)


class Addresses:
    """The checked addresses of host names, looked up once a minute.

    allow_private  give private addresses too (a source inside one's own network)
    resolve        how names are looked up
    """

    def __init__(self, *, allow_private: bool = False, resolve: Resolve = look_up) -> None:
        self._allow_private = allow_private
        self._resolve = resolve
        self._kept: dict[str, tuple[float, list[str]]] = {}

    async def of(self, host: str, port: int) -> list[str]:
        """The addresses of a host. Raises AddressRefused, and httpx.ConnectError for none."""
        now = time.monotonic()
        kept = self._kept.get(host)
        if kept and now - kept[0] < _SECONDS_KEPT:
            return kept[1]
        try:
            addresses = [host] if _is_address(host) else await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"the name {host} cannot be looked up ({error})") from error
        if not self._allow_private:
            # One private address among public ones is an attempt to get at it.
            for address in addresses:
                if not is_public(address):
                    raise AddressRefused(
                        f"{host} is at {address}, which is not a public address; set "
                        "`allow_private: true` in the source if it is meant"
                    )
        self._kept[host] = (now, addresses)
        return addresses


class CheckedTransport(httpx.AsyncBaseTransport):
    """Sends requests to addresses that were checked, and to no other; one at a time."""

    def __init__(self, addresses: Addresses, tls: ssl.SSLContext) -> None:
        self._addresses = addresses
        self._tls = tls
        # A pool a host: hosts at the same address must not share a connection, whose certificate
        # was checked for one of them.
        self._pools: dict[tuple[str, int | None], httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request. Raises AddressRefused besides httpx's own errors."""
        url = request.url
        host = url.raw_host.decode("ascii")
        pool = self._pools.get((host, url.port))
        if pool is None:
            limits = httpx.Limits(max_connections=1)
            pool = httpx.AsyncHTTPTransport(verify=self._tls, limits=limits, trust_env=False)
            self._pools[host, url.port] = pool
        port = url.port or (443 if url.scheme == "https" else 80)
        extensions = dict(request.extensions)
        if not _is_address(host):
            extensions["sni_hostname"] = host
        failed: httpx.ConnectError | None = None
        for address in await self._addresses.of(host, port):
            try:
                return await pool.handle_async_request(
                    httpx.Request(
                        request.method,
                        url.copy_with(host=address),
                        headers=request.headers,
                        stream=request.stream,
                        extensions=extensions,
                    )
                )
            except httpx.ConnectError as error:
                failed = error
        raise failed or httpx.ConnectError(f"{host} has no address")

    async def aclose(self) -> None:
        """Closes every connection."""
        for pool in self._pools.values():
            await pool.aclose()


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    return True
