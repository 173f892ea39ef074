"""Which language a text is in: the script decides where it can, then the letters, then two
statistical models together, for which the languages that the source or the country writes in are
a prior."""

import copy
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

import py3langid.langid
from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from mappings.jurisdictions import jurisdictions
from mappings.languages import UNDETERMINED, languages

_SAMPLE = 1000
_SECOND_SAMPLE = 400  # lingua is slower, and as sure of this much
# From so many letters on a text speaks for itself, whatever its source is said to be written in.
_TELLING = 200
_SENTENCE = 20
_GLOSSED = 0.4
# Chosen on the public sentences and on provisions (docs/benchmarks/language.md). A language's
# score is its share by py3langid, and _LINGUA times its share by lingua; a candidate gets
# _PRIOR more, and in a short text _PRIOR_LETTERS / letters more, so that the two models
# outvote it only together.
_LINGUA = 0.8
_PRIOR = 0.8
_PRIOR_LETTERS = 40
# What a text must score to be in no candidate's language: more than one model can give.
_SURE = 1.2
# What a language that is no State's needs more: headings are easily taken for Latin or Galician.
_NO_STATES = 0.3
# Only together can two models doubt a candidate that neither of them knows.
_UNKNOWN = 0.8

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
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "TELUGU": "te",
    "THAANA": "dv",
    "TIBETAN": "dz",
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
        "ku": frozenset("ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهھەیێ"),
    },
}
_BY_SCRIPT = {
    **{script: tuple(alphabets) for script, alphabets in _ALPHABETS.items()},
    "DEVANAGARI": ("hi", "ne", "mr"),
    "ETHIOPIC": ("am", "ti"),
    "CJK": ("zh-Hans", "zh-Hant", "ja"),
}
_ALSO_LATIN = ("sr", "uz", "kk", "mn", "ku")
# Languages so near each other that a text in one is as good as one in another: the source's
# word decides between them.
_NEARLY_ONE = (
    frozenset({"bs", "hr", "sr"}),
    frozenset({"id", "ms"}),
    frozenset({"am", "ti"}),
    frozenset({"rn", "rw"}),
    frozenset({"ss", "xh", "zu"}),
    frozenset({"st", "tn"}),
)
_WORD = re.compile(r"[^\W\d_]+")
_WITHIN_WORD = re.compile(r"(?<=[^\W\d_])[\]\[|{}\\+*<>^~=@#$%&?;\"]+(?=[^\W\d_])")
_FEW_WORDS = 8
_MANY_SIGNS = 0.08
# How the models name what our table names otherwise.
_OUR_NAMES = {"no": "nb"}
_THEIR_NAMES = {ours: theirs for theirs, ours in _OUR_NAMES.items()}


def detect(text: str, candidates: Sequence[str] = ()) -> str:
    """The language of a text: a code of `mappings.languages`, "und" when nothing tells.

    candidates  languages it is likely in, likeliest first; a prior, not a limit: a text that is
                plainly in another language is not taken for one of them
    """
    sample = text[:_SAMPLE]
    letters, script = _letters(sample, candidates)
    if script is None:
        return UNDETERMINED
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    possible = _BY_SCRIPT.get(script, ())
    if script == "LATIN":
        if _is_of_lost_font(sample):
            return UNDETERMINED
        possible = _written_in_latin()
    likely = [code for code in candidates if code in possible]
    if script == "CJK":
        return _chinese_or_japanese(letters, likely)
    if script in _ALPHABETS:
        possible = _by_alphabet(letters, _ALPHABETS[script], likely)
        likely = [code for code in likely if code in possible]
    if len(possible) <= 1:
        return possible[0] if possible else UNDETERMINED
    scores = _scores(sample, letters.total(), likely, tuple(possible), alone=not candidates)
    found = max(scores, key=lambda code: scores[code])
    if candidates and found not in likely and scores[found] < _SURE:
        # A name, an abbreviation, or what a lost font made of a text: no language for certain.
        return UNDETERMINED
    near = next((group for group in _NEARLY_ONE if found in group), frozenset())
    return found if found in likely else next((code for code in likely if code in near), found)


def _is_of_lost_font(sample: str) -> bool:
    """Whether a text has signs within its words, as one whose font drew other letters in their
    place (";+ljwfgsf] wf/f"): the Latin letters are of no language."""
    words = len(_WORD.findall(sample))
    return words >= _FEW_WORDS and len(_WITHIN_WORD.findall(sample)) > _MANY_SIGNS * words


