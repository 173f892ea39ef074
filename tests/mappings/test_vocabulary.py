"""The version of the vocabulary changes with what decides on tags, and with nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from mappings import vocabulary
from mappings.taxonomy import UNCAC, Term, scheme
from mappings.taxonomy.schemes import FILES
from mappings.vocabulary import scheme_versions, vocabulary_version


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    vocabulary_version.cache_clear()
    yield
    vocabulary_version.cache_clear()


def version_when(monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[..., Any]) -> str:
    monkeypatch.setattr(vocabulary, name, change)
    vocabulary_version.cache_clear()
    return vocabulary_version()


def terms(change: Callable[[Term], Term]) -> Callable[[str], dict[str, Term]]:
    return lambda name: {code: change(term) for code, term in scheme(name).items()}


def test_it_is_the_same_every_time() -> None:
    first = vocabulary_version()
    vocabulary_version.cache_clear()
    assert vocabulary_version() == first
    assert len(first) == 12


def test_another_label_or_note_needs_no_tagging(monkeypatch: pytest.MonkeyPatch) -> None:
    before = vocabulary_version()
    renamed = terms(lambda term: replace(term, labels={"en": "Another name"}, note="a note"))
    assert version_when(monkeypatch, "scheme", renamed) == before


def test_another_description_of_a_concept_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    before, known = vocabulary_version(), vocabulary.concepts()
    described = {name: replace(concept, help="?") for name, concept in known.items()}
    assert version_when(monkeypatch, "concepts", lambda: described) == before


def test_another_code_parent_concept_rule_or_term_does(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {vocabulary_version()}
    known, rules = vocabulary.concepts(), vocabulary.derivations()
    moved = terms(lambda term: replace(term, parent="II") if term.scheme == UNCAC else term)
    changes: list[tuple[str, Callable[..., Any]]] = [
        ("scheme", moved),
        ("concepts", lambda: dict(list(known.items())[1:])),
        ("derivations", lambda: rules[1:]),
        ("_hash", lambda file: f"other {file.name}"),
    ]
    for name, change in changes:
        with monkeypatch.context() as patch:
            seen.add(version_when(patch, name, change))
    assert len(seen) == 1 + len(changes)


def test_every_scheme_has_a_version_of_its_own() -> None:
    versions = scheme_versions()
    assert list(versions) == list(FILES)
    assert len(set(versions.values())) == len(versions)
