"""Stemming by endings, for languages that Snowball has no algorithm for.

`mappings/suffixes/xx.tsv` says for endings how many letters to take off; the longest ending that a
word has decides. `python -m benchmarks.fit_suffixes` makes these tables.
"""

from collections.abc import Callable, Mapping

from mappings.tables import rows

LONGEST = 6
"""Letters of an ending."""
SHORTEST = 3
"""Letters that are left of a word at least."""


def suffix_stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of a language that has a table. Raises FileNotFoundError for another."""
    table = {row["ending"]: int(row["letters"]) for row in rows(f"suffixes/{language}.tsv")}
    return lambda word: strip(word, table)


def strip(word: str, table: Mapping[str, int]) -> str:
    """A folded word without its ending.

    >>> strip("zlocinu", {"u": 1, "inu": 1, "": 0})
    'zlocin'
    """
    for size in range(min(LONGEST, len(word)), -1, -1):
        if (letters := table.get(word[len(word) - size :])) is not None:
            left = len(word) - letters
            return word[:left] if left >= SHORTEST else word
    return word
