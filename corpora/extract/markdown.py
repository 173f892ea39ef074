"""Markdown, with and without a YAML front matter."""

import html
import re
from itertools import takewhile

from corpora.extract import front_matter, titles
from corpora.extract.charset import decode
from corpora.extract.model import Block, Draft, ExtractionError, NotALaw, SourceFile

MEDIA_TYPE = "text/markdown"

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# Of stripped lines: a lazy match before trailing spaces takes time that grows with their square.
_BOLD_FACT = re.compile(r"^\*\*([^*:]{2,60}):\*\*\s*(\S.*)$")
_FEW_LINES = 4
_MANY_LINES = 12
_NUMBER_LINE = re.compile(r"\([^()\s]{0,3}\d{2,4}:\d{1,5}\)")
# Facts that no other goes with.
_ABOUT = frozenset(("Subtipo",))
_HEADING = re.compile(r"^(#{1,6})\s*(.*)$")
_DEFINITION = re.compile(r"^([A-Za-zÄÖÜäöüß ]{3,60})\n:\s+(.+)$", re.MULTILINE)
_INFO_END = "<!-- INFO END -->"
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_TAG = re.compile(
    r"<(/?)(sup|sub|br|em|b|i|strong|span|div|p|meta|a|u|table|t[rdh]|tbody|thead)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\[([^\[\]\n]*)\]\{[^{}\n]{1,200}\}")  # Pandoc's
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\n]{1,20}\](?!:)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~'\"])")
_STARS = re.compile(r"\*{1,3}")
# A raised number is part of an article's number in Estonia and elsewhere: § 298¹ is not § 2981.
_SUPERSCRIPT = re.compile(r"(?<=\d)<sup>(\d{1,3})</sup>")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$|^:::.*$")
_NOT_LAWS = re.compile(
    r"^(?:readme|license|licence|_index|contributing|changelog)\b", re.IGNORECASE
)


