"""The command line, `legal-library`: composes the commands of the rooms."""

import json
import os
import shutil
import sys
from contextlib import ExitStack
from dataclasses import asdict, replace
from tempfile import TemporaryDirectory
from typing import Any, get_args

import click
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from sqlalchemy.exc import SQLAlchemyError

from corpora.cli import corpora, extract_command
from corpora.database import CollectionError
from corpora.extract import pdf_ocr
from corpora.extract.model import MACHINE_ERRORS
from corpora.keeping_cli import backup_command, restore_command, upgrade_command
from corpora.store import Collection, open_collection
from corpora.users_cli import users
from indexer.cli import tag
from indexer.engine.factory import open_engine
from indexer.engine.plan import Sort
from indexer.engine.protocol import EngineUnavailable
from indexer.jobs.cli import jobs, worker
from indexer.releases_cli import index
from indexer.tag.version import tagging_version
from indexer.tagged import tagged_by
from mappings.jurisdictions import find_jurisdiction
from mappings.logs import set_up_logs
from mappings.settings import EngineKind, Settings, SettingsError
from mappings.taxonomy import CRIME_TYPE, SUBJECT, UNCAC, implemented, scheme
from mappings.vocabulary import scheme_versions
from search_app import create_app
from search_app.query.request import parse_request
from search_app.services.coverage import (
    CoverageService,
    coverage_json,
    finding_in_words,
)
from search_app.services.labels import label
from search_app.services.search import SearchService
from search_app.services.snippets import plain_text
from search_app.web import requests_log


class _Group(click.Group):
    """Turns the errors that a user can do something about into one line and exit code 1."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (CollectionError, EngineUnavailable, SettingsError) as error:
            raise click.ClickException(str(error)) from error
        except SQLAlchemyError as error:
            raise click.ClickException(f"the collection's database: {error}") from error
        except OSError as error:
            if error.errno not in MACHINE_ERRORS:
                raise
            raise click.ClickException(
                f"the machine cannot go on ({error}); make room, and run the command again: "
                "what was done is kept"
            ) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--engine",
    type=click.Choice(get_args(EngineKind)),
    help="Search engine; by default Elasticsearch when ELASTICSEARCH_URL is set.",
)
@click.version_option(package_name="legal-library")
@click.pass_context
def main(context: click.Context, engine: EngineKind | None) -> None:
    """The legal library: import laws, index them, search them.

    Settings come from the environment; README.md has the table.
    """
    settings = Settings.from_environment()
    if engine == "embedded":
        settings = replace(settings, elasticsearch_url=None)
    elif engine == "elasticsearch" and not settings.elasticsearch_url:
        raise SettingsError("--engine elasticsearch needs ELASTICSEARCH_URL")
    context.obj = settings


main.add_command(corpora)
main.add_command(extract_command)
main.add_command(index)
main.add_command(tag)
main.add_command(upgrade_command)
main.add_command(backup_command)
main.add_command(restore_command)
main.add_command(users)
main.add_command(jobs)
main.add_command(worker)


def _collection(settings: Settings) -> Collection:
    return open_collection(settings.home, settings.database_url)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show what the collection and the index hold, and what could not be read."""
    collection = _collection(settings)
    statistics = collection.statistics()
    failures = collection.problems()
    try:
        reader = open_engine(settings).reader
        index_status: dict[str, Any] = asdict(reader.status())
        tagged = tagged_by(reader)
        index_status |= {"tagged_by": tagged.provisions, "outdated_tags": tagged.outdated}
    except EngineUnavailable as error:
        index_status = {"engine": settings.engine, "error": str(error)}
    found = {
        "home": str(settings.home),
        "database": collection.database_url,
        "collection": asdict(statistics),
        "failures": [asdict(record) for record in failures],
        "index": index_status,
        "vocabulary": {"version": tagging_version(), "schemes": scheme_versions()},
    }
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    click.echo(f"Collection  {collection.database_url}")
    click.echo(
        f"            {statistics.laws} laws, {statistics.provisions} provisions, "
        f"{len(statistics.by_jurisdiction)} jurisdictions, "
        f"{len(statistics.by_language)} languages, {statistics.sources} sources"
    )
    outcomes = ", ".join(f"{count} {name}" for name, count in statistics.by_outcome.items())
    click.echo(f"Files       {outcomes or 'none imported yet'}")
    for record in failures:
        click.echo(f"  failed    {record.source_id}: {record.path}: {record.reason}")
    if "error" in index_status:
        click.echo(f"Index       {index_status['engine']}: {index_status['error']}")
    else:
        click.echo(
            f"Index       {index_status['engine']}, release {index_status['release']}: "
            f"{index_status['provisions']} provisions of {index_status['laws']} laws, "
            f"{index_status['bytes']} bytes"
        )
        if count := index_status["outdated_tags"]:
            click.echo(
                f"            {count} provisions were tagged by an older vocabulary: "
                "run `legal-library index run`"
            )
    click.echo(f"Vocabulary  version {tagging_version()}")


