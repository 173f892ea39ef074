"""Places of a law that citations name, as the table of citations writes them
(`corpora.citations.CitationRow`): "=art_5" is the provision of that path, "5" the one of that
number, "3:5" the one of that number in division 3."""

from collections.abc import Iterable

from indexer.citations.numbers import Numbering
from indexer.citations.text import Citation
from mappings.records import Provision

_PATH = "="


def numbering_of(provisions: Iterable[Provision]) -> Numbering:
    """The numbers of the provisions of a law."""
    return Numbering((one.path, one.ancestors) for one in provisions)


def own_path(citation: Citation, provision: Provision, numbering: Numbering) -> str | None:
    """The path of what a provision cites of its own law; None for itself and for what is not
    there."""
    near = provision.ancestors if citation.law is None else None
    path = numbering.find(citation.number, citation.above, near)
    return path if path != provision.path else None


def place_of_path(path: str) -> str:
    """The place of a provision whose path is known."""
    return f"{_PATH}{path}"


def place_of(citation: Citation) -> str:
    """The place that a citation names in another law."""
    return f"{citation.above}:{citation.number}" if citation.above else citation.number


def path_of(place: str, numbering: Numbering) -> str | None:
    """The path of a place in the law of a numbering; None when it has none."""
    if place.startswith(_PATH):
        return place.removeprefix(_PATH)
    above, _, number = place.rpartition(":")
    return numbering.find(number, above)
