"""What a user sees when something is not there or does not work. Never a stack trace."""

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, NotFound

from corpora.database import CollectionError
from indexer.engine.protocol import EngineUnavailable
from search_app.messages import gettext

_RETRY_SECONDS = "30"


def register(app: Flask) -> None:
    """Registers the handlers."""
    app.register_error_handler(EngineUnavailable, _unavailable)
    app.register_error_handler(SQLAlchemyError, _unavailable)
    app.register_error_handler(CollectionError, _unavailable)
    app.register_error_handler(404, _not_found)
    app.register_error_handler(HTTPException, _other)
    app.register_error_handler(Exception, _broken)


def _answer(status: int, title: str, text: str) -> Response:
    if request.path.startswith("/api/"):
        response = jsonify(error=title, detail=text)
    else:
        response = make_response(render_template("error.html", title=title, text=text))
    response.status_code = status
    return response


def _unavailable(error: Exception) -> Response:
    current_app.logger.error("unavailable: %s", error)
    response = _answer(
        503,
        gettext("Search is not available at the moment"),
        gettext(
            "The search index or the collection does not answer. Your address line keeps the "
            "search: reload the page in a minute. Nothing is lost."
        ),
    )
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _not_found(error: HTTPException) -> Response:
    # What the framework says of an address that leads nowhere, it says in English.
    said = "" if error.description == NotFound.description else error.description
    return _answer(
        404,
        gettext("There is no such page"),
        said or gettext("This address leads nowhere here. Look at its spelling, or search."),
    )


def _other(error: HTTPException) -> Response:
    status = error.code or 500
    said = gettext("This cannot be answered here (%(status)s)") % {"status": status}
    return _answer(status, said, error.description or "")


def _broken(error: Exception) -> Response:
    current_app.logger.exception("error while answering %s", request.path, exc_info=error)
    return _answer(
        500,
        gettext("Something went wrong here"),
        gettext("The fault is ours and has been recorded. Please try again."),
    )
