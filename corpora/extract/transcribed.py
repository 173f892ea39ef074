"""What transcriptions of law sites leave around the words of a provision: its number and its
heading printed again in the text, the first words of the text as its heading, and what the site
prints below and above each law."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from corpora.extract.model import Piece

# What sites print behind a law: from the words of one of these to the end of the page.
_BELOW = re.compile(
    r"History of this document \d{1,2} [A-Z][a-z]+ \d{4} .*"  # AfricanLII and its sisters
    r"|Except for some material which is expressly stated to be under a specified Creative.*"
    r"|(?:\$\(document\)\.ready\(|\(function\(i,s,o,g,r,a,m\)|var layzr = ).*"  # scripts
    r"|Fecha de generaci.n: [\d/: ]{8,30}\s*"
    r"|The Lawphil Project - Arellano Law Foundation\s*"
    r"|Powered by TCPDF \(www\.tcpdf\.org\)\s*"
    r"|الرجاء عدم اعتبار المادة المعروضة أعلاه رسمية.*"
    r"|El Registro Oficial no se responsabiliza por los errores.*",
    re.DOTALL,
)
# And above it, from the beginning of the page to these words.
_ABOVE = re.compile(
    r"About SAFLII Databases Search .{0,1500}?"
    r"(?:PDF format RTF format|was reviewed for updates\.)\s*"
    r"|Texto Completo Norma \d{1,6}\s",
    re.DOTALL,
)
# Properties of a Word document that was saved as a web page, with its author before them.
_WORD = re.compile(
    r"(?:[^\n]{1,60}\n\s{0,200})?\bNormal\s{0,200}\n[\s\S]{20,8000}?\bX-NONE\b(?:\s+X-NONE)?"
    r"(?:\s+MicrosoftInternetExplorer4)?(?:\s*/\* Style Definitions \*/[^}]{0,3000}\})?\s*"
)
_WORD_WITHIN = 20_000
_LINES = frozenset(("Ficha articulo", "Ficha artículo", "Back to Top"))


def without_notes(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """Provisions without what their site printed around them, and that."""
    kept = list(pieces)
    notes: list[str] = []
    if not kept:
        return kept, notes
    if found := _ABOVE.match(kept[0].text):
        notes.append(found[0])
        kept[0] = replace(kept[0], text=kept[0].text[found.end() :])
    if found := _WORD.search(kept[0].text[:_WORD_WITHIN]):
        notes.append(found[0])
        text = kept[0].text
        kept[0] = replace(kept[0], text=text[: found.start()] + text[found.end() :])
    if found := _BELOW.search(kept[-1].text):
        notes.append(found[0])
        kept[-1] = replace(kept[-1], text=kept[-1].text[: found.start()].rstrip())
    for at, piece in enumerate(kept):
        lines = piece.text.split("\n")
        if any(line.strip() in _LINES for line in lines):
            notes += [line for line in lines if line.strip() in _LINES]
            text = "\n".join(line for line in lines if line.strip() not in _LINES)
            kept[at] = replace(piece, text=text)
            if not text.strip() and piece.heading.endswith("."):
                # Its only sentence, which the note below it made a heading of.
                kept[at] = replace(piece, heading="", text=piece.heading)
    return kept, notes


_LEADING = re.compile(r"(\[?)\s*(\d{1,4}[A-Z]{0,2})(?:\s*\.\s*[-–—]?|\s*[-–—])\s*(?=[^\s\d])")
_LABEL = re.compile(r"([^\d]*)(\d{1,4}[A-Z]{0,2})$")
# Shares of the provisions of a law that are enough to take the numbers before their texts for
# their labels: most have one, and each but a few is beyond the one before.
_MOST = 0.8
_FEW_NUMBERS = 3


def numbered(pieces: Sequence[Piece]) -> list[Piece]:
    """Provisions with the numbers that their texts begin with as their labels. They are taken for
    labels where they count the law's provisions; numbers of paragraphs begin again in each. What
    the transcription counts may be records: the printed number is the true one."""
    labels = [_LABEL.match(piece.label) for piece in pieces]
    found = [
        _LEADING.match(piece.text) if label else None
        for piece, label in zip(pieces, labels, strict=True)
    ]
    numbers = [int(re.sub(r"\D", "", each[2])) for each in found if each]
    rising = sum(a < b or (a == b and a > 1) for a, b in zip(numbers, numbers[1:], strict=False))
    enough = len(numbers) >= max(_FEW_NUMBERS, _MOST * sum(map(bool, labels)))
    if not enough or rising < _MOST * (len(numbers) - 1):
        return list(pieces)
    return [
        replace(
            piece,
            label=label[1] + each[2],
            # "[13A. …]": the bracket is around the text as well.
            text=(each[1] + piece.text[each.end() :]).removeprefix("[]").lstrip(),
        )
        if label and each
        else piece
        for piece, label, each in zip(pieces, labels, found, strict=True)
    ]


_ORDINAL = r"\s*[º°ªo]?(?!\w)(?![-./]\s?\w)(?!\s(?:bis|ter|quater|quáter|[a-z]\)))[\s.:–—°º-]*"


def without_label(piece: Piece) -> Piece:
    """A provision whose text begins with its label, without that."""
    tokens = re.findall(r"\w+|[^\w\s]", _folded(piece.label))
    if len(tokens) < 2:
        return piece
    pattern = r"\s*".join(map(re.escape, tokens)) + _ORDINAL
    found = re.match(pattern, _folded(piece.text[: len(piece.label) + 20]))
    text = piece.text[found.end() :] if found else ""
    # "Section 27 of the Act" refers to it.
    return replace(piece, text=text) if text and not text[0].islower() else piece


def _folded(text: str) -> str:
    """Small letters without accents and ASCII digits, a character for each."""
    return "".join(map(_folded_character, text))


def _folded_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFD", character)[0].lower()[:1] or character


_MARKS = " \t-–—·°º.:"
# A title that ends with its sentence is a heading when it is short.
_SHORT = 50
# What a law whose headings are cut out of sentences has for a heading at the most.
_LONGEST_HEADING = 40
# Titles that begin their texts in more than so many of a law's provisions are made of them.
# Elsewhere a sentence begins with the words of its heading by chance.
_MANY = 0.6
# Of those, so many that go on in mid-sentence show that they were cut by length.
_SOME_CUT = 0.3
_ENUMERATOR = re.compile(r"\(?\w{1,3}\)")
_LIST = re.compile(r"\(?\w{1,3}[.)]\s|\(\s?\w{1,3}\s?\)")


def without_copies(pieces: Sequence[Piece]) -> list[Piece]:
    """Provisions whose headings are the beginnings of their texts, with those only once: as
    headings where they are some, as text where they are cut out of a sentence."""
    headed = [piece for piece in pieces if piece.heading]
    again = [piece for piece in headed if _begins(piece)]
    if len(again) <= _MANY * len(headed):
        return list(pieces)
    cut = sum(_is_cut(*_parts(piece)) for piece in again)
    longest = _LONGEST_HEADING if cut > _SOME_CUT * len(again) else None
    return [_without_copy(piece, longest) if _begins(piece) else piece for piece in pieces]


def _begins(piece: Piece) -> bool:
    heading = piece.heading.strip(_MARKS)
    return bool(heading) and piece.text.lstrip(_MARKS).startswith(heading)


def _parts(piece: Piece) -> tuple[str, str, str]:
    """The heading, what follows its words in the text, and that without marks before it."""
    heading = piece.heading.strip(_MARKS)
    rest = piece.text.lstrip(_MARKS)[len(heading) :]
    return heading, rest, rest.lstrip(_MARKS + "\n")


def _without_copy(piece: Piece, longest: int | None) -> Piece:
    heading, rest, body = _parts(piece)
    too_long = longest is not None and len(heading) > longest
    if not body or too_long or _is_cut(heading, rest, body):
        return replace(piece, heading="")
    if body[0].isalpha() and not body[0].isupper() and rest[0] != "\n":
        # A script without capitals: nothing tells whether the sentence goes on.
        return replace(piece, heading="") if len(heading) > _SHORT else piece
    return replace(piece, heading=heading, text=body)


def _is_cut(heading: str, rest: str, body: str) -> bool:
    """Whether what follows belongs to the sentence that the heading begins."""
    if not body:
        return False
    if heading.isdigit() or _ENUMERATOR.match(heading) or ". " in heading:
        return True
    after = rest.lstrip()
    if rest[0].isalnum() or body[0].islower() or after[0] in ",;)":
        return True
    if (body[0].isdigit() or body[0] == "(") and not _LIST.match(body):
        return True
    if heading.count("(") != heading.count(")"):
        return True
    if after[0] not in _MARKS or heading.endswith("etc"):
        return False
    return len(heading) > _SHORT or after[1:2].isalnum()


# Characters at the end of a text within which the name of the next division may stand, and of the
# name that the transcription has for it.
_TAIL = 200
_LONGEST_NUMBER = 24


def with_division_names(pieces: Sequence[Piece]) -> list[Piece]:
    """Provisions without the heading of the division that begins behind them at the end of their
    texts: it is that of the next ones, which have its number only ("Part II")."""
    result = list(pieces)
    for at in range(len(result) - 1):
        before, after = result[at], result[at + 1]
        if not after.ancestors or before.ancestors[-1:] == after.ancestors[-1:]:
            continue
        number = after.ancestors[-1]
        start = _name_at_end(before.text, number)
        if start < 0:
            continue
        name = " ".join(before.text[start:].split())
        result[at] = replace(before, text=before.text[:start].rstrip())
        for later in range(at + 1, len(result)):
            piece = result[later]
            if piece.ancestors != after.ancestors:
                break
            result[later] = replace(piece, ancestors=(*piece.ancestors[:-1], name))
    return result


def _name_at_end(text: str, number: str) -> int:
    """Where "Part II – Lamps" begins at the end of a text, for "Part II"; -1 where it does not."""
    if not any(map(str.isalpha, number)) or len(number) > _LONGEST_NUMBER or " " not in number:
        return -1
    tail_at = max(0, len(text) - _TAIL)
    start = text.casefold().rfind(number.casefold(), tail_at)
    if start <= 0 or len(text) != len(text.casefold()):
        return -1
    above, name = text[:start], text[start + len(number) :]
    # A sentence has ended before it, and none ends in it.
    ended = above.endswith("\n") or above.rstrip()[-1:] in '.;:)]”"’»'
    return start if ended and re.match(r"[\s.:–—-]+\S|$", name) and ". " not in name[4:] else -1


_ENGLISH = re.compile(r"\b(?:the|of|shall|and|this)\b")


def is_english(text: str) -> bool:
    """Whether a text is English rather than in a language of another script."""
    start = text[:400]
    latin = sum("a" <= char <= "z" for char in start.lower())
    return 2 * latin > sum(map(str.isalpha, start)) > 0 and bool(_ENGLISH.search(start))
