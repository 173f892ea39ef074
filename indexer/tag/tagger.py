"""The tagger: deterministic, explainable, linear in the length of the text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, repeat

import numpy as np

from indexer.analysis import stem_places, stems_of
from indexer.tag.derived import WEIGHED, follow
from indexer.tag.features import IN_A_LAW, PARTS, Code, Features, Found
from indexer.tag.lead import find_lead
from indexer.tag.matcher import Hit, matcher
from indexer.tag.model import ALONE, LOWEST, Model, Weights
from indexer.tag.surroundings import Surroundings
from mappings.concepts import ConceptKind
from mappings.concepts import weights as shipped_weights
from mappings.languages import UNDETERMINED, languages
from mappings.records import Evidence, Tag, TagOrigin

_EVIDENCE_A_TAG = 6


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

    def lead(self) -> tuple[str, int]:
        """The heading, or what stands for it at the beginning of the text; and its place there."""
        if self.heading:
            return self.heading, 0
        start, end = find_lead(self.text)
        return self.text[start:end], start

    def part(self, name: str) -> str:
        """The text of a part that evidence may point to."""
        return {
            "heading": self.lead()[0],
            "text": self.text,
            "ancestors": "\n".join(self.ancestors),
            "title": self.law_title,
        }[name]


Decide = Callable[[Iterable[Tag]], tuple[Tag, ...]]


@dataclass(frozen=True, slots=True)
class _Judged:
    """probabilities  of each code of the model"""

    found: Features
    probabilities: np.ndarray


@dataclass(frozen=True, slots=True)
class Tagged:
    """What is said of a provision that stands in its law.

    tags      by scheme and falling confidence
    possible  those that do not reach their threshold and are POSSIBLE at least; without evidence
    """

    tags: tuple[Tag, ...] = ()
    possible: tuple[Tag, ...] = ()


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
        # A heading that stands in the text is quoted from there.
        is_text = found.part == "heading" and not self._item.heading
        where = "text" if is_text else found.part
        shift = self._item.lead()[1] if is_text else 0
        quote = text[start:end]
        return Evidence(f"{rule}:{concept.name}", where, quote, start + shift, end + shift)


class Tagger:
    """Tags provisions. The first text of a language builds its matcher; tagging shares no state."""

    def __init__(self, weights: Weights | None = None) -> None:
        """weights  another model than the one that is shipped"""
        self._model = Model(weights or shipped_weights())

    def tag(self, item: TagInput, decide: Decide = tuple) -> tuple[Tag, ...]:
        """The tags of a provision that is given alone, by scheme and falling confidence.

        decide  what curators make of its tags; asked before others follow from them and again
                after it, so that what follows from a rejected tag is gone with it
        """
        (found,) = self._judged((item,), ALONE)
        return self._tags(item, found, ALONE, decide)

    def tag_law(
        self, items: Sequence[TagInput], decisions: Iterable[Decide] | None = None
    ) -> Iterator[Tagged]:
        """All provisions of a law, in their order: each is judged among the others.

        decisions  as `decide` of `tag`, one a provision
        """
        judged = self._judged(items, IN_A_LAW)
        for item, found, decide in zip(items, judged, decisions or repeat(tuple), strict=False):
            yield Tagged(self._tags(item, found, IN_A_LAW, decide), self._possible(found, decide))

    def candidates(self, item: TagInput) -> tuple[Candidate, ...]:
        """The tags of a provision given alone that are to be reviewed, most doubtful first: set or
        not, they are near the threshold."""
        (found,) = self._judged((item,), ALONE)
        return self._near(item, found, ALONE)

    def law_candidates(self, items: Sequence[TagInput]) -> Iterator[tuple[Candidate, ...]]:
        """As `candidates`, of each provision of a law."""
        for item, found in zip(items, self._judged(items, IN_A_LAW), strict=True):
            yield self._near(item, found, IN_A_LAW)

    def evidence(self, item: TagInput, code: Code) -> tuple[Evidence, ...]:
        """The words of a provision that speak most for a code, whether it is tagged with it."""
        return tuple(self._evidence(_Quotes(item), self.features(item), code))

    def doubt(self, tag: Tag) -> float:
        """How near a tag of a provision in its law is to its threshold, as `Candidate.doubt`; 0
        far from it, and for tags that follow from others."""
        code = tag.scheme, tag.code
        return self._model.doubt(code, tag.confidence, IN_A_LAW) if code in self.codes else 0.0

    def threshold(self, code: Code) -> float:
        """The confidence from which on a code of `codes` is set in a law."""
        return self._model.threshold(code, IN_A_LAW)

    def band(self, code: Code) -> tuple[float, float]:
        """The confidences between which a code of `codes` is to be reviewed in a law."""
        return self._model.band(code, IN_A_LAW)

    @property
    def codes(self) -> Sequence[Code]:
        """What is weighed: other tags follow from these."""
        return self._model.codes

    @staticmethod
    def features(item: TagInput, *, in_a_law: bool = False) -> Features:
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
        return Features(hits, words, in_a_law=in_a_law)

    def _judged(self, items: Sequence[TagInput], way: str) -> Iterator[_Judged | None]:
        """What was found in each provision and the probability of each code; None where no code
        comes into question, as in most provisions."""
        kept: list[Features] = []
        rows: list[int] = []
        scores = np.empty((len(items), len(self._model.codes)))
        for row, item in enumerate(items):
            found = self.features(item, in_a_law=way == IN_A_LAW)
            scores[row] = self._model.scores(found)
            if scores[row].max() > LOWEST:
                kept.append(found)
                rows.append(row)
        law = Surroundings(scores) if way == IN_A_LAW else None
        table = self._model.judge(kept, scores[rows], np.array(rows, dtype=int), law)
        judged = dict(zip(rows, map(_Judged, kept, table), strict=True))
        return (judged.get(row) for row in range(len(items)))

    def _tags(
        self, item: TagInput, judged: _Judged | None, way: str, decide: Decide
    ) -> tuple[Tag, ...]:
        if judged is None:
            if not decide(()):
                return ()
            judged = _Judged(self.features(item), np.zeros(len(self._model.codes)))
        found, quotes = judged.found, _Quotes(item)
        tags = []
        for code, confidence in self._model.accepted(judged.probabilities, way).items():
            if evidence := tuple(self._evidence(quotes, found, code)):
                tags.append(Tag(*code, confidence, evidence))
        weighed = [tag for tag in decide(tags) if tag.scheme in WEIGHED]
        others = follow(weighed, found.hits, quotes.evidence) if weighed else []
        decided = decide([*weighed, *others])
        return tuple(sorted(decided, key=lambda tag: (tag.scheme, -tag.confidence, tag.code)))

    def _possible(self, judged: _Judged | None, decide: Decide) -> tuple[Tag, ...]:
        """What curators did not reject of the codes below their threshold."""
        if judged is None:
            return ()
        likely = self._model.possible(judged.probabilities, IN_A_LAW)
        asked = [Tag(*code, confidence) for code, confidence in likely.items()]
        decided = {(tag.scheme, tag.code): tag.origin for tag in decide(asked)} if asked else {}
        return tuple(tag for tag in asked if decided.get((tag.scheme, tag.code)) is TagOrigin.RULE)

    def _near(self, item: TagInput, judged: _Judged | None, way: str) -> tuple[Candidate, ...]:
        if judged is None:
            return ()
        quotes = _Quotes(item)
        near = []
        for code, (confidence, doubt, is_set) in self._model.near(
            judged.probabilities, way
        ).items():
            if evidence := tuple(self._evidence(quotes, judged.found, code)):
                tag = Tag(*code, confidence, evidence)
                near.append(Candidate(tag, doubt, is_set))
        return tuple(sorted(near, key=lambda one: (-one.doubt, one.tag.scheme, one.tag.code)))

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
