"""States, territories and organisations whose law the collection holds.

Source of the table: `jurisdictions.tsv` (UN M49 names and regions; legal system, development
level and treaty status as its notes in docs/vocabulary.md say). `jurisdictions_more.tsv` adds
what has no ISO 3166 code: international instruments and the invented States of the
demonstration collection.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mappings.tables import rows
from mappings.taxonomy import UN_LANGUAGES, scheme


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place with law of its own.

    code       ISO 3166-1 alpha-3, or a user-assigned code (INT, EUE, XKX, X** when invented)
    names      by UN language
    region, subregion   UN M49, codes of the scheme region; "" where the place has none
    legal_system        code of the scheme legal-system; ""
    hdi        code of the scheme development-level
    languages  official languages, ISO 639
    invented   True for the States of the demonstration collection
    """

    code: str
    alpha2: str
    names: Mapping[str, str]
    region: str
    subregion: str
    un_group: str
    legal_system: str
    hdi: str
    languages: tuple[str, ...]
    uncac_status: str
    uncac_date: str
    untoc_status: str
    untoc_date: str
    alternative_names: tuple[str, ...]
    invented: bool

    def name(self, language: str = "en") -> str:
        """The name in a UN language; English where that language has none."""
        return self.names.get(language) or self.names["en"]


def _slug(text: str) -> str:
    return text.strip().lower().replace(" ", "-")


@cache
def jurisdictions() -> Mapping[str, Jurisdiction]:
    """Every jurisdiction by code."""
    table: dict[str, Jurisdiction] = {}
    for name in ("jurisdictions.tsv", "jurisdictions_more.tsv"):
        for row in rows(name):
            place = Jurisdiction(
                code=row["iso3"],
                alpha2=row["iso2"],
                names={lang: row[f"name_{lang}"] for lang in UN_LANGUAGES if row[f"name_{lang}"]},
                region=row["m49_region"],
                subregion=row["m49_subregion"],
                un_group=row["un_regional_group"],
                legal_system=_slug(row["legal_system"]),
                hdi=_slug(row["hdi_level"]),
                languages=tuple(row["official_languages"].split()),
                uncac_status=row["uncac_status"],
                uncac_date=row["uncac_date"],
                untoc_status=row["untoc_status"],
                untoc_date=row["untoc_date"],
                alternative_names=tuple(
                    part.strip() for part in row["alt_names"].split("|") if part.strip()
                ),
                invented=row["kind"] == "invented",
            )
            if place.code in table:
                raise ValueError(f"{name}: jurisdiction {place.code} is listed twice")
            _check(place, name)
            table[place.code] = place
    return MappingProxyType(table)


def _check(place: Jurisdiction, table: str) -> None:
    for name, code in (
        ("region", place.region),
        ("region", place.subregion),
        ("legal-system", place.legal_system),
        ("development-level", place.hdi),
    ):
        if code and code not in scheme(name):
            raise ValueError(f"{table}: {place.code} has {code!r}, which is no {name}")


def _comparable(name: str) -> str:
    """A name as file names and sources write it: no accents, signs or small words, Saint cut."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("_", " "))
    plain = re.sub(r"[^\w\s-]|[\u0300-\u036f]", "", plain)
    words = ["st" if word == "saint" else word for word in re.split(r"[\s-]+", plain) if word]
    # Andorra's code is such a word, and has to be more than nothing.
    return " ".join([word for word in words if word not in ("and", "the", "of")] or words)


@cache
def _by_any_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for place in jurisdictions().values():
        names = (place.code, place.alpha2, *place.names.values(), *place.alternative_names)
        for name in names:
            if name:
                found.setdefault(_comparable(name), place.code)
    found["euu"] = "EUE"  # how several sources write the European Union
    found["uk"] = "GBR"
    return found


def find_jurisdiction(name: str) -> str | None:
    """The code for a code or name in any of the six UN languages, else None.

    >>> find_jurisdiction("de"), find_jurisdiction("Norvège"), find_jurisdiction("Atlantis")
    ('DEU', 'NOR', None)
    """
    return _by_any_name().get(_comparable(name))
