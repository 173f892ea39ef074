"""The words of penalties in the languages of the world: words.yaml made to one pattern a language.

Adding a language is adding a block there.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
)
_DIGITS = (
    r"(?<!\d)(?<!\d[.,])(\d{1,3}(?:[.,' \u00a0\u202f]\d{3}){1,5}(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,12}(?:[.,]\d{1,2}(?!\d))?)(?!\d)"
)
# Letters that Arabic writes together with the word behind them: "and", "with", "the".
_ARABIC_BEFORE = "[وفبلك]{0,2}(?:ا?ل)?"
_SHARED = "all"
_ALIASES = {"nn": "nb", "no": "nb", "bs": "hr", "be": "ru"}
_SERBIAN = dict(
    zip(
        ("lj", "nj", "dž", *"abvgdđežzijklmnoprstćufhcčš"),
        ("љ", "њ", "џ", *"абвгдђежзијклмнопрстћуфхцчш"),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language.

    pattern       finds each, the longest first; a group a word
    meanings      role and value by the number of the group, from 2 on: 1 is a number in digits
    names         parts of the names of punishments, one of which is in every text that has any
    before        the amount stands before the name of the punishment: 三年以下有期徒刑
    link          all that may stand between an amount and the name behind it, in languages where
                  it mostly stands behind the name; None where it never stands before it
    bare_maximum  an amount alone is the maximum
    days_of_fine  fines are counted in days and months
    """

    pattern: re.Pattern[str]
    meanings: tuple[tuple[Role, Any], ...]
    names: tuple[str, ...]
    before: bool
    link: re.Pattern[str] | None
    bare_maximum: bool
    days_of_fine: bool

    def tokens(self, text: str) -> Iterator[Token]:
        """The words of the table in a folded text, in its order."""
        for found in self.pattern.finditer(text):
            group = found.lastindex or 1
            if group == 1:
                value: float | None = _number(found[0])
                role = Role.NUMBER
            else:
                role, value = self.meanings[group - 2]
                if role is Role.NUMBER and value is None:
                    value = numerals.han(found[0])
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
    spaced = not block.get("unspaced", False)
    accents = block.get("accents") == "optional"
    ordered = sorted(entries.items(), key=lambda entry: len(entry[0]), reverse=True)
    patterns = [_pattern(written, accents, spaced, code) for written, _ in ordered]
    meanings = [meaning for _, meaning in ordered]
    if not spaced:
        patterns.append(f"[{numerals.HAN}]{{1,12}}")
        meanings.append((Role.NUMBER, None))
    named = (written for written, (role, _) in ordered if role in (Role.NAME, Role.PENALTY))
    link = block.get("link")
    return Words(
        pattern=re.compile("|".join([_DIGITS, *(f"({pattern})" for pattern in patterns)])),
        meanings=tuple(meanings),
        names=tuple(dict.fromkeys(_surest(written, accents) for written in named)),
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


def _pattern(written: str, accents: bool, spaced: bool, code: str) -> str:
    """A word as a pattern: `*` stands for the rest of a word, ` … ` for a few words."""
    parts = []
    for char in written:
        plain = unicodedata.normalize("NFD", char)[0]
        if char == "*":
            parts.append(r"\w{0,14}")
        elif char == "…":
            parts.append(r"[^.;\n]{0,40}?")
        elif char == " ":
            parts.append(r"\s{1,3}" if spaced else r"\s{0,3}")
        elif accents and plain != char:
            parts.append(f"[{char}{plain}]")
        else:
            parts.append(re.escape(char))
    pattern = "".join(parts)
    if spaced and written[0].isalpha():
        pattern = rf"(?<!\w){_ARABIC_BEFORE if code == 'ar' else ''}{pattern}"
    if spaced and written[-1].isalpha():
        pattern += r"(?!\w)"
    return pattern


def _surest(written: str, accents: bool) -> str:
    """The longest part of a word that every form of it has."""
    fixed = (
        " " if char in "*…" or (accents and unicodedata.normalize("NFD", char) != char) else char
        for char in written
    )
    return max("".join(fixed).split(), key=len)
