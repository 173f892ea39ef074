"""The client, the names of index and alias, and what the user is told when it fails."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from indexer.engine.protocol import EngineUnavailable

PREFIX = "legal-library"
_SECONDS = 60
# One for each node of a usual cluster, and once more.
_TRIES = 4


@dataclass(slots=True)
class Connection:
    """Where an index is.

    url      of one node, or of several with commas between: another one is asked when one does not
             answer. Each may hold a user and a password
    api_key, ca_file   for a cluster with security on
    prefix   what its indices' names begin with: another one is another library
    """

    url: str
    api_key: str | None = None
    ca_file: str | None = None
    prefix: str = PREFIX
    client: Elasticsearch = field(init=False)

    def __post_init__(self) -> None:
        self.client = self._client(self.url.split(","))

    def _client(self, urls: Sequence[str]) -> Elasticsearch:
        security: dict[str, Any] = {"ca_certs": self.ca_file} if self.ca_file else {}
        try:
            return Elasticsearch(
                [url.strip() for url in urls],
                api_key=self.api_key,
                **security,
                request_timeout=_SECONDS,
                retry_on_timeout=True,
                max_retries=_TRIES,
            )
        except ValueError as error:
            raise EngineUnavailable(f"ELASTICSEARCH_URL cannot be used: {error}") from error

    def leave_out_the_lost(self) -> None:
        """From now on asks no node that its cluster has left out, as one whose disk takes nothing
        more: it answers what it knew before, and that an index made since is not there."""
        urls = self.url.split(",")
        if len(urls) == 1:
            return
        known = []
        for url in urls:
            try:
                with self._client([url]) as node:
                    # A node that has no master refuses.
                    node.options(max_retries=0).cluster.health(master_timeout="5s")
            except (ApiError, TransportError):
                continue
            known.append(url)
        self.client = self._client(known or urls)

    @property
    def alias(self) -> str:
        """Name that readers ask; it points to the live release."""
        return f"{self.prefix}-provisions"

    def index(self, release: str) -> str:
        """Name of the physical index of a release."""
        return f"{self.prefix}-provisions-{release}"

    def release(self, index: str) -> str:
        """Inverse of `index`."""
        return index.removeprefix(f"{self.prefix}-provisions-")

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turns what the client raises into EngineUnavailable with what to do."""
        try:
            yield
        except TransportError as error:
            raise EngineUnavailable(
                f"Elasticsearch cannot be reached at {_without_password(self.url)} "
                f"({type(error).__name__}); start it, or correct ELASTICSEARCH_URL"
            ) from error
        except ApiError as error:
            if isinstance(error, NotFoundError) and f"[{self.alias}]" in str(error.body):
                raise EngineUnavailable(
                    "nothing is indexed in Elasticsearch yet: import laws, then run "
                    "`legal-library index run`"
                ) from error
            raise EngineUnavailable(f"Elasticsearch refused the request: {error}") from error


def _without_password(urls: str) -> str:
    return re.sub(r"(?<=://)[^,/]*@", "", urls)
