"""The crawl of one source: takes tasks from the frontier, fetches them politely, and says in the
frontier what became of each."""

import asyncio
import hashlib
import os
import random
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urljoin

from corpora.crawl.archive import ArchiveError, unpack
from corpora.crawl.errorpages import ErrorPages, looks_like
from corpora.crawl.fetch import Fetcher, FetchError, Limits, Response
from corpora.crawl.frontier import Frontier, Result, Task, Unpacked, Validators
from corpora.crawl.politeness import Politeness
from corpora.crawl.urls import BadURL, host_of, normalise
from corpora.raw_files import RawFiles
from corpora.sources.definition import Definition, Step
from corpora.sources.listing import Entry, Listed, ListingError, is_metadata, read_fields, read_list

# A server that asks for more patience than this is asked again by another crawl.
_LONGEST_WAIT = 600.0
_LONGEST_BACKOFF = 60.0
# So many pages in a row that no host answers: the network or the publisher is down.
_FAILURES_IN_A_ROW = 25
_ROBOTS = Limits(bytes=512 * 1024, seconds=30, seconds_silent=15)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{(\w+)\}")


class Interrupted(Exception):
    """The crawl stops before its end, and can go on later. The message says why."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is: laws done and found so far, pages of lists read and found so far."""

    done: int
    found: int
    pages: int
    pages_found: int


