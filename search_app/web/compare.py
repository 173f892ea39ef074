"""The page that compares jurisdictions, and its form; the same as a document or a table."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    render_template,
    request,
    url_for,
)

from mappings.elements import Part
from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import jurisdictions
from mappings.taxonomy import TAG_SCHEMES, UNCAC, UNCAC_PARAGRAPH, Term, implemented, scheme
from search_app.messages import gettext
from search_app.messages import language as reader_language
from search_app.query.comparison import PLACES, ComparisonRequest, parse_comparison
from search_app.query.request import SearchRequest
from search_app.services import elements
from search_app.services.cite import Cited
from search_app.services.compare import CompareService, Comparison, absence
from search_app.services.compare_files import comparison_docx, comparison_rows
from search_app.services.labels import label, scheme_label
from search_app.services.penalties import kind_in_words
from search_app.services.related import Related
from search_app.services.sheet import csv_text
from search_app.services.word import MEDIA_TYPE

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def compare() -> Response:
    """The comparison, or the form while there is nothing to compare."""
    asked = parse_comparison(request.args.items(multi=True))
    service: CompareService = current_app.extensions["compare_service"]
    places = service.places(asked)
    found = service.compare(asked) if asked.is_complete else None
    response = make_response(
        render_template(
            "compare.html",
            asked=asked,
            found=found,
            permalink=_permalink(found) if found else "",
            subject=_name(asked) if asked.about else "",
            subjects=_subjects(asked),
            groups=_groups(places),
            places=places,
            legal_systems=_grouped(places, "legal_system"),
            regions=_grouped(places, "subregion"),
            all_regions=_regions(places),
            parts=_parts(),
            kind_in_words=kind_in_words,
            element_label=lambda element: element.label(reader_language()),
            finding=elements.Finding,
            absence=absence,
            shown=PLACES,
        )
    )
    if asked.parameters():
        # Every choice of jurisdictions is a page: crawlers would never end.
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@blueprint.get("/compare.docx")
def compare_docx() -> Response:
    """What the page shows with the same parameters, as a document."""
    found, cited = _to_take_away()
    data = comparison_docx(found, _name(found.request), cited, _permalink(found))
    return _file(found, data, "docx", MEDIA_TYPE)


@blueprint.get("/compare.csv")
def compare_csv() -> Response:
    """The same as a table, a provision a row."""
    found, cited = _to_take_away()
    return _file(found, csv_text(comparison_rows(found, cited)), "csv", "text/csv; charset=utf-8")


def _to_take_away() -> tuple[Comparison, list[Cited]]:
    asked = parse_comparison(request.args.items(multi=True))
    if not asked.is_complete:
        abort(400, gettext("Choose a subject and jurisdictions on the page “Compare” first."))
    found: Comparison = current_app.extensions["compare_service"].compare(asked)
    return found, [
        one.cited(
            url_for("pages.provision", law_id=one.law.id, path=one.provision.path, _external=True)
        )
        for _, one in found.provisions
    ]


def _file(found: Comparison, data: bytes | str, extension: str, media_type: str) -> Response:
    response = Response(data, content_type=media_type)
    about, places = found.request.term, (column.place for column in found.columns)
    name = "-".join(("compare", about.scheme, about.code, *places))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{extension}")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _name(asked: ComparisonRequest) -> str:
    return label(FIELD_OF_SCHEME[asked.term.scheme].name, asked.term.code)


def _permalink(found: Comparison) -> str:
    """The address of what is shown: jurisdictions of a region may be in another order when the
    index changes, those that are named stay."""
    places = tuple(column.place for column in found.columns)
    shown = ComparisonRequest(found.request.about, places)
    return urljoin(request.url_root, compare_url(shown))


def _subjects(asked: ComparisonRequest) -> Mapping[str, list[tuple[str, str]]]:
    """What may be compared: heading → (value, label); what provisions are tagged with, and what
    is chosen whether they are or not."""
    counts = current_app.extensions["overview_service"].counts()
    found: dict[str, list[tuple[str, str]]] = {}
    for name in TAG_SCHEMES:
        if name == UNCAC_PARAGRAPH:
            continue
        field = FIELD_OF_SCHEME[name].name
        for term in _terms(name):
            value = (term.scheme, term.code)
            if term.code in counts[field] or value == asked.about:
                text = label(field, term.code)
                found.setdefault(scheme_label(name), []).append((":".join(value), text))
    return found


def _terms(name: str) -> list[Term]:
    """The codes of a scheme; articles each with its paragraphs behind it."""
    if name != UNCAC:
        return list(implemented(name).values())
    paragraphs = scheme(UNCAC_PARAGRAPH).values()
    return [
        term
        for article in implemented(UNCAC).values()
        for term in (article, *(p for p in paragraphs if p.parent == article.code))
    ]


def _groups(places: Mapping[str, int]) -> Mapping[str, list[str]]:
    """Jurisdictions by legal system, those of none last."""
    found: dict[str, list[str]] = {code: [] for code in (*scheme("legal-system"), "")}
    for place in places:
        found[jurisdictions()[place].legal_system].append(place)
    return {
        code: sorted(group, key=lambda place: label("jurisdiction", place))
        for code, group in found.items()
        if group
    }


def _grouped(places: Mapping[str, int], attribute: str) -> Mapping[str, int]:
    """How many jurisdictions with provisions there are by legal system or region."""
    counts: dict[str, int] = {}
    for place, provisions in places.items():
        value: Any = getattr(jurisdictions()[place], attribute)
        if value and provisions:
            counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def _regions(places: Mapping[str, int]) -> list[str]:
    """The regions of jurisdictions, each with the one above it before it."""
    held = {jurisdictions()[place].subregion for place in places}
    above = {scheme("region")[code].parent for code in held if code}
    return [code for code in scheme("region") if code in held | above]


def _parts() -> Mapping[Part, str]:
    return {
        Part.WHO: gettext("Who"),
        Part.CONDUCT: gettext("Conduct"),
        Part.OBJECT: gettext("Object"),
        Part.INTENT: gettext("Intent"),
        Part.EXTENT: gettext("Extent"),
        Part.PENALTY: gettext("Penalty"),
    }


@blueprint.app_template_global()
def compare_url(asked: ComparisonRequest, page: str = "compare.compare") -> str:
    """The address of a comparison, or of a file of it."""
    query = asked.query_string()
    return url_for(page) + (f"?{query}" if query else "")


@blueprint.app_template_global()
def comparison_of(
    name: str, code: str, region: str = "", legal_system: str = ""
) -> ComparisonRequest:
    """The comparison on a code of a scheme; without a region or a legal system its jurisdictions
    are still to be chosen."""
    return ComparisonRequest((name, code), region=region, legal_system=legal_system)


@blueprint.app_template_global()
def comparison_without(found: Comparison, place: str) -> ComparisonRequest:
    """What is shown, without a jurisdiction."""
    places = tuple(column.place for column in found.columns if column.place != place)
    return found.request.of(places=places, region="", legal_system="")


@blueprint.app_template_global()
def comparison_beginning(found: Comparison, place: str) -> ComparisonRequest:
    """What is shown, with a jurisdiction in front."""
    others = comparison_without(found, place)
    return others.of(places=(place, *others.places))


@blueprint.app_template_global()
def comparison_beside(related: Related) -> ComparisonRequest:
    """The comparison of a provision's jurisdiction with those where there is the same."""
    tag = related.about[0]
    others = [item.law.jurisdiction for item in related.elsewhere]
    places = (related.law.jurisdiction, *others[: PLACES - 1])
    return ComparisonRequest((tag.scheme, tag.code), places)


@blueprint.app_template_global()
def elsewhere_in(name: str, code: str, place: str) -> SearchRequest:
    """The search for provisions on a code in one jurisdiction."""
    return SearchRequest(filters={FIELD_OF_SCHEME[name].name: (code,), "jurisdiction": (place,)})
