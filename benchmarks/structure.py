"""How exactly provisions are found again in the plain text of laws whose format marks them:

    python -m benchmarks.structure [--collection DIR] [--language CODE…] [--errors N] [--json]
    python -m benchmarks.structure --growth

The truth is the articles that the format itself marks: Markdown headings, XML elements, JSON
records. The law is printed as plain text, a paragraph a line, and again with lines of 72 columns
and no empty lines, as a PDF gives it; both are read as a .txt file is. Labels are compared in order
and exactly, texts of the labels found by their similarity. The baseline in the same run
begins an article at each line that opens with an article word and a number.

`--growth` measures seconds at twice the size instead: 2.0 is linear.
"""

import json
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import click
from rapidfuzz.distance import Indel, LCSseq

from corpora.containers import find_containers
from corpora.extract import json_laws, markdown
from corpora.extract.charset import decode
from corpora.extract.labels import ARTICLE_WORDS
from corpora.extract.model import Block, ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.numerals import leading
from corpora.extract.registry import extract
from corpora.extract.structure import split
from mappings.records import Law, Provision

SHARED = Path(__file__).parents[2] / "shared"
# Sources whose format marks the articles, by the languages that they are the best truth for.
_SOURCES = {
    "ar": "sa-laws-md bhr-ansvar-json qat-ansvar-json sau-ansvar-json",
    "bn": "bgd-ansvar-json",
    "ca": "ad-legalize",
    "cs": "cz-legalize",
    "de": "de-bundestag-gesetze ch-legalize li-legalize lie-ansvar-json",
    "el": "gr-legalize cyp-ansvar-json",
    "en": "ca-laws-xml tw-moj-json ken-ansvar-json zmb-ansvar-json ie-legalize nl-treaties-md",
    "es": "cl-legalize uy-legalize ar-legalize pe-legalize",
    "et": "ee-legalize",
    "fa": "ir-laws-txt",
    "fi": "fi-legalize",
    "fr": "ca-laws-xml lu-legalize ch-sr-xml sen-ansvar-json fr-legalize",
    "he": "il-akn-xml",
    "hr": "hrv-ansvar-json",
    "id": "id-peraturan-md idn-ansvar-json",
    "is": "isl-ansvar-json",
    "ja": "jp-legalize",
    "ka": "geo-ansvar-json",
    "ko": "kr-legalize kp-legalize",
    "mg": "mg-constitution-json",
    "nb": "no-legalize",
    "ne": "npl-ansvar-json",
    "nl": "nl-legalize nl-wetten-md nl-laws-markdown be-laws-nl",
    "nn": "no-legalize",
    "pt": "moz-ansvar-json bra-ansvar-json",
    "ro": "ro-legalize",
    "ru": "kg-codes-txt",
    "rw": "rwa-ansvar-json",
    "sk": "sk-legalize",
    "sl": "svn-ansvar-json",
    "sr": "srb-ansvar-json",
    "sv": "se-legalize",
    "th": "th-constitutions-json tha-ansvar-json",
    "tr": "tur-ansvar-json",
    "uk": "ua-laws-in-time ua-constitution-json ukr-ansvar-json",
    "uz": "uz-codes-txt",
    "vi": "vnm-ansvar-json",
    "zh-Hans": "cn-laws-md",
    "zh-Hant": "tw-moj-json",
}
# Languages of which no source here marks its articles: how publishers print the first line of
# one. References do not begin a paragraph in this form.
_PRINTED = {
    "fa": r"(ماده\s?\(?\d+\)?)\s*(?:[ـ–\-:.]|$)",
    "ja": r"(第[一二三四五六七八九十百千]+条(?:の[一二三四五六七八九十]+)*)(?:（|\s|\u3000)",
    "ru": r"(Статья \d+(?:[.-]\d+)?)\.\s",
    "sv": r"(\d+ ?(?:[a-z] )?§)\s{1,2}[A-ZÅÄÖ/(]",
    "uz": r"(\d+(?:\.\d+)?-modda)\.\s",
    "zh-Hans": r"(第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?)[\s\u3000]",
}
_WORDS = "|".join(re.escape(word) for word in sorted(ARTICLE_WORDS, key=len, reverse=True))
_NAIVE = re.compile(
    rf"(?:(?:{_WORDS})\.?\s*\d[\w.\-]*|§\s?\d\w*|\d+\w?\s?§|第[^条條\s]{{1,8}}[条條]|제\s?\d+조)",
    re.IGNORECASE,
)
_GAP = 5  # articles in a row that may have been repealed
_PRINTED_WRAPPED = {"sv"}  # their files are hard-wrapped, with empty lines between paragraphs
_ABOVE = {"ja", "sv"}
_METADATA = re.compile(r"[A-Za-z_ ]{2,30}: |---|#|>|\*\*")
_LAWS, _PROVISIONS = 15, 300
_MOST_LAWS = 40
_FILES_A_SOURCE = 150
_COLUMNS = 72
# What stands above the articles that it names, in Japanese and Swedish texts.
_HEADING = re.compile(r"（[^（）]{1,40}）|[A-ZÅÄÖ][a-zåäö][^§]{1,60}[^.:;,!?)§]")
_ENTRY = 8  # letters that tell an entry of a table of contents
_UNSPACED = {"ja", "zh-Hans", "zh-Hant", "th", "km", "lo"}


