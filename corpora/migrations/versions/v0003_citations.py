"""What cites what, and the names that laws are cited by."""

from sqlalchemy import Column, Integer, String

from corpora.migrations.steps import KEY, create_index, create_table
from corpora.migrations.versions import v0002_versions

revision = "3"
down_revision = "2"


def upgrade() -> None:
    # What the collection's form of version 2 lacks.
    v0002_versions.upgrade()
    create_table(
        "law_name",
        Column("name", String, primary_key=True),
        Column("law_key", KEY, primary_key=True, autoincrement=False),
        Column("build", Integer, primary_key=True, autoincrement=False),
    )
    create_index("law_name_by_law", "law_name", "law_key")
    create_table(
        "citation",
        Column("to_law", KEY, primary_key=True, autoincrement=False),
        Column("place", String, primary_key=True),
        Column("from_law", KEY, primary_key=True, autoincrement=False),
        Column("from_ordinal", Integer, primary_key=True, autoincrement=False),
        Column("build", Integer, primary_key=True, autoincrement=False),
    )
    create_index("citation_by_citing", "citation", "from_law")
