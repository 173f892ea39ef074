"""HTML pages of laws: boilerplate removed by general rules, the rest as headings and
paragraphs."""

import re
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import Comment, NavigableString, PreformattedString, Tag

from corpora.extract import structure, titles, wrapped
from corpora.extract.charset import decode
from corpora.extract.model import Block, Draft, ExtractionError, NotALaw, SourceFile
from corpora.extract.structure import marks

MEDIA_TYPE = "text/html"

# The tree of a page takes some twenty times its size in memory.
_MAX_BYTES = 64 * 1024**2
_NEVER_TEXT = (
    "script", "style", "noscript", "nav", "header", "footer", "aside", "button", "select",
    "iframe", "svg", "template", "object", "dialog", "textarea", "la-gutter",
)  # fmt: skip
_MAYBE_TEXT = ("header", "footer", "aside")
_BLOCK = {
    "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section",
    "article", "dd", "dt", "center", "table", "ul", "ol", "main", "body", "hr", "td", "th", "dir",
}  # fmt: skip
_BOILERPLATE = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|footer|header|social|share|"
    r"cookie|banner|toolbar|modal|search|pagination|related|comments?)(?:$|[-_ ])",
    re.IGNORECASE,
)
# Elements and classes that hold the law, surest first.
_LAW_ELEMENTS = ("la-akoma-ntoso", "akoma-ntoso", "main", "article")
# Classes by which publishers mark headings that are no heading elements: T and H of the Russian
# official portal, the Akoma Ntoso names of Laws.Africa.
_HEADING_CLASSES = {"T": 2, "H": 4, "heading": 4, "akn-num": 4}
_NOT_FOUND = re.compile(r"\b(?:404|page not found|not be found|access denied)\b", re.IGNORECASE)
_LINKS_ONLY = 0.6
# A part of a page with prose in it is its text, not its frame.
_PROSE = 40
_MOST = 0.9
_MIN_TEXT = 200
_LONG_TEXT = 20_000
_PRE_RULE = re.compile(r"([^{};<>]{1,200})\{[^{}]{0,2000}?white-space\s*:\s*pre\b")
_LONGEST_TITLE = 300


def read(file: SourceFile) -> list[Draft]:
    """The law of a page. Pages without one (lists, errors, status pages) raise NotALaw."""
    if len(file.data) > _MAX_BYTES:
        raise ExtractionError(f"a page of {len(file.data)} bytes; the limit is {_MAX_BYTES}")
    with warnings.catch_warnings():
        # XHTML pages are read as browsers read them, whatever their first line says.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(decode(file.data), "lxml")
    styles = " ".join(tag.get_text() for tag in soup.find_all("style"))
    left_out: dict[str, list[str]] = {}
    body = _content(soup, left_out)
    text = body.get_text(" ", strip=True)
    if not text:
        raise ExtractionError("a page with no text in it")
    _refuse_pages_about(soup, body, text)
    read = _Reader(_preformatted(styles)).read(body)
    blocks = _without_frame(read, left_out)
    if len(text) < _LONG_TEXT and not structure.has_articles(blocks):
        raise NotALaw("a page about a law, without its articles")
    if wrapped.is_wrapped(len(block.text) for block in blocks):
        blocks = _unwrapped(blocks)
    metadata = {"title": _title(soup, blocks)}
    blocks = titles.without_title(blocks, metadata["title"])
    if found := soup.find("link", rel="canonical"):
        href = found.get("href") if isinstance(found, Tag) else None
        if isinstance(href, str):
            metadata["source_url"] = href
    draft = Draft(metadata, blocks, media_type=MEDIA_TYPE, left_out=left_out)
    if body is not soup:
        body.extract()
        # What looks like a provision outside the text is not left out on purpose, but lost.
        around = (str(text) for text in soup.strings)
        draft.leave_out("page frame", (text for text in around if not _is_provision(text)))
    return [draft]


def _is_provision(text: str) -> bool:
    return len(text) >= _PROSE and marks.is_cited_in(text)


# --- What of the page is the law ------------------------------------------------------------


