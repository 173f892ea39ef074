"""Sums of small decision trees over named signals, for all rows of a table at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# Rows that are worked on at once: bounds the memory.
_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Tree:
    """Nodes in the order of their numbers. A child below zero is the leaf -1 - child.

    signal  the column that a node asks for
    most    the row goes left up to this value, right above it
    leaves  what the tree adds
    """

    signal: Sequence[int]
    most: Sequence[float]
    left: Sequence[int]
    right: Sequence[int]
    leaves: Sequence[float]

    @staticmethod
    def read(written: Mapping[str, Sequence[float]]) -> "Tree":
        """A tree as `weights.json` has it."""
        return Tree(
            [int(number) for number in written["signal"]],
            list(written["most"]),
            [int(number) for number in written["left"]],
            [int(number) for number in written["right"]],
            list(written["leaves"]),
        )


class Trees:
    """The nodes of all trees in arrays, one tree after the other, leaves behind the nodes of each
    and leading to themselves."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        signal: list[int] = []
        most: list[float] = []
        then: tuple[list[int], list[int]] = [], []
        adds: list[float] = []
        starts: list[int] = []
        for tree in trees:
            start, nodes, leaves = len(signal), len(tree.signal), len(tree.leaves)
            starts.append(start)
            signal += [*tree.signal, *[0] * leaves]
            most += [*tree.most, *[np.inf] * leaves]
            adds += [*[0.0] * nodes, *tree.leaves]
            for side, children in zip(then, (tree.left, tree.right), strict=True):
                side += [start + (to if to >= 0 else nodes - 1 - to) for to in children]
                side += range(start + nodes, start + nodes + leaves)
        self._signal = np.array(signal, dtype=int)
        self._most, self._adds = np.array(most), np.array(adds)
        self._then = np.array(then, dtype=int).ravel()
        self._starts = np.array(starts, dtype=int)

    def sums(self, table: np.ndarray) -> np.ndarray:
        """What all trees add for each row of a table of signals."""
        found = np.zeros(len(table))
        columns = table.shape[1]
        for start in range(0, len(table), _AT_ONCE):
            part = table[start : start + _AT_ONCE]
            lines = columns * np.arange(len(part))[:, None]
            at = np.tile(self._starts, (len(part), 1))
            while True:
                above = part.ravel().take(lines + self._signal.take(at)) > self._most.take(at)
                then = self._then.take(at + len(self._signal) * above)
                if np.array_equal(then, at):
                    break
                at = then
            found[start : start + len(part)] = self._adds.take(at).sum(axis=1)
        return found


def probability(log_odds: np.ndarray) -> np.ndarray:
    """Of log odds."""
    probabilities: np.ndarray = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    return probabilities
