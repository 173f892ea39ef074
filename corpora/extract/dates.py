"""Dates as laws print them, to ISO 8601."""

import re
import unicodedata
from datetime import date

# Years that sources write for "not known" or "no end".
_SENTINELS = {"1900-01-01", "2222-02-02", "9999-12-31", "0001-01-01"}
_EARLIEST = 1100
_LATEST = date.today().year + 5

_MONTHS: dict[str, int] = {}
for _names in (
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "jan feb mar apr may jun jul aug sep oct nov dec",
):
    for _number, _name in enumerate(_names.split(), 1):
        _folded = unicodedata.normalize("NFD", _name)
        _MONTHS[unicodedata.normalize("NFC", "".join(c for c in _folded if c != "\u0301"))] = (
            _number
        )
        _MONTHS["".join(c for c in _folded if not unicodedata.combining(c))] = _number
_MONTHS["setiembre"] = 9

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[./年년]\s*(\d{1,2})\s*[./月월]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})(?!\d)")
_DAY_MONTH_WORD = re.compile(
    r"(?<!\d)(\d{1,2})\D{0,6}?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+|del\s+)?(\d{4})"
)
_MONTH_WORD_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR = re.compile(r"^\D*(\d{4})\D*$")


def parse(text: str) -> str | None:
    """The first date in a text as YYYY, YYYY-MM or YYYY-MM-DD; None where there is none or it
    cannot be true. Digits of any script; a Hijri date (marked هـ) is converted by the tabular
    Islamic calendar, which may differ from the printed day by one."""
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text).strip()
    if not plain or plain[:10] in _SENTINELS:
        return None
    for pattern, order in (
        (_ISO, "ymd"),
        (_COMPACT, "ymd"),
        (_YEAR_FIRST, "ymd"),
        (_DAY_FIRST, "dmy"),
    ):
        if found := pattern.search(plain):
            parts = dict(zip(order, found.groups(), strict=True))
            return _checked(parts["y"], parts["m"], parts["d"], hijri="هـ" in plain)
    folded = "".join(
        c for c in unicodedata.normalize("NFD", plain.lower()) if not unicodedata.combining(c)
    )
    for pattern, day, month in ((_DAY_MONTH_WORD, 1, 2), (_MONTH_WORD_DAY, 2, 1)):
        found = pattern.search(folded)
        if found and (number := _MONTHS.get(found[month])):
            return _checked(found[3], str(number), found[day])
    if found := _YEAR.match(plain):
        return _checked(found[1], None, None)
    return None


_NUMBERED_YEAR = re.compile(
    # "(1993:1637)", "TAHUN 1950", "Act, 1923", "of 2004": how titles end with their year.
    r"\((1[5-9]\d\d|20\d\d):\d+|(?:TAHUN|Act\s?,?|Ordinance\s?,?|of|de|año)\s+(1[5-9]\d\d|20\d\d)\W*$",
    re.IGNORECASE,
)


def in_title(title: str) -> str | None:
    """The date that a title gives its law: "Wet van 5 februari 2009 …", "… Act, 1923". A year in
    the middle of a title is often one the law is about and does not count."""
    plain = title[:300]
    if re.search(r"\d{1,2}\D{1,8}[^\W\d]{3,}\D{1,5}\d{4}", plain) and (date := parse(plain)):
        return date if len(date) == 10 else None
    found = _NUMBERED_YEAR.search(plain)
    return _checked(found[1] or found[2], None, None) if found else None


def _checked(year: str, month: str | None, day: str | None, *, hijri: bool = False) -> str | None:
    y, m, d = int(year), int(month or 0), int(day or 0)
    if hijri and 1200 < y < 1600 and 1 <= m <= 12 and 1 <= d <= 30:
        return _from_hijri(y, m, d).isoformat()
    if not _EARLIEST <= y <= _LATEST:
        return None
    if not m:
        return f"{y:04d}"
    if not d:
        return f"{y:04d}-{m:02d}" if m <= 12 else None
    try:
        return date(y, m, d).isoformat()
    except ValueError:
        return None


def _from_hijri(year: int, month: int, day: int) -> date:
    # Tabular Islamic calendar, epoch 16 July 622 (Julian), as in Reingold and Dershowitz.
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)
