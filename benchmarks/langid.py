"""Language identification, side by side:

    python -m benchmarks.langid --gold ../shared/gold/langid --home DIR
                                --sources ../shared/collection [--per 40] [--errors N] [--json]

On sentences and word pairs of `--gold` (tab-separated, language and text) and on provisions of the
collection in `--home`, from sources that `--sources` says are in one language (`source.json`), as
many from each source and length. Languages with a script of their own count where a source has
two and the other one is written in Latin letters.

The plain libraries are the baseline in the same run. A provision that all three of them find in
one and the same other language than its source says is left out and counted: laws quote treaties,
and its language is not certain.
"""

import gzip
import json
import random
import sqlite3
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import py3langid
from langdetect import DetectorFactory
from langdetect import detect as langdetect_detect
from langdetect.lang_detect_exception import LangDetectException
from lingua import LanguageDetectorBuilder

from corpora.extract.language import detect
from mappings.jurisdictions import jurisdictions

DetectorFactory.seed = 0

BANDS = ((20, 50), (50, 100), (100, 300), (300, 2000))
OWN_SCRIPT = {
    "am": "ETHIOPIC", "bn": "BENGALI", "el": "GREEK", "he": "HEBREW", "hy": "ARMENIAN",
    "ka": "GEORGIAN", "km": "KHMER", "ne": "DEVANAGARI", "th": "THAI", "zh-Hant": "CJK",
}  # fmt: skip
Detector = Callable[[str, Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text whose language is known, where it is from, and what its jurisdiction writes in."""

    language: str
    text: str
    group: str
    official: tuple[str, ...] = ()


def _lingua() -> Detector:
    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()

    def found(text: str, candidates: Sequence[str]) -> str:
        language = detector.detect_language_of(text)
        return language.iso_code_639_1.name.lower() if language else ""

    return found


def _langdetect(text: str, candidates: Sequence[str]) -> str:
    try:
        return str(langdetect_detect(text))
    except LangDetectException:
        return ""


def _misled(text: str, candidates: Sequence[str]) -> str:
    """Ours, told a language that the jurisdiction does not write in."""
    return detect(text, ("en",) if "en" not in candidates else ("fr",))


PLAIN: Mapping[str, Callable[[], Detector]] = {
    "langdetect": lambda: _langdetect,
    "lingua": _lingua,
    "py3langid": lambda: lambda text, candidates: str(py3langid.classify(text)[0]),
}
OURS: Mapping[str, Callable[[], Detector]] = {
    "ours": lambda: lambda text, candidates: detect(text),
    "ours, jurisdiction known": lambda: detect,
    "ours, wrong language declared": lambda: _misled,
}


def right(found: str, language: str) -> bool:
    """Whether a detector's answer is a language, whatever it calls it. One that does not tell
    the two ways to write Chinese apart is right with both."""
    names = {"no": "nb", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "fil": "tl"}
    found = names.get(found, found)
    return found == language or ("zh" in (found, language) and found[:2] == language[:2] == "zh")


def gold(folder: Path, name: str) -> list[Sample]:
    """Samples of a file of the public test data."""
    with gzip.open(folder / f"lingua_{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [Sample(row[0], row[1], name) for row in rows if len(row) > 1]


def provisions(home: Path, sources: Path, per: int) -> list[Sample]:
    """Provisions of a collection with the language that their source is written in."""
    connection = sqlite3.connect(f"file:{home / 'collection.sqlite'}?mode=ro", uri=True)
    chosen: list[Sample] = []
    for described in sorted(sources.glob("*/source.json")):
        facts = json.loads(described.read_text())
        languages = [str(code) for code in facts["languages"]]
        own = [code for code in languages if code in OWN_SCRIPT]
        if len(languages) != 1 and not (len(languages) == 2 and len(own) == 1):
            continue
        for low, high in BANDS:
            rows = connection.execute(
                "select p.text, l.jurisdiction from provision p join law l on l.key = p.law_key"
                " where l.source_id = ? and length(p.text) >= ? and length(p.text) < ?",
                (facts["source_id"], low, high),
            ).fetchall()
            random.Random(low).shuffle(rows)
            group = f"{low}–{high}" if high < 2000 else f"{low}+"
            taken = 0
            for text, jurisdiction in rows:
                language = languages[0] if len(languages) == 1 else _by_script(text, own[0])
                if language and _is_language(text) and taken < per:
                    official = jurisdictions()[jurisdiction].languages
                    chosen.append(Sample(language, text, group, official))
                    taken += 1
    return chosen


def _is_language(text: str) -> bool:
    """Whether half of a text is letters: tables of numbers are in no language."""
    return 2 * sum(unicodedata.category(char)[0] in "LM" for char in text) >= len(text)


def _by_script(text: str, own: str) -> str:
    letters = [char for char in text if char.isalpha()]
    of_own = sum(unicodedata.name(char, "").startswith(OWN_SCRIPT[own]) for char in letters)
    return own if of_own >= 0.9 * len(letters) else ""


def answers(detectors: Mapping[str, Detector], samples: Sequence[Sample]) -> dict[str, Any]:
    """What each detector says of each sample, and in how many seconds all of them."""
    given: dict[str, Any] = {}
    for name, found in detectors.items():
        started = time.perf_counter()
        said = [found(sample.text, sample.official) for sample in samples]
        given[name] = (said, time.perf_counter() - started)
    return given


def doubtful(given: Mapping[str, Any], samples: Sequence[Sample]) -> list[bool]:
    """Which samples all plain libraries find in one other language."""
    of_plain = zip(*(given[name][0] for name in PLAIN), strict=True)
    return [
        all(said) and all(right(other, said[0][:2]) for other in said)
        and not any(right(other, sample.language) for other in said)
        for said, sample in zip(of_plain, samples, strict=True)
    ]  # fmt: skip


def figures(given: Mapping[str, Any], samples: Sequence[Sample]) -> dict[str, Any]:
    """Accuracy in all, by group and by language, and texts a second, by detector."""
    tables: dict[str, Any] = {}
    for name, (said, seconds) in given.items():
        hits: dict[str, Counter[str]] = defaultdict(Counter)
        for found, sample in zip(said, samples, strict=True):
            good = right(found, sample.language)
            for key in ("all", f"length {sample.group}", sample.language):
                hits[key]["texts"] += 1
                hits[key]["right"] += good
            if not sample.group.startswith(("20–", "sent", "word")):
                hits["50 and more"]["texts"] += 1
                hits["50 and more"]["right"] += good
                hits[f"{sample.language}, 50 and more"]["texts"] += 1
                hits[f"{sample.language}, 50 and more"]["right"] += good
        tables[name] = {
            "accuracy": {key: count["right"] / count["texts"] for key, count in hits.items()},
            "texts": {key: count["texts"] for key, count in hits.items()},
            "texts a second": round(len(said) / seconds),
        }
    return tables


def show(title: str, tables: Mapping[str, Any]) -> None:
    """Prints the figures as a Markdown table, a row a language."""
    names = list(tables)
    first = tables[names[0]]
    rows = sorted(first["accuracy"], key=lambda key: (len(key) < 8, key))
    click.echo(f"\n## {title}\n\n| | texts | {' | '.join(names)} |\n|---|---|{'---|' * len(names)}")
    for row in rows:
        shares = " | ".join(f"{100 * tables[name]['accuracy'][row]:.1f}" for name in names)
        click.echo(f"| {row} | {first['texts'][row]} | {shares} |")
    baseline = tables["langdetect"]["texts a second"]
    speeds = " | ".join(
        f"{tables[name]['texts a second']:,} (×{tables[name]['texts a second'] / baseline:.1f})"
        for name in names
    )
    click.echo(f"| texts a second | | {speeds} |")


def show_errors(given: Mapping[str, Any], samples: Iterable[Sample], limit: int) -> None:
    """Prints texts that ours gets wrong, knowing the jurisdiction."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for found, sample in zip(given["ours, jurisdiction known"][0], samples, strict=True):
        if not right(found, sample.language):
            line = f"{sample.group:10} {found:8}{' '.join(sample.text[:150].split())}"
            wrong[sample.language].append(line)
    for language, lines in sorted(wrong.items()):
        click.echo(f"\n{language}: {len(lines)} wrong")
        for line in lines[:limit]:
            click.echo(f"  {line}")


@click.command()
@click.option("--gold", "gold_folder", type=click.Path(exists=True, path_type=Path))
@click.option("--home", type=click.Path(exists=True, path_type=Path))
@click.option("--sources", type=click.Path(exists=True, path_type=Path))
@click.option("--per", default=40, show_default=True, help="Provisions a source and length.")
@click.option("--errors", default=0, help="Show so many wrong answers a language.")
@click.option("--json", "as_json", is_flag=True)
def main(
    gold_folder: Path | None,
    home: Path | None,
    sources: Path | None,
    per: int,
    errors: int,
    as_json: bool,
) -> None:
    """Accuracy and speed of language identification."""
    detectors = {name: make() for name, make in (PLAIN | OURS).items()}
    for found in detectors.values():
        found("A first text loads the model, which is not measured.", ("en", "fr"))
    result: dict[str, Any] = {}
    if gold_folder:
        for name in ("sentences", "word-pairs"):
            samples = gold(gold_folder, name)
            result[name] = figures(
                answers({key: detectors[key] for key in (*PLAIN, "ours")}, samples), samples
            )
    if home and sources:
        samples = provisions(home, sources, per)
        given = answers(detectors, samples)
        drop = doubtful(given, samples)
        result["left out"] = sum(drop)
        kept = [sample for sample, out in zip(samples, drop, strict=True) if not out]
        of_kept = {
            name: ([one for one, out in zip(said, drop, strict=True) if not out], seconds)
            for name, (said, seconds) in given.items()
        }
        result["provisions"] = figures(of_kept, kept)
        if errors:
            show_errors(of_kept, kept, errors)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    for title, tables in result.items():
        if isinstance(tables, dict):
            show(title, tables)
    if "left out" in result:
        click.echo(f"\nleft out as not certain: {result['left out']}")


if __name__ == "__main__":
    main()
