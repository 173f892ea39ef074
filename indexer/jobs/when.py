"""When a schedule runs: five fields of cron, in UTC, or words for the usual ones."""

import re
from datetime import UTC, datetime, timedelta

from huey import crontab

from indexer.jobs.records import JobRefused

_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_WORDS = re.compile(rf"every (day|night|{'|'.join(_DAYS)}) at ([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_LONGEST = 100
# A 29th of February that is a Sunday comes every 28 years; once it was 40.
_YEARS = 41


def cron_of(text: str) -> str:
    """The five fields of what a person wrote. Raises JobRefused."""
    words = " ".join(text.lower().split())
    if words == "every hour":
        return "0 * * * *"
    if found := _WORDS.fullmatch(words):
        day, hour, minute = found.groups()
        weekday = str(_DAYS.index(day)) if day in _DAYS else "*"
        return f"{int(minute)} {int(hour)} * * {weekday}"
    fields = words.split(" ")
    if len(words) > _LONGEST or len(fields) != 5 or not words.isascii():
        raise _refused(text)
    cron = " ".join(fields)
    next_after(cron, datetime.now(UTC))
    return cron


def next_after(cron: str, moment: datetime) -> datetime:
    """The first minute after a moment that a cron expression names; both in UTC. Raises JobRefused
    where there is none."""
    minute, hour, day, month, weekday = cron.split(" ")
    try:
        is_day = crontab(day=day, month=month, day_of_week=weekday, strict=True)
        is_minute = crontab(minute=minute, hour=hour, strict=True)
    except ValueError as error:
        raise _refused(cron) from error
    first = moment.replace(second=0, microsecond=0) + timedelta(minutes=1)
    midnight = first.replace(hour=0, minute=0)
    for days in range(_YEARS * 366):
        today = midnight + timedelta(days=days)
        if not is_day(today):
            continue
        for minutes in range(24 * 60):
            found = today + timedelta(minutes=minutes)
            if found >= first and is_minute(found):
                return found
    raise JobRefused(f"{cron!r} is never: there is no such day")


def _refused(text: str) -> JobRefused:
    return JobRefused(
        f"{text[:_LONGEST]!r} is no time: say it like “every day at 02:00”, “every monday at "
        "02:00”, “every hour”, or as the five fields of cron (minute, hour, day, month, day of the "
        "week, in UTC)"
    )
