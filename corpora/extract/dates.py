"""Dates as laws print them, in every language and calendar, to ISO 8601."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from corpora.extract import calendars, months, numerals, spelled

# Years that sources write for "not known" or "no end".
_SENTINELS = {"1900-01-01", "2222-02-02", "9999-12-31", "0001-01-01"}
_EARLIEST = 1100
_LATEST = date.today().year + 5
_LONGEST = 2000
# Characters between a date and the same day in another calendar.
_NEAR = 70

# Languages whose months take endings, and words or letters that stand before a month unspaced.
_AGGLUTINATING = frozenset(["az", "et", "eu", "fi", "hu", "ka", "kk", "ky", "mn", "tk", "tr", "uz"])
_BEFORE = ("เดือน", "ខែ", "ເດືອນ", "ב", "ל", "ה")
_ENDING = 5

_HAN = "〇零一二三四五六七八九十百元"
_ERA = re.compile(
    rf"({'|'.join(calendars.ERAS)})\s*([\d{_HAN}]{{1,4}})\s*年\s*([\d{_HAN}]{{1,3}})\s*月"
    rf"\s*([\d{_HAN}]{{1,3}})\s*日"
)
_MINGUO = re.compile(
    rf"(?:民國|民国)\s*([\d{_HAN}]{{1,4}})\s*年\s*([\d{_HAN}]{{1,3}})\s*月\s*([\d{_HAN}]{{1,3}})\s*日"
)
_CJK = re.compile(
    r"(?<!\d)(\d{4}|[〇零一二三四五六七八九]{4})\s*[年년]\s*"
    rf"(\d{{1,2}}|[{_HAN}]{{1,3}})\s*[月월]\s*(\d{{1,2}}|[{_HAN}]{{1,3}})\s*[日일]?"
)
_ISO = re.compile(r"(?<![\d.])(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?![\d-])")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_BY_NUMBER = re.compile(  # Vietnamese, Mongolian
    r"(?<!\d)(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})(?!\d)"
    r"|(?<!\d)(?P<y2>\d{4})\s*оны?\s*(?P<m2>\d{1,2})\D{0,10}?сарын\s*(?P<d2>\d{1,2})"
)
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})\s?([./])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d/-])")
_DAY_FIRST = re.compile(
    # A right-to-left mark may stand on either side of a stroke.
    r"(?<![\d./-])(\d{1,2})[\s\u200f]{0,2}([./-])[\s\u200f]{0,2}(\d{1,2})[\s\u200f]{0,2}\2"
    r"[\s\u200f]{0,2}(\d{4})(?![\d/-])"
)
_MIXED = re.compile(r"(?<!\d)(\d{1,2})/([^\W\d_]{3,12})/(\d{4})")
_WORD = re.compile(r"[^\s\d.,،;:()\[\]/–—\u200f-]+")
_DAY_BEFORE = re.compile(r"(?<![\d/.])(\d{1,2})[^\d\n]{0,14}$")
_YEAR_AFTER = re.compile(r"[^\d\n]{0,14}?(\d{3,4})(?!\d)")
_DAY_YEAR_AFTER = re.compile(
    r"[.,]?\s{1,2}(?:the\s)?(\d{1,2})(?:st|nd|rd|th)?[\s,]{1,3}(?:of\s|ቀን\s)?(\d{4})(?!\d)"
)
_YEAR_BEFORE = re.compile(r"(?<!\d)(\d{4})[^\d\n]{0,12}$")
_YEAR_DAY_BEFORE = re.compile(r"(?<!\d)(\d{4})[^\d\n]{1,12}(?<!\d)(\d{1,2})[^\d\n]{0,8}$")
_DAY_AFTER = re.compile(r"[^\d\n]{0,4}(\d{1,2})(?!\d)")
_MONTH_AND_YEAR = re.compile(r"[^\d\n]{1,8}?(\d{4})(?!\d)")
_YEAR = re.compile(r"^\D*(\d{4})\D*$")
# Two dates that a page wrote from right to left, each in its own calendar, with their parts in the
# order of the file: "19 من ذي الحجة 18( 1429 ديسمبر .)2008" is the 18th of December 2008.
_MIRRORED = re.compile(
    r"(?<!\d)(?:\d{1,2}|فاتح)\s{0,2}(?:من\s)?\s?[^\W\d_]{2,9}(?:\s[^\W\d_]{2,9}){0,2}\s"
    r"(\d{1,2})[()]\s?(1[34]\d\d)\s?([^\W\d_]{2,10})\s?[.()\s]{1,3}(\d{4})(?!\d)"
)
_HIJRI_YEAR = 0.97
_HIJRI_START = 622
# Right after a year; "ه.ش" is the solar year of Iran.
_HIJRI_MARK = re.compile(r"\s*(?:هـ|ه(?!\w)|A\.?H\b)(?!\W{0,2}ش)")
_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"
_VALUES = (*range(1, 10), *range(10, 100, 10), *range(100, 500, 100))
_GEMATRIA = dict(zip(_LETTERS, _VALUES, strict=True))
_HEBREW_DAY = re.compile(r"([א-ת]{0,2}[\"״׳'][א-ת]?)\s+ב?$")
_HEBREW_YEAR = re.compile(r"\s+(ה?[א-ת׳']{1,6}[\"״][א-ת])")

_CALENDARS: dict[str, Callable[[int, int, int], date]] = {
    months.GREGORIAN: calendars.gregorian,
    months.HIJRI: calendars.hijri,
    months.SOLAR: calendars.solar_hijri,
    months.ETHIOPIAN: calendars.ethiopian,
    months.HEBREW: calendars.hebrew,
    "buddhist": calendars.buddhist,
    "minguo": calendars.minguo,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: as ISO, as printed, in which calendar, and where it stands."""

    iso: str
    printed: str
    calendar: str
    start: int
    end: int


