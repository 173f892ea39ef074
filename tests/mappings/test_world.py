"""The map of the world."""

import gzip
import re
from importlib import resources

from mappings.jurisdictions import jurisdictions
from mappings.world import HEIGHT, WIDTH, shapes

# Relative lines in whole units, part after part.
_PATH = re.compile(r"(?:M\d+ \d+l-?\d+(?:[ -]\d+)+z)+")


def test_every_jurisdiction_is_drawn_but_the_smallest_and_those_that_are_no_place() -> None:
    places = {code for code, place in jurisdictions().items() if not place.invented}
    assert places - set(shapes()) == {"EUE", "INT", "GIB", "TKL", "TUV"}
    assert set(shapes()) - places == {"ESH"}


def test_shapes_are_paths_or_dots_within_the_drawing() -> None:
    for code, shape in shapes().items():
        if shape.path:
            assert _PATH.fullmatch(shape.path), code
            starts = re.findall(r"M(\d+) (\d+)", shape.path)
            assert all(int(x) <= WIDTH and int(y) <= HEIGHT for x, y in starts), code
        else:
            assert 0 < shape.x < WIDTH and 0 < shape.y < HEIGHT, code


def test_the_map_is_light() -> None:
    data = resources.files("mappings").joinpath("world.tsv").read_bytes()
    assert len(gzip.compress(data)) < 15_000
