"""The linear model: what each feature says for each code, and how sure the sum of it is."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from indexer.tag.features import Code

# The band to review, as shares of the way from 0 to the threshold and from there to 1. In it a
# fifth to two thirds of the tags are right, outside it less and more (docs/benchmarks/review.md).
REVIEW_FROM = 0.4
REVIEW_TO = 0.5

Weights = Mapping[str, Mapping[str, Mapping[str, float]]]
"""codes     scheme:code → {"bias", "threshold"}
features  feature → scheme:code → weight
shared    signal → {"all": weight}, of any code that a concept found speaks for
"""


class Signals(Protocol):
    """What the model weighs (`indexer.tag.features.Features`)."""

    @property
    def values(self) -> Mapping[str, float]: ...

    @property
    def about(self) -> Mapping[Code, Mapping[str, float]]: ...


class Model:
    """Scores of a provision; explainable, since every score is a sum over named features."""

    def __init__(self, weights: Weights) -> None:
        self.codes: tuple[Code, ...] = tuple(_code(name) for name in weights["codes"])
        self._place = {code: place for place, code in enumerate(self.codes)}
        self._bias = np.array([item["bias"] for item in weights["codes"].values()])
        self._thresholds = np.array([item["threshold"] for item in weights["codes"].values()])
        self._shared = {name: item["all"] for name, item in weights["shared"].items()}
        # The scores at the thresholds: most provisions are far below, and need no probability.
        self._needed = np.log(self._thresholds / (1 - self._thresholds))
        self._rows: dict[str, np.ndarray] = {}
        for name, by_code in weights["features"].items():
            row = np.zeros(len(self.codes))
            for code, weight in by_code.items():
                row[self._place[_code(code)]] = weight
            self._rows[name] = row

    def probabilities(self, found: Signals) -> np.ndarray:
        """Of each of `codes`, in their order."""
        return _probabilities(self._scores(found))

    def _scores(self, found: Signals) -> np.ndarray:
        total: np.ndarray = self._bias.copy()
        for name, value in found.values.items():
            row = self._rows.get(name)
            if row is not None:
                total += row if value == 1.0 else value * row
        for code, signals in found.about.items():
            place = self._place.get(code)
            if place is not None:
                total[place] += sum(
                    self._shared.get(name, 0.0) * value for name, value in signals.items()
                )
        return total

    def accepted(self, found: Signals) -> dict[Code, float]:
        """Codes that reach their threshold, with their probability."""
        scores = self._scores(found)
        reached = scores >= self._needed
        if not reached.any():
            return {}
        places = np.flatnonzero(reached)
        probabilities = _probabilities(scores[places])
        return {
            self.codes[place]: float(probability)
            for place, probability in zip(places, probabilities, strict=True)
        }

    def near(self, found: Signals) -> dict[Code, tuple[float, float, bool]]:
        """Codes near their threshold: (probability, doubt, whether it is reached). Doubt is 1 at
        the threshold and falls to 0 at either end of the band in which readers should look."""
        scores = self._scores(found)
        probabilities = _probabilities(scores)
        low = self._thresholds * REVIEW_FROM
        high = self._thresholds + REVIEW_TO * (1 - self._thresholds)
        below = (probabilities - low) / (self._thresholds - low)
        above = (high - probabilities) / (high - self._thresholds)
        doubts = np.minimum(below, above)
        return {
            self.codes[place]: (
                float(probabilities[place]),
                float(doubts[place]),
                bool(scores[place] >= self._needed[place]),
            )
            for place in np.flatnonzero(doubts > 0)
        }

    def contribution(self, feature: str, code: Code) -> float:
        """What a feature that occurs adds to the score of a code."""
        row = self._rows.get(feature)
        return 0.0 if row is None else float(row[self._place[code]])


def _probabilities(scores: np.ndarray) -> np.ndarray:
    probabilities: np.ndarray = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return probabilities


def _code(name: str) -> Code:
    scheme, _, code = name.partition(":")
    return scheme, code
