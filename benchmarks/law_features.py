"""The features of every provision of many laws, packed: what the linear model says of the
provisions around a labelled one."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.labels import law_provisions
from indexer.tag import Tagger
from indexer.tag.features import Code, Features
from indexer.tag.surroundings import Surroundings


class Rows:
    """Features of provisions as sparse matrices.

    x      provisions × features
    about  (provisions × codes) × signals
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self._places = {code: place for place, code in enumerate(codes)}
        self.features: dict[str, int] = {}
        self.signals: dict[str, int] = {}
        self._x: tuple[list[int], list[int], list[float]] = [], [], []
        self._about: tuple[list[int], list[int], list[float]] = [], [], []
        self.count = 0

    def add(self, found: Features) -> None:
        lines, columns, values = self._x
        for name, value in found.values.items():
            lines.append(self.count)
            columns.append(self.features.setdefault(name, len(self.features)))
            values.append(value)
        lines, columns, values = self._about
        for code, signals in found.about.items():
            if code in self._places:
                line = self.count * len(self._places) + self._places[code]
                for name, value in signals.items():
                    lines.append(line)
                    columns.append(self.signals.setdefault(name, len(self.signals)))
                    values.append(value)
        self.count += 1

    def pack(self) -> tuple[Any, Any]:
        """(x, about)"""
        return _csr(*self._x, (self.count, len(self.features))), _csr(
            *self._about, (self.count * len(self._places), len(self.signals))
        )


def _csr(lines: list[int], columns: list[int], values: list[float], shape: tuple[int, int]) -> Any:
    return csr_matrix((np.array(values, dtype=np.float32), (lines, columns)), shape=shape)


class Laws:
    """The laws around labelled provisions, without the texts."""

    def __init__(self, collection: Path, keys: Iterable[int], codes: Iterable[Code]) -> None:
        """keys  of laws of the collection"""
        rows = Rows(codes)
        self._ranges: dict[int, tuple[int, int]] = {}
        for key, items in law_provisions(collection, sorted(keys)):
            start = rows.count
            for item in items:
                rows.add(Tagger.features(item, in_a_law=True))
            self._ranges[key] = start, rows.count
        self._features, self._signals = rows.features, rows.signals
        self._x, self._about = rows.pack()

    def surroundings(self, weights: Mapping[str, Any]) -> Callable[[int], Surroundings]:
        """The surroundings of a law, as a linear model sees them."""
        codes = list(weights["codes"])
        own = np.zeros((len(self._features), len(codes)), dtype=np.float32)
        places = {code: place for place, code in enumerate(codes)}
        for name, by_code in weights["features"].items():
            if name in self._features:
                for code, weight in by_code.items():
                    own[self._features[name], places[code]] = weight
        shared = np.zeros(len(self._signals), dtype=np.float32)
        for name, item in weights["shared"].items():
            if name in self._signals:
                shared[self._signals[name]] = item["all"]
        bias = np.array([item["bias"] for item in weights["codes"].values()])
        scores = self._x @ own + (self._about @ shared).reshape(-1, len(codes)) + bias

        def law(key: int) -> Surroundings:
            start, end = self._ranges[key]
            return Surroundings(scores[start:end])

        return law