def parse(text: str, language: str = "") -> str | None:
    """The first date in a text as YYYY, YYYY-MM or YYYY-MM-DD; None where there is none, or
    where it is impossible or could mean two days.

    language  of the text: it says which month a name is, which calendar a year is of, and that
              03/04/2010 may be the third or the fourth of a month (in English)
    """
    plain = _plain(text).strip()
    if not plain or plain[:10] in _SENTINELS:
        return None
    found = list(islice(find(plain, language), 5))
    if found:
        return same_day(found[0], found).iso
    # Metadata may be in another language than the text.
    if language and (named := next(_named(plain, ""), None)):
        return named.iso
    if len(plain) > 4 and (_DAY_FIRST.search(plain) or _YEAR_FIRST.search(plain)):
        return None
    year = _YEAR.match(plain)
    return _year(int(year[1]), plain, language) if year else None


def find(text: str, language: str = "") -> Iterator[Found]:
    """The dates of a text in order, whole days or months; of no more than its beginning."""
    plain = _plain(text)
    found = sorted(
        (one for reader in _READERS for one in reader(plain, language)),
        key=lambda one: (one.start, -one.end),
    )
    end = 0
    for one in found:
        if one.start >= end:
            yield one
            end = one.end


def same_day(one: Found, found: Sequence[Found]) -> Found:
    """The Gregorian date that is printed with one of another calendar, when it is about that day:
    calendars that follow the moon are known by the day only where they are printed."""
    if one.calendar == months.GREGORIAN:
        return one
    day = date.fromisoformat(one.iso)
    for other in found:
        apart = abs((date.fromisoformat(f"{other.iso}-01"[:10]) - day).days)
        if other.calendar == months.GREGORIAN and 0 < other.start - one.end < _NEAR and apart <= 2:
            return other
    return one


def _plain(text: str) -> str:
    """A text with the digits of every script as ASCII, each in its place."""
    composed = unicodedata.normalize("NFC", text[:_LONGEST])
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in composed)


def _year(year: int, plain: str, language: str) -> str | None:
    if language == "th" and year > 2300 or "พ.ศ." in plain:
        year -= 543
    elif re.search(r"هـ|ه(?!\w)|\bA\.?H\b", plain) or language == "ne":
        return None  # it lies in two of our years
    return f"{year:04d}" if _EARLIEST <= year <= _LATEST else None


def _day(
    calendar: str, year: int, month: int, day: int, printed: str, start: int
) -> Iterator[Found]:
    """The day, when the calendar has it and a law can be of it."""
    try:
        found = _CALENDARS[calendar](year, month, day)
    except (ValueError, OverflowError):
        return
    if _EARLIEST <= found.year <= _LATEST:
        yield Found(found.isoformat(), printed, calendar, start, start + len(printed))


