"""What stands above a value of a field: the chapter of an article, the region of a country."""

from collections.abc import Iterator, Mapping
from functools import cache

from mappings.fields import FIELD_OF_SCHEME, field_named
from mappings.jurisdictions import jurisdictions
from mappings.taxonomy import above, scheme

Place = tuple[str, str]
"""A field's name and a value of it."""


def value_above(name: str, value: str) -> Place | None:
    """The field and value right above a value; None at the top, and for what is no value.

    >>> value_above("jurisdiction", "KEN"), value_above("region", "Eastern Africa")
    (('region', 'Eastern Africa'), ('region', 'Africa'))
    >>> value_above("uncac", "15a"), value_above("uncac", "15"), value_above("uncac_chapter", "III")
    (('uncac', '15'), ('uncac_chapter', 'III'), None)
    """
    if name == "jurisdiction":
        place = jurisdictions().get(value)
        return ("region", place.subregion) if place and place.subregion else None
    for of in field_named(name).schemes:
        if value in scheme(of):
            term = next(above(of, value), None)
            return (FIELD_OF_SCHEME[term.scheme].name, term.code) if term else None
    return None


@cache
def field_above(name: str) -> str:
    """The other field whose values stand above those of a field; "" where there is none."""
    values = jurisdictions() if name == "jurisdiction" else _codes(name)
    places = (value_above(name, value) for value in values)
    return next((place[0] for place in places if place and place[0] != name), "")


def with_all_below(name: str, value: str) -> tuple[str, ...]:
    """A value and what stands below it in its field: a region with its subregions."""
    below = _below(name).get(value, ())
    return (value, *(found for code in below for found in with_all_below(name, code)))


@cache
def _below(name: str) -> Mapping[str, list[str]]:
    """The values of a field by the one of the same field right above them."""
    found: dict[str, list[str]] = {}
    for code in _codes(name):
        place = value_above(name, code)
        if place and place[0] == name:
            found.setdefault(place[1], []).append(code)
    return found


def _codes(name: str) -> Iterator[str]:
    return (code for of in field_named(name).schemes for code in scheme(of))
