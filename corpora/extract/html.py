"""HTML pages of laws: boilerplate removed by general rules, the rest as headings and
paragraphs."""

import re

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from corpora.extract.charset import decode
from corpora.extract.model import Block, Draft, ExtractionError, NotALaw, SourceFile

MEDIA_TYPE = "text/html"

_NEVER_TEXT = (
    "script", "style", "noscript", "nav", "header", "footer", "aside", "button", "select",
    "iframe", "svg", "template", "object", "dialog", "la-gutter",
)  # fmt: skip
_BLOCK = {
    "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section",
    "article", "dd", "dt", "center", "table", "ul", "ol", "main", "body", "hr", "td",
}  # fmt: skip
_BOILERPLATE = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|footer|header|social|share|cookie|"
    r"banner|toolbar|modal|search|pagination|related|comments?)(?:$|[-_ ])",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(r"\b(?:404|page not found|not be found|access denied)\b", re.IGNORECASE)
# Classes by which publishers mark headings that are no heading elements: H and T of the Russian
# official portal, the Akoma Ntoso names of Laws.Africa.
_HEADING_CLASSES = {"T": 2, "H": 4, "heading": 4, "akn-num": 4}
_LINKS_ONLY = 0.6
_LAW_WORDS = re.compile(
    r"article|art[ií]culo|section\s+\d|§|статья|стаття|член|madde|điều|المادة|مادة|ماده|第.{1,6}[条條]|"
    r"מסעיף|มาตรา|제\d+조|दफा|धारा|ধারা|άρθρο|pasal|artigo|artikel|modda|ingingo",
    re.IGNORECASE,
)
_MIN_TEXT = 200


def read(file: SourceFile) -> list[Draft]:
    """The law of a page. Pages without one (lists, errors, status pages) raise NotALaw."""
    soup = BeautifulSoup(decode(file.data), "lxml")
    title = _title(soup)
    for tag in soup.find_all(_NEVER_TEXT):
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    body = _content(soup)
    text = body.get_text(" ", strip=True)
    if len(text) < _MIN_TEXT:
        if _NOT_FOUND.search(f"{title} {text}"):
            raise NotALaw("an error page")
        if not text:
            raise ExtractionError("a page with no text in it")
    _refuse_pages_about(body, text)
    blocks = _Reader().blocks(body)
    if not blocks:
        raise ExtractionError("a page with no text in it")
    metadata = {"title": title or blocks[0].text[:200]}
    if found := soup.find("link", rel="canonical"):
        href = found.get("href") if isinstance(found, Tag) else None
        if isinstance(href, str):
            metadata["source_url"] = href
    return [Draft(metadata, blocks, media_type=MEDIA_TYPE)]


def _title(soup: BeautifulSoup) -> str:
    heading = soup.find("h1")
    named = soup.find("title")
    texts = [
        " ".join(tag.get_text(" ", strip=True).split())
        for tag in (heading, named)
        if tag is not None
    ]
    # "Act on Lanterns – Site name", "Site name | Act": the longest part is the law.
    parts = re.split(r"\s[|–»]\s", texts[-1]) if texts else []
    best = max(parts, key=len, default="")
    first = texts[0] if len(texts) == 2 and 8 < len(texts[0]) < 300 else ""
    title = first or best
    return "" if title.casefold() in ("complex", "document", "untitled", "home") else title


def _content(soup: BeautifulSoup) -> Tag:
    for tag in soup.find_all(True):
        names = " ".join([str(tag.get("id") or ""), *(tag.get("class") or ())]) if tag.attrs else ""
        if (
            names
            and tag.name not in ("body", "html", "main", "article")
            and _BOILERPLATE.search(names)
        ):
            if len(tag.get_text()) < 0.5 * len(soup.get_text()):
                tag.decompose()
    for selector in (
        "la-akoma-ntoso",
        "akoma-ntoso",
        ".akoma-ntoso",
        "main",
        "article",
        "#content",
        "body",
    ):
        found = soup.select_one(selector)
        if found is not None and len(found.get_text(strip=True)) > _MIN_TEXT:
            return found
    return soup.body or soup


def _refuse_pages_about(body: Tag, text: str) -> None:
    linked = sum(len(link.get_text(" ", strip=True)) for link in body.find_all("a"))
    articles = len(_LAW_WORDS.findall(text[:200_000]))
    if linked > _LINKS_ONLY * len(text):
        raise NotALaw("a page of links to laws")
    if articles < 2 and len(text) < 20_000:
        raise NotALaw("a page about a law, without its articles")


class _Reader:
    """Reads paragraphs and headings in document order."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._text: list[str] = []
        self._level = 0
        self._bold = 0
        self._plain_length = 0

    def blocks(self, body: Tag) -> list[Block]:
        self._walk(body)
        self._flush()
        return self._blocks

    def _walk(self, root: Tag) -> None:
        # An explicit stack: pages nest thousands deep when their tags are not closed.
        stack: list[tuple[Tag | NavigableString | None, str]] = [(root, "")]
        while stack:
            node, closing = stack.pop()
            if node is None:
                self._close(closing)
            elif isinstance(node, Tag):
                self._open(node)
                stack.append((None, node.name))
                stack.extend(
                    (item, "")
                    for item in reversed(node.contents)
                    if isinstance(item, Tag | NavigableString)
                )
            else:
                self._add(str(node))

    def _open(self, tag: Tag) -> None:
        if tag.name == "br":
            self._text.append("\n")
        elif tag.name in _BLOCK:
            self._flush()
            self._level = _level(tag)
        elif tag.name in ("b", "strong"):
            self._bold += 1

    def _close(self, name: str) -> None:
        if name in _BLOCK:
            self._flush()
        elif name in ("b", "strong"):
            self._bold -= 1

    def _add(self, text: str) -> None:
        self._text.append(" ".join(text.split()) if text.strip() else " ")
        if text[:1].isspace() and len(self._text) > 1:
            self._text[-1] = " " + self._text[-1]
        if text[-1:].isspace():
            self._text[-1] += " "
        if not self._bold:
            self._plain_length += len(text.strip())

    def _flush(self) -> None:
        raw = "".join(self._text)
        lines = [" ".join(line.split()) for line in raw.split("\n")]
        bold = self._plain_length == 0
        for line in filter(None, lines):
            self._blocks.append(Block(line, self._level, bold and not self._level))
        self._text, self._plain_length, self._level = [], 0, 0


def _level(tag: Tag) -> int:
    if re.fullmatch(r"h[1-6]", tag.name):
        return int(tag.name[1])
    return next((_HEADING_CLASSES[c] for c in tag.get("class") or () if c in _HEADING_CLASSES), 0)
