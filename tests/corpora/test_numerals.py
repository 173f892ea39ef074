"""Numbers as laws print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract import numerals


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("Article 12 bis", 12),
        ("المادة ١٥", 15),
        ("धारा १२", 12),
        ("มาตรา ๑๔๙", 149),
        ("第三百八十五条", 385),
        ("第十条", 10),
        ("第二〇一八号", 2018),
        ("第两百条", 200),
        ("Titre XIV", 14),
        ("CHAPTER IX", 9),
        ("Annex", None),
        ("", None),
    ],
)
def test_the_first_number_of_a_label(label: str, number: int | None) -> None:
    assert numerals.leading(label) == number


@given(st.integers(1, 9999))
def test_han_numbers_are_read_as_they_are_written(number: int) -> None:
    digits = "〇一二三四五六七八九"
    written = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        if digit := number // size % 10:
            written += digits[digit] + unit
    assert numerals.han(written) == number


@given(st.text(max_size=30))
def test_any_label_has_a_number_or_none(label: str) -> None:
    found = numerals.leading(label)
    assert found is None or found >= 0
