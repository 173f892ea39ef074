"""What the page of a law shows."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from corpora.corrections import Corrected
from corpora.records import SourceRecord
from corpora.store import Collection
from indexer.engine.protocol import EngineUnavailable, IndexReader
from mappings.records import Law, Provision, Tag, TextQuality
from search_app.formats import percent
from search_app.messages import gettext, message, ngettext
from search_app.query.analyse import analyse
from search_app.services.cite import official_address
from search_app.services.find import Found, find
from search_app.services.links import CitedBy, LawLinks, LinkService
from search_app.services.parts import SHOWN_WHOLE, parts
from search_app.services.snippets import Layer, Marks, layered, mark_layer


@dataclass(slots=True)
class Division:
    """A division of the table of contents: its heading, the numbers of all its provisions in the
    law, its own provisions with their numbers, and its divisions."""

    heading: str
    numbers: range
    provisions: list[tuple[int, Provision]] = field(default_factory=list)
    divisions: list["Division"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a law: its number from 1, the numbers of its provisions from 0, and the labels of
    the first and the last of them."""

    number: int
    provisions: range
    first: str
    last: str


_PAGE_NOTES = {
    TextQuality.RECOGNISED: message("text read from an image by OCR, compare it with the page"),
    TextQuality.BROKEN: message("the file garbles this text, compare it with the page"),
    TextQuality.IMAGE: message("an image without text, needs OCR"),
}
_RANGES_SHOWN = 12
_BY_PLACE = re.compile(r"p_([1-9]\d{0,5})|preamble")
WHOLE = 0
"""Stands for all parts of a law."""


@dataclass(frozen=True, slots=True)
class Place:
    """A provision by its path and the part of its law to find it in, WHOLE where all is one."""

    path: str
    part: int


@dataclass(frozen=True)
class LawView:
    """A law, or a part of a long one, ready to be shown.

    law         without its provisions
    outline     all its provisions; those that are not shown are without their text
    parts       one, unless the law is long
    part        number of the part that is shown, or WHOLE
    contents    of the whole law
    tags        by provision path; empty, with `tags_missing` True, when the engine is down
    evidence    whether the words that speak for the tags are marked
    marks       words of the search that led here
    found       where the whole law has them; None without a search, or when the engine is down
    links       what its provisions cite and are cited by
    gone_at     when its source was found to have it no more (ISO 8601), None while it is there
    corrected   what curators corrected of it
    """

    law: Law
    source: SourceRecord | None
    outline: Sequence[Provision]
    parts: Sequence[Part]
    part: int
    contents: Division
    tags: Mapping[str, tuple[Tag, ...]]
    tags_missing: bool
    evidence: bool
    marks: Marks
    found: Found | None
    links: LawLinks
    gone_at: str | None = None
    corrected: Sequence[Corrected] = ()

    @property
    def numbers(self) -> range:
        """The numbers of the provisions that are shown."""
        if self.part == WHOLE:
            return range(len(self.outline))
        return self.parts[self.part - 1].provisions

    @property
    def provisions(self) -> Sequence[Provision]:
        """The provisions that are shown."""
        shown = self.numbers
        return self.outline[shown.start : shown.stop]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {one.path: number for number, one in enumerate(self.outline)}

    def shows(self, numbers: range) -> bool:
        """Whether some of these provisions are shown."""
        shown = self.numbers
        return numbers.start < shown.stop and shown.start < numbers.stop

    def part_with(self, path: str) -> int:
        """The part that has the provision of a path, as `part_of`."""
        return self.part_of(self._places[path])

    def part_of(self, number: int) -> int:
        """The part that has a provision; WHOLE where the page that is shown has it."""
        if number in self.numbers:
            return WHOLE
        return next(part.number for part in self.parts if number in part.provisions)

    @property
    def hits(self) -> Sequence[Provision]:
        """The provisions that have the words of the search, in the order of the law."""
        paths = self.found.paths if self.found else ()
        numbers = sorted(self._places[path] for path in paths if path in self._places)
        return [self.outline[number] for number in numbers]

    @property
    def official_page(self) -> str:
        """The source's address when it is one to link to: a source may name anything."""
        return official_address(self.law)

    @property
    def lost(self) -> str:
        """How much of the file's text the law does not hold, in words."""
        share = self.law.dropped.share if self.law.dropped else 0.0
        if share < 0.01:
            return gettext("Less than one per cent of the file’s text is not in this page.")
        said = gettext("%(percent)s of the file’s text is not in this page.")
        return said % {"percent": percent(share)}

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
            )
            if len(runs) > _RANGES_SHOWN:
                shown = gettext("%(pages)s and others") % {"pages": shown}
            pages = sum(run.last - run.first + 1 for run in runs)
            said = ngettext(
                "Page %(pages)s of the PDF: %(note)s.",
                "Pages %(pages)s of the PDF: %(note)s.",
                pages,
            ) % {"pages": shown, "note": gettext(meaning)}
            known = [run.confidence for run in runs if run.confidence is not None]
            if known:
                sure = gettext("Confidence: %(percent)s or better.")
                said += f" {sure % {'percent': percent(min(known))}}"
            yield said

    def page_note(self, page: int) -> str:
        """What a reader should know of the text of a page; "" when it is as written."""
        return page_note(self.law, page)

    def paragraphs(
        self, provision: Provision, address: Callable[[str, str], str]
    ) -> Iterator[Markup]:
        """The paragraphs of a provision as HTML with the search's words marked, what it cites
        linked and, with `evidence`, what speaks for its tags. `address` is that of a provision, by
        the id of its law and its path."""
        cites = [
            (link.start, link.end, address(link.law_id, link.path))
            for link in self.links.of(provision)
        ]
        tags = self.tags.get(provision.path, ()) if self.evidence else ()
        whole = [(_LINK, deque(cites)), (EVIDENCE, deque(evidence_spans(tags)))]
        start = 0
        for paragraph in provision.text.split("\n"):
            layers = [
                Layer(*element, spans)
                for element, all_spans in whole
                if (spans := list(_taken(all_spans, start, start + len(paragraph))))
            ]
            if self.marks:
                layers.append(mark_layer(paragraph, self.marks, provision.language))
            yield layered(paragraph, layers)
            start += len(paragraph) + 1


