"""Fits the tagger's network (`indexer.tag.network`) by stochastic gradient descent."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from indexer.tag.network import BIAS

_UNITS, _EPOCHS, _BATCH = 128, 20, 256
# The step, which falls to nothing in the end; what weights lose for each unit of it (AdamW).
_STEP, _DECAY = 3e-3, 0.05
_MEAN, _SQUARE, _SMALL = 0.9, 0.99, 1e-7
# The part of the features and of the units that each step leaves out, so that none is relied on.
_FORGET, _DROP = 0.15, 0.35
# What weights are drawn with (standard deviations) and biases of codes begin with.
_FIRST, _LAST, _START = 0.055, 0.027, -4.0
_SEED = 1


def fit_network(
    x: Any, y: np.ndarray, weight: np.ndarray, features: Sequence[str], codes: Sequence[str]
) -> dict[str, Mapping[str, list[float]]]:
    """`hidden` and `outputs` of the weights.

    x  provisions × features, sparse; y  provisions × codes; weight  of each provision
    """
    used = np.flatnonzero(y.sum(axis=0))
    first, first_bias, last, last_bias = _descend(
        x.tocsr().astype(np.float32), y[:, used].astype(np.float32), weight.astype(np.float32)
    )
    return {
        "hidden": {BIAS: _rounded(first_bias, 3)}
        | {name: _rounded(row, 2) for name, row in zip(features, first, strict=True)},
        "outputs": {
            codes[place]: _rounded([last_bias[column], *last[:, column]], 3)
            for column, place in enumerate(used)
        },
    }


def _descend(x: Any, y: np.ndarray, weight: np.ndarray) -> list[np.ndarray]:
    """Weights and bias of the hidden layer, and of the codes."""
    chance = np.random.default_rng(_SEED)
    parts = [
        chance.normal(0, _FIRST, (x.shape[1], _UNITS)).astype(np.float32),
        np.zeros(_UNITS, dtype=np.float32),
        chance.normal(0, _LAST, (_UNITS, y.shape[1])).astype(np.float32),
        np.full(y.shape[1], _START, dtype=np.float32),
    ]
    means = [np.zeros_like(part) for part in parts]
    squares = [np.zeros_like(part) for part in parts]
    batches = len(y) // _BATCH
    for step in range(_EPOCHS * batches):
        if step % batches == 0:
            order = chance.permutation(len(y))
        chosen = order[(step % batches) * _BATCH :][:_BATCH]
        asked = x[chosen]
        asked.data *= (chance.random(len(asked.data)) > _FORGET) / np.float32(1 - _FORGET)
        units = asked @ parts[0] + parts[1]
        kept = ((units > 0) & (chance.random(units.shape) > _DROP)) / np.float32(1 - _DROP)
        units *= kept
        z = units @ parts[2] + parts[3]
        wrong = (1 / (1 + np.exp(-np.clip(z, -30, 30))) - y[chosen]) * (
            weight[chosen, None] / _BATCH
        )
        back = (wrong @ parts[2].T) * kept
        slopes = [asked.T @ back, back.sum(axis=0), units.T @ wrong, wrong.sum(axis=0)]
        rate = _STEP * (1 - step / (_EPOCHS * batches))
        for part, slope, mean, square in zip(parts, slopes, means, squares, strict=True):
            mean += (1 - _MEAN) * (slope - mean)
            square += (1 - _SQUARE) * (slope * slope - square)
            size = np.sqrt(square / (1 - _SQUARE ** (step + 1)))
            size += _SMALL
            if part.ndim == 2:
                part *= 1 - rate * _DECAY
            part -= mean / size * (rate / (1 - _MEAN ** (step + 1)))
    return parts


def _rounded(row: Any, places: int) -> list[float]:
    return [round(float(value), places) for value in row]
