"""Arabic as PDFs give it: letters' shapes, visual order and flipped ligatures put right."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_WORDS = ("من", "على", "في", "المادة", "إلى", "هذا", "التي", "القانون")
_ARABIC_REVERSED = tuple(word[::-1] for word in _ARABIC_WORDS)
# Fonts map the ligature of the article's lam with the next letter as one glyph, and some PDFs
# give its two letters the wrong way round: "املادة" for "المادة". The letters come first in the
# patterns, what stands before them after: so they are found quickly.
_BEGINS = r"(?:(?<=(?<![^\W\d_]){0})|(?<=(?<![^\W\d_])[وفبك]{0}))"
_FLIPPED_LAM = re.compile(rf"ا{_BEGINS.format('ا')}([مجحخاأإ])ل")
_RIGHT_LAM = re.compile(rf"ال{_BEGINS.format('ال')}[مجحخ]")
_SAMPLE = 300  # lines

_BRACKETS = str.maketrans("()[]«»", ")(][»«")
_MIRRORED = re.compile(r"[)\]]\s?[\d٠-٩۰-۹]{1,4}\s?[(\[]")
_RIGHT_BRACKETS = re.compile(r"[(\[]\s?[\d٠-٩۰-۹]{1,4}\s?[)\]]")
# Letters as fonts shape them, which some PDFs give in place of the letters themselves.
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]+")
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z0-9٠-٩.,/:%-]+")
# No word begins with these letters: what some fonts part from theirs.
_PARTED = re.compile("(?<=[\u0621-\u064a]) (?=[ؤة])")
# pdfium takes the stop behind a number for the beginning of it: "9 أكتوبر .2014".
_STOP_BEFORE = re.compile(r"(?<!\S)([.،])(\d{1,4})(?!\S)")
_LOOSE = re.compile(r"\(\s*([\d٠-٩۰-۹]{1,4})\s*\)")


def _plain(text: str) -> str:
    """A text in letters, without their shapes, the lines that stretch them, and lost ones."""
    text = _SHAPES.sub(_letters, text)
    return text.replace("ـ", "").replace("\ufffd", "")


def _letters(shapes: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", shapes[0])


def has_flipped_ligatures(text: str) -> bool:
    """Whether the letters of ligatures stand in the order of the page, not of reading."""
    if "ا" not in text:
        return False
    flipped = len(_FLIPPED_LAM.findall(text))
    return flipped > 1 and flipped > len(_RIGHT_LAM.findall(text))


def mender(texts: Sequence[str], warnings: list[str]) -> Callable[[str], str] | None:
    """What puts right the Arabic lines of a document, one or several at once: visual order and
    flipped ligatures are turned round. Says so; None for a document that is not in Arabic.

    texts  its lines; a paragraph cannot be turned round, its lines would change places
    """
    sample = "\n".join(texts[:_SAMPLE])
    if sample.isascii() or not _ARABIC.search(sample):
        return None
    sample = _plain(sample)
    words = Counter(sample.split())
    right = sum(words[word] for word in _ARABIC_WORDS)
    wrong = sum(words[word] for word in _ARABIC_REVERSED)
    turn = wrong > 5 and wrong > right
    if turn:
        sample = _visual_to_logical(sample)
        warnings.append("Arabic text stood in visual order and was turned round")
    flip = len(_FLIPPED_LAM.findall(sample)) > len(_RIGHT_LAM.findall(sample))
    if flip:
        sample = _FLIPPED_LAM.sub(r"ال\1", sample)
        warnings.append("Arabic ligatures stood the wrong way round and were turned")
    mirror = len(_MIRRORED.findall(sample)) > len(_RIGHT_BRACKETS.findall(sample))

    def mended(text: str) -> str:
        text = _plain(text)
        if turn:
            text = _visual_to_logical(text)
        if flip:
            text = _FLIPPED_LAM.sub(r"ال\1", text)
        if mirror and _ARABIC.search(text):
            text = text.translate(_BRACKETS)
        text = _STOP_BEFORE.sub(r"\2\1", _PARTED.sub("", text))
        return _LOOSE.sub(r"(\1)", text) if "(" in text else text

    return mended


def _visual_to_logical(text: str) -> str:
    """Lines, each turned round. Numbers and Latin words keep their own direction in it."""
    return "\n".join(
        _LEFT_TO_RIGHT.sub(lambda run: run[0][::-1], line[::-1]) for line in text.split("\n")
    )
