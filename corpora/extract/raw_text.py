"""All text that a file holds, found naively: the other side of the loss check.

Each format's text is found by other means than its reader's, so that a mistake of one is not the
other's too. Nothing here decides what belongs to a law.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from corpora.extract import docx, json_laws, markdown, rtf, text, xml
from corpora.extract import html as html_pages
from corpora.extract.charset import decode
from corpora.extract.model import Layout, SourceFile

_SAFE: Any = {"resolve_entities": False, "no_network": True, "load_dtd": False}
_TAG_OPENS = re.compile(r"<(?=[A-Za-z/!?])")
_PLAIN_TAG = re.compile(r"""<[^<>"']{0,500}>""")
# With the signs ">" that stand in quotes; bounded, as quotes may not end.
_WHOLE_TAG = re.compile(
    r"""<[^<>"']{0,500}(?:(?:"[^"]{0,2000}"|'[^']{0,2000}')[^<>"']{0,500}){0,50}>"""
)
_NO_TEXT = re.compile(r"<(script|style)\b", re.IGNORECASE)


def raw_text(file: SourceFile, layout: Layout) -> str | None:
    """All text of a file that a layout read; None for formats without a second way."""
    found = _BY_LAYOUT.get(layout)
    return None if found is None else found(file.data)


def of_html(data: bytes) -> str:
    """What stands outside tags, scripts and style sheets."""
    return html.unescape("\n".join(" ".join(part.split()) for part in _outside_tags(decode(data))))


def _outside_tags(page: str) -> Iterator[str]:
    at = 0
    while opened := _TAG_OPENS.search(page, at):
        start = opened.start()
        yield page[at:start]
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4)
        elif page[start + 1] in "sS" and (hidden := _NO_TEXT.match(page, start)):
            closing = re.compile(rf"</{hidden[1]}", re.IGNORECASE).search(page, start)
            end = page.find(">", closing.start()) if closing else -1
        elif plain := _PLAIN_TAG.match(page, start):
            end = plain.end() - 1
        else:
            whole = _WHOLE_TAG.match(page, start)
            end = whole.end() - 1 if whole else page.find(">", start)
        if end < 0:
            return
        at = end + 1
    yield page[at:]


def of_xml(data: bytes) -> str:
    """Every text node."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_SAFE)
    return "\n".join(map(str, etree.fromstring(data, parser).itertext()))


def of_docx(data: bytes) -> str:
    """The runs of the body and of the notes; a line for each paragraph."""
    found: list[str] = []
    # The reader has read it before: here it is known to be a document within the limits.
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry.filename: entry for entry in archive.infolist()}
        for part in ("document", "footnotes", "endnotes"):
            if entry := parts.get(f"word/{part}.xml"):
                parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_SAFE)
                root = etree.fromstring(archive.read(entry), parser)
                found += map(_word_text, root.iterdescendants())
    return "".join(found)


def _word_text(element: etree._Element) -> str:
    local = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if local == "t":
        return element.text or ""
    if local == "noBreakHyphen":
        return "-"
    return "\n" if local in ("p", "tab", "br", "cr") else ""


_RTF = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,6}) ?(?:\?|\\'3f)?"
    r"|\\(?P<word>[a-z]{1,32})(?:-?\d{1,10})? ?|\\(?P<sign>[^a-z])|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
_RTF_TABLES = {
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "themedata",
    "listtable", "listoverridetable", "rsidtbl", "generator", "fldinst",
}  # fmt: skip


def of_rtf(data: bytes) -> str:
    """What is left without control words, tables of fonts and styles, and pictures."""
    encoding = rtf.code_page(data)
    found: list[str] = []
    depth, skipped = 0, 0  # the depth at which a skipped group began
    bytes_read = bytearray()
    for match in _RTF.finditer(data.decode("latin-1")):
        if match["byte"]:
            bytes_read.append(int(match["byte"], 16))
            continue
        if bytes_read:
            if not skipped:
                found.append(bytes_read.decode(encoding, errors="replace"))
            bytes_read.clear()
        if match["brace"]:
            depth += 1 if match["brace"] == "{" else -1
            if skipped and depth < skipped:
                skipped = 0
        elif not skipped and (match["sign"] == "*" or match["word"] in _RTF_TABLES):
            skipped = max(depth, 1)
        elif skipped:
            continue
        elif match["code"]:
            code = int(match["code"]) % 65536
            found.append(chr(code))
        elif match["text"]:
            found.append(bytes(match["text"], "latin-1").decode(encoding, errors="replace"))
        elif match["word"] in ("par", "line", "tab", "cell", "row", "sect", "page") or (
            match["sign"] in ("\n", "\r", "~")
        ):
            found.append("\n")
    return "".join(found)


_ADDRESS = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>")
_MARKUP = re.compile(
    rf"<!--|-->|(?<=\])\{{[^{{}}\n]{{0,200}}\}}|{_TAG.pattern}|\[\^[^\]\n]{1, 20}\]"
)


def of_markdown(data: bytes) -> str:
    """The whole file without tags and the addresses of links."""
    found = decode(data)
    if "](" in found:
        found = _ADDRESS.sub("]", found)
    if any(sign in found for sign in ("<", "-->", "]{", "[^")):
        found = _MARKUP.sub(" ", found)
    return html.unescape(found)


def of_json(data: bytes) -> str:
    """Every string that is a value, without the tags in it."""
    found: list[str] = []
    stack: list[Any] = [json.loads(decode(data))]
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            stack.extend(reversed(value.values()))
        elif isinstance(value, list):
            stack.extend(reversed(value))
    return html.unescape(_TAG.sub(" ", "\n".join(found)))


_BY_LAYOUT: dict[Layout, Callable[[bytes], str]] = {
    docx.read: of_docx,
    html_pages.read: of_html,
    json_laws.read: of_json,
    markdown.read: of_markdown,
    rtf.read: of_rtf,
    text.read: decode,
    xml.read: of_xml,
}
