"""A real HTTP server in a thread, whose pages and faults a test chooses."""

import asyncio
import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """An answer. What breaks it: `reset` (the connection breaks), `silent` (no answer), `cut`
    (fewer bytes than announced), `endless` (bytes without end), `drip` (one byte at a time)."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


Answer = Callable[[str, Mapping[str, str], int], Page]
"""Path with query, request headers in small letters, how often it was asked for before."""


class Site:
    """`pages` by path, unless `answer` is set; `asked` counts requests by path,
    `laws_asked` those for /law/…"""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.answer: Answer = lambda path, headers, times: self.pages.get(path, Page(b"", 404))
        self.asked: Counter[str] = Counter()
        self.laws_asked = 0
        self.headers: dict[str, Mapping[str, str]] = {}
        self.most_at_once = 0
        self._at_once = 0
        self.port = 0

    def url(self, path: str = "") -> str:
        return f"http://site.test:{self.port}{path}"

    def put(self, path: str, body: str | bytes, **headers: str) -> None:
        """A page with an ETag, which is answered with 304 while it is the same."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        self.pages[path] = Page(data, 200, {"ETag": tag, **named})

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                first, *lines = head.split("\r\n")
                path = first.split()[1]
                headers = {
                    name.lower(): value
                    for name, _, value in (line.partition(": ") for line in lines if line)
                }
                times = self.asked[path]
                self.asked[path] += 1
                self.laws_asked += path.startswith("/law/")
                self.headers[path] = headers
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
                try:
                    if not await self._send(self.answer(path, headers, times), headers, writer):
                        break
                finally:
                    self._at_once -= 1
        writer.close()

    async def _send(
        self, page: Page, asked: Mapping[str, str], writer: asyncio.StreamWriter
    ) -> bool:
        if page.fault == "reset":
            writer.transport.abort()
            return False
        if page.fault == "silent":
            await asyncio.sleep(30)
            return False
        status, body = page.status, page.body
        if status == 200 and asked.get("if-none-match") == page.headers.get("ETag", "-"):
            status, body = 304, b""
        lines = [f"HTTP/1.1 {status} Whatever"]
        lines += [f"{name}: {value}" for name, value in page.headers.items()]
        if page.fault not in ("endless", "drip"):
            lines.append(f"Content-Length: {len(body)}")
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        if page.fault == "cut":
            writer.write(body[: len(body) // 2])
            await writer.drain()
            return False
        if page.fault == "endless":
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()
        if page.fault == "drip":
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.02)
        writer.write(body)
        await writer.drain()
        return True


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serves a site on 127.0.0.1 until the end of the block."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def main() -> None:
        server = await asyncio.start_server(site.handle, "127.0.0.1", 0, limit=1 << 20)
        site.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()

    stop = asyncio.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(main())
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield site
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)


async def resolve(host: str, port: int) -> list[str]:
    """Every name is this machine."""
    return ["127.0.0.1"]
