"""The loss check: letters and digits of a file against those that its laws keep.

Words are counted as multisets, so text that moved is no loss, and text that the file has twice and
the law once is seen. Linear in the size of the file.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from corpora.extract.model import Draft
from mappings.records import MATTERS, Dropped, Law

# A word; in scripts that put no spaces between words each character is one.
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_FINE_WORD = re.compile(rf"{_UNSPACED.pattern}|[^\W_{_UNSPACED.pattern[1:-1]}]+")
# What formats put around a line; none of it is a letter or a digit.
_AROUND_LINE = " \t\r\f\v\xa0#*>|_"
# A letter that stands for lines taken out: what is before and behind them is no row of words.
_GAP = "\ua7ff"
# Characters that show nothing; they may stand inside a word.
_INVISIBLE = "\u00ad\u200b\u2060\ufeff\ufffe"
# Words in a row by which a passage is known to stand elsewhere.
_ROW = 4
# Into how many parts a line end or an element may break a word.
_PARTS = 6
# Share of a file that is too little to look into, when it is less than MATTERS as well.
_FEW = 0.001
_SAMPLES = 5
_SAMPLE_LENGTH = 200
# Lost passages this many words apart are one.
_APART = 3


def dropped(raw: str, drafts: Sequence[Draft], laws: Sequence[Law]) -> Dropped:
    """What of a file's text its laws do not hold.

    raw  all text of the file, as a reader without any rules finds it
    """
    kept = "\n".join(_kept(drafts, laws))
    total = len("".join(raw.split()))
    # Most lines are the same on both sides; only the others are taken apart.
    raw, other = _without_same_lines(raw, kept)
    text = _plain(raw)
    words, other_words = _words(text), _words(_plain(other))
    wanted, found = Counter(words), Counter(other_words)
    wanted.pop(_GAP, None)
    found.pop(_GAP, None)
    missing = _difference(wanted, found)
    named = list(_named(drafts)) if missing else []
    left_out = _without_left_out(missing, named)
    few = _size(missing)
    if few < MATTERS and few <= total * _FEW:
        # Not worth finding out whether they are lost, repeated or broken in another place.
        return Dropped(total, few, left_out=left_out)
    if added := _difference(found, wanted - sum((words for _, words in named), Counter[str]())):
        # Words that are only broken in another place: "lan tern" and "lantern".
        _join(words, missing, added)
        _join(other_words, added, missing)
    size = _size(missing)
    if not size:
        return Dropped(total, 0, left_out=left_out)
    lost, passages = _lost(words, missing, _words(_plain(kept)))
    samples = tuple(_as_printed(words[first : last + 1], text) for first, last in passages)
    return Dropped(total, lost, size - lost, left_out, samples)


def _named(drafts: Sequence[Draft]) -> Iterator[tuple[str, Counter[str]]]:
    """What readers left out on purpose: what it is, and its words."""
    for draft in drafts:
        for what, texts in draft.left_out.items():
            yield what, Counter(_words(_plain("\n".join(texts))))


def _without_left_out(
    missing: dict[str, int], named: Sequence[tuple[str, Counter[str]]]
) -> dict[str, int]:
    """Takes out what readers named; letters and digits of it by what it is."""
    found: dict[str, int] = {}
    for what, words in named:
        if taken := _take(missing, words):
            found[what] = found.get(what, 0) + taken
    return found


def _without_same_lines(raw: str, kept: str) -> tuple[str, str]:
    """The lines of each text that the other has not, or not as often."""
    ours = [line.strip(_AROUND_LINE) for line in raw.split("\n")]
    theirs = [line.strip(_AROUND_LINE) for line in kept.split("\n")]
    same = Counter(ours) & Counter(theirs)
    if not same:
        return raw, kept
    return _left(ours, same), _left(theirs, same)


def _left(lines: Sequence[str], same: Mapping[str, int]) -> str:
    left = dict(same)
    found: list[str] = []
    for line in lines:
        if count := left.get(line, 0):
            left[line] = count - 1
            if found and found[-1] != _GAP:
                found.append(_GAP)
        else:
            found.append(line)
    return "\n".join(found)


def _as_printed(words: Sequence[str], text: str) -> str:
    """A passage with the signs between its words."""
    found = re.search(r"[\W_]*".join(map(re.escape, words[:_SAMPLE_LENGTH])), text)
    return " ".join((found[0] if found else " ".join(words)).split())[:_SAMPLE_LENGTH]


def _kept(drafts: Sequence[Draft], laws: Sequence[Law]) -> Iterator[str]:
    """Every text that a reader of the laws finds, once; a division's heading once for all the
    provisions in it."""
    for draft in drafts:
        yield from draft.metadata.values()
    for law in laws:
        yield from (law.title, *law.titles.values(), law.number, *law.identifiers.values())
        yield from (law.source_url, law.licence, *law.history)
        above: tuple[str, ...] = ()
        for provision in law.provisions:
            same = 0
            while same < min(len(above), len(provision.ancestors)) and (
                above[same] == provision.ancestors[same]
            ):
                same += 1
            above = provision.ancestors
            yield from above[same:]
            # A line each, as most formats have them.
            yield from (provision.label, provision.heading, provision.text)


def _plain(text: str) -> str:
    if text.isascii():
        return text
    for char in _INVISIBLE:
        if char in text:
            text = text.replace(char, "")
    return unicodedata.normalize("NFC", text)


def _words(text: str) -> list[str]:
    """The words of a plain text in order, written in one way: superscript digits as digits."""
    if text.isascii():
        return _WORD.findall(text)
    words = (_FINE_WORD if _UNSPACED.search(text) else _WORD).findall(text)
    # Normalising each different word takes a fraction of the time that the whole text takes.
    odd = {
        word: "".join(filter(str.isalnum, same))
        for word in set(words)
        if not word.isascii() and (same := unicodedata.normalize("NFKC", word)) != word
    }
    return [odd.get(word, word) for word in words] if odd else words


def _size(words: Mapping[str, int]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _difference(these: Mapping[str, int], those: Mapping[str, int]) -> dict[str, int]:
    return {
        word: count - others
        for word, count in these.items()
        if (others := those.get(word, 0)) < count
    }


def _take(words: dict[str, int], others: Mapping[str, int]) -> int:
    """Takes words that are also in `others` out; letters and digits taken."""
    taken = 0
    for word in words.keys() & others.keys():
        count = min(words[word], others[word])
        taken += count * len(word)
        _less(words, word, count)
    return taken


def _less(words: dict[str, int], word: str, count: int = 1) -> None:
    words[word] -= count
    if not words[word]:
        del words[word]


def _join(words: Sequence[str], parts: dict[str, int], wholes: dict[str, int]) -> None:
    """Takes parts out that stand in a row and make a whole, and that whole with them."""
    if not wholes:
        return
    row: list[str] = []
    last = -1
    for at in [at for at, word in enumerate(words) if word in parts]:
        if at != last + 1:
            row.clear()
        last = at
        row.append(words[at])
        for size in range(2, min(len(row), _PARTS) + 1):
            end = row[-size:]
            whole = "".join(end)
            if whole in wholes and all(parts.get(w, 0) >= n for w, n in Counter(end).items()):
                for part in end:
                    _less(parts, part)
                _less(wholes, whole)
                row.clear()
                break


def _lost(
    words: Sequence[str], missing: dict[str, int], kept: Sequence[str]
) -> tuple[int, list[tuple[int, int]]]:
    """Letters and digits of the missing words that stand in passages found nowhere in the law,
    and the longest of those passages as places of their first and last word."""
    suspects = [at for at, word in enumerate(words) if word in missing]
    known = _known_rows(words, suspects, kept)
    passages: list[tuple[int, int, int]] = []
    for at in suspects:
        word = words[at]
        if word not in missing or not known.isdisjoint(_rows_over(words, at)):
            continue
        _less(missing, word)
        near = passages and at - passages[-1][1] <= _APART
        if near and _GAP not in words[passages[-1][1] : at]:
            first, _, length = passages.pop()
            passages.append((first, at, length + len(word)))
        else:
            passages.append((at, at, len(word)))
    passages = _without_known(passages, words, kept)
    lost = sum(length for _, _, length in passages)
    longest = sorted(passages, key=lambda passage: -passage[2])[:_SAMPLES]
    return lost, [(first, last) for first, last, _ in longest]


def _without_known(
    passages: list[tuple[int, int, int]], words: Sequence[str], kept: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Passages without those shorter than a row that the law has: a repeated label."""
    short = {tuple(words[a : b + 1]) for a, b, _ in passages if b - a + 1 < _ROW}
    firsts = {row[0] for row in short}
    at_first = [at for at, word in enumerate(kept) if word in firsts]
    sizes = {len(row) for row in short}
    known = short & {tuple(kept[at : at + size]) for at in at_first for size in sizes}
    return [item for item in passages if tuple(words[item[0] : item[1] + 1]) not in known]


def _rows_over(words: Sequence[str], at: int) -> list[tuple[str, ...]]:
    """The rows of words that hold the word at a place."""
    starts = range(max(0, at - _ROW + 1), min(at, len(words) - _ROW) + 1)
    return [tuple(words[start : start + _ROW]) for start in starts]


def _known_rows(
    words: Sequence[str], suspects: Sequence[int], kept: Sequence[str]
) -> set[tuple[str, ...]]:
    """The rows over suspect words that the law has too."""
    wanted = {row for at in suspects for row in _rows_over(words, at)}
    pairs = {row[:2] for row in wanted}
    beginnings = (at for at, pair in enumerate(pairwise(kept)) if pair in pairs)
    return wanted.intersection(tuple(kept[at : at + _ROW]) for at in beginnings)
