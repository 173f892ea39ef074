"""Which language a text is in: the script decides where it can, then the languages that the
source or the country writes in, and only then a statistical model."""

import copy
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

import py3langid.langid
from langdetect import DetectorFactory, LangDetectException, detect_langs

from mappings.languages import UNDETERMINED, languages

DetectorFactory.seed = 0  # langdetect is random otherwise

_SAMPLE = 1000
_LETTERS = re.compile(r"[^\W\d_]")

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
_BY_SCRIPT = {
    "ARABIC": ("ar", "fa", "ur", "ps"),
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "uz"),
    "DEVANAGARI": ("hi", "ne"),
    "CJK": ("zh-Hans", "zh-Hant", "ja"),
}
# Letters that only some languages of a script have; the first row that a text has enough of wins.
_LETTERS_OF = (
    ("ur", "ٹڈڑےں"),
    ("ps", "ټډړښږڼ"),
    ("fa", "پچژگکی"),
    ("uk", "їєґ"),
    ("be", "ў"),
    ("mk", "ѓќѕ"),
    ("sr", "ђћјљњџ"),
    ("kk", "әұқғһ"),
    ("ky", "ңөү"),
    ("tg", "ӣӯҷ"),
)
_SIMPLIFIED = frozenset("国务会员个为这对说时来过还现关应该问题东车长门见书马鸟龙")
_TRADITIONAL = frozenset("國務會員個為這對說時來過還現關應該問題東車長門見書馬鳥龍條")
# How the models name what our table names otherwise.
_MODEL_NAMES = {"no": "nb", "zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}
# Below this the model is guessing, and a second opinion is asked for.
_SURE = 0.9


def detect(text: str, candidates: Sequence[str] = ()) -> str:
    """The language of a text: a code of `mappings.languages`, "und" when nothing tells.

    candidates  languages it is likely in, likeliest first; a prior, not a limit: a text in
                another script is not taken for one of them
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script is None:
        return UNDETERMINED
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    likely = [code for code in candidates if code in languages()]
    if script == "CJK":
        return _chinese_or_japanese(sample)
    if script != "LATIN":
        return _by_letters(sample, script, likely)
    likely = [code for code in likely if _script_of(code) == "LATIN"]
    if len(likely) == 1:
        return likely[0]
    return _by_model(sample, tuple(likely))


def _script(sample: str) -> str | None:
    """The script of most letters; kana beside Han counts as CJK."""
    letters = _LETTERS.findall(sample)
    if not letters:
        return None
    counts = Counter(_script_of_letter(letter) for letter in letters[:400])
    return counts.most_common(1)[0][0]


@cache
def _script_of_letter(letter: str) -> str:
    name = unicodedata.name(letter, "").split(" ")[0]
    return "CJK" if name in ("CJK", "HIRAGANA", "KATAKANA") else name


def _script_of(code: str) -> str:
    for script, code_of in _ONE_LANGUAGE.items():
        if code == code_of:
            return script
    for script, codes in _BY_SCRIPT.items():
        if code in codes and code not in ("uz", "sr"):
            return script
    return "LATIN"


def _chinese_or_japanese(sample: str) -> str:
    kana = sum("\u3040" <= char <= "\u30ff" for char in sample)
    if kana * 20 > len(sample):
        return "ja"
    simplified = sum(char in _SIMPLIFIED for char in sample)
    traditional = sum(char in _TRADITIONAL for char in sample)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _by_letters(sample: str, script: str, likely: Sequence[str]) -> str:
    codes = _BY_SCRIPT.get(script)
    if codes is None:
        return UNDETERMINED
    likely = [code for code in likely if code in codes]
    if len(likely) == 1:
        return likely[0]
    lowered = sample.lower()
    for code, letters in _LETTERS_OF:
        if code in codes and sum(char in letters for char in lowered) * 200 > len(sample):
            return code
    # The remaining languages of the script differ in words, not in letters.
    return _by_model(sample, tuple(likely or codes))


@cache
def _whole_model() -> Any:
    return py3langid.langid.LanguageIdentifier.from_model_file(
        py3langid.langid.MODEL_FILE, norm_probs=True
    )


@cache
def _model(candidates: tuple[str, ...]) -> Any:
    # A shallow copy shares the tables; restricting it makes new, smaller ones.
    identifier = copy.copy(_whole_model())
    names = {ours: theirs for theirs, ours in _MODEL_NAMES.items() if "-" not in theirs}
    wanted = {names.get(code, code) for code in candidates or languages()}
    known = set(identifier.labels)
    identifier.set_languages(sorted(wanted & known) or None)
    return identifier


def _by_model(sample: str, candidates: tuple[str, ...]) -> str:
    name, probability = _model(candidates).classify(sample)
    code = _MODEL_NAMES.get(str(name), str(name))
    if probability < _SURE and not candidates:
        code = _second_opinion(sample) or code
    return code if code in languages() else UNDETERMINED


def _second_opinion(sample: str) -> str | None:
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return None
    return _MODEL_NAMES.get(best.lang, best.lang) if best.prob > _SURE else None
