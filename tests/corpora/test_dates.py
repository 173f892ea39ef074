import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract.dates import in_title, parse


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
        ("5 de enero de 2010", "2010-01-05"),
        ("8 мая 1996 года", "1996-05-08"),
        ("2015年8月29日", "2015-08-29"),
        ("٢٠٢١-٠٣-٠٤", "2021-03-04"),
        ("٠٧/ ٠٤/ ١٤٣٥ هـ", "2014-02-08"),
        ("31.02.2001", None),
        ("2222-02-02", None),
        ("1900-01-01", None),
        ("no date", None),
        ("", None),
        ("99/99/9999", None),
    ],
)
def test_printed_dates_become_iso_or_nothing(printed: str, iso: str | None) -> None:
    assert parse(printed) == iso


@given(st.dates(min_value=__import__("datetime").date(1200, 1, 1)))
def test_iso_dates_stay_what_they_are(date) -> None:  # type: ignore[no-untyped-def]
    found = parse(date.isoformat())
    assert found in (date.isoformat(), None)
    if date.year <= 2026 and date.isoformat() != "1900-01-01":
        assert found == date.isoformat()


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = parse(text)
    assert found is None or found[:4].isdigit()


@pytest.mark.parametrize(
    ("title", "iso"),
    [
        ("Wet van 5 februari 2009 tot aanpassing van lampen", "2009-02-05"),
        ("Kungörelse (1904:12 s.3) om lampor", "1904"),
        ("Lamp Offices Act , 1923", "1923"),
        ("UNDANG-UNDANG NOMOR 14 TAHUN 1950", "1950"),
        ("Besluit over de lampen van 1992-1994 en later", None),
        ("Lamp Act", None),
    ],
)
def test_a_title_gives_a_date_only_where_it_is_the_laws_own(title: str, iso: str | None) -> None:
    assert in_title(title) == iso
