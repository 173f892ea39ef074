"""The documents say what the code does."""

from pathlib import Path

import click
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from corpora import schema
from corpora.migrations import upgrade
from legal_library import main
from mappings.fields_page import page
from mappings.settings import VARIABLES

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(group: click.Group, above: str = "") -> list[str]:
    found = []
    for name, command in group.commands.items():
        full = f"{above} {name}".strip()
        found += commands(command, full) if isinstance(command, click.Group) else [full]
    return found


def test_the_readme_has_every_setting_with_its_default() -> None:
    readme = read("README.md")
    for name, (default, purpose) in VARIABLES.items():
        shown = default if default.startswith(("not", "SQLite", "8000")) else f"`{default}`"
        assert f"| `{name}` | {shown} | {purpose} |" in readme


def test_every_command_is_in_the_documents_and_has_help() -> None:
    documents = read("README.md") + read("docs/command-line.md")
    for name in commands(main):
        assert name in documents


def test_the_page_of_fields_is_the_table_of_fields() -> None:
    assert read("docs/fields.md") == page()


def test_every_room_is_on_the_map() -> None:
    map_of_the_house = read("docs/architecture.md")
    for room in ("mappings", "corpora", "indexer", "search_app"):
        assert f"`{room}/`" in map_of_the_house


def test_files_that_the_map_names_exist() -> None:
    for name in ("mappings/records.py", "mappings/fields.py", "corpora/importer.py",
                 "corpora/extract/registry.py", "indexer/pipeline.py", "indexer/engine/protocol.py",
                 "search_app/services/search.py", "search_app/web/pages.py"):  # fmt: skip
        assert (ROOT / name).is_file()


def test_the_tables_change_by_migrations_alone() -> None:
    """tests/corpora/test_migrations.py has the rest; this one is quick."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection, None)
        context = MigrationContext.configure(connection)
        missing = compare_metadata(context, schema.metadata)
    assert missing == [], "add a file to corpora/migrations/versions"
