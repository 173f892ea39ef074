"""Finds a provision again in a law that was split, numbered or read in another way since."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256

from mappings.records import Provision

# Share of the text that two provisions must have in common to be the same one: where the label is
# still the same, and where it is not.
ALIKE_UNDER_LABEL = 0.5
ALIKE = 0.7
# A piece of a provision that was split lies in it by this share of its own text, and the pieces
# together hold this share of the whole.
PIECE_INSIDE = 0.8
PIECES_COVER = 0.5
# Letters of a provision that are compared; beyond, only texts that are equal are the same.
_COMPARED = 50_000
_SHINGLE = 5
# A text with fewer shingles says too little to be a piece of another.
_SMALLEST_PIECE = 20


def fingerprint(provision: Provision) -> str:
    """The same for texts that differ only in case, spaces, punctuation or in what of them is
    the heading."""
    return sha256(_letters(f"{provision.heading}{provision.text}").encode()).hexdigest()


class LawText:
    """The provisions of a law as it is now."""

    def __init__(self, provisions: Sequence[Provision]) -> None:
        self._provisions = provisions
        self._found: dict[tuple[str, str, str], tuple[Provision, ...]] = {}

    def find(self, read: Provision) -> tuple[Provision, ...]:
        """Where a provision is now: first the one that has most of it, then other pieces when it
        was split. Empty when the law has it no more.

        The same text comes first; of several with the same text that with the same path, else the
        same label, else all. Then the same label with at least ALIKE_UNDER_LABEL of the text in
        common, then the text that has most in common, at least ALIKE.
        """
        key = (read.path, read.label, fingerprint(read))
        if key not in self._found:
            self._found[key] = self._same_text(read, key[2]) or self._like(read)
        return self._found[key]

    @cached_property
    def _by_text(self) -> dict[str, list[Provision]]:
        found: dict[str, list[Provision]] = {}
        for provision in self._provisions:
            found.setdefault(fingerprint(provision), []).append(provision)
        return found

    def _same_text(self, read: Provision, text: str) -> tuple[Provision, ...]:
        same = self._by_text.get(text, [])
        label = _letters(read.label)
        kept = (
            [found for found in same if found.path == read.path]
            or [found for found in same if label and _letters(found.label) == label]
            # Without a text, nothing else tells two provisions apart.
            or (same if _letters(f"{read.heading}{read.text}") else [])
        )
        return tuple(kept)

    def _like(self, read: Provision) -> tuple[Provision, ...]:
        whole = _shingles(read)
        if not whole:
            return ()
        label = _letters(read.label)
        best: tuple[bool, float, Provision] | None = None
        pieces: list[tuple[int, Provision]] = []
        covered: set[str] = set()
        for provision in self._provisions:
            own = _shingles(provision)
            common = whole & own
            if not common:
                continue
            alike = 2 * len(common) / (len(whole) + len(own))
            same_label = bool(label) and _letters(provision.label) == label
            if alike >= (ALIKE_UNDER_LABEL if same_label else ALIKE) and (
                best is None or (same_label, alike) > best[:2]
            ):
                best = same_label, alike, provision
            if len(own) >= _SMALLEST_PIECE and len(common) >= PIECE_INSIDE * len(own):
                pieces.append((len(common), provision))
                covered |= common
        if len(covered) < PIECES_COVER * len(whole):
            pieces = []
        pieces.sort(key=lambda piece: -piece[0])
        first = [best[2]] if best else []
        return (*first, *(piece for _, piece in pieces if piece not in first))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _shingles(provision: Provision) -> frozenset[str]:
    return frozenset(_runs(_letters(f"{provision.heading}{provision.text}"[: 2 * _COMPARED])))


def _runs(letters: str) -> Iterator[str]:
    letters = letters[:_COMPARED]
    for start in range(len(letters) - _SHINGLE + 1):
        yield letters[start : start + _SHINGLE]
