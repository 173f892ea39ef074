"""The order of names and titles for people, in any script."""

import unicodedata


def sort_key(text: str) -> str:
    """Orders as lists for people do: without case, accents, and signs before the first letter.

    >>> sorted(["Zambia", "États-Unis", "(The) Gambia"], key=sort_key)
    ['États-Unis', '(The) Gambia', 'Zambia']
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    start = next((i for i, char in enumerate(letters) if char.isalnum()), 0)
    return letters[start:]


def initial(text: str) -> str:
    """The heading that a list for people puts a name under: a letter without its accents; all
    Chinese characters stand under one, as do all digits and what has no letter.

    >>> initial("Änderung"), initial("1930 Act"), initial("刑法"), initial("“…”")
    ('A', '0–9', '漢', '#')
    """
    first = sort_key(text)[:1]
    if first.isdecimal():
        return "0–9"
    if not first.isalpha():
        return "#"
    return "漢" if unicodedata.name(first, "").startswith("CJK") else first.upper()
