"""Facets as trees: articles in their chapters, countries in their regions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mappings.fields import FieldKind, field_named
from mappings.hierarchy import Place, field_above, value_above
from search_app.services.labels import label
from search_app.services.results import Facet, FacetValue


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a facet with those below it.

    facet  name of the facet whose value it is
    count  provisions that have it; None for one that only stands above others here
    """

    facet: str
    value: str
    label: str
    count: int | None
    selected: bool
    below: tuple["Node", ...] = ()

    @property
    def open(self) -> bool:
        """Whether something below it is selected."""
        return any(node.selected or node.open for node in self.below)


@dataclass(frozen=True, slots=True)
class Tree:
    """A facet, or several of which one stands above the other, with `size` values in all."""

    name: str
    label: str
    nodes: tuple[Node, ...]
    size: int

    @property
    def selected(self) -> bool:
        return any(node.selected or node.open for node in self.nodes)


def trees(facets: Sequence[Facet]) -> tuple[Tree, ...]:
    """The facets in their order, each as a tree; values that are numbers are no list to choose of
    and are left out. Siblings keep the order of the facet's values."""
    listed = {
        facet.name: facet
        for facet in facets
        if facet.values and field_named(facet.name).kind is not FieldKind.INTEGER
    }
    found: dict[str, list[Facet]] = {}
    for facet in listed.values():
        up = field_above(facet.name)
        found.setdefault(up if up in listed else facet.name, []).append(facet)
    return tuple(_tree(name, parts) for name, parts in found.items())


@dataclass(slots=True)
class _Branch:
    """A node as it grows."""

    found: FacetValue | None = None
    below: list[Place] = field(default_factory=list)


def _tree(name: str, facets: Sequence[Facet]) -> Tree:
    # The facet above gives the first branches, whatever the order of the facets.
    facets = sorted(facets, key=lambda facet: facet.name != name)
    branches: dict[Place, _Branch] = {}
    roots: list[Place] = []

    def grow(place: Place) -> _Branch:
        if place not in branches:
            branches[place] = _Branch()
            up = value_above(*place)
            (grow(up).below if up and _belongs(up, facets) else roots).append(place)
        return branches[place]

    for facet in facets:
        for value in facet.values:
            grow((facet.name, value.value)).found = value
    label = " › ".join(facet.label for facet in facets)
    return Tree(name, label, _nodes(roots, branches), len(branches))


def _belongs(place: Place, facets: Iterable[Facet]) -> bool:
    return any(facet.name == place[0] for facet in facets)


def _nodes(places: Iterable[Place], branches: Mapping[Place, _Branch]) -> tuple[Node, ...]:
    """Siblings: selected values first, then by count, those without one last; in their own order
    where the field has one."""
    nodes = [_node(place, branches) for place in places]
    if not any(field_named(node.facet).ordered for node in nodes):
        nodes.sort(key=lambda node: (not node.selected, node.count is None, -(node.count or 0)))
    return tuple(nodes)


def _node(place: Place, branches: Mapping[Place, _Branch]) -> Node:
    branch = branches[place]
    below = _nodes(branch.below, branches)
    if branch.found is None:
        return Node(*place, label(*place), _sum_of(place[0], below), False, below)
    # A selected value stays listed with a count of 0 when the index has only those below it.
    count = branch.found.count or _sum_of(place[0], below) or 0
    return Node(*place, branch.found.label, count, branch.found.selected, below)


def _sum_of(name: str, below: Sequence[Node]) -> int | None:
    """Provisions of a value that the index holds only as those below it, each with one of them."""
    counts = [node.count for node in below if node.facet == name and node.count is not None]
    return sum(counts) if counts and not field_named(name).multiple else None
