"""Provisions that print the same in one language after the other, taken apart by language."""

from collections.abc import Sequence
from dataclasses import replace

from corpora.extract import language
from corpora.extract.model import Piece
from mappings.languages import UNDETERMINED

_SHORTEST = 200
_END = 300
# A paragraph of fewer letters goes with the one above it.
_PARAGRAPH = 40
# Of a whole version; less is a quotation, an oath, a name.
_SHARE = 0.2


def split(piece: Piece, candidates: Sequence[str]) -> list[Piece]:
    """The piece, or one piece a language under the same label, in order and with every character
    of it (the line feeds between them apart), when its paragraphs are first in one of the
    languages and then in another. A language that comes back is quoted, and splits nothing."""
    text = piece.text
    if len(candidates) < 2 or len(text) < _SHORTEST or "\n" not in text:
        return [piece]
    end = min(_END, len(text) // 3)
    first, last = (language.detect(part, candidates) for part in (text[:end], text[-end:]))
    if first == last:
        return [piece]
    runs = _runs(text, candidates)
    codes = [code for code, _ in runs]
    versions = [len(part) >= _SHARE * len(text) for _, part in runs]
    if len(runs) < 2 or len(set(codes)) < len(runs) or not all(versions):
        return [piece]
    return [
        replace(piece, text=part, language=code, heading=piece.heading if index == 0 else "")
        for index, (code, part) in enumerate(runs)
    ]


def _runs(text: str, candidates: Sequence[str]) -> list[tuple[str, str]]:
    """Paragraphs that follow each other in one language, joined: (language, text)."""
    runs: list[tuple[str, list[str]]] = []
    for paragraph in text.split("\n"):
        code = ""
        if sum(map(str.isalpha, paragraph)) >= _PARAGRAPH:
            code = language.detect(paragraph, candidates)
        known = code in candidates and code != UNDETERMINED
        if runs and (not known or runs[-1][0] in ("", code)):
            runs[-1][1].append(paragraph)
            if known:
                runs[-1] = (code, runs[-1][1])
        else:
            runs.append((code if known else "", [paragraph]))
    return [(code, "\n".join(paragraphs)) for code, paragraphs in runs]
