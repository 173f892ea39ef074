"""The lexicon's tables."""

import pytest

from mappings.concepts import concepts, elements, weights
from mappings.languages import languages
from mappings.taxonomy import CRIME_TYPE, UNCAC, scheme


def test_every_term_is_in_a_known_language() -> None:
    assert {entry.language for entry in (*concepts(), *elements())} <= languages().keys()


def test_every_tag_is_a_code_of_its_scheme() -> None:
    for entry in concepts():
        assert entry.tags
        assert all(code in scheme(name) for name, code in entry.tags)


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-Hans", "zh-Hant"])
def test_every_offence_of_the_convention_has_a_term_in_each_un_language(language: str) -> None:
    named = {tag for entry in concepts() if entry.language == language for tag in entry.tags}
    assert {(UNCAC, str(article)) for article in range(15, 28)} <= named


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_both_forms_of_norwegian_have_the_terms_written_as_norwegian(language: str) -> None:
    assert "hvitvasking" in {entry.term for entry in concepts() if entry.language == language}


def test_the_model_weighs_no_code_that_does_not_exist() -> None:
    for name in weights()["codes"].keys() - {"other"}:
        kind, _, code = name.partition(":")
        assert code in scheme(kind)
    assert weights()["thresholds"].keys() == {UNCAC, CRIME_TYPE}