@main.command()
@click.pass_obj
def doctor(settings: Settings) -> None:
    """Check that everything the library needs is there; say what to do where it is not."""
    problems = 0

    def report(name: str, problem: str | None, fine: str = "") -> None:
        nonlocal problems
        problems += problem is not None
        click.echo(f"{'ok  ' if problem is None else 'FAIL'}  {name}: {problem or fine}")

    try:
        collection = _collection(settings)
        statistics = collection.statistics()
        if statistics.laws:
            report("Collection", None, f"{statistics.laws} laws in {collection.database_url}")
        else:
            report("Collection", "empty: run `legal-library corpora import PATH`")
        free = shutil.disk_usage(settings.home).free
        if free < 1024**3:
            report("Disk", f"{free // 1024**2} MB free in {settings.home}; make room")
        else:
            report("Disk", None, f"{free // 1024**3} GB free in {settings.home}")
        if not os.access(settings.home, os.W_OK):
            report("Home", f"{settings.home} cannot be written to")
    except (CollectionError, SQLAlchemyError) as error:
        report("Collection", str(error))
    if settings.ocr_seconds:
        languages = pdf_ocr.installed()
        missing = None if languages else "tesseract is not installed: apt-get install tesseract-ocr"
        report("OCR", missing, f"tesseract with data for {', '.join(sorted(languages))}")
    try:
        found = open_engine(settings).reader.status()
        report("Index", None, f"{found.engine}, {found.provisions} provisions")
    except EngineUnavailable as error:
        report("Index", str(error))
    if problems:
        sys.exit(1)


@main.command()
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACET=VALUE",
    help="Only hits with this value; repeat for more. The facets are those of the JSON.",
)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--size", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--sort", type=click.Choice([order.value for order in Sort]), default="relevance")
@click.pass_obj
def search(
    settings: Settings,
    query: str,
    as_json: bool,
    filters: tuple[str, ...],
    page: int,
    size: int,
    sort: str,
) -> None:
    """Search the provisions for QUERY: words, "phrases", -without, OR."""
    parameters = [("q", query), ("page", str(page)), ("size", str(size)), ("sort", sort)]
    for text in filters:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"{text!r} is not FACET=VALUE")
        parameters.append((name, value))
    request = parse_request(parameters)
    service = SearchService(open_engine(settings).reader, _collection(settings))
    response = service.search(request)
    found = response.to_json()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    click.echo(f"{found['total_provisions']} provisions in {found['total_laws']} laws")
    if found["relaxed"]:
        click.echo("No provision has all the words; these have some.")
    if corrected := found["diagnosis"]["correction"]:
        click.echo(f"Did you mean: {corrected}")
    for note in found["notes"]:
        click.echo(note)
    for hit in found["hits"]:
        click.echo(f"\n{hit['jurisdiction']}  {hit['title']}  {hit['date'] or ''}")
        for provision in hit["provisions"]:
            name = " ".join(part for part in (provision["label"], provision["heading"]) if part)
            click.echo(f"  {name}\n    {plain_text(provision['snippet'])}")


