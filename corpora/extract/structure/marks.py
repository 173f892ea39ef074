"""Reads the label of an article at the start of a block."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpora.extract import labels, numerals
from corpora.extract.model import Block

_MAX_LINE = 400


def alternatives(words: Iterable[str]) -> str:
    """Words as a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


SUFFIX = (
    rf"(?:[\s\-–‑]?(?:{alternatives(labels.SUFFIX_WORDS)})(?![^\W\d_])"
    r"(?:\s?\d{1,2}|(?-i:\s[A-Z](?=[.:])))?)"
)
NUMBER = (
    r"(?:(?:[LRDA]\*{0,2}\.?\s?)?\d{1,5}(?:(?:[./:]|[\-–‑]\s?)\d{1,5})*"
    r"(?:er|re|ère|\.?[º°ª]|\.[oa](?![^\W\d_])|ο|η|[⁰¹²³⁴-⁹]{1,3})?"
    # A letter belongs to the number when it is glued to it, or alone before a stop: "13 de" and
    # "5 A person" go on with the sentence.
    r"(?:[\-–‑/]?[^\W\d_ـ]{1,2}(?![^\W\d_ـ])|(?-i:\s[A-ZА-ЯΑ-Ω](?=[.:)\-–—]|$)|\s[a-z]$))?"
    rf"{SUFFIX}?(?:[\-–‑]\d{{1,4}}|\s-\s\d{{1,2}}(?=\s?\.)|(?<=[^\W\d_]{{3}})\.\d{{1,2}}(?![.\d]))?"
    rf"|[{numerals.ETHIOPIC}]{{1,6}}"
    r"|(?:I(?:er|re|ère)|[IVXLCDM]{1,8})(?![^\W_])" + rf"{SUFFIX}?)"
)
CJK_DIGITS = "0-9０-９一二三四五六七八九十百千〇零两"
ORDINAL = rf"(?:(?:{alternatives(labels.ORDINALS)})(?![^\W\d_]))"
STEM = rf"(?:(?:{alternatives(labels.ORDINAL_STEMS)})\w{{0,8}})"


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at the start of a block.

    kind    groups labels of one style
    rest    what follows it, without the marks between
    number  its value; None where the number is not one that we can read
    quoted  an opening quotation mark stands before it
    roman   the number is in Roman numerals
    """

    kind: str
    label: str
    rest: str
    number: int | None
    quoted: bool = False
    roman: bool = False


# Styles without a word or a sign.
NUMBERS = frozenset(("number", "bare"))
# Words that count the points of what is annexed, and nothing before it.
ANNEXED = "annexed"
_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE if kind not in NUMBERS else 0))
    for kind, pattern in (
        (
            "han",
            rf"第\s?[{CJK_DIGITS}]{{1,9}}(?:[\-－–][0-9０-９]{{1,3}})?\s?[条條]"
            rf"(?:[之のノ][{CJK_DIGITS}]{{1,3}})*",
        ),
        ("hangul", r"제\s?\d{1,4}\s?조(?:의\s?\d{1,3})*"),
        (
            "word",
            rf"(?:(?:{alternatives(labels.ABOVE_WORDS)})\s(?:\d{{1,3}}|[IVXLC]{{1,7}}),?\s)?"
            rf"(?:{alternatives(labels.ARTICLE_WORDS)})\.?\s*(?:n[°ºo]\s?|№\s?)?"
            rf"[\[(]?(?:{NUMBER}|{ORDINAL}(?:\s{ORDINAL})?|(?:{STEM}\s?){{1,7}})[\])]?",
        ),
        ("sign-behind", r"\d{1,4}\s?[a-z]?\s?§(?!§)"),
        # "§ 33 a. Styret": the letter of a section put in later stands alone before a stop.
        ("sign", rf"§\s?{NUMBER}(?:(?<=\d)(?-i:\s[a-z](?=\.(?:\s+[^\sa-z]|$))))?"),
        (
            "word-behind",
            rf"{NUMBER}\s?[.\-–]?\s?(?:[^\W\d_]\.?\s)?"
            rf"(?:{alternatives(labels.ARTICLE_WORDS_BEHIND)})(?![^\W\d_])",
        ),
        (ANNEXED, rf"(?:{alternatives(labels.ANNEXED_WORDS)})\.?\s*(?:{NUMBER}|{ORDINAL})"),
        (
            "number",
            # A range of numbers are articles that were repealed together.
            rf"(?:[{numerals.ETHIOPIC}]{{1,6}}|"
            r"\d{1,4}(?:[A-Z]{1,2}|[א-ת]{1,3}\d{0,2})?(?:\.\d{1,3})?"
            # "4.265,35" is an amount, "16 Offence—lamps" a section with its heading.
            r"(?:\s(?:to|and|à|et)\s\d{1,4}(?=\.))?)"
            r"(?=[.।৷။۔](?!\d)|\s*[—–-](?!\s?\d)|\s+\(1\)|\s+[A-Z][a-z][^\n.—]{2,60}—)",
        ),
        # "26A Simplified outline": a line of its own, without a stop.
        ("bare", r"\d{1,4}[A-Z]{0,3}(?=\s+[A-Z][a-z][^\n]{1,120}[^.;:,\n]$)"),
    )
)
_ANYWHERE = re.compile(
    "|".join(rf"(?<!\w)(?:{one.pattern})" for kind, one in _PATTERNS if kind not in NUMBERS), re.I
)
# How sentences and items end, and headings do not.
STOPS = ".;:,。；：，،؛।॥৷۔։።។၊။"
# "S.I." and "s C" are no sections: a word of one letter needs digits.
_INITIALS = re.compile(r"[^\W\d_][\s.]*[IVXLCDM]+\w?$", re.IGNORECASE)
_ROMAN = re.compile(r"(?<![^\W_])[IVXLCDM]+(?![^\W_])(?!\W*\d)")
_DECORATION = re.compile(r"[\s>«»\"“”„「『*_]+")
_QUOTES = re.compile(r"[«\"“„「『]")
_AFTER_LABEL = re.compile(r"[\s.:;,—–\-‑ـ)°º*।৷။۔]*")
# An entry of a table of contents: dots lead to a page number.
_LEADER = re.compile(r"(?:[.…·_]\s?){4,}\d{1,4}\s*$")
_STEMS = re.compile(rf"(?<![^\W\d_])(?:{alternatives(labels.ORDINAL_STEMS)})")
_ORDINALS = re.compile(rf"(?<![^\W\d_]){ORDINAL}", re.IGNORECASE)
_REFERENCE_WORDS = (*labels.REFERENCE_WORDS, *labels.PARAGRAPH_WORDS)
# As printed, or in capitals throughout: "A" and "O" may begin the text of an article.
_CAPITALS = (word.upper() for word in _REFERENCE_WORDS if len(word) > 1)
_REFERENCE = re.compile(rf"\s*(?:{alternatives((*_REFERENCE_WORDS, *_CAPITALS))})(?![^\W\d_])")
_PARAGRAPH = re.compile(
    rf"\s*(?:{alternatives(labels.PARAGRAPH_WORDS)})(?![^\W\d_])", re.IGNORECASE
)
_STOPPED = re.compile(r"\s*[.:—–\-‑ـ(\[*\n]")
# Behind a space only whole words make a reference of a label of East Asia: what follows may begin
# with the same syllable ("제5조 의료…") or cite another article itself.
_CJK_REFERENCE = re.compile(
    r"[第の와과、，의에]|规定|規定|款|项|項|から|まで|前段|後段"
    r"|\s?(?:及び|又は|または|若しくは|및|또는|내지|부터|본문|단서|전단|후단|중\s|각\s?호|제\s?\d{1,3}\s?(?:항|호))"
    r"|\s[의와과에]\s"
)


def read(block: Block) -> Mark | None:
    """The label that a block opens with; None where there is none, or it is a reference."""
    head = block.text[:_MAX_LINE]
    decoration = _DECORATION.match(head)
    offset = decoration.end() if decoration else 0
    if not block.level and is_contents_entry(block.text):
        return None
    for kind, pattern in _PATTERNS:
        found = pattern.match(head, offset)
        if not found:
            continue
        if kind == "word" and _INITIALS.match(found[0]):
            continue
        if kind in NUMBERS and not _is_numbered_section(head, found.end()):
            continue
        after = block.text[found.end() :]
        if not block.level and _refers(after, kind):
            return None
        separator = _AFTER_LABEL.match(after)
        return Mark(
            _style(found[0]) if kind == "word" else kind,
            found[0].strip(),
            after[separator.end() :].strip() if separator else after.strip(),
            value(found[0]),
            bool(decoration and _QUOTES.search(decoration[0])),
            kind == "word" and bool(_ROMAN.search(found[0])),
        )
    return None


def is_cited_in(text: str) -> bool:
    """Whether a label with a word or a sign stands anywhere in a text."""
    return bool(_ANYWHERE.search(text))


def is_contents_entry(text: str) -> bool:
    """Whether dots lead from a line to a page number."""
    return len(text) < _MAX_LINE and bool(_LEADER.search(text))


def is_reference(after: str) -> bool:
    """Whether a word behind a label makes it a reference."""
    return bool(_REFERENCE.match(after))


def is_paragraph(text: str) -> bool:
    """Whether a text begins with the word for a part of an article."""
    return bool(_PARAGRAPH.match(text))


def is_small(char: str) -> bool:
    """Whether a letter is a small one where its script has capitals for beginnings: Georgian
    sentences begin with small letters."""
    return char.islower() and not "ა" <= char <= "ჿ"


def _style(label: str) -> str:
    """Labels of one text that belong together: "Art. 2" follows "Article premier", but "Section
    II" above it is a division."""
    word = re.match(r"[^\W\d_]+", label)
    first = word[0].casefold() if word else ""
    return f"word {first}" if first in labels.OWN_STYLE_WORDS else "word"


