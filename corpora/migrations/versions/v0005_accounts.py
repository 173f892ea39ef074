"""Accounts of curators, who is signed in, and the audit trail."""

from alembic import op
from sqlalchemy import JSON, Column, String, Text, UniqueConstraint

from corpora.migrations.steps import KEY, create_index, create_table

revision = "5"
down_revision = "4"

_AUDIT_IS_KEPT = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_is_kept_{when}",
        "CREATE TRIGGER audit_is_kept_{when} BEFORE {when} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_is_kept() RETURNS trigger AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$ LANGUAGE plpgsql",
        "DROP TRIGGER IF EXISTS audit_is_kept_{when} ON audit",
        "CREATE TRIGGER audit_is_kept_{when} BEFORE {when} ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_kept()",
    ),
}


def upgrade() -> None:
    create_table(
        "account",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("name", String, nullable=False, unique=True),
        Column("role", String, nullable=False),
        Column("password_hash", Text, nullable=False),
        Column("issuer", String),
        Column("subject", String),
        Column("created_at", String, nullable=False),
        Column("disabled_at", String),
        UniqueConstraint("issuer", "subject"),
    )
    create_table(
        "sign_in",
        Column("token_sha256", String(64), primary_key=True),
        Column("account_key", KEY, nullable=False),
        Column("begun_at", String, nullable=False),
        Column("seen_at", String, nullable=False),
    )
    create_index("sign_in_by_account", "sign_in", "account_key")
    create_table(
        "sign_in_attempt",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("name", String, nullable=False),
        Column("address", String, nullable=False),
        Column("at", String, nullable=False),
    )
    create_index("sign_in_attempt_by_time", "sign_in_attempt", "at")
    create_table(
        "audit",
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("at", String, nullable=False),
        Column("who", String, nullable=False),
        Column("address", String, nullable=False),
        Column("action", String, nullable=False),
        Column("object", Text, nullable=False),
        Column("before", JSON),
        Column("after", JSON),
    )
    create_index("audit_by_time", "audit", "at")
    for when in ("UPDATE", "DELETE"):
        for statement in _AUDIT_IS_KEPT.get(op.get_bind().dialect.name, ()):
            op.execute(statement.format(when=when))
