"""Text from outside, made safe for formats that cannot hold every character."""

import unicodedata


def one_line(text: str) -> str:
    """The text in one line: white space of every kind is one space, controls are left out."""
    return " ".join("".join(filter(_kept, text)).split())


def a_piece(text: str) -> str:
    """A piece of a text, to be put beside others: controls are left out, and each character of
    white space is a space."""
    return "".join(" " if char.isspace() else char for char in text if _kept(char))


def paragraphs(text: str) -> str:
    """The text a paragraph a line, without controls: every format, XML as well, can hold it."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def _kept(char: str) -> bool:
    """Controls, lone surrogates and the code points that never are characters are not."""
    if char.isspace():
        return True
    code = ord(char)
    never = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return not never and unicodedata.category(char) not in ("Cc", "Cs")
