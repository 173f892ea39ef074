"""Atom feeds (RFC 4287). Pure: from entries to XML."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from search_app.messages import gettext
from search_app.services.plain import one_line

_NAMESPACE = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Ids must be the same for ever, whatever the library's address is.
_IDS = uuid.UUID("5c1f0a52-6f0b-5c1a-9d55-3a0e7c1d2b84")
# Of a feed without entries: the format asks for a time.
_NEVER = "1970-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    name      what it is, the same for ever: its id is made of it
    language  of title and summary, BCP 47
    address   absolute
    updated   ISO 8601 with its offset
    """

    name: str
    title: str
    language: str
    address: str
    updated: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `name` as of an entry, `address` of the feed itself, `page` of what it is about."""

    name: str
    title: str
    address: str
    page: str
    entries: Sequence[Entry]


def identifier(name: str) -> str:
    """The id of what has a name."""
    return f"urn:uuid:{uuid.uuid5(_IDS, name)}"


def atom(feed: Feed) -> bytes:
    """The feed as XML, well-formed whatever the texts hold."""
    root = Element("feed", xmlns=_NAMESPACE)
    _add(root, "id", identifier(feed.name))
    _add(root, "title", feed.title)
    _add(root, "updated", max((entry.updated for entry in feed.entries), default=_NEVER))
    _add(SubElement(root, "author"), "name", gettext("Legal Library"))
    _link(root, "self", feed.address, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html")
    for entry in feed.entries:
        node = SubElement(root, "entry", {_XML_LANG: entry.language or "und"})
        _add(node, "id", identifier(entry.name))
        _add(node, "title", entry.title)
        _add(node, "updated", entry.updated)
        _link(node, "alternate", entry.address, "text/html")
        if entry.summary:
            _add(node, "summary", entry.summary)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = one_line(text)


def _link(parent: Element, rel: str, address: str, media_type: str) -> None:
    SubElement(parent, "link", rel=rel, href=one_line(address), type=media_type)
