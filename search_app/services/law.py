"""What the page of a law shows."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from corpora.store import Collection, SourceRecord
from indexer.engine.protocol import EngineUnavailable, IndexReader
from mappings.records import Law, Provision, Tag, TextQuality
from search_app.query.analyse import analyse
from search_app.services.cite import official_address
from search_app.services.links import CitedBy, LawLinks, LinkService
from search_app.services.snippets import Marks, mark_linked


@dataclass(slots=True)
class Division:
    """A division of the table of contents: its heading, its divisions and provisions."""

    heading: str
    provisions: list[Provision] = field(default_factory=list)
    divisions: list["Division"] = field(default_factory=list)


_PAGE_NOTES = {
    TextQuality.RECOGNISED: "text read from an image by OCR, compare it with the page",
    TextQuality.BROKEN: "the file garbles this text, compare it with the page",
    TextQuality.IMAGE: "an image without text, needs OCR",
}
_RANGES_SHOWN = 12
_BY_PLACE = re.compile(r"p_([1-9]\d{0,5})|preamble")


@dataclass(frozen=True, slots=True)
class LawView:
    """A law ready to be shown.

    tags       by provision path; empty, with `tags_missing` True, when the engine is down
    marks      words of the search that led here
    links      what its provisions cite and are cited by
    gone_at    when its source was found to have it no more (ISO 8601), None while it is there
    """

    law: Law
    source: SourceRecord | None
    contents: Division
    tags: Mapping[str, tuple[Tag, ...]]
    tags_missing: bool
    marks: Marks
    links: LawLinks
    gone_at: str | None = None

    @property
    def official_page(self) -> str:
        """The source's address when it is one to link to: a source may name anything."""
        return official_address(self.law)

    @property
    def lost_share(self) -> str:
        """The part of the file's text that the law does not hold, in words: "3 %"."""
        share = 100 * self.law.dropped.share if self.law.dropped else 0.0
        return f"{share:.0f} %" if share >= 1 else "Less than 1 %"

    @property
    def text_notes(self) -> Iterator[str]:
        """For each kind of page whose text is doubtful: which pages, and what a reader should
        know of them."""
        for quality, meaning in _PAGE_NOTES.items():
            runs = [run for run in self.law.pages if run.quality is quality]
            if not runs:
                continue
            shown = ", ".join(
                str(run.first) if run.first == run.last else f"{run.first}–{run.last}"
                for run in runs[:_RANGES_SHOWN]
            ) + (" and others" if len(runs) > _RANGES_SHOWN else "")
            several = len(runs) > 1 or runs[0].first != runs[0].last
            known = [run.confidence for run in runs if run.confidence is not None]
            confidence = f" Confidence: {min(known):.0%} or better." if known else ""
            yield f"{'Pages' if several else 'Page'} {shown} of the PDF: {meaning}.{confidence}"

    def page_note(self, page: int) -> str:
        """What a reader should know of the text of a page; "" when it is as written."""
        return page_note(self.law, page)

    def paragraphs(self, provision: Provision, address: Callable[[str, str], str]) -> Iterator[str]:
        """The paragraphs of a provision as HTML with the search's words marked and what it cites
        linked. `address` is that of a provision, by the id of its law and its path."""
        links = deque(self.links.of(provision))
        start = 0
        for paragraph in provision.text.split("\n"):
            end = start + len(paragraph)
            inside = []
            while links and links[0].start < end:
                link = links.popleft()
                if start <= link.start and link.end <= end:
                    href = address(link.law_id, link.path)
                    inside.append((link.start - start, link.end - start, href))
            yield mark_linked(paragraph, self.marks, provision.language, inside)
            start = end + 1


def page_note(law: Law, page: int) -> str:
    """What a reader should know of the text of a page of a law; "" when it is as written."""
    run = law.quality_of(page)
    if run is None or run.quality is TextQuality.DIGITAL:
        return ""
    confidence = "" if run.confidence is None else f", confidence {run.confidence:.0%}"
    return f"{_PAGE_NOTES[run.quality]}{confidence}"


class LawService:
    """Reads a law from the collection and its tags from the index."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._links = LinkService(collection)

    def view(self, law_id: str, query: str = "") -> LawView | None:
        """The view of a law, None when the collection has none of that id."""
        law = self._collection.law(law_id)
        if law is None:
            return None
        tags: dict[str, tuple[Tag, ...]] = {}
        missing = False
        try:
            found = self._reader.tags_of_law(law_id)
            tags = {identifier.partition("/")[2]: value for identifier, value in found.items()}
        except EngineUnavailable:
            # The text is what a reader came for; the page says that the tags are missing.
            missing = True
        return LawView(
            law=law,
            source=self._collection.source(law.source_id),
            contents=_contents(law),
            tags=tags,
            tags_missing=missing,
            marks=Marks.of(analyse(query).clause) if query else Marks(),
            links=self._links.links(law),
            gone_at=self._collection.summaries([law_id])[law_id].gone_at,
        )

    def cited_by(self, law_id: str, path: str) -> CitedBy | None:
        """What cites a provision; None when there is no such provision."""
        return self._links.cited_by(law_id, path)

    def place(self, law_id: str, path: str) -> str | None:
        """The path in a law that a permalink leads to; None when there is none.

        Paths of earlier versions went without the marks between the parts of a number (art_42
        for article 4-2), where they had no number by the place in the law (p_12), and through
        headings that are no divisions (div_1__art_2).
        """
        if f"{law_id}/{path}" in self._collection.provisions([f"{law_id}/{path}"]):
            return path
        law = self._collection.law(law_id)
        if law is None:
            return None
        if found := _BY_PLACE.fullmatch(path):
            at = int(found[1] or 1) - 1
            return law.provisions[at].path if at < len(law.provisions) else None
        paths = (provision.path for provision in law.provisions)
        return next((one for one in paths if _joined(one) == _joined(path)), None)


def _joined(path: str) -> str:
    return re.sub(r"(?:^|(?<=__))div_\d+__|[-.]", "", path)


def _contents(law: Law) -> Division:
    """The divisions of a law as a tree, in the order of the text."""
    root = Division("")
    for provision in law.provisions:
        node = root
        for heading in provision.ancestors:
            last = node.divisions[-1] if node.divisions else None
            if last is None or last.heading != heading:
                last = Division(heading)
                node.divisions.append(last)
            node = last
        node.provisions.append(provision)
    return root