_LINK = (Markup('<a class="cites" href="{}">'), Markup("</a>"))
EVIDENCE = (Markup('<mark class="because" title="{}">'), Markup("</mark>"))
_Span = tuple[int, int, str]


def evidence_spans(tags: Iterable[Tag]) -> list[_Span]:
    """Where a text speaks for tags, in order, none overlapping, each with the rules that found
    it there."""
    found = sorted(
        (piece.start, piece.end, piece.rule)
        for tag in tags
        for piece in tag.evidence
        if piece.where == "text" and piece.start < piece.end
    )
    merged: list[tuple[int, int, dict[str, None]]] = []
    for start, end, rule in found:
        if merged and start < merged[-1][1]:
            first, last, rules = merged[-1]
            merged[-1] = (first, max(last, end), rules | {rule: None})
        else:
            merged.append((start, end, {rule: None}))
    return [(start, end, ", ".join(rules)) for start, end, rules in merged]


def _taken(spans: deque[_Span], start: int, end: int) -> Iterator[_Span]:
    """The spans inside text[start:end], counted from its start. They are taken away, with those
    before them; what goes on behind `end` stays."""
    while spans and spans[0][0] < end:
        first, last, value = spans[0]
        if last > start:
            yield max(first, start) - start, min(last, end) - start, value
        if last > end:
            return
        spans.popleft()


def page_note(law: Law, page: int) -> str:
    """What a reader should know of the text of a page of a law; "" when it is as written."""
    run = law.quality_of(page)
    if run is None or run.quality is TextQuality.DIGITAL:
        return ""
    note = gettext(_PAGE_NOTES[run.quality])
    if run.confidence is None:
        return note
    sure = gettext("confidence: %(percent)s") % {"percent": percent(run.confidence)}
    return f"{note}; {sure}"


