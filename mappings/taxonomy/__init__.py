"""The schemes that provisions are tagged and filtered by, one table a scheme, in six languages."""

from mappings.taxonomy.schemes import (
    CRIME_TYPE,
    SUBJECT,
    TAG_SCHEMES,
    THEME,
    UN_LANGUAGES,
    UNCAC,
    UNCAC_CHAPTER,
    UNCAC_PARAGRAPH,
    Term,
    above,
    chapter_of,
    implemented,
    is_tag,
    scheme,
    schemes,
)

__all__ = [
    "CRIME_TYPE",
    "SUBJECT",
    "TAG_SCHEMES",
    "THEME",
    "UNCAC",
    "UNCAC_CHAPTER",
    "UNCAC_PARAGRAPH",
    "UN_LANGUAGES",
    "Term",
    "above",
    "chapter_of",
    "implemented",
    "is_tag",
    "scheme",
    "schemes",
]
