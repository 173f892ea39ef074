"""What laws keep of the text of their files, by source and format, with what was lost:

    python -m benchmarks.loss ../shared/collection [--sample 20] [--source ID …] [--worst 10]
                              [--skip pdf] [--json]

Baseline in the same run: the text that BeautifulSoup's plain get_text() gives (HTML, XML) or the
whole file (other text), which keeps all and with it everything that is no law: `noise` is the
share of its letters and digits that the readers leave out by name. `check` is the share of the
time of extraction that the loss check takes.
"""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
from bs4 import BeautifulSoup

from corpora.containers import find_containers
from corpora.extract import loss, registry
from corpora.extract.charset import decode
from corpora.extract.model import ExtractionError, NotALaw, Source, SourceFile


@dataclass(slots=True)
class _Tally:
    """Letters and digits of the files of one source and format, and seconds."""

    files: int = 0
    total: int = 0
    lost: int = 0
    repeated: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    plain: int = 0
    told: int = 0
    seconds: float = 0.0
    check_seconds: float = 0.0
    worst: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Shares in per cent."""
        text = self.total - sum(self.left_out.values())
        return {
            "files": self.files,
            "letters": self.total,
            "kept": _percent(text - self.lost - self.repeated, text),
            "repeated": _percent(self.repeated, text),
            "lost": _percent(self.lost, text),
            "told": self.told,
            "baseline kept": _percent(self.plain, self.total),
            "baseline noise": _percent(self.total - text, self.total),
            "check": _percent(self.check_seconds, self.seconds),
        }


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 3) if whole else 0.0


def plain_text(suffix: str, data: bytes) -> str:
    """The baseline: what needs no knowledge of laws."""
    if suffix in ("html", "htm", "xml"):
        return BeautifulSoup(data, "lxml" if suffix != "xml" else "lxml-xml").get_text(" ")
    return decode(data)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _sampled(files: dict[str, bytes], count: int) -> list[str]:
    paths = sorted(path for path in files if "." in path)
    step = max(1, len(paths) // count) if count else 1
    return paths[::step][: count or None]


class _Clock:
    """Seconds spent in functions while it is on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose time is added up."""

        def call(*arguments: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*arguments)
            finally:
                self.seconds += time.perf_counter() - started

        return call


def measured(
    path: Path, sources: tuple[str, ...], count: int, skip: tuple[str, ...]
) -> Iterator[tuple[str, _Tally]]:
    """A tally for each format of each source: ("source format", tally)."""
    clock = _Clock()
    with patch.object(registry, "_checked", clock.timed(registry._checked)):
        for container in find_containers(path, Source("x")):
            if sources and container.source.id not in sources:
                continue
            files = dict(container.read().files)
            tallies: dict[str, _Tally] = defaultdict(_Tally)
            for name in _sampled(files, count):
                suffix = name.rpartition(".")[2].lower()
                if suffix in skip:
                    continue
                file = SourceFile(container.source, name, files[name], files.get)
                started, clock.seconds = time.perf_counter(), 0.0
                try:
                    law = registry.extract(file)[0]
                except (NotALaw, ExtractionError):
                    continue
                if law.dropped is not None:
                    tally = tallies[suffix]
                    tally.seconds += time.perf_counter() - started
                    tally.check_seconds += clock.seconds
                    _count(tally, law.dropped, file, suffix)
            for suffix, tally in sorted(tallies.items()):
                yield f"{container.source.id} {suffix}", tally


def _count(tally: _Tally, dropped: loss.Dropped, file: SourceFile, suffix: str) -> None:
    tally.files += 1
    tally.total += dropped.total
    tally.lost += dropped.lost
    tally.repeated += dropped.repeated
    tally.left_out.update(dropped.left_out)
    tally.told += dropped.matters
    tally.plain += min(dropped.total, _letters(plain_text(suffix, file.data)))
    if dropped.lost:
        tally.worst.append((dropped.lost, file.path, dropped.samples))


def _together(tallies: dict[str, _Tally]) -> dict[str, _Tally]:
    found: dict[str, _Tally] = defaultdict(_Tally)
    for name, tally in tallies.items():
        total = found[name.partition(" ")[2]]
        for key in ("files", "total", "lost", "repeated", "plain", "told", "seconds"):
            setattr(total, key, getattr(total, key) + getattr(tally, key))
        total.check_seconds += tally.check_seconds
        total.left_out.update(tally.left_out)
    return dict(sorted(found.items()))


def _table(rows: dict[str, _Tally]) -> str:
    columns = list(_Tally().row())
    lines = [f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for name, tally in rows.items():
        lines.append(f"| {name} | {' | '.join(map(str, tally.row().values()))} |")
    return "\n".join(lines)


@click.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--sample", default=20, help="Files a source; 0 for all.")
@click.option("--source", "sources", multiple=True)
@click.option("--skip", multiple=True, help="Formats left out.")
@click.option("--worst", default=10, help="Files shown, those that lost most first.")
@click.option("--json", "as_json", is_flag=True)
def main(
    path: Path,
    sample: int,
    sources: tuple[str, ...],
    skip: tuple[str, ...],
    worst: int,
    as_json: bool,
) -> None:
    """Measure what is kept."""
    tallies = dict(measured(path, sources, sample, skip))
    formats = _together(tallies)
    lost = sorted(
        ((*item, name) for name, tally in tallies.items() for item in tally.worst), reverse=True
    )[:worst]
    if as_json:
        shown = {
            "formats": {name: tally.row() for name, tally in formats.items()},
            "sources": {name: tally.row() for name, tally in tallies.items()},
            "left_out": {name: dict(tally.left_out) for name, tally in tallies.items()},
            "worst": lost,
        }
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    click.echo(f"{_table(formats)}\n\n{_table(tallies)}\n")
    for letters, file, samples, name in lost:
        click.echo(f"{letters} {name} {file}")
        for sample_text in samples:
            click.echo(f"    {sample_text}")


if __name__ == "__main__":
    main()
