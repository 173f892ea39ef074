"""Fits the tagger's linear model on labelled provisions: `python -m benchmarks.fit_tagging`.

Logistic regression over the named signals of `indexer.tag.features`, with a bias a code and a
weight a concept, all shrunk towards zero so that little data moves them little. Writes
mappings/concepts/weights.json.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from benchmarks.labels import DOUBTFUL, Labelled, default_files, read
from indexer.tag import Tagger
from indexer.tag.features import Code, Signals, concept_names

_WEIGHTS = Path(__file__).parents[1] / "mappings" / "concepts" / "weights.json"
_STEPS = 400
_SHRINK = {"features": 0.0005, "codes": 0.003, "concepts": 0.003}

Model = dict[str, dict[str, float]]
Scored = tuple[Labelled, dict[Code, Signals]]


def signals_of(labelled: Sequence[Labelled]) -> list[Scored]:
    """The signals of each provision: they depend on the lexicon, not on the weights."""
    tagger = Tagger()
    return [(item, tagger.signals(item.item)) for item in labelled]


def fit(scored: Sequence[Scored]) -> Model:
    """The model that explains the labels best."""
    names: dict[tuple[str, str], int] = {}
    rows: list[dict[int, float]] = []
    labels: list[float] = []
    missed = 0
    for item, signals in scored:
        missed += len(item.codes - signals.keys())
        for code, signal in signals.items():
            keys = [("features", name) for name in signal.values] + [("codes", ":".join(code))]
            values = [*signal.values.values(), 1.0]
            for name in concept_names(signal):
                keys.append(("concepts", name))
                values.append(1.0 / len(concept_names(signal)))
            rows.append(
                {
                    names.setdefault(key, len(names)): value
                    for key, value in zip(keys, values, strict=True)
                }
            )
            labels.append(float(code in item.codes))
    matrix = np.zeros((len(rows), len(names)), dtype=np.float32)
    for index, row in enumerate(rows):
        for column, value in row.items():
            matrix[index, column] = value
    shrink = np.array([_SHRINK[group] for group, _ in names], dtype=np.float32)
    weights, bias = _descend(matrix, np.array(labels, dtype=np.float32), shrink)
    model: Model = {"features": {}, "codes": {"other": float(bias)}, "concepts": {}}
    for (group, name), column in names.items():
        value = float(weights[column])
        model[group][name] = round(value + (float(bias) if group == "codes" else 0.0), 3)
    model["codes"]["other"] = round(float(bias), 3)
    model["thresholds"] = _thresholds(scored, model)
    return model


def _descend(
    matrix: "np.ndarray", labels: "np.ndarray", shrink: "np.ndarray"
) -> tuple["np.ndarray", float]:
    """Adam on the regularised log loss, from zero: deterministic."""
    size = matrix.shape[1] + 1
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, _STEPS + 1):
        predicted = 1 / (1 + np.exp(-(matrix @ weights[:-1] + weights[-1])))
        error = (predicted - labels) / len(labels)
        gradient = np.append(matrix.T @ error + shrink * weights[:-1] / 10, error.sum())
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights[:-1], float(weights[-1])


def confidence(model: Model, code: Code, signal: Signals) -> float:
    """The same sum as `Tagger` makes, with another model."""
    tagger = Tagger.__new__(Tagger)
    tagger._features, tagger._codes = model["features"], model["codes"]
    tagger._concepts = model["concepts"]
    return tagger._confidence(code, signal)


def _thresholds(scored: Sequence[Scored], model: Model) -> dict[str, float]:
    """The probability above which tags of a scheme give the best F1."""
    best = {}
    for scheme in ("uncac", "crime-type"):
        pairs = [
            (confidence(model, code, signal), code in item.codes)
            for item, signals in scored
            for code, signal in signals.items()
            if code[0] == scheme and code[1] not in DOUBTFUL
        ]
        positives = sum(
            1
            for item, _ in scored
            for code in item.codes
            if code[0] == scheme and code[1] not in DOUBTFUL
        )
        pairs.sort(reverse=True)
        right, top, threshold = 0, 0.0, 0.5
        for count, (value, correct) in enumerate(pairs, 1):
            right += correct
            f1 = 2 * right / (count + positives)
            if f1 > top:
                top, threshold = f1, value
        best[scheme] = round(threshold, 3)
    return best


def folds(labelled: Sequence[Labelled], count: int) -> list[tuple[set[str], set[str]]]:
    """(train, test) sets of jurisdictions."""
    places = sorted({item.item.jurisdiction for item in labelled})
    random.Random(7).shuffle(places)
    tests = [set(places[start::count]) for start in range(count)]
    return [(set(places) - test, test) for test in tests]


@click.command()
def main() -> None:
    """Fit on all labels and write the weights."""
    model = fit(signals_of(list(read(default_files()))))
    _WEIGHTS.write_text(json.dumps(model, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    click.echo(
        f"{len(model['features'])} signals, {len(model['codes'])} codes, {model['thresholds']}"
    )


if __name__ == "__main__":
    main()
