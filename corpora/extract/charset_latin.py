"""Which encoding a text in Latin letters was written in before Unicode, by the letters it then has.

The same byte is ą, ¹ or š: only in one encoding are all letters of a text those of one language,
and no signs stand in its words.
"""

import math
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from corpora.extract import vietnamese

# Of encodings that give the same text the first is taken.
_ENCODINGS = (
    "cp1252", "cp1250", "cp1254", "cp1257", "iso8859_15", "iso8859_2", "iso8859_13", "iso8859_16",
    "iso8859_4", "iso8859_3", "cp850", "cp852", "mac_roman",
)  # fmt: skip
# Small letters beyond ASCII by language, the most frequent first. Languages with the same letters
# stand once; Romanian wrote its ș and ț with cedillas until they had places of their own.
_LETTERS = {
    "ca": "éàóèíçòïúü·", "cs": "íáéěřčšžýůúňóťď", "cy": "ŵâôêŷîûáïö", "da": "åøæé",
    "de": "üäößé", "eo": "ĉŝĝŭĵĥ", "es": "óíáéñúü", "et": "äõüöšž", "fi": "äöåšž",
    "fr": "éèàêçôîûùâïœëüÿæ", "hr": "čžšćđ", "hu": "áéöóőíüúű", "is": "áíðóéöúþæý",
    "it": "èàòùìéî", "lt": "ėųąžįšūčę", "lv": "āīēšūņķžļčģŗō", "mt": "ħġżċàìòùè",
    "nl": "ëéïöüèóê", "pl": "łąęóżśćńź", "pt": "ãçáéíóêõúâàôü", "ro": "ăîșțâ",
    "ro-cedilla": "ăîşţâ", "sk": "áíéčľšžýúťôňäďóĺŕ", "sq": "ëç", "sv": "äåöé", "tr": "ıüşçğöâîû",
}  # fmt: skip
# Signs that laws have, and beside which side of a word they may stand; others beyond ASCII are
# rarer than a mistake.
_BEFORE = "§«»„“”‘’‚–—…¿¡©№\u00ad·"
_BEHIND = "«»“”‘’–—…ªº²³°®™©\u00ad·"
_COMMON_SIGNS = frozenset(f"\u00a0£€½¼¾•{_BEFORE}{_BEHIND}")
_INSIDE_WORDS = "’·‘\u00ad–"
# Weights: logarithms of how likely a character is in a text of the language.
_OTHER_LETTER, _RARE_SIGN, _SIGN_IN_WORD, _CONTROL = -5.0, -4.0, -7.0, -9.0
# Latin texts hardly have three letters beyond ASCII in a row, and no capitals within words.
_IN_A_ROW, _CAPITAL_INSIDE = -3.0, -4.0
_ENOUGH = -4.0
_WORDS = 3_000
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
_ASCII_WORD = re.compile(rb"(?<![^\s])[!-~]*[A-Za-z][!-~]*(?![^\s])")
_HIGH_WORD = re.compile(rb"[^\s\x80-\xff]*[\x80-\xff]\S*")
_TAG = re.compile(rb"<[^<>]*>")
_HIGH_ROW = re.compile(r"[^\x00-\x7f\W\d_]{3,}")
_LETTER = r"[^\W\d_ªº²³¹¼½¾]"
_SIGN = r"(?:[^\w\s\x00-\x7f]|[²³¹¼½¾])"
_NO_PLACE = re.compile(
    rf"(?<={_LETTER})(?![{_INSIDE_WORDS}]){_SIGN}(?={_LETTER})"
    rf"|(?<={_LETTER})(?![{_BEHIND}]){_SIGN}|(?![{_BEFORE}]){_SIGN}(?={_LETTER})"
)
# A Vietnamese syllable without its tone, of which there is one at most.
_SYLLABLE = re.compile(
    "(?:ngh|ng|gh|gi|qu|ch|kh|nh|ph|th|tr|[bcdđghklmnpqrstvx])?"
    "(?:iêu|yêu|oai|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi"
    "|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnpt])?"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
_HIGH_LETTERS = {
    char
    for name in _ENCODINGS
    for char in bytes(range(0x80, 0x100)).decode(name, errors="ignore")
    if char.isalpha()
}
_CAPITAL = re.compile(
    f"[a-z{''.join(sorted(filter(str.islower, _HIGH_LETTERS)))}]"
    f"[{''.join(sorted(filter(str.isupper, _HIGH_LETTERS)))}]"
)
_SYLLABLES = 0.9


def latin_encoding(sample: bytes) -> str:
    """The encoding of a text in Latin letters (of Python, or of `vietnamese.ENCODINGS`); "" when no
    encoding makes it one."""
    sample = _TAG.sub(b" ", sample)
    # Only words with bytes beyond ASCII tell anything.
    high_words = _HIGH_WORD.findall(sample)
    words = b" ".join(high_words[:_WORDS])
    share = min(1.0, _WORDS / max(1, len(high_words)))
    ascii_letters = share * len(_ASCII_LETTER.findall(sample))
    if found := _vietnamese(words, share * len(_ASCII_WORD.findall(sample))):
        return found
    best, found = -math.inf, ""
    for name in _ENCODINGS:
        text = words.decode(name, errors="replace")
        high = sum(not char.isascii() for char in text)
        own = sum(char.isalpha() and not char.isascii() for char in text)
        if not high or own > ascii_letters:
            continue
        score = _score(text) / high
        if score > best:
            best, found = score, name
    return found if best >= _ENOUGH else ""


def _score(text: str) -> float:
    """How likely the characters beyond ASCII are, in the language that they suit best."""
    text = text.replace("µ", "¤")  # a letter to Unicode, and a sign to everybody else
    signs = 0.0
    counts: Counter[str] = Counter()
    for char, count in Counter(text).items():
        if char.isascii():
            continue
        if char in "·" or (char.isalpha() and char not in _COMMON_SIGNS):
            counts[char.lower()] += count
        elif char == "\ufffd" or "\x80" <= char < "\xa0":
            signs += count * _CONTROL
        elif char not in _COMMON_SIGNS:
            signs += count * _RARE_SIGN
    signs += _SIGN_IN_WORD * len(_NO_PLACE.findall(text))
    signs += _IN_A_ROW * sum(map(len, _HIGH_ROW.findall(text)))
    signs += _CAPITAL_INSIDE * len(_CAPITAL.findall(text))
    return signs + max(
        sum(count * weights.get(char, _OTHER_LETTER) for char, count in counts.items())
        for weights in _weights()
    )


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], ...]:
    """By language the logarithms of its letters' shares, which fall with their rank."""
    found = []
    for letters in _LETTERS.values():
        whole = sum(1 / rank for rank in range(1, len(letters) + 1))
        found.append({char: math.log(0.97 / rank / whole) for rank, char in enumerate(letters, 1)})
    return tuple(found)


def _vietnamese(high_words: bytes, others: float) -> str:
    """The encoding in which words are syllables of Vietnamese. It has a letter for every byte, so
    letters alone say nothing.

    others  about how many words there are in ASCII
    """
    best, found = _SYLLABLES, ""
    for name in ("viscii", "tcvn3", "cp1258"):
        text = (
            vietnamese.decode(high_words, name)
            if name in vietnamese.ENCODINGS
            else vietnamese.composed(high_words.decode(name, errors="replace"))
        ).lower()
        words = [word for word in _WORD.findall(text) if not word.isascii()]
        share = sum(map(_is_syllable, words)) / max(1, len(words))
        if share >= best and 4 * len(words) >= others:
            best, found = share, name
    return found


def _is_syllable(word: str) -> bool:
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))
