"""Words broken at the end of a line: made whole, or left with the hyphen that is their own."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

_ENDS = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_BEGINS = re.compile(r"[^\W\d_]+")
MARKS = ("-", "\u00ad", "\ufffe", "‐")
_AROUND_WORDS = ".,;:()[]“”\"«»’'"
# Particles that never open a line by themselves in French, and are parted from a verb or pronoun.
_CLITICS = frozenset(
    ("ci", "là", "il", "ils", "elle", "elles", "on", "je", "tu", "nous", "vous", "le", "la", "les",
     "moi", "toi", "lui", "leur", "même", "mêmes")
)  # fmt: skip


class Hyphens:
    """Knows the words of one document, and which it writes with a hyphen."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> Counter[str]:
        # Counted when the first broken word is met: most documents break none.
        # What a line ends in may be half a word.
        text = "\n".join(
            line.rpartition(" ")[0] if line.endswith(MARKS) else line for line in self._lines
        ).casefold()
        for sign in _AROUND_WORDS:
            text = text.replace(sign, " ")
        return Counter(text.split())

    def joined(self, line: str, following: str) -> str:
        """A line that ends in a hyphen with the one below it."""
        left = line.rstrip("".join(MARKS))
        # The last word alone: a paragraph so far may be long.
        head = _ENDS.search(f"{left.rpartition(' ')[2]}-")
        tail = _BEGINS.match(following)
        if not tail:
            return f"{left}-{following}"
        if not head:
            return f"{left}-{following}" if left[-1:].isdigit() else left + following
        whole, parted = f"{head[1]}{tail[0]}".casefold(), f"{head[1]}-{tail[0]}".casefold()
        if line.endswith("\u00ad"):
            return left + following
        if self._words[parted] > self._words[whole]:
            return f"{left}-{following}"
        if self._words[whole]:
            return left + following
        keeps = tail[0][0].isupper() or tail[0] in _CLITICS or "-" in head[1]
        return f"{left}-{following}" if keeps else left + following