def value(label: str) -> int | None:
    """The number of a label, also where it is spelt out."""
    number = numerals.leading(label)
    if number is not None:
        return number
    if stems := _STEMS.findall(label):
        return sum(labels.ORDINAL_STEMS[stem] or 0 for stem in stems) or None
    spelt = _ORDINALS.findall(label)
    return sum(labels.ORDINALS[word.casefold()] or 0 for word in spelt) or None


def _is_numbered_section(head: str, end: int) -> bool:
    rest = head[end:].lstrip(".।৷။۔—–- \t")
    return bool(rest) and not is_small(rest[0])


def _refers(after: str, kind: str) -> bool:
    """Whether what follows a label makes it a reference in a sentence."""
    if not after.strip() or kind in NUMBERS:
        return False
    if kind == "sign-behind":
        return is_small(after.lstrip()[0])
    if kind in ("han", "hangul"):
        return bool(_CJK_REFERENCE.match(after))
    if after[0] in ".:—–-)°º*\n([" or _STOPPED.match(after):
        return bool(re.match(r"\s*\(\d+\)\s*(?:of|and|or|to)\b", after))
    if after[0] in ",;":
        return True
    if _REFERENCE.match(after) or _PARAGRAPH.match(after):
        return True
    following = after.lstrip()
    # "§ 3 a" is a number, "§ 28 lõike 6" is not.
    return is_small(following[:1]) and (kind != "sign" or following[1:2].isalpha())
