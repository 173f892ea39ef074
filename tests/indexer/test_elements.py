"""The elements of offences in texts written for the test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.elements import elements_in
from mappings.elements import elements
from mappings.languages import languages

ALL = tuple(elements())


def said(text: str, language: str) -> dict[str, str]:
    """By element, the first words that say it."""
    found: dict[str, str] = {}
    for one in elements_in(text, language, ALL):
        found.setdefault(one.element, one.quote)
    return found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Any person who promises, directly or indirectly, a lamp to influence a minister.",
         {"anyone": "Any person", "promise": "promises", "indirectly": "directly or indirectly",
          "influence": "influence"}),
        ("fr", "Le fait, par quiconque, de solliciter une lampe, pour lui-même ou pour autrui.",
         {"anyone": "quiconque", "solicit": "solliciter",
          "third-party": "pour lui-même ou pour autrui"}),
        ("es", "El que prometiere a sabiendas una lámpara por persona interpuesta.",
         {"anyone": "El que", "promise": "prometiere", "intent": "a sabiendas",
          "indirectly": "persona interpuesta"}),
        ("de", "Wer für sich oder einen Dritten wissentlich eine Lampe fordert. Der Versuch.",
         {"anyone": "Wer", "third-party": "einen Dritten", "intent": "wissentlich",
          "solicit": "fordert", "attempt": "Versuch"}),
        ("ar", "كل شخص وعد عمدا بشكل غير مباشر", {"anyone": "كل شخص", "promise": "وعد",
         "intent": "عمدا", "indirectly": "غير مباشر"}),
        ("zh-Hans", "任何人故意收受灯笼的，为第三人", {"anyone": "任何人", "intent": "故意",
         "accept": "收受", "third-party": "第三人"}),
        ("ru", "Лицо, которое через посредника предлагает лампу третьих лиц",
         {"indirectly": "через посредника", "offer": "предлагает", "third-party": "третьих лиц"}),
    ],
)  # fmt: skip
def test_elements_are_found_with_their_words(
    language: str, text: str, expected: dict[str, str]
) -> None:
    found = said(text, language)
    assert {name: found.get(name) for name in expected} == expected


def test_only_what_is_wanted_is_found_and_the_longest_of_overlapping_terms() -> None:
    found = elements_in("directly or indirectly, or indirectly", "en", ("indirectly",))
    assert [one.quote for one in found] == ["directly or indirectly", "indirectly"]


def test_a_language_without_terms_finds_nothing() -> None:
    assert elements_in("promises", "qu", ALL) == ()
    assert elements_in("", "en", ALL) == ()


@given(st.text(), st.sampled_from(["en", "ar", "ja", "cs", "und", "qu"]))
def test_any_text_is_read_and_every_quote_stands_where_it_says(text: str, language: str) -> None:
    last = 0
    for one in elements_in(f"{text} promises {text}", language, ALL):
        assert f"{text} promises {text}"[one.start : one.end] == one.quote
        assert one.start >= last
        last = one.start


def test_every_language_has_a_matcher() -> None:
    for language in languages():
        elements_in("lamp", language, ALL)
