"""A network of one hidden layer beside the linear model: what features say together, which a sum
cannot. The trees weigh its scores with all else."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

BIAS = "bias"
# The score (log odds) of a code that the network was not fitted on.
_NEVER = -12.0


class Valued(Protocol):
    """What the network weighs (`indexer.tag.features.Features`)."""

    @property
    def values(self) -> Mapping[str, float]: ...


class Network:
    """Scores of codes from the values of features."""

    def __init__(self, weights: Mapping[str, Any], codes: Sequence[str]) -> None:
        """weights  hidden   feature → what it adds to each unit; BIAS → what they start from
                 outputs  code → [bias, weight of each unit]
        codes    all codes, in the order of the scores
        """
        hidden, outputs = dict(weights["hidden"]), weights["outputs"]
        self._start = np.array(hidden.pop(BIAS))
        self._places = {name: place for place, name in enumerate(hidden)}
        self._hidden = np.array([*hidden.values()]).reshape(-1, len(self._start))
        self._outputs = np.zeros((len(self._start), len(codes)))
        self._bias = np.full(len(codes), _NEVER)
        for place, code in enumerate(codes):
            if code in outputs:
                self._bias[place], self._outputs[:, place] = outputs[code][0], outputs[code][1:]

    def scores(self, found: Sequence[Valued]) -> np.ndarray:
        """Log odds, provisions × codes."""
        units = np.tile(self._start, (len(found), 1))
        for line, one in enumerate(found):
            known = [name for name in one.values if name in self._places]
            rows = self._hidden[[self._places[name] for name in known]]
            units[line] += np.array([one.values[name] for name in known]) @ rows
        scores: np.ndarray = np.maximum(units, 0) @ self._outputs + self._bias
        return scores