def _letters(sample: str, candidates: Sequence[str]) -> tuple[Counter[str], str | None]:
    """Letters of a text with their counts, and the script most of them are of; of two, that of
    a candidate with a script of its own, whose laws gloss every other word in English."""
    letters = Counter({char: n for char, n in Counter(sample.lower()).items() if char.isalpha()})
    scripts = Counter[str]()
    for char, count in letters.items():
        scripts[_script_of_letter(char)] += count
    for script, code in _ONE_LANGUAGE.items():
        if code in candidates and scripts[script] >= _GLOSSED * letters.total() > 0:
            return letters, script
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


def _scores(
    sample: str, letters: int, likely: Sequence[str], possible: tuple[str, ...], *, alone: bool
) -> dict[str, float]:
    """How much speaks for each possible language; without a prior at most 1 + _LINGUA.

    alone  there are no candidates at all: then a long text is what the faster model is sure of
    """
    prior = _PRIOR + _PRIOR_LETTERS / letters
    if len(likely) == 1 and prior > 1 + _LINGUA:
        return {likely[0]: prior}  # the two models together could not outvote it
    scores = {code: prior if code in likely else 0.0 for code in possible}
    first = _first_opinion(sample, possible)
    if first and first.keys() >= set(likely):
        ranked = sorted(((scores[code] + share, code) for code, share in first.items()))
        (next_best, _), (best, found) = ranked[-2:] if len(ranked) > 1 else ((0.0, ""), ranked[0])
        trusted = found in likely or (alone and letters >= _TELLING)
        if best > next_best + _LINGUA and trusted:
            return {found: best}  # whatever the second model says
    second = _second_opinion(sample, possible)
    for code in possible:
        shares = [(first[code], 1.0)] if code in first else []
        shares += [(second[code], _LINGUA)] if code in second else []
        if shares:
            # A language that one model knows is heard as if both did.
            weight = sum(weight for _, weight in shares)
            share = sum(share * weight for share, weight in shares) / weight
            scores[code] += (1 + _LINGUA) * share
        elif code in likely:
            scores[code] = _PRIOR + _UNKNOWN
        if code not in likely and code not in _of_states():
            scores[code] -= _NO_STATES
    return scores


@cache
def _of_states() -> frozenset[str]:
    """Languages that some State has as its own."""
    return frozenset(chain.from_iterable(place.languages for place in jurisdictions().values()))


@cache
def _whole_model() -> Any:
    return py3langid.langid.LanguageIdentifier.from_model_file(
        py3langid.langid.MODEL_FILE, norm_probs=True
    )


@cache
def _model(among: tuple[str, ...]) -> Any | None:
    """The model restricted to some languages; None when it knows none of them."""
    # A shallow copy shares the tables; restricting it makes new, smaller ones.
    identifier = copy.copy(_whole_model())
    known = {_THEIR_NAMES.get(code, code) for code in among} & set(identifier.labels)
    if not known:
        return None
    identifier.set_languages(sorted(known))
    return identifier


def _first_opinion(sample: str, among: tuple[str, ...]) -> dict[str, float]:
    """Share of each language by py3langid, of those that it knows."""
    model = _model(among)
    ranked = model.rank(sample) if model else ()
    return {_OUR_NAMES.get(str(name), str(name)): float(share) for name, share in ranked}


@cache
def _second_model(among: tuple[str, ...]) -> LanguageDetector | None:
    # The models of its high accuracy take a gigabyte, and seconds to load; on texts of fifty
    # characters and more they add little.
    known = {language.iso_code_639_1.name.lower(): language for language in Language.all()}
    chosen = [known[code] for code in among if code in known]
    if len(chosen) < 2:
        return None
    return LanguageDetectorBuilder.from_languages(*chosen).with_low_accuracy_mode().build()


def _second_opinion(sample: str, among: tuple[str, ...]) -> dict[str, float]:
    """Share of each language by lingua, of those that it knows."""
    model = _second_model(among)
    values = model.compute_language_confidence_values(sample[:_SECOND_SAMPLE]) if model else ()
    return {value.language.iso_code_639_1.name.lower(): value.value for value in values}
