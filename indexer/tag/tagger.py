"""The tagger: deterministic, explainable, linear in the length of the text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from indexer.analysis import stem_places, stems_of
from indexer.tag.derived import WEIGHED, follow
from indexer.tag.features import PARTS, Code, Features, Found
from indexer.tag.matcher import Hit, matcher
from indexer.tag.model import Model, Weights
from mappings.concepts import ConceptKind
from mappings.concepts import weights as shipped_weights
from mappings.languages import UNDETERMINED, languages
from mappings.records import Evidence, Tag

_EVIDENCE_A_TAG = 6
_MAX_LEAD = 160


@dataclass(frozen=True, slots=True)
class TagInput:
    """What is known of a provision.

    stems  the stems of `text` joined by spaces, when the caller has analysed it already
    """

    text: str
    heading: str = ""
    ancestors: tuple[str, ...] = ()
    law_title: str = ""
    language: str = UNDETERMINED
    jurisdiction: str = ""
    stems: str | None = None

    def lead(self) -> str:
        """The heading; without one, the first line of the text when it is short enough to be a
        heading that was left in it."""
        first, more, _ = self.text.partition("\n")
        return self.heading or (first if more and len(first) <= _MAX_LEAD else "")

    def part(self, name: str) -> str:
        """The text of a part that evidence may point to."""
        return {
            "heading": self.lead(),
            "text": self.text,
            "ancestors": "\n".join(self.ancestors),
            "title": self.law_title,
        }[name]


Decide = Callable[[Iterable[Tag]], tuple[Tag, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tag near its threshold, which a reader should judge; below it, it is not set.

    doubt   1 at the threshold, 0 at the ends of the band
    is_set  whether it reaches its threshold
    """

    tag: Tag
    doubt: float
    is_set: bool


class _Quotes:
    """The words of hits as they stand in a provision; each part of it is read once."""

    def __init__(self, item: TagInput) -> None:
        self._item = item
        self._places: dict[str, tuple[list[tuple[int, int]], Iterator[tuple[int, int]]]] = {}

        self._known: dict[int, Evidence | None] = {}

    def evidence(self, found: Found) -> Evidence | None:
        """The words of a hit as evidence; None when they cannot be shown."""
        if id(found) not in self._known:
            self._known[id(found)] = self._evidence(found)
        return self._known[id(found)]

    def _evidence(self, found: Found) -> Evidence | None:
        text = self._item.part(found.part)
        if found.part not in self._places:
            self._places[found.part] = [], stem_places(text)
        read, unread = self._places[found.part]
        read.extend(islice(unread, max(0, found.hit.end - len(read))))
        words = read[found.hit.first : found.hit.end]
        if not words:
            return None
        start, end = words[0][0], words[-1][1]
        concept = found.hit.term.concept
        rule = "element" if concept.kind is ConceptKind.ELEMENT else "concept"
        # A first line that serves as the heading is still the beginning of the text.
        is_text = found.part == "heading" and not self._item.heading
        where = "text" if is_text else found.part
        return Evidence(f"{rule}:{concept.name}", where, text[start:end], start, end)


class Tagger:
    """Tags provisions. The first text of a language builds its matcher; tagging shares no state."""

    def __init__(self, weights: Weights | None = None) -> None:
        """weights  another model than the one that is shipped"""
        self._model = Model(weights or shipped_weights())

    def tag(self, item: TagInput, decide: Decide = tuple) -> tuple[Tag, ...]:
        """The tags of a provision, by scheme and falling confidence.

        decide  what curators make of its tags; asked before others follow from them and again
                after it, so that what follows from a rejected tag is gone with it
        """
        found = self.features(item)
        quotes = _Quotes(item)
        tags = []
        for code, confidence in self._model.accepted(found).items():
            if evidence := tuple(self._evidence(quotes, found, code)):
                tags.append(Tag(*code, confidence, evidence))
        weighed = [tag for tag in decide(tags) if tag.scheme in WEIGHED]
        others = follow(weighed, found.hits, quotes.evidence) if weighed else []
        decided = decide([*weighed, *others])
        return tuple(sorted(decided, key=lambda tag: (tag.scheme, -tag.confidence, tag.code)))

    def candidates(self, item: TagInput) -> tuple[Candidate, ...]:
        """The tags that are to be reviewed, most doubtful first: set or not, they are near the
        threshold."""
        found = self.features(item)
        quotes = _Quotes(item)
        near = []
        for code, (confidence, doubt, is_set) in self._model.near(found).items():
            if evidence := tuple(self._evidence(quotes, found, code)):
                tag = Tag(*code, confidence, evidence)
                near.append(Candidate(tag, doubt, is_set))
        return tuple(sorted(near, key=lambda one: (-one.doubt, one.tag.scheme, one.tag.code)))

    @staticmethod
    def features(item: TagInput) -> Features:
        """What the model weighs."""
        language = _language(item)
        text = stems_of(item.text, language) if item.stems is None else item.stems
        read = {
            "heading": _read(stems_of(item.part("heading"), language), language),
            "text": _read(text, language),
            # A law's provisions have these in common.
            "ancestors": _read_again(item.part("ancestors"), language),
            "title": _read_again(item.part("title"), language),
        }
        hits = {name: found for name, (found, _) in read.items()}
        words = {name: count for name, (_, count) in read.items()}
        return Features(hits, words)

    def _evidence(self, quotes: _Quotes, found: Features, code: Code) -> Iterator[Evidence]:
        """The words that speak most for a code, in the order of the provision."""
        strength: dict[int, float] = {}
        places: dict[int, Found] = {}
        for feature, found_at in found.hits.items():
            says = self._model.contribution(feature, code)
            # The hits of a feature are of one concept, or of elements, which speak for no code.
            says += code in found_at[0].hit.term.concept.tags
            if says <= 0:
                continue
            for place in found_at:
                number = found.order[id(place)]
                places[number] = place
                strength[number] = max(says, strength.get(number, 0.0))
        best: dict[tuple[str, str], Found] = {}
        for number in sorted(strength, key=lambda number: (-strength[number], number)):
            if len(best) >= _EVIDENCE_A_TAG:
                break
            place = places[number]
            best.setdefault((place.part, place.hit.term.written), place)
        for place in sorted(best.values(), key=lambda f: (PARTS.index(f.part), f.hit.first)):
            if evidence := quotes.evidence(place):
                yield evidence


_Read = tuple[list[Hit], int]
"""The terms in a part, and the number of its words."""


def _read(stems: str, language: str) -> _Read:
    return matcher(language).hits(stems), stems.count(" ") + 1 if stems else 0


@lru_cache(maxsize=64)
def _read_again(text: str, language: str) -> _Read:
    return _read(stems_of(text, language), language)


def _language(item: TagInput) -> str:
    """The language whose lexicon is used; callers may write macrolanguages."""
    code = {"zh": "zh-Hans", "no": "nb"}.get(item.language, item.language)
    return code if code in languages() else UNDETERMINED
