"""THE field table of the provision index.

The Elasticsearch mapping, the tantivy schema, the facets, the search API and the table in
docs/fields.md are all derived from it. A field is added here, and given its value in
`indexer.documents`; nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from mappings.taxonomy import schemes as all_schemes
from mappings.taxonomy.schemes import (
    CRIME_TYPE,
    CROSS_CUTTING,
    FIREARMS,
    IMPRISONMENT_MAX,
    PENALTY,
    SMUGGLING_OF_MIGRANTS,
    SUBJECT,
    THEME,
    TRAFFICKING_IN_PERSONS,
    UNCAC,
    UNCAC_CHAPTER,
    UNCAC_PARAGRAPH,
    UNTOC,
)


class FieldKind(Enum):
    """How a field is indexed; each engine has one translation for each kind.

    KEYWORD   exact string(s), filterable and countable
    INTEGER   whole number, filterable by range, countable, sortable
    STEMMED   words of `indexer.analysis` reduced to stems, searched by words
    EXACT     words of `indexer.analysis` folded only, with positions, searched by phrases
    STORED    kept, given back, not searched (JSON text)
    """

    KEYWORD = "keyword"
    INTEGER = "integer"
    STEMMED = "stemmed"
    EXACT = "exact"
    STORED = "stored"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a provision document.

    multiple  holds a list of values
    facet     shown and counted as a facet, in the order of this table
    weight    boost of a match in this field (STEMMED and EXACT only)
    asked     searched only by clauses that name it
    label     its name for people; the facet's heading
    schemes   of `mappings.taxonomy`, whose codes are its values
    ordered   its values are shown in the order of their scheme, not the most frequent first
    """

    name: str
    kind: FieldKind
    help: str
    label: str = ""
    multiple: bool = False
    facet: bool = False
    weight: float = 1.0
    asked: bool = False
    schemes: tuple[str, ...] = ()
    ordered: bool = False


def _tagged(name: str, help_text: str, label: str, *schemes: str) -> Field:
    return Field(
        name, FieldKind.KEYWORD, help_text, label, multiple=True, facet=True, schemes=schemes
    )


# An EXACT field stands beside each STEMMED one, under its name with this behind it.
EXACT_SUFFIX = "_exact"

