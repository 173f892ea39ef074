"""The curators' pages, under `/curator`. What nobody may see without signing in is kept so in one
place, `frame`; here they are put together."""

from flask import Flask

from corpora.store import Collection
from mappings.settings import Settings
from search_app.curator import (
    audit,
    changes,
    corrections,
    frame,
    jobs,
    oidc,
    problems,
    releases,
    reports,
    review,
    schedules,
    sign_in,
    sources,
    start,
    users,
)
from search_app.curator.secret import secret_key

__all__ = [
    "audit",
    "changes",
    "corrections",
    "jobs",
    "problems",
    "register",
    "releases",
    "reports",
    "review",
    "schedules",
    "sign_in",
    "sources",
    "start",
    "users",
]


def register(app: Flask, collection: Collection, settings: Settings) -> None:
    """Adds the curators' pages to the application. Where there is no place for the key that signs
    their cookies, there are none, and the log says so."""
    try:
        app.secret_key = settings.secret_key or secret_key(settings.home)
    except OSError as error:
        app.logger.warning(
            "no curators' pages: %s cannot be written to; set SECRET_KEY (%s)", settings.home, error
        )
        return
    frame.register(app, collection, settings)
    oidc.register(app, settings.oidc)
