from datetime import date
from typing import SupportsIndex

import pytest
from babel.dates import format_date
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from corpora.extract import calendars
from corpora.extract.dates import filed, find, in_title, parse, year_of_number

LANGUAGES = (  # noqa: SIM905
    "ar az be bg bs ca cs da de el en es et fi fr he hi hr hu hy id is it ka kk km lo lt mk ms"
    " mt nb nl nn pl pt ro ru sk sl sq sr sv sw ta tr uk ur uz"
).split()
DAYS = st.dates(min_value=date(1850, 1, 1), max_value=date(2026, 12, 31)).filter(
    lambda day: day != date(1900, 1, 1)
)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2020-01-02", "2020-01-02"),
        ("2020-01-02T00:00:00", "2020-01-02"),
        ("2020-05", "2020-05"),
        ("19980112", "1998-01-12"),
        ("1999", "1999"),
        ("21 MARS 1804", "1804-03-21"),
        ("22.03.1996", "1996-03-22"),
        ("03-09-1807", "1807-09-03"),
        ("October 6th, 1860", "1860-10-06"),
        ("the 5th day of May, 2010", "2010-05-05"),
        ("5 de enero de 2010", "2010-01-05"),
        ("1er septembre 2001", "2001-09-01"),
        ("8 мая 1996 года", "1996-05-08"),
        ("2015年8月29日", "2015-08-29"),
        ("二〇一五年八月二十九日", "2015-08-29"),
        ("平成十五年五月三十日", "2003-05-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("中華民國九十八年十二月三十日", "2009-12-30"),
        ("2010. gada 5. maijs", "2010-05-05"),
        ("2012. július 1.", "2012-07-01"),
        ("2010 m. liepos 5 d.", "2010-07-05"),
        ("ngày 12 tháng 3 năm 2010", "2010-03-12"),
        ("2015 оны 12 дугаар сарын 03", "2015-12-03"),
        ("9 من مايو سنة 1977م", "1977-05-09"),
        ("٢٠٢١-٠٣-٠٤", "2021-03-04"),
        ("٠٧/ ٠٤/ ١٤٣٥ هـ", "2014-02-07"),
        ("23 ذي الحجة 1436هـ", "2015-10-06"),
        ("31.02.2001", None),
        ("30 February 2001", None),
        ("2222-02-02", None),
        ("1900-01-01", None),
        ("no date", None),
        ("", None),
        ("99/99/9999", None),
        ("昭和六十四年二月一日", None),
    ],
)
def test_printed_dates_become_iso_or_nothing(printed: str, iso: str | None) -> None:
    assert parse(printed) == iso


@pytest.mark.parametrize(
    ("printed", "language", "iso"),
    [
        ("12 มีนาคม พ.ศ. ๒๕๕๐", "th", "2007-03-12"),
        ("1 มกราคม พ.ศ. 2480", "th", "1938-01-01"),
        ("۱۱ دی ۱۳۵۶", "fa", "1978-01-01"),
        ("1356/10/11", "fa", "1978-01-01"),
        ("١٤٣٥/٤/٧", "ar", "2014-02-07"),
        ("ታኅሣሥ 1 ቀን 1987", "am", "1994-12-10"),
        ("ט״ו בשבט תשס״ח", "he", "2008-01-22"),
        ("22 בינואר 2008", "he", "2008-01-22"),
        ("5 listopada 2010", "hr", "2010-10-05"),
        ("5 listopada 2010", "pl", "2010-11-05"),
        ("5 listopada 2010", "", None),
        ("3 მარტის 2010", "ka", "2010-03-03"),
        ("2010 წლის 3 მარტს", "ka", "2010-03-03"),
    ],
)
def test_the_language_says_which_month_and_calendar_is_meant(
    printed: str, language: str, iso: str | None
) -> None:
    assert parse(printed, language) == iso


