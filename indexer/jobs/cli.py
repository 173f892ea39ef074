"""The commands `jobs …` and `worker`."""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click

from corpora.audit import command_line_user
from corpora.store import open_collection
from indexer.jobs.jobs import Jobs
from indexer.jobs.kinds import KINDS
from indexer.jobs.records import Job, JobRefused, State
from indexer.jobs.schedules import Schedule
from indexer.jobs.worker import GRACE_SECONDS, Worker
from mappings.settings import Settings

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_SECONDS_BETWEEN_LOOKS = 0.5


@click.group()
def jobs() -> None:
    """Ask for long work, and see how it goes. `legal-library worker` does it."""


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except JobRefused as error:
        raise click.ClickException(str(error)) from error


def _jobs(settings: Settings) -> Jobs:
    collection = open_collection(settings.home, settings.database_url)
    return Jobs(collection, settings.home, settings.database_url)


@jobs.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice([s.value for s in State]))
@click.option("--kind", default="", help="Only jobs of this kind.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@_json
@click.pass_obj
def list_command(
    settings: Settings, states: tuple[str, ...], kind: str, limit: int, as_json: bool
) -> None:
    """List the jobs, the newest first."""
    chosen = tuple(map(State, states))
    found = _jobs(settings).find(states=chosen, kind=kind, limit=limit)
    if as_json:
        _print_json([job.to_json() for job in found])
        return
    for job in found:
        click.echo(_line(job))
    if not found:
        click.echo("No job. `legal-library jobs submit --help` says how to ask for one.")


@jobs.command()
@click.argument("job_id", type=int, metavar="ID")
@_json
@click.pass_obj
def show(settings: Settings, job_id: int, as_json: bool) -> None:
    """Show a job: what was asked, how far it is, what it did or why it did not."""
    with _explained():
        job = _jobs(settings).get(job_id)
    _show(job, as_json)


@jobs.command()
@click.argument("job_id", type=int, metavar="ID")
@click.option("--after", type=click.IntRange(0), default=0, help="Only lines after this number.")
@_json
@click.pass_obj
def log(settings: Settings, job_id: int, after: int, as_json: bool) -> None:
    """Print what a job said, the last thousand lines of it."""
    with _explained():
        lines = _jobs(settings).log(job_id, after)
    if as_json:
        _print_json([{"number": one.number, "at": one.at, "text": one.text} for one in lines])
        return
    for line in lines:
        click.echo(f"{line.at}  {line.text}")


def _kinds_in_words() -> str:
    lines = ["\b"]
    for kind in KINDS.values():
        lines.append(f"{kind.name:9} {kind.does}")
        for name, field in kind.arguments.model_fields.items():
            mark = "" if field.is_required() else " (optional)"
            lines.append(f"    {name}={mark}  {field.description}")
    return "\n".join(lines)


@jobs.command(
    help="Ask for a job of KIND, with arguments as NAME=VALUE. A worker does it as soon as it can."
    f"\n\n{_kinds_in_words()}"
)
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("arguments", nargs=-1, metavar="[NAME=VALUE]…")
@click.option("--wait", is_flag=True, help="Until it has ended; exit code 1 unless it is done.")
@_json
@click.pass_obj
def submit(
    settings: Settings, kind: str, arguments: tuple[str, ...], wait: bool, as_json: bool
) -> None:
    """The help is above: it lists the kinds."""
    values = _values(arguments)
    queue = _jobs(settings)
    with _explained():
        job = queue.submit(kind, values, command_line_user())
    while wait and not job.ended:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        job = queue.get(job.id)
    _show(job, as_json)
    if wait and job.state is not State.DONE:
        sys.exit(1)


@jobs.command()
@click.argument("job_id", type=int, metavar="ID")
@_json
@click.pass_obj
def cancel(settings: Settings, job_id: int, as_json: bool) -> None:
    """Cancel a job. One that runs stops as soon as it can; what it did is kept."""
    with _explained():
        job = _jobs(settings).cancel(job_id, command_line_user())
    _show(job, as_json)


@jobs.command()
@click.argument("job_id", type=int, metavar="ID")
@_json
@click.pass_obj
def retry(settings: Settings, job_id: int, as_json: bool) -> None:
    """Ask again for a job that failed, was cancelled or interrupted, as a new one."""
    with _explained():
        job = _jobs(settings).retry(job_id, command_line_user())
    _show(job, as_json)


@jobs.command()
@click.option("--on", "on", metavar="NAME", help="Switch it on.")
@click.option("--off", "off", metavar="NAME", help="Switch it off.")
@click.option("--remove", metavar="NAME", help="Remove one that `jobs schedule` added.")
@_json
@click.pass_obj
def schedules(
    settings: Settings, on: str | None, off: str | None, remove: str | None, as_json: bool
) -> None:
    """List the schedules, with their last and next run in UTC; or switch one on or off.

    Those named source:… are declared by the sources of `legal-library corpora sources`.
    """
    held = _jobs(settings).schedules
    by = command_line_user()
    with _explained():
        if on:
            held.switch(on, True, by)
        if off:
            held.switch(off, False, by)
        if remove:
            held.remove(remove, by)
        found = held.all()
    if as_json:
        _print_json([one.to_json() for one in found])
        return
    for one in found:
        click.echo(_schedule_line(one))


@jobs.command()
@click.argument("name")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("arguments", nargs=-1, metavar="[NAME=VALUE]…")
@click.option(
    "--at",
    required=True,
    metavar="WHEN",
    help="“every night at 02:00”, “every monday at 02:00”, “every hour”, or cron; in UTC.",
)
@_json
@click.pass_obj
def schedule(
    settings: Settings, name: str, kind: str, arguments: tuple[str, ...], at: str, as_json: bool
) -> None:
    """Ask for a job again and again, under a NAME; the same name again changes it.

    KIND and NAME=VALUE are as for `jobs submit`. A run that was missed is made up for once.
    """
    values = _values(arguments)
    with _explained():
        kept = _jobs(settings).schedules.put(name, kind, values, at, command_line_user())
    if as_json:
        _print_json(kept.to_json())
        return
    click.echo(_schedule_line(kept))


@click.command()
@click.option("--once", is_flag=True, help="Do what is queued, and end.")
@click.option(
    "--at-once",
    type=click.IntRange(1, 32),
    default=2,
    show_default=True,
    help="Jobs that run at a time.",
)
@click.option(
    "--grace",
    type=click.FloatRange(0.1, 3600),
    default=GRACE_SECONDS,
    show_default=True,
    help="Seconds that a job has to stop in when it is cancelled, or the worker stopped.",
)
@click.pass_obj
def worker(settings: Settings, once: bool, at_once: int, grace: float) -> None:
    """Do the jobs that are asked for, until this process is told to end (SIGTERM, Control-C).

    Jobs that run then are stopped, marked as interrupted, and can be retried. Several workers may
    run; each job is done by one of them.
    """
    collection = open_collection(settings.home, settings.database_url)
    runner = Worker(settings, collection, at_once=at_once, grace=grace)
    if once:
        runner.look()
        return
    click.echo("Waiting for jobs (Control-C stops)", err=True)
    runner.serve()


def _values(arguments: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in arguments:
        name, equals, value = text.partition("=")
        if not equals or name in values:
            raise click.UsageError(f"{text!r} is not NAME=VALUE, once for each name")
        values[name] = value
    return values


def _words(arguments: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in arguments.items())


def _schedule_line(one: Schedule) -> str:
    last = f"last {one.last_run_at} (job {one.last_job})" if one.last_run_at else "never run"
    following = f"next {one.next_run_at}" if one.active else "off"
    what = f"{one.kind} {_words(one.arguments)}".rstrip()
    return f"{one.name}  {what}  “{one.cron}”  {following}; {last}"


def _line(job: Job) -> str:
    what = f"{job.kind} {_words(job.arguments)}".rstrip()
    at = job.ended_at or job.started_at or job.queued_at
    return f"{job.id:>6}  {job.state.value:11}  {what}  {_remarks(job)}  {at}".rstrip()


def _remarks(job: Job) -> str:
    progress = job.progress
    far = ""
    if not job.ended and (progress.done or progress.total):
        total = "?" if progress.total is None else progress.total
        far = f"{progress.done} of {total} {progress.unit}"
    cancelling = f"{job.cancelled_by} asked to cancel it" if not job.ended else ""
    return "; ".join(
        filter(None, (far, job.message, job.error, cancelling if job.cancelled_by else ""))
    )


def _show(job: Job, as_json: bool) -> None:
    if as_json:
        _print_json(job.to_json())
        return
    click.echo(_line(job))
    click.echo(f"        asked for by {job.asked_by}, {job.queued_at}")
    if job.started_at and job.ended_at:
        taken = datetime.fromisoformat(job.ended_at) - datetime.fromisoformat(job.started_at)
        click.echo(f"        took {taken}")
    for name, value in job.result.items():
        click.echo(f"        {name}: {json.dumps(value, ensure_ascii=False)}")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
