from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract.dates import find

DAYS = st.dates(min_value=date(1701, 1, 1), max_value=date(2029, 12, 31))
_ONES = (  # noqa: SIM905
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth", "twenty": "twentieth", "thirty": "thirtieth",
}  # fmt: skip


def below_a_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number - 1]
    tens = _TENS[number // 10 - 2]
    return f"{tens}-{_ONES[number % 10 - 1]}" if number % 10 else tens


def written_out(day: date) -> str:
    *tens, last = below_a_hundred(day.day).split("-")
    ordinal = "-".join([*tens, _ORDINALS.get(last, f"{last}th")])
    thousands, hundreds, rest = day.year // 1000, day.year // 100 % 10, day.year % 100
    year = f"{_ONES[thousands - 1]} thousand"
    year += f" {_ONES[hundreds - 1]} hundred" if hundreds else ""
    year += f" and {below_a_hundred(rest)}" if rest else ""
    return f"{ordinal} day of {day:%B}, {year}"


def days(text: str, language: str) -> list[str]:
    return [one.iso for one in find(text, language) if len(one.iso) == len("2000-01-01")]


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("DONE at Geneva this twenty-ninth day of March 1962", "en", "1962-03-29"),
        ("this first day of June, Nineteen Hundred and Ninety-Seven in French", "en", "1997-06-01"),
        ("the 11th day of January, in the year of our Lord one thousand nine hundred and nine.",
         "en", "1909-01-11"),
        ("Fait à Paris, le vingt-neuf mars mil neuf cent soixante-deux.", "fr", "1962-03-29"),
        ("le premier mars mil neuf cent quatre-vingt-dix-neuf, en", "fr", "1999-03-01"),
        ("le 5e jour de mai mil neuf cent dix.", "fr", "1910-05-05"),
        ("le sept novembre 1902", "fr", "1902-11-07"),
        ("A LOS VEINTIDÓS DÍAS DEL MES DE SETIEMBRE DEL AÑO MIL NOVECIENTOS NOVENTA Y TRES.",
         "es", "1993-09-22"),
        ("a los treinta y un días del mes de mayo de dos mil uno;", "es", "2001-05-31"),
        ("de vijfentwintigste juni tweeduizenddrie in twee exemplaren", "nl", "2003-06-25"),
        ("den vier en twintigsten April achttien honderd zeven en zeventig.", "nl", "1877-04-24"),
        ("den zestienden dag der maand December van het jaar onzes Heeren negentien honderd zeven.",
         "nl", "1907-12-16"),
        # "dos mil" may go on in the next line, which is not here.
        ("a los catorce días del mes de junio de dos mil que", "es", None),
        ("a los catorce días del mes de junio de dos mil.", "es", "2000-06-14"),
        ("the thirty-first day of June, one thousand nine hundred and six.", "en", None),
        ("twice a year, in the second week of March, one thousand copies are made.", "en", None),
    ],
)  # fmt: skip
def test_a_date_in_words_is_read_where_it_is_whole(
    text: str, language: str, iso: str | None
) -> None:
    assert days(text, language) == ([iso] if iso else [])


@given(DAYS)
@settings(max_examples=60, deadline=None)
def test_every_day_written_out_comes_back_with_its_place(day: date) -> None:
    text = f"DONE at Lantern Bay this {written_out(day)}."
    (found,) = find(text, "en")
    assert found.iso == day.isoformat()
    assert text[found.start : found.end] == found.printed == written_out(day)


@given(DAYS, st.data())
@settings(max_examples=60, deadline=None)
def test_a_date_that_is_cut_off_gives_no_other_day(day: date, data: st.DataObject) -> None:
    text = f"this {written_out(day)}."
    end = data.draw(st.integers(0, len(text)))
    assert set(days(text[:end], "en")) <= {day.isoformat()}
