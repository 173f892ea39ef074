"""The domain model: Law, Provision, Tag. Terms follow FRBR and Akoma Ntoso.

Frozen, free of I/O, and the only shapes that cross from one room to the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LawStatus(StrEnum):
    """Whether a law is in force. Four values, because "not repealed" is not "in force"."""

    IN_FORCE = "in-force"
    NOT_YET = "not-yet-in-force"
    NO_LONGER = "no-longer-in-force"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LawDates:
    """Dates of a law, ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD); None where the source has none.

    `version` is the date of the consolidated text (FRBR expression).
    """

    adopted: str | None = None
    published: str | None = None
    in_force: str | None = None
    amended: str | None = None
    repealed: str | None = None
    version: str | None = None

    def year(self) -> int | None:
        """The year a reader files the law under: adoption, else publication, else entry into
        force. Version and amendment dates do not count: they say when the text was revised."""
        for date in (self.adopted, self.published, self.in_force):
            if date:
                return int(date[:4])
        return None

    def principal(self) -> str | None:
        """The date `year` is taken from, whole."""
        return self.adopted or self.published or self.in_force


class TextQuality(StrEnum):
    """How far the text of a page can be trusted.

    DIGITAL     letters as the author's program wrote them
    RECOGNISED  read from an image by OCR, by us or by whoever made the file
    BROKEN      the file's text does not say which letters it shows, or in which order
    IMAGE       only an image: there is no text
    """

    DIGITAL = "digital"
    RECOGNISED = "ocr"
    BROKEN = "broken"
    IMAGE = "image-only"


@dataclass(frozen=True, slots=True)
class PageRange:
    """Pages that follow each other, 1-based, both ends in it, and what their text is worth.

    confidence  of OCR, 0 to 1, the mean over their words; None when nobody says it
    """

    first: int
    last: int
    quality: TextQuality
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Provision:
    """One article, section or paragraph: the unit of search, tagging, comparison and citation.

    path       position in the hierarchy, Akoma Ntoso eId style, unique within the law and
               safe in a URL fragment: `part_2__chp_1__art_15`
    label      exactly as printed: "Article 15", "§ 331", "第三百八十五条"; may be empty
    heading    the provision's own heading, without the label; may be empty
    ancestors  headings of the divisions that hold it, outermost first
    text       plain text, paragraphs separated by one line feed; label and heading left out
    language   BCP 47 primary tag (zh-Hans and zh-Hant told apart), "und" when not known
    page       1-based page of the PDF it starts on, else None
    """

    path: str
    label: str
    heading: str
    text: str
    language: str
    ancestors: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """What of a file's text its laws do not hold, in letters and digits.

    total     of the whole file, with its punctuation
    lost      of passages that stand nowhere in the laws, or of all that is missing from a long
              file when that is less than MATTERS
    repeated  of passages that the laws have, but not as often as the file
    left_out  of what the reader leaves out on purpose, by what it is: {"navigation": 812}
    samples   the longest lost passages
    """

    total: int
    lost: int
    repeated: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    samples: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The part of the text that is lost, 0 to 1; what was left out on purpose is no part."""
        text = self.total - sum(self.left_out.values())
        return self.lost / text if self.lost else 0.0

    @property
    def matters(self) -> bool:
        """Whether a reader should be told: more than a few words, as a clause has."""
        return self.lost >= MATTERS


MATTERS = 30
"""Lost letters and digits from which a clause may be among them."""


@dataclass(frozen=True, slots=True)
class Law:
    """A law as one source gives it (FRBR work and expression), with its provisions in order.

    id            stable: the same file of the same source always gives the same id; URL-safe
    jurisdiction  ISO 3166-1 alpha-3 code, or a code of `mappings.jurisdictions` beyond it (INT…)
    title         in the language of the text; `titles` has others by language
    kind          a code of `mappings.kinds`
    number        as printed ("2016-1691", "LOV-2005-05-20-28"); may be empty
    dates_printed by name of a date what the source prints, where that is not the ISO date itself
    identifiers   ELI, Akoma Ntoso IRI and native identifiers by scheme: {"eli": …, "native": …}
    source_url    the official page, when the source names one
    warnings      what extraction could not do or doubts, in plain words
    history       amendments and other events in the law's life, as the source prints them
    dropped       what the loss check found; None for formats that are not checked
    pages         of a PDF: what the text of each page is worth, in order; else empty
    """

    id: str
    jurisdiction: str
    title: str
    language: str
    kind: str
    provisions: tuple[Provision, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    status: LawStatus = LawStatus.UNKNOWN
    dates: LawDates = field(default_factory=LawDates)
    dates_printed: Mapping[str, str] = field(default_factory=dict)
    identifiers: Mapping[str, str] = field(default_factory=dict)
    source_id: str = ""
    source_path: str = ""
    source_url: str = ""
    licence: str = ""
    media_type: str = ""
    raw_sha256: str = ""
    warnings: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    dropped: Dropped | None = None
    pages: tuple[PageRange, ...] = ()

    @property
    def text_quality(self) -> TextQuality:
        """What most of its pages are worth; a law without pages was written as text."""
        counts = dict.fromkeys(TextQuality, 0)
        for pages in self.pages:
            counts[pages.quality] += pages.last - pages.first + 1
        # Of equal numbers the first counts: pages that hold text say more than those that do not.
        return max(counts, key=lambda quality: counts[quality])

    def quality_of(self, page: int) -> PageRange | None:
        """What a page of its PDF is worth."""
        return next((found for found in self.pages if found.first <= page <= found.last), None)

    def provision_id(self, provision: Provision) -> str:
        """The provision's id in the collection and the index: `<law id>/<path>`."""
        return f"{self.id}/{provision.path}"


class TagOrigin(StrEnum):
    """Who set a tag."""

    RULE = "rule"
    CURATOR = "curator"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a tag was set.

    rule   the rule's id, for people: "concept:illicit-enrichment"
    where  the part it was found in: "text", "heading", "ancestors", "title"
    quote  the words found, as they stand there
    start, end  character offsets of the quote in that part
    """

    rule: str
    where: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A provision implements a code of a scheme (`uncac` article, `crime-type`).

    reason  what the curator who set it gave as reason, or the one who set a tag that it follows
            from; "" for a rule's
    """

    scheme: str
    code: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    origin: TagOrigin = TagOrigin.RULE
    reason: str = ""


class Verdict(StrEnum):
    """What a curator decides of a tag: it is right, it is wrong, it is missing; or takes back what
    was decided, so that the rules count again."""

    CONFIRM = "confirm"
    REJECT = "reject"
    ADD = "add"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Decision:
    """A curator's decision on one tag of one provision, with the provision as it was read.

    law_id      stable id of the law; law_title and jurisdiction name it when it is gone
    provision   as it stood when the decision was made: what later texts are compared with
    reason      why, in the curator's words; may be empty except for a rejection
    decided_at  ISO 8601 in UTC
    """

    law_id: str
    law_title: str
    jurisdiction: str
    provision: Provision
    scheme: str
    code: str
    verdict: Verdict
    reason: str
    author: str
    decided_at: str
