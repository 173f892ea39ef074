"""Jurisdictions in groups, to find one's way to their laws."""

from dataclasses import dataclass

from corpora.records import CollectionStatistics
from mappings.fields import field_named
from mappings.jurisdictions import Jurisdiction, jurisdictions
from mappings.taxonomy import scheme
from search_app.messages import language
from search_app.services.alphabet import sort_key

GROUPED_BY = ("region", "legal_system", "hdi")
"""Facets that say of a jurisdiction what group it is in."""


@dataclass(frozen=True, slots=True)
class Group:
    """Jurisdictions with one value of a facet ("" for none), by name, with their laws."""

    field: str
    value: str
    places: tuple[tuple[Jurisdiction, int], ...]


def grouped(by: str, statistics: CollectionStatistics) -> list[Group]:
    """Every jurisdiction in its group, groups in the order of their scheme; invented ones only
    when the collection has laws of theirs."""
    held = statistics.by_jurisdiction
    known = [p for p in jurisdictions().values() if p.code in held or not p.invented]
    known.sort(key=lambda place: sort_key(place.name(language())))

    def value(place: Jurisdiction) -> str:
        return {"region": place.subregion or place.region, "hdi": place.hdi}.get(
            by, place.legal_system
        )

    (name,) = field_named(by).schemes
    groups = [
        Group(by, code, tuple((p, held.get(p.code, 0)) for p in known if value(p) == code))
        for code in (*scheme(name), "")
    ]
    return [group for group in groups if group.places]
