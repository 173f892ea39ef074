"""Chinese characters as one form each: traditional, simplified and Japanese ones are found by one
another (臺灣 and 台湾, 賄賂 and 贿赂, 権利 and 权利). Which is which is known to OpenCC."""

from collections.abc import Mapping
from functools import cache

from opencc import OpenCC

_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


@cache
def simplified() -> Mapping[int, str]:
    """Code point → simplified character, for those that have another one; for `str.translate`."""
    chars = [chr(code) for block in _BLOCKS for code in block]
    # A line each: OpenCC reads neighbours as words.
    traditional = OpenCC("jp2t").convert("\n".join(chars))
    plain = OpenCC("t2s").convert(traditional).split("\n")
    return {
        ord(char): other
        for char, other in zip(chars, plain, strict=True)
        if char != other and len(other) == 1
    }
