"""How well tagging agrees with readers: `python -m benchmarks.tagging [--labels FILE…] [--json]`.

By default the model is fitted anew for each of five folds, on the jurisdictions that are not
tested; `--shipped` measures the weights that are shipped. `--own` tests on our own labels, of
other jurisdictions and languages, by a model fitted on ../shared/gold alone; `--both` takes folds
of all jurisdictions, and tells the figures of our own labels apart. Baselines in the same
run: every term of the lexicon looked up in the text, and the words of the article's English title.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from benchmarks.decided import agreement
from benchmarks.fit_tagging import Scored, features_of, fit, fit_both, folds
from benchmarks.labels import DOUBTFUL, Labelled, default_files, read, read_own
from corpora.store import open_collection
from indexer.analysis import fold_words, is_stop_word
from indexer.tag import Tagger
from indexer.tag.features import Code
from indexer.tag.model import Model
from indexer.tag.paragraphs import paragraphs_of
from mappings.records import Tag
from mappings.settings import Settings
from mappings.taxonomy import CRIME_TYPE, UNCAC, implemented

Predictions = list[tuple[Labelled, set[Code]]]


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


def cross_validated(
    scored: Sequence[Scored], count: int, ours: Sequence[Scored] = ()
) -> Predictions:
    """Predictions for each provision by a model that has not seen its jurisdiction.

    ours  our own labels, in folds too
    """
    predictions: Predictions = []
    everything = [*scored, *ours]
    for train, test in folds([item for item, _ in everything], count):
        seen, too = (
            [pair for pair in part if pair[0].item.jurisdiction in train] for part in (scored, ours)
        )
        model = Model(fit_both(seen, too))
        predictions += [
            (item, set(model.accepted(found)))
            for item, found in everything
            if item.item.jurisdiction in test
        ]
    return predictions


def fitted_elsewhere(train: Sequence[Labelled], test: Sequence[Scored]) -> Predictions:
    """Predictions by a model fitted on other labels."""
    model = Model(fit(features_of(train)))
    return [(item, set(model.accepted(found))) for item, found in test]


def shipped(labelled: Sequence[Labelled]) -> Predictions:
    """Predictions of the tagger as it is shipped."""
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


def paragraph_level(scored: Sequence[Scored], predictions: Predictions) -> dict[str, Any]:
    """Figures of a and b, over the articles that a provision was rightly tagged with and whose
    paragraphs its reader told. `same`: the share of them with the very paragraphs of the reader;
    `undecided`: those without any."""
    hits = {id(item): found.hits for item, found in scored}
    pairs: list[tuple[set[Code], set[Code]]] = []
    for item, given in predictions:
        for article in sorted({code[:-1] for code in item.paragraphs}):
            if (UNCAC, article) in given:
                told = {(UNCAC, code) for code in paragraphs_of(article, hits[id(item)])}
                right = {(UNCAC, code) for code in item.paragraphs if code[:-1] == article}
                pairs.append((told, right))
    same = sum(told == right for told, right in pairs)
    return figures(pairs) | {
        "articles": len(pairs),
        "same": round(same / len(pairs), 3) if pairs else 0.0,
        "undecided": sum(not told for told, _ in pairs),
    }


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


def _apart(predictions: Predictions, ours: Sequence[Labelled]) -> dict[str, Any]:
    """The figures of the given labels and of our own, of one prediction of both."""
    places = {item.item.jurisdiction for item in ours}
    rows = {}
    for who, wanted in (("given", False), ("own", True)):
        part = [pair for pair in predictions if (pair[0].item.jurisdiction in places) is wanted]
        found = summary(part)
        rows[f"{who}: UNCAC articles"] = found["uncac"]
        rows[f"{who}: crime types"] = found["crime-type"]
    return rows


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
@click.option("--own", is_flag=True, help="Test on our own labels; their texts are looked up.")
@click.option("--both", is_flag=True, help="Folds over ../shared/gold and our own labels together.")
@click.option(
    "--collection",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A collection.sqlite with the texts of our own labels [default: in LEGAL_LIBRARY_HOME].",
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
    own: bool,
    both: bool,
    collection: Path | None,
    decisions: bool,
    as_json: bool,
) -> None:
    """Precision, recall and F1 of tagging on labelled provisions."""
    if decisions:
        _print_decisions(as_json)
        return
    given = list(read(labels or default_files()))
    labelled, method = given, f"{count} folds by jurisdiction"
    ours: list[Labelled] = []
    if own or both:
        held_out = read_own(collection)
        click.echo(held_out.report(), err=True)
        ours = list(held_out.found)
    if own:
        labelled, method = ours, "our own labels, fitted on the given ones"
    elif both:
        labelled, method = given + ours, f"{method}, given and own"
    scored = features_of(labelled)
    if as_shipped:
        predictions, method = shipped(labelled), "shipped weights"
    elif own:
        predictions = fitted_elsewhere(given, scored)
    else:
        split = len(given) if both else len(scored)
        predictions = cross_validated(scored[:split], count, scored[split:])
    lookup: Predictions = [(item, set(found.about)) for item, found in scored]
    result = {
        "provisions": len(labelled),
        "method": method,
        "tagger": summary(predictions),
        "baseline: terms looked up": summary(lookup)["uncac"],
        "baseline: words of the title": summary(title_baseline(labelled))["uncac"],
        "paragraphs": paragraph_level(scored, predictions),
        "worst": worst(predictions),
    }
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    click.echo(f"{len(labelled)} provisions, {result['method']}")
    rows = {
        "UNCAC articles": result["tagger"]["uncac"],
        "crime types": result["tagger"]["crime-type"],
        **(_apart(predictions, ours) if both else {}),
        "baseline: terms looked up": result["baseline: terms looked up"],
        "baseline: words of the title": result["baseline: words of the title"],
    }
    for name, row in rows.items():
        click.echo(f"{name:32} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}")
    level = result["paragraphs"]
    click.echo(
        f"{'paragraphs a, b':32} P {level['precision']:.3f}  R {level['recall']:.3f}  "
        f"F1 {level['f1']:.3f}  ({level['articles']} articles rightly tagged: "
        f"{level['same']:.0%} the same, {level['undecided']} undecided)"
    )
    for kind in ("language", "article", "crime type"):
        cells = (f"{key} {row['f1']:.2f}" for key, row in result["tagger"][kind].items())
        click.echo(f"{kind}: {', '.join(cells)}")
    for row in result["worst"]:
        click.echo(f"  {row['count']:4} {row['kind']} {row['article']:3} {row['example']}")


if __name__ == "__main__":
    main()
