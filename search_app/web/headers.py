"""Headers of every response: what the browser may do, what may be cached; and texts compressed."""

from flask import Flask, Response, request
from flask_compress import Compress

_SECURITY = {
    # No script, no style but the files of ours, nothing from elsewhere: a hostile text cannot act.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
        "img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_YEAR = 31536000
_TEXTS = [
    "application/atom+xml",
    "application/json",
    "application/opensearchdescription+xml",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
]


def register(app: Flask) -> None:
    """Adds the headers to every response of the application, and compresses texts for those who
    take it; what is written as it is read is compressed as it is sent."""
    # What is registered first runs last: a page is compressed when its ETag is known.
    app.config["COMPRESS_MIMETYPES"] = _TEXTS
    Compress(app)
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in _SECURITY.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
    if response.cache_control.no_store:
        return response
    if request.path.startswith("/static/") and request.args.get("v"):
        response.cache_control.public = True
        response.cache_control.max_age = _YEAR
        response.cache_control.immutable = True
        response.cache_control.no_cache = None
    elif response.status_code == 200 and request.method in ("GET", "HEAD"):
        response.cache_control.private = True
        response.cache_control.no_cache = True
        if not response.is_streamed and not response.direct_passthrough:
            response.add_etag()
            response.make_conditional(request)
    else:
        response.cache_control.no_store = True
    return response