def _content(soup: BeautifulSoup, left_out: dict[str, list[str]]) -> Tag:
    """The part of a page with its text; what is certainly none is taken out of the tree and
    noted in `left_out`."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    lengths = _lengths(soup)
    kept = _with_provisions(soup, lengths)
    _take_out(
        _outermost(soup, lambda tag: tag.name in _NEVER_TEXT and id(tag) not in kept),
        "menus, forms and scripts", left_out,
    )  # fmt: skip
    lengths = _lengths(soup)
    half = lengths[id(soup)].text / 2
    _take_out(
        _outermost(
            soup,
            lambda tag: (
                id(tag) not in kept and _is_named_boilerplate(tag) and lengths[id(tag)].text < half
            ),
        ),
        "page frame", left_out,
    )  # fmt: skip
    first: dict[str, Tag] = {}
    for tag in soup.find_all(True):
        for name in (tag.name, *(tag.get("class") or ())):
            if name in _LAW_ELEMENTS:
                first.setdefault(name, tag)
    for name in _LAW_ELEMENTS:
        found = first.get(name)
        if found is not None and len(found.get_text(strip=True)) > _MIN_TEXT:
            return _narrowed(found)
    return _narrowed(soup.body or soup)


@dataclass(frozen=True, slots=True)
class _Lengths:
    """text  characters of an element; prose  those of them in long runs outside links"""

    text: int
    prose: int


def _take_out(tags: Iterable[Tag], what: str, left_out: dict[str, list[str]]) -> None:
    for tag in tags:
        if tag.name not in ("script", "style"):
            left_out.setdefault(what, []).append(tag.get_text(" ", strip=True))
        tag.decompose()


def _with_provisions(soup: BeautifulSoup, lengths: Mapping[int, _Lengths]) -> set[int]:
    """Elements that are named like a page's frame and hold text of the law: a provision, or prose
    in a header, footer or aside of the law's own element. By identity; two passes."""
    tags = soup.find_all(True)
    named: set[int] = set()
    doubtful: set[int] = set()  # named, or inside one that is
    laws: set[int] = set()
    for tag in tags:
        if tag.name in _LAW_ELEMENTS or id(tag.parent) in laws:
            laws.add(id(tag))
        if lengths[id(tag)].prose and (tag.name in _MAYBE_TEXT or _is_named_boilerplate(tag)):
            named.add(id(tag))
        if id(tag) in named or id(tag.parent) in doubtful:
            doubtful.add(id(tag))
    named_in_laws = named & laws
    found = {id(tag) for tag in tags if tag.name in _MAYBE_TEXT and id(tag) in named_in_laws}
    holding: set[int] = set()
    for tag in reversed(tags):
        # A menu of articles is links and holds no provision.
        if id(tag) in doubtful and tag.name != "a" and any(_holds(tag, holding)):
            holding.add(id(tag))
    return found | (holding & named)


def _holds(tag: Tag, holding: Container[int]) -> Iterator[bool]:
    for item in tag.children:
        yield id(item) in holding if isinstance(item, Tag) else _is_provision(str(item))


def _outermost(soup: BeautifulSoup, is_wanted: Callable[[Tag], bool]) -> list[Tag]:
    """The elements that are wanted and stand in no other one that is."""
    inside: set[int] = set()
    found: list[Tag] = []
    for tag in soup.find_all(True):
        if id(tag.parent) in inside:
            inside.add(id(tag))
        elif is_wanted(tag):
            inside.add(id(tag))
            found.append(tag)
    return found


def _is_named_boilerplate(tag: Tag) -> bool:
    if not tag.attrs or tag.name in ("body", "html", "main", "article"):
        return False
    classes = tag.get("class") or ()
    return bool(_BOILERPLATE.search(" ".join([str(tag.get("id") or ""), *classes])))


def _narrowed(content: Tag) -> Tag:
    """The smallest element with nearly all prose, while what is left out is links and forms."""
    lengths = _lengths(content)
    enough = _MOST * lengths[id(content)].prose
    while enough:
        inner = next((tag for tag in _children(content) if lengths[id(tag)].prose >= enough), None)
        others = (tag for tag in _children(content) if tag is not inner)
        if inner is None or not all(map(_is_frame, others)):
            break
        content = inner
    return content


def _lengths(root: Tag) -> dict[int, _Lengths]:
    """By identity of each element, in one pass: pages nest thousands deep."""
    found: dict[int, _Lengths] = {}
    for tag in reversed([root, *root.find_all(True)]):
        text = prose = 0
        for item in tag.children:
            if isinstance(item, Tag):
                text += found[id(item)].text
                prose += found[id(item)].prose
            else:
                length = len(str(item).strip())
                text += length
                prose += length if length >= _PROSE else 0
        found[id(tag)] = _Lengths(text, 0 if tag.name == "a" else prose)
    return found


def _children(tag: Tag) -> Iterator[Tag]:
    return (item for item in tag.children if isinstance(item, Tag))


def _is_frame(tag: Tag) -> bool:
    text = len(tag.get_text(strip=True))
    linked = sum(len(link.get_text(strip=True)) for link in tag.find_all("a", href=True))
    return text < _PROSE or linked > 0.25 * text or tag.find(("input", "label", "form")) is not None


def _refuse_pages_about(soup: BeautifulSoup, body: Tag, text: str) -> None:
    title = soup.title.get_text() if soup.title else ""
    if len(text) < _MIN_TEXT and _NOT_FOUND.search(f"{title} {text}"):
        raise NotALaw("an error page")
    linked = sum(len(link.get_text(" ", strip=True)) for link in body.find_all("a", href=True))
    if linked > _LINKS_ONLY * len(text):
        raise NotALaw("a page of links to laws")


def _preformatted(styles: str) -> frozenset[str]:
    """Classes whose text keeps its line ends, by the page's own style sheet."""
    rules = _PRE_RULE.findall(styles[:200_000])
    return frozenset(name for rule in rules for name in re.findall(r"\.([\w-]+)", rule))