class Crawl:
    """One crawl.

    raw    where bytes are kept; None for a dry run, which reads the lists only
    limit  laws to fetch at most, None for all
    """

    def __init__(
        self,
        definition: Definition,
        frontier: Frontier,
        raw: RawFiles | None,
        fetcher: Fetcher,
        agent: str,
        *,
        limit: int | None = None,
        progress: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._definition = definition
        self._frontier = frontier
        self._raw = raw
        self._fetcher = fetcher
        self._limit = limit
        self._progress = progress
        manners = definition.manners
        self._politeness = Politeness(
            agent,
            delay=manners.delay_seconds,
            concurrency=manners.concurrency,
            read_robots=self._read_robots,
        )
        bounds = definition.bounds
        silent = min(30.0, bounds.seconds)
        self._limits = Limits(bounds.megabytes * 1024**2, bounds.seconds, silent)
        today = date.today().isoformat()
        points = [normalise(url.replace("{today}", today)) for url in definition.entry_points]
        self._hosts = {host_of(url) for url in points} | set(definition.hosts)
        self._entry_points = points
        self._errors = ErrorPages(definition.format, definition.documents.no_law)
        self._list_errors = ErrorPages("auto")
        self._probing = asyncio.Lock()
        self._in_a_row = 0
        self._started = 0
        self._done: dict[bool, int] = {True: 0, False: 0}
        self._found: dict[bool, int] = {True: 0, False: 0}

    async def run(self) -> None:
        """Fetches all that is to be fetched. Raises Interrupted."""
        self._frontier.begin(self._entry_points)
        for is_law in (True, False):
            counts = self._frontier.counts(laws=is_law)
            self._found[is_law] = sum(counts.values())
            self._done[is_law] = self._found[is_law] - counts.get("todo", 0)
        began, requests, size = time.monotonic(), self._fetcher.requests, self._fetcher.bytes
        try:
            await self._loop()
        finally:
            self._frontier.spent(
                time.monotonic() - began,
                self._fetcher.requests - requests,
                self._fetcher.bytes - size,
            )

    async def _loop(self) -> None:
        workers = self._definition.manners.concurrency * len(self._hosts)
        queue: list[Task] = []
        last = 0
        running: set[asyncio.Task[None]] = set()
        try:
            while True:
                while len(running) < workers:
                    if not queue:
                        queue = self._frontier.todo(last)[::-1]
                    if not queue:
                        break
                    task = queue.pop()
                    last = task.number
                    if self._is_wanted(task):
                        running.add(asyncio.create_task(self._do(task)))
                if not running:
                    return
                ended, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for one in ended:
                    one.result()
        finally:
            for one in running:
                one.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    def _is_wanted(self, task: Task) -> bool:
        if not task.is_law:
            return True
        if self._raw is None or (self._limit is not None and self._started >= self._limit):
            return False
        self._started += 1
        return True

    async def _do(self, task: Task) -> None:
        try:
            if task.is_law:
                await self._law(task)
            else:
                await self._list(task)
            self._in_a_row = 0
        except FetchError as error:
            is_gone = error.status in (404, 410) and task.is_law
            self._frontier.failed(task, str(error), Result.GONE if is_gone else Result.FAILED)
            self._in_a_row = self._in_a_row + 1 if error.again else 0
            if self._in_a_row >= _FAILURES_IN_A_ROW:
                raise Interrupted(
                    f"{_FAILURES_IN_A_ROW} pages in a row could not be fetched (the last: {error})"
                ) from error
        except (ListingError, ArchiveError) as error:
            self._frontier.failed(task, str(error))
        self._done[task.is_law] += 1
        self._progress(
            Progress(self._done[True], self._found[True], self._done[False], self._found[False])
        )

    # Pages of lists

    async def _list(self, task: Task) -> None:
        step = self._definition.listing[task.step]
        if step.kind == "archive":
            await self._archive(task, step)
            return
        try:
            answer = await self._fetch(task.url, self._definition.headers, Validators())
        except FetchError as error:
            if error.status != 404 or not step.page or task.url in self._entry_points:
                raise
            # Some sites answer so behind the last of numbered pages.
            self._frontier.read(
                task, Listed(), next_is_law=False, with_pages=False, only_if_new=False
            )
            return
        # Relative to where we were sent, as browsers do.
        charset = _charset(answer)
        listed = await asyncio.to_thread(read_list, step, answer.body, answer.url, charset)
        if task.metadata:
            # What an earlier list says of a law goes with it.
            entries = (Entry(one.url, {**task.metadata, **one.metadata}) for one in listed.entries)
            listed = replace(listed, entries=tuple(entries))
        leads_to_laws = task.step + 1 == len(self._definition.listing)
        if not listed.entries and not listed.pages:
            # An empty list taken for a real one would mean that all its laws are gone.
            if task.url in self._entry_points:
                raise ListingError("the list is empty: has the page changed its layout?")
            if reason := self._list_errors.reason("", answer.body):
                raise ListingError(reason)
        too_many = self._found[False] + len(listed.pages) > self._definition.bounds.pages
        self._frontier.read(
            task,
            listed,
            next_is_law=leads_to_laws,
            with_pages=not too_many,
            # Some sites repeat their last page for every number behind it.
            only_if_new=step.page is not None,
        )
        for is_law in (True, False):
            self._found[is_law] = sum(self._frontier.counts(laws=is_law).values())
        if too_many:
            raise ListingError(
                f"more than {self._definition.bounds.pages} pages of lists (`bounds.pages` of the "
                "source); the further ones are not read"
            )
        if self._found[True] > self._definition.bounds.documents:
            raise Interrupted(
                f"the lists name more than {self._definition.bounds.documents} documents "
                "(`bounds.documents` of the source)"
            )

    async def _archive(self, task: Task, step: Step) -> None:
        validators = self._frontier.validators(task.url)
        answer = await self._fetch(task.url, self._definition.headers, validators)
        if answer.status == 304:
            self._frontier.confirmed_archive(task)
        else:
            files = await asyncio.to_thread(_keep_files, self._raw, answer.body, task.url, step)
            if not files:
                raise ArchiveError("there is no file in it that `include` wants")
            self._frontier.unpacked(task, files, _validators(answer))
        self._found[True] = sum(self._frontier.counts(laws=True).values())
        self._done[True] = self._found[True]

    # Laws

    async def _law(self, task: Task) -> None:
        assert self._raw is not None
        headers = {**self._definition.headers, **self._definition.documents.headers}
        known = self._frontier.held(task.url)
        validators = self._frontier.validators(task.url) if known else Validators()
        # Bytes that were lost are fetched again whatever the server says.
        if known and not self._raw.path(known.sha256).exists():
            validators = Validators()
        await self._learn_errors(task.url)
        answer = await self._fetch(task.url, headers, validators)
        if answer.status == 304:
            self._frontier.confirmed(task)
            return
        reason = self._errors.reason(host_of(answer.url), answer.body)
        if reason:
            raise FetchError(reason)
        wanted = self._definition.format
        suffix = wanted if wanted != "auto" else (looks_like(answer.body) or "txt")
        metadata = dict(task.metadata)
        if self._definition.documents.fields and suffix in ("html", "xml", "json"):
            fields = self._definition.documents.fields
            found = await asyncio.to_thread(
                read_fields, suffix, answer.body, fields, _charset(answer)
            )
            metadata |= {key: value for key, value in found.items() if is_metadata(key)}
        sha256 = self._raw.add(answer.body)
        self._frontier.stored(task, sha256, suffix, _validators(answer), metadata)

    async def _learn_errors(self, url: str) -> None:
        """Asks a host once for a page that never was, to know its error page again."""
        host = host_of(url)
        if self._errors.knows(host) or self._definition.format not in ("html", "txt", "auto"):
            return
        async with self._probing:
            if self._errors.knows(host):
                return
            probe = urljoin(url, f"no-such-law-{secrets.token_hex(8)}.html")
            try:
                answer = await self._fetch(probe, {}, Validators())
                self._errors.learn(host_of(answer.url), answer.body)
            except FetchError:
                pass
            if not self._errors.knows(host):
                self._errors.learn(host, None)

    # Fetching

    async def _fetch(
        self, url: str, headers: Mapping[str, str], validators: Validators
    ) -> Response:
        """Fetches a URL within its host's manners, follows redirects, tries again."""
        bounds = self._definition.bounds
        for attempt in range(bounds.retries + 1):
            try:
                return await self._follow(url, headers, validators)
            except FetchError as error:
                if error.after is not None and error.again:
                    if error.after > _LONGEST_WAIT:
                        raise Interrupted(
                            f"{host_of(url)} asks to wait {error.after:.0f} seconds"
                        ) from error
                    await self._politeness.pause(url, error.after)
                if not error.again or attempt == bounds.retries:
                    raise
                wait = min(bounds.first_wait_seconds * 2**attempt, _LONGEST_BACKOFF)
                # Not all at once again.
                await asyncio.sleep(wait * random.uniform(0.5, 1.0))  # noqa: S311
        raise AssertionError("the loop returns or raises")

    async def _follow(
        self, url: str, headers: Mapping[str, str], validators: Validators
    ) -> Response:
        first_host = host_of(url)
        seen = [url]
        while True:
            self._in_scope(url)
            if refusal := await self._politeness.refusal(url):
                raise FetchError(refusal)
            sent = dict(validators.headers())
            if host_of(url) == first_host:
                # Keys for one host are not for another.
                sent |= {name: _filled(value) for name, value in headers.items()}
            async with self._politeness.turn(url):
                answer = await self._fetcher.get(url, self._limits, sent)
            target = answer.redirect
            if target is None:
                return answer
            try:
                url = normalise(target, url)
            except BadURL as error:
                raise FetchError(f"redirects to what is not fetched: {error}") from error
            if url in seen:
                raise FetchError(f"redirects in a circle ({url})")
            seen.append(url)
            if len(seen) > self._definition.bounds.redirects + 1:
                raise FetchError(f"redirects more than {self._definition.bounds.redirects} times")

    def _in_scope(self, url: str) -> None:
        if host_of(url) not in self._hosts:
            raise FetchError(
                f"leads to {host_of(url)}, which is not among the `hosts` of the source ({url})"
            )

    async def _read_robots(self, origin: str) -> str | None:
        url = f"{origin}/robots.txt"
        for attempt in range(self._definition.bounds.retries + 1):
            try:
                answer = await self._fetcher.get(url, _ROBOTS)
                if answer.redirect:
                    # Within the source's hosts only.
                    target = normalise(answer.redirect, url)
                    self._in_scope(target)
                    answer = await self._fetcher.get(target, _ROBOTS)
                return answer.body.decode("utf-8", errors="replace") if answer.body else ""
            except BadURL:
                return ""
            except FetchError as error:
                if not error.again:
                    return ""
                if attempt == self._definition.bounds.retries:
                    return None
                wait = error.after or self._definition.bounds.first_wait_seconds * 2**attempt
                await asyncio.sleep(min(wait, _LONGEST_BACKOFF))
        return None


def archive_files(
    files: Iterable[tuple[str, bytes]], url: str, step: Step
) -> Iterator[tuple[str, str, bytes]]:
    """URL, path and bytes of those files of the archive at a URL that the step wants."""
    for path, content in files:
        if step.include and not re.search(step.include, path):
            continue
        own = f"{url}#{path}"
        if "{path}" in step.url:
            own = normalise(step.url.replace("{path}", quote(path)))
        # The paths of an archive stay as they are: its files may refer to one another.
        digest = hashlib.sha256(url.encode()).hexdigest()[:8]
        yield own, f"{host_of(url)}/{digest}/{path}", content


def _keep_files(raw: RawFiles | None, data: bytes, url: str, step: Step) -> list[Unpacked]:
    return [
        Unpacked(own, name, raw.add(content) if raw else hashlib.sha256(content).hexdigest())
        for own, name, content in archive_files(unpack(data), url, step)
    ]


def _validators(answer: Response) -> Validators:
    return Validators(
        answer.headers.get("etag", "")[:500], answer.headers.get("last-modified", "")[:100]
    )


def _charset(answer: Response) -> str:
    found = _CHARSET.search(answer.headers.get("content-type", ""))
    return found[1] if found else ""


def _filled(value: str) -> str:
    """A header with ${VARIABLE} from the environment in it: keys are not kept in source files."""

    def variable(match: re.Match[str]) -> str:
        found = os.environ.get(match[1], "").strip()
        if not found:
            raise Interrupted(f"the source needs {match[1]} in the environment")
        return found

    return _VARIABLE.sub(variable, value)
