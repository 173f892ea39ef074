"""The model: a linear one says what each feature speaks for, then small trees judge the codes that
it brings up, by its scores and those of a network, the signals of each code and the other
provisions of the law."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from indexer.tag.features import IN_A_LAW, Code
from indexer.tag.network import Network
from indexer.tag.surroundings import SIGNALS as AROUND
from indexer.tag.surroundings import Surroundings, none
from indexer.tag.trees import Tree, Trees, probability
from mappings.fields import STRENGTHS

# The band to review, as shares of the way from 0 to the threshold and from there to 1. In it a
# fifth to two thirds of the tags are right, outside it less and more (docs/benchmarks/review.md).
REVIEW_FROM = 0.4
REVIEW_TO = 0.5
POSSIBLE = STRENGTHS[0]
# A code with a lower score (log odds) is not looked at further.
LOWEST = -4.5
# Codes of provisions that are judged at once: bounds the memory.
_PAIRS_AT_ONCE = 4096
ALONE = "alone"
SCORES = (
    "score",
    "best other score",
    "lead",
    "codes above",
    "codes likely",
    "common",
    "network score",
    "network lead",
)
"""What the trees ask for of the scores of a provision."""

Weights = Mapping[str, Any]
"""codes       scheme:code → {"bias", "common"}: `common` is how often it is right (log)
features    feature → scheme:code → weight
shared      signal → {"all": weight}, of any code that a concept found speaks for
hidden      and outputs: what `indexer.tag.network.Network` reads
signals     the names of the columns of the trees: `about:` for shared signals, `value:` for
            features, plain for others
trees       what `indexer.tag.trees.Tree` reads
thresholds  scheme:code → {"alone", "in a law"}: the probability from which on a tag is set
"""


class Signals(Protocol):
    """What the model weighs (`indexer.tag.features.Features`)."""

    @property
    def values(self) -> Mapping[str, float]: ...

    @property
    def about(self) -> Mapping[Code, Mapping[str, float]]: ...


class Linear:
    """What each feature speaks for: a sum over named features for each code."""

    def __init__(self, weights: Weights) -> None:
        self.codes: tuple[Code, ...] = tuple(_code(name) for name in weights["codes"])
        self._place = {code: place for place, code in enumerate(self.codes)}
        self._bias = np.array([item["bias"] for item in weights["codes"].values()])
        self._shared = {name: item["all"] for name, item in weights["shared"].items()}
        self._rows: dict[str, np.ndarray] = {}
        for name, by_code in weights["features"].items():
            row = np.zeros(len(self.codes))
            for code, weight in by_code.items():
                row[self._place[_code(code)]] = weight
            self._rows[name] = row

    def scores(self, found: Signals) -> np.ndarray:
        """Of each of `codes` (log odds), in their order."""
        total = self._bias.copy()
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

    def contribution(self, feature: str, code: Code) -> float:
        """What a feature that occurs adds to the score of a code."""
        row = self._rows.get(feature)
        return 0.0 if row is None else float(row[self._place[code]])


class Model(Linear):
    """The linear model and the trees; explainable, since all that is weighed has a name."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self._common = np.array([item["common"] for item in weights["codes"].values()])
        self._thresholds = {
            way: np.array([weights["thresholds"][name][way] for name in weights["codes"]])
            for way in (ALONE, IN_A_LAW)
        }
        self._network = Network(weights, list(weights["codes"]))
        self._columns = Columns(weights["signals"])
        self._trees = Trees([Tree.read(written) for written in weights["trees"]])

    def judge(
        self,
        found: Sequence[Signals],
        scores: np.ndarray,
        rows: np.ndarray,
        law: Surroundings | None,
    ) -> np.ndarray:
        """Probabilities of provisions, each a row for `codes`.

        found   of the provisions to be judged
        scores  theirs
        rows    their places in the law
        law     None for provisions that are given alone
        """
        lines, places = np.nonzero(scores > LOWEST)
        around = law.signals(rows[lines], places) if law else none(len(lines))
        second = self._network.scores(found)
        own = own_signals(scores, second, self._common, lines, places, around)
        probabilities = np.zeros(scores.shape)
        for start in range(0, len(lines), _PAIRS_AT_ONCE):
            part = slice(start, start + _PAIRS_AT_ONCE)
            table = self._columns.table(found, own[part], self.codes, lines[part], places[part])
            probabilities[lines[part], places[part]] = probability(self._trees.sums(table))
        return probabilities

    def accepted(self, probabilities: np.ndarray, way: str) -> dict[Code, float]:
        """Codes of a provision that reach their threshold, with their probability."""
        return {
            self.codes[place]: float(probabilities[place])
            for place in np.flatnonzero(probabilities >= self._thresholds[way])
        }

    def possible(self, probabilities: np.ndarray, way: str) -> dict[Code, float]:
        """Codes of a provision that are POSSIBLE and do not reach their threshold, with their
        probability."""
        likely = (probabilities >= POSSIBLE) & (probabilities < self._thresholds[way])
        return {self.codes[place]: float(probabilities[place]) for place in np.flatnonzero(likely)}

    def near(self, probabilities: np.ndarray, way: str) -> dict[Code, tuple[float, float, bool]]:
        """Codes near their threshold: (probability, doubt, whether it is reached). Doubt is 1 at
        the threshold and falls to 0 at either end of the band in which readers should look."""
        thresholds = self._thresholds[way]
        doubts = _doubts(probabilities, thresholds)
        return {
            self.codes[place]: (
                float(probabilities[place]),
                float(doubts[place]),
                bool(probabilities[place] >= thresholds[place]),
            )
            for place in np.flatnonzero(doubts > 0)
        }

    def threshold(self, code: Code, way: str) -> float:
        """The probability from which on a code is a tag."""
        return float(self._thresholds[way][self.codes.index(code)])

    def band(self, code: Code, way: str) -> tuple[float, float]:
        """The probabilities between which `near` has a code."""
        low, high = _band(np.array(self.threshold(code, way)))
        return float(low), float(high)

    def doubt(self, code: Code, probability: float, way: str) -> float:
        """As `near` has it of a code; 0 or less beyond the band."""
        return float(_doubts(np.array(probability), np.array(self.threshold(code, way))))


