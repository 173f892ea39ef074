"""Text of PDFs against what they say, beside the libraries used plainly, in one run:

    python -m benchmarks.extraction [--laws N] [--rounds N] [--language CODE] [--part PART] [--json]

Documents: a book with its published text (../shared/gold/pdf), and PDFs drawn by
`benchmarks.rendering` from laws of ../shared/collection whose text Markdown or XML gives.

similarity  2 × matching characters in order / all characters, white space made one
recall, precision  of words (characters where words are not spaced), whatever their order
speed       pages a second of the processor (time.process_time: other programs on the machine do not
            count), the best of the rounds; readers take turns on each document. `ratio` is beside
            pypdfium2
labels      share of the provisions' labels that come back, in order; extra: labels too many
"""

import io
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from rapidfuzz.distance import Indel, LCSseq

from benchmarks.rendering import LAYOUTS, render
from corpora.containers import find_containers
from corpora.extract import pdf
from corpora.extract.model import ExtractionError, NotALaw, Source, SourceFile
from corpora.extract.registry import extract
from mappings.records import Law

SHARED = Path(__file__).parents[2] / "shared"
# A source whose laws are Markdown or XML for each language, with the code of its State.
SOURCES = {
    "ar": "sa-laws-md", "cs": "cz-legalize", "de": "li-legalize", "el": "gr-legalize",
    "en": "ie-legalize", "es": "ar-legalize", "et": "ee-legalize", "fi": "fi-legalize",
    "fr": "ch-sr-xml", "id": "id-peraturan-md", "ja": "jp-legalize",
    "ko": "kr-legalize", "nb": "no-legalize", "nl": "nl-laws-markdown", "ro": "ro-legalize",
    "sk": "sk-legalize", "sv": "se-legalize", "uk": "ua-laws-in-time", "zh-Hans": "cn-laws-md",
}  # fmt: skip
PARTS = ("text", "labels")
_FEWEST_PROVISIONS, _MOST_PROVISIONS, _MOST_CHARACTERS = 8, 60, 40_000

# "2.1. MANNIGFALTIGKEITEN 27" and "28 KAPITEL 2. …", in capitals on each page of the book.
_RUNNING_TITLE = re.compile(
    r"\s*(?:\d+\s+)?(?:KAPITEL )?(?:\d+(?:\.\d+)*\.? )?[A-ZÄÖÜ][A-ZÄÖÜ\s-]{5,}(?:\d+)?\s*$"
)


def _ours(data: bytes) -> str:
    (draft,) = pdf.read(SourceFile(Source("benchmark"), "law.pdf", data))
    return "\n".join(block.text for block in draft.blocks)


def _pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _pdfminer(data: bytes) -> str:
    return extract_text(io.BytesIO(data))


READERS: dict[str, Callable[[bytes], str]] = {
    "ours": _ours,
    "pypdfium2": _pdfium,
    "pypdf": _pypdf,
    "pdfminer.six": _pdfminer,
}


@dataclass(slots=True)
class Figures:
    """Sums over documents."""

    documents: int = 0
    pages: int = 0
    similarity: float = 0.0
    recall: float = 0.0
    precision: float = 0.0
    seconds: float = 0.0

    def row(self, plain: "Figures") -> dict[str, float]:
        """plain: those of pypdfium2"""
        count = max(1, self.documents)
        return {
            "similarity": round(self.similarity / count, 4),
            "recall": round(self.recall / count, 4),
            "precision": round(self.precision / count, 4),
            "pages/s": round(self.pages / self.seconds, 1) if self.seconds else 0.0,
            "ratio": round(plain.seconds / self.seconds, 2) if self.seconds else 0.0,
        }


@dataclass(slots=True)
class Labels:
    """Labels of provisions of one language: how many there are, came back, were too many."""

    expected: int = 0
    found: int = 0
    extra: int = 0
    texts: float = 0.0


@dataclass(slots=True)
class Result:
    text: dict[str, dict[str, Figures]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Figures))
    )
    labels: dict[str, Labels] = field(default_factory=lambda: defaultdict(Labels))


def normalised(text: str) -> str:
    """White space made one; bars between cells, soft hyphens and dot leaders left out."""
    text = re.sub(r"[\u00ad\ufffe]|\s\|", "", text)
    return " ".join(re.sub(r"(?:\s?[.…·_]){5,}", " ", text).split())


def words(text: str) -> Counter[str]:
    return Counter(
        re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\u3040-\u30ff\u4e00-\u9fff]+", text)
    )


def measure(result: Result, group: str, data: bytes, truth: str, rounds: int) -> None:
    """Reads one document with every reader."""
    truth = normalised(truth)
    expected = words(truth)
    pages = len(pypdfium2.PdfDocument(data))
    best: dict[str, float] = {}
    texts: dict[str, str] = {}
    for _ in range(rounds):
        for name, reader in READERS.items():
            started = time.process_time()
            try:
                texts[name] = reader(data)
            except Exception as error:
                texts[name] = f"({error})"
            took = time.process_time() - started
            best[name] = min(took, best.get(name, took))
    for name in READERS:
        text = normalised(texts[name])
        found = words(text)
        common = (found & expected).total()
        for figures in (result.text[group][name], result.text["all"][name]):
            figures.documents += 1
            figures.pages += pages
            figures.seconds += best[name]
            figures.similarity += Indel.normalized_similarity(text, truth)
            figures.recall += common / max(1, expected.total())
            figures.precision += common / max(1, found.total())


