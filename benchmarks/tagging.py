"""How well tagging agrees with readers: `python -m benchmarks.tagging [--labels FILE…] [--json]`.

By default the model is fitted anew for each of five folds, on the jurisdictions that are not
tested, thresholds and all; `--shipped` measures the weights that are shipped. With `--collection
FILE` our own labels, of other jurisdictions and languages, take part in the folds, and the given
ones once more as they stand in their laws; figures are told apart by how labels were drawn.
Baselines in the same run: every term of the lexicon looked up in the text, and the words of the
article's English title.
"""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from benchmarks.decided import agreement
from benchmarks.fit_tagging import Example, examples, fit, folds, load, predict, way
from benchmarks.labels import DOUBTFUL, Labelled, read
from benchmarks.law_features import Laws
from corpora.store import open_collection
from indexer.analysis import fold_words, is_stop_word
from indexer.tag import Tagger
from indexer.tag.features import Code
from indexer.tag.model import Weights
from indexer.tag.paragraphs import paragraphs_of
from mappings.concepts import weights as shipped_weights
from mappings.records import Tag
from mappings.settings import Settings
from mappings.taxonomy import CRIME_TYPE, UNCAC, implemented

Predictions = list[tuple[Labelled, set[Code]]]
_STEPS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def figures(pairs: Iterable[tuple[set[Code], set[Code]]]) -> dict[str, Any]:
    """Precision, recall and F1 over (given, right) sets of codes."""
    true = wrong = missed = 0
    for given, right in pairs:
        true += len(given & right)
        wrong += len(given - right)
        missed += len(right - given)
    precision = true / (true + wrong) if true + wrong else 0.0
    recall = true / (true + missed) if true + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "right": true,
        "wrong": wrong,
        "missed": missed,
    }


