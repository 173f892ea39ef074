"""Numbers as laws print them: Han, Roman and the decimal digits of every script."""

import re
import unicodedata

HAN = "〇零一二三四五六七八九十百千两"
_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
}
_HAN_TENS = {"十": 10, "百": 100, "千": 1000}
# One to nine, ten to ninety, and what multiplies what stands before it.
ETHIOPIC = "".join(map(chr, range(0x1369, 0x137D)))
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def han(text: str) -> int:
    """The value of a number in Han characters, each of them in HAN.

    >>> han("三百八十五"), han("二〇一八")
    (385, 2018)
    """
    total = digit = 0
    for char in text:
        if char in _HAN_TENS:
            total += (digit or 1) * _HAN_TENS[char]
            digit = 0
        else:
            digit = digit * 10 + _HAN_DIGITS[char]
    return total + digit


def ethiopic(text: str) -> int:
    """The value of a number in Ethiopic numerals, each of them in ETHIOPIC.

    >>> ethiopic("፲፪"), ethiopic("፻"), ethiopic("፪፻፶፫")
    (12, 100, 253)
    """
    total = part = 0
    for at in map(ETHIOPIC.index, text):
        if at < 18:
            part += at + 1 if at < 9 else 10 * (at - 8)
            continue
        hundreds = at == 18
        total = total + 100 * (part or 1) if hundreds else 10_000 * (total + part or 1)
        part = 0
    return total + part


def roman(text: str) -> int:
    """The value of a number in Roman capitals.

    >>> roman("XIV"), roman("MCMXCIX")
    (14, 1999)
    """
    values = [_ROMAN[char] for char in text]
    return sum(
        -value if value < max(values[index + 1 :], default=0) else value
        for index, value in enumerate(values)
    )


def leading(label: str) -> int | None:
    """The first number in a label, in whatever digits; None where it has none.

    >>> leading("المادة ١٥"), leading("第十二条之一"), leading("Chapter IV"), leading("Annex")
    (15, 12, 4, None)
    """
    if digits := re.search(r"\d+", label):
        return int("".join(str(unicodedata.decimal(char)) for char in digits[0]))
    if found := re.search(f"[{HAN}]+", label):
        return han(found[0])
    if found := re.search(f"[{ETHIOPIC}]+", label):
        return ethiopic(found[0])
    if found := re.search(r"(?<![^\W\d_])[IVXLCDM]+(?![^\W\d_])", label):
        return roman(found[0])
    return None
