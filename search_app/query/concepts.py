"""Legal concepts that a query names in any language: "illicit enrichment", "enrichissement
illicite". What is tagged with them is found in every language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from indexer.analysis import index_text, is_unspaced, telling_words, without_stop_words
from mappings.concepts import Concept, ConceptKind, Term, search_terms, terms
from mappings.fields import FIELD_OF_SCHEME
from mappings.languages import UNDETERMINED, languages
from mappings.taxonomy import CRIME_TYPE, THEME, UN_LANGUAGES, UNCAC, scheme
from mappings.taxonomy.schemes import UNTOC

# Words of the longest term that is looked for; twice as many pairs of characters.
_LONGEST = 12
# A concept is meant when its term makes up this part of the words that mean something.
_SHARE = 0.5
# Schemes whose titles, in the six UN languages, are known as well.
_TITLES = (UNCAC, UNTOC, CRIME_TYPE, THEME)

_Stems = tuple[str, ...]
_Codes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NamedConcepts:
    """What a query names.

    codes     (field, code) pairs of the provisions that are about it
    concepts  of the lexicon, for their names in other languages
    whole     whether nothing of the query's meaning is left beside it
    """

    codes: _Codes
    concepts: tuple[Concept, ...]
    whole: bool

    def terms(self, language: str) -> tuple[str, ...]:
        """What it is called in a language: the first term of each concept there."""
        names = _names(language)
        return tuple(names[concept] for concept in self.concepts if concept in names)


@dataclass(frozen=True, slots=True)
class _Entry:
    codes: _Codes
    concept: Concept | None = None


def named_concepts(query: str) -> NamedConcepts | None:
    """The concepts whose terms make up most of a query; None for a query of other words."""
    meaning = telling_words(query)
    if not meaning or len(meaning) > 2 * _LONGEST:
        return None
    longest = 0
    found: dict[_Entry, None] = {}
    for language in languages():
        lexicon = _lexicon(language)
        # Characters of scripts without spaces come in pairs, one fewer than there are.
        stems = _stems(query, language) if lexicon else ()
        for first in range(len(stems)):
            for end in range(min(len(stems), first + 2 * _LONGEST), first, -1):
                if end - first < longest:
                    break
                for entry in lexicon.get(stems[first:end], ()):
                    if end - first > longest:
                        longest = end - first
                        found.clear()
                    found[entry] = None
    if not found or longest < _SHARE * len(meaning) - 1:
        return None
    return NamedConcepts(
        codes=tuple(dict.fromkeys(pair for entry in found for pair in entry.codes)),
        concepts=tuple(dict.fromkeys(entry.concept for entry in found if entry.concept)),
        whole=longest >= sum(not is_unspaced(word) for word in meaning) + _pairs(query),
    )


def _stems(text: str, language: str) -> _Stems:
    """The stems of a text; "a foreign official" is "foreign officials"."""
    return tuple(index_text(without_stop_words(text), language)[1].split())


def _pairs(query: str) -> int:
    """The stems of runs without spaces; a sign between two runs makes one fewer."""
    return sum(is_unspaced(stem[0]) for stem in index_text(query, UNDETERMINED)[1].split())


def concept_names() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """What each concept that has codes is called first in each language, with its (field, code)
    pairs."""
    for language in languages():
        for concept, name in _names(language).items():
            if codes := _codes(concept):
                yield name, codes


def _codes(concept: Concept) -> _Codes:
    """The codes that tell it best: those of treaties, or its crime type where it has no other."""
    treaties = [tag for tag in concept.tags if tag[0] != CRIME_TYPE]
    return _fields(treaties or concept.tags)


def _fields(tags: Iterable[tuple[str, str]]) -> _Codes:
    """(scheme, code) pairs as the fields that hold the codes."""
    return tuple((FIELD_OF_SCHEME[name].name, code) for name, code in tags)


def _is_plain(term: Term) -> bool:
    """Whether a term is a topic as people write it."""
    return term.concept.kind is ConceptKind.TOPIC and term.is_plain


@cache
def _names(language: str) -> Mapping[Concept, str]:
    """The first term of each concept that has one in a language."""
    found: dict[Concept, str] = {}
    for term in filter(_is_plain, terms(language)):
        found.setdefault(term.concept, term.written)
    return found


@cache
def _lexicon(language: str) -> Mapping[_Stems, Sequence[_Entry]]:
    """What the terms and titles of a language stand for, by their stems."""
    found: dict[_Stems, dict[_Entry, None]] = {}

    def add(text: str, entry: _Entry) -> None:
        if stems := _stems(text, language):
            found.setdefault(stems, {})[entry] = None

    for term in filter(_is_plain, terms(language)):
        add(term.written, _Entry(_codes(term.concept), term.concept))
    for search_term in search_terms(language):
        add(search_term.written, _Entry(_fields(search_term.tags)))
    titled = language.partition("-")[0]
    if titled in UN_LANGUAGES:
        for name in _TITLES:
            for code, item in scheme(name).items():
                add(item.label(titled), _Entry(_fields([(name, code)])))
    return {stems: tuple(entries) for stems, entries in found.items()}
