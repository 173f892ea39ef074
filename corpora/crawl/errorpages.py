"""Error pages that come with status 200 ("soft 404"): told by what they are not (the format that
was asked for), by what they say, and by being what the host answers for a page that never was."""

import re

from lxml import etree

from corpora.extract.charset import decode
from corpora.extract.model import ExtractionError

# What the title of an error page says, or all the text of one that has no more than a line.
_SAYS = re.compile(
    r"(?:error\s*)?\b(?:404|403|500|502|503)\b(?:\s*error)?|(?:page )?not found|cannot be found"
    r"|no longer available|access denied|forbidden|service unavailable|under maintenance"
    r"|too many requests|internal server error|just a moment|checking your browser"
    r"|session (?:has )?expired|page introuvable|page non trouvée|site en maintenance"
    r"|acc[eè]s refusé|no encontrad[ao]|no existe|en mantenimiento|não encontrad[ao]"
    r"|em manutenção|nicht gefunden|wartungsarbeiten|non trovat[ao]|niet gevonden"
    r"|не найден[ао]?|не знайдено|доступ запрещ[её]н|غير موجودة|找不到|不存在|未找到"
    r"|見つかりません|찾을 수 없습니다",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(r"[|–—:·.!?\n]|\s-\s")
# Of a segment of a title: "Lantern (No. 404) Act" and "Forbidden Weapons Act" are laws.
_COVERED = 0.5
_SHORT = 200
_HEAD = 300_000
_ALIKE = 0.9
_MAGIC = {"pdf": b"%PDF-", "docx": b"PK", "rtf": b"{\\rtf"}


def looks_like(body: bytes) -> str:
    """The format of bytes, by their beginning: pdf, docx, rtf, html, xml, json, or ""."""
    head = body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for name, magic in _MAGIC.items():
        if head.startswith(magic):
            return name
    lowered = head.lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "html"
    if head.startswith(b"<"):
        return "html" if b"<html" in lowered and b"xhtml" not in lowered else "xml"
    return "json" if head.startswith((b"{", b"[")) else ""


class ErrorPages:
    """Recognises the error pages of a host.

    wanted  the format of the source's documents, "auto" for any
    no_law  the source's own pattern of error pages
    """

    def __init__(self, wanted: str, no_law: str | None = None) -> None:
        self._wanted = wanted
        self._no_law = re.compile(no_law) if no_law else None
        self._never: dict[str, frozenset[str]] = {}

    def knows(self, host: str) -> bool:
        """Whether the host was asked for a page that never was."""
        return host in self._never

    def learn(self, host: str, body: bytes | None) -> None:
        """What the host answered, with status 200, for a page that never was; None for an
        honest error."""
        self._never[host] = frozenset(_read(body)[1].split()) if body else frozenset()

    def reason(self, host: str, body: bytes) -> str | None:
        """Why a body is no law, None when it may be one."""
        if not body.strip():
            return "the answer is empty"
        found = looks_like(body)
        if self._wanted in ("pdf", "docx", "rtf", "json", "xml") and found != self._wanted:
            return f"the answer is {found or 'something else'} where {self._wanted} was expected"
        # A fragment of HTML looks like XML.
        if found not in ("html", "") and (found, self._wanted) != ("xml", "html"):
            return None
        title, text = _read(body)
        if self._no_law and self._no_law.search(text[:_HEAD]):
            return "the page says that there is no law (`no_law` of the source)"
        for said in (title, text if len(text) < _SHORT else ""):
            if words := _error(said):
                return f"an error page with status 200 (it says “{words}”)"
        never = self._never.get(host, frozenset())
        words_here = frozenset(text.split())
        if never and len(never & words_here) >= _ALIKE * len(never | words_here):
            return "the page that the host answers with for addresses that do not exist"
        return None


def _error(said: str) -> str | None:
    for segment in _SEGMENTS.split(said):
        words = _SAYS.search(segment)
        if words and len(words[0]) >= _COVERED * len(segment.strip()):
            return words[0]
    return None


def _read(body: bytes) -> tuple[str, str]:
    """Title and visible text of the beginning of a page."""
    try:
        text = decode(body[:_HEAD])
        root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
    except (ExtractionError, etree.ParserError, etree.XMLSyntaxError, ValueError):
        return "", ""
    if root is None:
        return "", ""
    for element in root.iter("script", "style"):
        element.text = None
    title = root.findtext(".//title") or ""
    return title[:500], " ".join(" ".join(map(str, root.itertext())).split())
