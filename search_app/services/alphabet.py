"""The order of names and titles for people, in any script."""

import unicodedata


def sort_key(text: str) -> str:
    """Orders as lists for people do: without case, accents, and signs before the first letter.

    >>> sorted(["Zambia", "États-Unis", "(The) Gambia"], key=sort_key)
    ['États-Unis', '(The) Gambia', 'Zambia']
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    start = next((i for i, char in enumerate(letters) if char.isalnum()), 0)
    return letters[start:]
