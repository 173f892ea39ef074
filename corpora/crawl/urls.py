"""One spelling for each URL, and a file name for it."""

import hashlib
import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

# Browsers and servers stop at about this length.
MAX_URL = 2_000
_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPED = re.compile("%([0-9A-Fa-f]{2})")
_PATH_SAFE = "/!$&'()*+,;=:@%"
_QUERY_SAFE = _PATH_SAFE + "?[]"


class BadURL(ValueError):
    """Not a URL that is fetched. The message says why."""


def normalise(url: str, base: str = "") -> str:
    """The URL, absolute and in the one spelling we use: scheme and host in small letters, no
    fragment, no default port, no dot segments, escapes in capitals and only where needed.

    Raises BadURL for anything but http and https, for names and passwords in it, and for one
    longer than MAX_URL.
    """
    try:
        # Browsers ignore these in links; a line feed in one must not reach a request.
        url = re.sub(r"[\t\r\n]", "", url.strip())
        parts = urlsplit(urljoin(base, url) if base else url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadURL(f"{url[:200]!r} is not a URL ({error})") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise BadURL(f"{url[:200]!r} is neither http nor https")
    if not host:
        raise BadURL(f"{url[:200]!r} names no host")
    if parts.username is not None or parts.password is not None:
        raise BadURL(f"the URL for {host!r} has a user name in it")
    host = _host(host)
    netloc = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    path = _escaped(_without_dots(_escaped(parts.path or "/", _PATH_SAFE)), _PATH_SAFE)
    # One slash in front: two would be read as a host.
    path = "/" + path.lstrip("/")
    found = urlunsplit((scheme, netloc, path, _escaped(parts.query, _QUERY_SAFE), ""))
    if len(found) > MAX_URL:
        raise BadURL(f"the URL {found[:100]}… is longer than {MAX_URL} characters")
    return found


def host_of(url: str) -> str:
    """Host and port of a normalised URL, as its servers are told apart: `host` or `host:port`."""
    return urlsplit(url).netloc


def file_name(url: str, suffix: str) -> str:
    """A path for the file of a URL: readable, safe on any disk, and not that of another URL."""
    parts = urlsplit(url)
    readable = parts.path.strip("/")
    if parts.query:
        readable += f"_{parts.query}"
    stem = re.sub(rf"\.{re.escape(suffix)}$", "", readable, flags=re.IGNORECASE)
    segments = [re.sub(r"[^\w.=@-]+", "_", part)[:60].strip(".") for part in stem.split("/")]
    kept = "/".join(part for part in segments[-6:] if part) or "index"
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return f"{parts.netloc.replace(':', '_')}/{kept}-{digest}.{suffix}"


def _host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    host = host.rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise BadURL(f"{host!r} is not the name of a host") from error
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,253}", host):
        raise BadURL(f"{host[:200]!r} is not the name of a host")
    return host.lower()


def _escaped(text: str, safe: str) -> str:
    def spelled(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else f"%{match[1].upper()}"

    # A percent sign that begins no escape is one that somebody forgot to escape.
    text = re.sub("%(?![0-9A-Fa-f]{2})", "%25", text)
    quoted = quote(text, safe=safe + "".join(_UNRESERVED), errors="replace")
    return _ESCAPED.sub(spelled, quoted)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
