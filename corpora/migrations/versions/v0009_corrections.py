"""What curators correct of laws, and what the files of those laws say."""

from sqlalchemy import JSON, Column, String, Text

from corpora.migrations.steps import KEY, create_index, create_table

revision = "9"
down_revision = "8"


def upgrade() -> None:
    create_table(
        "correction",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("law_id", String, nullable=False),
        Column("law_title", Text, nullable=False),
        Column("field", String, nullable=False),
        Column("value", Text),
        Column("reason", Text, nullable=False),
        Column("author", String, nullable=False),
        Column("corrected_at", String, nullable=False),
    )
    create_index("correction_by_law", "correction", "law_id")
    create_table(
        "law_as_read",
        Column("law_id", String, primary_key=True),
        Column("kept", JSON, nullable=False),
    )
