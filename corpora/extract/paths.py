"""Paths of provisions: Akoma Ntoso style identifiers, unique in a law and safe in a URL."""

import re
import unicodedata
from collections.abc import Iterable

from corpora.extract import numerals
from corpora.extract.labels import (
    ARTICLE_WORDS,
    ARTICLE_WORDS_BEHIND,
    DIVISION_WORDS,
    SUFFIX_CODES,
)
from corpora.extract.model import Piece
from corpora.extract.structure import marks

_MAX = 120
# Akoma Ntoso's abbreviations of the divisions, by the ranks of DIVISION_WORDS.
_RANKS = ("book", "part", "title", "chp", "sec", "subsec")
_ARTICLE_LIKE = {"section": "sec", "sec": "sec", "s": "sec", "rule": "rule", "regulation": "reg"}
# What stands between the parts of a number: "12.1", "2/3", "第四条の二", "16 1".
_BETWEEN = re.compile(r"(?<=\d)(?:[.:/(^]\s?|\s+)(?=\d)|[之のノ의]")
_RAISED = re.compile("(?<=[0-9])[⁰¹²³⁴-⁹]+")
_LETTERS = re.compile(r"(?<=\d)[^\W\d_]{1,3}(?![^\W\d_])")
_SAFE = re.compile(r"[^a-z0-9.-]+")


def _slug(text: str, length: int = 24) -> str:
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    folded = unicodedata.normalize("NFKD", digits).encode("ascii", "ignore").decode().lower()
    return _SAFE.sub("-", folded).strip("-.")[:length].strip("-.")


def number_of(label: str) -> str:
    """The number of a label with its parts kept apart: "第四条の二" is 4-2 and not 42. Numbers in
    words have their value, "مكرر" is bis and a letter of another script its name: "14א" is
    14alef."""
    label = re.sub(f"[{numerals.HAN}]+", lambda m: str(numerals.han(m[0])), label)
    label = _RAISED.sub(lambda m: "-" + unicodedata.normalize("NFKD", m[0]), label)
    label = _BETWEEN.sub("-", label)
    words = [
        word
        for word in re.sub(r"[§.:()\[\]第条條제조]", " ", label).split()
        if word.casefold() not in ARTICLE_WORDS and len(word) < 20
    ]
    if not _slug(label) and (value := marks.value(label)) is not None:
        return "".join((str(value), *(SUFFIX_CODES.get(word, "") for word in words)))
    return _slug("".join(_LETTERS.sub(_named, SUFFIX_CODES.get(w, w)) for w in words))


def _named(letters: re.Match[str]) -> str:
    """Letters behind a number by their names in Unicode, where they are none of ASCII."""
    text = letters[0]
    if _slug(text) or text.casefold() in ARTICLE_WORDS_BEHIND:
        return text
    return "".join(unicodedata.name(char, "").rpartition(" ")[2] for char in text).lower()


def _article(label: str) -> str:
    word = re.match(r"[^\W\d_]+", label)
    kind = _ARTICLE_LIKE.get(word[0].casefold(), "art") if word else "art"
    if "§" in label:
        kind = "para"
    number = number_of(label)
    return f"{kind}_{number}" if number else ""


def _division(name: str, position: int) -> str:
    first = re.match(r"[^\W\d_]+", name)
    number = _slug(" ".join(re.findall(r"\d+|\b[IVXLC]+\b", name[:40])[:1]), 8)
    if first and number:
        for rank, words in zip(_RANKS, DIVISION_WORDS, strict=True):
            if first[0].casefold() in words:
                return f"{rank}_{number}"
    return f"div_{position}"


def assign(pieces: Iterable[Piece]) -> list[str]:
    """A path for each piece, in order: the format's own where it has one, else made from the
    divisions above and the label. At most 120 ASCII characters, unique."""
    divisions: dict[tuple[str, ...], str] = {(): ""}
    taken: dict[str, int] = {}
    result = []
    for position, piece in enumerate(pieces, 1):
        for depth in range(1, len(piece.ancestors) + 1):
            above = piece.ancestors[:depth]
            if above not in divisions:
                name = _division(above[-1], len(divisions))
                parent = divisions[above[:-1]]
                divisions[above] = f"{parent}__{name}" if parent else name
        if piece.path:
            path = _slug_path(piece.path)
        else:
            own = _article(piece.label) if piece.label else ""
            own = own or ("preamble" if position == 1 and not piece.ancestors else f"p_{position}")
            above_path = divisions[piece.ancestors]
            path = f"{above_path}__{own}" if above_path else own
            if len(path) > _MAX - 8:
                path = own
        path = path or f"p_{position}"
        count = taken.get(path, 0) + 1
        taken[path] = count
        unique = path if count == 1 else f"{path}__{count}"
        while count > 1 and unique in taken:
            count += 1
            unique = f"{path}__{count}"
        taken[unique] = taken.get(unique, 0) or 1
        result.append(unique)
    return result


def _slug_path(path: str) -> str:
    folded = unicodedata.normalize("NFKD", path).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "_", folded).strip("_")[: _MAX - 8]
