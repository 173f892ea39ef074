"""Places are found by every name and code they have, and by nothing else."""

import pytest

from mappings.jurisdictions import find_jurisdiction, jurisdictions


def test_every_place_is_found_by_its_codes_and_names() -> None:
    for place in jurisdictions().values():
        assert find_jurisdiction(place.code) == place.code
        assert find_jurisdiction(place.name()) == place.code


@pytest.mark.parametrize("name", ["", "-", "the", "of the", "Atlantis", "\x00"])
def test_what_is_no_place_is_none(name: str) -> None:
    assert find_jurisdiction(name) is None
