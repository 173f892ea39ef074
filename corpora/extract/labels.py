"""The words of legal structure in the languages of the world, from grammar.yaml.

Adding a language is adding a block there.
"""

import unicodedata
from collections.abc import Iterator
from importlib import resources
from typing import Any

import yaml

_RANKS = ("book", "part", "title", "chapter", "section", "subsection")


def _grammar() -> dict[str, dict[str, Any]]:
    text = resources.files("corpora.extract").joinpath("grammar.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return loaded


_GRAMMAR = _grammar()


# Letters of India that print as one or as a letter and a dot below it; normalising does not join
# what it has parted.
_DOTTED = {
    unicodedata.normalize("NFD", char): char
    for char in map(chr, range(0x0900, 0x0DFF))
    if len(unicodedata.normalize("NFC", char)) == 2
}


def _spellings(word: str) -> Iterator[str]:
    yield word
    parted = unicodedata.normalize("NFC", word)
    yield parted
    for letters, char in _DOTTED.items():
        parted = parted.replace(letters, char)
    yield parted


def _all(key: str) -> Iterator[str]:
    for block in _GRAMMAR.values():
        for word in block.get(key, ()):
            yield from _spellings(word)


def _words(key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_all(key)))


def _values(key: str) -> dict[str, int | None]:
    blocks = [block.get(key, {}) for block in _GRAMMAR.values()]
    return {
        spelling: value
        for block in blocks
        for word, value in block.items()
        for spelling in _spellings(word)
    }


ARTICLE_WORDS = _words("article")
ARTICLE_WORDS_BEHIND = _words("article-behind")
# Article words that name divisions as well: their labels are a style of their own.
OWN_STYLE_WORDS = frozenset(_words("division-too"))
# What stands with a number of its own before an article word.
ABOVE_WORDS = _words("above")
# What counts the points of a schedule or of transitional provisions.
ANNEXED_WORDS = _words("annexed")
# Divisions by rank, outermost first. Words of one row name the same level.
DIVISION_WORDS = tuple(_words(rank) for rank in _RANKS)
SCHEDULE_WORDS = _words("schedule")
SUPPLEMENT_WORDS = _words("supplement")
CLOSING_WORDS = _words("closing")
CONTENTS_WORDS = _words("contents")
# Numbers spelt out (None: the only article), and beginnings of words whose values add up to one.
ORDINALS = _values("ordinals")
ORDINAL_STEMS = _values("stems")
SUFFIX_WORDS = _words("suffixes")
# What those are called in a path that are not written in Latin letters.
SUFFIX_CODES = {
    word: code
    for block in _GRAMMAR.values()
    if isinstance(suffixes := block.get("suffixes"), dict)
    for word, code in suffixes.items()
}
# A label followed by one of these refers to another law: "Article 5 of the Act…".
REFERENCE_WORDS = _words("references")
PARAGRAPH_WORDS = _words("paragraphs")
AMENDING_WORDS = _words("amending")


def article_words() -> dict[str, dict[str, list[str]]]:
    """By language the words before and behind the number of an article, under their keys in
    grammar.yaml."""
    return {
        language: {key: list(block.get(key, ())) for key in ("article", "article-behind")}
        for language, block in _GRAMMAR.items()
    }
