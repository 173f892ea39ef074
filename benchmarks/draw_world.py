"""Draws `mappings/world.tsv`, the shapes of the map of a search, from Natural Earth's borders.

`npm pack world-atlas@2.0.2` gives `countries-110m.json` and `countries-50m.json` (TopoJSON; Natural
Earth is in the public domain, the package ISC). Then:

    python -m benchmarks.draw_world package/countries-110m.json package/countries-50m.json

Shapes are in the Equal Earth projection, so that areas compare, in whole units of a drawing that is
WIDTH wide. What is too small to be seen or pressed is a dot.
"""

import argparse
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mappings.jurisdictions import find_jurisdiction, jurisdictions

WIDTH = 1000
_SOUTH, _NORTH = -58.0, 84.0
# Points nearer than this to the line between others are left out; units of the drawing.
_TOLERANCE = 0.6
# Shapes of less than this in both directions are dots.
_SMALL = 6
# Left out: nobody's law, and what has no code of its own.
_NOWHERE = {"Antarctica", "Fr. S. Antarctic Lands"}
# As the United Nations have it, whatever the borders in fact.
_PART_OF = {"N. Cyprus": "CYP", "Somaliland": "SOM"}
# Names that are cut in the source, and Western Sahara, whose land is drawn though it is no
# jurisdiction of ours.
_NAMES = {
    "Antigua and Barb.": "ATG", "Bosnia and Herz.": "BIH", "British Virgin Is.": "VGB",
    "Cayman Is.": "CYM", "Central African Rep.": "CAF", "Cook Is.": "COK",
    "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "Faeroe Is.": "FRO",
    "Falkland Is.": "FLK", "Fr. Polynesia": "PYF", "Hong Kong": "HKG", "Macao": "MAC",
    "Marshall Is.": "MHL", "N. Mariana Is.": "MNP", "S. Sudan": "SSD", "Solomon Is.": "SLB",
    "St. Vin. and Gren.": "VCT", "Turks and Caicos Is.": "TCA", "U.S. Virgin Is.": "VIR",
    "Vatican": "VAT", "W. Sahara": "ESH",
}  # fmt: skip

_Point = tuple[float, float]
_Ring = list[_Point]


def equal_earth(longitude: float, latitude: float) -> _Point:
    """Šavrič, Patterson and Jenny (2018), on a sphere of radius 1; y grows to the north."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    root = math.sqrt(3) / 2
    t = math.asin(root * math.sin(math.radians(latitude)))
    slope = a1 + 3 * a2 * t**2 + t**6 * (7 * a3 + 9 * a4 * t**2)
    return (
        math.radians(longitude) * math.cos(t) / (root * slope),
        t * (a1 + a2 * t**2 + t**6 * (a3 + a4 * t**2)),
    )


_EAST = equal_earth(180, 0)[0]
_SCALE = WIDTH / (2 * _EAST)
_TOP = equal_earth(0, _NORTH)[1]
HEIGHT = round((_TOP - equal_earth(0, _SOUTH)[1]) * _SCALE)


def drawn(longitude: float, latitude: float) -> _Point:
    x, y = equal_earth(longitude, latitude)
    return (x + _EAST) * _SCALE, (_TOP - y) * _SCALE


def simplified(line: list[_Point]) -> list[_Point]:
    """The line without what is within the tolerance (Douglas and Peucker); its ends stay."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)

    def away(point: _Point) -> float:
        if not length:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    far = max(range(1, len(line) - 1), key=lambda index: away(line[index]))
    if away(line[far]) <= _TOLERANCE:
        return [line[0], line[-1]]
    return simplified(line[: far + 1])[:-1] + simplified(line[far:])


