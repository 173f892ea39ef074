"""Two texts of a law side by side: provisions that belong together, and their words that differ.

Pure. Time and memory are bounded whatever the texts are.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from indexer.analysis import fold_words
from mappings.records import Provision
from search_app.services.snippets import Layer, layered

# Texts this much alike, in per cent, are one provision under two labels.
_ALIKE = 70.0
# Shorter texts ("Repealed.") are the same by chance.
_SHORTEST = 60
# Enough of a text to know it by, and provisions that are compared each with each.
_COMPARED = 1500
_MOST_UNMATCHED = 300
# Words of a provision that are compared one by one; longer ones are compared by paragraphs.
_MOST_WORDS = 10_000
_NUMBER = re.compile(r"\d+")
# Scripts without spaces are compared by character.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+|\s+|."
)


class Change(StrEnum):
    """What became of a provision from the one text to the other."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


_Pairs = Mapping[int, int]
"""Numbers of provisions: that of the new one → that of the old one."""

_Key = Callable[[Provision], object]
_Judge = Callable[[Provision, Provision], Change]


@dataclass(frozen=True, slots=True)
class Row:
    """A provision of the one text and that of the other; one of them is None where it is new or
    gone."""

    change: Change
    old: Provision | None
    new: Provision | None


def side_by_side(old: Sequence[Provision], new: Sequence[Provision]) -> list[Row]:
    """The provisions of two texts of a law in the order of the second, those that are gone after
    what they stood behind. They belong together by their path, else by label, else by text."""
    pairs = _pairs(old, new)
    return list(_rows(old, new, pairs, _change))


def in_two_languages(one: Sequence[Provision], other: Sequence[Provision]) -> list[Row]:
    """The same of a law and its translation, where only paths and numbers tell what belongs
    together."""
    pairs = _equal(one, other, _path, {})
    pairs = _equal(one, other, _number, pairs)
    return list(_rows(one, other, pairs, lambda *_: Change.SAME))


def _change(old: Provision, new: Provision) -> Change:
    same = (old.label, old.heading, old.text) == (new.label, new.heading, new.text)
    return Change.SAME if same else Change.CHANGED


def _rows(
    old: Sequence[Provision], new: Sequence[Provision], pairs: _Pairs, change: _Judge
) -> Iterator[Row]:
    taken = set(pairs.values())
    at = 0

    def gone(before: int) -> Iterator[Row]:
        nonlocal at
        while at < before:
            if at not in taken:
                yield Row(Change.REMOVED, old[at], None)
            at += 1

    for number, provision in enumerate(new):
        if number not in pairs:
            yield Row(Change.ADDED, None, provision)
            continue
        before = old[pairs[number]]
        yield from gone(pairs[number])
        yield Row(change(before, provision), before, provision)
    yield from gone(len(old))


def _pairs(old: Sequence[Provision], new: Sequence[Provision]) -> _Pairs:
    pairs = _equal(old, new, lambda one: (one.path, one.text), {})
    # A text that moved is known before what stands now where it was.
    pairs = _equal(old, new, lambda one: one.text if len(one.text) > _SHORTEST else "", pairs)
    pairs = _equal(old, new, _path, pairs)
    pairs = _equal(old, new, lambda one: " ".join(fold_words(one.label)), pairs)
    return _alike(old, new, pairs)


def _path(one: Provision) -> str:
    return one.path


def _number(one: Provision) -> str:
    return " ".join(_NUMBER.findall(" ".join(fold_words(one.label))))


def _equal(
    old: Sequence[Provision], new: Sequence[Provision], key: _Key, pairs: _Pairs
) -> dict[int, int]:
    """The pairs, and those of other provisions whose key is the same and nobody else's. An empty
    key is none."""
    taken = set(pairs.values())
    olds = _alone(old, key, taken)
    news = _alone(new, key, set(pairs))
    found = {number: olds[value] for value, number in news.items() if value in olds}
    return {**pairs, **found}


def _alone(provisions: Sequence[Provision], key: _Key, without: set[int]) -> dict[object, int]:
    found: dict[object, list[int]] = {}
    for number, one in enumerate(provisions):
        if number not in without and (value := key(one)):
            found.setdefault(value, []).append(number)
    return {value: numbers[0] for value, numbers in found.items() if len(numbers) == 1}


def _alike(old: Sequence[Provision], new: Sequence[Provision], pairs: _Pairs) -> _Pairs:
    taken = set(pairs.values())
    olds = [at for at in range(len(old)) if at not in taken][:_MOST_UNMATCHED]
    news = [at for at in range(len(new)) if at not in pairs][:_MOST_UNMATCHED]
    scored = sorted(
        (
            (score, -at, -was)
            for at in news
            for was in olds
            if len(new[at].text) > _SHORTEST
            and (
                score := fuzz.ratio(
                    old[was].text[:_COMPARED], new[at].text[:_COMPARED], score_cutoff=_ALIKE
                )
            )
        ),
        reverse=True,
    )
    found = dict(pairs)
    for _, at, was in scored:
        if -at not in found and -was not in taken:
            found[-at] = -was
            taken.add(-was)
    return found


def marked(
    old: str, new: str, removed: str, added: str
) -> tuple[Sequence[Markup], Sequence[Markup]]:
    """The paragraphs of two texts as HTML, with what only the first has in `del` and what only the
    second has in `ins`. `removed` and `added` say so to those who hear the page."""
    was, now = _words(old), _words(new)
    if max(len(was), len(now)) > _MOST_WORDS:
        was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    gone, come = _differing(was, now)
    return (
        _paragraphs(old, Layer(*_GONE, [(*span, removed) for span in gone])),
        _paragraphs(new, Layer(*_COME, [(*span, added) for span in come])),
    )


def _paragraphs(text: str, layer: Layer) -> Sequence[Markup]:
    found, start = [], 0
    for paragraph in text.split("\n"):
        found.append(layered(text, [layer], start, start + len(paragraph)))
        start += len(paragraph) + 1
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


_Span = tuple[int, int]


def _differing(was: Sequence[str], now: Sequence[str]) -> tuple[list[_Span], list[_Span]]:
    """Places in characters of the runs of words that differ, in each of two texts."""
    gone: list[_Span] = []
    come: list[_Span] = []
    starts = _starts(was), _starts(now)
    for step in Indel.opcodes(was, now):
        if step.tag in ("delete", "replace"):
            _extend(gone, (starts[0][step.src_start], starts[0][step.src_end]), was, starts[0])
        if step.tag in ("insert", "replace"):
            _extend(come, (starts[1][step.dest_start], starts[1][step.dest_end]), now, starts[1])
    return gone, come


def _starts(words: Sequence[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _extend(spans: list[_Span], span: _Span, words: Sequence[str], starts: Sequence[int]) -> None:
    """Adds a span; one with nothing but a space before it goes on with the one before."""
    if spans and span[0] - spans[-1][1] <= 1 and _only_space(words, starts, spans[-1][1], span[0]):
        spans[-1] = (spans[-1][0], span[1])
    else:
        spans.append(span)


def _only_space(words: Sequence[str], starts: Sequence[int], start: int, end: int) -> bool:
    return start == end or words[bisect_left(starts, start)].isspace()


_GONE = (Markup('<del><span class="hidden">[{}] </span>'), Markup("</del>"))
_COME = (Markup('<ins><span class="hidden">[{}] </span>'), Markup("</ins>"))
