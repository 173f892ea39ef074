"""What the other provisions of a law say for a code: a provision on bribery stands among others,
and a law on something else that names it once is about it seldom."""

import numpy as np

from indexer.tag.trees import probability

SIGNALS = (
    "provisions of the law",
    "place in the law",
    "provisions to its end",
    "mean of the others",
    "share of the others",
    "sum of the others",
    "the one before",
    "the one after",
    "those around",
)
# Provisions on either side that count as around; and what counts for the share of the others.
_AROUND, _LIKELY = 3, 0.3
_MOST_TO_END = 20
_NONE = -1.0


class Surroundings:
    """Signals of the provisions of one law."""

    def __init__(self, scores: np.ndarray) -> None:
        """scores  provisions × codes, what the linear model says (log odds)"""
        self._p = probability(scores).astype(np.float32)
        self._sums = np.zeros((len(scores) + 1, scores.shape[1]))
        np.cumsum(self._p, axis=0, out=self._sums[1:])
        self._likely = (self._p > _LIKELY).sum(axis=0)

    def signals(self, rows: np.ndarray, places: np.ndarray) -> np.ndarray:
        """One row of SIGNALS for each pair of a provision and the place of a code; -1 for what a
        law of one provision, or the first or last of it, does not have."""
        count = len(self._p)
        others = max(1, count - 1)
        own = self._p[rows, places]
        total = self._sums[-1, places] - own
        likely = self._likely[places] - (own > _LIKELY)
        low, high = np.maximum(rows - _AROUND, 0), np.minimum(rows + _AROUND + 1, count)
        around = self._sums[high, places] - self._sums[low, places] - own
        alone = count == 1
        columns = (
            np.full(len(rows), np.log1p(count)),
            rows / others,
            np.minimum(count - 1 - rows, _MOST_TO_END),
            np.full(len(rows), _NONE) if alone else total / others,
            np.full(len(rows), _NONE) if alone else likely / others,
            total,
            np.where(rows > 0, self._p[rows - 1, places], _NONE),
            np.where(rows + 1 < count, self._p[np.minimum(rows + 1, count - 1), places], _NONE),
            np.full(len(rows), _NONE) if alone else around / (high - low - 1),
        )
        return np.stack(columns, axis=1)


def none(count: int) -> np.ndarray:
    """The signals of provisions that are given without their law."""
    return np.full((count, len(SIGNALS)), _NONE)
