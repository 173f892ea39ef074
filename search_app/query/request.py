"""URL parameters to a SearchRequest and back. Whatever is in them, a sensible search comes out;
what was not understood is said in plain words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from indexer.engine.plan import MAX_RESULT_WINDOW, Sort
from mappings.fields import FACETS
from search_app.messages import gettext

MAX_QUERY = 3000
MAX_SIZE = 100
DEFAULT_SIZE = 10
# More selected values than this in one facet is no person's doing.
MAX_VALUES = 50
_YEARS = range(1000, 2101)
# They part no words: soft hyphen, zero-width joiner and non-joiner (which Persian writes).
_JOINERS = "\u00ad\u200c\u200d"
_FACET_NAMES = tuple(facet.name for facet in FACETS)
_VALUE = re.compile(r"[\w.\- ]{1,80}")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a user asks for.

    filters  facet name → selected values, both in a stable order
    expand   whether concepts that the query names are searched in every language
    grouped  whether hits are laws, or else provisions one by one
    compact  whether hits are shown without what they say
    world    whether hits are shown on a map as well
    notes    what of the parameters was not used, for the page to say
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = DEFAULT_SIZE
    expand: bool = True
    grouped: bool = True
    compact: bool = False
    world: bool = False
    notes: tuple[str, ...] = ()

    def parameters(self) -> list[tuple[str, str]]:
        """The canonical URL parameters: defaults left out, facets in their order."""
        found = [("q", self.q)] if self.q else []
        for name in _FACET_NAMES:
            found += [(name, value) for value in self.filters.get(name, ())]
        for name, year in (("year_from", self.year_from), ("year_to", self.year_to)):
            if year is not None:
                found.append((name, str(year)))
        if self.sort is not Sort.RELEVANCE:
            found.append(("sort", self.sort.value))
        if self.size != DEFAULT_SIZE:
            found.append(("size", str(self.size)))
        if not self.expand:
            found.append(("expand", "0"))
        if not self.grouped:
            found.append(("group", "0"))
        if self.compact:
            found.append(("compact", "1"))
        if self.world:
            found.append(("map", "1"))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found

    def query_string(self) -> str:
        """The canonical query string, without "?"."""
        return urlencode(self.parameters())

    def toggled(self, name: str, value: str) -> "SearchRequest":
        """The request with a facet value added, or taken out when it is selected; page 1."""
        selected = self.filters.get(name, ())
        values = (
            tuple(v for v in selected if v != value) if value in selected else (*selected, value)
        )
        filters = {key: kept for key, kept in self.filters.items() if key != name}
        if values:
            filters[name] = values
        return replace(self, filters=filters, page=1)

    def without_years(self) -> "SearchRequest":
        """The request without its year range; page 1."""
        return replace(self, year_from=None, year_to=None, page=1)

    def expanded(self, expand: bool) -> "SearchRequest":
        """The request with or without the concepts that its query names; page 1."""
        return replace(self, expand=expand, page=1)

    def within(self, year_from: int, year_to: int) -> "SearchRequest":
        """The request within a range of years, both included; page 1."""
        return replace(self, year_from=year_from, year_to=year_to, page=1)

    def by(self, *, law: bool) -> "SearchRequest":
        """The request with its hits grouped by law, or each provision by itself; page 1."""
        return replace(self, grouped=law, page=1)

    def shown(self, *, compact: bool | None = None, world: bool | None = None) -> "SearchRequest":
        """The same page of the same result, looking otherwise."""
        return replace(
            self,
            compact=self.compact if compact is None else compact,
            world=self.world if world is None else world,
        )

    def bare(self) -> "SearchRequest":
        """What is asked for without how it is ordered and shown."""
        return SearchRequest(
            q=self.q,
            filters=self.filters,
            year_from=self.year_from,
            year_to=self.year_to,
            expand=self.expand,
        )

    def on_page(self, page: int) -> "SearchRequest":
        """Another page of the same result."""
        return replace(self, page=page)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.q or self.filters or self.year_from or self.year_to)


def parse_request(parameters: Iterable[tuple[str, str]]) -> SearchRequest:
    """Reads (name, value) pairs. Of a single-valued parameter the last one counts; an empty
    value counts as absent; unknown parameters are left alone."""
    notes: list[str] = []
    single: dict[str, str] = {}
    filters: dict[str, list[str]] = {}
    for name, value in parameters:
        value = value.strip()
        if not value:
            continue
        if name in _FACET_NAMES:
            filters.setdefault(name, []).append(value)
        else:
            single[name] = value
    size = _number(single, "size", DEFAULT_SIZE, 1, MAX_SIZE, notes)
    page = _number(single, "page", 1, 1, MAX_RESULT_WINDOW // size, notes)
    first = _year(single, "year_from", notes)
    last = _year(single, "year_to", notes)
    if first is not None and last is not None and first > last:
        first, last = last, first
        notes.append(gettext("The years were the wrong way round and were exchanged."))
    return SearchRequest(
        q=_query(single.get("q", ""), notes),
        filters=_filters(filters, notes),
        year_from=first,
        year_to=last,
        sort=_sort(single.get("sort"), notes),
        page=page,
        size=size,
        expand=single.get("expand") != "0",
        grouped=single.get("group") != "0",
        compact=single.get("compact") == "1",
        world=single.get("map") == "1",
        notes=tuple(notes),
    )


def _query(text: str, notes: list[str]) -> str:
    printed = (char if char in _JOINERS or char.isprintable() else " " for char in text)
    cleaned = " ".join("".join(printed).split())
    if len(cleaned) > MAX_QUERY:
        cut = gettext("The query was cut to its first %(number)s characters.")
        notes.append(cut % {"number": MAX_QUERY})
        cleaned = cleaned[:MAX_QUERY].rstrip()
    return cleaned


def _filters(given: Mapping[str, list[str]], notes: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in _FACET_NAMES:
        values = list(dict.fromkeys(given.get(name, ())))
        usable = [value for value in values if _usable(name, value)][:MAX_VALUES]
        if len(usable) < len(values):
            said = gettext(
                "Some values of the filter “%(name)s” were not understood and are left out."
            )
            notes.append(said % {"name": name})
        if usable:
            found[name] = tuple(usable)
    return found


def _usable(name: str, value: str) -> bool:
    if name == "year":
        return value.isascii() and value.isdecimal() and int(value[:6]) in _YEARS
    return bool(_VALUE.fullmatch(value))


def _number(
    given: Mapping[str, str], name: str, default: int, low: int, high: int, notes: list[str]
) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"-?[0-9]{1,12}", text):
        said = gettext("“%(name)s” is not a number; %(used)s was used.")
        notes.append(said % {"name": name, "used": default})
        return default
    number = int(text)
    if not low <= number <= high:
        number = min(max(number, low), high)
        said = gettext("“%(name)s” goes from %(low)s to %(high)s; %(used)s was used.")
        notes.append(said % {"name": name, "low": low, "high": high, "used": number})
    return number


def page_number(text: str, last: int) -> int:
    """The number of a page from 1 to `last`, the nearest to what is asked for; 1 for no number."""
    return min(max(int(text), 1), last) if re.fullmatch(r"-?[0-9]{1,12}", text) else 1


def _year(given: Mapping[str, str], name: str, notes: list[str]) -> int | None:
    text = given.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) not in _YEARS:
        said = gettext("“%(text)s” is not a year between 1000 and 2100 and was left out.")
        notes.append(said % {"text": text[:20]})
        return None
    return int(text)


def _sort(text: str | None, notes: list[str]) -> Sort:
    if text is None:
        return Sort.RELEVANCE
    try:
        return Sort(text)
    except ValueError:
        notes.append(gettext("That order is not known; the best hits come first."))
        return Sort.RELEVANCE
