"""A law in the words of schema.org (`Legislation`), for search engines and other programs."""

from collections.abc import Mapping
from typing import Any

from mappings.records import Law, LawStatus
from search_app.services.cite import official_address
from search_app.services.labels import label
from search_app.services.plain import one_line

_FORCE = {
    LawStatus.IN_FORCE: "https://schema.org/InForce",
    LawStatus.NOT_YET: "https://schema.org/NotInForce",
    LawStatus.NO_LONGER: "https://schema.org/NotInForce",
}


def legislation(law: Law, address: str) -> Mapping[str, Any]:
    """JSON-LD of a law; `address` is its absolute one here. What is not known is left out."""
    official = official_address(law)
    dates = law.dates
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": one_line(law.title),
        "alternateName": [one_line(title) for title in law.titles.values()],
        "inLanguage": "" if law.language == "und" else law.language,
        "legislationIdentifier": law.identifiers.get("eli") or one_line(law.number),
        "legislationType": label("kind", law.kind),
        "legislationJurisdiction": {
            "@type": "AdministrativeArea",
            "identifier": law.jurisdiction,
            "name": label("jurisdiction", law.jurisdiction),
        },
        "legislationDate": dates.adopted,
        "datePublished": dates.published,
        "legislationDateOfApplicability": dates.in_force,
        "legislationDateVersion": dates.version,
        "dateModified": dates.amended,
        "expires": dates.repealed,
        "legislationLegalForce": _FORCE.get(law.status),
        "sameAs": official,
        "license": law.licence if law.licence.startswith("https://") else "",
    }
    file = {"encodingFormat": law.media_type, "sha256": law.raw_sha256, "contentUrl": official}
    if known := {name: value for name, value in file.items() if value}:
        found["encoding"] = {"@type": "LegislationObject", **known}
    return {name: value for name, value in found.items() if value}
