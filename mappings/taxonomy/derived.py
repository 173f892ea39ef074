"""What follows from a tag: other tags (`derived.tsv`), and the paragraph that a provision is about
(`paragraphs.tsv`).

Nobody has labelled provisions with these codes, so no weights can be fitted for them. What the
table says is law that can be checked: article 15 of one convention asks for what article 8 of the
other asks for.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mappings.tables import rows
from mappings.taxonomy.schemes import TAG_SCHEMES, UNCAC_PARAGRAPH, scheme

PARTS = ("heading", "text")

Code = tuple[str, str]
"""(scheme, code)"""


@dataclass(frozen=True, slots=True)
class Derivation:
    """`tag` holds where all of `sources` do and, if `found` is not empty, one of its concepts
    stands where it says: "heading:form-definition", "text:penalty", and none of `unless` does.
    note: where the two differ"""

    tag: Code
    sources: tuple[Code, ...]
    found: tuple[str, ...]
    unless: tuple[str, ...]
    note: str


def _code(written: str) -> Code:
    name, _, code = written.partition(":")
    if name not in TAG_SCHEMES or code not in scheme(name):
        raise ValueError(f"derived.tsv: no such code: {written!r}")
    return name, code


def _places(written: Iterable[str]) -> Iterator[str]:
    """A concept without a part is looked for in the heading and then in the text."""
    names = list(written)
    yield from (name for name in names if ":" in name)
    yield from (f"{part}:{name}" for part in PARTS for name in names if ":" not in name)


@cache
def derivations() -> tuple[Derivation, ...]:
    """Every row of the table. Raises ValueError for one whose codes do not exist."""
    return tuple(
        Derivation(
            _code(row["tag"]),
            tuple(_code(written) for written in row["from"].split()),
            tuple(_places(row["found"].split())),
            tuple(_places(row["unless"].split())),
            row["note"],
        )
        for row in rows("taxonomy/derived.tsv")
    )


@cache
def derivations_by_source() -> Mapping[Code, tuple[Derivation, ...]]:
    """The rows of the table by the first code in their `from`."""
    found: dict[Code, list[Derivation]] = {}
    for rule in derivations():
        found.setdefault(rule.sources[0], []).append(rule)
    return MappingProxyType({code: tuple(rules) for code, rules in found.items()})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: the concepts that name its offence (`named`), and the elements
    that tell what is done in it (`done`)."""

    code: str
    named: tuple[str, ...]
    done: tuple[str, ...]


@cache
def paragraphs() -> Mapping[str, tuple[Paragraph, ...]]:
    """The paragraphs of an article by its code. Raises KeyError for one that does not exist."""
    found: dict[str, tuple[Paragraph, ...]] = {}
    for row in rows("taxonomy/paragraphs.tsv"):
        article = scheme(UNCAC_PARAGRAPH)[row["paragraph"]].parent
        paragraph = Paragraph(
            row["paragraph"], tuple(row["named"].split()), tuple(row["done"].split())
        )
        found[article] = (*found.get(article, ()), paragraph)
    return MappingProxyType(found)
