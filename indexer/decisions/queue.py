"""What curators should look at next, found by the index: it has the tags, and what is nearly one,
with how sure they are. No law is tagged anew."""

from collections.abc import Collection as Set
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from corpora.store import Collection
from indexer.documents import tag_input
from indexer.engine.plan import AllOf, Clause, Not, SearchPlan, Sort, Value
from indexer.engine.protocol import IndexReader, SearchResult
from indexer.tag import Tagger
from mappings.fields import FIELD_OF_SCHEME, STRENGTHS, strength
from mappings.records import Evidence, Law, Provision, Tag, TagOrigin, Verdict

Key = tuple[str, str, str, str]
"""(law id, path, scheme, code)"""

_STRENGTH = "tag_strength"
# Provisions near a threshold that are looked at to find the nearest; of one code and jurisdiction.
_LOOKED_AT = 60
# Jurisdictions, and codes, that are tried before it is said that nothing is left.
_PLACES_TRIED = 8


@dataclass(frozen=True, slots=True)
class Wished:
    """Which tags to review; "" for all."""

    scheme: str = ""
    code: str = ""
    language: str = ""
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A tag near its threshold that nobody has decided on.

    doubt   1 at the threshold, falling to 0
    is_set  whether it is a tag, or only nearly one
    """

    law_id: str
    path: str
    tag: Tag
    doubt: float
    is_set: bool

    @property
    def key(self) -> Key:
        return self.law_id, self.path, self.tag.scheme, self.tag.code


@dataclass(slots=True)
class _Spread:
    """How often codes and jurisdictions were decided on: those least often come first."""

    codes: dict[tuple[str, str], int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)


class ReviewQueue:
    """Asks the published release of an index. Each method raises EngineUnavailable."""

    def __init__(self, reader: IndexReader, collection: Collection) -> None:
        self._reader = reader
        self._collection = collection

    def next(self, wished: Wished, skipped: Set[Key] = ()) -> Uncertain | None:
        """The tag to look at next: of the code that was decided on least often, in the jurisdiction
        that was, the one nearest to its threshold. None when nothing is left."""
        spread = _Spread(*self._collection.decisions.counts())
        for _, _, scheme, number in skipped:
            spread.codes[scheme, number] = spread.codes.get((scheme, number), 0) + 1
        wanted = [
            code
            for code in _tagger().codes
            if wished.scheme in ("", code[0]) and wished.code in ("", code[1])
        ]
        wanted.sort(key=lambda code: spread.codes.get(code, 0))
        for clause_of in (_at_threshold, _near_threshold):
            for code in wanted:
                if found := self._of_code(code, clause_of(code), wished, spread, skipped):
                    return found
        return None

    def tag(self, key: Key) -> Uncertain | None:
        """A tag, or what is nearly one, of a provision of the index; None when it has none."""
        law_id, path, scheme, code = key
        found = self._reader.search(
            SearchPlan(Value("id", (f"{law_id}/{path}",)), size=1, grouped=False)
        )
        for one in _tags(found):
            if one.key == (law_id, path, scheme, code):
                return one
        return None

    def _of_code(
        self,
        code: tuple[str, str],
        clause: Clause,
        wished: Wished,
        spread: _Spread,
        skipped: Set[Key],
    ) -> Uncertain | None:
        filters = {}
        if wished.language:
            filters["language"] = (wished.language,)
        if wished.jurisdiction:
            filters["jurisdiction"] = (wished.jurisdiction,)
        counted = self._reader.search(
            SearchPlan(clause, filters, size=1, grouped=False, facets=("jurisdiction",))
        )
        places = [
            place for place in counted.facets["jurisdiction"] if wished.jurisdiction in ("", place)
        ]
        places.sort(key=lambda place: (spread.places.get(place, 0), place))
        for place in places[:_PLACES_TRIED]:
            plan = SearchPlan(
                clause,
                filters | {"jurisdiction": (place,)},
                sort=Sort.NEWEST,
                grouped=False,
                size=_LOOKED_AT,
            )
            hits = self._reader.search(plan)
            near = [
                one
                for one in _tags(hits)
                if (one.tag.scheme, one.tag.code) == code
                and one.tag.origin is TagOrigin.RULE
                and one.doubt > 0
                and one.key not in skipped
            ]
            for one in sorted(near, key=lambda one: (-one.doubt, one.law_id, one.path)):
                decided = self._collection.decisions.decided_paths(one.law_id)
                if decided.get(one.key[1:], Verdict.WITHDRAW) == Verdict.WITHDRAW:
                    return one
        return None


def evidence(law: Law, provision: Provision, tag: Tag) -> Sequence[Evidence]:
    """The words that speak for a tag: those of the index, or found now for what is nearly one."""
    if tag.evidence:
        return tag.evidence
    return _tagger().evidence(tag_input(law, provision), (tag.scheme, tag.code))


def codes() -> Sequence[tuple[str, str]]:
    """(scheme, code) of what is weighed and reviewed; other tags follow from these."""
    return _tagger().codes


def _at_threshold(code: tuple[str, str]) -> Clause:
    """What the index knows by steps: the step that holds the threshold."""
    threshold = _tagger().threshold(code)
    return _between(code, threshold, threshold)


def _near_threshold(code: tuple[str, str]) -> Clause:
    """The steps that hold all of what is to be reviewed."""
    return _between(code, *_tagger().band(code))


def _between(code: tuple[str, str], low: float, high: float) -> Clause:
    name = FIELD_OF_SCHEME[code[0]].name
    first = max((step for step in STRENGTHS if step <= low), default=STRENGTHS[0])
    end = next((step for step in STRENGTHS if step > high), None)
    there = Value(_STRENGTH, (strength(name, code[1], first),))
    if end is None:
        return there
    return AllOf((there, Not(Value(_STRENGTH, (strength(name, code[1], end),)))))


def _tags(answer: SearchResult) -> Iterator[Uncertain]:
    for found, is_set in ((answer.tags, True), (answer.possible, False)):
        for identifier, some in found.items():
            law_id, _, path = identifier.rpartition("/")
            for tag in some:
                yield Uncertain(law_id, path, tag, _tagger().doubt(tag), is_set)


@cache
def _tagger() -> Tagger:
    return Tagger()
