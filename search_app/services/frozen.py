"""A search that can be cited: what it found on a day, all in its address, and what is otherwise
when it is asked again. Nothing is stored; an address says what its maker saw, and is not proof."""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpora.store import Collection
from indexer.engine.protocol import IndexReader
from search_app.query.plan import asked_filters
from search_app.query.request import SearchRequest
from search_app.services.ask import Answer, ask
from search_app.services.cited import CitationService
from search_app.services.worded import worded

FIRST = 100
"""Hits that are compared."""
_LOOKED = 1000
# A web server takes a first line of 4,094 characters by default; the address of the site is in
# front of it, the query and the counts beside the hits.
_ADDRESS = 3900
_BYTES = 40_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_RELEASE = re.compile(r"[\w.-]{1,80}", re.ASCII)
_ID = re.compile(r"[^\s/]{1,200}/\S{1,400}")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a search found.

    day      ISO 8601
    release  of the index
    first    ids of the first provisions, at most FIRST, fewer where an address cannot hold them
    """

    day: str
    release: str
    provisions: int
    laws: int
    first: tuple[str, ...]

    def parameters(self) -> list[tuple[str, str]]:
        """As parameters of an address, which is short where it names no provisions."""
        found = [
            ("on", self.day),
            ("release", self.release),
            ("provisions", str(self.provisions)),
            ("laws", str(self.laws)),
        ]
        return [*found, ("first", _packed(self.first))] if self.first else found


def read(parameters: Mapping[str, str]) -> Frozen | None:
    """What the parameters of an address say that was found; None where they do not say it, or in
    no way that `Frozen.parameters` writes."""
    texts = [parameters.get(name, "") for name in ("on", "release", "provisions", "laws")]
    day, release, provisions, laws = texts
    counts = all(re.fullmatch(r"\d{1,9}", count, re.ASCII) for count in (provisions, laws))
    first = _unpacked(parameters["first"]) if "first" in parameters else ()
    if not (_DAY.fullmatch(day) and _RELEASE.fullmatch(release) and counts) or first is None:
        return None
    return Frozen(day, release, int(provisions), int(laws), first)


def _packed(ids: Sequence[str]) -> str:
    return base64.urlsafe_b64encode(zlib.compress("\n".join(ids).encode(), 9)).decode().rstrip("=")


def _unpacked(text: str) -> tuple[str, ...] | None:
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        # What would become too long is not unpacked further.
        raw = zlib.decompressobj().decompress(packed, _BYTES).decode()
    except (binascii.Error, ValueError, zlib.error):
        return None
    ids = tuple(dict.fromkeys(raw.split("\n"))) if raw else ()
    return ids if len(ids) <= FIRST and all(map(_ID.fullmatch, ids)) else None


@dataclass(frozen=True, slots=True)
class Place:
    """A provision that came or went.

    place    where it stands in the result now, from 1; None where it does not any more
    law      title of its law, "" where the collection has neither
    language of the title
    """

    id: str
    place: int | None
    label: str
    law: str
    language: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A search as it was and as it is.

    went, came  of the first hits; in the order that they had and have
    same        how many of the first are still among them
    """

    now: Frozen
    asked: tuple[tuple[str, str], ...]
    relaxed: bool
    went: tuple[Place, ...] = ()
    came: tuple[Place, ...] = ()
    same: int = 0


class FrozenService:
    """Holds no state of its own."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection
        self._citations = CitationService(collection)

    def freeze(self, request: SearchRequest, day: str) -> Compared:
        """The search as it is on a day. Raises EngineUnavailable."""
        answer = self._ask(request, FIRST)
        return Compared(
            self._frozen(request, answer, day), self._worded(request, answer), answer.relaxed
        )

    def compare(self, request: SearchRequest, day: str, then: Frozen) -> Compared:
        """The search as it is beside what it was. Raises EngineUnavailable."""
        answer = self._ask(request, _LOOKED)
        places = {one: place for place, one in enumerate(_ids(answer), 1)}
        known = set(then.first)
        # As many as were kept: a shorter list is no loss of hits.
        first = list(places)[: len(then.first)] if then.first else []
        came = [one for one in first if one not in known]
        went = [one for one in then.first if one not in set(first)]
        return Compared(
            self._frozen(request, answer, day),
            self._worded(request, answer),
            answer.relaxed,
            self._places(went, places),
            self._places(came, places),
            len(first) - len(came),
        )

    def _ask(self, request: SearchRequest, size: int) -> Answer:
        asked = replace(request.bare(), sort=request.sort, grouped=False, size=size)
        return ask(self._reader, asked, self._citations, facets=())

    def _worded(self, request: SearchRequest, answer: Answer) -> tuple[tuple[str, str], ...]:
        return worded(request, asked_filters(request, answer.analysis))

    def _frozen(self, request: SearchRequest, answer: Answer, day: str) -> Frozen:
        found = Frozen(
            day,
            self._reader.status().release,
            answer.result.total_provisions,
            answer.result.total_laws,
            _ids(answer)[:FIRST],
        )
        room = _ADDRESS - len(request.query_string())
        while found.first and len(_packed(found.first)) > room:
            found = replace(found, first=found.first[: len(found.first) * 9 // 10])
        return found

    def _places(self, ids: Sequence[str], places: Mapping[str, int]) -> tuple[Place, ...]:
        provisions = self._collection.provisions(ids)
        laws = self._collection.summaries({one.partition("/")[0] for one in ids})
        found = []
        for one in ids:
            law, provision = laws.get(one.partition("/")[0]), provisions.get(one)
            found.append(
                Place(
                    one,
                    places.get(one),
                    " ".join(filter(None, (provision.label, provision.heading)))
                    if provision
                    else "",
                    law.title if law else "",
                    law.language if law else "",
                )
            )
        return tuple(found)


def _ids(answer: Answer) -> tuple[str, ...]:
    return tuple(one for hit in answer.result.laws for one in hit.provisions)
