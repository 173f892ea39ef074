"""From the terms found in a provision to the named features that the linear model weighs."""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from indexer.tag.matcher import Hit
from mappings.concepts import ConceptKind, Term, acts

Code = tuple[str, str]
"""(scheme, code)"""

PARTS = ("heading", "text", "ancestors", "title")
IN_A_LAW = "in a law"
_BEGINNING = 40  # words: heading clause and conduct of an offence stand there


class Found(NamedTuple):
    """A hit and the part of the provision it is in."""

    part: str
    hit: Hit


class Features:
    """values  feature → value; `part:concept`, `pair:concept+concept`, `act:name` are 1 where found
    about   code → shared signal → value, for the codes that some concept found speaks for
    """

    def __init__(
        self,
        hits: Mapping[str, Sequence[Hit]],
        words: Mapping[str, int],
        *,
        in_a_law: bool = False,
    ) -> None:
        """hits      the terms found, by part, in the order of the text
        words     the number of words, by part
        in_a_law  it is read in its law; one that is given alone was mostly picked for what it says
        """
        self._hits = hits
        self._together: dict[str, Found] = {}
        self.values: dict[str, float] = {}
        for part in PARTS:
            self._add_part(part)
        self._pairs = [*combinations(sorted(self._together), 2)]
        self.values |= {_pair(*pair): 1.0 for pair in self._pairs}
        self.values["length"] = math.log1p(words["text"]) / 6
        if not words["heading"]:
            self.values["no heading"] = 1.0
        if in_a_law:
            self.values[IN_A_LAW] = 1.0
        self.about = _about(hits, words)
        # Acts described by their elements, whatever they are called.
        self._acts = [act for act in acts() if act.elements <= self._together.keys()]
        for act in self._acts:
            self.values[f"act:{act.name}"] = 1.0
            for code in act.tags:
                self.about.setdefault(code, {})["described"] = 1.0

    def _add_part(self, part: str) -> None:
        """The concepts of a part, and the first place of each element of an offence in the
        heading and the beginning."""
        seen = set()
        for hit in self._hits[part]:
            concept = hit.term.concept
            if concept.name in seen:
                continue
            seen.add(concept.name)
            names = _places(part, hit)
            for name in names:
                self.values[name] = 1.0
            if concept.kind is ConceptKind.ELEMENT and (part == "heading" or len(names) > 1):
                self._together.setdefault(concept.name, Found(part, hit))

    @cached_property
    def hits(self) -> Mapping[str, Sequence[Found]]:
        """The hits behind each feature, of each term the first. Few provisions are asked for
        them."""
        first: dict[str, dict[Term, Found]] = {}
        for part in PARTS:
            for hit in self._hits[part]:
                place = Found(part, hit)
                for name in _places(part, hit):
                    first.setdefault(name, {}).setdefault(hit.term, place)
        found = {name: list(by_term.values()) for name, by_term in first.items()}
        together = {
            name: found[f"{place.part}:{name}"][0] for name, place in self._together.items()
        }
        for pair in self._pairs:
            found[_pair(*pair)] = [together[name] for name in pair]
        for act in self._acts:
            found[f"act:{act.name}"] = [together[name] for name in sorted(act.elements)]
        return found

    @cached_property
    def order(self) -> Mapping[int, int]:
        """A number for each place in `hits`, by its id, in their order."""
        places = dict.fromkeys(id(place) for found in self.hits.values() for place in found)
        return {place: number for number, place in enumerate(places)}


def _places(part: str, hit: Hit) -> tuple[str, ...]:
    """The features that a hit is: of its part, and of the beginning of the text."""
    name = hit.term.concept.name
    if part == "text" and hit.first < _BEGINNING:
        return f"text:{name}", f"begin:{name}"
    return (f"{part}:{name}",)


def _pair(first: str, second: str) -> str:
    return f"pair:{first}+{second}"


def _about(
    hits: Mapping[str, Sequence[Hit]], words: Mapping[str, int]
) -> dict[Code, dict[str, float]]:
    speaking: dict[Code, dict[str, list[Hit]]] = {}
    for part in PARTS:
        for hit in hits[part]:
            for code in hit.term.concept.tags:
                speaking.setdefault(code, {}).setdefault(part, []).append(hit)
    named = {scheme for (scheme, _), parts in speaking.items() if "heading" in parts}
    topics = {
        part: [hit for hit in hits[part] if hit.term.concept.kind is ConceptKind.TOPIC]
        for part in ("heading", "text")
    }
    return {code: _signals(code, parts, named, topics, words) for code, parts in speaking.items()}


def _signals(
    code: Code,
    parts: Mapping[str, Sequence[Hit]],
    named: set[str],
    topics: Mapping[str, Sequence[Hit]],
    words: Mapping[str, int],
) -> dict[str, float]:
    first = (*topics["heading"], *topics["text"])[:1]
    heading, text = parts.get("heading", ()), parts.get("text", ())
    values = {
        "heading": float(bool(heading)),
        "text": float(bool(text)),
        "beginning": float(any(hit.first < _BEGINNING for hit in text)),
        "ancestors": float("ancestors" in parts),
        "title": float("title" in parts),
        "only around": float(not heading and not text),
        "hits": math.log1p(len(text)),
        "terms": math.log1p(len({hit.term for hit in (*heading, *text)})),
        "long term": float(max((hit.length for hit in (*heading, *text)), default=0) >= 3),
        "density": min(1.0, 20 * len(text) / (words["text"] + 20)),
        # Of the topics that are named: how many, whether the first, and of how many kinds.
        "share": len(text) / (len(topics["text"]) + 1),
        "first": float(any(code in hit.term.concept.tags for hit in first)),
        "concepts": float(len({hit.term.concept.name for hit in (*heading, *text)})),
    }
    if heading:
        covered = max(hit.length for hit in heading) / max(1, words["heading"])
        values["heading share"] = min(1.0, covered)
    elif code[0] in named:
        values["heading names another"] = 1.0
    return {name: value for name, value in values.items() if value}
