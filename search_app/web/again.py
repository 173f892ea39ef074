"""A question whose connection to the database was cut is asked again."""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError


class AskedAgain(Flask):
    """Answers a question once more when the database's server ended the connection while it was
    answered, as it does when it restarts. Connecting then waits (`corpora.patience`)."""

    def dispatch_request(self) -> ResponseReturnValue:
        try:
            return super().dispatch_request()
        except DBAPIError as error:
            if not error.connection_invalidated or request.method not in ("GET", "HEAD"):
                raise
        return super().dispatch_request()
