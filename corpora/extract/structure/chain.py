"""The labels of a text that count on from one another."""

from collections.abc import Sequence
from dataclasses import dataclass

_NEXT = 0.5  # what a label gains that follows at once on the one before
_LEAP = 0.75  # what one loses that leaves many numbers out
FAR = 25
_RESTART = 0.9  # what beginning again costs
_RESTART_OF_NUMBERS = 6.0  # numbers alone: lists within articles begin again, too


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label that may open an article.

    at         its block
    number     its value
    weight     how much speaks for it
    may_begin  whether numbering may begin again here, and whether easily
    """

    at: int
    number: int
    weight: float
    may_begin: bool = False
    easily: bool = True


def heaviest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates whose numbers never fall, unless numbering begins again, that weigh most
    together. Time n·log n."""
    order = sorted({candidate.number for candidate in candidates})
    rank = {number: position for position, number in enumerate(order, 1)}
    best = _PrefixMaximum(len(order))
    ending: dict[int, tuple[float, int]] = {}
    scores: list[float] = []
    before: list[int] = []
    top = (0.0, -1)
    for index, candidate in enumerate(candidates):
        number = candidate.number
        options = [(0.0, -1)]
        score, at = best.up_to(rank[number])
        if at >= 0:
            leaps = number > candidates[at].number + FAR
            options.append((score - _LEAP if leaps else score, at))
        if number - 1 in ending:
            score, at = ending[number - 1]
            options.append((score + _NEXT, at))
        if candidate.may_begin and top[1] >= 0:
            cost = _RESTART if candidate.easily else _RESTART_OF_NUMBERS
            options.append((top[0] - cost, top[1]))
        score, at = max(options)
        scores.append(score + candidate.weight)
        before.append(at)
        entry = (scores[-1], index)
        best.put(rank[number], entry)
        ending[number] = max(ending.get(number, entry), entry)
        top = max(top, entry)
    found: list[Candidate] = []
    at = top[1]
    while at >= 0:
        found.append(candidates[at])
        at = before[at]
    return found[::-1]


class _PrefixMaximum:
    """The greatest entry put at a position or before it (a Fenwick tree)."""

    def __init__(self, size: int) -> None:
        self._tree = [(0.0, -1)] * (size + 1)

    def put(self, position: int, entry: tuple[float, int]) -> None:
        while position < len(self._tree):
            if entry > self._tree[position]:
                self._tree[position] = entry
            position += position & -position

    def up_to(self, position: int) -> tuple[float, int]:
        found = (0.0, -1)
        while position:
            found = max(found, self._tree[position])
            position -= position & -position
        return found
