"""The encodings that Vietnamese was written in before Unicode and that Python does not have: VISCII
(RFC 1456) and TCVN 5712, whose letters the fonts called TCVN3 or ABC show.

Both put letters where other encodings have controls, so that all 134 of them have a place.
"""

import unicodedata

_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)
_TCVN = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨ"
    "ÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)
# Capitals that stand among the controls of ASCII.
_LOW = {
    "viscii": {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"},
    "tcvn3": {
        0x01: "Ú", 0x02: "Ụ", 0x04: "Ừ", 0x05: "Ử", 0x06: "Ữ", 0x11: "Ứ", 0x12: "Ự", 0x13: "Ỳ",
        0x14: "Ỷ", 0x15: "Ỹ", 0x16: "Ý", 0x17: "Ỵ",
    },
}  # fmt: skip
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_HIGH = {"viscii": _VISCII, "tcvn3": _TCVN}
ENCODINGS = frozenset(_HIGH)
_SIGNS = {
    name: "".join(map(chr, range(0x80))).translate(_LOW[name]) + high
    for name, high in _HIGH.items()
}
_BYTES = {name: {sign: code for code, sign in enumerate(signs)} for name, signs in _SIGNS.items()}


def decode(data: bytes, name: str) -> str:
    """The text of bytes in one of ENCODINGS, which have a sign for every byte."""
    signs = _SIGNS[name]
    return unicodedata.normalize("NFC", "".join(map(signs.__getitem__, data)))


def composed(text: str) -> str:
    """A text with each letter in one piece; Windows-1258 writes tones behind them."""
    return unicodedata.normalize("NFC", text)


def parted(text: str) -> str:
    """A text with the tones behind their letters, as Windows-1258 writes them."""
    found = []
    for char in unicodedata.normalize("NFC", text):
        letters = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in letters[1:] if mark in _TONES)
        found.append(unicodedata.normalize("NFC", letters.replace(tone, "")) + tone)
    return "".join(found)


def encode(text: str, name: str) -> bytes:
    """The bytes of a text in one of ENCODINGS.

    >>> decode(encode("Điều khoản", "viscii"), "viscii")
    'Điều khoản'

    Raises UnicodeEncodeError.
    """
    known = _BYTES[name]
    for place, sign in enumerate(text):
        if sign not in known:
            raise UnicodeEncodeError(name, text, place, place + 1, "not in this encoding")
    return bytes(known[sign] for sign in text)
