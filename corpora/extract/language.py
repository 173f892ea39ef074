"""Which language a text is in: the script decides where it can, then the letters, then the
languages that the source or the country writes in, and only then a statistical model."""

import copy
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import py3langid.langid
from langdetect.detector_factory import DetectorFactory, detect_langs
from langdetect.lang_detect_exception import LangDetectException

from mappings.languages import UNDETERMINED, languages

DetectorFactory.seed = 0  # langdetect is random otherwise

_SAMPLE = 1000
# From so many letters on a text speaks for itself, whatever its source is said to be written in.
_TELLING = 200
_SENTENCE = 20
# Between these a model is asked whether the only candidate can be right; above the first its
# contradiction counts, below the second it is guessing and a second opinion is asked for.
_CONTRADICTION = 0.999
_SURE = 0.8

# Scripts that one language of the table is written in.
_ONE_LANGUAGE = {
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "THAI": "th",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "HEBREW": "he",
    "GREEK": "el",
    "HANGUL": "ko",
    "SINHALA": "si",
    "TAMIL": "ta",
    "BENGALI": "bn",
    "ETHIOPIC": "am",
}
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_ARABIC = "اأإآءؤئبتثجحخدذرزسشصضطظعغفقكلمنهةويى"
# The letters of each language of a script with several. A text is in a language that has all of
# its letters; among several of those, in one whose own letters it shows.
_ALPHABETS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "CYRILLIC": {
        "ru": frozenset(_RUSSIAN),
        "uk": frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
        "be": frozenset("абвгдеёжзійклмнопрстуўфхцчшыьэюя"),
        "bg": frozenset("абвгдежзийклмнопрстуфхцчшщъьюя"),
        "sr": frozenset("абвгдђежзијклљмнњопрстћуфхцчџш"),
        "mk": frozenset("абвгдѓежзѕијклљмнњопрстќуфхцчџш"),
        "kk": frozenset(_RUSSIAN + "әғқңөұүһі"),
        "ky": frozenset(_RUSSIAN + "ңөү"),
        "mn": frozenset(_RUSSIAN + "өү"),
        "tg": frozenset("абвгдеёжзийклмнопрстуфхчшъэюяғӣқӯҳҷ"),
        "uz": frozenset("абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ"),
    },
    "ARABIC": {
        "ar": frozenset(_ARABIC),
        "fa": frozenset("اأآءؤئبپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی"),
        "ur": frozenset("اأآءؤئبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہۃھیےۓ"),
        "ps": frozenset("اأآءؤئبپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګگلمنڼوهةيیېۍ"),
    },
}
_BY_SCRIPT = {
    **{script: tuple(alphabets) for script, alphabets in _ALPHABETS.items()},
    "DEVANAGARI": ("hi", "ne"),
    "CJK": ("zh-Hans", "zh-Hant", "ja"),
}
_ALSO_LATIN = ("sr", "uz", "kk", "mn")
# How the models name what our table names otherwise.
_MODEL_NAMES = {"no": "nb", "zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}


def detect(text: str, candidates: Sequence[str] = ()) -> str:
    """The language of a text: a code of `mappings.languages`, "und" when nothing tells.

    candidates  languages it is likely in, likeliest first; a prior, not a limit: a text that is
                plainly in another language is not taken for one of them
    """
    sample = text[:_SAMPLE]
    letters, script = _letters(sample)
    if script is None:
        return UNDETERMINED
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    possible = _BY_SCRIPT.get(script, ())
    if script == "LATIN":
        likely = [code for code in candidates if _is_written_in_latin(code)]
        return _by_words(sample, letters, likely, ())
    likely = [code for code in candidates if code in possible]
    if script == "CJK":
        return _chinese_or_japanese(letters, likely)
    if script in _ALPHABETS:
        possible = _by_alphabet(letters, _ALPHABETS[script], likely)
        likely = [code for code in likely if code in possible]
    if len(possible) <= 1:
        return possible[0] if possible else UNDETERMINED
    return _by_words(sample, letters, likely, possible)


def _letters(sample: str) -> tuple[Counter[str], str | None]:
    """Letters of a text with their counts, and the script most of them are of."""
    letters = Counter({char: n for char, n in Counter(sample.lower()).items() if char.isalpha()})
    scripts = Counter[str]()
    for char, count in letters.items():
        scripts[_script_of_letter(char)] += count
    return letters, scripts.most_common(1)[0][0] if scripts else None


@cache
def _script_of_letter(letter: str) -> str:
    """First word of a letter's name in Unicode; Han and kana are one script here."""
    name = unicodedata.name(letter, "").split(" ")[0]
    return "CJK" if name in ("CJK", "HIRAGANA", "KATAKANA") else name


@cache
def _is_written_in_latin(code: str) -> bool:
    if code not in languages() or code == UNDETERMINED:
        return False
    others = {*_ONE_LANGUAGE.values(), *(c for codes in _BY_SCRIPT.values() for c in codes)}
    return code not in others or code in _ALSO_LATIN


def _chinese_or_japanese(letters: Counter[str], likely: Sequence[str]) -> str:
    kana = sum(count for char, count in letters.items() if "\u3040" <= char <= "\u30ff")
    total = letters.total()
    # Headings of Japanese laws may hold no kana, its sentences always do.
    if kana * 20 > total or (likely[:1] == ["ja"] and total < _TELLING):
        return "ja"
    forms = Counter[str]()
    for char, count in letters.items():
        forms[_chinese_form(char)] += count
    if forms["zh-Hant"] == forms["zh-Hans"]:
        return next((code for code in likely if code != "ja"), "zh-Hans")
    return "zh-Hant" if forms["zh-Hant"] > forms["zh-Hans"] else "zh-Hans"


@cache
def _chinese_form(char: str) -> str:
    """Which of the two ways to write Chinese has a character; "" for both or neither.

    The character sets of the mainland and of Taiwan tell it.
    """
    simplified, traditional = _has("gb2312", char), _has("big5", char)
    if simplified == traditional:
        return ""
    return "zh-Hans" if simplified else "zh-Hant"


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _by_alphabet(
    letters: Counter[str], alphabets: Mapping[str, frozenset[str]], likely: Sequence[str]
) -> tuple[str, ...]:
    """The languages of a script that a text can be in by its letters."""
    everywhere = frozenset.union(*alphabets.values())
    seen = {char: count for char, count in letters.items() if char in everywhere}
    total = sum(seen.values())
    foreign = {
        code: sum(count for char, count in seen.items() if char not in alphabet)
        for code, alphabet in alphabets.items()
    }
    # Names and typing habits bring in a letter from elsewhere: that excuses a candidate.
    excused = [code for code in likely if foreign[code] * 100 <= total]
    if excused:
        return tuple(excused)
    fewest = min(foreign.values())
    fitting = [code for code in alphabets if foreign[code] == fewest]
    # The first language of a script is written in what the others have in common; a sentence in
    # one of the others shows a letter of its own.
    common = next(iter(alphabets.values()))
    own = [code for code in fitting if not seen.keys().isdisjoint(alphabets[code] - common)]
    without = [code for code in fitting if alphabets[code] <= common]
    return tuple((own or without or fitting) if total >= _SENTENCE else fitting)


def _by_words(
    sample: str, letters: Counter[str], likely: Sequence[str], possible: Sequence[str]
) -> str:
    """The language by the model, among those that are likely or else possible (all when empty)."""
    if len(likely) == 1:
        if letters.total() < _TELLING:
            return likely[0]
        found, probability = _by_model(sample, tuple(possible))
        return found if probability > _CONTRADICTION else likely[0]
    found, probability = _by_model(sample, tuple(likely or possible))
    if probability < _SURE and not likely:
        second = _second_opinion(sample)
        if second in (possible or languages()):
            return str(second)
    return found


@cache
def _whole_model() -> Any:
    return py3langid.langid.LanguageIdentifier.from_model_file(
        py3langid.langid.MODEL_FILE, norm_probs=True
    )


@cache
def _model(among: tuple[str, ...]) -> Any:
    """The model restricted to some languages; to those of the table when none are named."""
    # A shallow copy shares the tables; restricting it makes new, smaller ones.
    identifier = copy.copy(_whole_model())
    names = {ours: theirs for theirs, ours in _MODEL_NAMES.items() if "-" not in theirs}
    wanted = {names.get(code, code) for code in among or languages()}
    identifier.set_languages(sorted(wanted & set(identifier.labels)) or None)
    return identifier


def _by_model(sample: str, among: tuple[str, ...]) -> tuple[str, float]:
    name, probability = _model(among).classify(sample)
    code = _MODEL_NAMES.get(str(name), str(name))
    return (code, float(probability)) if code in languages() else (UNDETERMINED, 0.0)


def _second_opinion(sample: str) -> str | None:
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return None
    return _MODEL_NAMES.get(best.lang, best.lang) if best.prob > _SURE else None
