"""The linear model on weights written for these tests."""

from dataclasses import dataclass

import pytest

from indexer.tag.features import Code
from indexer.tag.model import Model


@dataclass(frozen=True)
class Given:
    values: dict[str, float]
    about: dict[Code, dict[str, float]]


WEIGHTS = {
    "codes": {
        "uncac:15": {"bias": -2.0, "threshold": 0.5},
        "uncac:16": {"bias": -2.0, "threshold": 0.9},
    },
    "features": {"heading:bribery": {"uncac:15": 3.0}, "length": {"uncac:16": -1.0}},
    "shared": {"heading": {"all": 1.0}},
}
MODEL = Model(WEIGHTS)


def test_a_score_is_the_sum_of_what_its_features_say() -> None:
    found = Given({"heading:bribery": 1.0, "length": 0.5}, {("uncac", "16"): {"heading": 1}})
    first, second = MODEL.probabilities(found)
    assert first == pytest.approx(1 / (1 + 2.718281828459045**-1.0))
    assert second == pytest.approx(1 / (1 + 2.718281828459045**1.5))
    assert MODEL.accepted(found) == {("uncac", "15"): pytest.approx(float(first))}


def test_features_and_codes_that_it_does_not_know_count_for_nothing() -> None:
    found = Given({"heading:lamps": 1.0}, {("uncac", "99"): {"heading": 1.0}})
    assert MODEL.accepted(found) == {}
    assert MODEL.contribution("heading:lamps", ("uncac", "15")) == 0.0


def test_what_a_feature_adds_can_be_asked_for() -> None:
    assert MODEL.contribution("heading:bribery", ("uncac", "15")) == 3.0
    assert MODEL.contribution("heading:bribery", ("uncac", "16")) == 0.0
