"""Thresholds from probabilities and answers made for these tests."""

import numpy as np
import pytest

from indexer.tag.features import IN_A_LAW
from indexer.tag.model import ALONE
from mappings.taxonomy import UNCAC

pytest.importorskip("lightgbm")
from benchmarks.fit_tagging import codes, thresholds

CODES = codes()
GOOD = [CODES.index((UNCAC, code)) for code in ("15", "16", "17", "18")]
BAD = CODES.index((UNCAC, "30"))


def made() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Forty provisions, half of them given alone. Some codes are right from 0.5 on, one never."""
    sure = np.tile(np.linspace(0.05, 0.95, 20), 2)
    table, right = np.zeros((40, len(CODES))), np.zeros((40, len(CODES)))
    table[:, [*GOOD, BAD]] = sure[:, None]
    right[:, GOOD] = sure[:, None] > 0.5
    table[:20, BAD] = 0.0
    alone = np.arange(40) < 20
    return table, right, alone, ~alone


def test_tags_begin_where_they_are_right() -> None:
    found = thresholds(*made())["uncac:15"]
    assert 0.5 < found[ALONE] < 0.6
    assert found[ALONE] <= found[IN_A_LAW]


def test_a_code_that_is_wrong_in_provisions_as_they_come_is_set_more_seldom_there() -> None:
    found = thresholds(*made())
    assert found["uncac:30"][IN_A_LAW] > found["uncac:15"][IN_A_LAW]
    assert found["uncac:30"][ALONE] == found["uncac:15"][ALONE]


def test_without_provisions_as_they_come_one_threshold_serves_both() -> None:
    table, right, alone, wild = made()
    found = thresholds(table, right, alone, wild & False)
    assert all(both[ALONE] == both[IN_A_LAW] for both in found.values())
