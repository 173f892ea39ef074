"""The tables of the elements of offences."""

import pytest

from mappings.concepts import ConceptKind, concepts
from mappings.elements import ALWAYS, STATE_PARTY, Part, elements, elements_of, terms
from mappings.languages import languages
from mappings.taxonomy import UN_LANGUAGES, UNCAC, UNCAC_PARAGRAPH, scheme


def test_elements_of_an_offence_stand_in_the_order_of_the_table() -> None:
    names = list(elements())
    parts = list(Part)
    for code in map(str, range(15, 26)):
        found = elements_of(UNCAC, code)
        assert [e.name for e in found] == sorted((e.name for e in found), key=names.index)
        assert [parts.index(e.part) for e in found] == sorted(parts.index(e.part) for e in found)
        assert {e.name for e in found} >= set(ALWAYS)


def test_every_paragraph_that_is_told_apart_asks_for_part_of_its_article() -> None:
    for term in scheme(UNCAC_PARAGRAPH).values():
        of_paragraph = elements_of(UNCAC_PARAGRAPH, term.code)
        assert of_paragraph
        assert set(of_paragraph) <= set(elements_of(UNCAC, term.parent))


def test_what_is_no_offence_asks_for_nothing() -> None:
    assert elements_of(UNCAC, "10") == ()
    assert elements_of(UNCAC, "nonsense") == ()
    assert all(e.part is not Part.TREATY for e in elements_of(UNCAC, "18"))


def test_every_element_has_terms_in_the_un_languages() -> None:
    for language in ("en", "fr", "es", "ru", "ar", "zh-Hans"):
        assert elements().keys() == terms(language).keys()


def test_elements_are_labelled_in_the_un_languages_and_no_two_alike() -> None:
    for language in UN_LANGUAGES:
        labels = [e.label(language) for e in elements().values()]
        assert len(set(labels)) == len(labels)
    assert all(concepts()[name].kind is not ConceptKind.FORM
               for e in elements().values() for name in e.concepts)  # fmt: skip


@pytest.mark.parametrize("language", sorted(languages()))
def test_terms_are_written_as_those_of_the_lexicon(language: str) -> None:
    for written in (term for several in terms(language).values() for term in several):
        assert written == " ".join(written.split()) != ""
        assert not written.startswith(("…", "*"))
        assert not written.endswith("…")


def test_a_language_without_terms_has_none() -> None:
    assert not terms("qu")
    assert STATE_PARTY in terms("nn")
