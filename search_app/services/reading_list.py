"""A list of provisions with notes, which is kept in nothing but an address: `p` names a provision
and the `n` after it is what its reader wrote of it."""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from corpora.store import Collection
from search_app.services.cite import Cited
from search_app.services.law import LawService

MAX_ITEMS = 60
MAX_NOTE = 500
# Of characters in an address: servers and mail programs cut longer ones.
MAX_QUERY = 6_000
_MAX_ID = 400
# Of provisions whose law has to be read to find where they are now.
_MOST_MOVED = 10

# The addresses that a provision has in this library, and its id alone.
_ADDRESS = re.compile(
    r"(?:\S*/)?(?:law|provision|cite)/(?P<law>[^/?#\s]+)(?:\?[^#\s]*)?[/#](?P<path>[^/?#\s]+)"
)
_ID = re.compile(r"(?P<law>[^/?#\s]+)/(?P<path>[^/?#\s]+)")


@dataclass(frozen=True, slots=True)
class Item:
    """A provision by its id (`<law id>/<path>`), and a note."""

    id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Provisions in an order, each once. `left_out` counts those for which there was no room."""

    items: tuple[Item, ...] = ()
    left_out: int = 0

    @classmethod
    def parse(cls, query: str) -> "ReadingList":
        """What a query string says. Parameters other than `p` and `n` are passed over, as is a
        provision that stands twice."""
        found: dict[str, str] = {}
        last = ""
        for name, value in parse_qsl(query[: 4 * MAX_QUERY], errors="replace"):
            if name == "p" and _ID.fullmatch(value) and len(value) <= _MAX_ID:
                last = value
                found.setdefault(last, "")
            elif name == "n" and last:
                found[last] = value.replace("\r\n", "\n")[:MAX_NOTE]
                last = ""
        items = tuple(Item(name, note) for name, note in found.items())
        fits = cls(items[:MAX_ITEMS])
        while len(fits.query()) > MAX_QUERY:
            fits = cls(fits.items[:-1])
        return replace(fits, left_out=len(items) - len(fits.items))

    def query(self) -> str:
        """The list as a query string."""
        pairs = []
        for item in self.items:
            pairs.append(("p", item.id))
            if item.note:
                pairs.append(("n", item.note))
        return urlencode(pairs, safe="/", errors="replace")

    def changed(self, what: str, value: str) -> "ReadingList":
        """With a provision moved `up` or `down` or taken away (`remove`), by its id, or one
        appended by its id or an address of it (`add`). The list itself for anything else."""
        if what == "add":
            known = provision_id(value)
            return self if not known else ReadingList.parse(f"{self.query()}&{_parameter(known)}")
        here = next((i for i, item in enumerate(self.items) if item.id == value), None)
        if here is None:
            return self
        rest = [*self.items[:here], *self.items[here + 1 :]]
        if what in ("up", "down"):
            place = here - 1 if what == "up" else here + 1
            rest.insert(max(place, 0), self.items[here])
        elif what != "remove":
            return self
        return replace(self, items=tuple(rest))


def provision_id(text: str) -> str:
    """The id of the provision that an address of this library, or an id, names; "" for none."""
    found = _ADDRESS.fullmatch(text.strip()) or _ID.fullmatch(text.strip())
    return f"{found['law']}/{found['path']}" if found else ""


def _parameter(provision: str) -> str:
    return urlencode([("p", provision)], safe="/", errors="replace")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list with what it names; `cited` is None when the collection has it no more."""

    item: Item
    cited: Cited | None


class ReadingListService:
    """Looks up what a list names; holds no state of its own."""

    def __init__(self, collection: Collection, laws: LawService) -> None:
        self._collection = collection
        self._laws = laws

    def entries(self, shown: ReadingList, base: str) -> list[Entry]:
        """The items of a list, in its order.

        base  address of permalinks, which the id of a provision follows
        """
        provisions = self._collection.provisions(item.id for item in shown.items)
        lost = [item.id for item in shown.items if item.id not in provisions][:_MOST_MOVED]
        moved = {name: place for name in lost if (place := self._place(name))}
        provisions |= self._collection.provisions(moved.values())
        ids = {name.partition("/")[0] for name in provisions}
        laws = {name: self._collection.law_without_text(name) for name in ids}
        summaries = self._collection.summaries(ids)

        def cited(item: Item) -> Cited | None:
            place = moved.get(item.id, item.id)
            name = place.partition("/")[0]
            law, summary = laws.get(name), summaries.get(name)
            if place not in provisions or law is None or summary is None:
                return None
            return Cited(law, provisions[place], f"{base}{place}", summary.read_at, item.note)

        return [Entry(item, cited(item)) for item in shown.items]

    def _place(self, name: str) -> str:
        """Where a provision is when a later reading of its law gave it another path, else ""."""
        law, _, path = name.partition("/")
        place = self._laws.place(law, path)
        return f"{law}/{place.path}" if place else ""
