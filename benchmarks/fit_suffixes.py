"""Makes the tables of endings by which languages without a Snowball algorithm are stemmed:

    python -m benchmarks.fit_suffixes --collection FILE [--language CODE]… [--json]

For each word form of simplemma's dictionaries the part is kept that it shares with the other forms
of its word; what is taken off so is learnt by ending, the more the oftener a form stands in the
laws of the collection. Endings that say the same as a shorter one are left out. A fifth of the
words is kept apart first, and says how often a form and its base get the same stem: the baseline is
no stemming. Writes mappings/suffixes.
"""

import json
import math
import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from simplemma.strategies import DefaultDictionaryFactory

from indexer.analysis import fold, fold_words
from indexer.suffixes import LONGEST, SHORTEST, strip
from mappings.languages import languages

_FOLDER = Path(__file__).parents[1] / "mappings" / "suffixes"
# Provisions whose words are counted, and letters of each.
_PROVISIONS, _LETTERS = 20_000, 20_000
# A form that no law holds counts a little, where there are laws; an ending must better so many
# forms to be kept.
_UNSEEN = 0.05
_GAIN = 3.0
# A form shares at least this part of its base, or it is another word to us (is, was).
_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Fit:
    """rules    endings in the table
    forms    word forms of the laws that the dictionary knows
    agree    of the forms kept apart, those with the stem of their base; each form once
    agree_tokens  the same, each form as often as it stands in the laws
    merged   other words that share a word's stem, on average
    """

    language: str
    rules: int
    forms: int
    agree: float
    agree_tokens: float
    merged: float


def words_of(collection: Path, language: str) -> Counter[str]:
    """How often each folded word stands in the laws of a language."""
    counted: Counter[str] = Counter()
    with closing(sqlite3.connect(f"file:{collection}?mode=ro", uri=True)) as database:
        for (text,) in database.execute(
            "SELECT text FROM provision WHERE language = ? LIMIT ?", (language, _PROVISIONS)
        ):
            counted.update(fold_words(text[:_LETTERS]))
    return counted


def bases_of(language: str) -> dict[str, str]:
    """The base of each folded word form of simplemma's dictionary."""
    bases: dict[str, str] = {}
    dictionary = DefaultDictionaryFactory().get_dictionary(language)
    for form, base in sorted((_text(form), _text(base)) for form, base in dictionary.items()):
        folded, folded_base = fold(form), fold(base.partition("|")[0])
        if folded.isalpha() and folded_base.isalpha() and len(folded) >= SHORTEST:
            bases.setdefault(folded, folded_base)
    return bases


def _text(entry: str | bytes) -> str:
    return entry.decode() if isinstance(entry, bytes) else entry


def fit(bases: Mapping[str, str], counted: Mapping[str, int]) -> dict[str, int]:
    """Ending → letters to take off."""
    unseen = _UNSEEN if counted else 1.0
    by_ending: dict[str, Counter[int]] = defaultdict(Counter)
    for form, letters in _taken_off(bases).items():
        weight = unseen + math.sqrt(counted.get(form, 0))
        for size in range(1, min(LONGEST, len(form) - 2) + 1):
            by_ending[form[-size:]][letters] += weight
    table = {"": 0}
    for ending in sorted(by_ending, key=lambda ending: (len(ending), ending)):
        votes = by_ending[ending]
        best = max(votes, key=lambda letters: (votes[letters], -letters))
        shorter = next(ending[at:] for at in range(1, len(ending) + 1) if ending[at:] in table)
        if table[shorter] != best and votes[best] - votes[table[shorter]] >= _GAIN:
            table[ending] = best
    return table


def _taken_off(bases: Mapping[str, str]) -> dict[str, int]:
    """How many letters of each form stand behind what all forms of its word share."""
    words: dict[str, list[str]] = defaultdict(list)
    for form, base in bases.items():
        words[base].append(form)
    taken: dict[str, int] = {}
    for base, forms in words.items():
        least = max(SHORTEST, math.ceil(len(base) * _SHARED)) if len(base) > 4 else SHORTEST
        shared = {form: _common(form, base) for form in {*forms, base}}
        near = {form: size for form, size in shared.items() if size >= min(least, len(base))}
        root = min(near.values(), default=0)
        for form in near:
            taken.setdefault(form, len(form) - root)
    return taken


def _common(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def judge(language: str, bases: Mapping[str, str], counted: Mapping[str, int]) -> Fit:
    """Fits on four fifths of the words and looks at the others."""
    met = [form for form in bases if form in counted] or list(bases)
    chosen = sorted({bases[form] for form in met})
    random.Random(1).shuffle(chosen)
    apart = set(chosen[: len(chosen) // 5])
    table = fit({form: base for form, base in bases.items() if base not in apart}, counted)
    tested = [form for form in met if bases[form] in apart and form != bases[form]]
    agreeing = [form for form in tested if strip(form, table) == strip(bases[form], table)]
    sharing: dict[str, set[str]] = defaultdict(set)
    for form in met:
        sharing[strip(form, table)].add(bases[form])
    return Fit(
        language,
        len(table),
        len(met),
        round(len(agreeing) / max(len(tested), 1), 3),
        round(_tokens(agreeing, counted) / max(_tokens(tested, counted), 1), 3),
        round(sum(len(words) - 1 for words in sharing.values()) / max(len(chosen), 1), 3),
    )


def _tokens(forms: Sequence[str], counted: Mapping[str, int]) -> int:
    return sum(counted.get(form, 1) for form in forms)


@click.command()
@click.option("--collection", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--language", "chosen", multiple=True, help="Code; all that are stemmed so if none.")
@click.option("--json", "as_json", is_flag=True)
def main(collection: Path, chosen: tuple[str, ...], as_json: bool) -> None:
    """Fits and writes the tables; shows how well each does on words it was not fitted on."""
    _FOLDER.mkdir(exist_ok=True)
    done = []
    for language in chosen or [
        item.code for item in languages().values() if item.stemmer == f"suffixes:{item.code}"
    ]:
        bases, counted = bases_of(language), words_of(collection, language)
        done.append(judge(language, bases, counted))
        table = fit(bases, counted)
        lines = [f"{ending}\t{letters}" for ending, letters in sorted(table.items())]
        text = "\n".join(("ending\tletters", *lines)) + "\n"
        (_FOLDER / f"{language}.tsv").write_text(text, encoding="utf-8")
    if as_json:
        click.echo(json.dumps([asdict(one) for one in done], indent=1))
        return
    click.echo("language endings forms  same stem as base: forms, tokens  (no stemming: 0)  merged")
    for one in done:
        click.echo(
            f"{one.language:8} {one.rules:7} {one.forms:6} {one.agree:.3f} {one.agree_tokens:.3f}"
            f" {one.merged:.2f}"
        )


if __name__ == "__main__":
    main()
