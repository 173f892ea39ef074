"""Whether a page's text says which letters the page shows."""

import re
import unicodedata

# Fewer letters than these are a stamp on an image, and no ground to judge a page by.
FEWEST_LETTERS = 30
# Share of the characters that may be none of any script: symbols of fonts, a lost letter.
_UNKNOWN = 0.05
_HOPELESS = 0.3
# Of the words of a page in Latin letters at least this share has a vowel and no capital inside;
# laws in any of its languages have more than 0.9.
_PLAUSIBLE = 0.6
# Of their letters at least this share are e, a, i, n, t, r, s or o. The least in 1,500 characters
# of a law of the collection is 0.48 (Turkish); English has 0.67.
_COMMON = 0.42
_SURE = 0.55
_SAMPLE = 1500
# Control characters, private use, noncharacters but for U+FFFE, pdfium's mark for a hyphen: the
# numbers of a font's glyphs. pdfminer writes them as "(cid:7)".
_GLYPH = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\uffff"
    "\U000f0000-\U0010ffff]|\\(cid:\\d+\\)"
)
_LATIN = "a-zA-ZÀ-ɏḀ-ỿ"
_VOWELS = (
    "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāăąēėęěīįıōőœūůűųỳỵẏ"
    "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữự"
)
_LATIN_WORD = re.compile(rf"[{_LATIN}]{{4,}}")
_HAS_VOWEL = re.compile(f"[{_VOWELS}{_VOWELS.upper()}]")
_CAPITAL_INSIDE = re.compile(r"[A-Z](?<=[a-z].)[a-z]")


def letters(text: str) -> int:
    """How many letters and digits a text has, as far as that matters: FEWEST_LETTERS are enough."""
    found = sum(map(str.isalnum, text[: 4 * FEWEST_LETTERS]))
    return found if found >= FEWEST_LETTERS else sum(map(str.isalnum, text[:_SAMPLE]))


def is_broken(text: str) -> bool:
    """Whether a page's characters are not the letters that it shows."""
    return badness(text) > 1


def is_hopeless(text: str) -> bool:
    """Whether so little of a broken text can be read that it is better left out."""
    lost = text.count("\ufffd", 0, _SAMPLE)
    return _glyphs(text[:_SAMPLE]) > _UNKNOWN or lost > _HOPELESS * min(len(text), _SAMPLE)


def badness(text: str) -> float:
    """How far a text is from a readable one: 0 is perfect, above 1 it cannot be read."""
    sample = text[:_SAMPLE]
    implausible = 1 - _plausible(sample)
    lost = sample.count("\ufffd") / max(1, len(sample))
    return max((_glyphs(sample) + lost) / _UNKNOWN, implausible / (1 - _PLAUSIBLE))


def _glyphs(sample: str) -> float:
    """Share of the characters that are numbers of glyphs."""
    shown = "".join(sample.split())
    if shown.isprintable() and "(cid:" not in shown:
        return 0.0
    return len(_GLYPH.findall(sample)) / max(1, len(shown))


def _plausible(sample: str) -> float:
    """Share of the words in Latin letters that could be words; 1 for other scripts."""
    words = _LATIN_WORD.findall(sample)
    if len(words) < FEWEST_LETTERS:
        return 1.0
    common = _common("".join(words))
    if common < _COMMON:
        return 0.0
    # Where so many letters are right, words have vowels.
    strange = 0 if common > _SURE else sum(_HAS_VOWEL.search(word) is None for word in words)
    return 1.0 - (strange + len(_CAPITAL_INSIDE.findall(sample))) / len(words)


def _common(letters: str) -> float:
    """Share of the letters that are frequent in every language written in Latin ones."""
    plain = letters.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain)
    return sum(map(plain.count, "eaintrso")) / len(letters) if letters else 1.0
