"""Paths of provisions: Akoma Ntoso style identifiers, unique in a law and safe in a URL."""

import re
import unicodedata
from collections.abc import Iterable

from corpora.extract import numerals
from corpora.extract.labels import ARTICLE_WORDS, DIVISION_WORDS
from corpora.extract.model import Piece

_MAX = 120
# Akoma Ntoso's abbreviations of the divisions, by the ranks of DIVISION_WORDS.
_RANKS = ("book", "part", "title", "chp", "sec")
_ARTICLE_LIKE = {"section": "sec", "sec": "sec", "s": "sec", "rule": "rule", "regulation": "reg"}
_SAFE = re.compile(r"[^a-z0-9.-]+")


def _slug(text: str, length: int = 24) -> str:
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    folded = unicodedata.normalize("NFKD", digits).encode("ascii", "ignore").decode().lower()
    return _SAFE.sub("-", folded).strip("-.")[:length].strip("-.")


def _number(label: str) -> str:
    label = re.sub(f"[{numerals.HAN}]+", lambda m: str(numerals.han(m[0])), label)
    words = re.sub(r"[§.:()\[\]第条條제조]", " ", label.replace("之", "-").replace("의", "-"))
    parts = [
        word for word in words.split() if word.casefold() not in ARTICLE_WORDS and len(word) < 20
    ]
    return _slug("".join(parts))


def _article(label: str) -> str:
    word = re.match(r"[^\W\d_]+", label)
    kind = _ARTICLE_LIKE.get(word[0].casefold(), "art") if word else "art"
    if "§" in label:
        kind = "para"
    number = _number(label)
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
