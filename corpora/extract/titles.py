"""The title of a law in a text whose format does not say which it is."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpora.extract.model import Block, Piece
from corpora.extract.structure import divisions
from mappings.kinds import kind_of

_LONGEST = 400
# Shorter ones are a kind and a number: what the law is about stands on another line.
_SHORT = 30
_OPENING = 12
_FEW_WORDS = 4
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
    r"(?:\b(?:no|nr|nos|num|number|nomor|nomer|br|αριθμ?)\b\.?|\bč\.|n[°º]|№|\bN(?=\s*\d))\s*\(?"
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


# What stands where a title would and is none: a date or a number alone, the state of a draft, a
# warning, the words by which a law is enacted, a recital.
_NO_TITLE = re.compile(
    r"[\W\d_]*$"
    r"|(?:explanatory memorandum|objects and reasons|(?:\w+ )?draft)\b[^.]{0,40}$|revised [\d\W]+$"
    r"|(?:attention|внимание|увага|achtung|atención)\W*$"
    r"|(?:ley|law|lei|loi|act|decreto|decree|закон)\s?:$"
    r"|el senado y (?:la )?cámara|be it enacted|(?:[a-z][.)] ?)?bahwa\b|pasal \d+",
    re.IGNORECASE,
)
# Where a title runs on into the preamble below it.
_PREAMBLE = re.compile(
    r"\s[-*()]{0,3}\s?(?:DENGAN RAHMAT|Dengan rahmat|PRESIDEN REPUBLIK INDONESIA,"
    r"|Presiden Republik Indonesia\s?[,;:]|Menimbang|MENIMBANG|Mengingat|MENGINGAT|MEMUTUSKAN"
    r"|Le Sénat et la Chambre|BE IT ENACTED|نحن\s[^\d]{3,40}سلطان)"
)
# How a library keeps a document: with the day, and with a remark on what it holds.
_FILED = re.compile(r"[\s_(]{0,4}(?:full text)?[\s_)]{0,4}(?:_\d{6}){1,3}$", re.IGNORECASE)
# An issue of a gazette that holds one act.
_ISSUE = re.compile(r"\bΦΕΚ\s.{0,4}\s?\d+/\d{4}$")
_LONGEST_SUMMARY = 300


def says_nothing(text: str) -> bool:
    """Whether a line that stands in a title's place is none."""
    return bool(_NO_TITLE.match(text))


def is_warning(text: str) -> bool:
    """Whether a line calls for attention to what stands between it and the title."""
    return text.endswith("!") and says_nothing(text)


def with_line_below(title: str, below: str) -> str:
    """A title in capitals that only names a kind of law and a State ("LAW OF THE REPUBLIC"), with
    the line below that says what it is about."""
    words = title.split()
    is_bare = title.isupper() and len(words) < _FEW_WORDS and kind_of("", words[-1]) == "act"
    return f"{title} {below}" if is_bare and below.isupper() else title


def tidy(title: str) -> str:
    """A title without what has run into it from the preamble, and as it is called, not filed."""
    found = _PREAMBLE.search(title, _SHORT)
    title = title[: found.start()].rstrip(" ,;:*(-") if found else title
    filed = _FILED.search(title)
    return title[: filed.start()].replace("_", " ").strip() if filed else title


def with_summary(title: str, summary: str) -> str:
    """A title that is a keyword of the publisher, with the first sentence of what it says about
    the law: "CODIGO PENAL – SUSTITUYESE EL ARTICULO 45."."""
    first = summary.partition(". ")[0].strip().rstrip(".")
    if not first or len(first) > _LONGEST_SUMMARY or first.casefold() in title.casefold():
        return title
    return f"{title} – {first}"


def of_issue(title: str, blocks: Sequence[Block]) -> str:
    """The title of the act in an issue of a gazette: its kind and number, and the line below; ""
    for titles that are no issue's, and for issues without such an act at their head."""
    if not _ISSUE.search(title):
        return ""
    for block, below in pairwise(blocks[:_OPENING]):
        if block.level and block.text != title and (
            _OWN_NUMBER.search(block.text) or kind_of("", block.text) != "other"
        ):  # fmt: skip
            subject = "" if below.bold or below.level or len(below.text) > _LONGEST else below.text
            return " – ".join(filter(None, (block.text, subject)))
    return ""


def own_number(number: str, title: str) -> str:
    """A law's number as its metadata gives it, without what is only its title again; "" for a short
    name of several words."""
    shown, whole = (" ".join(one.split()).casefold() for one in (number, title))
    cut = shown.endswith(("...", "…"))
    shown = shown.rstrip(".… ")
    if shown.startswith(whole) and len(shown) > len(whole):
        return number[len(whole) :].strip(" ,;–—-") if _has_number(number[len(whole) :]) else ""
    if whole.startswith(shown) and (cut or not _has_number(number) or len(shown) > _NEAR):
        return number_in(title)
    words = number.split()
    is_name = len(words) > 1 and not any(len(word) > 1 and word.isupper() for word in words)
    return "" if is_name and not _has_number(number) else number


def _has_number(text: str) -> bool:
    return any(char.isnumeric() for char in text)


def is_named(title: str, blocks: Sequence[Block]) -> bool:
    """Whether a document's title in its metadata is that of its text. Templates, sites and
    scanners write one that is the same for all their documents."""
    words = re.findall(r"[^\W\d_]{3,}", title.casefold())
    shown = " ".join(block.text for block in blocks[:20]).casefold()
    return bool(words) and sum(word in shown for word in words) >= 0.8 * len(words)


def opening_title(blocks: Sequence[Block]) -> str:
    """The first of a law's opening lines that names a kind of law, a heading if there is one;
    else its first line. "" when it has none."""
    lines = [
        block
        for block in _opening(blocks)
        if not (_NOTE.match(block.text) or says_nothing(block.text))
    ]
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


def without_title(blocks: Sequence[Block], *printed: str) -> list[Block]:
    """Blocks without the headings at their beginning that are the title again, as the text or the
    metadata print it: as a division above every article it would say nothing."""
    known = [title.casefold().split() for title in printed if title]
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        # Further down only the highest headings are a title's.
        is_first = not kept or (block.level == 1 and at < _OPENING)
        again = block.level > 0 and is_first and block.text.casefold().split() in known
        if not again or divisions.read(block):
            kept.append(block)
    return kept


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


def own_part(title: str) -> str:
    """A title up to where it says which law this one amends: dates behind it are that law's."""
    found = _OTHER_LAW.search(title)
    return title[: found.start()] if found else title


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
        for block in blocks[:_OPENING]
        if len(block.text) < _LONGEST
        and (2 * sum(map(str.isalpha, block.text)) > len(block.text) or number)
    ]
