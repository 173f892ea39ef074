"""The tables of the collection store; `corpora.migrations` leads to them from earlier ones."""

from pathlib import Path
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
    UniqueConstraint,
    and_,
    event,
)
from sqlalchemy.schema import DDL

_MIGRATIONS = Path(__file__).parent / "migrations" / "versions"

# The newest migration says it: v0004_….py leads to version 4.
SCHEMA_VERSION = max(int(path.name[1:5]) for path in _MIGRATIONS.glob("v*.py"))

# The row of `meta` that every change of sources, files and laws gives another value.
STATE = "state"

metadata = MetaData()

# SQLite only numbers rows by itself when the key column is INTEGER.
_KEY = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("id", String, primary_key=True),
    Column("licence", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("demonstration", Integer, nullable=False),
)

# One row a file that an import has seen, whatever became of it.
file = Table(
    "file",
    metadata,
    Column("source_id", ForeignKey("source.id"), primary_key=True),
    Column("path", String, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("outcome", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("extractor_version", Integer, nullable=False),
    Column("imported_at", String, nullable=False),
    # Where a crawl found it; "" for a file that was never on the web.
    Column("url", Text, nullable=False),
    # What the source's list said of it (`Origin.fingerprint`); "" for nothing.
    Column("listed", String(64), nullable=False),
    # When its source was found not to have it any more; its laws stay.
    Column("gone_at", String),
)
Index("file_by_outcome", file.c.outcome)

# What a file was before it changed: its bytes are in the raw files, its laws are here.
superseded = Table(
    "superseded",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("source_id", String, nullable=False),
    Column("path", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("imported_at", String, nullable=False),
    Column("superseded_at", String, nullable=False),
    Column("laws", JSON, nullable=False),
)
Index("superseded_by_file", superseded.c.source_id, superseded.c.path)

# Ids of laws that a file gave once and gives no more: their permalinks lead on.
former_law = Table(
    "former_law",
    metadata,
    Column("law_id", String, primary_key=True),
    Column("source_id", String, nullable=False),
    Column("path", String, nullable=False),
    Column("gone_at", String, nullable=False),
)

# When the text of a law came, of those whose file was read again since (`corpora.news`); that of
# the others came when their file was read.
text_since = Table(
    "text_since",
    metadata,
    Column("law_id", String, primary_key=True),
    Column("since", String, nullable=False),
)

law = Table(
    "law",
    metadata,
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
    Column("dates_printed", JSON, nullable=False),
    Column("year", Integer),
    Column("date", String),
    Column("identifiers", JSON, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("media_type", String, nullable=False),
    Column("raw_sha256", String(64), nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("history", JSON, nullable=False),
    Column("dropped", JSON),
    Column("lost", BigInteger, nullable=False),
    # [first, last, quality, confidence] of pages that follow each other.
    Column("pages", JSON, nullable=False),
    Column("provision_count", Integer, nullable=False),
    Column("characters", BigInteger, nullable=False),
)

FILE_OF_LAW = and_(file.c.source_id == law.c.source_id, file.c.path == law.c.source_path)
"""Joins a law with the file it was read from."""
Index("law_by_file", law.c.source_id, law.c.source_path)
Index("law_by_jurisdiction", law.c.jurisdiction)
Index("law_by_lost", law.c.lost)


def _provision_columns() -> tuple[Column[Any], ...]:
    """The columns of a provision, for each table that holds one."""
    return (
        Column("path", String, nullable=False),
        Column("label", Text, nullable=False),
        Column("heading", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("language", String, nullable=False),
        Column("ancestors", JSON, nullable=False),
        Column("page", Integer),
    )


provision = Table(
    "provision",
    metadata,
    Column("law_key", _KEY, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    *_provision_columns(),
)
Index("provision_by_path", provision.c.law_key, provision.c.path, unique=True)

# What curators decided, in the order of deciding. Rows are added and never changed: the last one
# on a provision and a code counts. No key leads from here to laws: a decision outlives them.
decision = Table(
    "decision",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("law_id", String, nullable=False),
    Column("law_title", Text, nullable=False),
    Column("jurisdiction", String, nullable=False),
    # The provision as the curator read it.
    *_provision_columns(),
    Column("scheme", String, nullable=False),
    Column("code", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("decided_at", String, nullable=False),
)
Index("decision_by_law", decision.c.law_id)

# What curators corrected of laws. Rows are added and never changed: the last one on a law and a
# field counts; without a value the field is again as the file says. It outlives the law.
correction = Table(
    "correction",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("law_id", String, nullable=False),
    Column("law_title", Text, nullable=False),
    Column("field", String, nullable=False),
    Column("value", Text),
    Column("reason", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("corrected_at", String, nullable=False),
)
Index("correction_by_law", correction.c.law_id)

# What the files of corrected laws say (`corpora.corrected`): the laws are stored corrected.
law_as_read = Table(
    "law_as_read",
    metadata,
    Column("law_id", String, primary_key=True),
    Column("kept", JSON, nullable=False),
)

# What readers say is wrong in a law, for the curators. It outlives the law, as a decision does.
report = Table(
    "report",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("law_id", String, nullable=False),
    Column("law_title", Text, nullable=False),
    Column("path", String, nullable=False),
    Column("quotation", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("reported_at", String, nullable=False),
    Column("done_at", String),
)

# What a curator said when a report was closed; there is none where nobody said anything.
report_answer = Table(
    "report_answer",
    metadata,
    Column("report_key", _KEY, primary_key=True, autoincrement=False),
    Column("answer", Text, nullable=False),
)

# Who may sign in to the curators' pages.
account = Table(
    "account",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False, unique=True),
    Column("role", String, nullable=False),
    # As `corpora.passwords` writes it; "" where only a provider of identities signs in.
    Column("password_hash", Text, nullable=False),
    # The provider and what it calls the person (OpenID Connect), once they have met.
    Column("issuer", String),
    Column("subject", String),
    Column("created_at", String, nullable=False),
    Column("disabled_at", String),
    UniqueConstraint("issuer", "subject"),
)

# Who is signed in. The token is in the browser alone; here is its SHA-256.
sign_in = Table(
    "sign_in",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("account_key", _KEY, nullable=False),
    Column("begun_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
)
Index("sign_in_by_account", sign_in.c.account_key)

# Attempts to sign in with a password that did not succeed, or not yet.
sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False),
    Column("address", String, nullable=False),
    Column("at", String, nullable=False),
)
Index("sign_in_attempt_by_time", sign_in_attempt.c.at)

# Every change that a person made: who, from where, when, what, and what it was before and after.
audit = Table(
    "audit",
    metadata,
    Column("key", _KEY, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("address", String, nullable=False),
    Column("action", String, nullable=False),
    Column("object", Text, nullable=False),
    Column("before", JSON),
    Column("after", JSON),
)
Index("audit_by_time", audit.c.at)

# The database itself refuses to change or remove a row of it.
AUDIT_IS_KEPT = {
    "sqlite": (
        "CREATE TRIGGER audit_is_kept_{when} BEFORE {when} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION audit_is_kept() RETURNS trigger AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER audit_is_kept_{when} BEFORE {when} ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_is_kept()",
    ),
}
for _dialect, _statements in AUDIT_IS_KEPT.items():
    for _when in ("UPDATE", "DELETE"):
        for _statement in _statements:
            _ddl = DDL(_statement.format(when=_when))  # type: ignore[no-untyped-call]
            event.listen(audit, "after_create", _ddl.execute_if(dialect=_dialect))

# Work that is asked for, under way and done (`indexer.jobs`). Times are ISO 8601 in UTC.
job = Table(
    "job",
    metadata,
    Column("id", _KEY, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("asked_by", String, nullable=False),
    # The schedule that asked for it, "" for a person.
    Column("schedule", String, nullable=False),
    # The job that is done again; each one once.
    Column("retry_of", _KEY, unique=True),
    Column("state", String, nullable=False),
    Column("progress_done", BigInteger, nullable=False),
    # Null while it is not known.
    Column("progress_total", BigInteger),
    Column("progress_unit", String, nullable=False),
    Column("message", Text, nullable=False),
    # Why it did not get done.
    Column("error", Text, nullable=False),
    Column("result", JSON, nullable=False),
    # Who asked to cancel it while it was running, "" for nobody.
    Column("cancelled_by", String, nullable=False),
    # The machine and process that runs it, or ran it.
    Column("worker", String, nullable=False),
    Column("queued_at", String, nullable=False),
    Column("started_at", String),
    Column("ended_at", String),
)
Index("job_by_state", job.c.state)

# What a job said, a line a row; only the last ones are kept.
job_line = Table(
    "job_line",
    metadata,
    Column("job_id", _KEY, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("text", Text, nullable=False),
)

# Jobs that are asked for again and again.
job_schedule = Table(
    "job_schedule",
    metadata,
    Column("name", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("arguments", JSON, nullable=False),
    # Five fields of cron, in UTC.
    Column("cron", String, nullable=False),
    Column("active", Integer, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("last_run_at", String),
    Column("last_job", _KEY),
    # Null while it is switched off.
    Column("next_run_at", String),
)

# Built by the indexer from the laws (`corpora.citations`); only rows of the build that `meta` names
# are read. A name that laws are cited by, as `indexer.citations.names` spells it.
law_name = Table(
    "law_name",
    metadata,
    Column("name", String, primary_key=True),
    Column("law_key", _KEY, primary_key=True, autoincrement=False),
    Column("build", Integer, primary_key=True, autoincrement=False),
)
Index("law_name_by_law", law_name.c.law_key)

# A provision that cites a place of a law.
citation = Table(
    "citation",
    metadata,
    Column("to_law", _KEY, primary_key=True, autoincrement=False),
    Column("place", String, primary_key=True),
    Column("from_law", _KEY, primary_key=True, autoincrement=False),
    Column("from_ordinal", Integer, primary_key=True, autoincrement=False),
    Column("build", Integer, primary_key=True, autoincrement=False),
)
Index("citation_by_citing", citation.c.from_law)
