"""Fits the tagger's linear model on labelled provisions: `python -m benchmarks.fit_tagging`.

Logistic regression of all codes together: weights of its own for each feature and code, and
weights that all codes share for the signals of concepts that speak for them, so that a code with
few labels is known by its lexicon. All are shrunk towards zero. Writes
mappings/concepts/weights.json.
"""

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from benchmarks.labels import DOUBTFUL, Labelled, default_files, read, read_own
from indexer.tag import Tagger
from indexer.tag.features import Code, Features
from indexer.tag.model import Model, Weights
from mappings.taxonomy import CRIME_TYPE, UNCAC, implemented

_WEIGHTS = Path(__file__).parents[1] / "mappings" / "concepts" / "weights.json"
_SHRINK_OWN, _SHRINK_SHARED, _SHRINK_BIAS = 3.5, 0.05, 0.02
# A feature that fewer provisions have says nothing that holds elsewhere.
_FEWEST = 3
_SMALLEST = 0.04
_SCHEMES = (UNCAC, CRIME_TYPE)

Scored = tuple[Labelled, Features]


def features_of(labelled: Sequence[Labelled]) -> list[Scored]:
    """The features of each provision: they depend on the lexicon, not on the weights."""
    return [(item, Tagger.features(item.item)) for item in labelled]


def codes() -> list[Code]:
    """Every code that a provision may get."""
    return [(name, code) for name in _SCHEMES for code in implemented(name)]


def fit(scored: Sequence[Scored]) -> Weights:
    """The model that explains the labels best."""
    all_codes = codes()
    places = {code: place for place, code in enumerate(all_codes)}
    counts = Counter(name for _, found in scored for name in found.values)
    names = {name: column for column, name in enumerate(sorted(counts)) if counts[name] >= _FEWEST}
    names = {name: column for column, name in enumerate(names)}
    signals = {
        name: row
        for row, name in enumerate(
            sorted({name for _, f in scored for about in f.about.values() for name in about})
        )
    }
    x = _matrix(scored, names)
    about = np.zeros((len(signals), len(scored), len(all_codes)), dtype=np.float32)
    y = np.zeros((len(scored), len(all_codes)), dtype=np.float32)
    for line, (item, found) in enumerate(scored):
        for code, values in found.about.items():
            for name, value in values.items():
                about[signals[name], line, places[code]] = value
        for code in item.codes:
            y[line, places[code]] = 1.0
    own, shared, bias = _descend(x, about, y)
    weights: dict[str, dict[str, dict[str, float]]] = {
        "codes": {
            ":".join(code): {"bias": round(float(bias[place]), 3), "threshold": 0.5}
            for code, place in places.items()
        },
        "shared": {name: {"all": round(float(shared[row]), 3)} for name, row in signals.items()},
        "features": {},
    }
    for name, column in names.items():
        kept = {
            ":".join(code): round(float(own[column, place]), 2)
            for code, place in places.items()
            if abs(own[column, place]) >= _SMALLEST
        }
        if kept:
            weights["features"][name] = kept
    _set_thresholds(weights, scored)
    return weights


def fit_both(given: Sequence[Scored], ours: Sequence[Scored]) -> Weights:
    """The mean of a model of the given labels and one of all, in which the given ones count twice.

    Ours were sought near the threshold and are mostly of what is not meant: alone with the given
    ones they make a tagger that misses much that those tell well.
    """
    return _mean(fit(given), fit([*given, *given, *ours])) if ours else fit(given)


def _mean(first: Weights, second: Weights) -> Weights:
    """Scores are sums, so that the mean of two models is a model."""
    return {
        part: {
            name: kept
            for name in sorted({*first[part], *second[part]})
            if (kept := _mean_row(first[part].get(name, {}), second[part].get(name, {})))
        }
        for part in first
    }


