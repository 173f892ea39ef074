"""Fits the tagger's model on labelled provisions: `python -m benchmarks.fit_tagging`.

First a logistic regression of all codes together: weights of its own for each feature and code,
and weights that all codes share for the signals of concepts that speak for them, so that a code
with few labels is known by its lexicon; and a network of the same features. Then small trees
(LightGBM) over the scores of both, the signals and the other provisions of the law, fitted on
scores of jurisdictions that neither saw. Writes mappings/concepts/weights.json.
"""

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import lightgbm
import numpy as np
from scipy.optimize import minimize

from benchmarks import decided
from benchmarks.fit_network import fit_network
from benchmarks.labels import (
    DOUBTFUL,
    Labelled,
    default_files,
    in_their_laws,
    read,
    read_own,
)
from benchmarks.law_features import Laws, Rows
from corpora.store import open_collection
from indexer.tag import Tagger
from indexer.tag.features import IN_A_LAW, Code, Features
from indexer.tag.model import (
    ALONE,
    LOWEST,
    SCORES,
    Columns,
    Linear,
    Model,
    Weights,
    own_signals,
    probability,
)
from indexer.tag.network import Network
from indexer.tag.surroundings import SIGNALS as AROUND
from indexer.tag.surroundings import none
from indexer.tag.trees import Tree, Trees
from mappings.taxonomy import CRIME_TYPE, UNCAC, implemented

