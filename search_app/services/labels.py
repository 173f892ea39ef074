"""What facet values and tags are called, in the language of the interface."""

from collections.abc import Iterator

from mappings.fields import FIELD_OF_SCHEME, Field, field_named
from mappings.jurisdictions import Jurisdiction, jurisdictions
from mappings.languages import UNDETERMINED, languages
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
from search_app.formats import day, locale
from search_app.messages import LANGUAGES, gettext, language, message

_STATUS = {
    LawStatus.IN_FORCE: message("In force"),
    LawStatus.NOT_YET: message("Not yet in force"),
    LawStatus.NO_LONGER: message("No longer in force"),
    LawStatus.UNKNOWN: message("Status not known"),
}
_DATES = {
    "adopted": message("Adopted"),
    "published": message("Published"),
    "in_force": message("In force from"),
    "amended": message("Amended"),
    "repealed": message("Repealed"),
    "version": message("Text as of"),
}
_FACTS = {
    "title": message("Title"),
    "number": message("Number"),
    "jurisdiction": message("Jurisdiction"),
    "kind": message("Kind"),
    "language": message("Language"),
    "status": message("Status"),
}
_TEXT_QUALITY = {
    TextQuality.DIGITAL: message("Written as text"),
    TextQuality.RECOGNISED: message("Read from images (OCR)"),
    TextQuality.BROKEN: message("Text garbled in the file"),
    TextQuality.IMAGE: message("Images only, needs OCR"),
}
# How the treaties number their parts.
_ARTICLE = message("Art. %(number)s")
_CHAPTER = message("Chapter %(number)s")
# Treaties by a name short enough to stand before an article on a tag.
_SHORT = {
    "uncac": message("UNCAC"),
    "uncac-paragraph": message("UNCAC"),
    "untoc": message("UNTOC"),
    "untoc-trafficking-in-persons-protocol": message("Trafficking in Persons Protocol"),
    "untoc-smuggling-of-migrants-protocol": message("Smuggling of Migrants Protocol"),
    "untoc-firearms-protocol": message("Firearms Protocol"),
}
_UN_GROUPS = {
    "African": message("African States"),
    "Asia-Pacific": message("Asia-Pacific States"),
    "Eastern European": message("Eastern European States"),
    "GRULAC": message("Latin American and Caribbean States"),
    "WEOG": message("Western European and other States"),
}
_TREATY_STATUS = {
    "party": message("Party"),
    "signatory": message("Signatory"),
    "not party": message("Not party"),
}
_WHERE = {
    "text": message("in the text"),
    "heading": message("in the heading"),
    "ancestors": message("in the headings above"),
    "title": message("in the title of the law"),
}


def label(field: str, value: str) -> str:
    """A facet value in words; the value itself where there are none."""
    match field:
        case "jurisdiction":
            place = jurisdictions().get(value)
            return place.name(language()) if place else value
        case "language":
            return _language_label(value)
        case "status":
            return gettext(_STATUS[LawStatus(value)]) if value in set(LawStatus) else value
        case "text_quality":
            known = value in set(TextQuality)
            return gettext(_TEXT_QUALITY[TextQuality(value)]) if known else value
    for name in field_named(field).schemes:
        if term := scheme(name).get(value):
            return term_label(term)
    return value


def dates(known: LawDates) -> Iterator[tuple[str, str, str]]:
    """The dates of a law: the name of each, what it is in words, and the date."""
    for name, text in _DATES.items():
        if date := getattr(known, name):
            yield name, gettext(text), date


def correctable(field: str) -> str:
    """What a field that curators correct is called (`corpora.corrected`)."""
    return gettext({**_FACTS, **_DATES}[field])


def _language_label(code: str) -> str:
    if code not in languages():
        return code
    name = languages()[code].name
    if language() == LANGUAGES[0]:
        return name
    if code == UNDETERMINED:
        return gettext("Language not known")
    known = locale(language()).languages.get(code.replace("-", "_"), name)
    # CLDR has names as they stand within a sentence.
    return f"{known[0].upper()}{known[1:]}"


def name_of(term: Term) -> str:
    """What a code of a scheme is called, without its number."""
    return term.label(language())


def term_label(term: Term) -> str:
    """A code of a scheme in words: "Art. 15 Bribery of national public officials"."""
    if term.scheme == UNCAC_CHAPTER:
        numbered = _CHAPTER
    elif term.scheme in _SHORT:
        numbered = _ARTICLE
    else:
        return name_of(term)
    return f"{gettext(numbered) % {'number': _number(term.code)}} {name_of(term)}"


def tag_label(name: str, code: str) -> str:
    """A tag in few words: "UNCAC 15 (a)", "Money laundering"."""
    if name in _SHORT:
        return f"{gettext(_SHORT[name])} {_number(code)}"
    return name_of(scheme(name)[code])


def scheme_label(name: str) -> str:
    """What the codes of a scheme are, as the heading of its tags."""
    return field_label(FIELD_OF_SCHEME[name])


def field_label(field: Field) -> str:
    """What a field is called. The messages of `mappings.fields` are in the catalogues as well."""
    return gettext(field.label)


def un_group(place: Jurisdiction) -> str:
    """The regional group of a State in the United Nations; "" for none."""
    name = _UN_GROUPS.get(place.un_group)
    return gettext(name) if name else ""


def treaty_status(status: str, since: str) -> str:
    """Whether a State is bound by a treaty: "Party, 14 October 2003"."""
    said = gettext(_TREATY_STATUS[status])
    return f"{said}{gettext(', ')}{day(since)}" if since else said


def where_found(part: str) -> str:
    """Where the evidence of a tag stands: "in the heading"."""
    return gettext(_WHERE[part]) if part in _WHERE else part


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
