"""How laws are cited in the languages of the world: styles.yaml beside the words of articles in
corpora/extract/grammar.yaml, made to patterns.

Patterns are for texts in small letters (`lowered`): that is much faster than to ignore case.
Adding a language is adding a block there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from corpora.extract import labels
from corpora.extract.structure.marks import CJK_DIGITS, STEM, alternatives
from indexer.analysis import fold_words

_LETTER = r"[^\W\d_]"
_DIGITS = r"\d{1,5}(?:[-–‑./:]\d{1,4}){0,4}"
_BEHIND_DIGITS = (
    rf"(?:er|re|\.?[º°ª]|[¹²³⁴⁵⁶⁷⁸⁹⁰]{{1,3}})?(?:(?:[-–‑]?{_LETTER}{{1,2}}|\.{_LETTER})(?!{_LETTER}))?"
    rf"(?:[\s-]?(?:{alternatives(word.lower() for word in labels.SUFFIX_WORDS)})(?!{_LETTER}))?"
)
NUMBER = rf"{_DIGITS}{_BEHIND_DIGITS}"
_ROMAN = r"[ivxlcdm]{1,7}(?![\w.]\w)"
_SPELT = rf"(?:{alternatives(word.lower() for word in labels.ORDINALS)})(?!{_LETTER})"
# "number 5", "n° 5", "(5)"
_OPENS = r"\s{0,2}(?:n[°ºo]\.?\s?|№\s?|nr\.?\s|رقم\s)?[\[(]?"
_HAN = (
    rf"第\s?[{CJK_DIGITS}]{{1,9}}(?:[\-－–][0-9０-９]{{1,3}})?\s?[条條]"
    rf"(?:[之のノ][{CJK_DIGITS}]{{1,3}})*"
)
_HANGUL = r"제\s?\d{1,4}\s?조(?:의\s?\d{1,3})*"
# Languages whose laws stand before the article.
_LAW_FIRST = frozenset(("fi", "sv", "tr", "ka", "uz", "az", "et", "lt", "lv", "zh", "ja", "ko"))
# Languages whose words for laws end longer ones: Straßenverkehrsgesetz, vapenlagen.
_COMPOUNDS = frozenset(("de", "nl", "sv", "nb", "da", "fi", "et", "is"))
# Words with so many letters are no abbreviations.
_ABBREVIATED = 6
_EASTERN = ("zh", "ja", "ko")
_EASTERN_PART = (
    rf"\s?第[{CJK_DIGITS}]{{1,4}}[項项号號款]|\s?제\s?\d{{1,3}}(?:항|호)|[本但]文|前段|後段"
)
_EASTERN_JOINS = (
    "及び|又は|若しくは|並びに|から|、|，|和|与|及|或者|至|到|및|또는|부터|내지|ㆍ|·|과|와"
)


def lowered(text: str) -> str:
    """A text in small letters, every letter in its place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


@dataclass(frozen=True, slots=True)
class Style:
    """The patterns of a language, or of all languages together.

    pinpoints each finds articles: the group `number`, where it has one, holds the number, else the
              whole match does
    several   words behind which more than one number may follow
    spaced    a letter of a number behind a space: § 5 a
    above     the division that stands before an article: 3 kap. 5 §
    within    what narrows an article: matches "" too
    more      a further number of a list
    joined    all that may stand between two articles of one law
    of        what joins an article to its law, with the space behind it
    prefix    what joins them as the beginning of the law's name
    this      the law that the words stand in
    laws      the beginning, or the end, of a law's name
    law_first whether the law may stand before the article
    """

    pinpoints: tuple[re.Pattern[str], ...]
    several: re.Pattern[str]
    spaced: re.Pattern[str]
    above: re.Pattern[str]
    within: re.Pattern[str]
    more: re.Pattern[str]
    joined: re.Pattern[str]
    of: re.Pattern[str]
    prefix: re.Pattern[str]
    this: re.Pattern[str]
    laws: re.Pattern[str]
    law_first: bool


