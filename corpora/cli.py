"""Commands that bring laws in: `corpora import`, `corpora problems`, `extract`."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corpora.audit import command_line_user
from corpora.containers import MAX_FILE_BYTES, Container, SourceError, find_containers
from corpora.corrections_cli import correct, corrections
from corpora.crawl.cli import crawl, new_source, sources
from corpora.extract.model import (
    ExtractionError,
    NotALaw,
    Source,
    SourceFile,
    UnknownJurisdiction,
)
from corpora.extract.registry import extract
from corpora.importer import ImportReport, import_containers
from corpora.locks import Busy, work_on_source
from corpora.records import LawLoss, Outcome
from corpora.store import Collection, open_collection
from mappings.jurisdictions import find_jurisdiction
from mappings.languages import languages
from mappings.records import Dropped, Law
from mappings.settings import Settings

_DEMONSTRATION = Path(__file__).parent / "demonstration" / "sources"
# How many failures a run prints; `corpora problems` has them all.
_FAILURES_SHOWN = 20


def progress_bar() -> Progress:
    """A bar on standard error; shows nothing when that is not a terminal."""
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def _jurisdiction(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    code = find_jurisdiction(value)
    if code is None:
        raise click.BadParameter(f"{value!r} is no ISO 3166 code or name of a country that we know")
    return code


def _language(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and value not in languages():
        raise click.BadParameter(f"{value!r} is not known; known: {', '.join(languages())}")
    return value


_jurisdiction_option = click.option(
    "--jurisdiction",
    callback=_jurisdiction,
    help="Country of the files that do not say it: ISO 3166 code or name.",
)
_language_option = click.option(
    "--language", callback=_language, help="Language of the files that do not say it."
)


@click.group()
def corpora() -> None:
    """Bring laws into the collection."""


@corpora.command(name="import")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--demonstration", is_flag=True, help="Import the collection shipped with it.")
@_jurisdiction_option
@_language_option
@click.option("--source", help="Id of the source, when PATH has no source.json.")
@click.option("--licence", default="", help="Licence of the files, when PATH has no source.json.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that read files.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.pass_obj
def import_(
    settings: Settings,
    path: Path | None,
    demonstration: bool,
    jurisdiction: str | None,
    language: str | None,
    source: str | None,
    licence: str,
    workers: int | None,
    as_json: bool,
) -> None:
    """Import laws from PATH: a source folder (source.json beside files.tar.xz, files.tar or
    files/), a folder of such folders, or any folder or file of laws.

    What was imported before and is unchanged is not read again. A file that can't be read is
    kept, listed by `legal-library status`, and makes the exit code 1.
    """
    if demonstration == (path is not None):
        raise click.UsageError("give either PATH or --demonstration")
    path = path or _DEMONSTRATION
    defaults = Source(
        id=source or path.resolve().stem or "import",
        jurisdictions=(jurisdiction,) if jurisdiction else (),
        languages=(language,) if language else (),
        licence=licence,
        origin=path.name,
    )
    try:
        containers = find_containers(path, defaults)
    except SourceError as error:
        raise click.ClickException(str(error)) from error
    collection = open_collection(settings.home, settings.database_url)
    locks = (work_on_source(container.source.id) for container in containers)
    try:
        with collection.only_one(*locks):
            report = _import(collection, containers, workers, settings.ocr_seconds)
    except Busy as error:
        raise click.ClickException(str(error)) from error
    _print_report(report, as_json)
    if not report.ok:
        sys.exit(1)


def _import(
    collection: Collection,
    containers: Sequence[Container],
    workers: int | None,
    ocr_seconds: int,
) -> ImportReport:
    with progress_bar() as bar:
        total = bar.add_task(f"{len(containers)} sources", total=None)

        def advance(source_id: str, done: int, left: int) -> None:
            bar.update(total, advance=done, description=f"{source_id} ({left} left)")

        return import_containers(
            collection,
            containers,
            workers=workers,
            ocr_seconds=ocr_seconds,
            progress=advance,
        )


def _print_report(report: ImportReport, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(report) | {"ok": report.ok}, ensure_ascii=False))
        return
    click.echo(
        f"{report.files} files: {report.new_laws_files} with laws, {report.auxiliary} without, "
        f"{report.unchanged} unchanged, {report.failed} failed. "
        f"New: {report.laws} laws, {report.provisions} provisions."
    )
    for record in report.failures[:_FAILURES_SHOWN]:
        click.echo(f"failed: {record.source_id}: {record.path}: {record.reason}", err=True)
    if len(report.failures) > _FAILURES_SHOWN:
        click.echo("… the others: legal-library corpora problems", err=True)


@corpora.command()
@click.option("--done", type=int, multiple=True, help="Number of a report that is dealt with.")
@click.option("--all", "every", is_flag=True, help="List those that are dealt with as well.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def reports(settings: Settings, done: tuple[int, ...], every: bool, as_json: bool) -> None:
    """List what readers say is wrong in a law, oldest first; or take reports out of the queue."""
    log = open_collection(settings.home, settings.database_url).reports
    if done:
        closed = log.close(done, command_line_user())
        click.echo(f"{closed} of {len(done)} reports were waiting and are done now.")
        return
    for kept in log.all(waiting=not every):
        report = kept.report
        if as_json:
            values = asdict(kept)
            click.echo(json.dumps(values | values.pop("report"), ensure_ascii=False))
            continue
        place = f"{report.law_id}/{report.path}" if report.path else report.law_id
        state = f", done {kept.done_at[:10]}" if kept.done_at else ""
        click.echo(f"{kept.key}. {place} ({report.law_title}), {kept.reported_at[:10]}{state}")
        for name, text in (
            ("passage", report.quotation),
            ("wrong", report.message),
            ("contact", report.contact),
        ):
            if text:
                # One line each: a reader's words cannot look like the list's own.
                click.echo(f"   {name}: {' '.join(text.split())}")


@corpora.command()
@click.option("--auxiliary", is_flag=True, help="List the files that hold no law instead.")
@click.option("--dropped", is_flag=True, help="List the laws that lack text of their file instead.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def problems(settings: Settings, auxiliary: bool, dropped: bool, as_json: bool) -> None:
    """List the files that could not be read, with the reason."""
    if auxiliary and dropped:
        raise click.UsageError("give one of --auxiliary and --dropped")
    collection = open_collection(settings.home, settings.database_url)
    if dropped:
        for loss in collection.losses():
            _print_loss(loss, as_json)
        return
    for record in collection.problems(Outcome.AUXILIARY if auxiliary else Outcome.FAILED):
        if as_json:
            click.echo(json.dumps(asdict(record), ensure_ascii=False))
        else:
            click.echo(f"{record.source_id}\t{record.path}\t{record.reason}")


def _print_loss(loss: LawLoss, as_json: bool) -> None:
    if as_json:
        shown = {"law_id": loss.law_id, "source_id": loss.source_id, "path": loss.path}
        click.echo(json.dumps(shown | dropped_json(loss.dropped), ensure_ascii=False))
        return
    share = f"{100 * loss.dropped.share:.2f} %"
    sample = next(iter(loss.dropped.samples), "")
    click.echo(f"{loss.source_id}\t{loss.path}\t{share}\t{loss.dropped.lost}\t{sample}")


corpora.add_command(sources)
corpora.add_command(crawl)
corpora.add_command(new_source)
corpora.add_command(correct)
corpora.add_command(corrections)


@click.command(name="extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--jsonl", is_flag=True, help="Print one JSON line a file; for many files.")
@_jurisdiction_option
@_language_option
@click.pass_obj
def extract_command(
    settings: Settings,
    files: tuple[Path, ...],
    as_json: bool,
    jsonl: bool,
    jurisdiction: str | None,
    language: str | None,
) -> None:
    """Show the law that a file holds, with its provisions. Nothing is stored.

    A file of a source (a source.json in a folder above it) is read as that source's. With
    --jsonl a file that can't be read gives a line {"file", "error"}.
    """
    if len(files) > 1 and not jsonl:
        raise click.UsageError("several files: use --jsonl")
    failed = False
    for path in files:
        try:
            found = _extract_file(path, jurisdiction, language, settings.ocr_seconds)
        except (ExtractionError, NotALaw, OSError) as error:
            failed = True
            if jsonl:
                line = {"file": str(path), "error": str(error)}
                click.echo(json.dumps(line, ensure_ascii=False))
            else:
                raise click.ClickException(f"{path}: {error}") from error
            continue
        if jsonl:
            click.echo(json.dumps({"file": str(path)} | found, ensure_ascii=False))
        elif as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            _print_law(found)
    if failed:
        sys.exit(1)


def _extract_file(
    path: Path, jurisdiction: str | None, language: str | None, ocr_seconds: int
) -> dict[str, Any]:
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ExtractionError(f"larger than {MAX_FILE_BYTES} bytes")
    source, root = _source_above(path)
    if jurisdiction:
        source = Source(source.id, (jurisdiction,), source.languages, source.licence)
    if language:
        source = Source(source.id, source.jurisdictions, (language,), source.licence)

    def sibling(name: str) -> bytes | None:
        other = (root / name).resolve()
        inside = other.is_relative_to(root) and other.is_file()
        return other.read_bytes() if inside and other.stat().st_size <= MAX_FILE_BYTES else None

    name = path.resolve().relative_to(root).as_posix()
    data = path.read_bytes()
    try:
        laws = extract(SourceFile(source, name, data, sibling, ocr_seconds=ocr_seconds))
        known = True
    except UnknownJurisdiction:
        # Whose law it is does not matter for reading it; importing it is another matter.
        anywhere = Source(source.id, ("INT",), source.languages, source.licence)
        laws = extract(SourceFile(anywhere, name, data, sibling, ocr_seconds=ocr_seconds))
        known = False
    shown = law_json(laws[0])
    if not known:
        shown["jurisdiction"] = None
        shown["warnings"].append("jurisdiction not known: give --jurisdiction")
    if len(laws) > 1:
        shown["warnings"].append(f"the file holds {len(laws)} laws; the others are in more_laws")
        shown["more_laws"] = [law_json(law) for law in laws[1:]]
    return shown


def _source_above(path: Path) -> tuple[Source, Path]:
    """The source that a file belongs to and the folder that its paths start from."""
    for folder in path.resolve().parents:
        if (folder / "source.json").is_file():
            for container in find_containers(folder, Source("")):
                if container.location.is_dir() and path.resolve().is_relative_to(
                    container.location.resolve()
                ):
                    return container.source, container.location.resolve()
    return Source(id="file"), path.resolve().parent


def law_json(law: Law) -> dict[str, Any]:
    """The public JSON of a law (docs/command-line.md)."""
    return {
        "title": law.title,
        "jurisdiction": law.jurisdiction,
        "language": law.language,
        "kind": law.kind,
        "number": law.number,
        "status": law.status.value,
        "dates": {name: value for name, value in asdict(law.dates).items() if value},
        "dates_printed": dict(law.dates_printed),
        "identifiers": dict(law.identifiers),
        "provisions": [
            {
                "path": provision.path,
                "label": provision.label,
                "heading": provision.heading,
                "ancestors": list(provision.ancestors),
                "text": provision.text,
                "language": provision.language,
                "page": provision.page,
            }
            for provision in law.provisions
        ],
        "text_quality": law.text_quality.value,
        "pages": [asdict(run) for run in law.pages],
        "warnings": list(law.warnings),
        "history": list(law.history),
        "dropped": dropped_json(law.dropped) if law.dropped else None,
    }


def dropped_json(dropped: Dropped) -> dict[str, Any]:
    """The public JSON of what the loss check found (docs/command-line.md)."""
    return asdict(dropped) | {"share": round(dropped.share, 6)}


def _print_law(law: dict[str, Any]) -> None:
    click.echo(f"{law['title']} ({law['jurisdiction']}, {law['language']}, {law['kind']})")
    for provision in law["provisions"]:
        name = " ".join(part for part in (provision["label"], provision["heading"]) if part)
        click.echo(f"\n{name or provision['path']}\n{provision['text']}")
    for warning in law["warnings"]:
        click.echo(f"warning: {warning}", err=True)
