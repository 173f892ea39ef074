"""The provisions of a law in XML whose elements name its parts: one walk for every such schema.

A schema says which of its elements are provisions, which hold numbers and headings, and which begin
a line. Whatever holds provisions is a division, whatever its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from corpora.extract.markup import Element, descendants, lines, name
from corpora.extract.model import Piece


@dataclass(frozen=True, slots=True)
class Outline:
    """Local names of a schema's elements.

    units     provisions; one inside another is text of the outer (what an amending law quotes)
    numbers   numbers of provisions and of divisions
    headings  headings of provisions and of divisions
    blocks    what begins a line
    labels    numbers of a provision's parts, which stay on the line of what follows
    skip      what its reader reads elsewhere, or leaves out and says so
    identifiers  attributes with a provision's identifier, the best first
    """

    units: frozenset[str]
    numbers: frozenset[str]
    headings: frozenset[str]
    blocks: frozenset[str]
    labels: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    identifiers: tuple[str, ...] = ("eId", "id")

    def pieces(self, element: Element, above: tuple[str, ...] = ()) -> Iterator[Piece]:
        """Provisions below an element in reading order; text between them, and parts without
        provisions, are pieces without a label.

        above  headings of the divisions that the element is in
        """
        loose: list[str] = []
        for item in element:
            local = name(item)
            if not local or local in self.skip or local in self._own:
                continue
            is_unit = local in self.units
            holds_units = not is_unit and next(descendants(item, *self.units), None) is not None
            has_name = any(name(inner) in self._own for inner in item)
            if not (is_unit or holds_units or has_name):
                if text := self.text(item):
                    loose.append(text)
                continue
            if loose:
                yield Piece("", "", "\n".join(loose), above)
                loose = []
            if is_unit:
                yield self._unit(item, above)
            elif holds_units:
                heading = self._joined(item, self._own)
                yield from self.pieces(item, (*above, heading) if heading else above)
            else:
                yield Piece("", self._joined(item, self._own), self._rest(item), above)
        if loose:
            yield Piece("", "", "\n".join(loose), above)

    def text(self, element: Element) -> str:
        """The text of an element, a line for each of its blocks."""
        return lines(element, blocks=self.blocks, labels=self.labels, skip=self.skip)

    @property
    def _own(self) -> frozenset[str]:
        return self.numbers | self.headings

    def _unit(self, element: Element, above: tuple[str, ...]) -> Piece:
        return Piece(
            self._joined(element, self.numbers),
            self._joined(element, self.headings),
            self._rest(element),
            above,
            next(filter(None, map(element.get, self.identifiers)), ""),
        )

    def _joined(self, element: Element, names: frozenset[str]) -> str:
        found = (self.text(item) for item in element if name(item) in names)
        return " ".join(" ".join(found).split())

    def _rest(self, element: Element) -> str:
        """The text of an element without its own number and heading."""
        parts = [element.text or ""]
        for item in element:
            local = name(item)
            if local and local not in self.skip and local not in self._own:
                parts.append(self.text(item))
            parts.append(item.tail or "")
        return "\n".join(text for part in parts if (text := " ".join(part.split(" ")).strip()))
