"""The schemes that provisions are tagged and filtered by, one table a scheme, in six languages."""

from mappings.taxonomy.schemes import (
    CRIME_TYPE,
    UNCAC,
    UNCAC_CHAPTER,
    Term,
    chapter_of,
    scheme,
    schemes,
)

__all__ = ["CRIME_TYPE", "UNCAC", "UNCAC_CHAPTER", "Term", "chapter_of", "scheme", "schemes"]
