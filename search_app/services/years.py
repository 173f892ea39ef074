"""Years by themselves or in tens: what a bar of a chart stands for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# More bars than this are too narrow to press; the oldest years share one.
_MOST = 16


@dataclass(frozen=True, slots=True)
class Span:
    """Years from `first` to `last`, both included, with how many there are of what is counted.

    share  of the greatest count of all spans, 0 to 1
    """

    first: int
    last: int
    count: int
    share: float

    @property
    def name(self) -> str:
        """The years in words."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def decades(by_year: Mapping[int, int]) -> tuple[Span, ...]:
    """The counts by decade, oldest first, empty ones between included. The last 15 decades stand
    alone, what is older stands together before them.

    >>> [(span.first, span.last, span.count) for span in decades({1999: 2, 2000: 1, 2024: 3})]
    [(1990, 1999, 2), (2000, 2009, 1), (2010, 2019, 0), (2020, 2029, 3)]
    """
    if not by_year:
        return ()
    oldest = min(by_year) // 10 * 10
    newest = max(by_year) // 10 * 10
    starts = list(range(max(oldest, newest - 10 * (_MOST - 2)), newest + 10, 10))
    if oldest < starts[0]:
        starts.insert(0, oldest)
    ends = [start - 1 for start in starts[1:]] + [newest + 9]
    counts = [0] * len(starts)
    for year, count in by_year.items():
        place = next(i for i, end in enumerate(ends) if year <= end)
        counts[place] += count
    return _spans(zip(starts, ends, counts, strict=True))


def spans(by_year: Mapping[int, int], first: int | None, last: int | None) -> tuple[Span, ...]:
    """The counts to choose years by: the single years from `first` to `last` where these are few
    enough for a bar each, else decades.

    >>> [(span.first, span.last, span.count) for span in spans({1999: 2, 2000: 1}, 1999, 2001)]
    [(1999, 1999, 2), (2000, 2000, 1), (2001, 2001, 0)]
    """
    if first is None or last is None or last - first >= _MOST:
        return decades(by_year)
    return _spans((year, year, by_year.get(year, 0)) for year in range(first, last + 1))


def _spans(counted: Iterable[tuple[int, int, int]]) -> tuple[Span, ...]:
    """Spans of (first, last, count)."""
    bars = list(counted)
    most = max(1, *(count for _, _, count in bars))
    return tuple(Span(first, last, count, count / most) for first, last, count in bars)
