"""Whether a form was sent from a page of this site."""

from urllib.parse import urlsplit

from flask import Request


def is_ours(request: Request) -> bool:
    """Whether a page of this site sent it: browsers say so, for every POST."""
    if said := request.headers.get("Sec-Fetch-Site"):
        return said == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
