"""The tagger: deterministic, explainable, linear in the length of the text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexer.analysis import is_unspaced, stems_of, tokens
from indexer.tag.derived import WEIGHED, follow
from indexer.tag.features import PARTS, Code, Features, Found, features
from indexer.tag.matcher import matcher
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
        self._places: dict[str, list[tuple[int, int]]] = {}

    def quote(self, found: Found) -> tuple[str, int, int] | None:
        """(words, start, end), offsets in the part of the provision that the hit is in."""
        text = self._item.part(found.part)
        if found.part not in self._places:
            self._places[found.part] = list(_stem_tokens(text))
        words = self._places[found.part][found.hit.first : found.hit.end]
        if not words:
            return None
        start, end = words[0][0], words[-1][1]
        return text[start:end], start, end


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
            if evidence := tuple(self._evidence(item, quotes, found, code)):
                tags.append(Tag(*code, confidence, evidence))
        weighed = [tag for tag in decide(tags) if tag.scheme in WEIGHED]
        others = follow(weighed, found.hits, lambda place: _evidence_at(item, quotes, place))
        decided = decide([*weighed, *others])
        return tuple(sorted(decided, key=lambda tag: (tag.scheme, -tag.confidence, tag.code)))

    def candidates(self, item: TagInput) -> tuple[Candidate, ...]:
        """The tags that are to be reviewed, most doubtful first: set or not, they are near the
        threshold."""
        found = self.features(item)
        quotes = _Quotes(item)
        near = []
        for code, (confidence, doubt, is_set) in self._model.near(found).items():
            if evidence := tuple(self._evidence(item, quotes, found, code)):
                tag = Tag(*code, confidence, evidence)
                near.append(Candidate(tag, doubt, is_set))
        return tuple(sorted(near, key=lambda one: (-one.doubt, one.tag.scheme, one.tag.code)))

    @staticmethod
    def features(item: TagInput) -> Features:
        """What the model weighs."""
        language = _language(item)
        terms = matcher(language)
        stems = {name: stems_of(item.part(name), language) for name in PARTS if name != "text"}
        stems["text"] = stems_of(item.text, language) if item.stems is None else item.stems
        hits = {name: terms.hits(stems[name]) for name in PARTS}
        words = {name: stems[name].count(" ") + 1 if stems[name] else 0 for name in PARTS}
        return features(hits, words)

    def _evidence(
        self, item: TagInput, quotes: _Quotes, found: Features, code: Code
    ) -> Iterator[Evidence]:
        """The words that speak most for a code, in the order of the provision."""
        strength: dict[Found, float] = {}
        for feature, places in found.hits.items():
            says = self._model.contribution(feature, code)
            for place in places:
                own = says + (code in place.hit.term.concept.tags)
                strength[place] = max(own, strength.get(place, 0.0))
        best: dict[tuple[str, str], Found] = {}
        for place in sorted(strength, key=lambda place: -strength[place]):
            if strength[place] <= 0 or len(best) >= _EVIDENCE_A_TAG:
                break
            best.setdefault((place.part, place.hit.term.written), place)
        for place in sorted(best.values(), key=lambda f: (PARTS.index(f.part), f.hit.first)):
            if evidence := _evidence_at(item, quotes, place):
                yield evidence


def _evidence_at(item: TagInput, quotes: _Quotes, place: Found) -> Evidence | None:
    quote = quotes.quote(place)
    if quote is None:
        return None
    concept = place.hit.term.concept
    rule = "element" if concept.kind is ConceptKind.ELEMENT else "concept"
    return Evidence(f"{rule}:{concept.name}", _where(item, place.part), *quote)


def _language(item: TagInput) -> str:
    """The language whose lexicon is used; callers may write macrolanguages."""
    code = {"zh": "zh-Hans", "no": "nb"}.get(item.language, item.language)
    return code if code in languages() else UNDETERMINED


def _where(item: TagInput, part: str) -> str:
    # A first line that serves as the heading is still the beginning of the text.
    return "text" if part == "heading" and not item.heading else part


def _stem_tokens(text: str) -> Iterator[tuple[int, int]]:
    """Places of the stems of a text, in the order of `index_text`: pairs of characters for the
    scripts written without spaces."""

    previous: tuple[int, int] | None = None
    alone = False
    for token in tokens(text):
        place = (token.start, token.end)
        if not is_unspaced(token.folded):
            if previous and alone:
                yield previous
            previous = None
            yield place
        elif previous and previous[1] == token.start:
            yield previous[0], token.end
            previous, alone = place, False
        else:
            if previous and alone:
                yield previous
            previous, alone = place, True
    if previous and alone:
        yield previous
