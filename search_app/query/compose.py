"""The advanced form to a query: what is filled in becomes words and operators.
The form can do nothing that cannot be typed, and shows how it is typed."""

import re
from collections.abc import Iterator, Mapping

from indexer.engine.plan import MAX_NEAR
from search_app.query.lexer import DEFAULT_NEAR
from search_app.query.tree import (
    Both,
    Either,
    InField,
    Nearby,
    Node,
    Quoted,
    Without,
    Words,
    text_of,
)

# What would be read as more than a word.
_SIGNS = re.compile(r"[\"“”„«»「」『』()（）~*?:|&!]+")
_QUOTES = re.compile(r"[\"“”„«»「」『』]+")
_OPERATORS = re.compile(r"AND|OR|NOT|NEAR(?:/?\d*)?")
_IN_FIELDS = ("title", "heading", "chapter", "text")
FIELDS = ("all", "phrase", "any", "none", "near", "near_to", "distance", *_IN_FIELDS)
"""What the form asks for; the names of its inputs."""


def compose(form: Mapping[str, str]) -> str:
    """The query of a form's inputs; inputs that are missing or empty ask for nothing.

    >>> compose({"all": "public official", "none": "foreign", "title": "penal code"})
    'public official title:(penal code) NOT foreign'
    """
    return text_of(Both(tuple(_parts(form))))


def _parts(form: Mapping[str, str]) -> Iterator[Node]:
    yield from _words(form.get("all", ""))
    if phrase := _phrase(form.get("phrase", "")):
        yield phrase
    if some := _words(form.get("any", "")):
        yield some[0] if len(some) == 1 else Either(some)
    one, other = (_phrase(form.get(name, "")) for name in ("near", "near_to"))
    if one and other:
        yield Nearby(one, other, _distance(form.get("distance", "")))
    elif one or other:
        # Nothing to be near to: the words are looked for by themselves.
        yield one or other or Words("")
    for name in _IN_FIELDS:
        if words := _words(form.get(name, "")):
            yield InField(name, words[0] if len(words) == 1 else Both(words))
    for word in _words(form.get("none", "")):
        yield Without(word)


def _words(text: str) -> tuple[Words, ...]:
    found = (word.lstrip("-") for word in _SIGNS.sub(" ", text).split())
    return tuple(
        Words(word.lower() if _OPERATORS.fullmatch(word) else word) for word in found if word
    )


def _phrase(text: str) -> Quoted | None:
    words = " ".join(_QUOTES.sub(" ", text).split())
    return Quoted(words) if words else None


def _distance(text: str) -> int:
    if not re.fullmatch(r"\d{1,4}", text.strip(), re.ASCII):
        return DEFAULT_NEAR
    return min(max(int(text), 1), MAX_NEAR)
