"""The schemes' tables."""

from importlib import import_module, resources

import pytest

from mappings.concepts import concepts
from mappings.fields import FIELD_OF_SCHEME, has_value
from mappings.jurisdictions import jurisdictions
from mappings.taxonomy import (
    CRIME_TYPE,
    TAG_SCHEMES,
    UN_LANGUAGES,
    UNCAC,
    UNCAC_PARAGRAPH,
    above,
    implemented,
    scheme,
    schemes,
)
from mappings.taxonomy.derived import PARTS, derivations, paragraphs
from mappings.taxonomy.schemes import FILES

# The package gives the name to a function of the same name.
MODULE = import_module("mappings.taxonomy.schemes")
ARTICLES = {
    "uncac": 71,
    "untoc": 41,
    "untoc-trafficking-in-persons-protocol": 20,
    "untoc-smuggling-of-migrants-protocol": 25,
    "untoc-firearms-protocol": 21,
}


def test_every_table_is_a_scheme_or_a_rule() -> None:
    tables = {
        file.name.removesuffix(".tsv")
        for file in resources.files("mappings").joinpath("taxonomy").iterdir()
        if file.name.endswith(".tsv")
    }
    assert tables == {*FILES, "derived", "paragraphs"}


@pytest.mark.parametrize("name", sorted(schemes()))
def test_every_code_has_a_label_of_its_own_in_the_six_languages(name: str) -> None:
    for language in UN_LANGUAGES:
        labels = [term.labels[language] for term in scheme(name).values()]
        assert all(labels)
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", ["ru", "ar", "zh"])
def test_labels_are_written_in_the_script_of_their_language(name: str) -> None:
    first = {"ru": "А", "ar": "ء", "zh": "一"}[name]
    for terms in schemes().values():
        for term in terms.values():
            assert any(letter >= first for letter in term.labels[name]), term.code


@pytest.mark.parametrize(("name", "count"), ARTICLES.items())
def test_every_article_of_a_treaty_is_there(name: str, count: int) -> None:
    assert list(scheme(name)) == [str(number) for number in range(1, count + 1)]


def test_a_paragraph_lies_below_its_article_and_chapter() -> None:
    assert [term.code for term in above(UNCAC_PARAGRAPH, "15a")] == ["15", "III"]
    assert [term.code for term in above("cross-cutting-issue", "attempt")] == ["liability"]
    assert not list(above(CRIME_TYPE, "corruption"))


def test_articles_that_national_law_implements_are_those_of_chapters_two_to_five() -> None:
    assert list(implemented(UNCAC)) == [str(number) for number in range(5, 60)]
    assert implemented(CRIME_TYPE) == scheme(CRIME_TYPE)


def test_every_scheme_of_tags_has_a_field() -> None:
    assert set(TAG_SCHEMES) <= FIELD_OF_SCHEME.keys()
    assert has_value(FIELD_OF_SCHEME[UNCAC], "15a")
    assert not has_value(FIELD_OF_SCHEME[UNCAC], "99")


def test_jurisdictions_have_only_codes_of_the_schemes() -> None:
    for place in jurisdictions().values():
        assert not place.legal_system or place.legal_system in scheme("legal-system")
        assert place.hdi in scheme("development-level")
        assert not place.subregion or place.subregion in scheme("region")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"code": "a b c!"}, "no code"),
        ({"label_ru": ""}, "lacks a label"),
        ({"parent": "nowhere"}, "before its parent"),
    ],
)
def test_a_table_with_a_mistake_is_refused_by_name(
    row: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"code": "a", "parent": "", "note": ""} | {f"label_{lang}": "x" for lang in UN_LANGUAGES}
    monkeypatch.setattr(MODULE, "rows", lambda _: [good | row])
    with pytest.raises(ValueError, match=rf"uncac\.tsv.*{message}"):
        MODULE.schemes.__wrapped__()


def test_a_code_that_stands_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    good = {"code": "a", "parent": "", "note": ""} | {f"label_{lang}": "x" for lang in UN_LANGUAGES}
    monkeypatch.setattr(MODULE, "rows", lambda _: [good, good])
    with pytest.raises(ValueError, match="stands twice"):
        MODULE.schemes.__wrapped__()


# What follows from tags


def test_tags_follow_only_from_codes_that_the_model_weighs() -> None:
    for rule in derivations():
        assert rule.sources
        assert all(name in (UNCAC, CRIME_TYPE) for name, _ in rule.sources)
        assert rule.tag[0] not in (UNCAC, CRIME_TYPE, UNCAC_PARAGRAPH)
        for place in (*rule.found, *rule.unless):
            part, _, concept = place.partition(":")
            assert part in PARTS
            assert concept in concepts()


def test_every_rule_stands_once() -> None:
    written = [(rule.tag, frozenset(rule.sources)) for rule in derivations()]
    assert len(set(written)) == len(written)


def test_every_paragraph_is_told_by_concepts_that_exist() -> None:
    told = [paragraph for found in paragraphs().values() for paragraph in found]
    assert {paragraph.code for paragraph in told} == set(scheme(UNCAC_PARAGRAPH))
    for paragraph in told:
        assert paragraph.named
        assert {*paragraph.named, *paragraph.done} <= concepts().keys()