class LawService:
    """Reads a law from the collection and its tags from the index."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._links = LinkService(collection)

    def view(
        self, law_id: str, query: str = "", part: int = 1, *, evidence: bool = False
    ) -> LawView | None:
        """The view of a law, None when the collection has none of that id.

        part      of a long law, from 1; WHOLE for all of them. One that it has not is its last.
        evidence  whether the words that speak for the tags are marked
        """
        law = self._collection.law_without_text(law_id)
        summary = self._collection.summaries([law_id]).get(law_id)
        if law is None or summary is None:
            return None
        outline, known = self._outline(law_id, summary.provisions, part)
        tags: dict[str, tuple[Tag, ...]] = {}
        asked = analyse(query)
        hits, missing = None, False
        try:
            found = self._reader.tags_of_law(law_id)
            tags = {identifier.partition("/")[2]: value for identifier, value in found.items()}
            hits = find(self._reader, law_id, asked) if query else None
        except EngineUnavailable:
            # The text is what a reader came for; the page says that the tags are missing.
            missing = True
        return LawView(
            law=law,
            source=self._collection.source(law.source_id),
            outline=outline,
            parts=known,
            part=WHOLE if part == WHOLE or len(known) == 1 else min(part, len(known)),
            contents=_contents(outline),
            tags=tags,
            tags_missing=missing,
            evidence=evidence,
            marks=Marks.of(asked.clause) if query else Marks(),
            found=hits,
            links=self._links.links(law, outline),
            gone_at=summary.gone_at,
            corrected=self._collection.corrections.of_law(law_id),
        )

    def _outline(
        self, law_id: str, count: int, part: int
    ) -> tuple[Sequence[Provision], Sequence[Part]]:
        """The provisions of a law, those of a part with their text, and its parts."""
        if part == WHOLE or count <= SHOWN_WHOLE:
            outline = self._collection.provisions_between(law_id, 0, count)
            return outline, _parts(outline)
        outline = self._collection.outline(law_id)
        known = _parts(outline)
        shown = known[min(part, len(known)) - 1].provisions
        texts = self._collection.provisions_between(law_id, shown.start, shown.stop)
        return (*outline[: shown.start], *texts, *outline[shown.stop :]), known

    def cited_by(self, law_id: str, path: str) -> CitedBy | None:
        """What cites a provision; None when there is no such provision."""
        return self._links.cited_by(law_id, path)

    def place(self, law_id: str, path: str) -> Place | None:
        """Where in a law a permalink leads to; None when there is no such place.

        Paths of earlier versions went without the marks between the parts of a number (art_42
        for article 4-2), where they had no number by the place in the law (p_12), and through
        other divisions (div_1__art_2): an article is then told by its own number, and by its
        divisions where several have it.
        """
        outline = self._collection.outline(law_id)
        number = _number_of(path, [one.path for one in outline])
        if number is None:
            return None
        known = parts(outline)
        part = next(at for at, numbers in enumerate(known, 1) if number in numbers)
        return Place(outline[number].path, WHOLE if len(known) == 1 else part)


def _number_of(path: str, paths: Sequence[str]) -> int | None:
    if path in paths:
        return paths.index(path)
    if found := _BY_PLACE.fullmatch(path):
        at = int(found[1] or 1) - 1
        return at if at < len(paths) else None
    joined = _joined(path)
    own = joined.rpartition("__")[2]
    divisions = set(joined.split("__"))
    ends = [
        (one == joined, len(divisions.intersection(one.split("__"))), -at)
        for at, one in enumerate(map(_joined, paths))
        if one.rpartition("__")[2] == own
    ]
    return -max(ends)[2] if ends else None


def _joined(path: str) -> str:
    return re.sub(r"(?:^|(?<=__))div_\d+__|[-.]", "", path)


def _parts(outline: Sequence[Provision]) -> Sequence[Part]:
    return [
        Part(
            number,
            shown,
            *(outline[at].label or outline[at].heading for at in (shown[0], shown[-1])),
        )
        if shown
        else Part(number, shown, "", "")
        for number, shown in enumerate(parts(outline), 1)
    ]


def _contents(outline: Sequence[Provision]) -> Division:
    """The divisions of a law as a tree, in the order of the text."""
    root = Division("", range(len(outline)))
    for number, provision in enumerate(outline):
        node = root
        for heading in provision.ancestors:
            last = node.divisions[-1] if node.divisions else None
            if last is None or last.heading != heading:
                last = Division(heading, range(number, number))
                node.divisions.append(last)
            last.numbers = range(last.numbers.start, number + 1)
            node = last
        node.provisions.append((number, provision))
    return root
