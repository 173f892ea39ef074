"""The texts of one law that the collection has: earlier ones, translations, other sources' ones."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpora.records import LawSummary, VersionRecord
from corpora.store import Collection
from indexer.analysis import fold_words
from mappings.records import Law, Provision
from search_app.services.differences import Change, Row, in_two_languages, side_by_side

# Rows of one page of a comparison; laws have thousands of provisions.
ROWS = 200
# A number as short as "12" is borne by laws of every year.
_TELLING = 5
_FULL_DATE = len("2000-01-01")


@dataclass(frozen=True, slots=True)
class Versions:
    """A law with its earlier texts, newest first, its texts in other languages, and those in its
    language that other files give."""

    law: LawSummary
    earlier: Sequence[VersionRecord]
    languages: Sequence[LawSummary]
    others: Sequence[LawSummary]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of a law. Of `rows` only a page is held, `counts` are of all.

    old_until  when the first text was replaced; "" for a law that stands beside
    changes    whether words are compared: not across languages
    same       provisions that are the same in both, as the second text has them
    """

    old: Law
    new: Law
    old_until: str
    changes: bool
    counts: dict[Change, int]
    rows: Sequence[Row]
    same: Sequence[Provision]
    page: int
    pages: int


class VersionService:
    """Finds the texts of a law and puts two of them side by side."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def versions(self, law_id: str) -> Versions | None:
        """What there is of a law; None when there is no such law."""
        law = self._collection.summaries([law_id]).get(law_id)
        whole = self._collection.law_without_text(law_id)
        if law is None or whole is None:
            return None
        same = [one for one in self._collection.perhaps_same(law) if _is_same(law, one)]
        return Versions(
            law,
            self._collection.version_records(whole.source_id, whole.source_path),
            [one for one in same if one.language != law.language],
            [one for one in same if one.language == law.language],
        )

    def since(self, law_id: str, key: int, page: int = 1) -> Comparison | None:
        """An earlier text beside today's; None when there is no such."""
        law = self._collection.law(law_id)
        if law is None:
            return None
        records = self._collection.version_records(law.source_id, law.source_path)
        record = next((one for one in records if one.key == key), None)
        old = self.earlier(law, key) if record else None
        if record is None or old is None:
            return None
        return _compared(old, law, record.superseded_at, page)

    def changes(self, old: Law, new: Law) -> list[Row]:
        """What became of the provisions that are not the same."""
        rows = side_by_side(old.provisions, new.provisions)
        return [row for row in rows if row.change is not Change.SAME]

    def earlier(self, law: Law, key: int) -> Law | None:
        """A law as an earlier version of its file gave it: under its id, or alone in the file."""
        laws = self._collection.laws_of_version(key)
        by_id = next((one for one in laws if one.id == law.id), None)
        return by_id or (laws[0] if len(laws) == 1 else None)

    def beside(self, law_id: str, other_id: str, page: int = 1) -> Comparison | None:
        """Two laws of the collection side by side; None when one is not there."""
        laws = {one.id: one for one in self._collection.laws([law_id, other_id])}
        if len(laws) < 2:
            return None
        return _compared(laws[law_id], laws[other_id], "", page)


def _compared(old: Law, new: Law, until: str, page: int) -> Comparison:
    changes = old.language == new.language
    compare = side_by_side if changes else in_two_languages
    rows = compare(old.provisions, new.provisions)
    shown = [row for row in rows if row.change is not Change.SAME] if changes else rows
    pages = max(1, -(-len(shown) // ROWS))
    page = min(max(page, 1), pages)
    return Comparison(
        replace(old, provisions=()),
        replace(new, provisions=()),
        until,
        changes,
        {change: sum(row.change is change for row in rows) for change in Change},
        shown[(page - 1) * ROWS : page * ROWS],
        [row.new for row in rows if changes and row.change is Change.SAME and row.new],
        page,
        pages,
    )


def _is_same(law: LawSummary, other: LawSummary) -> bool:
    """Whether two laws of a jurisdiction are one: in one language they bear one title, in two one
    number or one full date and kind; and neither different numbers nor different years."""
    years = law.dates.year(), other.dates.year()
    if None not in years and years[0] != years[1]:
        return False
    numbers = [" ".join(fold_words(one.number)) for one in (law, other)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False
    if law.language == other.language:
        return law.title == other.title
    day = law.dates.principal() or ""
    same_day = len(day) == _FULL_DATE and day == other.dates.principal()
    return (all(numbers) and (same_day or len(numbers[0]) >= _TELLING)) or (
        same_day and law.kind == other.kind
    )
