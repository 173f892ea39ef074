"""A query as the user wrote it: a tree of words and operators, and back to text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Text between spaces; it may hold several words ("l'avocat")."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A phrase."""

    text: str


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with `*` or `?` in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Similar:
    """A word and words spelt almost like it: `word~2`."""

    text: str
    edits: int


@dataclass(frozen=True, slots=True)
class Both:
    """Every part."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Not this."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Nearby:
    """Two parts with at most so many words from one to the other."""

    left: "Node"
    right: "Node"
    distance: int


@dataclass(frozen=True, slots=True)
class InField:
    """A part to be found in one field."""

    name: str
    part: "Node"


Node = Words | Quoted | Wildcard | Similar | Both | Either | Without | Nearby | InField


def text_of(node: Node) -> str:
    """A query that `parse` reads as this tree."""
    match node:
        case Words(text) | Wildcard(text):
            return text
        case Quoted(text):
            return f'"{text}"'
        case Similar(text, edits):
            return f"{text}~{edits}"
        case Both(parts):
            return " ".join(_grouped(part, Both) for part in parts)
        case Either(parts):
            return " OR ".join(_grouped(part, Both, Either, Nearby) for part in parts)
        case Without(part):
            return f"NOT {_grouped(part, Both, Either, Nearby)}"
        case Nearby(left, right, distance):
            sides = (_grouped(left, Both), _grouped(right, Both, Nearby))
            return f" NEAR/{distance} ".join(sides)
        case InField(name, part):
            return f"{name}:{_grouped(part, Both, Either, Nearby, Without, InField)}"


def _grouped(node: Node, *kinds: type) -> str:
    text = text_of(node)
    return f"({text})" if isinstance(node, kinds) else text
