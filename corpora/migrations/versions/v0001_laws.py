"""Sources, files, laws and their provisions."""

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, String, Text

from corpora.migrations.steps import KEY, create_index, create_table

revision = "1"
down_revision = None


def upgrade() -> None:
    create_table(
        "meta",
        Column("name", String, primary_key=True),
        Column("value", String, nullable=False),
    )
    create_table(
        "source",
        Column("id", String, primary_key=True),
        Column("licence", Text, nullable=False),
        Column("origin", Text, nullable=False),
        Column("notes", Text, nullable=False),
        Column("demonstration", Integer, nullable=False),
    )
    create_table(
        "file",
        Column("source_id", String, ForeignKey("source.id"), primary_key=True),
        Column("path", String, primary_key=True),
        Column("sha256", String(64), nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("outcome", String, nullable=False),
        Column("reason", Text, nullable=False),
        Column("extractor_version", Integer, nullable=False),
        Column("imported_at", String, nullable=False),
    )
    create_index("file_by_outcome", "file", "outcome")
    create_table(
        "law",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("id", String, nullable=False, unique=True),
        Column("source_id", String, nullable=False),
        Column("source_path", String, nullable=False),
        Column("jurisdiction", String, nullable=False),
        Column("title", Text, nullable=False),
        Column("titles", JSON, nullable=False),
        Column("language", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("number", Text, nullable=False),
        Column("status", String, nullable=False),
        Column("dates", JSON, nullable=False),
        Column("year", Integer),
        Column("date", String),
        Column("identifiers", JSON, nullable=False),
        Column("source_url", Text, nullable=False),
        Column("licence", Text, nullable=False),
        Column("media_type", String, nullable=False),
        Column("raw_sha256", String(64), nullable=False),
        Column("warnings", JSON, nullable=False),
        Column("provision_count", Integer, nullable=False),
        Column("characters", BigInteger, nullable=False),
    )
    create_index("law_by_file", "law", "source_id", "source_path")
    create_index("law_by_jurisdiction", "law", "jurisdiction")
    create_table(
        "provision",
        Column("law_key", KEY, primary_key=True, autoincrement=False),
        Column("ordinal", Integer, primary_key=True, autoincrement=False),
        Column("path", String, nullable=False),
        Column("label", Text, nullable=False),
        Column("heading", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("language", String, nullable=False),
        Column("ancestors", JSON, nullable=False),
        Column("page", Integer),
    )
    create_index("provision_by_path", "provision", "law_key", "path", unique=True)
