"""What a search finds as rows of a table: provision by provision, bounded, read as it is sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from corpora.records import LawSummary
from corpora.store import Collection
from indexer.engine.plan import MAX_RESULT_WINDOW
from indexer.engine.protocol import IndexReader
from mappings.records import Provision, Tag
from search_app.messages import gettext, language, speaking
from search_app.query.plan import asked_filters
from search_app.query.request import SearchRequest
from search_app.services.ask import Answer, ask
from search_app.services.cited import CitationService
from search_app.services.labels import label, tag_label
from search_app.services.snippets import Marks, plain_text, snippet
from search_app.services.worded import worded

MAX_ROWS = MAX_RESULT_WINDOW
"""As far as engines go."""
# Provisions that are read from the collection at once.
_BATCH = 200

Row = tuple[str | int, ...]
Address = Callable[[str, str], str]
"""From the id of a law and a path to the whole address of the provision."""


@dataclass(frozen=True, slots=True)
class Export:
    """An answer that is ready to be written."""

    request: SearchRequest
    answer: Answer
    release: str


class ExportService:
    """Holds no state of its own."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._citations = CitationService(collection)

    def export(self, request: SearchRequest) -> Export:
        """Asks the engine. Raises EngineUnavailable, before anything is written."""
        every = replace(request.bare(), sort=request.sort, grouped=False, size=MAX_ROWS)
        answer = ask(self._reader, every, self._citations, facets=())
        return Export(every, answer, self._reader.status().release)

    def table(self, export: Export, made: str, page: str, address: Address) -> Iterator[Row]:
        """The rows of the file: what was asked and found in lines that begin with "#", the names
        of the columns, a line a provision.

        made  when, ISO 8601
        page  the whole address of the search
        """
        spoken = language()

        def rows() -> Iterator[Row]:
            # They are read after the request has been answered.
            with speaking(spoken):
                yield from (("# " + name, value) for name, value in _about(export, made, page))
                yield _columns()
                yield from self._hits(export.answer, address)

        return rows()

    def _hits(self, answer: Answer, address: Address) -> Iterator[Row]:
        marks = Marks.of(answer.plan.clause)
        hits = iter(
            (hit.law_id, identifier) for hit in answer.result.laws for identifier in hit.provisions
        )
        place = 0
        while batch := list(islice(hits, _BATCH)):
            texts = self._collection.provisions(identifier for _, identifier in batch)
            laws = self._collection.summaries({law_id for law_id, _ in batch})
            for law_id, identifier in batch:
                place += 1
                # A law that left the collection since it was indexed has nothing to show.
                if law := laws.get(law_id):
                    # One without provisions (a scan that needs OCR) is found by its title.
                    found = texts.get(identifier) or Provision("", "", "", "", law.language)
                    tags = answer.result.tags.get(identifier, ())
                    text = plain_text(snippet(found.text, marks, found.language))
                    facts = _facts(law, found, tags, text)
                    yield (place, *facts, address(law_id, found.path), law.source_url)


def _about(export: Export, made: str, page: str) -> Iterator[tuple[str, str | int]]:
    result = export.answer.result
    yield from worded(export.request, asked_filters(export.request, export.answer.analysis))
    if export.answer.relaxed:
        yield gettext("Found"), gettext("no provision with all the words; these have some")
    yield gettext("Provisions found"), result.total_provisions
    yield gettext("In laws"), result.total_laws
    if result.total_provisions > MAX_ROWS:
        yield gettext("Rows"), gettext("only the first %(count)s") % {"count": MAX_ROWS}
    yield gettext("Index release"), export.release
    yield gettext("Made at"), made
    yield gettext("Address of the search"), page


def _columns() -> Row:
    return (
        gettext("Place"),
        gettext("Country"),
        gettext("Law"),
        gettext("Number of the law"),
        gettext("Kind of law"),
        gettext("Date"),
        gettext("Status"),
        gettext("Provision"),
        gettext("Heading"),
        gettext("Language"),
        gettext("Text"),
        gettext("Tags"),
        gettext("Address"),
        gettext("Source"),
    )


def _facts(law: LawSummary, provision: Provision, tags: tuple[Tag, ...], text: str) -> Row:
    return (
        label("jurisdiction", law.jurisdiction),
        law.title,
        law.number,
        label("kind", law.kind),
        law.dates.principal() or "",
        label("status", law.status.value),
        provision.label,
        provision.heading,
        label("language", provision.language),
        text,
        "; ".join(tag_label(tag.scheme, tag.code) for tag in tags),
    )
