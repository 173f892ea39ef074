"""How words are made comparable: the one analysis of documents, queries and highlights.

It happens here and not in the engines, so that both engines find the same provisions by
construction; they only split on spaces (docs/decisions.md). Two forms of a text:

exact    folded words in order (case, accents, digits, Arabic letter variants); scripts written
         without spaces, and Hangul with its glued particles, one character a word, so that a
         phrase of characters is a search for a substring
stemmed  the same words reduced to their stems in the language of the text, which they name;
         unspaced scripts as overlapping pairs of characters
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from operator import add

import Stemmer

from indexer.arabic import light_stem
from indexer.compounds import JOINTS, parts
from indexer.han import simplified
from indexer.suffixes import suffix_stemmer
from mappings.languages import language_named, languages

# Both engines refuse longer terms; no word of a law is as long.
MAX_TOKEN = 100
# Words remembered a language. The vocabulary of the whole collection is a few millions; the
# frequent ones come back at once after the cache is emptied.
_CACHE = 400_000
_LONGEST_KEPT = 20

# Written without spaces between words: Han, kana, Thai, Lao, Burmese, Khmer; Hangul has spaces,
# but particles are glued to its nouns.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002ffff"
)
# Combining marks, which \w leaves out: Indic vowel signs and viramas would cut words apart.
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x20D0) if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
_JOINED = f"{_MARKS}\u00ad\u200c\u200d"
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]")
# A run of an unspaced script, or of letters, marks and digits.
_WORD = re.compile(rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}_])[\w{_JOINED}])+")
_ASCII_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def _plane_word() -> re.Pattern[str]:
    """The same as _WORD for texts of the basic plane: one set of characters is matched twice as
    fast as a condition on each."""
    wanted = re.compile(rf"(?![{_UNSPACED}_])[\w{_JOINED}]")
    ranges: list[list[int]] = []
    for code in range(0x10000):
        if wanted.match(chr(code)):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    letters = "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)
    return re.compile(rf"[{letters}]+|[{_UNSPACED}]+")


_PLANE_WORD = _plane_word()
_NO_WORD = re.compile(rf"[^\w{_MARKS}]+")
_MARK = re.compile(rf"[{_MARKS}]")
# A character of an unspaced script with the marks that belong to it.
_CLUSTER = re.compile(rf".[{_MARKS}]*", re.DOTALL)
_JOINERS = re.compile("[\u00ad\u200c\u200d\u0640]")

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
        "ı": "i",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ة": "ه",
        "ۀ": "ه",
        "ھ": "ه", "ہ": "ه", "ک": "ك", "ؤ": "و", "ё": "е", "ґ": "г", "ς": "σ",
    }
)  # fmt: skip
# Marks that tell letters apart rather than accent them: й and ї are letters, not accented и and і;
# vowel signs of Indic scripts are part of the word.
_ACCENTS = re.compile(
    r"[\u0300-\u0305\u0307-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05c7]"
)
_ACCENTS_OF_LATIN_AND_GREEK = re.compile(r"(?<=[a-zα-ω])\u0306")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands: text[start:end]."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=_CACHE)
def fold(word: str) -> str:
    """A word folded for comparison: "Überführt" and "uberfuhrt" are alike, "١٥" is "15"."""
    if word.isascii():
        return word.lower()[:MAX_TOKEN]
    text = unicodedata.normalize("NFKC", word).casefold()
    text = unicodedata.normalize("NFD", text)
    text = _ACCENTS_OF_LATIN_AND_GREEK.sub("", _ACCENTS.sub("", text))
    text = unicodedata.normalize("NFC", _JOINERS.sub("", text)).translate(_LETTERS)
    if _UNSPACED_RUN.search(text):
        text = text.translate(simplified())
    if not text.isascii():
        text = "".join(
            str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text
        )
    # Folding can bring spaces and signs into a word (½ is 1⁄2): they would split it again.
    return _NO_WORD.sub("", text)[:MAX_TOKEN]


def tokens(text: str) -> Iterator[Token]:
    """The exact words of a text with their places, in order."""
    for found in _pattern(text).finditer(text):
        if _UNSPACED_RUN.match(found[0]):
            for cluster in _CLUSTER.finditer(found[0]):
                if folded := fold(cluster[0]):
                    start = found.start() + cluster.start()
                    yield Token(folded, start, start + len(cluster[0]))
        elif folded := fold(found[0]):
            yield Token(folded, found.start(), found.end())


def fold_words(text: str) -> list[str]:
    """The exact words of a text, in order."""
    return " ".join(map(_folded().__getitem__, _words(text))).split()


def index_text(text: str, language: str) -> tuple[str, str]:
    """The words of a text for the index: exact ones and stemmed ones, joined by spaces."""
    words = _words(text)
    exact = filter(None, map(_folded().__getitem__, words))
    stemmed = filter(None, map(_stemmed(language).__getitem__, words))
    return " ".join(exact), " ".join(stemmed)


def stems_of(text: str, language: str) -> str:
    """The stems of a text, joined by spaces: the second part of `index_text`."""
    words = _words(text)
    return " ".join(filter(None, map(_stemmed(language).__getitem__, words)))


def stem_places(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each stem of `stems_of`, in order: of a word, or of a pair of letters."""
    folded = _folded()
    for found in _pattern(text).finditer(text):
        if not _UNSPACED_RUN.match(found[0]):
            if folded[found[0]]:
                yield found.span()
            continue
        start = found.start()
        letters = [
            (start + one.start(), start + one.end())
            for one in _CLUSTER.finditer(found[0])
            if fold(one[0])
        ]
        if len(letters) == 1:
            yield letters[0]
        for first, second in pairwise(letters):
            yield first[0], second[1]