def test_a_date_that_londoners_and_new_yorkers_read_otherwise_is_none() -> None:
    assert parse("03/04/2010", "en") is None
    assert parse("03/04/2010", "fr") == "2010-04-03"
    assert parse("25/04/2010", "en") == parse("04/25/2010", "en") == "2010-04-25"
    assert parse("04/04/2010", "en") == "2010-04-04"


def test_the_day_printed_with_one_of_the_moon_is_the_one_that_counts() -> None:
    assert parse("١٩ / ١ / ١٤٤٤هـ الموافق: ١٧ / ٨ / ٢٠٢٢م", "ar") == "2022-08-17"


@pytest.mark.parametrize(
    "printed",
    [
        "في 19من ذي الحجة 18( 1429ديسمبر .)2008",
        "في فاتح ذي الحجة 18(1429 دجنبر. (2008",
        "في 19 ذي الحجة 18( 1429 ديسمبر)2008",
    ],
)
def test_dates_whose_parts_lie_in_the_order_of_the_page_are_read(printed: str) -> None:
    assert parse(printed, "ar") == "2008-12-18"


def test_parts_of_two_dates_that_are_not_one_day_give_none() -> None:
    assert parse("في 19من ذي الحجة 18( 1429ديسمبر .)1950", "ar") != "1950-12-18"


def test_a_library_files_a_document_by_its_day() -> None:
    assert filed("Law on Lamps_970108") == "1997-01-08"
    assert filed("Lamps (full text)_071231") == "2007-12-31"
    assert filed("Lamps_079931") is None and filed("Lamps 970108") is None


def test_a_date_is_kept_as_printed_with_its_place() -> None:
    text = "صدر في : 21 من جمادى الأولى سنة 1397هـ الموافق : 9 من مايو سنة 1977م"
    first, second = find(text, "ar")
    assert (first.printed, first.calendar, first.iso) == (
        "21 من جمادى الأولى سنة 1397",
        "hijri",
        "1977-05-09",
    )
    assert text[second.start : second.end] == second.printed == "9 من مايو سنة 1977"


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=12)
@given(day=DAYS)
def test_a_day_written_in_the_words_of_a_language_comes_back(language: str, day: date) -> None:
    locale = {"nb": "no"}.get(language, language)
    printed = format_date(day, "d MMMM y", locale=locale)
    if language == "hu":
        printed = format_date(day, "y. MMMM d.", locale=locale)
    assert parse(printed, language) == day.isoformat(), printed


@settings(max_examples=60)
@given(day=DAYS)
def test_a_day_written_in_another_calendar_comes_back(day: date) -> None:
    iso = day.isoformat()
    jalali = JalaliDate(day)
    assert parse(f"{jalali.year}/{jalali.month}/{jalali.day}", "fa") == iso
    assert parse(f"中華民國{day.year - 1911}年{day.month}月{day.day}日") == (
        iso if day.year > 1911 else None
    )
    thai = day.year + 543 - (day.year < 1941 and day.month < 4)
    assert parse(f"{day.day}/{day.month}/{thai}", "th") == iso
    if date(1926, 12, 26) <= day < date(1989, 1, 8):
        assert parse(f"昭和{day.year - 1925}年{day.month}月{day.day}日") == iso
    if day > date(1925, 1, 1):
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
        assert parse(f"{hijri.day}/{hijri.month}/{hijri.year} هـ") == iso


@given(st.dates(min_value=date(1200, 1, 1)))
def test_iso_dates_stay_what_they_are(day: date) -> None:
    found = parse(day.isoformat())
    assert found in (day.isoformat(), None)
    if day.year <= 2026 and day.isoformat() != "1900-01-01":
        assert found == day.isoformat()


@given(days=st.integers(1, 365 * 100))
def test_each_day_of_the_ethiopian_calendar_follows_the_one_before(days: int) -> None:
    first = calendars.ethiopian(1900, 1, 1).toordinal()
    year, rest = 1900, days
    while rest >= 365 + (year % 4 == 3):
        rest -= 365 + (year % 4 == 3)
        year += 1
    month, day = rest // 30 + 1, rest % 30 + 1
    assert calendars.ethiopian(year, month, day).toordinal() == first + days


