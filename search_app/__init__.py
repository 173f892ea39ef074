"""The front end: from a question to an answer. Reads only, but for what readers report."""

from search_app.web.app import create_app

__all__ = ["create_app"]
