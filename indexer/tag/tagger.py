"""The tagger: deterministic, explainable, linear in the length of the text."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from indexer.analysis import is_unspaced, tokens
from indexer.tag.features import Code, Parts, Signals, concept_names, signals
from indexer.tag.matcher import Hit, Matcher, build_matchers, stems_of
from mappings.concepts import weights
from mappings.languages import UNDETERMINED
from mappings.records import Evidence, Tag

_EVIDENCE_A_TAG = 6
_PARTS = ("heading", "text", "ancestors", "title")
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


class Tagger:
    """Tags provisions. Building one takes a second; tagging shares no state."""

    def __init__(self) -> None:
        self._matchers = build_matchers()
        model = weights()
        self._features = model["features"]
        self._codes = model["codes"]
        self._concepts = model["concepts"]
        self._thresholds = model["thresholds"]

    def tag(self, item: TagInput) -> tuple[Tag, ...]:
        """The tags of a provision, by scheme and falling confidence."""
        found = self.scores(item)
        tags = [
            Tag(scheme, code, confidence, tuple(self._evidence(item, signal)))
            for (scheme, code), (confidence, signal) in found.items()
            if confidence >= self._thresholds[scheme]
        ]
        return tuple(sorted(tags, key=lambda tag: (tag.scheme, -tag.confidence, tag.code)))

    def scores(self, item: TagInput) -> dict[Code, tuple[float, Signals]]:
        """Confidence and signals of every code that anything speaks for."""
        return {
            code: (self._confidence(code, signal), signal)
            for code, signal in self.signals(item).items()
        }

    def signals(self, item: TagInput) -> dict[Code, Signals]:
        """Named signals by code, before they are weighed."""
        language = self._language(item)
        matcher = self._matchers[language]
        stems = {name: stems_of(item.part(name), language) for name in _PARTS if name != "text"}
        stems["text"] = stems_of(item.text, language) if item.stems is None else item.stems
        hits = {name: _longest(matcher, stems[name]) for name in _PARTS}
        words = {name: stems[name].count(" ") + 1 if stems[name] else 0 for name in _PARTS}
        return signals(Parts(hits, words))

    def _language(self, item: TagInput) -> str:
        """The language whose lexicon is used; callers may write macrolanguages."""
        code = {"zh": "zh-Hans", "no": "nb"}.get(item.language, item.language)
        return code if code in self._matchers else UNDETERMINED

    def _confidence(self, code: Code, signal: Signals) -> float:
        total = self._codes.get(":".join(code), self._codes["other"])
        total += sum(self._features.get(name, 0.0) * value for name, value in signal.values.items())
        # Their mean, as they are fitted: many weak concepts make no strong one.
        if names := sorted(concept_names(signal)):
            total += sum(self._concepts.get(name, 0.0) for name in names) / len(names)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def _evidence(self, item: TagInput, signal: Signals) -> Iterator[Evidence]:
        order = {name: place for place, name in enumerate(_PARTS)}
        seen: set[tuple[str, str]] = set()
        given = 0
        for where, hit in sorted(signal.hits, key=lambda pair: (order[pair[0]], pair[1].first)):
            key = (where, hit.entry.term)
            if key in seen or given >= _EVIDENCE_A_TAG:
                continue
            seen.add(key)
            if found := _quote(item.part(where), hit):
                given += 1
                yield Evidence(f"concept:{hit.entry.name}", _where(item, where), *found)
        if "elements" in signal.values and not given:
            yield from self._elements(item)

    def _elements(self, item: TagInput) -> Iterator[Evidence]:
        """The words that name the elements of the offence, one for each element."""
        language = self._language(item)
        matcher = self._matchers[language]
        seen: set[str] = set()
        for where in ("heading", "text"):
            for hit in matcher.hits(stems_of(item.part(where), language)):
                name = hit.entry.name
                if hit.entry.tags or name in seen or len(seen) >= _EVIDENCE_A_TAG:
                    continue
                if found := _quote(item.part(where), hit):
                    seen.add(name)
                    yield Evidence(f"element:{name}", _where(item, where), *found)


def _where(item: TagInput, part: str) -> str:
    # A first line that serves as the heading is still the beginning of the text.
    return "text" if part == "heading" and not item.heading else part


def _longest(matcher: Matcher, stems: str) -> list[Hit]:
    """Hits that are not inside a longer hit: "bribery of foreign public officials" is no
    "bribery of public officials"."""
    hits = sorted(matcher.hits(stems), key=lambda hit: (hit.first, -hit.count))
    kept: list[Hit] = []
    end = 0
    for hit in hits:
        inside = hit.first + hit.count <= end and kept and kept[-1].count > hit.count
        if inside and hit.entry.tags:
            continue
        kept.append(hit)
        if hit.entry.tags:
            end = max(end, hit.first + hit.count)
    return kept


def _quote(text: str, hit: Hit) -> tuple[str, int, int] | None:
    """The words of a hit as they stand in the text, with their offsets."""
    words = list(islice(_stem_tokens(text), hit.first, hit.first + hit.count))
    if not words:
        return None
    start, end = words[0][0], words[-1][1]
    return text[start:end], start, end


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