@main.command()
@click.option("--jurisdiction", "places", multiple=True, help="Code or name; repeat for more.")
@click.option("--article", "articles", multiple=True, help="Article of the Convention; repeatable.")
@click.option("--crime-type", "crimes", multiple=True, help="Crime type; repeat for more.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def coverage(
    settings: Settings,
    places: tuple[str, ...],
    articles: tuple[str, ...],
    crimes: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show by jurisdiction and article what the collection has, has not, and cannot tell.

    "None found" is said only of jurisdictions whose laws that would hold it are in the collection.
    """
    found = CoverageService(open_engine(settings).reader).coverage()
    codes = [(UNCAC, code) for code in articles] + [(CRIME_TYPE, code) for code in crimes]
    for name, code in codes:
        if code not in implemented(name):
            raise click.BadParameter(
                f"there is no {name}:{code}; give an article from 5 to 59 or "
                f"one of {', '.join(implemented(CRIME_TYPE))}"
            )
    codes = codes or [(name, code) for name in (UNCAC, CRIME_TYPE) for code in implemented(name)]
    chosen = tuple(map(_jurisdiction, places)) or found.jurisdictions()
    cells = {place: [found.cell(place, *code) for code in codes] for place in chosen}
    if as_json:
        click.echo(json.dumps(coverage_json(found, cells), ensure_ascii=False))
        return
    for place, of_place in cells.items():
        if place not in found.laws and not places:
            continue
        held = ", ".join(scheme(SUBJECT)[one].label() for one in sorted(found.held.get(place, ())))
        click.echo(f"{label('jurisdiction', place)} (whole laws: {held or 'none that is known'})")
        for cell in of_place:
            name = "uncac" if cell.scheme == UNCAC else "crime_type"
            click.echo(f"  {label(name, cell.code)}: {finding_in_words(cell)}")
    left_out = len(cells) - len(found.laws & cells.keys())
    if left_out and not places:
        click.echo(f"{left_out} other jurisdictions have no law in the collection.")


def _jurisdiction(name: str) -> str:
    code = find_jurisdiction(name)
    if code is None:
        raise click.BadParameter(f"{name!r} is no jurisdiction; give its ISO 3166 code or name")
    return code


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="By default PORT, else 8000.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
@click.pass_obj
def serve(settings: Settings, host: str, port: int | None, workers: int) -> None:
    """Serve the web pages."""
    address = f"{host}:{port or settings.port}"

    set_up_logs(as_json=not sys.stderr.isatty())
    metrics = settings.metrics_address
    with ExitStack() as stack:
        if metrics:
            # Where prometheus_client adds up what the workers count; it asks when it is imported.
            folder = stack.enter_context(TemporaryDirectory(prefix="legal-library-metrics-"))
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder

        class Server(BaseApplication):
            def load_config(self) -> None:
                self.cfg.set("bind", [address, metrics] if metrics else address)
                self.cfg.set("workers", workers)
                self.cfg.set("worker_class", "gthread")
                self.cfg.set("threads", 4)
                self.cfg.set("logger_class", ServerLog)
                # Requests that run when it is told to stop are answered; no more than so long.
                self.cfg.set("graceful_timeout", 30)
                # The address of a list of provisions holds all of it.
                self.cfg.set("limit_request_line", 8190)
                # Nobody steers it from outside, and two libraries would share one socket.
                self.cfg.set("control_socket_disable", True)

            def load(self) -> Any:
                # Called in each worker: an engine's reader must not be shared across a fork.
                reader, collection = open_engine(settings).reader, _collection(settings)
                app = create_app(reader, collection, settings.public_address, settings)
                requests_log.register(app)
                if not metrics:
                    return app
                from search_app.web.metrics import measured  # noqa: PLC0415

                return measured(app, reader, collection, metrics)

        click.echo(f"Serving on http://{address} (Control-C stops)", err=True)
        Server().run()


class ServerLog(Logger):
    """Lets the server's own lines go where all lines go."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers = []
        self.error_log.propagate = True


if __name__ == "__main__":
    main()
