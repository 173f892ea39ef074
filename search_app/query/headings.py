"""What provisions on a subject are called where their law is written: terms of the lexicon in the
languages of a country, looked for in headings.

Of provisions that are tagged alike those come first whose headings say it ("Confiscation" before
"Ministerial powers"). It is asked only of one country: terms of all languages would cost seconds.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from indexer.analysis import fold_words
from indexer.engine.plan import AnyOf, Clause, Phrase
from mappings.concepts import terms
from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import jurisdictions
from mappings.languages import languages

# The engines' work is bounded; the first terms of a language are the usual ones.
_MAX_TERMS = 80
_WITHIN = ("heading",)
# Of a language that is known by more than one code.
_WRITTEN = {"no": ("nb", "nn")}


@lru_cache(maxsize=2000)
def in_headings(codes: Sequence[tuple[str, str]], place: str) -> Clause | None:
    """A heading has a term of one of the (field, code) pairs in a language of the jurisdiction;
    None when the lexicon has none."""
    found = list(dict.fromkeys(_phrases(frozenset(codes), place)))[:_MAX_TERMS]
    return AnyOf(tuple(Phrase(words, _WITHIN) for words in found)) if found else None


def _phrases(codes: frozenset[tuple[str, str]], place: str) -> Iterator[tuple[str, ...]]:
    for language in _languages(place):
        for term in terms(language):
            tags = {(FIELD_OF_SCHEME[name].name, code) for name, code in term.concept.tags}
            if term.is_plain and tags & codes and (words := tuple(fold_words(term.written))):
                yield words


def _languages(place: str) -> list[str]:
    known = jurisdictions().get(place)
    spoken = (
        [code for one in known.languages for code in _WRITTEN.get(one, (one,))] if known else []
    )
    return [code for code in languages() if code.partition("-")[0] in spoken]
