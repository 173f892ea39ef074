"""The title of a law in a text whose format does not say which it is."""

import re
from collections.abc import Sequence

from corpora.extract.model import Block, Piece
from mappings.kinds import kind_of

_LONGEST = 400
# Shorter ones are a kind and a number: what the law is about stands on another line.
_SHORT = 30
# Notes about a law and set phrases stand above its title and name laws too.
_NOTE = re.compile(
    r"(?:утратил|repealed|abrog|derogad|current to|last amended|short title|a bill|this bill"
    r"|objects and|[\W_]*\()|[-–]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:رقم|no\.?|nr\.?|n[°º]|№)\s*\W?\d", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:بشأن|في شأن|بتعديل|بإصدار|بإنشاء|an act|to (?:amend|provide)"
    r"|o |об? |sobre |portant |relati)",
    re.IGNORECASE,
)
# Numbers of laws after "No.", "č.", "رقم" …, with the year that belongs to them.
_OWN_NUMBER = re.compile(
    r"(?:\b(?:no|nr|nos|num|number|nomor|nomer|br|αριθ)\b\.?|\bč\.|n[°º]|№|\bN(?=\s*\d))\s*\(?"
    r"(\d[\w.]*(?:[/-]\w+){0,3}(?:\s+(?:Sb|Z\.\s?z)\b\.?|\s+(?:of|tahun|de)\s+\d{4}\b)?)"
    r"|رقم\s*((?:\(\s*\d+\s*\)|\d[\d/]*)(?:\s*(?:لسنة|لعام|سنة)\s*\d{4})?)"
    r"|(第\s*[\d〇零一二三四五六七八九十百千]+\s*[号號])",
    re.IGNORECASE,
)
_OTHER_LAW = re.compile(
    r"amend|modif|reform|repeal|abrog|derog|änder|ander|wijzig|изменен|дополнен|внесен|змін"
    r"|perubahan|تعديل|إلغاء|改正|修正|修改|muut|ændr|endr|ändr|zmien|změn|mění",
    re.IGNORECASE,
)
_CITED_AS = re.compile(
    r"\b(?:Act|Law|Code|Bill|Order|Ordinance|Regulations|Rules|Decree) (?:may|shall) be cited as"
    r" (?:the )?[“\"']?([A-Z][^“”\"\n;.]{4,150}?\b(?:Act|Law|Code|Order|Ordinance|Regulations|Rules"
    r"|Decree)(?:,?\s+(?:No\.?\s*\d+\s+of\s+)?\d{4})?)(?!\w)"
)
_CITED_WITHIN = 4000
_FEW = 3
_REPEATED = re.compile(r"(\S{3,30}(?:\s\S{1,30}){1,10}?)\s\1\s")
# A number further on in a title is of a law that this one is about.
_NEAR = 60


def is_named(title: str, blocks: Sequence[Block]) -> bool:
    """Whether a document's title in its metadata is that of its text. Templates, sites and
    scanners write one that is the same for all their documents."""
    words = re.findall(r"[^\W\d_]{3,}", title.casefold())
    shown = " ".join(block.text for block in blocks[:20]).casefold()
    return bool(words) and sum(word in shown for word in words) >= 0.8 * len(words)


def opening_title(blocks: Sequence[Block]) -> str:
    """The first of a law's opening lines that names a kind of law, a heading if there is one;
    else its first line. "" when it has none."""
    lines = [block for block in _opening(blocks) if not _NOTE.match(block.text)]
    headings = [block for block in lines if 0 < block.level < 4]
    for block in (*headings, *lines):
        if kind_of("", block.text) != "other" and not block.text.endswith((".", ";", ",")):
            return block.text
    return lines[0].text if lines else ""


def with_subject(title: str, blocks: Sequence[Block]) -> str:
    """A title that only says "Act No. 7", with the line that says what it is about."""
    is_bare = any(map(str.isdigit, title)) or len(title.split()) < 3
    if not title or len(title) >= _SHORT or not is_bare:
        return title
    lines = [block.text for block in _opening(blocks, number=True)]
    others = [line for line in lines if title.casefold() not in line.casefold()]
    number = next((line for line in others if _NUMBER.match(line) and len(line) < _SHORT), "")
    has_number = bool(number) or any(char.isdigit() for char in title)
    subject = next(
        (line for line in others if _ABOUT.match(line) or (has_number and line.isupper())), ""
    )
    return " – ".join(filter(None, (f"{title} {number}".strip(), subject)))


def without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """Blocks without the heading that is the title: the law is no division of itself."""
    return [block for block in blocks if block.level != 1 or block.text != title]


def of_file_name(path: str) -> str:
    """A title that a file is named after, words and a kind of law; "" for other names."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    name = re.sub(r"^\d+|\bpdf$", "", re.sub(r"[\W_]+", " ", stem)).strip()
    words = re.findall(r"[^\W\d_]{2,}", name)
    if len(words) < 3 or kind_of("", name) == "other":
        return ""
    return name[:1].upper() + name[1:]


def by_text(title: str, pieces: Sequence[Piece]) -> str:
    """A title that says too little, with what the text itself says the law is called: what goes on
    under "Lag (1920:406)", and how "this Act may be cited". The title itself where it says
    enough, or the text no more."""
    if not pieces:
        return title
    repeated = _REPEATED.match(title)
    title = title[repeated.end(1) :].strip() if repeated else title
    words = re.findall(r"[^\W\d_]{2,}", title)
    is_bare = len(words) < 2 or kind_of("", title) == "other"
    if is_bare and (own := cited(pieces)):
        return own
    first = pieces[0].text.partition("\n")[0] if not pieces[0].label else ""
    goes_on = first[:1].islower() and len(first) < _LONGEST and not first.endswith((":", ";"))
    if goes_on and 0 < len(words) <= _FEW and any(map(str.isdigit, title)):
        return f"{title} {first}"
    return title


def cited(pieces: Sequence[Piece]) -> str:
    """What a law says it may be cited as; "" where it does not."""
    for piece in (*pieces[:12], *pieces[-3:]):
        if found := _CITED_AS.search(piece.text[:_CITED_WITHIN]):
            return " ".join(found[1].split())
    return ""


def is_the_same(title: str, other: str) -> bool:
    """Whether a title is of the kind of another one and has its words, or most of them."""
    if kind_of("", title) not in ("other", kind_of("", other)):
        return False
    words, others = ({*re.findall(r"[^\W\d_]{4,}", one.casefold())} for one in (title, other))
    return bool(words) and len(words & others) >= 0.7 * len(words)


def number_in(title: str) -> str:
    """The number that a title gives its law, as printed: "2016-1691", "11 of 2004", "第四十五号";
    "" when it has none, or only that of a law it is about."""
    found = _OWN_NUMBER.search(title[:_LONGEST])
    if found is None or found.start() > _NEAR or _OTHER_LAW.search(title[: found.start()]):
        return ""
    return " ".join(next(filter(None, found.groups())).split())


def _opening(blocks: Sequence[Block], *, number: bool = False) -> list[Block]:
    return [
        block
        for block in blocks[:12]
        if len(block.text) < _LONGEST
        and (2 * sum(map(str.isalpha, block.text)) > len(block.text) or number)
    ]
