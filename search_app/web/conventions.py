"""What programs look for at every site: feeds, sitemaps, the description of the search, robots."""

from collections.abc import Iterator
from itertools import chain, islice
from urllib.parse import urljoin

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for

from corpora.records import LawSummary
from corpora.store import Collection
from mappings.taxonomy import implemented
from search_app.formats import day
from search_app.messages import LANGUAGES, gettext
from search_app.query.request import SearchRequest, parse_request
from search_app.services.atom import Entry, Feed, atom
from search_app.services.coverage import SCHEMES
from search_app.services.follow import News
from search_app.services.labels import label
from search_app.services.sitemap import MAX_ADDRESSES, sitemap, sitemap_index
from search_app.web.browse import about_url, contents_url
from search_app.web.language import PARAMETER, asked_for
from search_app.web.pages import search_url

blueprint = Blueprint("conventions", __name__)

_XML = "application/xml; charset=utf-8"
_PAGES = ("pages.home", "pages.help_page", "pages.about")
_CANONICAL = (
    *_PAGES,
    "pages.law",
    "browse.jurisdiction",
    "browse.contents_page",
    "browse.subject",
)


@blueprint.get("/feed")
def feed() -> Response:
    """The newest laws by their own date."""
    newest = current_app.extensions["overview_service"].newest()
    since = _collection().since(law.id for law in newest)
    return _atom(
        Feed(
            "newest laws",
            f"{gettext('Legal Library')}: {gettext('Newest laws')}",
            url_for("conventions.feed", _external=True),
            url_for("pages.home", _external=True),
            [
                _entry(law, url_for("pages.law", law_id=law.id, _external=True), since[law.id])
                for law in newest
                if law.id in since
            ],
        )
    )


@blueprint.get("/search.atom")
def search_feed() -> Response:
    """The laws that a search finds, those first that came last into the collection: a search that
    is kept and tells of news, whatever the dates of the laws are."""
    bare = parse_request(request.args.items(multi=True)).bare()
    news = current_app.extensions["follow_service"].latest(bare)
    response = _atom(
        Feed(
            # The same search has the same id however it was written.
            f"search {bare.query_string()}",
            f"{gettext('Legal Library')}: {bare.q or gettext('Search')}",
            urljoin(request.url_root, search_feed_url(bare)),
            urljoin(request.url_root, search_url(bare)),
            list(map(_found, news)),
        )
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser searches here and completes what is typed."""
    return Response(
        render_template("opensearch.xml"),
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


@blueprint.get("/sitemap.xml")
def sitemaps() -> Response:
    """The index of the sitemaps."""
    parts = _collection().law_parts(MAX_ADDRESSES)
    addresses = (
        url_for("conventions.sitemap_of_laws", part=part, _external=True) for part in parts
    )
    pages = url_for("conventions.sitemap_of_pages", _external=True)
    return Response("".join(sitemap_index([pages, *addresses])), content_type=_XML)


@blueprint.get("/sitemap-pages.xml")
def sitemap_of_pages() -> Response:
    """The pages that are no laws: of the library, of jurisdictions, of treaties and schemes."""
    places = sorted(current_app.extensions["overview_service"].statistics().by_jurisdiction)
    addresses = [
        *(url_for(name, _external=True) for name in _PAGES),
        *(url_for("browse.jurisdiction", name=code, _external=True) for code in places),
        *(contents_url(name, external=True) for name in SCHEMES),
        *(about_url(name, c, external=True) for name in SCHEMES for c in implemented(name)),
    ]
    return Response("".join(sitemap((one, "") for one in addresses)), content_type=_XML)


@blueprint.get("/sitemap-laws-<int(max=1000000):part>.xml")
def sitemap_of_laws(part: int) -> Response:
    """A part of the laws, sent as it is read."""
    laws = _collection().laws_of_part(part, MAX_ADDRESSES)
    # The first is read before the answer begins, or it could not say that there is none.
    first = next(laws, None)
    if first is None:
        abort(
            404,
            gettext("The library has no such sitemap; /sitemap.xml lists those that there are."),
        )
    # Ids of laws are safe in an address as they are.
    base = url_for("pages.law", law_id="-", _external=True).removesuffix("-")
    pages = ((f"{base}{law_id}", read_at) for law_id, read_at in chain([first], laws))
    return Response(_joined(sitemap(pages)), content_type=_XML)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Searches and comparisons are closed to crawlers, laws are open."""
    lines = [
        "User-agent: *",
        "Disallow: /search",
        "Disallow: /compare?",
        "Disallow: /compare.",
        "Disallow: /api/",
        "Disallow: /cite/",
        "Disallow: /list",
        "Disallow: /report/",
        "",
    ]
    address = url_for("conventions.sitemaps", _external=True)
    return Response("\n".join([*lines, f"Sitemap: {address}", ""]), mimetype="text/plain")


@blueprint.app_template_global()
def canonical() -> str:
    """The address of the page that is answered, without what parameters change in it; "" for
    pages that search engines leave out, or that are others with other parameters."""
    if request.endpoint not in _CANONICAL:
        return ""
    return _address(asked_for())


@blueprint.app_template_global()
def alternates() -> list[tuple[str, str]]:
    """The page that is answered in each language of the interface: the language, and its address;
    "x-default" for the reader's own."""
    return [("x-default", _address("")), *((code, _address(code)) for code in LANGUAGES)]


def _address(code: str) -> str:
    """The page that is answered, in a language of the interface; "" for the reader's own."""
    chosen = {PARAMETER: code} if code else {}
    return url_for(
        request.endpoint or "pages.home", **(request.view_args or {}), **chosen, _external=True
    )


@blueprint.app_template_global()
def search_feed_url(asked: SearchRequest) -> str:
    """URL of the feed of a search."""
    query = asked.bare().query_string()
    return url_for("conventions.search_feed") + (f"?{query}" if query else "")


def _collection() -> Collection:
    collection: Collection = current_app.extensions["collection"]
    return collection


def _atom(shown: Feed) -> Response:
    return Response(atom(shown), content_type="application/atom+xml; charset=utf-8")


def _entry(law: LawSummary, address: str, since: str, summary: str = "") -> Entry:
    facts = [
        label("jurisdiction", law.jurisdiction),
        label("kind", law.kind),
        day(law.dates.principal() or ""),
        label("status", law.status.value),
    ]
    about = " · ".join(fact for fact in facts if fact)
    return Entry(
        name=f"law {law.id}",
        title=law.title,
        language=law.language,
        address=address,
        updated=since,
        summary=f"{about}: {summary}" if summary else about,
    )


def _found(news: News) -> Entry:
    law_id = news.law.id
    address = (
        url_for("pages.provision", law_id=law_id, path=news.path, _external=True)
        if news.path
        else url_for("pages.law", law_id=law_id, _external=True)
    )
    return _entry(news.law, address, news.since, f"{news.label} {news.text}".strip())


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """Lines by the hundred: a write to the network for each would take longer than reading it."""
    while some := "".join(islice(lines, 100)):
        yield some