def _mean_row(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    means = {
        key: round((first.get(key, 0.0) + second.get(key, 0.0)) / 2, 3) for key in {*first, *second}
    }
    return {key: value for key, value in means.items() if abs(value) >= _SMALLEST / 2}


def _matrix(scored: Sequence[Scored], names: dict[str, int]) -> Any:
    lines, columns, values = [], [], []
    for line, (_, found) in enumerate(scored):
        for name, value in found.values.items():
            if name in names:
                lines.append(line)
                columns.append(names[name])
                values.append(value)
    return csr_matrix((values, (lines, columns)), shape=(len(scored), len(names)), dtype="float32")


def _descend(x: Any, about: "np.ndarray", y: "np.ndarray") -> tuple[Any, Any, Any]:
    """(own, shared, bias) that make the regularised log loss smallest."""
    columns, count, signals = x.shape[1], y.shape[1], about.shape[0]
    cut, end = columns * count, columns * count + signals
    flat = about.reshape(signals, -1)

    def loss(parameters: "np.ndarray") -> tuple[float, "np.ndarray"]:
        own = parameters[:cut].reshape(columns, count).astype(np.float32)
        shared, bias = parameters[cut:end], parameters[end:]
        z = x @ own + (shared.astype(np.float32) @ flat).reshape(y.shape) + bias
        total = float(np.logaddexp(0, z).sum() - (y * z).sum())
        g = (1 / (1 + np.exp(-z)) - y).astype(np.float32)
        total += _SHRINK_OWN / 2 * float((parameters[:cut] ** 2).sum())
        total += _SHRINK_SHARED / 2 * float((shared**2).sum())
        total += _SHRINK_BIAS / 2 * float((bias**2).sum())
        gradient = np.concatenate(
            [
                np.asarray(x.T @ g).ravel() + _SHRINK_OWN * parameters[:cut],
                flat @ g.ravel() + _SHRINK_SHARED * shared,
                g.sum(axis=0) + _SHRINK_BIAS * bias,
            ]
        )
        return total, gradient.astype(np.float64)

    start = np.concatenate([np.zeros(end), np.full(count, -4.0)])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return best[:cut].reshape(columns, count), best[cut:end], best[end:]


def _set_thresholds(
    weights: dict[str, dict[str, dict[str, float]]], scored: Sequence[Scored]
) -> None:
    """The probability above which the tags of a scheme give the best F1."""
    model = Model(weights)
    table = np.array([model.probabilities(found) for _, found in scored])
    for name in _SCHEMES:
        ours = [
            place
            for place, code in enumerate(model.codes)
            if code[0] == name and code[1] not in DOUBTFUL
        ]
        right = np.array(
            [[model.codes[place] in item.codes for place in ours] for item, _ in scored]
        )
        order = np.argsort(-table[:, ours].ravel(), kind="stable")
        hits = np.cumsum(right.ravel()[order])
        f1 = 2 * hits / (np.arange(1, len(hits) + 1) + right.sum())
        threshold = round(float(table[:, ours].ravel()[order][int(np.argmax(f1))]), 3)
        for code, item in weights["codes"].items():
            if code.startswith(f"{name}:"):
                item["threshold"] = threshold


def folds(labelled: Sequence[Labelled], count: int) -> list[tuple[set[str], set[str]]]:
    """(train, test) sets of jurisdictions."""
    places = sorted({item.item.jurisdiction for item in labelled})
    random.Random(7).shuffle(places)
    tests = [set(places[start::count]) for start in range(count)]
    return [(set(places) - test, test) for test in tests]


@click.command()
@click.option(
    "--collection",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fit on our own labels too, whose texts are in this collection.sqlite.",
)
def main(collection: Path | None) -> None:
    """Fit on all labels and write the weights."""
    ours: tuple[Labelled, ...] = ()
    if collection is not None:
        own = read_own(collection)
        click.echo(own.report(), err=True)
        ours = own.found
    weights = fit_both(features_of(list(read(default_files()))), features_of(ours))
    _WEIGHTS.write_text(
        json.dumps(weights, indent=0, sort_keys=True, separators=(",", ":")) + "\n",
        encoding="utf-8",
    )
    click.echo(f"{len(weights['features'])} features, {len(weights['codes'])} codes")


if __name__ == "__main__":
    main()
