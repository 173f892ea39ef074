"""Compound words taken apart: "Geldwäschereigesetz" is found by "Gesetz" and by "Geldwäscherei".

`mappings/compounds/xx.tsv` has the words of a language that its laws use often, folded; a longer
word is taken apart into two or more of them, with the letters that join them.
`python -m benchmarks.fit_compounds` makes these lists.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from mappings.tables import rows

SHORTEST = 4
"""Letters of a part at least."""
_MOST = 4
# Longer ones are no words.
_LONGEST = 60
JOINTS: Mapping[str, Sequence[str]] = {
    "de": ("", "s", "es", "n", "en", "er", "e"),
    "fi": ("", "n", "den", "en"),
    "is": ("", "s", "a", "ar", "u"),
    "nb": ("", "s", "e"),
    "nl": ("", "s", "en", "e", "n"),
    "nn": ("", "s", "e"),
    "sv": ("", "s", "o", "e"),
}
"""Languages whose words are taken apart, and what may stand between parts."""


def parts(folded: str, language: str) -> tuple[str, ...]:
    """The parts of a folded word, () for one that is none or cannot be taken apart."""
    if language not in JOINTS or not 2 * SHORTEST <= len(folded) <= _LONGEST:
        return ()
    return split(folded, language, _known(language))


def split(word: str, language: str, known: frozenset[str], most: int = _MOST) -> tuple[str, ...]:
    """The word as two known words or more; () when it is none of these. A known part is not
    divided further: it would be by chance."""
    # The last part is the one that says what the word is: the longest that is known.
    for start in range(SHORTEST, len(word) - SHORTEST + 1):
        if (last := word[start:]) not in known:
            continue
        for joint in JOINTS[language]:
            first = word[: start - len(joint)]
            if len(first) < SHORTEST or word[len(first) : start] != joint:
                continue
            if first in known:
                return (first, last)
            if most > 2 and (before := split(first, language, known, most - 1)):
                return (*before, last)
    return ()


@cache
def _known(language: str) -> frozenset[str]:
    name = f"compounds/{language}.tsv"
    if not resources.files("mappings").joinpath(name).is_file():
        return frozenset()
    return frozenset(row["word"] for row in rows(name))
