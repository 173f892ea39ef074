"""From the hits in a provision to named signals for each code: what the linear model weighs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indexer.tag.matcher import Hit

Code = tuple[str, str]
"""(scheme, code)"""

_BEGINNING = 40  # words: heading clause and conduct of an offence stand there
_OFFENCES = frozenset(str(number) for number in range(15, 26))
_BRIBERY: Code = ("uncac", "15")
_FOREIGN: Code = ("uncac", "16")
_PRIVATE: Code = ("uncac", "21")
_CORRUPTION: Code = ("crime-type", "corruption")


@dataclass(slots=True)
class Parts:
    """Hits by the part of a provision they were found in, and the number of its words."""

    hits: Mapping[str, Sequence[Hit]]
    words: Mapping[str, int]

    def elements(self) -> set[str]:
        """Elements of offences named in heading or text."""
        return {
            hit.entry.name
            for part in ("heading", "text")
            for hit in self.hits[part]
            if not hit.entry.tags
        }


@dataclass(slots=True)
class Signals:
    """Named signals of one code, and the hits that they rest on."""

    values: dict[str, float] = field(default_factory=dict)
    hits: list[tuple[str, Hit]] = field(default_factory=list)


def signals(parts: Parts) -> dict[Code, Signals]:
    """Signals of every code that anything speaks for."""
    found: dict[Code, Signals] = {}
    for part, hits in parts.hits.items():
        for hit in hits:
            for code in hit.entry.tags:
                found.setdefault(code, Signals()).hits.append((part, hit))
    # A law's title or a division speaks for all of its provisions, and so for none of them alone.
    found = {
        code: signal
        for code, signal in found.items()
        if _in(signal, "heading") or _in(signal, "text")
    }
    named = parts.elements()
    for code in _by_elements(named):
        found.setdefault(code, Signals()).values["elements"] = 1.0
    in_heading = {code for code, signal in found.items() if _in(signal, "heading")}
    for code, signal in found.items():
        signal.values |= _values(code, signal, parts, named, in_heading)
    return found


def _by_elements(named: set[str]) -> list[Code]:
    """Codes that an act described by its elements speaks for, whatever it is called."""
    if not {"advantage", "penalty"} <= named:
        return []
    codes: list[Code] = []
    if "official" in named:
        codes += [_BRIBERY, _CORRUPTION]
        if "foreign" in named:
            codes.append(_FOREIGN)
    if "private" in named:
        codes += [_PRIVATE, _CORRUPTION]
    return codes


def _in(signal: Signals, part: str) -> list[Hit]:
    return [hit for where, hit in signal.hits if where == part]


def _values(
    code: Code, signal: Signals, parts: Parts, named: set[str], in_heading: set[Code]
) -> dict[str, float]:
    heading, text = _in(signal, "heading"), _in(signal, "text")
    values = {
        "heading": float(bool(heading)),
        "text": float(bool(text)),
        "beginning": float(any(hit.first < _BEGINNING for hit in text)),
        "ancestors": float(bool(_in(signal, "ancestors"))),
        "title": float(bool(_in(signal, "title"))),
        "hits": math.log1p(len(text)),
        "terms": math.log1p(len({hit.entry.term for hit in (*heading, *text)})),
        "long term": float(max((hit.count for hit in (*heading, *text)), default=0) >= 3),
        "density": min(1.0, 20 * len(text) / (parts.words["text"] + 20)),
        "long text": math.log1p(parts.words["text"]) / 8,
    }
    if heading:
        covered = max(hit.count for hit in heading) / max(1, parts.words["heading"])
        values["heading share"] = min(1.0, covered)
    elif in_heading:
        values["heading names another"] = 1.0
    if code[1] in _OFFENCES and "penalty" in named:
        values["penalty"] = 1.0
    if code[1] in _OFFENCES and "penalty" not in named:
        values["offence without penalty"] = 1.0
    if heading and (_in(signal, "ancestors") or _in(signal, "title")):
        values["heading confirmed"] = 1.0
    if text and not heading and (_in(signal, "ancestors") or _in(signal, "title")):
        values["text confirmed"] = 1.0
    if text and not parts.words["heading"]:
        values["text without heading"] = 1.0
    return {name: value for name, value in values.items() if value}


def concept_names(signal: Signals) -> set[str]:
    """Concepts with a hit in the provision itself."""
    return {hit.entry.name for where, hit in signal.hits if where in ("heading", "text")}