# --- From the tree to blocks ----------------------------------------------------------------


class _Reader:
    """Reads paragraphs and headings in document order.

    preformatted  classes of elements whose text keeps its line ends
    """

    def __init__(self, preformatted: frozenset[str]) -> None:
        self._preformatted = preformatted
        self._blocks: list[tuple[Block, bool]] = []
        self._text: list[str] = []
        self._level = 0
        self._bold = 0
        self._links = 0
        self._fixed = 0
        self._plain_length = 0
        self._linked_length = 0

    def read(self, body: Tag) -> list[tuple[Block, bool]]:
        """Blocks, each with whether it is nothing but links."""
        # An explicit stack: pages nest deep when their tags are not closed.
        stack: list[tuple[Tag | NavigableString, bool]] = [(body, False)]
        while stack:
            node, closing = stack.pop()
            if isinstance(node, Tag):
                self._close(node) if closing else self._open(node)
                if not closing:
                    stack.append((node, True))
                    stack.extend(
                        (item, False)
                        for item in reversed(node.contents)
                        if isinstance(item, Tag | NavigableString)
                    )
            elif not isinstance(node, PreformattedString):
                self._add(str(node))
        self._flush()
        return self._blocks

    def _open(self, tag: Tag) -> None:
        if tag.name in _BLOCK:
            self._flush()
            self._level = _level(tag)
        self._count(tag, 1)
        if tag.name == "br":
            self._text.append("\n")

    def _close(self, tag: Tag) -> None:
        if tag.name in _BLOCK:
            self._flush()
        self._count(tag, -1)

    def _count(self, tag: Tag, step: int) -> None:
        if tag.name in ("b", "strong"):
            self._bold += step
        elif tag.name == "a" and tag.get("href"):
            self._links += step
        if tag.name == "pre" or not self._preformatted.isdisjoint(tag.get("class") or ()):
            self._fixed += step

    def _add(self, text: str) -> None:
        length = len(text.strip())
        if not self._bold:
            self._plain_length += length
        if self._links:
            self._linked_length += length
        # Outside preformatted text the line ends of the file mean nothing.
        self._text.append(text if self._fixed else re.sub(r"\s+", " ", text))

    def _flush(self) -> None:
        text = "".join(self._text)
        if self._fixed:
            parts = wrapped.paragraphs(text)
        else:
            parts = [" ".join(line.split()) for line in text.split("\n")]
        bold = self._plain_length == 0 and not self._level
        linked = self._linked_length > 0.9 * len(text.strip())
        for part in filter(None, parts):
            self._blocks.append((Block(part, self._level, bold), linked))
        self._text, self._plain_length, self._linked_length, self._level = [], 0, 0, 0


def _level(tag: Tag) -> int:
    if re.fullmatch(r"h[1-6]", tag.name):
        return int(tag.name[1])
    return next((_HEADING_CLASSES[c] for c in tag.get("class") or () if c in _HEADING_CLASSES), 0)


def _without_frame(
    read: Sequence[tuple[Block, bool]], left_out: dict[str, list[str]]
) -> list[Block]:
    """Blocks without the links before and after the text."""
    text_at = [at for at, (_, linked) in enumerate(read) if not linked]
    if not text_at:
        return [block for block, _ in read]
    first, end = text_at[0], text_at[-1] + 1
    links = [block.text for block, _ in (*read[:first], *read[end:])]
    if links:
        left_out["links around the text"] = links
    return [block for block, _ in read[first:end]]


def _unwrapped(blocks: Sequence[Block]) -> list[Block]:
    """Joins blocks that are single lines of paragraphs."""
    typical = wrapped.typical_length(len(block.text) for block in blocks)
    found: list[Block] = []
    lines: list[Block] = []
    for block in blocks:
        if lines and (
            (block.level, block.bold) != (lines[-1].level, lines[-1].bold)
            or wrapped.begins_paragraph(lines[-1].text, block.text, typical)
        ):
            found.append(_joined(lines))
            lines = []
        lines.append(block)
    return [*found, _joined(lines)] if lines else found


def _joined(lines: Sequence[Block]) -> Block:
    return Block(wrapped.join([line.text for line in lines]), lines[0].level, lines[0].bold)


# --- Its title ------------------------------------------------------------------------------


def _title(soup: BeautifulSoup, blocks: Sequence[Block]) -> str:
    heading = _printed(soup.find("h1"))
    # "Act on Lanterns – Site name", "Site name | Act": the longest part is the law.
    named = max(re.split(r"\s[|–»]\s", _printed(soup.title)), key=len)
    if not titles.is_named(named, blocks):
        named = ""  # the site's name for all its pages
    longest = max(heading if len(heading) < _LONGEST_TITLE else "", named, key=len)
    return titles.with_subject(longest or titles.opening_title(blocks), blocks)


def _printed(tag: object) -> str:
    return " ".join(tag.get_text(" ", strip=True).split()) if isinstance(tag, Tag) else ""
