"""Signs of faults that a reader of laws looks for, counted in the same laws of two collections:

    python -m benchmarks.reading BEFORE AFTER [--source ID …] [--by-source] [--json]

BEFORE and AFTER are the databases (collection.sqlite) that two states of the extractors made; laws
are compared that both hold, by source, file and place in the file. A sign is no proof of a fault:
some laws have titles in capitals. What a reader found is in docs/benchmarks/reading.md.
"""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

_SENTENCE = re.compile(r"(?:\S+\s+){7,}\S*[;:,]$")
_LONG_HEADING = 150
_MANY = 0.5
_SOME = 0.1
_LEADERS = re.compile(r"\.{6,}|(?:\. ){6,}|(?:\b(?:Article|Section|Art\.) \d+\s+){4}")
_SITE = re.compile(
    r"ZanzibarLII|Ficha articulo|Fecha de generaci|google-analytics|\(document\)\.ready|tcpdf"
    r"|zakon\.rada\.gov\.ua/go/|MicrosoftInternetExplorer|mso-style|SFS-nummer:|Skip to"
    r"|Arellano Law"
)
_GARBLED = re.compile("\ufffd|Ã[\x80-\xbf©«¨§³¶¼]|â€|[\ue000-\uf8ff]")
_MARKUP = re.compile(r"</?(?:p|br|div|span|sup)\b|&(?:nbsp|amp|lt|gt|quot);|\*\*|\\\n")
_POOR_TITLE = re.compile(r"[\W\d]*$|.{0,4}$|[\w-]+\.(?:pdf|html?|txt|md|indd)$|pdf-node|.*[,:(]$")
_YEAR = re.compile(r"\b(1[89]\d\d|20[0-3]\d)\b")
_CYRILLIC_OR = {"uk": "Ѐ-ӿ", "ru": "Ѐ-ӿ", "el": "Ͱ-Ͽ", "ar": "؀-ۿ", "fa": "؀-ۿ", "th": "฀-๿",
                "he": "֐-׿", "ka": "Ⴀ-ჿ", "bn": "ঀ-৿", "ne": "ऀ-ॿ", "km": "ក-៿"}  # fmt: skip
_SCRIPT = {code: re.compile(f"[{chars}]") for code, chars in _CYRILLIC_OR.items()}
_LATIN = re.compile("[A-Za-zÀ-ÿ]")


@dataclass(frozen=True, slots=True)
class _Provision:
    label: str
    heading: str
    text: str
    ancestors: str


@dataclass(frozen=True, slots=True)
class _Law:
    title: str
    language: str
    kind: str
    date: str
    provisions: tuple[_Provision, ...]


def signs(law: _Law) -> Iterator[str]:
    """The signs that a law shows."""
    yield from _of_metadata(law)
    found = law.provisions
    if not found:
        yield "no text"
        return
    texts = [one.text for one in found]
    headed = [one for one in found if one.heading]
    if any(_SENTENCE.match(one.heading) or len(one.heading) > _LONG_HEADING for one in headed):
        yield "text as heading"
    if sum(one.text.startswith(one.heading) for one in headed) > _MANY * max(len(headed), 1):
        yield "heading again in the text"
    if any(one.label and not one.text for one in found):
        yield "article without text"
    if sum(text[:1].islower() for text in texts) > max(1, _SOME * len(texts)):
        yield "texts begin in small letters"
    if _most_begin_with_their_label(found):
        yield "label again in the text"
    twice = Counter((one.label, one.ancestors) for one in found if one.label)
    if sum(twice.values()) - len(twice) > _SOME * len(found):
        yield "labels twice"
    for sign, pattern in (
        ("contents as text", _LEADERS),
        ("words of the site", _SITE),
        ("garbled letters", _GARBLED),
        ("markup in the text", _MARKUP),
    ):
        if any(pattern.search(text) for text in texts):
            yield sign


