"""The page of what the collection covers: articles of treaties, or other codes, by jurisdiction."""

from dataclasses import asdict, replace

from flask import Blueprint, Response, current_app, render_template, request, url_for

from mappings.fields import FIELD_OF_SCHEME
from mappings.taxonomy import scheme
from search_app.query.request import SearchRequest
from search_app.services.coverage import Cell, Coverage, Finding, lacking
from search_app.services.coverage_table import (
    COLUMN_SETS,
    STEPS,
    Asked,
    column_set_label,
    csv_rows,
    step,
    subjects_held,
    table,
)
from search_app.services.sheet import csv_text
from search_app.web.pages import search_url

blueprint = Blueprint("coverage", __name__)


@blueprint.get("/coverage")
def coverage() -> str:
    """A set of columns, and the jurisdictions of a region, a legal system, a development level;
    what there is not counts as not asked for."""
    found, asked = _coverage(), Asked.of(request.args)
    part = table(found, asked)
    return render_template(
        "coverage.html",
        asked=asked,
        part=part,
        heads=part.heads,
        column_sets={name: column_set_label(name) for name in COLUMN_SETS},
        finding=Finding,
        steps=STEPS,
        coverage=found,
    )


@blueprint.get("/coverage.csv")
def coverage_csv() -> Response:
    """What the page shows with the same parameters, a line a cell."""
    found, asked = _coverage(), Asked.of(request.args)
    text = csv_text(csv_rows(found, table(found, asked)))
    response = Response(text, content_type="text/csv; charset=utf-8")
    name = "-".join(filter(None, ("coverage", asked.columns, asked.region.replace(" ", "-"))))
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _coverage() -> Coverage:
    found: Coverage = current_app.extensions["coverage_service"].coverage()
    return found


@blueprint.app_template_global()
def coverage_url(asked: Asked, endpoint: str = "coverage.coverage", **changed: str) -> str:
    """URL of a part of the table, with what is changed in it."""
    default = asdict(Asked())
    values = asdict(replace(asked, **changed))
    # The columns are named always: without them, the first would not stay when another is.
    return url_for(
        endpoint, **{k: v for k, v in values.items() if k == "columns" or v != default[k]}
    )


@blueprint.app_template_global()
def cell_url(cell: Cell) -> str:
    """The search for the provisions that a cell counts."""
    field = FIELD_OF_SCHEME[cell.scheme].name
    filters = {"jurisdiction": (cell.jurisdiction,), field: (cell.code,)}
    return search_url(SearchRequest(filters=filters))


@blueprint.app_template_global()
def subject_url(jurisdiction: str, subject: str) -> str:
    """The search for the laws of a jurisdiction on a subject."""
    filters = {"jurisdiction": (jurisdiction,), "subject": (subject,)}
    return search_url(SearchRequest(filters=filters))


blueprint.add_app_template_global(lacking)
blueprint.add_app_template_global(step)
blueprint.add_app_template_global(subjects_held)
blueprint.add_app_template_global(scheme)