def _calendar_of_year(year: int, plain: str, end: int, language: str) -> str:
    """The calendar of a date whose months have numbers or Gregorian names."""
    if language == "th" and year > 2300:
        return "buddhist"
    # Arabic laws are of our nineteenth century on, and those of Iran of its thirteenth.
    if 1200 <= year < 1500:
        if language == "fa" and "ق" not in plain[end : end + 5]:
            return months.SOLAR
        if _HIJRI_MARK.match(plain, end) or language == "ar":
            return months.HIJRI
    return months.GREGORIAN


def _numbers(text: str) -> int:
    if text == "元":
        return 1
    return int(text) if text.isdigit() else numerals.han(text.replace("元", "一"))


def _east_asian(plain: str, language: str) -> Iterator[Found]:
    for era in _ERA.finditer(plain):
        try:
            day = calendars.of_era(era[1], *map(_numbers, era.groups()[1:]))
        except (ValueError, OverflowError):
            continue
        yield Found(day.isoformat(), era[0], era[1], era.start(), era.end())
    for pattern, calendar in ((_MINGUO, "minguo"), (_CJK, months.GREGORIAN)):
        for found in pattern.finditer(plain):
            year, month, day_of_month = map(_numbers, found.groups())
            yield from _day(calendar, year, month, day_of_month, found[0], found.start())


def _numeric(plain: str, language: str) -> Iterator[Found]:
    for found in _ISO.finditer(plain):
        if found[3]:
            year = int(found[1])
            calendar = _calendar_of_year(year, plain, found.end(), language)
            yield from _day(calendar, year, int(found[2]), int(found[3]), found[0], found.start())
        elif _EARLIEST <= int(found[1]) <= _LATEST and 1 <= int(found[2]) <= 12:
            iso = f"{found[1]}-{int(found[2]):02d}"
            if len(found[2]) == 2 and found.start() == 0:
                yield Found(iso, found[0], months.GREGORIAN, found.start(), found.end())
    if found_compact := _COMPACT.match(plain):
        parts = [int(part) for part in found_compact.groups()]
        yield from _day(months.GREGORIAN, parts[0], parts[1], parts[2], found_compact[0], 0)
    for found in _BY_NUMBER.finditer(plain):
        year, month, day = (int(found[key] or found[f"{key}2"]) for key in "ymd")
        yield from _day(months.GREGORIAN, year, month, day, found[0], found.start())
    for found in _YEAR_FIRST.finditer(plain):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
        calendar = _calendar_of_year(year, plain, found.end(), language)
        yield from _day(calendar, year, month, day, found[0], found.start())
    for found in _DAY_FIRST.finditer(plain):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if month > 12 >= day:  # written in the American order, which nothing else fits
            day, month = month, day
        elif language == "en" and found[2] == "/" and day <= 12 and day != month:
            continue  # Londoners and New Yorkers read two days in it
        calendar = _calendar_of_year(year, plain, found.end(), language)
        yield from _day(calendar, year, month, day, found[0], found.start())


def _mirrored(plain: str, language: str) -> Iterator[Found]:
    for found in _MIRRORED.finditer(plain):
        day, hijri, year = int(found[1]), int(found[2]), int(found[4])
        meaning = _meaning(found[3], "ar")
        years_fit = abs(hijri * _HIJRI_YEAR + _HIJRI_START - year) < 2
        if meaning and meaning[0] == months.GREGORIAN and years_fit:
            yield from _day(months.GREGORIAN, year, meaning[1], day, found[0], found.start())


def _named(plain: str, language: str) -> Iterator[Found]:
    """Dates whose month has a name, with the day and the year on either side of it."""
    words = list(_WORD.finditer(plain))
    for index, word in enumerate(words):
        end = word.end()
        meaning = None
        if index + 1 < len(words) and plain[end : words[index + 1].start()].isspace():
            following = words[index + 1]
            if meaning := _meaning(f"{word[0]} {following[0]}", language):
                end = following.end()
        meaning = meaning or _meaning(word[0], language)
        if meaning is None:
            continue
        calendar, month = meaning
        if calendar == months.HEBREW:
            yield from _hebrew(plain, month, word.start(), end)
            continue
        yield from _around(plain, calendar, month, word.start(), end, language)


