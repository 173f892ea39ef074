"""What facet values are called."""

from collections.abc import Callable, Mapping

from mappings.jurisdictions import jurisdictions
from mappings.kinds import kind_term
from mappings.languages import languages
from mappings.records import LawStatus, TextQuality
from mappings.taxonomy import CRIME_TYPE, UNCAC, UNCAC_CHAPTER, scheme

_STATUS = {
    LawStatus.IN_FORCE: "In force",
    LawStatus.NOT_YET: "Not yet in force",
    LawStatus.NO_LONGER: "No longer in force",
    LawStatus.UNKNOWN: "Status not known",
}
_TEXT_QUALITY = {
    TextQuality.DIGITAL: "Written as text",
    TextQuality.RECOGNISED: "Read from images (OCR)",
    TextQuality.BROKEN: "Text garbled in the file",
    TextQuality.IMAGE: "Images only, needs OCR",
}


def _in(scheme_name: str, prefix: str = "") -> Callable[[str], str]:
    def label(code: str) -> str:
        term = scheme(scheme_name).get(code)
        return (
            f"{prefix}{code} {term.label()}".strip()
            if prefix and term
            else (term.label() if term else code)
        )

    return label


def _country(code: str) -> str:
    place = jurisdictions().get(code)
    return place.name() if place else code


def _plain(code: str) -> str:
    return code.replace("-", " ").capitalize()


_LABELS: Mapping[str, Callable[[str], str]] = {
    "uncac_chapter": _in(UNCAC_CHAPTER, "Chapter "),
    "uncac": _in(UNCAC, "Art. "),
    "crime_type": _in(CRIME_TYPE),
    "jurisdiction": _country,
    "legal_system": _in("legal-system"),
    "hdi": lambda code: "Not ranked" if code == "none" else _plain(code),
    "language": lambda code: languages()[code].name if code in languages() else code,
    "kind": lambda code: kind_term(code).label(),
    "status": lambda code: _STATUS[LawStatus(code)] if code in set(LawStatus) else code,
    "text_quality": lambda code: (
        _TEXT_QUALITY[TextQuality(code)] if code in set(TextQuality) else code
    ),
}


def label(field: str, value: str) -> str:
    """A facet value in words; the value itself where there are none."""
    named = _LABELS.get(field)
    return named(value) if named else value
