"""Work that is asked for as jobs, what they say, and their schedules."""

from sqlalchemy import JSON, BigInteger, Column, Integer, String, Text

from corpora.migrations.steps import KEY, create_index, create_table

revision = "7"
down_revision = "6"


def upgrade() -> None:
    create_table(
        "job",
        Column("id", KEY, primary_key=True, autoincrement=True),
        Column("kind", String, nullable=False),
        Column("arguments", JSON, nullable=False),
        Column("asked_by", String, nullable=False),
        Column("schedule", String, nullable=False),
        Column("retry_of", KEY, unique=True),
        Column("state", String, nullable=False),
        Column("progress_done", BigInteger, nullable=False),
        Column("progress_total", BigInteger),
        Column("progress_unit", String, nullable=False),
        Column("message", Text, nullable=False),
        Column("error", Text, nullable=False),
        Column("result", JSON, nullable=False),
        Column("cancelled_by", String, nullable=False),
        Column("worker", String, nullable=False),
        Column("queued_at", String, nullable=False),
        Column("started_at", String),
        Column("ended_at", String),
    )
    create_index("job_by_state", "job", "state")
    create_table(
        "job_line",
        Column("job_id", KEY, primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("at", String, nullable=False),
        Column("text", Text, nullable=False),
    )
    create_table(
        "job_schedule",
        Column("name", String, primary_key=True),
        Column("kind", String, nullable=False),
        Column("arguments", JSON, nullable=False),
        Column("cron", String, nullable=False),
        Column("active", Integer, nullable=False),
        Column("changed_by", String, nullable=False),
        Column("last_run_at", String),
        Column("last_job", KEY),
        Column("next_run_at", String),
    )
