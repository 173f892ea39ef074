"""Error pages that come with status 200 ("soft 404"): told by what they are not (the format that
was asked for), by what they say, and by being what the host answers for a page that never was."""

import re

from lxml import etree

from corpora.extract.charset import decode
from corpora.extract.model import ExtractionError

# A page that says one of these in its title, or in the little text that it has, is no law.
_SAYS = re.compile(
    r"\b404\b|page not found|not be found|no longer available|access denied|forbidden"
    r"|service unavailable|under maintenance|too many requests|internal server error"
    r"|just a moment|checking your browser|enable javascript|session (?:has )?expired"
    r"|page introuvable|page non trouvée|en maintenance|acc[eè]s refusé"
    r"|no encontrad[ao]|no existe|mantenimiento|não encontrad[ao]|em manutenção"
    r"|nicht gefunden|wartungsarbeiten|non trovat[ao]|niet gevonden"
    r"|не найден[ао]?|не знайдено|доступ запрещ|غير موجودة|الصفحة غير"
    r"|找不到|不存在|未找到|見つかりません|찾을 수 없",
    re.IGNORECASE,
)
_SHORT = 1_500
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
        if found not in ("html", ""):
            return None
        title, text = _read(body)
        if self._no_law and self._no_law.search(text[:_HEAD]):
            return "the page says that there is no law (`no_law` of the source)"
        for said in (title, text if len(text) < _SHORT else ""):
            if words := _SAYS.search(said):
                return f"an error page with status 200 (it says “{words[0]}”)"
        never = self._never.get(host, frozenset())
        words_here = frozenset(text.split())
        if never and len(never & words_here) >= _ALIKE * len(never | words_here):
            return "the page that the host answers with for addresses that do not exist"
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
