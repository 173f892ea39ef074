"""The numbers that Word makes for paragraphs by itself (numbering.xml): "Article 3", "2.1", "(iv)".

They are printed and cited like any other text, and stand in no paragraph of the document.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from corpora.extract.markup import Element, child, descendants, name

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# Numbers of a document are small; what a hostile one starts at is not counted out in letters.
_MOST = 9_999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HAN = "〇一二三四五六七八九"
_HAN_UNITS = ("", "十", "百", "千")


def _lettered(alphabet: str) -> Callable[[int], str]:
    """As Word counts on: z, aa, bb."""

    def write(number: int) -> str:
        rounds, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * (rounds + 1)

    return write


def _digits(signs: str) -> Callable[[int], str]:
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found


def _han(number: int) -> str:
    digits = [int(digit) for digit in str(number)]
    found = ""
    for place, digit in enumerate(digits):
        if digit:
            found += _HAN[digit] + _HAN_UNITS[len(digits) - place - 1]
        elif found and not found.endswith(_HAN[0]) and any(digits[place:]):
            found += _HAN[0]
    # Ten to nineteen are written without their one.
    return found[1:] if 10 <= number < 20 else found


def _ordinal(number: int) -> str:
    last = "th" if 10 <= number % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


# Other formats are written in digits; bullets are no numbers.
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": _ordinal,
    "lowerLetter": _lettered("abcdefghijklmnopqrstuvwxyz"),
    "upperLetter": _lettered("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "russianLower": _lettered("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": _lettered("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "arabicAlpha": _lettered("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "arabicAbjad": _lettered("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
    "hebrew2": _lettered("אבגדהוזחטיכלמנסעפצקרשת"),
    "thaiLetters": _lettered("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "ganada": _lettered("가나다라마바사아자차카타파하"),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"),
        _han,
    ),
    "ideographDigital": _digits(_HAN),
    **dict.fromkeys(("bullet", "none"), lambda number: ""),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """restart is the level (from 1) whose number begins this one anew; 0 for none, None for any
    above it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    joined: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has come."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> "Numbering":
        """From the root of numbering.xml; None where the document has none."""
        found = cls()
        linked: dict[str, str] = {}
        styled: dict[str, str] = {}
        for item in () if root is None else root:
            if name(item) == "abstractNum":
                key = item.get(f"{_W}abstractNumId", "")
                found._levels[key] = _levels(item)
                if link := _value(item, "numStyleLink"):
                    linked[key] = link
                if link := _value(item, "styleLink"):
                    styled[link] = key
            elif name(item) == "num":
                number = item.get(f"{_W}numId", "")
                found._lists[number] = _value(item, "abstractNumId")
                for override in descendants(item, "lvlOverride"):
                    level = _integer(override.get(f"{_W}ilvl"), 0)
                    if (start := child(override, "startOverride")) is not None:
                        found._starts[number, level] = _integer(start.get(f"{_W}val"), 1)
                found._overrides[number] = _levels(item)
        for key, style in linked.items():
            found._levels[key] = found._levels.get(styled.get(style, ""), {})
        return found

    def knows(self, number: str) -> bool:
        """Whether the document has a list."""
        return number in self._lists

    def level_of(self, number: str, style: str) -> int | None:
        """The level of a list that is the one of a style."""
        levels = self._levels.get(self._lists.get(number, ""), {})
        return next((key for key, level in levels.items() if level.style == style), None)

    def next(self, number: str, level: int) -> str:
        """The number of the next paragraph at a level (from 0) of a list, with what parts it from
        the text; "" for a bullet and for a list that is not known."""
        key = self._lists.get(number)
        if key is None or not 0 <= level < _LEVELS:
            return ""
        levels = self._levels.get(key, {}) | self._overrides.get(number, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        # A list that is told to start anew does so once, with its first paragraph.
        if (start := self._starts.pop((number, level), None)) is not None:
            counts[level] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or (restart and level < restart):
                counts[below] = None
        return self._printed(levels, counts, level)

    @staticmethod
    def _printed(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
        own = levels[level]
        if own.form == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            counted = counts[place]
            of = levels.get(place, _Level())
            value = of.start if counted is None else counted
            if own.legal or not 0 < value <= _MOST:
                return str(value)
            return _FORMATS.get(of.form, str)(value)

        printed = _PLACE.sub(number, own.text).strip()
        return printed if own.joined or not printed else f"{printed} "


def _levels(element: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in descendants(element, "lvl"):
        restart = _value(level, "lvlRestart")
        found[_integer(level.get(f"{_W}ilvl"), 0)] = _Level(
            start=_integer(_value(level, "start"), 1),
            form=_value(level, "numFmt") or "decimal",
            text=_value(level, "lvlText")[:200],
            legal=_is_on(level, "isLgl"),
            joined=_value(level, "suff") == "nothing",
            restart=_integer(restart, 0) if restart else None,
            style=_value(level, "pStyle"),
        )
    return found


def _value(element: Element, tag: str) -> str:
    found = child(element, tag)
    return "" if found is None else found.get(f"{_W}val", "")


def _is_on(element: Element, tag: str) -> bool:
    found = child(element, tag)
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")


def _integer(printed: str | None, otherwise: int) -> int:
    return int(printed) if printed and re.fullmatch(r"[0-9]{1,6}", printed) else otherwise