def _meaning(word: str, language: str) -> tuple[str, int] | None:
    """(calendar, month) of a name; None where it is none, or is not certain."""
    known = months.names(language)
    folded = months.fold(word)
    candidates = [folded, *(folded[len(p) :] for p in _BEFORE if folded.startswith(p))]
    if language in _AGGLUTINATING:
        longest = range(len(folded) - 1, max(3, len(folded) - _ENDING - 1), -1)
        candidates += [folded[:length] for length in longest]
    for candidate in candidates:
        meanings = known.get(candidate)
        if meanings is None:
            continue
        own = [meaning for meaning, codes in meanings.items() if language in codes]
        if len(own) == 1:
            return own[0]
        if len(meanings) == 1:
            return next(iter(meanings))
    return None


def _around(
    plain: str, calendar: str, month: int, start: int, end: int, language: str
) -> Iterator[Found]:
    if calendar == months.GREGORIAN and (told := spelled.around(plain, start, end)):
        printed = plain[told.start : told.end]
        yield from _day(calendar, told.year, month, told.day, printed, told.start)
        return
    before = plain[max(0, start - 40) : start]
    offset = max(0, start - 40)
    after = plain[end : end + 40]
    readings: list[tuple[int, int, int, int]] = []  # year, day, start, end
    day_before, year_after = _DAY_BEFORE.search(before), _YEAR_AFTER.match(after)
    if day_before and year_after:
        readings.append(
            (int(year_after[1]), int(day_before[1]), offset + day_before.start(),
             end + year_after.end())
        )  # fmt: skip
    elif day_year := _DAY_YEAR_AFTER.match(after):
        readings.append((int(day_year[2]), int(day_year[1]), start, end + day_year.end()))
    elif (year_day := _YEAR_DAY_BEFORE.search(before)) is not None:
        readings.append((int(year_day[1]), int(year_day[2]), offset + year_day.start(), end))
    elif (year_before := _YEAR_BEFORE.search(before)) and (day_after := _DAY_AFTER.match(after)):
        readings.append(
            (int(year_before[1]), int(day_after[1]), offset + year_before.start(),
             end + day_after.end())
        )  # fmt: skip
    elif (only_year := _MONTH_AND_YEAR.match(after)) and calendar == months.GREGORIAN:
        year = int(only_year[1])
        year -= 543 if language == "th" and year > 2300 else 0
        if _EARLIEST <= year <= _LATEST:
            printed = plain[start : end + only_year.end()]
            yield Found(f"{year:04d}-{month:02d}", printed, calendar, start, start + len(printed))
    for year, day, first, last in readings:
        own = calendar
        if own == months.GREGORIAN:
            own = _calendar_of_year(year, plain, last, language)
            own = months.GREGORIAN if own in (months.HIJRI, months.SOLAR) else own
        yield from _day(own, year, month, day, plain[first:last], first)


def _hebrew(plain: str, month: int, start: int, end: int) -> Iterator[Found]:
    day = _HEBREW_DAY.search(plain[max(0, start - 12) : start])
    year = _HEBREW_YEAR.match(plain[end : end + 12])
    if not (day and year):
        return
    first = max(0, start - 12) + day.start()
    count = _gematria(year[1].removeprefix("ה") if len(year[1]) > 5 else year[1])
    printed = plain[first : end + year.end()]
    yield from _day(months.HEBREW, 5000 + count % 1000, month, _gematria(day[1]), printed, first)


def _gematria(word: str) -> int:
    return sum(_GEMATRIA.get(char, 0) for char in word)


_READERS = (_east_asian, _numeric, _mirrored, _named)

