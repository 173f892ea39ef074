"""A long law in parts that a browser shows at once, each of whole divisions where it has some."""

from collections.abc import Iterator, Sequence

from mappings.records import Provision

SHOWN_WHOLE = 1000
"""A law of at most so many provisions is one part."""

# Provisions of a part, as near as divisions allow.
_PART = 500
_SMALLEST = _PART // 2
_LARGEST = _PART + _SMALLEST


def parts(outline: Sequence[Provision]) -> tuple[range, ...]:
    """The parts of a law as ranges of the numbers of its provisions, from 0; none is empty but
    that of a law without provisions."""
    if len(outline) <= SHOWN_WHOLE:
        return (range(len(outline)),)
    return tuple(_cut(outline))


def _cut(outline: Sequence[Provision]) -> Iterator[range]:
    start = 0
    while len(outline) - start > _LARGEST:
        # A part that began later than this would leave a last one that is too small.
        last = min(start + _LARGEST, len(outline) - _SMALLEST)
        places = range(start + _SMALLEST, last + 1)
        end = min(places, key=lambda at: (_depth(outline, at), abs(at - start - _PART)))
        yield range(start, end)
        start = end
    yield range(start, len(outline))


def _depth(outline: Sequence[Provision], at: int) -> int:
    """How high the division is that begins at a provision: 0 for the highest."""
    above, below = outline[at - 1].ancestors, outline[at].ancestors
    common = 0
    for one, other in zip(above, below, strict=False):
        if one != other:
            break
        common += 1
    # Inside a division is lower than any that begins.
    return common if above != below else len(below) + 1