_PIECES = st.sampled_from([*"0123456789./- 年月日", "May", "رمضان", "พ.ศ.", "昭和", "שבט", "\n"])


@given(
    text=st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=40).map("".join)),
    language=st.sampled_from(["", "ar", "en", "fa", "he", "th"]),
)
def test_any_text_is_read_without_an_error(text: str, language: str) -> None:
    found = parse(text, language)
    assert found is None or found[:4].isdigit()


class _Counting(str):
    """Counts the characters that are taken out of it."""

    read = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        self.read += len(found)
        return found


@pytest.mark.parametrize("piece", ["1", "1/", "May ", "1 May ", " ", "年", "רא״ ", "民國", "一"])
def test_no_more_than_the_beginning_of_a_text_is_read(piece: str) -> None:
    text = _Counting(piece * 100_000)
    parse(text)
    assert 0 < text.read <= 2_000
    assert parse(" " * 1_999 + "3 March 1999", "en") is None


@pytest.mark.parametrize(
    ("title", "iso"),
    [
        ("Wet van 5 februari 2009 tot aanpassing van lampen", "2009-02-05"),
        ("Kungörelse (1904:12 s.3) om lampor", "1904"),
        ("Lamp Offices Act , 1923", "1923"),
        ("UNDANG-UNDANG NOMOR 14 TAHUN 1950", "1950"),
        ("UNDANG-UNDANG NOMOR 14 TAHUN 1950 TENTANG LAMPU", "1950"),
        ("قانون رقم (5) لسنة 2017 بتنظيم المصابيح", "2017"),
        ("Закон, Розподіл від 21.12.2016 № 1801-VIII", "2016-12-21"),
        ("Ο περί Λαμπών Νόμος του 2010 (110(I)/2010)", "2010"),
        ("พระราชบัญญัติโคมไฟ พ.ศ. ๒๕๕๐", "2007"),
        ("Besluit over de lampen van 1992-1994 en later", None),
        ("Lamp Act", None),
        ("Lamps (Amendment) Act (Northern Ireland) 2022", "2022"),
        ("The Lamps (Prevention) Act,2002.", "2002"),
        ("Lamps bill 2016", "2016"),
        ("LAMPS ACT 1957 ACT 382", "1957"),
        ("Lamp Decision No. (3) of 2025 on wicks", "2025"),
        ("قــرار رقـم (137) لسنة 2025 بتسمية المصابيح", "2025"),
        ('חוק המנורות, התשע"ב–2012', "2012"),
        ("Skrivelsen (1878:bih. 56 s.1) om lampor", "1878"),
        ("Lamps Act, S.C. 2000, c. 17", "2000"),
        ("মাদকদ্রব্য নিয়ন্ত্রণ আইন, ১৯৯০", "1990"),
    ],
)
def test_a_title_gives_a_date_only_where_it_is_the_laws_own(title: str, iso: str | None) -> None:
    assert in_title(title) == iso


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("2016-1691", "2016"),
        ("N1979:87", "1979"),
        ("LGBl 1937.011", "1937"),
        ("Ν. 2002/1/224", "2002"),
        ("mw-act-1967-27", "1967"),
        ("40/2009 Sb.", "2009"),
        ("Ley 17 de 1905", "1905"),
        ("11 of 2004", "2004"),
        ("5 of 2015 - The Lanterns Act", "2015"),
        ("323AC0000000131", "1948"),
        ("503AC0000000036", "2021"),
        ("D.C. Code § 2-1911", None),
        ("Ley N° 1652", None),
        ("py-ley-1733", None),
        ("Lamps Act, R.S.C. 1985, c. U-2", "1985"),
        ("Lamps Act, Act No. 136 of 1999 (consolidated)", "1999"),
        ("2099-20", None),
        ("1831", None),
    ],
)
def test_a_number_of_a_law_gives_its_year(number: str, year: str | None) -> None:
    assert year_of_number(number) == year