def read(file: SourceFile) -> list[Draft]:
    """One law a file."""
    name = file.path.rpartition("/")[2]
    text = decode(file.data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    metadata: dict[str, str] = {}
    history: list[str] = []
    left_out: dict[str, list[str]] = {}
    if found := _FRONT_MATTER.match(text):
        metadata = front_matter.parse(found[1])
        history = front_matter.history(found[1])
        left_out["front matter"] = [found[1]]
        text = text[found.end() :]
    elif _NOT_LAWS.match(name) and file.path.count("/") < 2:
        raise NotALaw(f"{name} describes the source")
    if name == "_index.md":
        raise NotALaw("index page of a folder")
    if _INFO_END in text:
        metadata |= _decisions(text.partition(_INFO_END)[0])
    text = text.replace(_INFO_END, "\n---\n")
    text, comments = _without_comments(text)
    if comments:
        left_out["comments"] = comments
    metadata = _definition_list(text) | metadata
    # A backslash at the end of a line breaks it.
    blocks = _blocks(text.replace("\\\n", "<br>\n"), metadata, left_out)
    blocks, facts = _without_facts(blocks, metadata)
    if facts:
        left_out.setdefault("data about the text", []).extend(facts)
    if not blocks:
        raise ExtractionError("holds a front matter and no text" if metadata else "no text in it")
    if "title" not in metadata:
        metadata["title"] = _title(blocks)
    if own := titles.of_issue(metadata["title"], blocks):
        left_out.setdefault("data about the text", []).append(metadata["title"])
        # The number of the metadata is the gazette's.
        metadata |= {"number": titles.number_in(own), "printed_title": metadata["title"]}
        metadata["title"] = own
    elif summary := metadata.get("summary"):
        own = titles.with_summary(metadata["title"], summary)
        metadata |= {"title": own, "printed_title": metadata["title"]}
    draft = Draft(metadata, blocks, media_type=MEDIA_TYPE, history=history, left_out=left_out)
    return [draft]


def _without_comments(text: str) -> tuple[str, list[str]]:
    """A text with a line end for each comment, and the comments."""
    kept: list[str] = []
    comments: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        comments.append(text[start + 4 : end])
        at = end + 3
    return "\n".join([*kept, text[at:]]), comments


def _decisions(head: str) -> dict[str, str]:
    """Dates from the lines above a law that say when it was decided and amended, oldest first."""
    dated = [line.strip() for line in head.split("\n") if re.match(r"\s*\d{4}年", line)]
    in_force = [line for line in dated if line.endswith(("施行", "生效"))]
    decided = [line for line in dated if line not in in_force]
    found = {}
    if decided:
        found["adopted"] = decided[0]
    if len(decided) > 1:
        found["amended"] = decided[-1]
    if in_force:
        found["in_force"] = in_force[0]
    return found


_STATED = re.compile(r"(Стан|Ідентифікатор|Реєстрація|Текст документа від [\d.]{8,12}):\s*(.*)$")
_CALLS_ITSELF_TEXT = frozenset(("Författningstext",))


def _without_facts(blocks: list[Block], metadata: dict[str, str]) -> tuple[list[Block], list[str]]:
    """Blocks without headings that say something of the law, or only that here is its text; those
    headings. What they say goes to the metadata."""
    kept: list[Block] = []
    facts: list[str] = []
    for block in blocks:
        found = _STATED.match(block.text) if block.level else None
        if found or (block.level and block.text in _CALLS_ITSELF_TEXT):
            facts.append(block.text)
        else:
            kept.append(block)
        if found and found[1] == "Стан":
            metadata.setdefault("status", found[2])
    return kept, facts


def _title(blocks: list[Block]) -> str:
    """The first heading; with one above it that is of a lower level, what that says of it: "…; Law
    of 5 March 1998 No. 187" over "On waste"."""
    if len(blocks) > 1 and blocks[0].level > blocks[1].level == 1:
        above = blocks[0].text.rpartition(";")[2].strip()
        return " ".join(f"{above} {blocks[1].text}".split())
    for block in blocks[:12]:
        if block.level and not titles.says_nothing(block.text):
            return " ".join(block.text.split())
    return " ".join(blocks[0].text.split())[:300]


def _definition_list(text: str) -> dict[str, str]:
    """Metadata of a definition list at the head ("Ausfertigungsdatum\n:   2005-05-04")."""
    return front_matter.canonical(dict(_DEFINITION.findall(text[:4000])))


def _blocks(text: str, metadata: dict[str, str], left_out: dict[str, list[str]]) -> list[Block]:
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        facts = list(takewhile(lambda line: _BOLD_FACT.match(line.strip()), lines))
        if facts and not blocks[2:]:
            pairs = {m[1]: m[2] for line in facts if (m := _BOLD_FACT.match(line.strip()))}
            known = front_matter.canonical(pairs)
            for key, value in known.items():
                metadata.setdefault(key, value)
            if len(facts) == len(lines) and (len(known) > 1 or _ABOUT.issuperset(pairs)):
                left_out.setdefault("data about the text", []).extend(facts)
                continue
        pending: list[str] = []
        for line in lines:
            heading = _HEADING.match(line.strip())
            title = heading[2].rstrip("#").rstrip() if heading else ""
            if heading and (title or pending):
                _append(blocks, pending)
                pending = []
                content = _clean(title)
                if content:
                    blocks.append(Block(content, len(heading[1])))
            elif not _RULE.match(line):
                pending.append(line)
        if len(blocks) == 1 and blocks[0].level == 1 and _goes_on(lines, pending):
            # A title that is wrapped to the next line.
            blocks[0] = Block(" ".join([blocks[0].text, *map(_clean, pending)]), 1)
            pending = []
        _append(blocks, pending)
    return blocks


def _goes_on(paragraph: list[str], lines: list[str]) -> bool:
    """Whether the lines of a paragraph below the heading that it begins with go on with it."""
    if not lines or lines != paragraph[1:]:
        return False
    # "Förordning / (N1986:31) / om ändring i förordningen …": a number and a subject.
    if _NUMBER_LINE.fullmatch(lines[0]) and len(lines) < _MANY_LINES:
        return True
    begins = bool(re.match(r"\(|[^\W\d_]", lines[0]))
    return begins and len(lines) < _FEW_LINES and not lines[-1].endswith(".")


def _append(blocks: list[Block], lines: list[str]) -> None:
    for line in _unwrapped(lines):
        bold = bool(re.match(r"^\*\*[^*]+\*\*[.:]?$", line))
        if content := _clean(line):
            blocks.append(Block(content, 0, bold))


def _unwrapped(lines: list[str]) -> list[str]:
    """Joins hard-wrapped lines; a line that opens an item or an article stays a line."""
    result: list[list[str]] = []
    for line in lines:
        stripped = line.strip().removeprefix("> ")
        if result and not _OPENS_LINE.match(stripped) and not lines[0].startswith("|"):
            result[-1].append(stripped)
        else:
            result.append([stripped])
    return [" ".join(parts) for parts in result]


_OPENS_LINE = re.compile(
    r"[-*+]\s|#|\(?[\w]{1,4}[.)]\s|(?:Art|Стат|Madde|Điều|Section)[\w.]{0,8}\s?\d|\\?\d{1,4}\\?[.)]|\*\*|[①-⑳§|]|\(\d|第|제\s?\d|Pasal\s|BAB\s|\d{1,4}\s?[a-z]?\s?§"
)


def _clean(text: str) -> str:
    text = _SUPERSCRIPT.sub(lambda found: found[1].translate(_RAISED), text)
    text = _SPAN.sub(r"\1", _LINK.sub(r"\1", text))
    text = _FOOTNOTE_MARK.sub("", text)
    text = _TAG.sub(lambda m: "\n" if m[2].lower() in ("br", "p", "tr", "div") else "", text)
    text = _ESCAPE.sub(r"\1", html.unescape(text))
    text = _STARS.sub("", text) if "*" in text else text
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip()).strip()
