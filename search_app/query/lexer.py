"""A query to the tokens of the grammar. Whatever is written, the tokens that come out fit it; what
had to be left out is said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lark import Token

from indexer.engine.plan import MAX_NEAR
from search_app.messages import gettext

# Deeper groups than a person writes.
MAX_DEPTH = 20
DEFAULT_NEAR = 10

_AND, _OR, _NOT, _LPAR, _RPAR = "_AND", "_OR", "_NOT", "_LPAR", "_RPAR"
_NEAR, _FIELD = "NEAR", "FIELD"
_BETWEEN = (_AND, _OR, _NEAR)
_OPERANDS = ("WORDS", "QUOTED", "WILDCARD", "SIMILAR")

_TOKEN = re.compile(
    r"""(?P<QUOTED>["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]|[「『](?P<bracket>[^」』]*)[」』])
      |(?P<_LPAR>[(（])
      |(?P<_RPAR>[)）])
      |(?P<_OR>(?:OR|\|\|?)(?=[\s()（）]|$))
      |(?P<_AND>(?:AND|&&?)(?=[\s()（）]|$))
      |(?P<_NOT>NOT(?=[\s()（）]|$)|[-!](?=[\w"“„«「『(（]))
      |(?P<NEAR>NEAR(?:/?(?P<distance>\d{1,6}))?(?=[\s()（）]|$))
      |(?P<FIELD>(?P<name>[A-Za-z_]{2,20}):(?=[^\s)）]))
      |(?P<WORDS>[^\s"“”„«»「」『』()（）]+)
      |\S""",
    re.VERBOSE,
)
_VALUE = re.compile(r"[^\s\"“”„«»「」『』()（）]+")
_SIMILAR = re.compile(r"(?P<word>[^\s~*?]*\w)~(?P<edits>[0-9]?)")
# A question mark at the end of a word ends a question.
_WILDCARD = re.compile(r"(?=.*\w)(?:[^*?]*(?:\*|\?(?=.*\w)))+[^*?]*")


@dataclass(slots=True)
class Lexed:
    """Tokens that the grammar accepts, and what was left out on the way, in plain words."""

    tokens: list[Token]
    notes: list[str] = field(default_factory=list)


def lex(query: str, fields: Sequence[str]) -> Lexed:
    """fields  the names that may stand before a colon; before any other the colon is text"""
    return _repaired(list(_tokens(query, frozenset(fields))))


def _tokens(query: str, fields: frozenset[str]) -> Iterator[Token]:
    place = 0
    while found := _TOKEN.search(query, place):
        place = found.end()
        kind = found.lastgroup or ""
        if found["QUOTED"] is not None:
            yield Token("QUOTED", found["phrase"] if found["bracket"] is None else found["bracket"])
        elif found["NEAR"] is not None:
            yield Token(_NEAR, found["distance"] or str(DEFAULT_NEAR))
        elif found["FIELD"] is not None:
            name = found["name"].lower()
            value = _VALUE.match(query, place)
            if name in fields:
                yield Token(_FIELD, name)
                if value:
                    place = value.end()
                    yield _operand(value[0])
            else:
                place = value.end() if value else place
                yield _operand(query[found.start() : place])
        elif found["WORDS"] is not None:
            yield _operand(found[0])
        elif kind:
            yield Token(kind, found[0])
        else:  # a quotation mark without its partner
            yield Token("STRAY", found[0])


def _operand(text: str) -> Token:
    if similar := _SIMILAR.fullmatch(text):
        return Token("SIMILAR", f"{similar['word']}~{similar['edits'] or 1}")
    return Token("WILDCARD" if _WILDCARD.fullmatch(text) else "WORDS", text)


def _repaired(tokens: list[Token]) -> Lexed:
    """Drops operators without something on both sides, closes what is open."""
    out: list[Token] = []
    notes: dict[str, None] = {}
    opened = 0
    too_deep = 0
    for token in tokens:
        after_operand = bool(out) and out[-1].type in (*_OPERANDS, _RPAR)
        if token.type == "STRAY":
            notes[gettext("A quotation mark without its partner was ignored.")] = None
        elif token.type in _BETWEEN:
            if after_operand:
                out.append(token)
            else:
                notes[_lonely(token)] = None
        elif token.type == _NOT:
            if not out or out[-1].type not in (_NOT, _FIELD):
                out.append(token)
        elif token.type == _FIELD:
            # What stood between two fields may have been dropped.
            while out and out[-1].type == _FIELD:
                notes[_lonely(out.pop())] = None
            out.append(token)
        elif token.type == _LPAR:
            if opened == MAX_DEPTH:
                too_deep += 1
                said = gettext("Parentheses deeper than %(number)s were ignored.")
                notes[said % {"number": MAX_DEPTH}] = None
            else:
                opened += 1
                out.append(token)
        elif token.type == _RPAR:
            if too_deep:
                too_deep -= 1
            elif not opened:
                notes[gettext("A parenthesis without its partner was ignored.")] = None
            else:
                opened -= 1
                _close(out, notes)
        else:
            out.append(token)
    if opened:
        notes[gettext("A parenthesis without its partner was ignored.")] = None
    for _ in range(opened):
        _close(out, notes)
    _strip(out, notes)
    return Lexed(_near_bounded(out, notes), list(notes))


def _close(out: list[Token], notes: dict[str, None]) -> None:
    """Ends a group; an empty one disappears."""
    _strip(out, notes)
    if out and out[-1].type == _LPAR:
        out.pop()
        while out and out[-1].type in (_FIELD, _NOT):
            out.pop()
    else:
        out.append(Token(_RPAR, ")"))


def _strip(out: list[Token], notes: dict[str, None]) -> None:
    while out and out[-1].type in (*_BETWEEN, _NOT, _FIELD):
        notes[_lonely(out.pop())] = None


def _near_bounded(tokens: list[Token], notes: dict[str, None]) -> list[Token]:
    for place, token in enumerate(tokens):
        if token.type == _NEAR and not 1 <= int(token) <= MAX_NEAR:
            allowed = min(max(int(token), 1), MAX_NEAR)
            said = gettext("NEAR goes from 1 to %(number)s words; %(used)s was used.")
            notes[said % {"number": MAX_NEAR, "used": allowed}] = None
            tokens[place] = Token(_NEAR, str(allowed))
    return tokens


def _lonely(token: Token) -> str:
    name = f"{token}:" if token.type == _FIELD else token.type.strip("_")
    said = gettext("“%(name)s” has nothing to work on there and was ignored.")
    return said % {"name": name}
