"""Numbers and dates in the languages of the interface."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_app.formats import day, number, percent, time
from search_app.messages import LANGUAGES, speaking
from search_app.services.labels import label


@pytest.mark.parametrize(
    ("code", "whole", "month", "year"),
    [
        ("en", "5 March 2010", "March 2010", "2010"),
        ("fr", "5 mars 2010", "mars 2010", "2010"),
        ("es", "5 de marzo de 2010", "marzo de 2010", "2010"),
        ("ru", "5 марта 2010 г.", "март 2010 г.", "2010"),
        ("ar", "5 آذار/مارس 2010", "آذار/مارس 2010", "2010"),
        ("zh", "2010年3月5日", "2010年3月", "2010"),
    ],
)
def test_of_a_date_is_said_what_is_known(code: str, whole: str, month: str, year: str) -> None:
    with speaking(code):
        said = [day(iso) for iso in ("2010-03-05T10:00:00+00:00", "2010-03", "2010")]
    assert [" ".join(text.split()) for text in said] == [whole, month, year]


@given(st.sampled_from(LANGUAGES), st.text(max_size=30) | st.from_regex(r"[0-9]{1,10}(-[0-9]+)*"))
def test_whatever_stands_where_a_date_should_is_shown(code: str, text: str) -> None:
    with speaking(code):
        day(text)
        assert "<script" not in time(text)


def test_numbers_have_the_signs_of_the_language_and_digits_that_all_courts_read() -> None:
    found = {}
    for code in LANGUAGES:
        with speaking(code):
            found[code] = (number(1234567), " ".join(percent(0.876).split()))
    assert found["en"] == ("1,234,567", "88%")
    assert found["fr"] == ("1\u202f234\u202f567", "88 %")
    assert all(char in "0123456789" for char in found["ar"][0] if char.isdigit())


def test_languages_and_countries_are_named_in_the_readers_language() -> None:
    with speaking("fr"):
        assert (label("language", "zh-Hans"), label("jurisdiction", "DEU")) == (
            "Chinois simplifié",
            "Allemagne",
        )
        assert label("language", "und") == "Langue inconnue"
    assert label("language", "zh-Hans") == "Chinese (simplified)"
