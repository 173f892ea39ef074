"""Which language a text is in: the script decides where it can, then the letters, then the
languages that the source or the country writes in, and only then a statistical model."""

import copy
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
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
# How sure the model must be to contradict the only candidate, and to say anything when no
# candidate is of the text's script.
_CONTRADICTION = 0.999
_SURE = 0.9
# Less sure than this the model is guessing, and a second model is heard. It is right less often
# (measured: 35 % against 53 % of such texts), so it only decides between close guesses, where
# it mends 1 % of them.
_GUESSING = 0.5
_SECOND_WEIGHT = 0.05

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
_OUR_NAMES = {"no": "nb"}
_THEIR_NAMES = {ours: theirs for theirs, ours in _OUR_NAMES.items()}


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
        possible = _written_in_latin()
    likely = [code for code in candidates if code in possible]
    if script == "CJK":
        return _chinese_or_japanese(letters, likely)
    if script in _ALPHABETS:
        possible = _by_alphabet(letters, _ALPHABETS[script], likely)
        likely = [code for code in likely if code in possible]
    if len(possible) <= 1:
        return possible[0] if possible else UNDETERMINED
    if candidates and not likely and letters.total() < _TELLING:
        # A name or an abbreviation, in a script that the source does not write in.
        found, probability = _ranked(sample, tuple(possible))[0]
        return found if probability > _SURE else UNDETERMINED
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
def _written_in_latin() -> tuple[str, ...]:
    others = {UNDETERMINED, *_ONE_LANGUAGE.values(), *chain.from_iterable(_BY_SCRIPT.values())}
    return tuple(code for code in languages() if code not in others or code in _ALSO_LATIN)


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
    """The language by the models: one of those that are likely, or else of those possible."""
    if len(likely) == 1:
        if letters.total() < _TELLING:
            return likely[0]
        found, probability = _ranked(sample, tuple(possible))[0]
        return found if probability > _CONTRADICTION else likely[0]
    ranked = _ranked(sample, tuple(likely or possible))
    if ranked[0][1] >= _GUESSING:
        return ranked[0][0]
    second = _second_opinion(sample)
    return max(
        ranked,
        key=lambda item: item[1] + _SECOND_WEIGHT * (second.get(item[0], 0.0) - item[1]),
    )[0]


@cache
def _whole_model() -> Any:
    return py3langid.langid.LanguageIdentifier.from_model_file(
        py3langid.langid.MODEL_FILE, norm_probs=True
    )


@cache
def _model(among: tuple[str, ...]) -> Any:
    """The model restricted to some languages."""
    # A shallow copy shares the tables; restricting it makes new, smaller ones.
    identifier = copy.copy(_whole_model())
    known = set(identifier.labels)
    identifier.set_languages(sorted({_THEIR_NAMES.get(code, code) for code in among} & known))
    return identifier


def _ranked(sample: str, among: tuple[str, ...]) -> list[tuple[str, float]]:
    """Languages with their probabilities, the likeliest first."""
    ranked = _model(among).rank(sample)
    return [(_OUR_NAMES.get(str(name), str(name)), float(share)) for name, share in ranked]


def _second_opinion(sample: str) -> dict[str, float]:
    try:
        found = detect_langs(sample)
    except LangDetectException:  # nothing in it that this model can read
        return {}
    return {_OUR_NAMES.get(item.lang, item.lang): item.prob for item in found}
