"""XML: the root element tells which schema it is."""

from collections.abc import Callable

from corpora.extract import (
    akoma_ntoso,
    boe,
    clml,
    dc_law,
    egov_law,
    federal_register,
    formex,
    gii_norm,
    lexwork,
    lims,
    riigi_teataja,
    uslm,
)
from corpora.extract.markup import Element, name, parse_xml
from corpora.extract.model import Draft, ExtractionError, NotALaw, SourceFile

MEDIA_TYPE = "application/xml"

_SCHEMAS: dict[str, Callable[[Element, SourceFile], list[Draft]]] = {
    "akomaNtoso": akoma_ntoso.drafts,
    "Statute": lims.drafts,
    "Regulation": lims.drafts,
    "norm": lexwork.drafts,
    "section": dc_law.drafts,
    "document": dc_law.drafts,
    "Legislation": clml.drafts,
    "dokumente": gii_norm.drafts,
    "response": boe.drafts,
    "documento": boe.drafts,
    "Law": egov_law.drafts,
    "DataRoot": egov_law.drafts,
    "oigusakt": riigi_teataja.drafts,
    "uscDoc": uslm.drafts,
    "pLaw": uslm.drafts,
    "lawDoc": uslm.drafts,
    "RULE": federal_register.drafts,
    "PRORULE": federal_register.drafts,
    "ACT": formex.drafts,
    "CONS.ACT": formex.drafts,
    "ANNEX": formex.drafts,
    "CONS.ANNEX": formex.drafts,
    "GENERAL": formex.drafts,
}
_INDEXES = {"container", "library", "collection", "feed", "sitemapindex", "urlset"}


def read(file: SourceFile) -> list[Draft]:
    """Laws of an XML file in one of the schemas above."""
    root = parse_xml(file.data)
    schema = name(root)
    if schema in _INDEXES:
        raise NotALaw(f"an index of other files (<{schema}>)")
    if schema not in _SCHEMAS:
        raise ExtractionError(f"XML in a schema that we do not know: <{schema}>")
    found = _SCHEMAS[schema](root, file)
    for draft in found:
        draft.media_type = MEDIA_TYPE
    return found
