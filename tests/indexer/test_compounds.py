"""Compound words and their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.compounds import JOINTS, SHORTEST, parts, split
from tests.words import COMPOUNDS

KNOWN = frozenset({"steuer", "straf", "recht", "gericht", "rechtliche", "amts", "bund"})


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("steuerrecht", ("steuer", "recht")),
        ("steuerstrafrechtliche", ("steuer", "straf", "rechtliche")),
        ("bundesgericht", ("bund", "gericht")),
        ("amtsgericht", ("amts", "gericht")),
        ("recht", ()),
        ("steuerx", ()),
        ("xsteuer", ()),
        ("", ()),
    ],
)
def test_a_word_is_divided_into_known_ones_and_joints(word: str, found: tuple[str, ...]) -> None:
    assert split(word, "de", KNOWN) == found


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=2, max_size=3), st.sampled_from(["", "s"]))
def test_what_is_put_together_is_taken_apart(words: list[str], joint: str) -> None:
    whole = joint.join(words)
    found = split(whole, "de", KNOWN)
    assert found
    assert all(part in KNOWN and len(part) >= SHORTEST for part in found)
    assert sum(map(len, found)) <= len(whole)


@pytest.mark.parametrize(("language", "compound", "part"), COMPOUNDS)
def test_a_compound_of_a_law_has_parts(language: str, compound: str, part: str) -> None:
    assert len(parts(compound.lower().translate(str.maketrans("äåöø", "aaoo")), language)) > 1


@given(st.text(max_size=200), st.sampled_from(["en", "und", "ja", *JOINTS]))
def test_any_word_is_answered(word: str, language: str) -> None:
    assert isinstance(parts(word, language), tuple)


def test_languages_without_a_list_have_no_compounds() -> None:
    assert parts("moneylaundering", "en") == ()
