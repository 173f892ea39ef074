"""What facet values and tags are called, in the language of the interface."""

from collections.abc import Iterator

from mappings.fields import FIELD_OF_SCHEME, field_named
from mappings.jurisdictions import jurisdictions
from mappings.languages import languages
from mappings.records import LawDates, LawStatus, TextQuality
from mappings.taxonomy import (
    CRIME_TYPE,
    CROSS_CUTTING,
    FIREARMS,
    SMUGGLING_OF_MIGRANTS,
    THEME,
    TRAFFICKING_IN_PERSONS,
    UNCAC,
    UNCAC_CHAPTER,
    UNTOC,
    Term,
    scheme,
)
from search_app.messages import gettext

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
# How a number is written before its title; as in English where a language is not named.
_ARTICLE = {"en": "Art. {}", "ru": "Ст. {}", "ar": "المادة {}", "zh": "第{}条"}
_CHAPTER = {
    "en": "Chapter {}",
    "fr": "Chapitre {}",
    "es": "Capítulo {}",
    "ru": "Глава {}",
    "ar": "الفصل {}",
    "zh": "第{}章",
}
# Treaties by a name short enough to stand before an article on a tag.
_SHORT = {
    "uncac": "UNCAC",
    "uncac-paragraph": "UNCAC",
    "untoc": "UNTOC",
    "untoc-trafficking-in-persons-protocol": "Trafficking in Persons Protocol",
    "untoc-smuggling-of-migrants-protocol": "Smuggling of Migrants Protocol",
    "untoc-firearms-protocol": "Firearms Protocol",
}


def label(field: str, value: str, language: str = "en") -> str:
    """A facet value in words; the value itself where there are none.

    language  of the interface, one of the six UN languages
    """
    match field:
        case "jurisdiction":
            place = jurisdictions().get(value)
            return place.name(language) if place else value
        case "language":
            return languages()[value].name if value in languages() else value
        case "status":
            return _STATUS[LawStatus(value)] if value in set(LawStatus) else value
        case "text_quality":
            return _TEXT_QUALITY[TextQuality(value)] if value in set(TextQuality) else value
    for name in field_named(field).schemes:
        if term := scheme(name).get(value):
            return term_label(term, language)
    return value


def dates(known: LawDates) -> Iterator[tuple[str, str, str]]:
    """The dates of a law: the name of each, what it is in words, and the date."""
    for name, text in (
        ("adopted", gettext("Adopted")),
        ("published", gettext("Published")),
        ("in_force", gettext("In force from")),
        ("amended", gettext("Amended")),
        ("repealed", gettext("Repealed")),
        ("version", gettext("Text as of")),
    ):
        if date := getattr(known, name):
            yield name, text, date


def term_label(term: Term, language: str = "en") -> str:
    """A code of a scheme in words: "Art. 15 Bribery of national public officials"."""
    if term.scheme == UNCAC_CHAPTER:
        numbered = _CHAPTER
    elif term.scheme in _SHORT:
        numbered = _ARTICLE
    else:
        return term.label(language)
    number = (numbered.get(language) or numbered["en"]).format(_number(term.code))
    return f"{number} {term.label(language)}"


def tag_label(name: str, code: str, language: str = "en") -> str:
    """A tag in few words: "UNCAC 15 (a)", "Money laundering"."""
    if name in _SHORT:
        return f"{_SHORT[name]} {_number(code)}"
    return scheme(name)[code].label(language)


def scheme_label(name: str) -> str:
    """What the codes of a scheme are, as the heading of its tags."""
    return FIELD_OF_SCHEME[name].label


def scheme_title(name: str) -> str:
    """What a treaty or another scheme is called, as the heading of its page."""
    return {
        UNCAC: gettext("Convention against Corruption"),
        UNTOC: gettext("Convention against Transnational Organized Crime"),
        TRAFFICKING_IN_PERSONS: gettext("Trafficking in Persons Protocol"),
        SMUGGLING_OF_MIGRANTS: gettext("Smuggling of Migrants Protocol"),
        FIREARMS: gettext("Firearms Protocol"),
        CRIME_TYPE: gettext("Crime types"),
        CROSS_CUTTING: gettext("Cross-cutting issues"),
        THEME: gettext("Themes"),
    }[name]


def _number(code: str) -> str:
    """A paragraph's letter apart from the article's number: "15 (a)"."""
    return f"{code[:-1]} ({code[-1]})" if code[-1].islower() else code