FIELDS: tuple[Field, ...] = (
    Field("id", FieldKind.KEYWORD, "Provision id: <law id>/<path>."),
    Field("law_id", FieldKind.KEYWORD, "Id of the law; hits are grouped by it."),
    Field("ordinal", FieldKind.INTEGER, "Position of the provision in its law, from 0."),
    _tagged(
        "uncac_chapter", "UNCAC chapters the provision implements.", "UNCAC chapter", UNCAC_CHAPTER
    ),
    _tagged(
        "uncac",
        "UNCAC articles the provision implements, and paragraphs (15a) beside their article.",
        "UNCAC article",
        UNCAC,
        UNCAC_PARAGRAPH,
    ),
    _tagged("crime_type", "Crime types.", "Crime type", CRIME_TYPE),
    Field(
        "penalty",
        FieldKind.KEYWORD,
        "Kinds of penalty that the provision itself threatens.",
        "Penalty",
        multiple=True,
        facet=True,
        schemes=(PENALTY,),
    ),
    Field(
        "imprisonment_max",
        FieldKind.KEYWORD,
        "The longest imprisonment that the provision itself threatens, in steps.",
        "Longest imprisonment",
        facet=True,
        schemes=(IMPRISONMENT_MAX,),
        ordered=True,
    ),
    Field("jurisdiction", FieldKind.KEYWORD, "Code of the jurisdiction.", "Country", facet=True),
    _tagged("theme", "Themes.", "Theme", THEME),
    _tagged(
        "cross_cutting_issue",
        "Cross-cutting issues, and those above them.",
        "Cross-cutting issue",
        CROSS_CUTTING,
    ),
    _tagged(
        "untoc",
        "Articles of the Convention against Transnational Organized Crime.",
        "UNTOC article",
        UNTOC,
    ),
    _tagged(
        "untoc_trafficking_in_persons_protocol",
        "Articles of its protocol on trafficking in persons.",
        "Trafficking in Persons Protocol",
        TRAFFICKING_IN_PERSONS,
    ),
    _tagged(
        "untoc_smuggling_of_migrants_protocol",
        "Articles of its protocol on the smuggling of migrants.",
        "Smuggling of Migrants Protocol",
        SMUGGLING_OF_MIGRANTS,
    ),
    _tagged(
        "untoc_firearms_protocol",
        "Articles of its protocol on firearms.",
        "Firearms Protocol",
        FIREARMS,
    ),
    Field(
        "region",
        FieldKind.KEYWORD,
        "UN M49 subregion.",
        "Region",
        facet=True,
        schemes=("region",),
    ),
    Field(
        "legal_system",
        FieldKind.KEYWORD,
        "Legal system.",
        "Legal system",
        facet=True,
        schemes=("legal-system",),
    ),
    Field(
        "hdi",
        FieldKind.KEYWORD,
        "Human development level.",
        "Human development",
        facet=True,
        schemes=("development-level",),
    ),
    Field("language", FieldKind.KEYWORD, "Language of the provision.", "Language", facet=True),
    Field(
        "kind",
        FieldKind.KEYWORD,
        "Kind of law.",
        "Kind of law",
        facet=True,
        schemes=("kind-of-law",),
    ),
    Field(
        "subject",
        FieldKind.KEYWORD,
        "What a law that is whole, and may be in force, is about, told by its titles.",
        "Subject of the law",
        multiple=True,
        facet=True,
        schemes=(SUBJECT,),
    ),
    Field("year", FieldKind.INTEGER, "Year of the law's principal date.", "Year", facet=True),
    Field("status", FieldKind.KEYWORD, "Whether the law is in force.", "Status", facet=True),
    Field(
        "text_quality",
        FieldKind.KEYWORD,
        "How far the law's text can be trusted (written as text, OCR, broken, image only).",
        "Text quality",
        facet=True,
    ),
    Field("source", FieldKind.KEYWORD, "Id of the source.", "Source"),
    Field("date", FieldKind.INTEGER, "Principal date of the law as YYYYMMDD; orders by date."),
    Field("text", FieldKind.STEMMED, "Text of the provision.", "Text"),
    Field("text_exact", FieldKind.EXACT, "Text of the provision."),
    Field("heading", FieldKind.STEMMED, "Label and heading.", "Heading", weight=3.0),
    Field("heading_exact", FieldKind.EXACT, "Label and heading.", weight=3.0),
    Field(
        "title", FieldKind.STEMMED, "Titles and number of the law.", "Title of the law", weight=0.7
    ),
    Field("title_exact", FieldKind.EXACT, "Titles and number of the law.", weight=0.7),
    Field(
        "ancestors", FieldKind.STEMMED, "Headings of the divisions above.", "Chapter", weight=1.5
    ),
    Field("ancestors_exact", FieldKind.EXACT, "Headings of the divisions above.", weight=1.5),
    Field(
        "words",
        FieldKind.STEMMED,
        "All words of the provision, its headings and its law's titles, as stems and as they are;"
        " questions are searched in them.",
        asked=True,
    ),
    Field(
        "tag_strength",
        FieldKind.KEYWORD,
        "Codes with how sure their tag is, as field:code>0.9 for each step it reaches, those that"
        " are possible and no tags below 0.5; ranks.",
        multiple=True,
    ),
    Field("tags", FieldKind.STORED, "The tags with their evidence, as JSON."),
    Field("possible", FieldKind.STORED, "What it may be about and is not tagged with, as JSON."),
    Field("tagged_by", FieldKind.KEYWORD, "Version of the vocabulary that the tags were set by."),
    Field(
        "content",
        FieldKind.KEYWORD,
        "What the law's documents are made of: a digest of the law, of decisions and of versions.",
    ),
)

FACETS: tuple[Field, ...] = tuple(field for field in FIELDS if field.facet)


FIELD_OF_SCHEME: Mapping[str, Field] = MappingProxyType(
    {name: field for field in FIELDS for name in field.schemes}
)
"""The field that holds the codes of a scheme."""


def has_value(field: Field, value: str) -> bool:
    """Whether a scheme of the field has the code; True for fields without schemes."""
    return not field.schemes or any(value in all_schemes()[name] for name in field.schemes)


def field_named(name: str) -> Field:
    """The field of that name. Raises KeyError with the names that exist."""
    for field in FIELDS:
        if field.name == name:
            return field
    raise KeyError(f"no field {name!r}; there are: {', '.join(f.name for f in FIELDS)}")


def text_fields(kind: FieldKind, within: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """The searched fields of a kind, STEMMED or EXACT; those of `within` (names of STEMMED
    fields), when it names any."""
    suffix = EXACT_SUFFIX if kind is FieldKind.EXACT else ""
    names = {f"{name}{suffix}" for name in within}
    return tuple(
        f for f in FIELDS if f.kind is kind and (f.name in names if names else not f.asked)
    )


STRENGTHS = (0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""The steps of `tag_strength`. From the first one on a code is possible: a search for a concept
finds such provisions behind those that are tagged with it."""


def strength(name: str, code: str, step: float) -> str:
    """A value of `tag_strength`: the code of a field is given, or possible, with that confidence
    or more."""
    return f"{name}:{code}>{step}"