class Atlas:
    """A TopoJSON file: arcs that neighbours share, simplified once so that no gap opens."""

    def __init__(self, path: Path) -> None:
        found = json.loads(path.read_text(encoding="utf-8"))
        (sx, sy), (tx, ty) = found["transform"]["scale"], found["transform"]["translate"]
        self._arcs = []
        for arc in found["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append(drawn(x * sx + tx, max(_SOUTH, min(_NORTH, y * sy + ty))))
            self._arcs.append(simplified(line))
        self._geometries = found["objects"]["countries"]["geometries"]

    def rings(self) -> Iterator[tuple[str, list[_Ring]]]:
        """(name, outer rings) of each country."""
        for geometry in self._geometries:
            arcs: Any = geometry.get("arcs", [])
            polygons = [arcs] if geometry["type"] == "Polygon" else arcs
            rings = [part for polygon in polygons for part in parted(self._ring(polygon[0]))]
            yield geometry["properties"]["name"], rings

    def _ring(self, arcs: list[int]) -> _Ring:
        points: _Ring = []
        for arc in arcs:
            line = self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1]
            points += line[1:] if points else line
        return points


def parted(ring: _Ring) -> list[_Ring]:
    """The parts of a ring on either side of the 180th meridian, where it jumps over the drawing."""
    jumps = [i for i in range(len(ring)) if abs(ring[i][0] - ring[i - 1][0]) > WIDTH / 2]
    if not jumps:
        return [ring]
    ends = [*jumps[1:], jumps[0] + len(ring)]
    twice = ring + ring
    return [[*twice[start:end], twice[start]] for start, end in zip(jumps, ends, strict=True)]


def code_of(name: str) -> str | None:
    """The jurisdiction of a name of the atlas; None for what has none."""
    if name in _NOWHERE:
        return None
    return _PART_OF.get(name) or _NAMES.get(name) or find_jurisdiction(name)


def size(points: Iterable[_Point]) -> tuple[float, float]:
    xs, ys = zip(*points, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def is_small(rings: list[_Ring]) -> bool:
    return not rings or max(size(point for ring in rings for point in ring)) < _SMALL


def middle(ring: _Ring) -> tuple[int, int]:
    xs, ys = zip(*ring, strict=True)
    return round((max(xs) + min(xs)) / 2), round((max(ys) + min(ys)) / 2)


def path_of(rings: Iterable[_Ring]) -> str:
    """The rings as the commands of an SVG path: whole units, each from the one before."""
    out = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        steps = [
            (x - px, y - py)
            for (px, py), (x, y) in zip(points, points[1:], strict=False)
            if (x, y) != (px, py)
        ][:-1]
        if len(steps) < 2:
            continue
        numbers = "".join(f" {number}" for step in steps for number in step).replace(" -", "-")
        out.append(f"M{points[0][0]} {points[0][1]}l{numbers.lstrip()}z")
    return "".join(out)


def is_crimea(ring: _Ring) -> bool:
    """Resolution 68/262 of the General Assembly: it is Ukraine's; the atlas says who holds it."""
    west, north = drawn(32.3, 46.3)
    east, south = drawn(36.8, 44.3)
    return all(west - 2 < x < east + 2 and north - 2 < y < south + 2 for x, y in ring)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coarse", type=Path)
    parser.add_argument("fine", type=Path)
    parser.add_argument("--out", type=Path, default=Path("mappings/world.tsv"))
    asked = parser.parse_args()
    shapes: dict[str, list[_Ring]] = {}
    for name, rings in Atlas(asked.coarse).rings():
        if code := code_of(name):
            for ring in rings:
                owner = "UKR" if code == "RUS" and is_crimea(ring) else code
                shapes.setdefault(owner, []).append(ring)
        else:
            print("not drawn:", name)
    dots: dict[str, tuple[int, int]] = {}
    for name, rings in Atlas(asked.fine).rings():
        code = code_of(name)
        if not code:
            print("no dot:", name)
        elif code in jurisdictions() and is_small(shapes.get(code, [])):
            dots[code] = middle(max(rings, key=lambda ring: math.prod(size(ring))))
    lines = ["code\tpath\tx\ty"]
    for code in sorted({*shapes, *dots}):
        x, y = dots.get(code, ("", ""))
        lines.append(f"{code}\t{'' if code in dots else path_of(shapes[code])}\t{x}\t{y}")
    asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(shapes)} shapes, {len(dots)} dots, {WIDTH} by {HEIGHT}")


if __name__ == "__main__":
    main()
