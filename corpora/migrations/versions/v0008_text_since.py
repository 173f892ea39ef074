"""Since when the texts of laws are there that were read again."""

from sqlalchemy import Column, String

from corpora.migrations.steps import create_table

revision = "8"
down_revision = "7"


def upgrade() -> None:
    create_table(
        "text_since",
        Column("law_id", String, primary_key=True),
        Column("since", String, nullable=False),
    )
