"""Tells the labels that open an article from references, list items and quotations."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpora.extract import labels
from corpora.extract.model import Block
from corpora.extract.structure import chain, quotations
from corpora.extract.structure.chain import FAR
from corpora.extract.structure.divisions import Place, is_schedule
from corpora.extract.structure.marks import ANNEXED, NUMBERS, Mark, alternatives

# A text in which less than this share of labels counts on from the one before has no articles:
# the lines are references or list items.
_SEQUENTIAL = 0.4
# A selection of articles leaves numbers out; then nearly all labels must be in order.
_ORDERED = 0.8
_FEW = 5
_ROMAN_SERIES = 2
_POINTS = 3
_LONG_SCHEDULE = 8000
_RARE = 20
_MARKED = 4
# An article that new wording leads in counts only where none else has its number.
_LED_IN = -0.6
_AMENDING = re.compile(rf"(?:{alternatives(labels.AMENDING_WORDS)})[\W\d]*$", re.IGNORECASE)


def choose(
    blocks: Sequence[Block], marks: Sequence[Mark | None], places: Sequence[Place | None]
) -> frozenset[int]:
    """The blocks that open an article: labels of one style, and behind them those of what is
    annexed.

    The format's own headings are trusted. Among plain paragraphs only those count that carry on
    a sequence, so that a reference at the start of a sentence is no article.
    """
    main = _main(blocks, marks, places)
    return main | _annexed(blocks, marks, places, max(main)) if main else main


def _main(
    blocks: Sequence[Block], marks: Sequence[Mark | None], places: Sequence[Place | None]
) -> frozenset[int]:
    counts: Counter[str] = Counter()
    for block, mark in zip(blocks, marks, strict=True):
        if mark and mark.kind != ANNEXED:
            counts[mark.kind] += _MARKED if block.level else 1
    inside = quotations.quoted(blocks) if counts else frozenset()
    found: dict[str, list[int]] = {}
    scattered: set[str] = set()
    for kind, _ in counts.most_common():
        at = [index for index, mark in enumerate(marks) if mark and mark.kind == kind]
        at = _unquoted(blocks, marks, inside, at)
        if kind in NUMBERS:
            at = _without_schedules(blocks, marks, at)
        accepted = _sequence(blocks, marks, places, at)
        if accepted := _two_series(blocks, marks, places, at, accepted):
            found[kind] = accepted
            if _share(blocks, marks, accepted) < _SEQUENTIAL:
                scattered.add(kind)
    # Numbers alone also count paragraphs and list items: they are articles only where nothing
    # with a word or a sign counts on.
    bare = found.pop("bare", [])
    numbers = found.pop("number", [])
    counted = numbers if len(numbers) >= len(bare) or len(bare) < _FEW else bare
    for kind, accepted in found.items():
        if _are_of_notes(blocks, marks, accepted, counted):
            continue
        few = (
            len(accepted) == 1
            or (kind in scattered and len(accepted) < len(numbers))
            or _RARE * len(accepted) < len(numbers)
            or _is_of_schedule(marks, accepted, numbers)
        )
        trusted = blocks[accepted[0]].level and not (numbers and blocks[numbers[0]].level)
        if not few or trusted or len(numbers) < _FEW:
            return frozenset(accepted)
    return frozenset(counted)


def _are_of_notes(
    blocks: Sequence[Block],
    marks: Sequence[Mark | None],
    labels: Sequence[int],
    numbers: Sequence[int],
) -> bool:
    """Whether labels with a word stand behind numbers that count from 1 over most of the text:
    an explanatory memorandum or the notes at the end name the sections so."""
    start = labels[0]
    before = [index for index in numbers if index < start]
    first = marks[before[0]] if before else None
    if blocks[start].level or len(before) < _POINTS or not first or first.number != 1:
        return False
    text = sum(len(block.text) for block in blocks[before[0] : start])
    return text > sum(len(block.text) for block in blocks[start:])


def _is_of_schedule(
    marks: Sequence[Mark | None], labels: Sequence[int], numbers: Sequence[int]
) -> bool:
    """Whether a few labels with a word begin in the midst of a count, behind twice as many
    numbers that count from 1: they name sections of another law."""
    first = marks[labels[0]]
    counted = {mark.number for index in numbers if (mark := marks[index])}
    return bool(
        first
        and (first.number or 0) > 1
        and min(numbers, default=labels[0]) < labels[0]
        and {1, 2} <= counted
        and len(counted) > 2 * len(labels)
    )


def _two_series(
    blocks: Sequence[Block],
    marks: Sequence[Mark | None],
    places: Sequence[Place | None],
    candidates: Sequence[int],
    together: list[int],
) -> list[int]:
    """The articles of an act that numbers its own with Roman numerals and gives articles of
    another with its Arabic ones: two series, where they hold more than one (`together`)."""
    roman = [index for index in candidates if (mark := marks[index]) and mark.roman]
    if not _ROMAN_SERIES <= len(roman) < len(candidates):
        return together
    own = _sequence(blocks, marks, places, roman)
    numbers = [mark.number or 0 for index in own if (mark := marks[index])]
    if len(own) < _ROMAN_SERIES or any(b - a != 1 for a, b in pairwise(numbers)):
        return together
    others = _sequence(blocks, marks, places, sorted(set(candidates) - set(roman)))
    both = sorted({*own, *others})
    return both if others and len(both) > len(together) else together


def _without_schedules(
    blocks: Sequence[Block], marks: Sequence[Mark | None], candidates: list[int]
) -> list[int]:
    """Numbers without those that count the paragraphs of a short schedule behind the last
    section: a form, a list. A long one is made of provisions."""
    last = last_of_all(marks, candidates)
    starts = [at for at in range(last + 1, len(blocks)) if is_schedule(blocks[at])]
    short: set[int] = set()
    for start, end in pairwise([*starts, len(blocks)]):
        if sum(len(block.text) for block in blocks[start:end]) < _LONG_SCHEDULE:
            short.update(range(start, end))
    return [index for index in candidates if index not in short or blocks[index].level]


def last_of_all(marks: Sequence[Mark | None], labels: Sequence[int]) -> int:
    """The last of the labels that has the highest number: what stands behind it is annexed."""
    numbers = {index: mark.number or 0 for index in labels if (mark := marks[index])}
    top = max(numbers.values(), default=0)
    return max((index for index, number in numbers.items() if number == top), default=0)


def _annexed(
    blocks: Sequence[Block],
    marks: Sequence[Mark | None],
    places: Sequence[Place | None],
    last: int,
) -> frozenset[int]:
    """The labels behind the last article that count the points of a schedule or of transitional
    provisions by a word."""
    at = [i for i in range(last + 1, len(marks)) if (mark := marks[i]) and mark.kind == ANNEXED]
    found = _sequence(blocks, marks, places, at)
    first = marks[found[0]] if found else None
    return frozenset(found if first and first.number == 1 and len(found) >= _POINTS else ())


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
