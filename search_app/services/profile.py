"""What is known and held of one jurisdiction."""

from dataclasses import dataclass

from corpora.records import Holdings, LawSummary
from corpora.store import Collection
from mappings.jurisdictions import Jurisdiction, jurisdictions
from mappings.taxonomy import UNCAC, implemented
from search_app.services.coverage import Cell, CoverageService
from search_app.services.years import Span, decades

# What criminal laws have of the Convention, the part that collections are asked for first.
STRIP_CHAPTER = "III"
_NEWEST = 10


@dataclass(frozen=True, slots=True)
class Profile:
    """A jurisdiction with its laws.

    decades   when its laws were made
    coverage  what can be said of each article of a chapter of the Convention against Corruption
    newest    its laws with the latest dates
    """

    place: Jurisdiction
    holdings: Holdings
    decades: tuple[Span, ...]
    coverage: tuple[Cell, ...]
    newest: tuple[LawSummary, ...]

    @property
    def undated(self) -> int:
        """How many of its laws have no year."""
        return self.holdings.laws - sum(self.holdings.by_year.values())


class ProfileService:
    """Puts profiles together; holds no state of its own."""

    def __init__(self, coverage: CoverageService, collection: Collection) -> None:
        self._coverage = coverage
        self._collection = collection

    def profile(self, code: str) -> Profile:
        """Of a jurisdiction by its code. Raises KeyError for an unknown one, and
        EngineUnavailable."""
        place = jurisdictions()[code]
        holdings = self._collection.holdings(code)
        covered = self._coverage.coverage()
        articles = [a for a in implemented(UNCAC).values() if a.parent == STRIP_CHAPTER]
        return Profile(
            place,
            holdings,
            decades(holdings.by_year),
            tuple(covered.cell(code, UNCAC, article.code) for article in articles),
            tuple(self._collection.newest(_NEWEST, code)),
        )
