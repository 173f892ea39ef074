"""A line of the log for each request, and an id by which its other lines are found.

What was searched for is not in it: queries are the readers' own.
"""

import re
from time import perf_counter
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

_HEADER = "X-Request-Id"
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_log = structlog.get_logger("request")


def register(app: Flask) -> None:
    """Gives each request the id that the proxy gave it, or one of its own; the answer says it."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get(_HEADER, "")
    g.request_id = given if _ID.fullmatch(given) else uuid4().hex
    g.began = perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers[_HEADER] = g.request_id
    _log.info(
        "answered",
        method=request.method,
        route=route(),
        status=response.status_code,
        milliseconds=round(1000 * (perf_counter() - g.began), 1),
    )
    return response


def route() -> str:
    """The pattern of the address that was asked for; whatever leads nowhere is one."""
    return request.url_rule.rule if request.url_rule else "(nowhere)"