def measure_labels(result: Result, law: Law, data: bytes, source: Source) -> None:
    """Whether the provisions come back that were printed."""
    expected = [provision.label.rstrip(". ") for provision in law.provisions if provision.label]
    try:
        (again,) = extract(SourceFile(source, "law.pdf", data))
    except (ExtractionError, NotALaw):
        again = None
    provisions = again.provisions if again else ()
    found = [provision.label.rstrip(". ") for provision in provisions if provision.label]
    common = LCSseq.similarity(expected, found)
    figures = result.labels[law.language]
    figures.expected += len(expected)
    figures.found += common
    figures.extra += len(found) - common


def laws(language: str, count: int) -> Iterator[tuple[Law, Source]]:
    """Laws of middling size whose structure their format gives."""
    for container in find_containers(SHARED / "collection" / SOURCES[language], Source("x")):
        contents = container.read()
        for path, data in sorted(contents.files.items()):
            if count <= 0:
                return
            try:
                found = extract(SourceFile(container.source, path, data, contents.files.get))
            except (ExtractionError, NotALaw):
                continue
            law = found[0]
            labelled = sum(bool(provision.label) for provision in law.provisions)
            size = sum(len(provision.text) for provision in law.provisions)
            if (
                law.language == language
                and _FEWEST_PROVISIONS <= labelled <= _MOST_PROVISIONS
                and size < _MOST_CHARACTERS
            ):
                count -= 1
                yield law, container.source


def run(languages: list[str], count: int, rounds: int, parts: frozenset[str]) -> Result:
    """`parts`: text, labels or both."""
    result = Result()
    gold = SHARED / "gold" / "pdf"
    book = gold / "pdfs/sample-files/009-pdflatex-geotopo/GeoTopo-komprimiert.pdf"
    if book.is_file() and "text" in parts:
        truth = (gold / "ground_truth/GeoTopo-book.txt").read_text(encoding="utf-8")
        measure(result, "book with published text", book.read_bytes(), truth, rounds)
        # The published text has each page's running title and number; a law's must not.
        body = "\n".join(line for line in truth.split("\n") if not _RUNNING_TITLE.match(line))
        measure(result, "the same without running titles", book.read_bytes(), body, rounds)
    for language in languages:
        for law, source in laws(language, count):
            for layout in LAYOUTS:
                rendering = render(law, layout)
                if "text" in parts:
                    truth = "\n".join(rendering.truth)
                    measure(result, f"drawn: {layout.name}", rendering.data, truth, rounds)
                if "labels" in parts:
                    measure_labels(result, law, rendering.data, source)
    return result


def _print(result: Result) -> None:
    for group, readers in result.text.items():
        documents = readers["ours"].documents
        click.echo(f"\n{group} ({documents} documents, {readers['ours'].pages} pages)")
        click.echo("| reader | similarity | word recall | word precision | pages/s | ratio |")
        click.echo("|---|---|---|---|---|---|")
        for name, figures in readers.items():
            row = figures.row(readers["pypdfium2"])
            click.echo(
                f"| {name} | {row['similarity']:.4f} | {row['recall']:.4f} "
                f"| {row['precision']:.4f} | {row['pages/s']} | {row['ratio']:.2f} |"
            )
    click.echo("\n| language | labels | come back | extra |\n|---|---|---|---|")
    for language, labels in sorted(result.labels.items()):
        share = labels.found / max(1, labels.expected)
        click.echo(f"| {language} | {labels.expected} | {share:.2%} | {labels.extra} |")


def _as_json(result: Result) -> dict[str, Any]:
    return {
        "text": {
            group: {name: figures.row(readers["pypdfium2"]) for name, figures in readers.items()}
            for group, readers in result.text.items()
        },
        "labels": {
            language: {"expected": x.expected, "found": x.found, "extra": x.extra}
            for language, x in result.labels.items()
        },
    }


@click.command()
@click.option("--laws", "count", default=1, help="Laws a language.")
@click.option("--rounds", default=3)
@click.option("--language", "only", multiple=True, type=click.Choice(sorted(SOURCES)))
@click.option("--part", "parts", multiple=True, type=click.Choice(PARTS), default=PARTS)
@click.option("--json", "as_json", is_flag=True)
def main(
    count: int, rounds: int, only: tuple[str, ...], parts: tuple[str, ...], as_json: bool
) -> None:
    """Measure extraction from PDF."""
    result = run(list(only or SOURCES), count, rounds, frozenset(parts))
    if as_json:
        click.echo(json.dumps(_as_json(result), ensure_ascii=False))
    else:
        _print(result)


if __name__ == "__main__":
    main()
