"""When schedules run."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.jobs.records import JobRefused
from indexer.jobs.when import cron_of, next_after

MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("said", "cron"),
    [
        ("every night at 02:00", "0 2 * * *"),
        ("Every  day at 9:05", "5 9 * * *"),
        ("every monday at 23:59", "59 23 * * 1"),
        ("every hour", "0 * * * *"),
        (" */15 8-17 * * 1-5 ", "*/15 8-17 * * 1-5"),
    ],
)
def test_usual_times_are_said_in_words(said: str, cron: str) -> None:
    assert cron_of(said) == cron


@pytest.mark.parametrize(
    "said",
    ["", "now", "every night", "every night at 24:00", "60 * * * *", "* * * *", "* * * * * *",
     "*/0 * * * *", "0 0 * * */2", "٣ * * * *", "² * * * *", "0 0 31 2 *", "0 0 1 1 * ; rm -rf /",
     "0," * 1000 + "0 * * * *", "\0 * * * *", "every day at 02:00\n* * * * *"],
)  # fmt: skip
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(JobRefused, match=r"is no time|is never"):
        cron_of(said)


def test_a_day_that_is_rare_is_found() -> None:
    assert next_after("0 0 29 2 *", datetime(2025, 3, 1, tzinfo=UTC)) == datetime(
        2028, 2, 29, tzinfo=UTC
    )


@given(st.integers(0, 59), st.integers(0, 23), MOMENTS)
def test_what_runs_daily_runs_within_a_day_at_its_minute(
    minute: int, hour: int, moment: datetime
) -> None:
    found = next_after(f"{minute} {hour} * * *", moment)
    assert timedelta() < found - moment <= timedelta(days=1)
    assert (found.minute, found.hour, found.second) == (minute, hour, 0)


@given(st.text(max_size=30))
def test_any_text_is_a_time_or_refused(said: str) -> None:
    try:
        next_after(cron_of(said), datetime(2026, 1, 1, tzinfo=UTC))
    except JobRefused as error:
        assert str(error)
