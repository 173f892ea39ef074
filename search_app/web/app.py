"""Builds the Flask application from a reader and a collection."""

import hashlib
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, url_for
from sqlalchemy.exc import SQLAlchemyError

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from mappings.fields import FIELD_OF_SCHEME
from mappings.jurisdictions import jurisdictions
from mappings.languages import language_named
from mappings.settings import Settings
from search_app import curator, formats
from search_app.messages import gettext, ngettext
from search_app.services import labels, tags
from search_app.services.catalogue import CatalogueService
from search_app.services.compare import CompareService
from search_app.services.coverage import CoverageService
from search_app.services.export import ExportService
from search_app.services.file import FileService
from search_app.services.follow import FollowService
from search_app.services.frozen import FrozenService
from search_app.services.law import LawService
from search_app.services.overview import OverviewService
from search_app.services.permalinks import PermalinkService
from search_app.services.profile import ProfileService
from search_app.services.reading_list import ReadingListService
from search_app.services.related import RelatedService
from search_app.services.search import SearchService
from search_app.services.subject import SubjectService
from search_app.services.suggest import SuggestService
from search_app.services.versions import VersionService
from search_app.web import (
    browse,
    cite,
    compare,
    conventions,
    coverage,
    errors,
    file,
    findings,
    headers,
    language,
    pages,
    reading_list,
    report,
    versions,
)
from search_app.web.again import AskedAgain

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def create_app(
    reader: IndexReader,
    collection: Collection,
    public_address: str | None = None,
    settings: Settings | None = None,
) -> Flask:
    """The application over an index and its collection. `public_address` stands in whole
    addresses of pages; without it they are at the host that each request names. With the
    `settings` of the library it has the curators' pages."""
    app = AskedAgain(__name__)
    if public_address:
        app.wsgi_app = _seen_at(public_address, app.wsgi_app)  # type: ignore[assignment, method-assign]
    app.extensions["search_service"] = SearchService(reader, collection)
    app.extensions["export_service"] = ExportService(reader, collection)
    app.extensions["frozen_service"] = FrozenService(reader, collection)
    app.extensions["follow_service"] = FollowService(reader, collection)
    laws = app.extensions["law_service"] = LawService(reader, collection)
    app.extensions["permalinks"] = PermalinkService(collection, laws)
    app.extensions["list_service"] = ReadingListService(collection, app.extensions["law_service"])
    app.extensions["related_service"] = RelatedService(reader, collection)
    app.extensions["suggest_service"] = SuggestService(reader, collection)
    app.extensions["catalogue_service"] = CatalogueService(collection)
    app.extensions["overview_service"] = OverviewService(reader, collection)
    covered = app.extensions["coverage_service"] = CoverageService(reader)
    app.extensions["profile_service"] = ProfileService(covered, collection)
    app.extensions["subject_service"] = SubjectService(covered, reader, collection)
    app.extensions["compare_service"] = CompareService(covered, reader, collection)
    app.extensions["file_service"] = FileService(collection)
    app.extensions["version_service"] = VersionService(collection)
    app.extensions["report_limit"] = report.new_limit()
    app.extensions["reader"] = reader
    app.extensions["collection"] = collection
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        label=labels.label,
        scheme_title=labels.scheme_title,
        field_of=lambda scheme: FIELD_OF_SCHEME[scheme].name,
        name_of=labels.name_of,
        un_group=labels.un_group,
        treaty_status=labels.treaty_status,
        dates=labels.dates,
        correctable=labels.correctable,
        where_found=labels.where_found,
        in_order=tags.in_order,
        shown_tags=tags.shown,
        tag_title=tags.title,
        language_named=language_named,
        jurisdictions=jurisdictions,
        asset=_asset,
    )
    app.jinja_env.filters.update(
        number=formats.number,
        percent=formats.percent,
        day=formats.day,
        time=formats.time,
        moment=formats.moment,
        provisions=formats.provisions,
        laws=formats.laws,
        jurisdictions=formats.jurisdictions,
    )
    app.context_processor(lambda: _site(collection))
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(coverage.blueprint)
    app.register_blueprint(cite.blueprint)
    app.register_blueprint(file.blueprint)
    app.register_blueprint(report.blueprint)
    app.register_blueprint(versions.blueprint)
    app.register_blueprint(browse.blueprint)
    app.register_blueprint(compare.blueprint)
    app.register_blueprint(conventions.blueprint)
    app.register_blueprint(reading_list.blueprint)
    app.register_blueprint(findings.blueprint)
    if settings:
        curator.register(app, collection, settings)
    language.register(app)
    errors.register(app)
    headers.register(app)
    return app


def _seen_at(address: str, application: "WSGIApplication") -> "WSGIApplication":
    """The application, told that it was asked at an address, wherever the request says it was."""
    parts = urlsplit(address)

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked = environ | {"wsgi.url_scheme": parts.scheme, "HTTP_HOST": parts.netloc}
        return application(asked, start_response)

    return answer


def _site(collection: Collection) -> dict[str, Any]:
    """What every page shows of the collection."""
    try:
        return {"demonstration": collection.is_demonstration()}
    except SQLAlchemyError:
        # The page that tells of the fault is rendered with this as well.
        return {"demonstration": False}


def _asset(name: str) -> str:
    """URL of a static file, with its content's hash so that it can be cached for ever."""
    data = resources.files("search_app.web").joinpath("static", name).read_bytes()
    return url_for("static", filename=name, v=hashlib.sha256(data).hexdigest()[:10])