def _headline(codes: Iterable[Code], name: str) -> set[Code]:
    return {code for code in codes if code[0] == name and code[1] not in DOUBTFUL}


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled provision, the codes that the model gives it, and how sure it is of each."""

    example: Example
    given: set[Code]
    sure: dict[Code, float]


def cross_validated(every: Sequence[Example], laws: Laws | None, count: int) -> list[Judged]:
    """Each provision judged by a model that has not seen its jurisdiction."""
    judged: list[Judged] = []
    for test in folds({one.jurisdiction for one in every}, count):
        weights = fit([one for one in every if one.jurisdiction not in test], laws)
        judged += judge(weights, [one for one in every if one.jurisdiction in test], laws)
    return judged


def judge(weights: Weights, asked: Sequence[Example], laws: Laws | None) -> list[Judged]:
    """What a model makes of labelled provisions."""
    model, table = predict(weights, asked, laws)
    return [
        Judged(
            one,
            set(model.accepted(row, way(one))),
            {code: float(row[place]) for place, code in enumerate(model.codes) if row[place]},
        )
        for one, row in zip(asked, table, strict=True)
    ]


def shipped(labelled: Sequence[Labelled]) -> Predictions:
    """Predictions of the tagger as it is shipped, of provisions that are given alone."""
    tagger = Tagger()
    return [(item, _labelled_schemes(tagger.tag(item.item))) for item in labelled]


def _labelled_schemes(tags: Iterable[Tag]) -> set[Code]:
    """What a reader was asked for; all else follows from it."""
    return {(tag.scheme, tag.code) for tag in tags if tag.scheme in (UNCAC, CRIME_TYPE)}


def title_baseline(labelled: Sequence[Labelled]) -> Predictions:
    """An article is given when all words of its English title are in the text."""
    titles = {
        code: {word for word in fold_words(term.label()) if not is_stop_word(word)}
        for code, term in implemented(UNCAC).items()
    }
    found: Predictions = []
    for item in labelled:
        words = set(fold_words(item.item.text))
        found.append((item, {(UNCAC, code) for code, title in titles.items() if title <= words}))
    return found


def summary(predictions: Predictions) -> dict[str, Any]:
    """Figures by scheme, article, crime type, language and jurisdiction."""
    result: dict[str, Any] = {}
    for name in ("uncac", "crime-type"):
        pairs = [
            (_headline(given, name), _headline(item.codes, name)) for item, given in predictions
        ]
        result[name] = figures(pairs)
    groups: dict[str, dict[str, list[tuple[set[Code], set[Code]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for item, given in predictions:
        pair = (_headline(given, "uncac"), _headline(item.codes, "uncac"))
        groups["language"][item.item.language].append(pair)
        groups["jurisdiction"][item.item.jurisdiction].append(pair)
        for code in {code for code in given | item.codes if code[1] not in DOUBTFUL}:
            kind = "article" if code[0] == UNCAC else "crime type"
            groups[kind][code[1]].append((given & {code}, item.codes & {code}))
    for kind, members in groups.items():
        result[kind] = {key: figures(pairs) for key, pairs in sorted(members.items())}
    return result


def paragraph_level(judged: Sequence[Judged]) -> dict[str, Any]:
    """Figures of a and b, over the articles that a provision was rightly tagged with and whose
    paragraphs its reader told. `same`: the share of them with the very paragraphs of the reader;
    `undecided`: those without any."""
    pairs: list[tuple[set[Code], set[Code]]] = []
    for one in judged:
        paragraphs = one.example.labelled.paragraphs
        for article in sorted({code[:-1] for code in paragraphs}):
            if (UNCAC, article) in one.given:
                told = {(UNCAC, code) for code in paragraphs_of(article, one.example.found.hits)}
                right = {(UNCAC, code) for code in paragraphs if code[:-1] == article}
                pairs.append((told, right))
    same = sum(told == right for told, right in pairs)
    return figures(pairs) | {
        "articles": len(pairs),
        "same": round(same / len(pairs), 3) if pairs else 0.0,
        "undecided": sum(not told for told, _ in pairs),
    }


def reliability(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """By steps of the confidence: how many codes got so much, set or not, and the share of them
    that is right."""
    found: list[list[bool]] = [[] for _ in _STEPS[1:]]
    for one in judged:
        for code, sure in one.sure.items():
            if code[1] not in DOUBTFUL:
                step = min(bisect_right(_STEPS, sure), len(found)) - 1
                found[step].append(code in one.example.labelled.codes)
    return [
        {
            "from": low,
            "to": high,
            "codes": len(rights),
            "right": round(sum(rights) / len(rights), 3),
        }
        for low, high, rights in zip(_STEPS, _STEPS[1:], found, strict=False)
        if rights
    ]


def worst(predictions: Predictions, count: int = 15) -> list[dict[str, Any]]:
    """The most frequent confusions, each with one example."""
    seen: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for item, given in predictions:
        right, found = _headline(item.codes, "uncac"), _headline(given, "uncac")
        for kind, codes in (("wrong", found - right), ("missed", right - found)):
            for _, code in codes:
                seen[kind, code] += 1
                example.setdefault(
                    (kind, code),
                    f"{item.item.jurisdiction} {item.item.law_title[:40]} {item.label}",
                )
    return [
        {"kind": kind, "article": code, "count": number, "example": example[kind, code]}
        for (kind, code), number in seen.most_common(count)
    ]


def drawn(one: Example) -> str:
    """How a label was drawn and read, for figures of unlike ones are not to be mixed."""
    if one.labelled.drawn:
        return f"own, {one.labelled.drawn}"
    return "given, in its law" if one.place else "given"


def _print_decisions(as_json: bool) -> None:
    settings = Settings.from_environment()
    found = agreement(open_collection(settings.home, settings.database_url), Tagger())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for verdict, count in found["by_verdict"].items():
        click.echo(f"{verdict}: the tagger agrees with {count['agreed']} of {count['decisions']}")
    click.echo(f"{found['orphaned']} whose provision is gone")
    for line in found["differing"]:
        click.echo(f"  differs: {line}")


@click.command()
@click.option("--labels", multiple=True, type=click.Path(exists=True, path_type=Path))
@click.option("--folds", "count", default=5, show_default=True, help="Folds by jurisdiction.")
@click.option("--shipped", "as_shipped", is_flag=True, help="Measure the shipped weights.")
@click.option(
    "--collection",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A collection.sqlite, to take in our own labels and the laws of the given ones.",
)
@click.option(
    "--decisions",
    is_flag=True,
    help="How many of the decisions in LEGAL_LIBRARY_HOME the shipped tagger agrees with.",
)
@click.option("--json", "as_json", is_flag=True)
def main(
    labels: tuple[Path, ...],
    count: int,
    as_shipped: bool,
    collection: Path | None,
    decisions: bool,
    as_json: bool,
) -> None:
    """Precision, recall and F1 of tagging on labelled provisions."""
    if decisions:
        _print_decisions(as_json)
        return
    if labels and collection:
        raise click.UsageError("--labels and --collection are not for one run: leave one out")
    every, laws = (examples(list(read(labels))), None) if labels else load(collection)
    if as_shipped:
        judged, method = judge(shipped_weights(), every, laws), "shipped weights"
    else:
        judged, method = cross_validated(every, laws, count), f"{count} folds by jurisdiction"
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[drawn(one.example)].append(one)
    result: dict[str, Any] = {"provisions": len(judged), "method": method, "groups": {}}
    for name, members in groups.items():
        predictions = _predictions(members)
        result["groups"][name] = summary(predictions) | {
            "provisions": len(members),
            "paragraphs": paragraph_level(members),
            "reliability": reliability(members),
            "worst": worst(predictions),
        }
    first = [one.example for one in next(iter(groups.values()))]
    lookup: Predictions = [(one.labelled, set(one.found.about)) for one in first]
    result["baseline: terms looked up"] = summary(lookup)["uncac"]
    titles = title_baseline([one.labelled for one in first])
    result["baseline: words of the title"] = summary(titles)["uncac"]
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else _table(result))


def _predictions(judged: Iterable[Judged]) -> Predictions:
    return [(one.example.labelled, one.given) for one in judged]


def _table(result: dict[str, Any]) -> str:
    """The result for people to read."""
    lines = [f"{result['provisions']} provisions, {result['method']}"]
    for name, found in result["groups"].items():
        lines.append(f"\n{name}: {found['provisions']} provisions")
        lines += [
            _line("UNCAC articles", found["uncac"]),
            _line("crime types", found["crime-type"]),
        ]
        level = found["paragraphs"]
        lines.append(
            f"{_line('paragraphs a, b', level)}  ({level['articles']} articles rightly tagged: "
            f"{level['same']:.0%} the same, {level['undecided']} undecided)"
        )
        for kind in ("language", "article", "crime type"):
            cells = (f"{key} {row['f1']:.2f}" for key, row in found[kind].items())
            lines.append(f"{kind}: {', '.join(cells)}")
        lines.append(
            "right by confidence: "
            + ", ".join(
                f"{row['from']}-{row['to']} {row['right']:.2f} of {row['codes']}"
                for row in found["reliability"]
            )
        )
        lines += [
            f"  {row['count']:4} {row['kind']} {row['article']:3} {row['example']}"
            for row in found["worst"]
        ]
    lines.append("")
    lines += [_line(name, row) for name, row in result.items() if name.startswith("baseline")]
    return "\n".join(lines)


def _line(name: str, row: dict[str, Any]) -> str:
    return f"{name:32} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}"


if __name__ == "__main__":
    main()
