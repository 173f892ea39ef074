"""Light stemming of Arabic (the affixes of "light10": Larkey, Ballesteros and Connell 2007).

Snowball's Arabic algorithm gives a noun with the article another stem than the noun alone, so
that القانون would not be found by قانون.
"""

_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_AND = "و"
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST = 2


def light_stem(word: str) -> str:
    """The stem of a word folded by `indexer.analysis` (ة is ه, ى is ي).

    >>> light_stem("القانون") == light_stem("قانون"), light_stem("والرشوه") == light_stem("رشوه")
    (True, True)
    """
    for prefix in _ARTICLES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            word = word[len(prefix) :]
            break
    else:
        if word.startswith(_AND) and len(word) > _SHORTEST + 1:
            word = word[1:]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            word = word[: -len(suffix)]
    return word