def _of_metadata(law: _Law) -> Iterator[str]:
    if law.title.isupper() and len(law.title) > 12:
        yield "title in capitals"
    if _POOR_TITLE.match(law.title):
        yield "title says nothing"
    if law.kind == "other":
        yield "kind other"
    if not law.date:
        yield "no date"
    years = [int(year) for year in _YEAR.findall(law.title)]
    if law.date and years and all(abs(int(law.date[:4]) - year) > 1 for year in years):
        yield "year is not the title's"
    sample = "".join(one.text[:300] for one in law.provisions[:10])
    latin = len(_LATIN.findall(sample))
    own = _SCRIPT.get(law.language)
    if own:
        foreign = len(own.findall(sample)) < latin
    else:
        foreign = any(len(each.findall(sample)) > latin for each in _SCRIPT.values())
        foreign = foreign and law.language not in ("sr", "mk", "bg", "mn", "kk", "ur", "ps", "hi")
    if sample and foreign:
        yield "language of another script"


def _most_begin_with_their_label(found: Sequence[_Provision]) -> bool:
    numbered = [one for one in found if re.search(r"\d", one.label)]
    again = 0
    for one in numbered:
        number = re.sub(r"\D", "", one.label)
        again += bool(re.match(rf"\W?(?:[^\W\d]+\.?\s)?{number}\s?[.º°]\s?[-–—]?\s*\S", one.text))
    return len(numbered) > 2 and again > _MANY * len(numbered)


_Key = tuple[str, str, int]


def _laws(
    file: Path, files: frozenset[tuple[str, str]] | None = None
) -> Iterator[tuple[_Key, _Law]]:
    """The laws of a collection, one by one, by source, file and place in the file.

    files  the only files whose laws are read; all when None
    """
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        places: Counter[tuple[str, str]] = Counter()
        for key, source, path, *values in database.execute(
            "SELECT key, source_id, source_path, title, language, kind, ifnull(date, '') FROM law"
            " ORDER BY key"
        ):
            if files is not None and (source, path) not in files:
                continue
            rows = database.execute(
                "SELECT label, heading, text, ancestors FROM provision WHERE law_key = ?"
                " ORDER BY ordinal",
                (key,),
            )
            place = places[source, path]
            places[source, path] += 1
            yield (source, path, place), _Law(*values, tuple(_Provision(*row) for row in rows))


@click.command(help=__doc__)
@click.argument("before", type=click.Path(exists=True, path_type=Path))
@click.argument("after", type=click.Path(exists=True, path_type=Path))
@click.option("--source", "sources", multiple=True)
@click.option("--by-source", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
def main(
    before: Path, after: Path, sources: tuple[str, ...], by_source: bool, as_json: bool
) -> None:
    """Counts the laws that show each sign."""
    new = {key: law for key, law in _laws(after) if not sources or key[0] in sources}
    files = frozenset((source, path) for source, path, _ in new)
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    laws = clean_before = clean_after = 0
    for key, law in _laws(before, files):
        if key not in new:
            continue
        laws += 1
        shown = set(signs(law)), set(signs(new[key]))
        clean_before += not shown[0]
        clean_after += not shown[1]
        for at, found in enumerate(shown):
            for sign in found:
                counts[key[0]][sign][at] += 1
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for by_sign in counts.values():
        for sign, (old, now) in by_sign.items():
            total[sign] = [total[sign][0] + old, total[sign][1] + now]
    if as_json:
        result = {"laws": laws, "without a sign": [clean_before, clean_after], "signs": total}
        click.echo(json.dumps(result | ({"sources": counts} if by_source else {})))
        return
    click.echo(f"{laws} laws; without a sign: {clean_before} before, {clean_after} after")
    for sign, (old, now) in sorted(total.items(), key=lambda item: -item[1][0]):
        click.echo(f"{sign:32} {old:6} {now:6}")
    for source in sorted(counts) if by_source else ():
        listed = ", ".join(f"{sign} {old}→{now}" for sign, (old, now) in counts[source].items())
        click.echo(f"{source}: {listed}")


if __name__ == "__main__":
    main()
