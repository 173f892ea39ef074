"""Days of the calendars that laws are dated in, as days of ours."""

from datetime import date, timedelta

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate
from pyluach.dates import HebrewDate

# Gregorian year before the first of each era.
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_BEGAN = {
    "明治": date(1868, 1, 25), "大正": date(1912, 7, 30), "昭和": date(1926, 12, 25),
    "平成": date(1989, 1, 8), "令和": date(2019, 5, 1),
}  # fmt: skip
_MINGUO = 1911
_BUDDHIST = 543
# Until then the Thai year began in April.
_THAI_REFORM = 1941
_ETHIOPIAN_EPOCH = 2796  # date.toordinal() of 29 August 8 (Julian), the first day of year 1


def gregorian(year: int, month: int, day: int) -> date:
    """Our own calendar. Like all of these, raises ValueError for a day that is not in it."""
    return date(year, month, day)


def hijri(year: int, month: int, day: int) -> date:
    """Umm al-Qura, the civil calendar of Saudi Arabia, and before 1343 AH, for which it has no
    tables, the tabular calendar, which may differ by one day."""
    if 1343 <= year <= 1500:
        found = Hijri(year, month, day).to_gregorian()
        return date(found.year, found.month, found.day)
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1200 <= year < 1343):
        raise ValueError(f"{year}-{month}-{day} is not a day of the Hijri calendar")
    # Reingold and Dershowitz, epoch 16 July 622 (Julian).
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)


def solar_hijri(year: int, month: int, day: int) -> date:
    """The calendar of Iran and Afghanistan."""
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def buddhist(year: int, month: int, day: int) -> date:
    """The calendar of Thailand."""
    ours = year - _BUDDHIST
    return date(ours + (ours < _THAI_REFORM and month < 4), month, day)


def minguo(year: int, month: int, day: int) -> date:
    """The calendar of Taiwan, from 1912."""
    if year < 1:
        raise ValueError("before the Republic")
    return date(year + _MINGUO, month, day)


def of_era(era: str, year: int, month: int, day: int) -> date:
    """A day of a Japanese era: it must lie in the era."""
    found = date(ERAS[era] + year, month, day)
    later = [began for began in _ERA_BEGAN.values() if began > _ERA_BEGAN[era]]
    if not (_ERA_BEGAN[era] <= found and all(found <= began for began in later[:1])):
        raise ValueError(f"{found} is not in the era {era}")
    return found


def ethiopian(year: int, month: int, day: int) -> date:
    """The calendar of Ethiopia: twelve months of thirty days and one of five or six."""
    longest = 30 if month < 13 else 5 + (year % 4 == 3)
    if not (1 <= month <= 13 and 1 <= day <= longest and year > 0):
        raise ValueError(f"{year}-{month}-{day} is not a day of the Ethiopian calendar")
    days = 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1
    return date.fromordinal(_ETHIOPIAN_EPOCH) + timedelta(days=days)


def hebrew(year: int, month: int, day: int) -> date:
    """The Hebrew calendar; Nisan is month 1, Adar II month 13."""
    found: date = HebrewDate(year, month, day).to_pydate()
    return found