def parts_of(text: str, language: str) -> str:
    """The stems of what the compound words of a text are made of, joined by spaces."""
    if language not in JOINTS:
        return ""
    return " ".join(filter(None, map(_parted(language).__getitem__, _words(text))))


def _words(text: str) -> list[str]:
    """The words as they stand; of ASCII in lower case, which folding makes of them anyway."""
    if text.isascii():
        return text.lower().translate(_ASCII_SPACES).split()
    return _pattern(text).findall(text)


def _pattern(text: str) -> re.Pattern[str]:
    return _WORD if _ASTRAL.search(text) else _PLANE_WORD


class _Remembered(dict[str, str]):
    """What becomes of each word that was met. Bounded; long words, which are hardly ever met
    again, are not kept."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> str:
        found = self._make(word)
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _CACHE:
                self.clear()
            self[word] = found
        return found


@cache
def _letters() -> _Remembered:
    """Letters of unspaced scripts, with their marks."""
    return _Remembered(fold)


@cache
def _folded() -> _Remembered:
    """Of each word of a text; the letters of an unspaced run as words of their own."""
    return _Remembered(
        lambda word: " ".join(_run(word)) if _UNSPACED_RUN.match(word) else fold(word)
    )


@cache
def _stemmed(language: str) -> _Remembered:
    """Of each word of a text; an unspaced run as its overlapping pairs, one letter as itself."""

    def make(word: str) -> str:
        if _UNSPACED_RUN.match(word):
            letters = _run(word)
            return " ".join(map(add, letters, letters[1:])) or "".join(letters)
        folded = _folded()[word]
        return stem(folded, language) if folded else ""

    return _Remembered(make)


@cache
def _parted(language: str) -> _Remembered:
    """Of each word of a text that is a compound: the stems of its parts."""
    return _Remembered(
        lambda word: " ".join(stem(part, language) for part in parts(_folded()[word], language))
    )


def _run(word: str) -> list[str]:
    letters = _CLUSTER.findall(word) if _MARK.search(word) else word
    return list(filter(None, map(_letters().__getitem__, letters)))


# Folding writes these as Arabic does.
_PERSIAN = str.maketrans("يك", "یک")


@cache
def _stemmer(algorithm: str) -> Callable[[str], str] | None:
    if algorithm == "arabic":
        return light_stem
    kind, _, language = algorithm.partition(":")
    if kind == "suffixes":
        return suffix_stemmer(language)
    if algorithm not in Stemmer.algorithms():
        return None
    # Without the library's cache: ours is above.
    stem_word: Callable[[str], str] = Stemmer.Stemmer(algorithm, 0).stemWord
    if algorithm == "persian":
        return lambda word: fold(stem_word(word.translate(_PERSIAN)))
    if algorithm == "turkish":
        # Azerbaijani writes the e of these endings as ə.
        return lambda word: stem_word(word.replace("ə", "e"))
    if algorithm == "serbian":
        # It gives Cyrillic words as Latin ones with their accents.
        return lambda word: fold(stem_word(word))
    return stem_word


def stem(folded: str, language: str) -> str:
    """The stem of a folded word, marked with the language whose rules made it: "offici@en" is
    no "offic@ca". The word itself in languages without a stemmer."""
    algorithm = language_named(language).stemmer
    stemmer = _stemmer(algorithm) if algorithm else None
    return f"{stemmer(folded)}@{_families()[algorithm]}" if stemmer else folded


@cache
def _families() -> dict[str, str]:
    """Algorithm → code of its languages in stems; those that share one share their stems."""
    families: dict[str, str] = {}
    for language in languages().values():
        families.setdefault(language.stemmer, language.code)
    return families


# Scripts that stemmers are made for, as the names of their letters begin; the others are for Latin
# letters.
_SCRIPTS = {
    "arabic": ("ARABIC",),
    "armenian": ("ARMENIAN",),
    "greek": ("GREEK",),
    "hindi": ("DEVANAGARI",),
    "nepali": ("DEVANAGARI",),
    "persian": ("ARABIC",),
    "russian": ("CYRILLIC",),
    "serbian": ("CYRILLIC", "LATIN"),
    "suffixes:bg": ("CYRILLIC",),
    "suffixes:ka": ("GEORGIAN",),
    "suffixes:mk": ("CYRILLIC",),
    "suffixes:uk": ("CYRILLIC",),
    "tamil": ("TAMIL",),
}


@lru_cache(maxsize=10_000)
def stems_any(folded: str) -> tuple[str, ...]:
    """The stems a folded word has in the languages written with its letters, and the word itself:
    for queries, whose language is not known. Sorted, without duplicates. A number has none."""
    letter = next((char for char in folded if char.isalpha()), "")
    if not letter or (len(folded) > 1 and _UNSPACED_RUN.match(folded)):
        return (folded,)
    script = unicodedata.name(letter, "").partition(" ")[0]
    return tuple(
        sorted(
            {folded}
            | {
                stem(folded, code)
                for algorithm, code in _families().items()
                if script in _SCRIPTS.get(algorithm, ("LATIN",))
            }
        )
    )


def is_unspaced(folded: str) -> bool:
    """Whether an exact word is a character of a script written without spaces."""
    return bool(_UNSPACED_RUN.match(folded))


# Thai and Lao, Burmese, Khmer: a letter is a part of a syllable there; elsewhere it is a syllable.
_SYLLABIC = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


def rows_of(words: Iterable[str]) -> Iterator[str]:
    """Exact words for ranking: letters in a row of scripts without spaces together, two at a time,
    three where they are parts of syllables; other words as they are. A letter alone, which is the
    unit behind a number or a particle, is left out."""
    for unspaced, group in groupby(words, is_unspaced):
        if not unspaced:
            yield from group
            continue
        letters = list(group)
        size = 3 if _SYLLABIC.match(letters[0]) else 2
        for at in range(len(letters) - size + 1):
            yield "".join(letters[at : at + size])


# Words that say nothing of what a provision is about. Left out of a query when others remain.
STOP_WORDS = frozenset(
    fold(word)
    for words in (
        "a an and are as at be by for from in is it its of on or that the this to under with which",
        "au aux ce ces dans de des du elle en est et il la le les leur l d n s qu ou par pour"
        " que qui sur un une",
        "al con como del el ella en es la las lo los o para por se su sus un una y e que",
        "da das do dos em na nas no nos os um uma ao aos com mais não pelo pela",
        "der die das den dem des ein eine eines einer und oder im in von zu zum zur mit auf"
        " für ist",
        "de het een en of van te op bij door met voor",
        "il lo gli di del della dei delle un una e o per con nel nella",
        "и в во на с со по к о об от для из или не что как это его их",
        "في من على إلى عن أو و التي الذي هذا هذه ما أن",
    )
    for word in words.split()
)


def is_stop_word(folded: str) -> bool:
    """Whether a folded word is one that queries do without."""
    return folded in STOP_WORDS


def without_stop_words(text: str) -> str:
    """A text without the words that queries do without; as it is where it has no others."""
    kept, at = [], 0
    for token in tokens(text):
        if is_stop_word(token.folded):
            kept.append(text[at : token.start])
            at = token.end
    found = "".join([*kept, text[at:]])
    return found if any(map(str.isalnum, found)) else text


def telling_words(text: str) -> list[str]:
    """The exact words of a text, in order, without those that queries do without."""
    return [word for word in fold_words(text) if word not in STOP_WORDS]
