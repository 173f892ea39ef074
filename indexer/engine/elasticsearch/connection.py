"""The client, the names of index and alias, and what the user is told when it fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from indexer.engine.protocol import EngineUnavailable

PREFIX = "legal-library"
_SECONDS = 60


@dataclass(slots=True)
class Connection:
    """Where an index is.

    url      of one node; may hold a user and a password
    api_key, ca_file   for a cluster with security on
    prefix   what its indices' names begin with: another one is another library
    """

    url: str
    api_key: str | None = None
    ca_file: str | None = None
    prefix: str = PREFIX
    client: Elasticsearch = field(init=False)

    def __post_init__(self) -> None:
        security: dict[str, Any] = {"ca_certs": self.ca_file} if self.ca_file else {}
        try:
            self.client = Elasticsearch(
                self.url,
                api_key=self.api_key,
                **security,
                request_timeout=_SECONDS,
                retry_on_timeout=True,
                max_retries=3,
            )
        except ValueError as error:
            raise EngineUnavailable(f"ELASTICSEARCH_URL cannot be used: {error}") from error

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
        except NotFoundError as error:
            raise EngineUnavailable(
                "nothing is indexed in Elasticsearch yet: import laws, then run "
                "`legal-library index run`"
            ) from error
        except TransportError as error:
            raise EngineUnavailable(
                f"Elasticsearch cannot be reached at {_without_password(self.url)} "
                f"({type(error).__name__}); start it, or correct ELASTICSEARCH_URL"
            ) from error
        except ApiError as error:
            raise EngineUnavailable(f"Elasticsearch refused the request: {error}") from error


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
