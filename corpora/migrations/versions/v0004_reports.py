"""Reports of readers, ids of laws that are no more, and the state; alembic has the version."""

from uuid import uuid4

from alembic import op
from sqlalchemy import Column, String, Text, column, delete, insert, select, table

from corpora.migrations.steps import KEY, add_columns, create_table

revision = "4"
down_revision = "3"


def upgrade() -> None:
    add_columns("file", Column("listed", String(64), nullable=False, server_default=""))
    create_table(
        "former_law",
        Column("law_id", String, primary_key=True),
        Column("source_id", String, nullable=False),
        Column("path", String, nullable=False),
        Column("gone_at", String, nullable=False),
    )
    create_table(
        "report",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("law_id", String, nullable=False),
        Column("law_title", Text, nullable=False),
        Column("path", String, nullable=False),
        Column("quotation", Text, nullable=False),
        Column("message", Text, nullable=False),
        Column("contact", Text, nullable=False),
        Column("reported_at", String, nullable=False),
        Column("done_at", String),
    )
    meta = table("meta", column("name"), column("value"))
    connection = op.get_bind()
    # Programs that know nothing of alembic read it, and refuse a version that is not theirs.
    connection.execute(delete(meta).where(meta.c.name == "schema_version"))
    connection.execute(insert(meta).values(name="schema_version", value=revision))
    if connection.scalar(select(meta.c.value).where(meta.c.name == "state")) is None:
        connection.execute(insert(meta).values(name="state", value=uuid4().hex))
