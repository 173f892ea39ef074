"""What a crawl did, for people and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

# URLs of a kind that a report names; the counts are of all.
_NAMED = 1_000


class State(StrEnum):
    """How a crawl ended.

    published      the collection holds what it found
    not-published  it is kept, and the collection stays as it was
    unfinished     it goes on with the next `corpora crawl`
    dry-run        only the lists were read, and nothing was kept
    """

    PUBLISHED = "published"
    NOT_PUBLISHED = "not-published"
    UNFINISHED = "unfinished"
    DRY_RUN = "dry-run"


@dataclass(frozen=True, slots=True)
class Problem:
    """A page that was not fetched or read, with the reason."""

    url: str
    reason: str


@dataclass(slots=True)
class CrawlReport:
    """Figures of one crawl, over all its runs when it was interrupted.

    listed   laws that the source's lists name; `left` of them were not asked for yet
    laws     in the collection from this source (or that would be, when it is not published);
             None before that is known
    lists_failed  pages of lists that were not read: then nothing is marked as gone
    unread   files that were fetched and could not be read; `corpora problems` has them
    why      why it is unfinished or not published
    """

    source: str
    state: State
    why: str = ""
    started_at: str = ""
    listed: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: int = 0
    left: int = 0
    laws: int | None = None
    expected: tuple[int, int] = (0, 0)
    unread: int = 0
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    lists_failed: list[Problem] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)
    gone_urls: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all went as it should."""
        good = self.state in (State.PUBLISHED, State.DRY_RUN)
        return good and not (self.failed or self.lists_failed or self.unread)

    def to_json(self) -> dict[str, Any]:
        """The public JSON (docs/command-line.md)."""
        rate = round(self.requests / self.seconds, 1) if self.seconds else None
        return asdict(self) | {
            "state": self.state.value,
            "expected": {"minimum": self.expected[0], "maximum": self.expected[1]},
            "seconds": round(self.seconds, 1),
            "requests_a_second": rate,
            "lists_failed": [asdict(one) for one in self.lists_failed[:_NAMED]],
            "failures": [asdict(one) for one in self.failures[:_NAMED]],
            "gone_urls": self.gone_urls[:_NAMED],
            "ok": self.ok,
        }


def named(pairs: Sequence[tuple[str, str]]) -> list[Problem]:
    """Problems of (URL, reason)."""
    return [Problem(url, reason) for url, reason in pairs]