Articles = Sequence[tuple[str, str]]
"""Labels, each with its heading and text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A law whose articles are known. `lines` are its paragraphs as plain text prints them."""

    law: Law
    articles: Articles
    lines: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Counts over the laws of a language in one rendering."""

    expected: int = 0
    found: int = 0
    right: int = 0
    similarity: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        return {
            "recall": round(100 * self.right / max(1, self.expected), 2),
            "precision": round(100 * self.right / max(1, self.found), 2),
            "text": round(100 * sum(self.similarity) / max(1, len(self.similarity)), 2),
        }


# --- The truth ------------------------------------------------------------------------------


def sample(collection: Path, language: str) -> list[Marked]:
    """Laws of one language, evenly from its sources: the same ones in each run."""
    names = _SOURCES[language].split()
    streams = [_marked_laws(collection / name, language) for name in names]
    found: list[Marked] = []
    while streams and len(found) < _MOST_LAWS:
        for stream in tuple(streams):
            law = next(stream, None)
            if law is None:
                streams.remove(stream)
            else:
                found.append(law)
        provisions = sum(len(item.articles) for item in found)
        if len(found) >= _LAWS and provisions >= _PROVISIONS:
            break
    return found


def _marked_laws(folder: Path, language: str) -> Iterator[Marked]:
    (container,) = find_containers(folder, Source("x"))
    files = container.read().files
    step = max(1, len(files) // _FILES_A_SOURCE)
    for path in islice(files, 0, None, step):
        file = SourceFile(container.source, path, files[path], files.get)
        try:
            laws = extract(file)
        except (NotALaw, ExtractionError):
            continue
        for law in laws:
            if law.language == language and (marked := _marked(law, file)):
                yield marked


def _marked(law: Law, file: SourceFile) -> Marked | None:
    """The law with its lines, or None where it is no good truth: where the format marks few of
    its articles, and where a transcription has them out of order or swallowed some."""
    if law.language in _PRINTED:
        return _by_paragraph(law, file)
    if file.path.endswith(".json") and all(len(d.pieces) < 3 for d in json_laws.read(file)):
        return None  # a whole law in a record is split by us
    labelled = [item for item in law.provisions if item.label]
    articles = [(_label(item), f"{item.heading} {item.text}") for item in labelled]
    places = {(item.ancestors, item.label) for item in labelled}
    characters = sum(len(item.text) for item in law.provisions)
    if (
        not 5 <= len(labelled) <= 500
        or len(labelled) < 0.8 * len(law.provisions)
        or len(places) < 0.98 * len(labelled)
        or not 100 < characters / len(law.provisions) < 3000
        or sum(len(item.text) < 60 for item in law.provisions) > 0.4 * len(law.provisions)
        or _swallowed(law) > 0.02 * len(labelled)
        or _listed(law) > 0.02 * len(labelled)
    ):
        return None
    if file.path.endswith((".md", ".markdown")):
        blocks = markdown.read(file)[0].blocks
        headings = [block.text for block in blocks if block.level]
        marked = all(any(h.startswith(label) for h in headings) for label, _ in articles)
        return Marked(law, articles, tuple(b.text for b in blocks)) if marked else None
    in_order = sum(b >= a for a, b in pairwise(_numbers(articles)))
    if in_order < 0.95 * (len(articles) - 1):
        return None
    return Marked(law, articles, tuple(_printed(law)))


def _label(item: Provision) -> str:
    """The label of a record as printed: some leave out the word before it, which the text has
    ("Geçici Madde 1")."""
    printed = re.match(rf"[^\W\d_]+ {re.escape(item.label)}(?!\w)", item.heading or item.text)
    return printed[0] if printed else item.label


def _numbers(articles: Articles) -> list[int]:
    return [leading(label) or 0 for label, _ in articles]


def _swallowed(law: Law) -> int:
    """Lines within texts that open with an article word and a number of no other label."""
    labels = {_plain(item.label) for item in law.provisions}
    found = 0
    for item in law.provisions:
        for line in item.text.split("\n")[1:]:
            match = _NAIVE.match(line)
            found += bool(match and _plain(match[0]) not in labels)
    return found


def _listed(law: Law) -> int:
    """Records that are entries of a table of contents: those whose label comes again, with words
    that begin with theirs."""
    words = [_opening(f"{item.heading} {item.text}") for item in law.provisions]
    last = {_plain(item.label): at for at, item in enumerate(law.provisions)}
    found = 0
    for at, item in enumerate(law.provisions):
        again = last.get(_plain(item.label), -1)
        found += bool(item.label) and again > at and words[again][:_ENTRY] == words[at][:_ENTRY]
    return found


def _opening(text: str) -> str:
    return "".join(filter(str.isalnum, text[:100])).casefold()


def _by_paragraph(law: Law, file: SourceFile) -> Marked | None:
    """A law of a publisher who marks no article but begins each with a paragraph of one form:
    the truth where these count from 1 on."""
    opens = re.compile(_PRINTED[law.language])
    if file.path.endswith((".md", ".markdown")):
        parts = [block.text for block in markdown.read(file)[0].blocks]
    else:
        text = decode(file.data).replace("\r\n", "\n")
        parts = re.split(r"\n\s*\n" if law.language in _PRINTED_WRAPPED else r"\n", text)
    lines = [" ".join(part.split()) for part in parts if part.strip()]
    found = [(match[1], at) for at, line in enumerate(lines) if (match := opens.match(line))]
    numbers = [leading(label) or 0 for label, _ in found]
    # 161 behind 16 is 16¹ in a text that lost raised digits.
    numbers = [b for a, b in pairwise([0, *numbers]) if not (a and str(b).startswith(str(a)))]
    if not 5 <= len(found) <= 900 or numbers[0] != 1:
        return None
    if any(not (0 <= b - a <= _GAP or b == 1) for a, b in pairwise(numbers)):
        return None
    starts = [_first_heading(lines, at) if law.language in _ABOVE else at for _, at in found]
    ends = [*starts[1:], len(lines)]
    articles = []
    for (label, at), start, end in zip(found, starts, ends, strict=True):
        text = (*lines[start:at], lines[at].removeprefix(label), *lines[at + 1 : end])
        rest = at - start + 1
        last = next((n for n, line in enumerate(text[rest:], rest) if line == "附則"), None)
        articles.append((label, " ".join(text[:last])))
    start = next((at for at, line in enumerate(lines) if not _METADATA.match(line)), 0)
    return Marked(law, articles, tuple(lines[start:]))


def _first_heading(lines: Sequence[str], at: int) -> int:
    """Where an article begins: with the heading that stands above its label."""
    above = lines[at - 1] if at else ""
    return at - bool(above and _HEADING.fullmatch(above))


def _printed(law: Law) -> Iterator[str]:
    """A law of records as print sets it: divisions, then the label with its heading, the text."""
    above: tuple[str, ...] = ()
    stop = "" if law.language in _UNSPACED else "."
    # Print sets a label before its heading on one line or above it; half of the laws have each.
    own_line = not stop or sum(map(ord, law.source_path)) % 2 == 0
    for item in law.provisions:
        for depth, name in enumerate(item.ancestors):
            if item.ancestors[: depth + 1] != above[: depth + 1]:
                yield name
        above = item.ancestors
        if not item.label or _label(item) != item.label:
            yield from filter(None, (item.heading, item.text))
        elif _repeats(item.label, item.text):
            yield item.text  # the record's text prints its label itself
        elif item.label[0].isdigit() and item.label[-1].isalnum() and not item.heading:
            yield f"{item.label}{stop} {item.text}"
        elif own_line and not item.label[0].isdigit():
            yield from filter(None, (item.label, item.heading, item.text))
        else:
            yield f"{item.label}{stop} {item.heading}"
            yield item.text


def _repeats(label: str, text: str) -> bool:
    opening = "".join(_digits(text[:60]).split()).casefold()
    return opening.startswith("".join(_digits(label).split()).casefold())


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


# --- Finding it again -----------------------------------------------------------------------


def wrapped(lines: Iterable[str], language: str) -> str:
    """Lines of 72 columns, without empty lines between paragraphs."""
    found: list[str] = []
    for paragraph in lines:
        for line in paragraph.split("\n"):
            found += _broken(line, language in _UNSPACED)
    return "\n".join(found)


def _broken(line: str, anywhere: bool) -> Iterator[str]:
    current: list[str] = []
    width = 0
    parts = list(line) if anywhere else re.findall(r"\S+\s*", line)
    for part in parts:
        wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in part)
        if current and width + len(part.rstrip()) > _COLUMNS:
            yield "".join(current).rstrip()
            current, width = [], 0
        current.append(part)
        width += wide
    yield "".join(current).rstrip()


def ours(text: str, law: Law) -> Articles:
    """Labels and texts that reading the plain text gives."""
    source = Source(law.source_id, (law.jurisdiction,), (law.language,))
    (read,) = extract(SourceFile(source, "law.txt", text.encode()))
    return [(item.label, f"{item.heading} {item.text}") for item in read.provisions if item.label]


def naive(text: str, law: Law) -> Articles:
    """What a line that opens with an article word and a number gives."""
    del law
    found: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        if match := _NAIVE.match(line.strip()):
            found.append((match[0], [line.strip()[match.end() :]]))
        elif found:
            found[-1][1].append(line)
    return [(label, " ".join(lines)) for label, lines in found]


def _plain(label: str) -> str:
    """A label without the stop and in the digits of ASCII: records keep other digits than print."""
    return " ".join(_digits(label).split()).strip(".:;,–—- ").casefold()


def compare(score: Score, marked: Marked, found: Articles) -> None:
    """Adds one law to a score: labels by the longest common sequence."""
    expected = marked.articles
    wanted = [_plain(label) for label, _ in expected]
    given = [_plain(label) for label, _ in found]
    score.expected += len(wanted)
    score.found += len(given)
    for tag, start, end, begin, stop in LCSseq.opcodes(wanted, given):
        if tag == "equal":
            score.right += end - start
            for (_, truth), (_, text) in zip(expected[start:end], found[begin:stop], strict=True):
                score.similarity.append(_similar(truth, text))
        else:
            score.errors.append(
                f"{marked.law.source_id} {marked.law.source_path}: "
                f"{wanted[start:end][:3]} read as {given[begin:stop][:3]}"
            )


def _similar(first: str, second: str) -> float:
    """1.0 for the same characters in the same order, white space aside."""
    one, two = "".join(first.split())[:5000], "".join(second.split())[:5000]
    return Indel.normalized_similarity(one, two)


_READERS = {"ours": ours, "naive": naive}


def measured(collection: Path, language: str) -> dict[str, Any]:
    """Figures of one language, by rendering and reader; `errors` of ours for reading by eye."""
    laws = sample(collection, language)
    scores = {(form, reader): Score() for form in ("plain", "wrapped") for reader in _READERS}
    for marked in laws:
        texts = {
            "plain": "\n".join(marked.lines),
            "wrapped": wrapped(marked.lines, language),
        }
        for (form, reader), score in scores.items():
            compare(score, marked, _READERS[reader](texts[form], marked.law))
    return {
        "language": language,
        "laws": len(laws),
        "provisions": scores["plain", "ours"].expected,
        **{f"{form} {reader}": score.figures() for (form, reader), score in scores.items()},
        "errors": {form: scores[form, "ours"].errors for form in ("plain", "wrapped")},
    }


# --- Growth ---------------------------------------------------------------------------------


_PARAGRAPH = "Lamps shall be lit at dusk and put out at dawn by whoever has lit them. "


def _articles(size: int) -> list[str]:
    """Lines of a law of so many characters."""
    lines: list[str] = []
    for number in range(1, size // 700 + 1):
        lines += [f"Article {number}. Lamps", *[_PARAGRAPH * 3] * 3]
    return lines


def _split(lines: Sequence[str]) -> None:
    split([Block(line) for line in lines])


def _read(lines: Sequence[str]) -> None:
    data = wrapped(lines, "en").encode()
    extract(SourceFile(Source("x", ("XAL",), ("en",)), "law.txt", data))


_GROWTH: dict[str, tuple[Callable[[int], list[str]], Callable[[Sequence[str]], None]]] = {
    "articles with paragraphs": (_articles, _split),
    "label lines only": (lambda size: [f"§ {n}" for n in range(size // 8)], _split),
    "labels in falling order": (lambda size: [f"§ {n}" for n in range(size // 8, 0, -1)], _split),
    "one line": (lambda size: ["Lamp " * (size // 5)], _split),
    "no articles": (lambda size: ["Lamps shall be lit."] * (size // 20), _split),
    "divisions only": (lambda size: [f"CHAPTER {n}" for n in range(size // 13)], _split),
    "a hard-wrapped file, read whole": (_articles, _read),
}


def growth() -> list[dict[str, Any]]:
    """Seconds of processor time for a text, and their ratio to those for half of it."""
    found = []
    for name, (lines_of, work) in _GROWTH.items():
        seconds = []
        for size in (500_000, 1_000_000):
            lines = lines_of(size)
            seconds.append(min(_timed(work, lines) for _ in range(2)))
        ratio = round(seconds[1] / seconds[0], 2)
        found.append({"text": name, "seconds for 1 MB": round(seconds[1], 2), "ratio": ratio})
    return found


def _timed(work: Callable[[Sequence[str]], None], lines: Sequence[str]) -> float:
    started = time.process_time()
    work(lines)
    return time.process_time() - started


# --- Printing -------------------------------------------------------------------------------


def table(rows: Sequence[dict[str, Any]]) -> str:
    """A Markdown table: recall / precision of exact labels, and similarity of texts."""
    forms = [f"{form} {reader}" for form in ("plain", "wrapped") for reader in _READERS]
    lines = [
        "| language | laws | provisions | " + " | ".join(forms) + " |",
        "|---|---|---|" + "---|" * len(forms),
    ]
    for row in rows:
        cells = [
            f"{row[form]['recall']} / {row[form]['precision']} ({row[form]['text']})"
            for form in forms
        ]
        lines.append(
            f"| {row['language']} | {row['laws']} | {row['provisions']} | {' | '.join(cells)} |"
        )
    return "\n".join(lines)


@click.command()
@click.option("--collection", type=click.Path(path_type=Path), default=SHARED / "collection")
@click.option("--language", "codes", multiple=True, type=click.Choice(sorted(_SOURCES)))
@click.option("--errors", "shown", default=0, help="Differences to print, a language.")
@click.option("--growth", "grows", is_flag=True, help="Measure how time grows instead.")
@click.option("--json", "as_json", is_flag=True)
def main(collection: Path, codes: tuple[str, ...], shown: int, grows: bool, as_json: bool) -> None:
    """Labels and texts of provisions found again in plain text."""
    if grows:
        click.echo(json.dumps(growth(), ensure_ascii=False, indent=1))
        return
    rows = [measured(collection, code) for code in codes or _SOURCES]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    click.echo(table(rows))
    for row in rows:
        for form, errors in row["errors"].items():
            for error in errors[:shown]:
                click.echo(f"{row['language']} {form}: {error}")


if __name__ == "__main__":
    main()
