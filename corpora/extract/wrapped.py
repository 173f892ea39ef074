"""Lines that end where the page did, joined to the paragraphs they were."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from corpora.extract.hyphens import Hyphens

# What a line with a new paragraph, provision or item opens with.
OPENS = re.compile(
    r"\s*(?:\(?[0-9a-zA-Zа-я٠-٩۰-۹]{1,4}[.)\-](?!\d{3})|[-–—•*·]|§|\d{1,4}\s|(?:Article|Art\.|Section|Artículo|"
    r"Articolo|Artigo|Artikel|Статья|Điều|Madde|Pasal|Ingingo|CHAPTER|Chapter|PART|Part|TITLE|Title|"
    r"CHAPITRE|Chapitre|المادة|مادة|الباب|الفصل|มาตรา|หมวด|第|[IVXLC]{1,6}\.)\b|第|제\s?\d)"
)
_ENDS = frozenset(".;:!?。；：؛।။។…")
_CLOSING = '"”»’)]'
# "S e c t i o n 4": letters spaced out for emphasis.
_SPACED_OUT = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,40}[^\W\d_](?![^\W_])")
# An indent by which text set in a fixed pitch begins a paragraph.
_INDENT = 3
_LONGEST_WORD = 200
# By how many columns a line that is full may fall short.
_SLACK = 2


def typical_length(lengths: Iterable[int]) -> int:
    """How long a full line is, of the lengths of all lines."""
    ordered = sorted(lengths)
    return ordered[len(ordered) * 3 // 4] if ordered else 80


def is_wrapped(lengths: Iterable[int]) -> bool:
    """Whether lines end where a page did: many of them are about as long as the longest."""
    ordered = sorted(lengths)
    if len(ordered) < 20:
        return False
    long = ordered[int(len(ordered) * 0.95)]
    return long < 130 and sum(length > 0.8 * long for length in ordered) > 0.3 * len(ordered)


def columns(text: str) -> int:
    """How wide a text is in a fixed pitch: characters of East Asia are two columns, marks above
    and below others none."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.combining(char) or unicodedata.category(char) == "Mn" else 1


def is_full(before: str, line: str, width: int) -> bool:
    """Whether a line of so many columns had no room for the next one's first word: then its
    paragraph goes on. Where words are not parted by spaces it needs room for a character."""
    if _is_unspaced(line[:1]):
        return columns(before) + 2 > width - _SLACK
    return columns(before) + 1 + columns(line.split(None, 1)[0]) > width - _SLACK


def begins_paragraph(before: str, line: str, typical: int) -> bool:
    """Whether a line begins a paragraph, by itself and by the line before it."""
    if before.rstrip(_CLOSING)[-1:] in _ENDS or OPENS.match(line):
        return True
    # A label with its heading rarely fills its line; the sentence below it begins anew.
    if len(before) < 0.9 * typical and line[:1].isupper() and OPENS.match(before):
        return True
    # A line much shorter than the others ends its paragraph, unless it broke a word.
    return len(before) < 0.6 * typical and not before.endswith(("-", "\u00ad", "\ufffe", ","))


def join(lines: Sequence[str], hyphens: Hyphens | None = None) -> str:
    """The lines of one paragraph as its text; words broken at a line's end are made whole.

    hyphens  knows which words of the document have a hyphen of their own
    """
    whole = "\n".join(lines)
    if whole.isascii() and "-\n" not in whole:
        return whole.replace("\n", " ").strip()
    if all(line[-1:] < "\u00ad" and line[-1:] != "-" for line in lines[:-1]):
        return " ".join(lines).replace("\ufffe", "").strip()
    hyphens = hyphens or Hyphens(())
    parts = [lines[0]]
    for line in lines[1:]:
        last = parts[-1]
        # pdfium marks a hyphen at a line's end as U+FFFE.
        if last.endswith(("\ufffe", "\u00ad")) or (last.endswith("-") and line[:1].islower()):
            # Its last word alone is looked at again: a paragraph so far may be long.
            at = max(last.rfind(" ") + 1, len(last) - _LONGEST_WORD)
            parts[-1:] = [last[:at], hyphens.joined(last[at:], line)]
        elif last and line and _is_unspaced(last[-1]) and _is_unspaced(line[0]):
            parts.append(line)
        else:
            parts.append(f" {line}")
    return "".join(parts).replace("\ufffe", "").strip()


def paragraphs(text: str) -> list[str]:
    """Paragraphs of text in a fixed pitch, parted by an empty line, an indent or an opening."""
    raw = text.expandtabs(8).split("\n")
    filled = [line for line in raw if line.strip()]
    margin = min((_indent(line) for line in filled), default=0)
    typical = typical_length(len(line.strip()) for line in filled)
    found: list[str] = []
    current: list[str] = []
    for line in (*raw, ""):
        words = _SPACED_OUT.sub(lambda run: run[0].replace(" ", ""), " ".join(line.split()))
        begins = not words or _indent(line) >= margin + _INDENT
        if current and (begins or begins_paragraph(current[-1], words, typical)):
            found.append(join(current))
            current = []
        if words:
            current.append(words)
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_unspaced(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
        or "\u0e00" <= char <= "\u0eff"
        or "\u1780" <= char <= "\u17ff"
    )
