"""One request, with limits on its time and its size before and after decompression."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from corpora.crawl.address import (
    Addresses,
    AddressRefused,
    CheckedTransport,
    Resolve,
    look_up,
)

_REDIRECTS = {301, 302, 303, 307, 308}
_TRY_AGAIN = {408, 425, 429, 500, 502, 503, 504}


class FetchError(Exception):
    """A URL was not fetched. The message is the reason in plain words.

    again  it may go better the next time
    after  seconds that the server asks to wait, None when it does not
    status the HTTP status, None when there was no answer
    """

    def __init__(
        self,
        reason: str,
        *,
        again: bool = False,
        after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.again = again
        self.after = after
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request.

    bytes    of the body, decompressed
    seconds  for the whole of it; `seconds_silent` for any one wait
    """

    bytes: int = 64 * 1024**2
    seconds: float = 120.0
    seconds_silent: float = 30.0


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `body` is decompressed; it is empty for status 304 and for redirects."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def redirect(self) -> str | None:
        """Where it sends us, as it says it."""
        return self.headers.get("location") if self.status in _REDIRECTS else None


class Fetcher:
    """Makes requests; redirects are not followed here."""

    def __init__(
        self,
        agent: str,
        *,
        headers: Mapping[str, str] | None = None,
        allow_private: bool = False,
        resolve: Resolve = look_up,
    ) -> None:
        self._headers = {
            "User-Agent": agent,
            "Accept": "*/*",
            # Those that are decompressed below, within bounds.
            "Accept-Encoding": "gzip, deflate",
            **(headers or {}),
        }
        self._addresses = Addresses(allow_private=allow_private, resolve=resolve)
        self._tls = httpx.create_ssl_context(trust_env=False)
        # A client a request under way: a pool of many connections looks at each of them for each
        # request, which takes longer than the request.
        self._idle: list[httpx.AsyncClient] = []
        self.requests = 0
        self.bytes = 0

    async def get(
        self, url: str, limits: Limits, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Fetches a URL. Raises FetchError for whatever is neither 2xx, 304 nor a redirect, and
        for what breaks off or breaks a limit."""
        self.requests += 1
        client = self._idle.pop() if self._idle else self._open()
        try:
            async with asyncio.timeout(limits.seconds):
                sent = {**self._headers, **(headers or {})}
                return await self._get(client, url, limits, sent)
        except TimeoutError as error:
            reason = f"took longer than {limits.seconds:g} seconds"
            raise FetchError(reason, again=True) from error
        except httpx.TimeoutException as error:
            reason = f"no answer within {limits.seconds_silent:g} seconds"
            raise FetchError(reason, again=True) from error
        except AddressRefused as error:
            raise FetchError(str(error)) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise FetchError(f"not a URL that can be fetched ({error})") from error
        except httpx.TransportError as error:
            reason = f"the connection failed ({str(error) or type(error).__name__})"
            raise FetchError(reason, again=True) from error
        finally:
            self._idle.append(client)

    def _open(self) -> httpx.AsyncClient:
        transport = CheckedTransport(self._addresses, self._tls)
        return httpx.AsyncClient(transport=transport, trust_env=False)

    async def _get(
        self, client: httpx.AsyncClient, url: str, limits: Limits, headers: Mapping[str, str]
    ) -> Response:
        timeout = httpx.Timeout(limits.seconds_silent)
        async with client.stream("GET", url, headers=headers, timeout=timeout) as answer:
            status = answer.status_code
            if status == 304 or (status in _REDIRECTS and "location" in answer.headers):
                return Response(url, status, dict(answer.headers), b"")
            if not 200 <= status < 300:
                raise FetchError(
                    f"answered with status {status}",
                    again=status in _TRY_AGAIN,
                    after=_seconds_to_wait(answer.headers.get("retry-after", "")),
                    status=status,
                )
            declared = answer.headers.get("content-length", "")
            if declared.isdecimal() and int(declared) > limits.bytes:
                raise FetchError(f"larger than {limits.bytes} bytes ({declared})")
            body = await self._body(answer, limits.bytes)
            return Response(url, status, dict(answer.headers), body)

    async def _body(self, answer: httpx.Response, most: int) -> bytes:
        encoding = answer.headers.get("content-encoding", "").strip().lower()
        if encoding in ("", "identity"):
            chunks = answer.aiter_raw()
        elif encoding in ("gzip", "x-gzip", "deflate"):
            chunks = _decompressed(answer.aiter_raw(), most)
        else:
            raise FetchError(f"compressed in a way that we do not read ({encoding[:40]})")
        body = bytearray()
        async for chunk in chunks:
            body += chunk
            if len(body) > most:
                raise FetchError(f"larger than {most} bytes")
        self.bytes += len(body)
        return bytes(body)

    async def aclose(self) -> None:
        """Closes every connection."""
        for client in self._idle:
            await client.aclose()


async def _decompressed(chunks: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
    """Bytes unpacked, never more than `most` + 1 of them at once."""
    # 32 more: gzip or zlib, whichever the header says.
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
    started = False
    try:
        async for chunk in chunks:
            while chunk:
                if inflate.eof:
                    # gzip files may follow one another.
                    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
                try:
                    unpacked = inflate.decompress(chunk, most + 1)
                except zlib.error:
                    if started:
                        raise
                    # "deflate" is sent without its header by some servers.
                    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
                    unpacked = inflate.decompress(chunk, most + 1)
                started = True
                yield unpacked
                chunk = inflate.unused_data or inflate.unconsumed_tail
    except zlib.error as error:
        raise FetchError(f"cannot be decompressed ({error})", again=True) from error
    if started and not inflate.eof:
        raise FetchError("the answer is cut short (compressed data without an end)", again=True)


def _seconds_to_wait(printed: str) -> float | None:
    """Seconds of a Retry-After header, which gives them or a date; None for neither."""
    printed = printed.strip()
    if printed.isascii() and printed.isdecimal():
        return float(printed[:9])
    try:
        when = parsedate_to_datetime(printed)
    except (ValueError, TypeError, IndexError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
