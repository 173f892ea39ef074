"""What a provision is found by of the penalties it threatens."""

import pytest

from indexer.penalties import PenaltyKind, penalties
from indexer.penalties.facets import kinds, longest_imprisonment
from mappings.taxonomy import scheme


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("He shall be punished with imprisonment of up to twelve months.", "up-to-1"),
        ("He shall be punished with imprisonment of one to three years.", "over-1-to-3"),
        ("Imprisonment of up to two years; imprisonment of up to five years.", "over-3-to-5"),
        ("He shall be punished with imprisonment of up to 366 days.", "over-1-to-3"),
        ("He shall be punished with imprisonment of not less than ten years.", "over-10"),
        ("He shall be punished with imprisonment of not less than two years.", None),
        ("He shall be punished with imprisonment of ten years or life imprisonment.", "life"),
        ("He shall be punished with a fine of 500 dollars.", None),
    ],
)
def test_the_longest_imprisonment_is_a_step(text: str, step: str | None) -> None:
    assert longest_imprisonment(penalties(text, "en")) == step
    assert step is None or step in scheme("imprisonment-max")


def test_every_kind_is_named_once_and_has_its_code_in_the_scheme() -> None:
    text = "A fine of 5 dollars or imprisonment of up to 1 year; a fine of 9 dollars."
    assert kinds(penalties(text, "en")) == ["fine", "imprisonment"]
    assert set(scheme("penalty")) == {kind.value for kind in PenaltyKind}
