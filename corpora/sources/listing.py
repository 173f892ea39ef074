"""Reads a page of a list of laws: bytes to entries. Pure; what it reads is hostile."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from lxml import etree
from parsel import Selector as Parsed

from corpora.crawl.urls import BadURL, normalise
from corpora.extract.charset import decode
from corpora.extract.model import ExtractionError
from corpora.sources.definition import METADATA, Selector, Step

_MAX_UNPACKED = 256 * 1024**2
_MAX_VALUE = 2_000
_FEED = {
    "link": Selector(select="link[@rel='alternate' or not(@rel)]/@href | link/text()"),
    "title": Selector(select="title"),
}
_SITEMAP = {"link": Selector(select="loc/text()")}
_BRACES = re.compile(r"\{(\w+)\}")


class ListingError(Exception):
    """A page of a list cannot be read. The message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an entry of a list leads, and what the list says of the law there."""

    url: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a page of a list holds.

    pages     further pages of the same list
    problems  entries that could not be read, each with the reason
    """

    entries: tuple[Entry, ...] = ()
    pages: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def read_list(step: Step, body: bytes, url: str, charset: str = "") -> Listed:
    """Reads a page of a list.

    url      of the page, normalised
    charset  as the server declares it
    Raises ListingError.
    """
    page = _parsed(_kind(step.kind), body, charset)
    base = _base(step.kind, page, url)
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    for number, item in enumerate(_items(step, page), 1):
        values = _values(_kind(step.kind), item, _fields(step))
        try:
            target = normalise(_filled(step.url, values), base)
        except (BadURL, KeyError) as error:
            problems.append(f"entry {number}: {_reason(error)}")
            continue
        if step.include is None or re.search(step.include, target):
            kept = {key: value for key, value in values.items() if is_metadata(key)}
            if step.page_url:
                kept["source_url"] = _filled(step.page_url, values)
            entries.setdefault(target, Entry(target, kept))
    return Listed(
        tuple(entries.values()),
        tuple(_further_pages(step, page, base, url, bool(entries))),
        tuple(problems),
    )


def read_fields(
    form: str, body: bytes, fields: Mapping[str, Selector], charset: str = ""
) -> dict[str, str]:
    """Values read in a document of a form (html, xml, json). Raises ListingError."""
    return _values(form, _parsed(form, body, charset), fields)


def is_metadata(name: str) -> bool:
    """Whether a field is kept for the law."""
    return name in METADATA or name.startswith("title_")


def _kind(kind: str) -> str:
    return "xml" if kind in ("feed", "sitemap") else kind


def _fields(step: Step) -> Mapping[str, Selector]:
    defaults = {"feed": _FEED, "sitemap": _SITEMAP}.get(step.kind, {})
    return {**defaults, **step.fields}


def _parsed(form: str, body: bytes, charset: str) -> Parsed:
    text = _text(_unpacked(body), charset)
    if not text.strip():
        raise ListingError("the page is empty")
    try:
        if form == "json":
            found = Parsed(text=text, type="json")
        elif form == "xml":
            # Strictly: half a list, repaired, would look like laws that are gone.
            parser = etree.XMLParser(
                encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=False
            )
            found = Parsed(root=etree.fromstring(text.encode(), parser), type="xml")
            found.remove_namespaces()
        else:
            found = Parsed(text=text, type="html", huge_tree=False)
    except (etree.XMLSyntaxError, ValueError, RecursionError) as error:
        raise ListingError(f"the page is not {form} ({str(error)[:200]})") from error
    if found.root is None:
        raise ListingError(f"the page is not {form}")
    return found


def _unpacked(body: bytes) -> bytes:
    """A file that is compressed itself (sitemap.xml.gz), unpacked."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        found = inflate.decompress(body, _MAX_UNPACKED)
    except zlib.error as error:
        raise ListingError(f"the page cannot be decompressed ({error})") from error
    if inflate.unconsumed_tail or not inflate.eof:
        raise ListingError(f"the page is cut short, or unpacks to more than {_MAX_UNPACKED} bytes")
    return found


def _text(body: bytes, charset: str) -> str:
    # UTF-8 is never valid by chance; a declared charset often is not the real one.
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if charset:
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decode(body)
    except ExtractionError as error:
        raise ListingError(str(error)) from error


def _base(kind: str, page: Parsed, url: str) -> str:
    if kind != "html":
        return url
    return urljoin(url, page.xpath("//base/@href").get() or "")


def _items(step: Step, page: Parsed) -> Iterator[Parsed]:
    if step.kind == "json":
        yield from _selected("json", page, step.items)
    elif step.kind == "feed":
        yield from page.xpath(step.items or "//entry | //item")
    elif step.kind == "sitemap":
        yield from page.xpath(step.items or "//url")
    else:
        yield from _selected(step.kind, page, step.items)


def _selected(form: str, node: Parsed, expression: str) -> Iterator[Parsed]:
    try:
        if form == "json":
            yield from node.jmespath(expression)
        elif form == "xml":
            yield from node.xpath(expression)
        elif expression.startswith("xpath:"):
            yield from node.xpath(expression.removeprefix("xpath:"))
        else:
            yield from node.css(expression)
    except Exception as error:
        # Whatever the three languages raise: the expression is wrong, or not for this page.
        raise ListingError(f"{expression!r} cannot be used here ({error})") from error


def _values(form: str, node: Parsed, fields: Mapping[str, Selector]) -> dict[str, str]:
    found = {}
    for name, selector in fields.items():
        for chosen in _selected(form, node, selector.select):
            text = _shown(chosen)
            if selector.match:
                matched = re.search(selector.match, text)
                text = (matched[1] if matched.re.groups else matched[0]) if matched else ""
            if text:
                found[name] = text[:_MAX_VALUE]
                break
    return found


def _shown(node: Parsed) -> str:
    root: Any = node.root
    if root is None or isinstance(root, (dict, list)):
        return ""
    text = root if isinstance(root, str | int | float | bool) else node.xpath("string()").get()
    return "" if text is None else " ".join(str(text).split())


def _filled(template: str, values: Mapping[str, str]) -> str:
    if template == "{link}":
        return values["link"]
    return _BRACES.sub(lambda match: quote(values[match[1]], safe="/:@!$&'()*+,;=%"), template)


def _further_pages(
    step: Step, page: Parsed, base: str, url: str, has_entries: bool
) -> Iterator[str]:
    links: list[str] = []
    if step.kind == "sitemap":
        links += page.xpath("//sitemap/loc/text()").getall()
    if step.next:
        links += _values(_kind(step.kind), page, {"next": step.next}).values()
    elif step.kind == "feed":
        links += page.xpath("/feed/link[@rel='next']/@href").getall()
    for link in links:
        try:
            yield normalise(link, base)
        except BadURL:
            continue
    if step.page and has_entries:
        yield numbered_page(url, step.page.parameter, step.page.first, step.page.step)


def numbered_page(url: str, parameter: str, first: int, step: int) -> str:
    """The page after this one, where pages are numbered in their URL."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    shown = next((value for name, value in query if name == parameter), str(first))
    number = int(shown) if shown.isascii() and shown.isdecimal() else first
    others = [(name, value) for name, value in query if name != parameter]
    query = [*others, (parameter, str(number + step))]
    return normalise(urlunsplit(parts._replace(query=urlencode(query))))


def _reason(error: Exception) -> str:
    return f"it has no {error}" if isinstance(error, KeyError) else str(error)
