"""What curators say when they close a report."""

from sqlalchemy import Column, Text

from corpora.migrations.steps import KEY, create_table

revision = "6"
down_revision = "5"


def upgrade() -> None:
    create_table(
        "report_answer",
        Column("report_key", KEY, primary_key=True, autoincrement=False),
        Column("answer", Text, nullable=False),
    )
