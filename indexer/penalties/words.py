"""The words of penalties in the languages of the world: words.yaml made to one pattern a language.

Adding a language is adding a block there.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

from corpora.extract import numerals
from indexer.penalties import fold
from indexer.penalties.records import PenaltyKind


class Role(Enum):
    """What a word does in a threat of punishment.

    NAME       of a punishment; its value is the kind
    PENALTY    "penalty": imprisonment or fine, as the amount behind it says
    NUMBER     a number word, digits or Han numerals; its value is the number
    TIMES      a number word that multiplies what stands before it: hundred, million
    UNIT       what amounts are counted in; its value is a `Unit`
    AMOUNT     a word that is number and unit in one: سنتين
    MINIMUM    at least: the amount behind it is the minimum
    MAXIMUM    up to: the amount behind it is the maximum
    BETWEEN    the amounts behind it, joined by "and", are minimum and maximum
    TO         joins minimum and maximum
    AND        joins parts of an amount, or a minimum and a maximum
    OR_MORE    the amount before it is the minimum
    OR_LESS    the amount before it is the maximum
    PUNISH     "shall be punished"
    LIABLE     "liable to": it punishes, and an amount alone is the maximum
    NO_THREAT  what follows is no threat but a condition: "offences punishable with"
    SAME       "for the same term": the amount is that of the punishment before
    NOTHING    a word that has the name of a punishment in it, and is none
    """

    NAME = "name"
    PENALTY = "penalty"
    NUMBER = "number"
    TIMES = "times"
    UNIT = "unit"
    AMOUNT = "amount"
    MINIMUM = "at-least"
    MAXIMUM = "at-most"
    BETWEEN = "between"
    TO = "to"
    AND = "and"
    OR_MORE = "or-more"
    OR_LESS = "or-less"
    PUNISH = "punish"
    LIABLE = "liable"
    NO_THREAT = "no-threat"
    SAME = "same"
    NOTHING = "nothing"


class Unit(NamedTuple):
    """years  how many years it has, 0 for what is no duration
    name      "years", or as `Penalty.unit`
    """

    name: str
    years: float = 0.0
    currency: str = ""


class Token(NamedTuple):
    """A word of the table in a text.

    value  by its role: a PenaltyKind, a number, a Unit, or (number, Unit)
    """

    role: Role
    value: Any
    start: int
    end: int


_TIMES_OF_YEAR = {"year": 1.0, "month": 1 / 12, "week": 7 / 365, "day": 1 / 365}
_COUNTED = ("day-fines", "minimum-wages", "calculation-units", "penalty-units", "times", "percent")
_PLAIN = (
    Role.PENALTY,
    Role.MINIMUM,
    Role.MAXIMUM,
    Role.BETWEEN,
    Role.TO,
    Role.AND,
    Role.OR_MORE,
    Role.OR_LESS,
    Role.PUNISH,
    Role.LIABLE,
    Role.NO_THREAT,
    Role.SAME,
    Role.NOTHING,
)
# The first digit is looked at before what stands before it: that is much faster.
_DIGITS = (
    r"\d(?<!\d\d)(?<!\d[.,]\d)"
    r"(?:\d{0,2}(?:[.,' \u00a0\u202f]\d{3}){1,5}(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{0,11}(?:[.,]\d{1,2}(?!\d))?)(?!\d)"
)
# Letters that are written together with the word behind them: "and", "with", "the".
_BEFORE = {"ar": "[وفبلك]{0,2}(?:ا?ل)?", "he": "[ובלהמ]{0,2}"}
PUNISHING = frozenset((Role.PUNISH, Role.LIABLE, Role.PENALTY))
"""The roles of words that say that this punishes."""
# Confiscation and disqualification alone are measures and conditions more often than penalties.
_PRINCIPAL = frozenset(
    (PenaltyKind.IMPRISONMENT, PenaltyKind.LIFE, PenaltyKind.DEATH, PenaltyKind.FINE)
)
_SHARED = "all"
_ALIASES = {"nn": "nb", "no": "nb", "bs": "hr", "be": "ru"}
_SERBIAN = dict(
    zip(
        ("lj", "nj", "dž", *"abvgdđežzijklmnoprstćufhcčš"),
        ("љ", "њ", "џ", *"абвгдђежзијклмнопрстћуфхцчш"),
        strict=True,
    )
)


Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language.

    pattern       finds each, the longest first; behind each is an empty group
    meanings      role and value by the number of that group; numbers in digits have the value None
    names         of each name of a punishment the parts that are in every text that has it, as
                  `fold.even` gives it
    principal     likewise of those without which nothing is threatened
    punishing     likewise of each word that says that this punishes
    before        the amount stands before the name of the punishment: 三年以下有期徒刑
    link          all that may stand between an amount and the name behind it, in languages where
                  it mostly stands behind the name; None where it never stands before it
    bare_maximum  an amount alone is the maximum
    days_of_fine  fines are counted in days and months
    """

    pattern: re.Pattern[str]
    meanings: tuple[tuple[Role, Any], ...]
    names: tuple[Parts, ...]
    principal: tuple[Parts, ...]
    punishing: tuple[Parts, ...]
    before: bool
    link: re.Pattern[str] | None
    bare_maximum: bool
    days_of_fine: bool

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of the table in a folded text, in its order."""
        for found in self.pattern.finditer(text):
            if found.lastindex is None:
                continue
            role, value = self.meanings[found.lastindex - 1]
            if role is Role.NUMBER and value is None:
                value = numerals.han(found[0]) if found[0][0] in numerals.HAN else _number(found[0])
            if role is not Role.NOTHING:
                yield Token(role, value, found.start(), found.end())


def _number(digits: str) -> float:
    """
    >>> _number("10.000"), _number("1 500,50"), _number("٥")
    (10000.0, 1500.5, 5.0)
    """
    parts = re.split(r"\D", digits)
    decimals = parts.pop() if len(parts) > 1 and len(parts[-1]) != 3 else "0"
    return float(f"{int(''.join(parts))}.{decimals}")


@cache
def _blocks() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files("indexer.penalties").joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text)
    return loaded


def languages() -> tuple[str, ...]:
    """Those that have a block."""
    return tuple(name for name in _blocks() if name != _SHARED)


@cache
def words_of(language: str) -> Words | None:
    """The words of a language; None where it has no block."""
    code = language.partition("-")[0]
    code = _ALIASES.get(code, code)
    block = _blocks().get(code)
    if block is None or code == _SHARED:
        return None
    entries: dict[str, tuple[Role, Any]] = {}
    for written, role, value in (*_entries(block, code), *_entries(_blocks()[_SHARED], "")):
        entries.setdefault(fold.word(written), (role, value))
    accents = block.get("accents") == "optional"
    pattern, meanings = _compiled(entries, code, not block.get("unspaced", False), accents)

    def parts(meant: Callable[[Role, Any], bool]) -> tuple[Parts, ...]:
        chosen = (written for written, meaning in entries.items() if meant(*meaning))
        return _fewest(parts for written in chosen for parts in _sure_parts(written, accents))

    link = block.get("link")
    return Words(
        pattern=pattern,
        meanings=meanings,
        names=parts(lambda role, _: role in (Role.NAME, Role.PENALTY)),
        principal=parts(lambda role, kind: role is Role.PENALTY or kind in _PRINCIPAL),
        punishing=parts(lambda role, _: role in PUNISHING),
        before=block.get("order") == "before",
        link=re.compile(rf"[\s'-]*(?:{'|'.join(map(re.escape, link))})?[\s'-]*") if link else None,
        bare_maximum=block.get("bare") == "maximum",
        days_of_fine=block.get("days-of-fine", False),
    )


def _entries(block: Mapping[str, Any], code: str) -> Iterator[tuple[str, Role, Any]]:
    for written, role, value in _latin_entries(block):
        yield written, role, value
        if code == "sr":
            yield _cyrillic(written), role, value


def _latin_entries(block: Mapping[str, Any]) -> Iterator[tuple[str, Role, Any]]:
    for kind in PenaltyKind:
        for written in block.get(kind.value, ()):
            yield written, Role.NAME, kind
    for role in _PLAIN:
        for written in block.get(role.value, ()):
            yield written, role, None
    for unit in _units(block):
        for written in unit[1]:
            yield written, Role.UNIT, unit[0]
    for written, value in block.get("numbers", {}).items():
        if isinstance(value, str):
            yield str(written), Role.TIMES, float(value.removeprefix("x"))
        else:
            yield str(written), Role.NUMBER, float(value)
    for written, (number, name) in block.get("amounts", {}).items():
        yield written, Role.AMOUNT, (float(number), _unit(name))


def _units(block: Mapping[str, Any]) -> Iterator[tuple[Unit, list[str]]]:
    for name in (*_TIMES_OF_YEAR, *_COUNTED):
        yield _unit(name), block.get(name, [])
    for currency, written in block.get("currencies", {}).items():
        yield Unit("currency", 0.0, currency), written


def _unit(name: str) -> Unit:
    years = _TIMES_OF_YEAR.get(name)
    return Unit(name) if years is None else Unit("years", years)


def _cyrillic(written: str) -> str:
    for latin, letter in _SERBIAN.items():
        written = written.replace(latin, letter)
    return written


@dataclass(slots=True)
class _Node:
    """Words with the same beginning: what may follow, and what the word means that ends here."""

    after: "dict[str, _Node]" = field(default_factory=dict)
    meaning: tuple[Role, Any] | None = None


def _compiled(
    entries: Mapping[str, tuple[Role, Any]], code: str, spaced: bool, accents: bool
) -> tuple[re.Pattern[str], tuple[tuple[Role, Any], ...]]:
    """One pattern for all words, with an empty group behind each that tells which it is; what it
    finds without a group is none of them.

    A letter is looked at once for all words that have it in this place, not once a word.
    """
    words, signs = _Node(), _Node()
    for written, meaning in entries.items():
        node = words if written[0].isalpha() else signs
        for atom in _atoms(written, code, accents, spaced):
            node = node.after.setdefault(atom, _Node())
        node.meaning = meaning
    meanings: list[tuple[Role, Any]] = [(Role.NUMBER, None)]
    before = _BEFORE.get(code, "") if spaced else ""
    patterns = [f"{_DIGITS}()", f"{before}{_tree(words, meanings)}", _tree(signs, meanings)]
    if spaced:
        # A word that is none of the table is passed over as a whole.
        patterns.append(r"[^\W\d_]+")
    else:
        patterns.append(f"[{numerals.HAN}]{{1,12}}()")
        meanings.append((Role.NUMBER, None))
    return re.compile("|".join(patterns)), tuple(meanings)


def _atoms(written: str, code: str, accents: bool, spaced: bool) -> Iterator[str]:
    """The parts of a word's pattern: `*` stands for the rest of a word, ` … ` for a few words."""
    for char in written:
        plain = unicodedata.normalize("NFD", char)[0]
        if char == "*":
            yield r"\w{0,14}"
        elif char == "…":
            yield r"[^.;\n]{0,40}?"
        elif char == " ":
            # Arabic texts leave spaces out behind short words: لاتقل.
            yield r"\s{1,3}" if spaced and code != "ar" else r"\s{0,3}"
        elif accents and plain != char:
            yield f"[{char}{plain}]"
        else:
            yield re.escape(char)
    if spaced and written[-1].isalpha():
        yield r"(?![^\W\d_])"


