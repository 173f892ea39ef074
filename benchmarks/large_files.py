"""Time and memory of one very large file, by format:

    python -m benchmarks.large_files [--megabytes 60] [--format txt --format xml …] [--json]

Each file (a code of articles of 430 characters) is read by a process of its own, with the memory
that a worker of an import may have, beside one of a tenth of its size in the same run: what is
linear takes ten times as long and as much memory.
"""

import json
import multiprocessing
import resource
import time
from typing import Any

import click

from corpora.extract.model import Source, SourceFile
from corpora.extract.registry import extract
from corpora.importer import BYTES_OF_MEMORY_A_WORKER, seconds_for

SENTENCE = (
    "Whoever keeps lantern {n} in the harbour shall trim its wick, and keep the oil dry {n}. "
)
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# What stands before the articles, each article, and what stands behind them.
FORMATS = {
    "txt": ("Lantern Act\n\n", "Article {n}. Of lamp {n}\n{text}\n\n", ""),
    "md": ("# Lantern Act\n\n", "## Article {n}\n\n{text}\n\n", ""),
    "html": ("<html><body><main>", "<h4>Article {n}</h4><p>{text}</p>", "</main></body></html>"),
    "xml": (
        f'<akomaNtoso xmlns="{AKN}"><act><meta/><preface><docTitle>Lantern Act</docTitle>'
        "</preface><body>",
        '<article eId="art_{n}"><num>Article {n}</num><content><p>{text}</p></content></article>',
        "</body></act></akomaNtoso>",
    ),
}


def code(form: str, megabytes: float) -> bytes:
    """A law of about a size, in a format."""
    head, article, tail = FORMATS[form]
    one = len(article) + 4 * len(SENTENCE)
    count = int(megabytes * 1_000_000 / one)
    articles = (
        article.format(n=n, text=SENTENCE.format(n=n) * 4).strip(" ") for n in range(1, count + 1)
    )
    return f"{head}{''.join(articles)}{tail}".encode()


def measure(form: str, megabytes: float, answer: Any) -> None:
    """Reads a law and puts what it took into a queue."""
    data = code(form, megabytes)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY_A_WORKER, BYTES_OF_MEMORY_A_WORKER))
    began = time.perf_counter()
    (law,) = extract(SourceFile(Source("s", ("NOR",), ("en",)), f"code.{form}", data))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    answer.put(
        {"megabytes": len(data) / 1e6, "provisions": len(law.provisions), "seconds": seconds,
         "gigabytes": peak / 1e9}
    )  # fmt: skip


def in_its_own_process(form: str, megabytes: float) -> dict[str, float]:
    """What `measure` finds, without what other files left in memory."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=measure, args=(form, megabytes, answer))
    process.start()
    process.join(2 * seconds_for(int(megabytes * 1e6)))
    if process.exitcode != 0:
        process.kill()
        raise click.ClickException(f"{form} of {megabytes} MB was not read")
    found: dict[str, float] = answer.get()
    return found


@click.command()
@click.option("--megabytes", default=60.0, show_default=True)
@click.option("--format", "forms", type=click.Choice(sorted(FORMATS)), multiple=True)
@click.option("--json", "as_json", is_flag=True)
def main(megabytes: float, forms: tuple[str, ...], as_json: bool) -> None:
    rows: list[dict[str, Any]] = []
    for form in forms or sorted(FORMATS):
        small = in_its_own_process(form, megabytes / 10)
        large = in_its_own_process(form, megabytes)
        rows.append({"format": form, "tenth": small, "whole": large,
                     "ratio": large["seconds"] / small["seconds"]})  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows))
        return
    click.echo(f"{'':6}{'MB':>6}{'provisions':>12}{'s':>8}{'GB':>7}{'times the tenth':>17}")
    for row in rows:
        large = row["whole"]
        click.echo(
            f"{row['format']:6}{large['megabytes']:>6.0f}{large['provisions']:>12}"
            f"{large['seconds']:>8.1f}{large['gigabytes']:>7.2f}{row['ratio']:>17.1f}"
        )
    limit = BYTES_OF_MEMORY_A_WORKER / 1e9
    seconds = seconds_for(int(megabytes * 1e6))
    click.echo(f"An import gives such a file {seconds} s and {limit:.1f} GB.")


if __name__ == "__main__":
    main()
