"""What a file was before, what laws lack of their file, dates as printed, and decisions."""

from sqlalchemy import JSON, BigInteger, Column, Integer, String, Text

from corpora.migrations.steps import KEY, add_columns, create_index, create_table

revision = "2"
down_revision = "1"


def upgrade() -> None:
    add_columns(
        "file",
        Column("url", Text, nullable=False, server_default=""),
        Column("gone_at", String),
    )
    add_columns(
        "law",
        Column("dates_printed", JSON, nullable=False, server_default="{}"),
        Column("history", JSON, nullable=False, server_default="[]"),
        Column("dropped", JSON),
        Column("lost", BigInteger, nullable=False, server_default="0"),
        Column("pages", JSON, nullable=False, server_default="[]"),
    )
    create_index("law_by_lost", "law", "lost")
    create_table(
        "superseded",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("source_id", String, nullable=False),
        Column("path", String, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("url", Text, nullable=False),
        Column("imported_at", String, nullable=False),
        Column("superseded_at", String, nullable=False),
        Column("laws", JSON, nullable=False),
    )
    create_index("superseded_by_file", "superseded", "source_id", "path")
    create_table(
        "decision",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("law_id", String, nullable=False),
        Column("law_title", Text, nullable=False),
        Column("jurisdiction", String, nullable=False),
        Column("path", String, nullable=False),
        Column("label", Text, nullable=False),
        Column("heading", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("language", String, nullable=False),
        Column("ancestors", JSON, nullable=False),
        Column("page", Integer),
        Column("scheme", String, nullable=False),
        Column("code", String, nullable=False),
        Column("verdict", String, nullable=False),
        Column("reason", Text, nullable=False),
        Column("author", String, nullable=False),
        Column("decided_at", String, nullable=False),
    )
    create_index("decision_by_law", "decision", "law_id")
