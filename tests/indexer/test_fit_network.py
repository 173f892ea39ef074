"""The network learns, on provisions made for these tests, what a sum of features cannot say."""

import numpy as np
import pytest

pytest.importorskip("scipy")
from scipy.sparse import csr_matrix

from benchmarks.fit_network import fit_network
from indexer.tag.features import Features
from indexer.tag.network import Network

FEATURES = ["one", "other"]


class Seen(Features):
    """A provision with some features."""

    def __init__(self, *names: str) -> None:
        self.values = dict.fromkeys(names, 1.0)


def fitted() -> Network:
    """Of either feature alone, but not of both, the code is right; another code has no labels."""
    x = np.tile([[0, 0], [1, 0], [0, 1], [1, 1]], (1_500, 1))
    y = np.stack([(x.sum(axis=1) == 1).astype(float), np.zeros(len(x))], axis=1)
    weights = fit_network(csr_matrix(x), y, np.ones(len(x)), FEATURES, ["uncac:15", "uncac:16"])
    return Network(weights, ["uncac:15", "uncac:16"])


def test_it_learns_what_no_sum_of_features_says() -> None:
    network = fitted()
    neither, one, other, both = network.scores(
        [Seen(), Seen("one"), Seen("other"), Seen("one", "other")]
    )[:, 0]
    assert min(one, other) > max(neither, both)


def test_a_code_without_labels_is_never_likely() -> None:
    assert fitted().scores([Seen("one")])[0, 1] < -10


def test_the_same_labels_give_the_same_network() -> None:
    asked = [Seen("one"), Seen("one", "other")]
    assert fitted().scores(asked).tolist() == fitted().scores(asked).tolist()