def _band(thresholds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return thresholds * REVIEW_FROM, thresholds + REVIEW_TO * (1 - thresholds)


def _doubts(probabilities: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    low, high = _band(thresholds)
    below = (probabilities - low) / (thresholds - low)
    above = (high - probabilities) / (high - thresholds)
    doubts: np.ndarray = np.minimum(below, above)
    return doubts


class Columns:
    """The signals that trees ask for, as columns of a table."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._own = [
            (column, (*SCORES, *AROUND).index(name))
            for column, name in enumerate(names)
            if ":" not in name
        ]
        self._about, self._values = (
            {
                name.removeprefix(kind): column
                for column, name in enumerate(names)
                if name.startswith(kind)
            }
            for kind in ("about:", "value:")
        )
        self._shared = list(self._values.values())

    def table(
        self,
        found: Sequence[Signals],
        own: np.ndarray,
        codes: Sequence[Code],
        lines: np.ndarray,
        places: np.ndarray,
    ) -> np.ndarray:
        """One row for each pair of a provision and the place of a code.

        own            what `own_signals` gives for the pairs
        lines, places  the pairs
        """
        table = np.zeros((len(lines), len(self.names)))
        for column, source in self._own:
            table[:, column] = own[:, source]
        for row, (line, place) in enumerate(zip(lines.tolist(), places.tolist(), strict=True)):
            for name, value in found[line].about.get(codes[place], {}).items():
                if name in self._about:
                    table[row, self._about[name]] = value
            if row and line == lines[row - 1]:
                table[row, self._shared] = table[row - 1, self._shared]
                continue
            for name, value in found[line].values.items():
                if name in self._values:
                    table[row, self._values[name]] = value
        return table


def own_signals(
    scores: np.ndarray,
    second: np.ndarray,
    common: np.ndarray,
    lines: np.ndarray,
    places: np.ndarray,
    around: np.ndarray,
) -> np.ndarray:
    """The signals of SCORES and of the surroundings for each pair of a provision and a code.

    scores, second  of the linear model and of the network, provisions × codes
    """
    own = scores[lines, places]
    two_best = np.sort(scores, axis=1)[:, -2:]
    best = np.where(own < two_best[lines, 1], two_best[lines, 1], two_best[lines, 0])
    return np.stack(
        (
            own,
            best,
            own - best,
            (scores[lines] > own[:, None]).sum(axis=1),
            (scores > 0).sum(axis=1)[lines],
            common[places],
            second[lines, places],
            second[lines, places] - second.max(axis=1)[lines],
            *around.T,
        ),
        axis=1,
    )


def _code(name: str) -> Code:
    scheme, _, code = name.partition(":")
    return scheme, code
