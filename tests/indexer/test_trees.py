"""Trees evaluated for a whole table say what each of them says for each row."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.tag.trees import Tree, Trees

_COLUMNS = 3
_NUMBERS = st.floats(-4, 4)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    tree = Tree([], [], [], [], [])

    def add(depth: int) -> int:
        if not depth or not draw(st.booleans()):
            tree.leaves.append(draw(_NUMBERS))  # type: ignore[attr-defined]
            return -len(tree.leaves)
        number = len(tree.signal)
        tree.signal.append(draw(st.integers(0, _COLUMNS - 1)))  # type: ignore[attr-defined]
        tree.most.append(draw(_NUMBERS))  # type: ignore[attr-defined]
        for side in (tree.left, tree.right):
            side.append(0)  # type: ignore[attr-defined]
        tree.left[number] = add(depth - 1)  # type: ignore[index]
        tree.right[number] = add(depth - 1)  # type: ignore[index]
        return number

    add(4)
    return tree


def plainly(tree: Tree, row: list[float]) -> float:
    if not tree.signal:
        return tree.leaves[0]
    node = 0
    while node >= 0:
        side = tree.left if row[tree.signal[node]] <= tree.most[node] else tree.right
        node = side[node]
    return tree.leaves[-1 - node]


@given(
    st.lists(trees(), min_size=1, max_size=5),
    st.lists(st.lists(_NUMBERS, min_size=_COLUMNS, max_size=_COLUMNS), max_size=5),
)
def test_a_table_is_summed_as_one_would_by_hand(
    forest: list[Tree], rows: list[list[float]]
) -> None:
    table = np.array(rows).reshape(-1, _COLUMNS)
    expected = [sum(plainly(tree, row) for tree in forest) for row in rows]
    assert Trees(forest).sums(table).tolist() == pytest.approx(expected)


def test_no_trees_add_nothing() -> None:
    assert Trees([]).sums(np.zeros((2, _COLUMNS))).tolist() == [0.0, 0.0]


def test_fitted_trees_are_written_as_they_were_fitted() -> None:
    lightgbm = pytest.importorskip("lightgbm")
    from benchmarks.fit_tagging import _written

    random = np.random.default_rng(3)
    table = random.normal(size=(400, _COLUMNS))
    right = (table[:, 0] + table[:, 1] ** 2 > 0.5).astype(float)
    booster = lightgbm.train(
        {"objective": "binary", "num_leaves": 6, "verbose": -1, "num_threads": 1},
        lightgbm.Dataset(table, right),
        8,
    )
    found = booster.dump_model()["tree_info"]
    forest = Trees([Tree.read(_written(tree["tree_structure"])) for tree in found])
    assert forest.sums(table) == pytest.approx(booster.predict(table, raw_score=True), abs=1e-3)
