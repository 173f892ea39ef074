"""Sitemaps (sitemaps.org) as XML, piece by piece, since they may be long."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

# The protocol allows no more in one file.
MAX_ADDRESSES = 50_000

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_index(addresses: Iterable[str]) -> Iterator[str]:
    """An index of sitemaps."""
    yield f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n'
    for address in addresses:
        yield f"<sitemap><loc>{escape(address)}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def sitemap(pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A sitemap of (address, ISO 8601 time of the last change, "" for not known)."""
    yield f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n'
    for address, changed in pages:
        lastmod = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(address)}</loc>{lastmod}</url>\n"
    yield "</urlset>\n"
