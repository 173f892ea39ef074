"""Reads a query to its tree, with a grammar (grammar.lark)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer
from lark.lexer import Lexer

from search_app.query.lexer import lex
from search_app.query.tree import (
    Both,
    Either,
    InField,
    Nearby,
    Node,
    Quoted,
    Similar,
    Wildcard,
    Without,
    Words,
)

_GRAMMAR = Path(__file__).with_name("grammar.lark")


@dataclass(frozen=True, slots=True)
class Parsed:
    """tree   None for a query without words
    notes  what was left out, in plain words
    """

    tree: Node | None
    notes: tuple[str, ...]


def parse(query: str, fields: Sequence[str]) -> Parsed:
    """Reads any text; never raises. `fields` are the names that may stand before a colon."""
    lexed = lex(query, fields)
    tree: Node | None = _parser().parse(lexed.tokens) if lexed.tokens else None  # type: ignore[assignment]
    return Parsed(tree, tuple(lexed.notes))


class _Given(Lexer):
    """The tokens are made already."""

    def __init__(self, configuration: object) -> None:
        del configuration

    def lex(self, data: Sequence[Token]) -> Iterator[Token]:  # type: ignore[override]
        return iter(data)


@cache
def _parser() -> Lark:
    return Lark(
        _GRAMMAR.read_text(encoding="utf-8"),
        parser="lalr",
        lexer=_Given,
        transformer=_ToTree(),
    )


class _ToTree(Transformer[Token, Node]):
    """Builds the tree while the parser reads."""

    def start(self, found: list[Node]) -> Node | None:
        return found[0] if found else None

    def both(self, parts: list[Node]) -> Node:
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def either(self, parts: list[Node]) -> Node:
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def without(self, parts: list[Node]) -> Node:
        return Without(parts[0])

    def nearby(self, parts: list[Any]) -> Node:
        left, distance, right = parts
        return Nearby(left, right, int(distance))

    def infield(self, parts: list[Any]) -> Node:
        name, part = parts
        return InField(str(name), part)

    def words(self, found: list[Token]) -> Node:
        return Words(str(found[0]))

    def quoted(self, found: list[Token]) -> Node:
        return Quoted(str(found[0]))

    def wildcard(self, found: list[Token]) -> Node:
        return Wildcard(str(found[0]))

    def similar(self, found: list[Token]) -> Node:
        word, _, edits = str(found[0]).rpartition("~")
        return Similar(word, int(edits))