_NUMBERED_YEAR = re.compile(
    # "(1993:1637)", "TAHUN 1950", "Act, 1923", "Act (Northern Ireland) 2022",
    # "of 2004", "התשע"ב–2012": how titles end with a year.
    r"\((1[5-9]\d\d|20\d\d):(?:bih\.\s?)?\d+"
    r"|(?:TAHUN|(?:Acts?|Bills?|Code|Ordinance|Order|Decree|Regulations?|Rules)"
    r"(?:\s\([^()]{1,40}\))?(?=[\s,])\s?,?"
    r"|(?:আইন|অধ্যাদেশ|আদেশ)\s?,?|of|de|año|του)\s{0,2}(1[5-9]\d\d|20\d\d)(?:\W*$|\s*\(|\sAct\s\d{1,4}\W*$|\s(?:revised|final)\b)"
    r"|תש[א-ת\"״]{1,4}\s?[–-]\s?((?:19|20)\d\d)\W*$",
    re.IGNORECASE,
)
# In the number of a law, wherever the title has it.
_YEAR_OF_NUMBER = re.compile(
    r"(?:رقم\s*\(?\d+\)?\s*لسنة|(?:No|Nomor)\.?\s*\(?\d+\)?\s*(?:of|Tahun))\s*(1[5-9]\d\d|20\d\d)(?!\d)"
    # The statutes of Canada.
    r"|\bS\.\s?C\.,?\s(1[89]\d\d|20\d\d),\sc\.",
    re.IGNORECASE,
)
# How a library files its documents: "Law on Taxation_970108".
_FILED = re.compile(r"_(\d\d)(\d\d)(\d\d)$")
_STRETCHED = "ـ"


_NUMBER_YEAR = r"((?:1[89]|20)\d\d)"
_OF_NUMBER = re.compile(
    # "2016-1691", "N1979:87", "LGBl 1937.011", "act-1967-27": a year, and a number in it
    rf"^(?:[^\W\d_]{{1,20}}(?:[\s./-]{{1,2}}|(?=\d))){{0,4}}{_NUMBER_YEAR}[-/:.]\d"
    # "40/2009 Sb.", "17 de 1905", "law-17-1905": a number, and its year
    rf"|\d(?:[/-]|\D{{1,8}}\s){_NUMBER_YEAR}(?:\s\D{{1,20}})?$"
    rf"|^\d{{1,5}} of {_NUMBER_YEAR}(?!\d)"
)
# Numbers of the sections of a code: "§ 2-1911".
_SECTION = "§"
# How Japan's ministry files its laws: era, year, kind and number ("323AC0000000131").
_JAPANESE = re.compile(r"^([1-5])(\d\d)[A-Z][A-Z\d]\d{10}$")
_JAPANESE_ERAS = dict(zip("12345", (1867, 1911, 1925, 1988, 2018), strict=True))


def year_of_number(number: str) -> str | None:
    """The year in the number of a law: "2016-1691", "40/2009 Sb.", "11 of 2004"."""
    plain = _plain(number).strip()
    if found := _JAPANESE.match(plain):
        return _year(_JAPANESE_ERAS[found[1]] + int(found[2]), "", "")
    found = None if _SECTION in plain else _OF_NUMBER.search(plain) or _YEAR_OF_NUMBER.search(plain)
    year = int(next(filter(None, found.groups()))) if found else 0
    return f"{year:04d}" if 0 < year <= date.today().year else None


def in_title(title: str, language: str = "", *, whole: bool = True) -> str | None:
    """The date that a title gives its law: "Wet van 5 februari 2009 …", "… Act, 1923". A year in
    the middle of a title is often one the law is about and does not count.

    whole  whether whole days count, or years only
    """
    plain = _plain(title.replace(_STRETCHED, ""))[:300]
    days = (found.iso for found in find(plain, language) if len(found.iso) == 10)
    if whole and (day := next(days, None)):
        return day
    number = _YEAR_OF_NUMBER.search(plain)
    found = number or _NUMBERED_YEAR.search(plain)
    if found:
        return _year(int(next(filter(None, found.groups()))), "", language)
    if thai := re.search(r"พ\.ศ\.\s*(2[345]\d\d)\s*$", plain):
        return _year(int(thai[1]), plain, "th")
    return None


def filed(title: str) -> str | None:
    """The day by which a library files a document: "Law on Taxation_970108"."""
    found = _FILED.search(title)
    if not found:
        return None
    year, month, day = map(int, found.groups())
    year += 2000 if 2000 + year <= date.today().year else 1900
    return next((one.iso for one in _day(months.GREGORIAN, year, month, day, "", 0)), None)
