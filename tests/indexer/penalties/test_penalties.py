"""Penalties are read from texts written for the test, in every language that has a block."""

from importlib import resources

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.penalties import Penalty, PenaltyKind, penalties
from indexer.penalties.words import languages

_TEXTS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    resources.files(__package__).joinpath("texts.yaml").read_text(encoding="utf-8")
)


def written(one: Penalty) -> str:
    """A penalty as texts.yaml writes it."""

    def amount(value: float | None) -> str:
        return "" if value is None else f"{value:g}" if value < 1e5 else f"{value:.0f}"

    unit = one.currency if one.unit == "currency" else one.unit
    return f"{one.kind.value} {amount(one.minimum)}..{amount(one.maximum)} {unit}".strip()


@pytest.mark.parametrize(
    ("language", "text"),
    [(language, text) for language, texts in _TEXTS.items() for text in texts],
)
def test_the_penalties_of_a_text_are_read(language: str, text: str) -> None:
    assert [written(one) for one in penalties(text, language)] == _TEXTS[language][text]


def test_every_language_with_words_has_texts() -> None:
    assert set(languages()) == set(_TEXTS)


def test_the_words_of_a_penalty_are_quoted_from_their_place() -> None:
    text = "He who steals: IMPRISONMENT of Two Years shall be imposed."
    (one,) = penalties(text, "en")
    assert one.quote == "IMPRISONMENT of Two Years" == text[one.start : one.end]


def test_signs_that_are_not_compared_keep_their_place_in_the_quotation() -> None:
    text = "يُعاقَب بالسِّجن خمس سنوات."
    (one,) = penalties(text, "ar")
    assert one.quote == "بالسِّجن خمس سنوات" == text[one.start : one.end]


def test_a_text_with_signs_in_its_words_is_read_as_one_without() -> None:
    assert penalties("The goods are liable to for\u00adfeiture.", "en") == ()
    (one,) = penalties("He is liable to impri\u00adsonment for two years.", "en")
    assert (one.kind, one.maximum) == (PenaltyKind.IMPRISONMENT, 2.0)


def test_a_language_without_words_gives_none() -> None:
    assert penalties("imprisonment of two years", "xx") == ()
    assert penalties("imprisonment of two years", "und") == ()
    assert penalties("", "en") == ()


@st.composite
def _texts(draw: st.DrawFn) -> tuple[str, str]:
    """Words of the table in any order, numbers, and letters of all kinds."""
    language = draw(st.sampled_from(sorted(_TEXTS)))
    known = st.sampled_from([word for text in _TEXTS[language] for word in text.split(" ")])
    word = st.one_of(known, known, st.integers(0, 10**13).map(str), st.text(max_size=5))
    return language, draw(st.sampled_from((" ", ""))).join(draw(st.lists(word, max_size=40)))


@settings(deadline=None, max_examples=300)
@given(_texts())
def test_whatever_the_text_amounts_are_in_order_and_places_within_it(
    drawn: tuple[str, str],
) -> None:
    language, text = drawn
    for one in penalties(text, language):
        assert 0 <= one.start < one.end <= len(text)
        assert one.quote == text[one.start : one.end]
        assert isinstance(one.kind, PenaltyKind)
        if one.minimum is not None and one.maximum is not None:
            assert one.minimum <= one.maximum
        assert bool(one.unit) == (one.minimum is not None or one.maximum is not None)
        assert one.currency == "" or one.unit == "currency"


def test_a_text_longer_than_any_provision_is_read_at_its_beginning() -> None:
    text = "imprisonment of two years; " * 20_000
    found = penalties(text, "en")
    assert 0 < len(found) < 20_000
    assert all(one.maximum == 2 for one in found)


def test_a_sentence_of_nothing_but_fines_is_read_whole() -> None:
    found = penalties("se castiga con multa de 5 días-multa y 7 días-multa " * 3_000, "es")
    assert len(found) == 6_000
