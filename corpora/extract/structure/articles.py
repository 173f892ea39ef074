"""Tells the labels that open an article from references, list items and quotations."""

import re
from collections import Counter
from collections.abc import Sequence

from corpora.extract import labels
from corpora.extract.model import Block
from corpora.extract.structure import chain, quotations
from corpora.extract.structure.chain import FAR
from corpora.extract.structure.divisions import Place
from corpora.extract.structure.marks import NUMBERS, Mark, alternatives

# A text in which less than this share of labels counts on from the one before has no articles:
# the lines are references or list items.
_SEQUENTIAL = 0.4
# A selection of articles leaves numbers out; then nearly all labels must be in order.
_ORDERED = 0.8
_FEW = 5
_RARE = 20
_MARKED = 4
# An article that new wording leads in counts only where none else has its number.
_LED_IN = -0.6
_AMENDING = re.compile(rf"(?:{alternatives(labels.AMENDING_WORDS)})[\W\d]*$", re.IGNORECASE)


def choose(
    blocks: Sequence[Block], marks: Sequence[Mark | None], places: Sequence[Place | None]
) -> frozenset[int]:
    """The blocks that open an article: labels of one style.

    The format's own headings are trusted. Among plain paragraphs only those count that carry on
    a sequence, so that a reference at the start of a sentence is no article.
    """
    counts: Counter[str] = Counter()
    for block, mark in zip(blocks, marks, strict=True):
        if mark:
            counts[mark.kind] += _MARKED if block.level else 1
    inside = quotations.quoted(blocks) if counts else frozenset()
    found: dict[str, list[int]] = {}
    scattered: set[str] = set()
    for kind, _ in counts.most_common():
        at = [index for index, mark in enumerate(marks) if mark and mark.kind == kind]
        if accepted := _sequence(blocks, marks, places, _unquoted(blocks, marks, inside, at)):
            found[kind] = accepted
            if _share(blocks, marks, accepted) < _SEQUENTIAL:
                scattered.add(kind)
    # Numbers alone also count paragraphs and list items: they are articles only where nothing
    # with a word or a sign counts on.
    bare = found.pop("bare", [])
    numbers = found.pop("number", [])
    for kind, accepted in found.items():
        few = (
            len(accepted) == 1
            or (kind in scattered and len(accepted) < len(numbers))
            or _RARE * len(accepted) < len(numbers)
        )
        if not few or blocks[accepted[0]].level or len(numbers) < _FEW:
            return frozenset(accepted)
    return frozenset(numbers if len(numbers) >= len(bare) or len(bare) < _FEW else bare)


def _unquoted(
    blocks: Sequence[Block],
    marks: Sequence[Mark | None],
    inside: frozenset[int],
    candidates: list[int],
) -> list[int]:
    """Without the labels of a quotation, unless the whole text is one."""
    kept = []
    for index in candidates:
        mark = marks[index]
        if not (mark and mark.quoted) and (blocks[index].level or index not in inside):
            kept.append(index)
    return kept if 2 * len(kept) > len(candidates) else candidates


def _sequence(
    blocks: Sequence[Block],
    marks: Sequence[Mark | None],
    places: Sequence[Place | None],
    candidates: Sequence[int],
) -> list[int]:
    numbered: list[chain.Candidate] = []
    accepted: set[int] = set()
    last = 0
    for index in candidates:
        mark, block = marks[index], blocks[index]
        assert mark is not None
        if mark.number is None or block.level or block.bold:
            accepted.add(index)
        if mark.number is not None:
            last = _unraised(mark.number, last)
            numbered.append(_candidate(blocks, places, index, mark.kind, last))
    accepted.update(candidate.at for candidate in chain.heaviest(numbered))
    chosen = sorted(accepted)
    if not chosen:
        return []
    first = marks[chosen[0]]
    assert first is not None
    if first.kind in NUMBERS and len(chosen) == 1 and not blocks[chosen[0]].level:
        return []
    share = _share(blocks, marks, chosen)
    in_order = (
        first.kind not in NUMBERS and len(chosen) > 2 and len(chosen) >= _ORDERED * len(candidates)
    )
    return chosen if share >= _SEQUENTIAL or in_order else []


def _candidate(
    blocks: Sequence[Block], places: Sequence[Place | None], index: int, kind: str, number: int
) -> chain.Candidate:
    block = blocks[index]
    weight = 1.0
    if block.level or block.bold:
        weight = _MARKED
    elif index and _AMENDING.search(blocks[index - 1].text[-120:]):
        weight = _LED_IN
    below = any(places[max(0, index - 3) : index])
    easily = kind not in NUMBERS or below or bool(block.level)
    return chain.Candidate(index, number, weight, number <= 1, easily)


def _unraised(number: int, last: int) -> int:
    """A number whose last digits were raised before the text lost it: 161 behind 16 is 16¹."""
    added = str(number).removeprefix(str(last))
    # Behind a single digit it may as well be an article of another law.
    is_raised = last >= 10 and number > last + FAR and len(added) <= 2
    return last if is_raised else number


def _share(blocks: Sequence[Block], marks: Sequence[Mark | None], chosen: Sequence[int]) -> float:
    """The share of labels that count on from the one before."""
    follows = 0
    last: int | None = None
    for index in chosen:
        mark, block = marks[index], blocks[index]
        number = mark.number if mark else None
        if number is not None and last is not None:
            number = _unraised(number, last)
        if block.level or block.bold or None in (number, last) or number in _next(last):
            follows += 1
        last = last if number is None else number
    return follows / len(chosen)


def _next(last: int | None) -> tuple[int, ...]:
    return () if last is None else (1, last, last + 1)