_WEIGHTS = Path(__file__).parents[1] / "mappings" / "concepts" / "weights.json"
SCHEMES = (UNCAC, CRIME_TYPE)
# Of the regression: weights of features, shared ones and biases are shrunk towards zero.
_SHRINK_OWN, _SHRINK_SHARED, _SHRINK_BIAS = 3.5, 0.05, 0.02
_STEPS = 60
# How much less the prior of provisions in their law is shrunk than what a feature says.
_PRIOR = 3.0
# A feature that fewer provisions have says nothing that holds elsewhere.
_FEWEST = 3
# ... nor can be said to go with others.
_FEWEST_TOGETHER = 8
_SMALLEST = 0.04
# What a given label counts once more, as its provision stands in its law; all others count 1.
_IN_ITS_LAW = 0.5
_WILD = "wild"
# The bias of a code without labels.
_NEVER = -12.0
# Of the trees.
_FEWEST_ASKED = 80
_ASKED = ("heading:", "begin:", "title:", "text:")
_TREES = 250
_PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 63,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "verbose": -1,
}
_INNER_FOLDS = 4
# The share of tags in provisions as they come that are to be right; with those that readers find
# arguable it is nine in ten (docs/benchmarks/tagging.md).
_RIGHT = 0.7
# ... and of each code, in a few labels and these supposed ones; it is set more seldom until it is.
_LEAST_RIGHT, _SUPPOSED = 0.4, 5
# The threshold of a code that is never right.
_HIGHEST = 0.99


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled provision and what was found in it."""

    labelled: Labelled
    found: Features

    @property
    def place(self) -> tuple[int, int] | None:
        return self.labelled.place

    @property
    def jurisdiction(self) -> str:
        return self.labelled.item.jurisdiction


def examples(labelled: Sequence[Labelled]) -> list[Example]:
    """The features of each provision: they depend on the lexicon, not on the weights."""
    return [
        Example(item, Tagger.features(item.item, in_a_law=item.place is not None))
        for item in labelled
    ]


def codes() -> list[Code]:
    """Every code that a provision may get."""
    return [(name, code) for name in SCHEMES for code in implemented(name)]


def folds(jurisdictions: set[str], count: int) -> list[set[str]]:
    """The jurisdictions in so many parts."""
    places = sorted(jurisdictions)
    random.Random(7).shuffle(places)
    return [set(places[start::count]) for start in range(count)]


def fit(learned: Sequence[Example], laws: Laws | None) -> Weights:
    """The model that explains the labels best.

    laws  of all provisions that are read in their law
    """
    weights: dict[str, Any] = _regression(learned) | _network(learned)
    table = _Table(learned, weights["codes"], laws)
    weights["signals"] = table.signals
    weights["trees"] = table.trees(np.ones(len(learned), dtype=bool))
    weights["thresholds"] = table.thresholds()
    return weights


def predict(
    weights: Weights, asked: Sequence[Example], laws: Laws | None
) -> tuple[Model, np.ndarray]:
    """The model, and its probabilities: provisions × codes."""
    model = Model(weights)
    around = laws.surroundings(weights) if laws else None
    table = np.zeros((len(asked), len(model.codes)))
    for line, example in enumerate(asked):
        scores = model.scores(example.found)[None, :]
        law = around(example.place[0]) if example.place and around else None
        row = np.array([example.place[1] if example.place else 0])
        table[line] = model.judge([example.found], scores, row, law)[0]
    return model, table


def way(example: Example) -> str:
    """How a provision is read, as the thresholds are named."""
    return IN_A_LAW if example.place else ALONE


# The regression


def _regression(learned: Sequence[Example]) -> dict[str, Any]:
    """`codes`, `features` and `shared` of the weights."""
    all_codes = codes()
    counts = Counter(name for one in learned for name in one.found.values)
    rows = Rows(all_codes)
    for one in learned:
        rows.add(one.found)
    x, about = rows.pack()
    names = [name for name in rows.features if counts[name] >= _FEWEST]
    prior = np.array([_PRIOR if name == IN_A_LAW else 1.0 for name in names], dtype=np.float32)
    x = x[:, [rows.features[name] for name in names]].multiply(prior).tocsr()
    y = _answers(learned)
    weight = np.array([_weight(one) for one in learned], dtype=np.float32)
    own, shared, bias = _descend(x, about, y, weight)
    own *= prior[:, None]
    common = np.log((y.sum(axis=0) + 1) / len(y))
    written = [":".join(code) for code in all_codes]
    return {
        "codes": {
            code: {"bias": round(float(bias[place]), 3), "common": round(float(common[place]), 3)}
            for place, code in enumerate(written)
        },
        "shared": {
            name: {"all": round(float(shared[row]), 3)} for name, row in rows.signals.items()
        },
        "features": {
            name: kept
            for line, name in enumerate(names)
            if (
                kept := {
                    code: round(float(own[line, place]), 2)
                    for place, code in enumerate(written)
                    if abs(own[line, place]) >= _SMALLEST
                }
            )
        },
    }


def _network(learned: Sequence[Example]) -> dict[str, Any]:
    """`hidden` and `outputs` of the weights."""
    counts = Counter(name for one in learned for name in one.found.values)
    rows = Rows(())
    for one in learned:
        rows.add(one.found)
    names = [name for name in rows.features if counts[name] >= _FEWEST_TOGETHER]
    x = rows.pack()[0][:, [rows.features[name] for name in names]]
    weight = np.array([_weight(one) for one in learned], dtype=np.float32)
    return fit_network(x, _answers(learned), weight, names, [":".join(code) for code in codes()])


def _answers(learned: Sequence[Example]) -> np.ndarray:
    places = {code: place for place, code in enumerate(codes())}
    y = np.zeros((len(learned), len(places)), dtype=np.float32)
    for line, one in enumerate(learned):
        # Readers may give codes that the scheme says no law implements.
        for code in one.labelled.codes & places.keys():
            y[line, places[code]] = 1.0
    return y


def _weight(example: Example) -> float:
    return _IN_ITS_LAW if example.place and not example.labelled.drawn else 1.0


def _descend(x: Any, about: Any, y: np.ndarray, weight: np.ndarray) -> tuple[Any, Any, Any]:
    """(own, shared, bias) that make the regularised log loss smallest. Codes that no label has
    are left out: their bias is so low that they are never given."""
    features, count = x.shape[1], y.shape[1]
    used = np.flatnonzero(y.sum(axis=0))
    lines = (np.arange(len(y))[:, None] * count + used).ravel()
    about, y = about[lines], y[:, used]
    cut, end = features * len(used), features * len(used) + about.shape[1]
    x_turned, about_turned = x.T.tocsr(), about.T.tocsr()
    weight = weight[:, None]

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        small = parameters.astype(np.float32)
        own, shared, bias = small[:cut].reshape(features, -1), small[cut:end], small[end:]
        z = x @ own + (about @ shared).reshape(y.shape) + bias
        total = float((weight * (np.logaddexp(0, z) - y * z)).sum())
        g = weight * (1 / (1 + np.exp(-z)) - y)
        shrink = np.repeat([_SHRINK_OWN, _SHRINK_SHARED, _SHRINK_BIAS], [cut, end - cut, len(used)])
        total += float((shrink * parameters**2).sum()) / 2
        gradient = np.concatenate([(x_turned @ g).ravel(), about_turned @ g.ravel(), g.sum(axis=0)])
        return total, gradient.astype(np.float64) + shrink * parameters

    start = np.concatenate([np.zeros(end), np.full(len(used), -4.0)])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    own, bias = np.zeros((features, count)), np.full(count, _NEVER)
    own[:, used], bias[used] = best[:cut].reshape(features, -1), best[end:]
    return own, best[cut:end], bias


# The trees


class _Table:
    """The codes that come into question for labelled provisions, by a regression and a network
    that have not seen their jurisdictions, with the signals that trees may ask for."""

    def __init__(
        self, learned: Sequence[Example], common: Mapping[str, Any], laws: Laws | None
    ) -> None:
        self._learned = learned
        self._answers = _answers(learned)
        self._columns = Columns(_asked(learned))
        self._fold = np.zeros(len(learned), dtype=int)
        scores, second = np.zeros((2, *self._answers.shape))
        around: list[Any] = [None] * len(learned)
        for number, test in enumerate(folds({one.jurisdiction for one in learned}, _INNER_FOLDS)):
            others = [one for one in learned if one.jurisdiction not in test]
            weights = _regression(others)
            model, network = Linear(weights), Network(_network(others), list(common))
            law = laws.surroundings(weights) if laws else None
            for line, one in enumerate(learned):
                if one.jurisdiction in test:
                    self._fold[line] = number
                    scores[line] = model.scores(one.found)
                    second[line] = network.scores([one.found])[0]
                    if law and one.place:
                        around[line] = law(one.place[0])
        self._lines, self._places = np.nonzero(scores > LOWEST)
        signals = none(len(self._lines))
        for pair, (line, place) in enumerate(zip(self._lines, self._places, strict=True)):
            if around[line]:
                row = np.array([learned[line].place[1]])
                signals[pair] = around[line].signals(row, np.array([place]))[0]
        rates = np.array([item["common"] for item in common.values()])
        own = own_signals(scores, second, rates, self._lines, self._places, signals)
        found = [one.found for one in learned]
        self._table = self._columns.table(found, own, codes(), self._lines, self._places)

    @property
    def signals(self) -> list[str]:
        """The names of its columns."""
        return list(self._columns.names)

    def trees(self, learned: np.ndarray) -> list[dict[str, list[float]]]:
        """Trees fitted on some of the provisions, as the weights have them."""
        pairs = learned[self._lines]
        weight = np.array([_weight(one) for one in self._learned])[self._lines]
        right = self._answers[self._lines, self._places]
        data = lightgbm.Dataset(
            self._table[pairs].astype(np.float32), right[pairs], weight=weight[pairs]
        )
        found = lightgbm.train(_PARAMETERS, data, _TREES).dump_model()
        return [_written(tree["tree_structure"]) for tree in found["tree_info"]]

    def thresholds(self) -> dict[str, dict[str, float]]:
        """For each code the probability above which tags of provisions given alone have, over its
        scheme, the best F1, and above which so many of those of provisions as they come are right
        as are wanted; by trees that have not seen their jurisdictions."""
        table = np.zeros(self._answers.shape)
        for half in range(2):
            test = self._fold % 2 == half
            pairs = test[self._lines]
            trees = Trees([Tree.read(tree) for tree in self.trees(~test)])
            table[self._lines[pairs], self._places[pairs]] = probability(
                trees.sums(self._table[pairs])
            )
        alone = np.array([one.place is None for one in self._learned])
        wild = np.array([one.labelled.drawn == _WILD for one in self._learned])
        return thresholds(table, self._answers, alone, wild)


def thresholds(
    table: np.ndarray, right: np.ndarray, alone: np.ndarray, wild: np.ndarray
) -> dict[str, dict[str, float]]:
    """See `_Table.thresholds`.

    table, right  probabilities and answers, provisions × codes
    alone, wild   which provisions are given alone, and which are drawn as they come
    """
    found: dict[str, dict[str, float]] = {}
    all_codes = codes()
    for scheme in SCHEMES:
        ours = [place for place, (name, _) in enumerate(all_codes) if name == scheme]
        told = [place for place in ours if all_codes[place][1] not in DOUBTFUL]
        best = _best(table[alone][:, told], right[alone][:, told])
        least = max(best, _precise(table[wild][:, told], right[wild][:, told], _RIGHT, 0))
        for place in ours:
            own = _precise(table[wild, place], right[wild, place], _LEAST_RIGHT, _SUPPOSED, least)
            found[":".join(all_codes[place])] = {ALONE: best, IN_A_LAW: max(least, own)}
    return found


def _asked(learned: Sequence[Example]) -> list[str]:
    """The names of the signals that trees may ask for."""
    counts = Counter(name for one in learned for name in one.found.values)
    signals = {name for one in learned for about in one.found.about.values() for name in about}
    features = ["length", "no heading"]
    features += sorted(
        name for name, count in counts.items() if count >= _FEWEST_ASKED and name.startswith(_ASKED)
    )
    return [
        *SCORES,
        *AROUND,
        *(f"about:{name}" for name in sorted(signals)),
        *(f"value:{name}" for name in features),
    ]


def _written(root: Mapping[str, Any]) -> dict[str, list[float]]:
    """A tree of LightGBM as `indexer.tag.trees` reads it."""
    tree: dict[str, list[float]] = {"signal": [], "most": [], "left": [], "right": [], "leaves": []}

    def add(node: Mapping[str, Any]) -> int:
        if "leaf_value" in node:
            tree["leaves"].append(round(node["leaf_value"], 4))
            return -len(tree["leaves"])
        number = len(tree["signal"])
        tree["signal"].append(node["split_feature"])
        tree["most"].append(float(f"{node['threshold']:.6g}"))
        tree["left"].append(0)
        tree["right"].append(0)
        tree["left"][number] = add(node["left_child"])
        tree["right"][number] = add(node["right_child"])
        return number

    add(root)
    return tree


def _best(table: np.ndarray, right: np.ndarray) -> float:
    """The probability from which on tags have the best F1."""
    order = np.argsort(-table.ravel(), kind="stable")
    hits = np.cumsum(right.ravel()[order])
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + right.sum())
    return round(float(table.ravel()[order][int(np.argmax(f1))]), 3)


def _precise(
    table: np.ndarray, right: np.ndarray, wanted: float, supposed: float, least: float = 0.0
) -> float:
    """The lowest probability, `least` or more, from which on as large a share of the tags is right
    as is wanted; counted with so many supposed tags that are right as often as `_RIGHT` says."""
    chosen = table.ravel() >= max(least, 1e-9)
    table, right = table.ravel()[chosen], right.ravel()[chosen]
    order = np.argsort(-table, kind="stable")
    hits, count = np.cumsum(right[order]), np.arange(1, len(order) + 1)
    enough = np.flatnonzero(hits + supposed * _RIGHT >= wanted * (count + supposed))
    if not len(order) or len(enough) and enough[-1] == len(order) - 1:
        return least
    if not len(enough):
        return _HIGHEST
    return round(float(table[order][enough[-1]]), 3)


def load(collection: Path | None) -> tuple[list[Example], Laws | None]:
    """All labels: the given ones, and with a collection again as they stand there, our own, and
    what its curators decided."""
    labelled = list(read(default_files()))
    if collection is None:
        return examples(labelled), None
    ours = read_own(collection)
    click.echo(ours.report(), err=True)
    by_curators = list(decided.labels(open_collection(collection.parent), Tagger()))
    click.echo(f"{len(by_curators)} provisions that curators decided on", err=True)
    placed = [*in_their_laws(labelled, collection), *ours.found, *by_curators]
    laws = Laws(collection, {item.place[0] for item in placed if item.place}, codes())
    return examples([*labelled, *placed]), laws


def in_lines(weights: Weights) -> str:
    """Weights as JSON with a line for each feature, code and tree, so that changes can be seen."""
    parts = []
    for name, part in sorted(weights.items()):
        if isinstance(part, list):
            lines = ",\n".join(map(_json, part))
            parts.append(f"{_json(name)}:[\n{lines}\n]")
        else:
            lines = ",\n".join(f"{_json(key)}:{_json(row)}" for key, row in sorted(part.items()))
            parts.append(f"{_json(name)}:{{\n{lines}\n}}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


@click.command()
@click.option(
    "--collection",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fit too on our own labels, whose texts are in this collection.sqlite, and on what its"
    " curators decided.",
)
def main(collection: Path | None) -> None:
    """Fit on all labels and write the weights."""
    weights = fit(*load(collection))
    _WEIGHTS.write_text(in_lines(weights), encoding="utf-8")
    click.echo(
        f"{len(weights['features'])} features, {len(weights['codes'])} codes, "
        f"{len(weights['trees'])} trees, thresholds {weights['thresholds']}"
    )


if __name__ == "__main__":
    main()
