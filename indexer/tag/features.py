"""From the terms found in a provision to the named features that the linear model weighs."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from indexer.tag.matcher import Hit
from mappings.concepts import ConceptKind, acts

Code = tuple[str, str]
"""(scheme, code)"""

PARTS = ("heading", "text", "ancestors", "title")
_BEGINNING = 40  # words: heading clause and conduct of an offence stand there


@dataclass(frozen=True, slots=True)
class Found:
    """A hit and the part of the provision it is in."""

    part: str
    hit: Hit


@dataclass(slots=True)
class Features:
    """values  feature → value; `part:concept`, `pair:concept+concept`, `act:name` are 1 where found
    hits    the hits behind each of them
    about   code → shared signal → value, for the codes that some concept found speaks for
    """

    values: dict[str, float] = field(default_factory=dict)
    hits: dict[str, list[Found]] = field(default_factory=dict)
    about: dict[Code, dict[str, float]] = field(default_factory=dict)


def features(hits: Mapping[str, Sequence[Hit]], words: Mapping[str, int]) -> Features:
    """Features of a provision.

    hits   the terms found, by part
    words  the number of words, by part
    """
    found = Features()
    for part in PARTS:
        for hit in hits[part]:
            for name in _places(part, hit):
                found.values[name] = 1.0
                found.hits.setdefault(name, []).append(Found(part, hit))
    together = _together(found)
    _pairs(found, together)
    found.values["length"] = math.log1p(words["text"]) / 6
    if not words["heading"]:
        found.values["no heading"] = 1.0
    found.about = _about(hits, words)
    _acts(found, together)
    return found


def _places(part: str, hit: Hit) -> Iterator[str]:
    name = hit.term.concept.name
    yield f"{part}:{name}"
    if part == "text" and hit.first < _BEGINNING:
        yield f"begin:{name}"


def _together(found: Features) -> dict[str, Found]:
    """The first place of each element of an offence in the heading and the beginning."""
    together: dict[str, Found] = {}
    for part in ("heading", "begin"):
        for name, places in found.hits.items():
            if name.startswith(f"{part}:"):
                concept = places[0].hit.term.concept
                if concept.kind is ConceptKind.ELEMENT:
                    together.setdefault(concept.name, places[0])
    return together


def _pairs(found: Features, together: Mapping[str, Found]) -> None:
    for first, second in combinations(sorted(together), 2):
        name = f"pair:{first}+{second}"
        found.values[name] = 1.0
        found.hits[name] = [together[first], together[second]]


def _acts(found: Features, together: Mapping[str, Found]) -> None:
    """Acts described by their elements, whatever they are called."""
    for act in acts():
        if act.elements <= together.keys():
            name = f"act:{act.name}"
            found.values[name] = 1.0
            found.hits[name] = [together[element] for element in sorted(act.elements)]
            for code in act.tags:
                found.about.setdefault(code, {})["described"] = 1.0


def _about(
    hits: Mapping[str, Sequence[Hit]], words: Mapping[str, int]
) -> dict[Code, dict[str, float]]:
    speaking: dict[Code, dict[str, list[Hit]]] = {}
    for part in PARTS:
        for hit in hits[part]:
            for code in hit.term.concept.tags:
                speaking.setdefault(code, {}).setdefault(part, []).append(hit)
    named = {scheme for (scheme, _), parts in speaking.items() if "heading" in parts}
    return {code: _signals(code, parts, named, words) for code, parts in speaking.items()}


def _signals(
    code: Code, parts: Mapping[str, Sequence[Hit]], named: set[str], words: Mapping[str, int]
) -> dict[str, float]:
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
        "long term": float(max((hit.count for hit in (*heading, *text)), default=0) >= 3),
        "density": min(1.0, 20 * len(text) / (words["text"] + 20)),
    }
    if heading:
        covered = max(hit.count for hit in heading) / max(1, words["heading"])
        values["heading share"] = min(1.0, covered)
    elif code[0] in named:
        values["heading names another"] = 1.0
    return {name: value for name, value in values.items() if value}
