"""The tables of the collection as programs of earlier versions created them."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

_KEY = BigInteger().with_variant(Integer, "sqlite")

# What was added to version 1: (part, table, column or None for the whole table). Version 2 had
# each of its parts alone before it had all of them; version 3 got two after it had begun.
PARTS_OF_2 = ("pages", "losses", "printed dates", "earlier versions", "decisions")
PARTS_OF_3 = ("citations", "lists", "reports", "former laws")

FORMS: dict[str, tuple[int, tuple[str, ...]]] = {
    "1": (1, ()),
    "2 with pages": (2, ("pages",)),
    "2 with losses": (2, ("losses",)),
    "2 with printed dates": (2, ("printed dates",)),
    "2 with earlier versions": (2, ("earlier versions",)),
    "2": (2, PARTS_OF_2),
    "3 at first": (3, (*PARTS_OF_2, "citations")),
    "3 with lists": (3, (*PARTS_OF_2, "citations", "lists")),
    "3": (3, (*PARTS_OF_2, *PARTS_OF_3)),
}
"""The version that `meta` says, and the parts, of each form that there was."""


def _provision() -> list[Column[Any]]:
    return [
        Column("path", String, nullable=False),
        Column("label", Text, nullable=False),
        Column("heading", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("language", String, nullable=False),
        Column("ancestors", JSON, nullable=False),
        Column("page", Integer),
    ]


def earlier_tables(parts: tuple[str, ...]) -> MetaData:
    """The tables of version 1 with some of what came later."""
    metadata = MetaData()

    def table(name: str, *columns: Any, part: str = "") -> None:
        if not part or part in parts:
            Table(name, metadata, *columns)

    def those(part: str, *columns: Column[Any]) -> tuple[Column[Any], ...]:
        return columns if part in parts else ()

    table("meta", Column("name", String, primary_key=True), Column("value", String, nullable=False))
    table(
        "source",
        Column("id", String, primary_key=True),
        Column("licence", Text, nullable=False),
        Column("origin", Text, nullable=False),
        Column("notes", Text, nullable=False),
        Column("demonstration", Integer, nullable=False),
    )
    table(
        "file",
        Column("source_id", ForeignKey("source.id"), primary_key=True),
        Column("path", String, primary_key=True),
        Column("sha256", String(64), nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("outcome", String, nullable=False),
        Column("reason", Text, nullable=False),
        Column("extractor_version", Integer, nullable=False),
        Column("imported_at", String, nullable=False),
        *those("earlier versions", Column("url", Text, nullable=False)),
        *those("lists", Column("listed", String(64), nullable=False)),
        *those("earlier versions", Column("gone_at", String)),
        Index("file_by_outcome", "outcome"),
    )
    table(
        "law",
        Column("key", _KEY, primary_key=True, autoincrement=True),
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
        *those("printed dates", Column("dates_printed", JSON, nullable=False)),
        Column("year", Integer),
        Column("date", String),
        Column("identifiers", JSON, nullable=False),
        Column("source_url", Text, nullable=False),
        Column("licence", Text, nullable=False),
        Column("media_type", String, nullable=False),
        Column("raw_sha256", String(64), nullable=False),
        Column("warnings", JSON, nullable=False),
        *those(
            "losses",
            Column("history", JSON, nullable=False),
            Column("dropped", JSON),
            Column("lost", BigInteger, nullable=False),
        ),
        *those("pages", Column("pages", JSON, nullable=False)),
        Column("provision_count", Integer, nullable=False),
        Column("characters", BigInteger, nullable=False),
        Index("law_by_file", "source_id", "source_path"),
        Index("law_by_jurisdiction", "jurisdiction"),
        *([Index("law_by_lost", "lost")] if "losses" in parts else []),
    )
    table(
        "provision",
        Column("law_key", _KEY, primary_key=True, autoincrement=False),
        Column("ordinal", Integer, primary_key=True, autoincrement=False),
        *_provision(),
        Index("provision_by_path", "law_key", "path", unique=True),
    )
    table(
        "superseded",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("source_id", String, nullable=False),
        Column("path", String, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("url", Text, nullable=False),
        Column("imported_at", String, nullable=False),
        Column("superseded_at", String, nullable=False),
        Column("laws", JSON, nullable=False),
        Index("superseded_by_file", "source_id", "path"),
        part="earlier versions",
    )
    table(
        "decision",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("law_id", String, nullable=False),
        Column("law_title", Text, nullable=False),
        Column("jurisdiction", String, nullable=False),
        *_provision(),
        Column("scheme", String, nullable=False),
        Column("code", String, nullable=False),
        Column("verdict", String, nullable=False),
        Column("reason", Text, nullable=False),
        Column("author", String, nullable=False),
        Column("decided_at", String, nullable=False),
        Index("decision_by_law", "law_id"),
        part="decisions",
    )
    table(
        "law_name",
        Column("name", String, primary_key=True),
        Column("law_key", _KEY, primary_key=True, autoincrement=False),
        Column("build", Integer, primary_key=True, autoincrement=False),
        Index("law_name_by_law", "law_key"),
        part="citations",
    )
    table(
        "citation",
        Column("to_law", _KEY, primary_key=True, autoincrement=False),
        Column("place", String, primary_key=True),
        Column("from_law", _KEY, primary_key=True, autoincrement=False),
        Column("from_ordinal", Integer, primary_key=True, autoincrement=False),
        Column("build", Integer, primary_key=True, autoincrement=False),
        Index("citation_by_citing", "from_law"),
        part="citations",
    )
    table(
        "report",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("law_id", String, nullable=False),
        Column("law_title", Text, nullable=False),
        Column("path", String, nullable=False),
        Column("quotation", Text, nullable=False),
        Column("message", Text, nullable=False),
        Column("contact", Text, nullable=False),
        Column("reported_at", String, nullable=False),
        Column("done_at", String),
        part="reports",
    )
    table(
        "former_law",
        Column("law_id", String, primary_key=True),
        Column("source_id", String, nullable=False),
        Column("path", String, nullable=False),
        Column("gone_at", String, nullable=False),
        part="former laws",
    )
    return metadata
