"""Whether a page's text says which letters the page shows."""

import re

# Fewer letters than these are a stamp on an image, and no ground to judge a page by.
FEWEST_LETTERS = 30
# Share of the characters that may be none of any script: symbols of fonts, a lost letter.
_UNKNOWN = 0.05
_HOPELESS = 0.3
# Of the words of a page in Latin letters at least this share has a vowel and no capital inside;
# laws in any of its languages have more than 0.9.
_PLAUSIBLE = 0.6
_SAMPLE = 2000
_SPACE = re.compile(r"\s")
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
# Without a vowel, or with a capital behind a small letter.
_NO_WORD = re.compile(
    rf"(?<![{_LATIN}])(?:(?![{_VOWELS}{_VOWELS.upper()}])[{_LATIN}]){{4,}}(?![{_LATIN}])"
    r"|[a-z][A-Z][a-z]"
)


def is_broken(text: str) -> bool:
    """Whether a page's characters are not the letters that it shows."""
    return badness(text) > 1


def is_hopeless(text: str) -> bool:
    """Whether so little of a broken text can be read that it is better left out."""
    lost = text.count("\ufffd", 0, _SAMPLE)
    return _glyphs(text) > _UNKNOWN or lost > _HOPELESS * min(len(text), _SAMPLE)


def badness(text: str) -> float:
    """How far a text is from a readable one: 0 is perfect, above 1 it cannot be read."""
    implausible = 1 - _plausible(text)
    lost = text.count("\ufffd", 0, _SAMPLE) / max(1, min(len(text), _SAMPLE))
    return max((_glyphs(text) + lost) / _UNKNOWN, implausible / (1 - _PLAUSIBLE))


def _glyphs(text: str) -> float:
    """Share of the characters that are numbers of glyphs."""
    sample = text[:_SAMPLE]
    return len(_GLYPH.findall(sample)) / max(1, len(sample) - len(_SPACE.findall(sample)))


def _plausible(text: str) -> float:
    """Share of the words in Latin letters that could be words; 1 for other scripts."""
    sample = text[:_SAMPLE]
    words = len(_LATIN_WORD.findall(sample))
    if words < FEWEST_LETTERS:
        return 1.0
    return 1.0 - len(_NO_WORD.findall(sample)) / words