def _tree(node: _Node, meanings: list[tuple[Role, Any]]) -> str:
    """The pattern of a node, longer words first; adds the meanings in the order of its groups."""
    # Letters before classes and repetitions: what is written out goes before what stands for much.
    ordered = sorted(node.after.items(), key=lambda item: (len(item[0]), item[0]))
    branches = [f"{atom}{_tree(child, meanings)}" for atom, child in ordered]
    if node.meaning is not None:
        meanings.append(node.meaning)
        branches.append("()")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _sure_parts(written: str, accents: bool) -> Iterator[Parts]:
    """The parts of a word that every form of it has, the longest first; folding changes none. A
    word that may lack its accents has them all or none."""
    spellings = {written, _plain(written)} if accents else {written}
    for spelling in spellings:
        parted = "".join(" " if char in "*…" or char in fold.MADE else char for char in spelling)
        parts = sorted(parted.split(), key=len, reverse=True)
        # Short parts are in every text.
        yield tuple(part for part in parts if len(part) > 2) or tuple(parts[:1]) or ("",)


def _plain(written: str) -> str:
    parted = unicodedata.normalize("NFD", written)
    return "".join(char for char in parted if not unicodedata.combining(char))


def _fewest(words: Iterable[Parts]) -> tuple[Parts, ...]:
    """Words without those that have all parts of another in them: "life imprisonment" is found
    by "imprisonment"."""
    kept: list[Parts] = []
    for word in sorted(set(words), key=lambda parts: sum(map(len, parts))):
        if not any_whole(kept, " ".join(word)):
            kept.append(word)
    return tuple(kept)


def any_whole(words: Iterable[Parts], text: str) -> bool:
    """Whether all parts of one of the words are in a text."""
    return any(
        word[0] in text and (len(word) == 1 or all(part in text for part in word)) for word in words
    )
