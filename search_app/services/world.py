"""The jurisdictions of a result on the map of the world."""

from dataclasses import dataclass

from mappings.world import Shape, shapes
from search_app.services.labels import label
from search_app.services.results import Facet

STEPS = (1, 10, 100, 1_000, 10_000)
"""A step of colour begins at each of these counts: the same for every search, so that maps can be
compared."""


@dataclass(frozen=True, slots=True)
class Country:
    """A jurisdiction with `count` provisions; `step` of its colour, 0 for none.

    shape  None for one that is not on the map
    """

    code: str
    label: str
    count: int
    selected: bool
    shape: Shape | None

    @property
    def step(self) -> int:
        return sum(self.count >= least for least in STEPS)


def countries(facet: Facet) -> tuple[Country, ...]:
    """What is on the map or in the result. Dots come last, so that they lie above shapes."""
    found = {value.value: value for value in facet.values}
    listed = [
        Country(
            code,
            found[code].label if code in found else label(facet.name, code),
            found[code].count if code in found else 0,
            code in found and found[code].selected,
            shapes().get(code),
        )
        for code in dict.fromkeys([*shapes(), *found])
    ]
    return tuple(sorted(listed, key=lambda one: one.shape is None or not one.shape.path))
