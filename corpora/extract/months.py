"""Names of months in every language and calendar, folded."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.localedata import exists

from mappings.languages import UNDETERMINED, languages

GREGORIAN, HIJRI, SOLAR, ETHIOPIAN, HEBREW = "gregorian", "hijri", "solar", "ethiopian", "hebrew"

# Where one language has several sets of names.
_REGIONAL = ("ar_IQ", "ar_DZ", "ar_MA", "ar_MR", "de_AT", "es_PE", "sr_Latn", "uz_Cyrl")
# Names that laws print and the locale data does not have.
_MORE = {"gruodz": 12, "setiembre": 9, "жовтень": 10, "اکتوبر": 10}
# Serbian months in the case that follows a day, in both alphabets.
_SERBIAN = (
    "јануара/januara фебруара/februara марта/marta априла/aprila маја/maja јуна/juna јула/jula"
    " августа/avgusta септембра/septembra октобра/oktobra новембра/novembra децембра/decembra"
)
# The locale data give Tigrinya's names of Gregorian months, which are those of Ethiopian ones.
_WITHOUT = ("ti",)
# Names in other calendars, the first month first; "/" between two ways to write one.
_OTHERS: Mapping[str, tuple[str, ...]] = {
    HIJRI: (
        "محرم/المحرم صفر ربيع_الأول/ربيع_الاول/ربیع_الاول"
        " ربيع_الثاني/ربيع_الآخر/ربيع_الاخر/ربیع_الثانی"
        " جمادى_الأولى/جمادى_الاولى/جمادي_الأولى/جمادى_الأول"
        " جمادى_الآخرة/جمادى_الثانية/جمادى_الاخرة/جمادى_الآخر/جمادي_الآخرة"
        " رجب شعبان رمضان شوال/شوّال"
        " ذي_القعدة/ذو_القعدة/ذى_القعدة/ذوالقعدة ذي_الحجة/ذو_الحجة/ذى_الحجة/ذوالحجة",
    ),
    SOLAR: (
        "فروردین اردیبهشت خرداد تیر مرداد/امرداد شهریور مهر آبان آذر دی بهمن اسفند",
        "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    ),
    ETHIOPIAN: (
        "መስከረም ጥቅምት ኅዳር/ህዳር/ሕዳር ታኅሣሥ/ታህሳስ/ታኅሳስ ጥር የካቲት መጋቢት ሚያዝያ/ሚያዚያ ግንቦት"
        " ሰኔ ሐምሌ/ሀምሌ ነሐሴ/ነሀሴ ጳጉሜ/ጳጉሜን",
    ),
    HEBREW: (
        "ניסן אייר סיון/סיוון תמוז אב אלול תשרי חשון/חשוון/מרחשוון כסלו/כסליו טבת שבט"
        " אדר/אדר_א/אדר_א׳ אדר_ב/אדר_ב׳",
    ),
}  # fmt: skip
Meanings = Mapping[tuple[str, int], frozenset[str]]
"""(calendar, month) → languages in which a name means it."""


def fold(name: str) -> str:
    """A word as names are looked up: lower case, without accents and Arabic vowel signs."""
    decomposed = unicodedata.normalize("NFD", name.lower())
    kept = (c for c in decomposed if not ("\u0300" <= c <= "\u036f" or "\u064b" <= c <= "\u0652"))
    return unicodedata.normalize("NFC", "".join(kept))


def names(language: str = "") -> Mapping[str, Meanings]:
    """What every name of a month can mean in a language, and in English, which other languages'
    metadata is in; in any language when it is not known. All of them take a second to load."""
    known = language in languages() and language != UNDETERMINED
    return _names((language, "en") if known else tuple(languages()))


@cache
def _names(codes: tuple[str, ...]) -> Mapping[str, Meanings]:
    found: dict[str, dict[tuple[str, int], set[str]]] = defaultdict(lambda: defaultdict(set))
    regional = [code for code in _REGIONAL if code.split("_")[0] in codes]
    for code in (*codes, *regional):
        identifier = code.replace("-", "_")
        if exists(identifier) and code not in _WITHOUT:
            for printed, month in _of_locale(identifier):
                found[printed][GREGORIAN, month].add(code.split("_")[0])
    for name, month in _MORE.items():
        found[fold(name)][GREGORIAN, month].add("")
    if "sr" in codes:
        for month, ways in enumerate(_SERBIAN.split(), 1):
            for way in ways.split("/"):
                found[fold(way)][GREGORIAN, month].add("sr")
    for calendar, rows in _OTHERS.items():
        for row in rows:
            for month, ways in enumerate(row.split(), 1):
                for way in ways.split("/"):
                    found[fold(way.replace("_", " "))][calendar, month].add("")
    return {
        name: {meaning: frozenset(codes) for meaning, codes in meanings.items()}
        for name, meanings in found.items()
    }


def _of_locale(identifier: str) -> list[tuple[str, int]]:
    months = Locale.parse(identifier).months
    rows: list[tuple[str, int]] = []
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, printed in months[form][width].items():
                name = fold(printed).strip(" .")
                if len(name) < (2 if width == "wide" else 3) or any(map(str.isdigit, name)):
                    continue
                rows.append((name, month))
                if identifier == "ka":  # case endings take the place of the last letter
                    rows.append((name.removesuffix("ი"), month))
    return rows