@cache
def _blocks() -> Mapping[str, Mapping[str, list[str]]]:
    text = resources.files("indexer.citations").joinpath("styles.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    grammar = labels.article_words()
    for language, block in loaded.items():
        for key, words in block.items():
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise ValueError(f"styles.yaml: {language}: {key} is no list of words")
        own = grammar.pop(language, {})
        block["article"] = [*block.get("article", ()), *own.get("article", ())]
        block["behind"] = [*block.get("behind", ()), *own.get("article-behind", ())]
    for language, own in grammar.items():
        loaded[language] = {"article": own["article"], "behind": own["article-behind"]}
    return MappingProxyType(loaded)


@cache
def style_of(language: str) -> Style:
    """The style of a language; that of English for one without a block."""
    code = language.partition("-")[0]
    code = {"nn": "nb", "no": "nb", "und": "en", "bs": "hr", "be": "ru", "mk": "sr"}.get(code, code)
    blocks = _blocks()
    return _style([blocks.get(code, blocks["en"])], code)


@cache
def any_style() -> Style:
    """All languages together: for queries, which do not say their language."""
    return _style(list(_blocks().values()), "")


_NOTHING = re.compile(r"(?!)")


def _words_pattern(
    words: Iterable[str], behind: str = rf"(?!{_LETTER})", before: str = ""
) -> re.Pattern[str]:
    found = list(words)
    return re.compile(rf"{before}(?:{alternatives(found)}){behind}") if found else _NOTHING


def _style(blocks: list[Mapping[str, list[str]]], code: str) -> Style:
    def words(*keys: str) -> list[str]:
        return [word.lower() for block in blocks for key in keys for word in block.get(key, ())]

    joins = alternatives([*words("and"), ",", ";"])
    within = alternatives(words("within"))
    item = rf"\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}})[)º°.]{{0,2}}(?!{_LETTER})"
    items = rf"{item}(?:\s?(?:{joins})\s?{item}){{0,4}}"
    narrowed = [rf"\s{{0,2}}(?:(?:{joins})\s)?\(\s?\w{{1,4}}\s?\)"]
    if within:
        narrowed.append(rf"[\s,]{{0,3}}(?:{within})(?!{_LETTER})\.?\s{{0,2}}(?:{items})?")
    if not code or code in _EASTERN:
        narrowed.append(_EASTERN_PART)
    return Style(
        pinpoints=tuple(re.compile(pattern) for pattern in _pinpoints(words, code)),
        several=_words_pattern([*words("articles"), "§§"]),
        spaced=re.compile(rf"\s[a-z](?!{_LETTER})(?!\)|\.)"),
        above=re.compile(rf"(\d{{1,3}})\s?(?:{alternatives(words('above'))})\.?,?\s?$")
        if words("above")
        else _NOTHING,
        within=re.compile(rf"(?:{'|'.join(narrowed)}){{0,6}}"),
        more=re.compile(rf"\s{{0,2}}(?:{joins})\s{{0,2}}(?P<number>{NUMBER})(?![%\w])"),
        joined=re.compile(rf"\s{{0,2}}(?:{_EASTERN_JOINS}|{joins})\s{{0,2}}"),
        of=_words_pattern(words("of"), rf"(?!{_LETTER})\s{{0,2}}"),
        prefix=_words_pattern(words("prefix"), r"(?=\w{3})"),
        this=_words_pattern(words("this")),
        laws=_words_pattern(words("laws"), before=r"\w*" if code in _COMPOUNDS else ""),
        law_first=not code or code in _LAW_FIRST,
    )


def _pinpoints(words: Callable[[str], list[str]], code: str) -> Iterator[str]:
    eastern = code in _EASTERN
    if not code or eastern:
        yield _HAN
        yield _HANGUL
    if not code:
        # In queries the first character is left out: 刑法197条, 형법 129조.
        yield _HAN.removeprefix(r"第\s?")
        yield _HANGUL.removeprefix(r"제\s?")
    if eastern:
        return
    letters = words("letters")
    prefix = rf"(?:(?:{alternatives(letters)})\.?\s?\*{{0,2}})?(?=\d)" if letters else ""
    numbers = [rf"{prefix}{NUMBER}", _ROMAN, _SPELT]
    if not code or code in ("ar", "fa"):
        numbers.append(rf"(?:{STEM}\s?){{1,4}}")
    number = rf"(?P<number>{'|'.join(numbers)})[\])]?"
    # The words come first, for the engine to look for their first letters only. Whole words have
    # no stop behind them: "this article. II" is none.
    before = list(dict.fromkeys([*words("articles"), *words("article")]))
    short = [word for word in before if len(word) < _ABBREVIATED]
    whole = [word for word in before if len(word) >= _ABBREVIATED]
    yield rf"(?:{alternatives(short)})(?!{_LETTER})\.?{_OPENS}{number}"
    if whole:
        yield rf"(?:{alternatives(whole)})(?!{_LETTER}){_OPENS}{number}"
    if behind := words("behind"):
        yield (
            rf"(?P<number>\d{{1,5}}(?:[-–‑./:]\d{{1,4}}){{0,4}}(?:{_BEHIND_DIGITS}|\s[a-z](?!{_LETTER})))"
            rf"\s?[.\-–'’]?\s?(?:{alternatives(behind)})(?!{_LETTER})"
        )


def words_of_all(key: str) -> list[str]:
    """The words of all languages under a key of styles.yaml, in small letters."""
    return list(
        dict.fromkeys(w.lower() for block in _blocks().values() for w in block.get(key, ()))
    )


@cache
def small_words() -> frozenset[str]:
    """Words of citations that say nothing by themselves, folded: "Art.", "No.", "of"."""
    keys = ("number", "of", "articles", "article", "year")
    return frozenset(
        word for key in keys for text in words_of_all(key) for word in fold_words(text)
    )
