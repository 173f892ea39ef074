"""Where a permalink leads after its law was read again: to the provision that was cited, or to what
is known of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpora.records import FormerLaw, LawSummary, VersionRecord
from corpora.store import Collection
from indexer.decisions.matching import LawText
from mappings.records import Provision
from search_app.services.cite import sha256_of
from search_app.services.law import LawService, Place

FINGERPRINT = 12
"""Digits of the SHA-256 of a text in a permalink, and the fewest that tell a text."""

# Earlier versions that are looked at, and laws of a file that are named.
_MOST_VERSIONS = 20
_MOST_LAWS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """Where a permalink leads.

    place    None when the law has the provision no more
    now      what stands there, where `changed`
    changed  whether its text is not the one that was cited
    cited    the text that was cited, in an earlier version of the file: `record`; None when the
             collection has it no more
    """

    place: Place | None
    now: Provision | None = None
    changed: bool = False
    cited: Provision | None = None
    record: VersionRecord | None = None


@dataclass(frozen=True, slots=True)
class Former:
    """A law that is not here any more under its id, and the laws that its file gives now, each
    with the path of the provision that was asked for, "" where it has none."""

    law: FormerLaw
    now: Sequence[tuple[LawSummary, str]]


class PermalinkService:
    """Leads permalinks on."""

    def __init__(self, collection: Collection, laws: LawService) -> None:
        self._collection = collection
        self._laws = laws

    def resolve(self, law_id: str, path: str, fingerprint: str = "") -> Found | None:
        """Where a path leads: to the text with a fingerprint, if one is given; else to the path,
        to what has the text that an earlier version had there, or to what is numbered like it.
        None when the law has nothing of all that, or there is no such law."""
        place = self._laws.place(law_id, path)
        exact = place is not None and place.path == path
        if exact and not fingerprint:
            return Found(place)
        law = self._collection.law(law_id)
        if law is None:
            return None

        def is_cited(one: Provision) -> bool:
            return _has(one, fingerprint) if fingerprint else one.path == path

        if fingerprint:
            # The same text may stand twice: at its path first.
            by_place = sorted(law.provisions, key=lambda one: one.path != path)
            if same := next(filter(is_cited, by_place), None):
                return Found(self._laws.place(law_id, same.path))
        cited, record = next(
            self._earlier(law.source_id, law.source_path, law.id, is_cited), (None, None)
        )
        if cited and not exact and (like := LawText(law.provisions).find(cited)):
            place = self._laws.place(law_id, like[0].path)
        if place is None and cited is None:
            return None
        if not fingerprint:
            return Found(place) if place else None
        now = next((one for one in law.provisions if place and one.path == place.path), None)
        return Found(place, now, True, cited, record)

    def former(self, law_id: str, path: str = "") -> Former | None:
        """What became of a law that is here no more; None for one that never was."""
        former = self._collection.former_law(law_id)
        if former is None:
            return None
        ids = self._collection.ids_of_file(former.source_id, former.path)[:_MOST_LAWS]
        summaries = self._collection.summaries(ids)
        cited = None
        if path:
            earlier = self._earlier(
                former.source_id, former.path, former.law_id, lambda one: one.path == path
            )
            cited, _ = next(earlier, (None, None))
        return Former(former, [(summaries[one], self._path_in(one, path, cited)) for one in ids])

    def _path_in(self, law_id: str, path: str, cited: Provision | None) -> str:
        law = self._collection.law(law_id) if path else None
        if law is None:
            return ""
        if cited:
            return next((one.path for one in LawText(law.provisions).find(cited)), "")
        return path if any(one.path == path for one in law.provisions) else ""

    def _earlier(
        self, source_id: str, path: str, law_id: str, is_cited: Callable[[Provision], bool]
    ) -> Iterator[tuple[Provision, VersionRecord]]:
        """Provisions that a law had in earlier versions of its file."""
        for record in self._collection.version_records(source_id, path)[:_MOST_VERSIONS]:
            for old in self._collection.laws_of_version(record.key):
                if old.id == law_id:
                    yield from ((one, record) for one in old.provisions if is_cited(one))


def _has(provision: Provision, fingerprint: str) -> bool:
    return sha256_of(provision.text).startswith(fingerprint)
