"""Bytes to text."""

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

from corpora.extract import vietnamese
from corpora.extract.charset_latin import latin_encoding
from corpora.extract.model import ExtractionError

# Enough to tell an encoding; the detector's time grows with it.
_SAMPLE = 200_000
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,30})""")
# The longer marks first: UTF-16's is the beginning of UTF-32's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that the detector takes for each other: they differ in some letters, which then look
# like signs in the middle of words.
_CONFUSED = {"cp1253": "iso8859_7"}
_SIGNS_IN_WORDS = re.compile(
    r"[^\W\d_][\xa1-\xbf\u02c7\u02d8-\u02dd]|[\xa1-\xa9\xab-\xb9\xbb-\xbf][^\W\d_]"
    r"|[\u03ac-\u03ce][\u0386-\u03ab]"
)
_CYRILLIC, _ARABIC = re.compile("[\u0400-\u04ff]"), re.compile("[\u0600-\u06ff\u200c]")
_SCRIPTS = {
    "cp1251": _CYRILLIC, "koi8_u": _CYRILLIC, "cp866": _CYRILLIC, "iso8859_5": _CYRILLIC,
    "cp1256": _ARABIC, "iso8859_6": _ARABIC, "cp1253": re.compile("[\u0370-\u03ff]"),
    "cp1255": re.compile("[\u0590-\u05ff]"), "cp874": re.compile("[\u0e00-\u0e7f]"),
}  # fmt: skip
_CAPITAL_INSIDE = re.compile("[\u0430-\u045f][\u0400-\u042f]")
_ONE_SCRIPT = 0.9
_DAMAGED = 0.01
# A text in another script than Latin, read as Western European, is all accented letters.
_ACCENTED = re.compile(r"[\xc0-\xff]")
_MOSTLY = 0.5
_BEYOND = re.compile(r"[^\x00-\x7f]")
# The bytes of UTF-8 beyond ASCII as Windows-1252 shows them; it has no signs for five of them.
_WINDOWS_BYTES = {
    bytes([code]).decode("cp1252", errors="ignore") or chr(code): code for code in range(0x80, 0xF5)
}
_TWICE = re.compile(f"[\xc2-\xf4][{re.escape(''.join(_WINDOWS_BYTES)[:0x40])}]{{1,3}}")


@lru_cache(maxsize=1)
def decode(data: bytes) -> str:
    """Text of a file: by its byte order mark, as UTF-8, as it declares itself (HTML, XML), or as
    a detector finds. Raises ExtractionError when none of them gives text.

    The last answer is kept: the reader and the loss check ask for the same file."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if (name := _unmarked(data[:_SAMPLE])) and (text := _strictly(data, name)) is not None:
        return text
    if (text := _strictly(data, "utf-8")) is not None:
        return _encoded_once(text)
    if declared := _DECLARED.search(data[:4096]):
        text = _as_declared(data, declared[1].decode("ascii"))
        if text is not None:
            return text
    sample = data[:_SAMPLE]
    if name := latin_encoding(sample):
        return _in(data, name)
    best = from_bytes(sample).best()
    name = _by_script(sample) if best is None else _nearest(sample, best.encoding)
    if not name:
        raise ExtractionError("not text in any encoding that we know")
    return _in(data, name)


def _in(data: bytes, name: str) -> str:
    if name in vietnamese.ENCODINGS:
        return vietnamese.decode(data, name)
    text = data.decode(name, errors="replace")
    return vietnamese.composed(text) if name == "cp1258" else text


def _encoded_once(text: str) -> str:
    """UTF-8 that was taken for Windows text and encoded again ("CuraÃ§ao"), made good. The same
    signs may stand in a sound text ("ISÜ“"): they are undone only where they are most of what
    the text has beyond ASCII."""
    beyond = len(_BEYOND.findall(text))
    twice = sum(len(found[0]) for found in _TWICE.finditer(text) if _once(found) != found[0])
    return _TWICE.sub(_once, text) if twice and 2 * twice > beyond else text


def _once(found: re.Match[str]) -> str:
    try:
        return bytes(_WINDOWS_BYTES[char] for char in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _unmarked(sample: bytes) -> str:
    """An encoding without a mark whose bytes all are ASCII's or may be; "" when it is another.

    In UTF-16 spaces, digits and line ends have a zero byte, all on the same side.
    """
    zeros = sample.count(0)
    if zeros > len(sample) // 50:
        behind = sample[1::2].count(0)
        if behind > 0.9 * zeros:
            return "utf-16-le"
        if behind < 0.1 * zeros:
            return "utf-16-be"
    return "iso2022_jp" if b"\x1b$B" in sample or b"\x1b$@" in sample else ""


def _as_declared(data: bytes, name: str) -> str | None:
    """The text in the encoding that it says it has; None when it has not."""
    try:
        # A declaration of UTF-8 with a few damaged bytes still tells more than a guess.
        is_utf8 = codecs.lookup(name).name == "utf-8"
        text = data.decode(name, errors="replace" if is_utf8 else "strict")
    except (LookupError, UnicodeError):
        return None
    if not isinstance(text, str):
        return None
    damaged = text.count("\ufffd")
    if damaged > _DAMAGED * len(text) or (damaged and 2 * damaged > len(_BEYOND.findall(text))):
        # Where hardly a byte beyond ASCII is right, the declaration is what is wrong.
        return None
    sample = text[:_SAMPLE]
    accented = len(_ACCENTED.findall(sample))
    # Tags are ASCII: what counts is the letters between them.
    letters = sum(map(str.isalpha, re.sub(r"<[^<>]*>", "", sample)))
    return None if accented > _MOSTLY * letters else text


def _by_script(sample: bytes) -> str:
    """The encoding that gives a text in one script other than Latin, when the detector knows none:
    some bytes may be wrong. "" when none does."""
    best, found = _ONE_SCRIPT, ""
    for name, script in _SCRIPTS.items():
        text = sample.decode(name, errors="replace")
        beyond = _BEYOND.findall(text)
        share = len(script.findall(text)) / max(1, len(beyond))
        share -= len(_CAPITAL_INSIDE.findall(text)) / max(1, len(beyond))
        if share > best:
            best, found = share, name
    return found


def _nearest(sample: bytes, name: str) -> str:
    """The encoding found or the one it is taken for, whichever gives fewer signs in words."""
    other = _CONFUSED.get(name)
    if other is None:
        return name
    return min((name, other), key=lambda each: _signs(sample, each))


def _signs(sample: bytes, name: str) -> int:
    return len(_SIGNS_IN_WORDS.findall(sample.decode(name, errors="replace")))
