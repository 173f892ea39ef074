"""The lexicon's tables."""

from importlib import resources

import pytest

from mappings.concepts import ConceptKind, acts, concepts, terms, weights
from mappings.languages import languages
from mappings.taxonomy import CRIME_TYPE, UNCAC, implemented, scheme

FILES = sorted(
    file.name.removesuffix(".tsv")
    for file in resources.files("mappings").joinpath("concepts/terms").iterdir()
)


def test_every_file_is_of_a_language_that_reads_it() -> None:
    read = {language: terms(language) for language in languages()}
    assert set(FILES) <= languages().keys() | {"no", "zh"}
    assert all(read[name] for name in FILES if name in languages())
    assert all(read[name] for name in ("nb", "nn", "zh-Hans", "zh-Hant", "bs", "ms"))


def test_topics_speak_for_codes_and_nothing_else_does() -> None:
    for concept in concepts().values():
        if concept.kind is not ConceptKind.TOPIC:
            assert concept.tags == ()
        assert concept.help


def test_nearly_every_code_has_a_concept() -> None:
    spoken_for = {tag for concept in concepts().values() for tag in concept.tags}
    articles = {(UNCAC, code) for code in implemented(UNCAC)}
    # Principles, definitions and treaty mechanics that no national provision implements alone.
    assert len(articles - spoken_for) < 10
    assert {(UNCAC, str(number)) for number in range(5, 58)} <= spoken_for | {(UNCAC, "52")}
    assert {(CRIME_TYPE, code) for code in scheme(CRIME_TYPE)} <= spoken_for


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh-Hans", "zh-Hant"])
def test_every_offence_of_the_convention_has_a_term_in_each_un_language(language: str) -> None:
    named = {tag for term in terms(language) for tag in term.concept.tags}
    assert {(UNCAC, str(article)) for article in range(15, 28)} <= named


@pytest.mark.parametrize("language", sorted(languages().keys() - {"und"}))
def test_terms_are_written_as_the_page_says(language: str) -> None:
    for term in terms(language):
        assert term.written == term.written.strip() != ""
        assert not term.written.startswith(("…", "*"))
        assert not term.written.endswith("…")
        assert "|" not in term.written


def test_the_model_weighs_only_codes_and_concepts_that_exist() -> None:
    for name in weights()["codes"]:
        kind, _, code = name.partition(":")
        assert code in scheme(kind)
    for feature, by_code in weights()["features"].items():
        assert by_code.keys() <= weights()["codes"].keys()
        part, _, names = feature.partition(":")
        known = {act.name for act in acts()} if part == "act" else concepts().keys()
        assert not names or set(names.split("+")) <= known
        assert part in {"heading", "begin", "text", "ancestors", "title", "pair", "act", "length",
                        "no heading", "in a law"}  # fmt: skip
