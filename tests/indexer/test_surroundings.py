"""What the other provisions of a law say, on laws of one code."""

import numpy as np
import pytest

from indexer.tag.surroundings import SIGNALS, Surroundings, none


def signals(probabilities: list[float], row: int) -> dict[str, float]:
    p = np.array(probabilities)[:, None]
    law = Surroundings(np.log(p / (1 - p)))
    return dict(zip(SIGNALS, law.signals(np.array([row]), np.array([0]))[0], strict=True))


def test_a_provision_is_not_counted_among_the_others() -> None:
    found = signals([0.9, 0.2, 0.4], 0)
    assert found["sum of the others"] == pytest.approx(0.6)
    assert found["mean of the others"] == pytest.approx(0.3)
    assert found["share of the others"] == pytest.approx(0.5)


def test_neighbours_and_place_are_told() -> None:
    found = signals([0.1, 0.2, 0.3, 0.4], 1)
    assert found["the one before"] == pytest.approx(0.1)
    assert found["the one after"] == pytest.approx(0.3)
    assert found["those around"] == pytest.approx(0.8 / 3)
    assert found["place in the law"] == pytest.approx(1 / 3)
    assert found["provisions to its end"] == 2


def test_the_first_and_last_have_one_neighbour() -> None:
    assert signals([0.5, 0.5], 0)["the one before"] == -1
    assert signals([0.5, 0.5], 1)["the one after"] == -1


def test_a_law_of_one_provision_has_no_others() -> None:
    found = signals([0.7], 0)
    others = ("mean of the others", "share of the others", "the one before", "the one after",
              "those around")  # fmt: skip
    assert {found[name] for name in others} == {-1.0}
    assert none(1).tolist() == [[-1.0] * len(SIGNALS)]
