"""Lists of laws to leaf through: of a jurisdiction by title, of a year by date."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from corpora.records import LawSummary
from corpora.store import Collection
from search_app.services.alphabet import initial, sort_key

PAGE = 100
# Lists that are kept in order, the last ones asked for: a few thousand titles each.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Laws of a jurisdiction (""  for any), of a year (None for any); one of them is given.

    letter  only titles under this heading (`alphabet.initial`); "" for all
    page    from 1
    """

    jurisdiction: str = ""
    year: int | None = None
    letter: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list.

    letters  headings in the order of the list, with how many laws stand under each
    total    laws of the whole list, under the heading that was asked for
    pages    how many pages that makes
    """

    laws: tuple[LawSummary, ...]
    letters: Mapping[str, int]
    total: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    letter: str


class CatalogueService:
    """Puts lists in order, once a state of the collection. Safe for several threads."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str, int | None], tuple[_Line, ...]] = OrderedDict()

    def listing(self, asked: Asked) -> Listing:
        """A page of a list; one that there is not has no laws. Raises ValueError where neither a
        jurisdiction nor a year is asked for."""
        if not asked.jurisdiction and asked.year is None:
            raise ValueError("all laws are no list")
        lines = self._lines(asked.jurisdiction, asked.year)
        letters: dict[str, int] = {}
        for line in sorted(lines, key=lambda line: line.letter):
            letters[line.letter] = letters.get(line.letter, 0) + 1
        shown = [line.id for line in lines if asked.letter in ("", line.letter)]
        here = shown[(asked.page - 1) * PAGE : asked.page * PAGE]
        known = self._collection.summaries(here)
        laws = tuple(known[name] for name in here if name in known)
        return Listing(laws, letters, len(shown), -(-len(shown) // PAGE))

    def _lines(self, jurisdiction: str, year: int | None) -> tuple[_Line, ...]:
        key = self._collection.state(), jurisdiction, year
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = self._collection.titles(jurisdiction or None, year)
        found.sort(key=lambda law: (sort_key(law[1]), law[0]))
        if year is not None:
            found.sort(key=lambda law: law[2], reverse=True)
        lines = tuple(_Line(name, initial(title)) for name, title, _ in found)
        with self._lock:
            self._kept[key] = lines
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return lines
