"""XML: the root element tells which schema it is."""

from collections.abc import Callable

from corpora.extract import akoma_ntoso, dc_law, lexwork, lims
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
