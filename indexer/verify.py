"""Compares a release with the collection before readers see it.

Laws that were read into the collection, or decided on, since the release was begun, and are others
now, are left out: they come with the next one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpora.clock import utc_now
from corpora.digests import StoredLaw
from corpora.store import Collection
from indexer.analysis import index_text
from indexer.contents import contents
from indexer.documents import law_documents
from indexer.engine.plan import AllOf, Phrase, SearchPlan, Value
from indexer.engine.protocol import Document, EngineUnavailable, IndexReader, IndexWriter
from indexer.engine.tags_json import decode_tags
from indexer.releases import (
    Check,
    Note,
    ReleaseRefused,
    State,
    Verification,
    annotate,
    find,
)
from indexer.tag import Tagger
from mappings.fields import FACETS, FIELDS, FieldKind, has_value

# Laws that are made anew and compared, and of which a provision is searched for by its words.
SAMPLE = 40
# Not those that take long.
_MOST_PROVISIONS = 300
_WORDS = 6
# Of all documents. A few that the engine refused are listed; many are no accident.
MOST_REJECTED = 0.001
# Of the documents of the live release.
LEAST_OF_LIVE = 0.5
# Values that a facet does not lose all by chance.
LEAST_OF_FACET = 100
_NAMED = 3
# Every document has one value of each.
_SINGLE = ("jurisdiction", "source", "language", "kind", "status", "text_quality")
_FACETS = tuple(field.name for field in FACETS)
# Facets are counted without their own filter: the one of laws would count all of them.
_COUNTED = tuple(
    field.name
    for field in FIELDS
    if field.kind in (FieldKind.KEYWORD, FieldKind.INTEGER) and field.name != "law_id"
)


def verify(collection: Collection, writer: IndexWriter, name: str) -> Verification:
    """Verifies a release, and keeps the result with it. Raises ReleaseRefused for one that is not
    there or not finished, EngineUnavailable when the engine cannot answer."""
    release = find(writer, name)
    if release.state in (State.UNFINISHED, State.FOREIGN):
        raise ReleaseRefused(f"release {name} is {release.state.value}: there is nothing to verify")
    checks: tuple[Check, ...] = (_check("fields", _fields(writer, name)),)
    if checks[0].passed:
        checks += tuple(_checks(collection, writer, name, release.note))
    found = Verification(utc_now(), checks)
    # It may have been published in the meantime.
    annotate(writer, name, replace(find(writer, name).note, verification=found))
    return found


def _checks(collection: Collection, writer: IndexWriter, name: str, note: Note) -> Iterator[Check]:
    seen = _Seen(collection, writer.reader(name), note)
    yield _check("laws", seen.laws())
    for field in ("jurisdiction", "source"):
        yield _check(f"documents by {field}", seen.documents_by(field))
    yield _check("refused by the engine", _refused(note))
    yield _check("values", seen.values())
    live = writer.live()
    if live and live != name:
        yield _check("as the live release", seen.compared_with(writer.reader(live)))
    yield _check("documents made anew", seen.sampled())
    yield _check("searches", seen.searched())


def _check(name: str, problems: Iterable[str]) -> Check:
    """A check is passed that found no problem."""
    found = list(problems)
    more = f", and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return Check(name, not found, "; ".join(found[:_NAMED]) + more)


def _fields(writer: IndexWriter, name: str) -> Iterator[str]:
    if not writer.fits(name):
        try:
            writer.reader(name).status()
            yield "not those of the field table of today: build another"
        except EngineUnavailable as error:
            yield str(error)


def _refused(note: Note) -> Iterator[str]:
    if len(note.rejected) > MOST_REJECTED * note.documents:
        yield f"{len(note.rejected)} documents; `legal-library index problems` says why"


class _Seen:
    """A release and the collection side by side. Each method gives what is wrong, in words."""

    def __init__(self, collection: Collection, reader: IndexReader, note: Note) -> None:
        self._collection = collection
        self._reader = reader
        self._note = note
        self._held = reader.crossed("law_id", "content")
        self._whole = reader.search(SearchPlan(size=1, facets=_SINGLE))
        self._rejected = Counter(one.id.rpartition("/")[0] for one in note.rejected)
        self._laws = {law.id: law for law in collection.stored_laws()}
        self._wanted = contents(collection, self._laws.values())
        decided = {
            one.law_id for one in collection.decisions.all() if one.decided_at >= note.begun_at
        }
        self._unsettled = {
            law.id: law
            for law in self._laws.values()
            if not self._is_held(law) and (law.read_at >= note.begun_at or law.id in decided)
        }

    def _is_held(self, law: StoredLaw) -> bool:
        expected = self._expected(law)
        return self._held.get(law.id, {}) == ({self._wanted[law.id]: expected} if expected else {})

    def _expected(self, law: StoredLaw) -> int:
        return law.documents - self._rejected[law.id]

    def laws(self) -> Iterator[str]:
        for law in self._laws.values():
            if law.id in self._unsettled or self._is_held(law):
                continue
            missing = self._expected(law) - self._documents(law.id)
            if missing > 0:
                yield f"{law.id} lacks {missing} of {law.documents} documents"
            elif missing < 0:
                yield f"{law.id} has {-missing} documents too many"
            else:
                yield f"{law.id} is not as the collection has it"
        # A file that was read since may have had what is gone.
        if not any(law.read_at >= self._note.begun_at for law in self._laws.values()):
            gone = self._held.keys() - self._laws.keys()
            yield from (f"{law_id} is not in the collection" for law_id in sorted(gone))

    def _documents(self, law_id: str) -> int:
        return sum(self._held.get(law_id, {}).values())

    def documents_by(self, field: str) -> Iterator[str]:
        place = {"jurisdiction": _jurisdiction, "source": _source}[field]
        expected: Counter[str] = Counter()
        for law in self._laws.values():
            expected[place(law)] += self._expected(law)
        changing = {place(law) for law in self._unsettled.values()}
        held = self._whole.facets[field]
        for value in sorted({*held, *expected} - changing):
            if held.get(value, 0) != expected[value]:
                yield f"{value} has {held.get(value, 0)}, and {expected[value]} in the collection"

    def values(self) -> Iterator[str]:
        total = self._whole.total_provisions
        for name in _SINGLE:
            if (counted := sum(self._whole.facets[name].values())) != total:
                yield f"{counted} of {total} documents have a value of {name}"
        found = self._reader.search(SearchPlan(size=1, facets=_FACETS)).facets
        for field in FACETS:
            if wrong := sorted(v for v in found[field.name] if not has_value(field, v)):
                yield f"{field.name} has values that are none: {', '.join(wrong[:_NAMED])}"

    def compared_with(self, live: IndexReader) -> Iterator[str]:
        plan = SearchPlan(size=1, facets=_FACETS)
        now = self._reader.search(plan)
        try:
            before = live.search(plan)
        except EngineUnavailable:
            # It is damaged, and readers wait for this one.
            return
        if now.total_provisions < LEAST_OF_LIVE * before.total_provisions:
            yield f"{now.total_provisions} documents, {before.total_provisions} in the live release"
        for field in FACETS:
            count = sum(before.facets[field.name].values())
            if count >= LEAST_OF_FACET and not now.facets[field.name]:
                yield f"{field.name} has no values; {count} in the live release"

    def _sample(self) -> list[StoredLaw]:
        """Laws from all over the collection, others for each collection and the same each time."""
        fit = [
            law
            for law in self._laws.values()
            if self._is_held(law)
            and law.provisions <= _MOST_PROVISIONS
            and not self._rejected[law.id]
        ]
        return sorted(fit, key=lambda law: law.digest)[:SAMPLE]

    def sampled(self) -> Iterator[str]:
        tagger = Tagger()
        ids = [law.id for law in self._sample()]
        decisions = self._collection.decisions.of_laws(ids)
        for law in self._collection.laws(ids):
            made = list(law_documents(law, tagger, decisions.get(law.id, ()), self._wanted[law.id]))
            tags = {str(one["id"]): decode_tags(str(one["tags"])) for one in made if "tags" in one}
            if self._reader.tags_of_law(law.id) != tags:
                yield f"{law.id} has other tags"
            plan = SearchPlan(filters={"law_id": (law.id,)}, size=1, facets=_COUNTED)
            found = self._reader.search(plan).facets
            for name in _COUNTED:
                if found[name] != _counts(made, name):
                    yield f"{law.id} has other values of {name}"

    def searched(self) -> Iterator[str]:
        for law in self._collection.laws(law.id for law in self._sample()):
            for provision in law.provisions:
                words = tuple(index_text(provision.text, provision.language)[0].split())
                if len(words) < _WORDS:
                    continue
                start = (len(words) - _WORDS) // 2
                phrase = Phrase(words[start : start + _WORDS], ("text",))
                identifier = law.provision_id(provision)
                plan = SearchPlan(AllOf((phrase, Value("id", (identifier,)))), size=1)
                if self._reader.search(plan).total_provisions != 1:
                    yield f"{identifier} is not found by its words “{' '.join(phrase.tokens)}”"
                break


def _jurisdiction(law: StoredLaw) -> str:
    return law.jurisdiction


def _source(law: StoredLaw) -> str:
    return law.source_id


def _counts(documents: Sequence[Document], name: str) -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for document in documents:
        value = document.get(name, [])
        counted.update(map(str, value if isinstance(value, list) else [value]))
    return counted
