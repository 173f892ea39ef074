"""The model on weights written for these tests: two codes, a network of two units, and trees that
ask for the scores of a code and for its neighbours."""

import json
from dataclasses import dataclass, field

import numpy as np
import pytest

from indexer.tag.features import IN_A_LAW
from indexer.tag.model import ALONE, Model
from indexer.tag.network import Network
from indexer.tag.surroundings import Surroundings
from mappings.concepts import weights as shipped_weights

WEIGHTS = {
    "codes": {
        "uncac:15": {"bias": -2.0, "common": -3.0},
        "uncac:16": {"bias": -2.0, "common": -5.0},
    },
    "features": {"heading:bribery": {"uncac:15": 3.0}, "length": {"uncac:16": -1.0}},
    "shared": {"heading": {"all": 1.0}},
    # The first unit is what bribery in the heading says beyond the length, the second nothing.
    "hidden": {"bias": [0.0, -1.0], "heading:bribery": [2.0, 0.5], "length": [-2.0, 0.0]},
    "outputs": {"uncac:15": [-1.0, 3.0, 9.0]},
    "signals": [
        "score",
        "the one before",
        "about:heading",
        "value:heading:bribery",
        "network score",
        "network lead",
    ],
    "trees": [
        # A score above 0 counts for it, a neighbour about it too.
        {"signal": [0], "most": [0.0], "left": [-1], "right": [-2], "leaves": [-1.0, 1.0]},
        {"signal": [1], "most": [0.5], "left": [-1], "right": [-2], "leaves": [0.0, 2.0]},
        {"signal": [2], "most": [0.5], "left": [-1], "right": [-2], "leaves": [0.0, 0.5]},
        {"signal": [3], "most": [0.5], "left": [-1], "right": [-2], "leaves": [0.0, 0.25]},
        # The network's score is 2 for the one code and -12 for the other, 14 behind.
        {"signal": [4], "most": [1.9], "left": [-1], "right": [-2], "leaves": [0.0, 0.125]},
        {"signal": [5], "most": [-14.0], "left": [-1], "right": [-2], "leaves": [-0.0625, 0.0]},
    ],
    "thresholds": {
        "uncac:15": {"alone": 0.5, "in a law": 0.9},
        "uncac:16": {"alone": 0.6, "in a law": 0.9},
    },
}
MODEL = Model(WEIGHTS)


@dataclass
class Seen:
    """What was found in a provision."""

    values: dict[str, float] = field(default_factory=dict)
    about: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)


BRIBERY = Seen({"heading:bribery": 1.0, "length": 0.5}, {("uncac", "16"): {"heading": 1.0}})


def sigmoid(log_odds: float) -> float:
    return float(1 / (1 + np.exp(-log_odds)))


def alone(found: Seen) -> np.ndarray:
    row: np.ndarray = MODEL.judge([found], MODEL.scores(found)[None, :], np.array([0]), None)[0]
    return row


def test_a_score_is_the_sum_of_what_its_features_say() -> None:
    assert MODEL.scores(BRIBERY).tolist() == [pytest.approx(1.0), pytest.approx(-1.5)]


def test_trees_judge_each_code_by_its_own_score_and_signals() -> None:
    assert alone(BRIBERY).tolist() == [
        pytest.approx(sigmoid(1.0 + 0.25 + 0.125)),
        pytest.approx(sigmoid(-1.0 + 0.5 + 0.25 - 0.0625)),
    ]


def test_a_network_scores_what_features_say_together() -> None:
    network = Network(WEIGHTS, ["uncac:15", "uncac:16"])
    nothing = Seen()
    scores = network.scores([BRIBERY, nothing, Seen({"heading:lamps": 1.0})])
    assert scores.tolist() == [[2.0, -12.0], [-1.0, -12.0], [-1.0, -12.0]]
    assert network.scores([]).shape == (0, 2)


def test_a_provision_among_others_on_the_subject_is_likelier_about_it() -> None:
    found = [BRIBERY, BRIBERY]
    scores = np.stack([MODEL.scores(one) for one in found])
    first, second = MODEL.judge(found, scores, np.array([0, 1]), Surroundings(scores))
    assert second[0] == pytest.approx(sigmoid(1.375 + 2.0))
    assert first.tolist() == alone(BRIBERY).tolist()


def test_thresholds_are_those_of_the_way_a_provision_is_read() -> None:
    row = alone(BRIBERY)
    assert MODEL.accepted(row, ALONE) == {("uncac", "15"): pytest.approx(float(row[0]))}
    assert MODEL.accepted(row, IN_A_LAW) == {}


def test_features_and_codes_that_it_does_not_know_count_for_nothing() -> None:
    found = Seen({"heading:lamps": 1.0}, {("uncac", "99"): {"heading": 1.0}})
    assert MODEL.accepted(alone(found), ALONE) == {}
    assert MODEL.contribution("heading:lamps", ("uncac", "15")) == 0.0


def test_what_a_feature_adds_can_be_asked_for() -> None:
    assert MODEL.contribution("heading:bribery", ("uncac", "15")) == 3.0
    assert MODEL.contribution("heading:bribery", ("uncac", "16")) == 0.0


def test_no_provisions_have_no_probabilities() -> None:
    nothing = np.empty((0, 2))
    law = Surroundings(nothing)
    assert MODEL.judge([], nothing, np.array([], dtype=int), law).shape == (0, 2)


def test_weights_are_written_in_lines_and_read_as_they_were() -> None:
    pytest.importorskip("lightgbm")
    from benchmarks.fit_tagging import in_lines

    written = in_lines(shipped_weights())
    assert json.loads(written) == shipped_weights()
    assert len(written.splitlines()) > len(shipped_weights()["features"])
