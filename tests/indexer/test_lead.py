"""Headings that a text still holds, in texts written for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.tag.lead import find_lead


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Bribery\nWhoever gives a bribe commits an offence.", "Bribery"),
        ("Article 12\nBribery\nWhoever gives a bribe commits an offence.", "Bribery"),
        ("Article 12 - Bribery\nWhoever gives a bribe commits an offence.", "Bribery"),
        ("##### **Artículo 5. Cohecho.**\nEl que ofrezca una dádiva será penado.", "Cohecho."),
        ("§ 331 Vorteilsannahme\nEin Amtsträger, der einen Vorteil annimmt.", "Vorteilsannahme"),
        ("第二条（贈賄）賄賂を供与した者は、三年以下の拘禁刑に処する。", "贈賄"),
        ("제4조(뇌물) 공무원이 뇌물을 받은 때에는 징역에 처한다.", "뇌물"),
        ("12. Bribery.—Whoever gives a bribe commits an offence.", "Bribery"),
    ],
)
def test_the_heading_is_found_behind_the_label(text: str, heading: str) -> None:
    start, end = find_lead(text)
    assert text[start:end] == heading


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Whoever gives a bribe commits an offence.",
        "Whoever gives a bribe to an official\nand whoever takes it commits an offence.",
        "Article 5\n(1) Whoever gives a bribe commits an offence.\n(2) So does who takes it.",
    ],
)
def test_a_sentence_is_no_heading(text: str) -> None:
    start, end = find_lead(text)
    assert start == end


@given(st.text())
def test_it_is_a_part_of_the_text(text: str) -> None:
    start, end = find_lead(text)
    assert 0 <= start <= end <= len(text)


@given(st.text(min_size=1, max_size=8))
def test_what_follows_the_beginning_of_a_long_text_is_not_looked_at(piece: str) -> None:
    text = piece * 1000
    assert find_lead(text) == find_lead(text[:800])
