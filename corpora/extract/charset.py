"""Bytes to text."""

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

from corpora.extract.model import ExtractionError

# Enough to tell an encoding; the detector's time grows with it.
_SAMPLE = 200_000
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,30})""")


@lru_cache(maxsize=1)
def decode(data: bytes) -> str:
    """Text of a file: by its byte order mark, as UTF-8, as it declares itself (HTML, XML), or as
    a detector finds. Raises ExtractionError when none of them gives text.

    The last answer is kept: the reader and the loss check ask for the same file."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared := _DECLARED.search(data[:4096]):
        name = declared[1].decode("ascii")
        try:
            # A declaration of UTF-8 with a few damaged bytes still tells more than a guess.
            strict = name.lower().replace("-", "") != "utf8"
            return data.decode(name, errors="strict" if strict else "replace")
        except (LookupError, UnicodeDecodeError):
            pass
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise ExtractionError("not text in any encoding that we know")
    return data.decode(best.encoding, errors="replace")
