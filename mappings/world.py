"""The map of the world: a shape or a dot for each jurisdiction (`world.tsv`, drawn from Natural
Earth's borders by `benchmarks.draw_world`). It says nothing of the status of any territory."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mappings.tables import rows

WIDTH, HEIGHT = 1000, 437


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a jurisdiction is in a drawing of WIDTH by HEIGHT: the commands of an SVG path, or of
    one too small for it (`path` is "") the middle of a dot."""

    path: str
    x: int
    y: int


@cache
def shapes() -> Mapping[str, Shape]:
    """By code. Western Sahara is there, though it is no jurisdiction of ours."""
    return MappingProxyType(
        {
            row["code"]: Shape(row["path"], int(row["x"] or 0), int(row["y"] or 0))
            for row in rows("world.tsv")
        }
    )
