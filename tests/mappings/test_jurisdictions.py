"""Places are found by every name and code they have, and by nothing else."""

import unicodedata

import pytest

from mappings.jurisdictions import find_jurisdiction, jurisdictions
from mappings.taxonomy import UN_LANGUAGES


def test_every_place_is_found_by_its_codes_and_names() -> None:
    for place in jurisdictions().values():
        assert find_jurisdiction(place.code) == place.code
        assert find_jurisdiction(place.name()) == place.code


@pytest.mark.parametrize("name", ["", "-", "the", "of the", "Atlantis", "\x00"])
def test_what_is_no_place_is_none(name: str) -> None:
    assert find_jurisdiction(name) is None


_SCRIPT = {"ru": "CYRILLIC", "ar": "ARABIC", "zh": "CJK"}


def test_names_are_written_in_the_letters_of_their_language_and_nothing_else() -> None:
    for place in jurisdictions().values():
        for language, name in place.names.items():
            letters = {unicodedata.name(char).split()[0] for char in name if char.isalpha()}
            assert letters == {_SCRIPT.get(language, "LATIN")}, (place.code, language, name)
            signs = {char for char in name if not char.isalpha()}
            assert signs <= set(" -()'’,،（）"), (place.code, language, name)
            assert name == unicodedata.normalize("NFC", " ".join(name.split())), place.code
            assert name.count("(") == name.count(")")


def test_no_two_jurisdictions_have_one_name() -> None:
    for language in UN_LANGUAGES:
        names = [place.name(language) for place in jurisdictions().values()]
        assert len(names) == len(set(names)), language
