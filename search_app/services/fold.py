"""Laws of a page of results that are one and the same: versions of a code, one text from two
sources, translations. Each is shown once, with the others named beside it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from indexer.analysis import fold_words
from mappings.records import Provision
from search_app.services.results import LawResult, Same

# Texts this much alike, in per cent, are one provision in two versions.
_ALIKE = 85.0
# Enough of a provision to know it by; comparing is quadratic.
_COMPARED = 2000
# Shorter texts ("Repealed.") are alike by chance.
_SHORTEST = 60
_NUMBER = re.compile(r"\d+")


def fold(results: Sequence[LawResult]) -> tuple[LawResult, ...]:
    """The results in their order, without those whose best provision an earlier one of the same
    jurisdiction has as well; that one names them."""
    kept: list[LawResult] = []
    for result in results:
        for index, earlier in enumerate(kept):
            if found := _same(earlier, result):
                kept[index] = replace(earlier, same=(*earlier.same, found))
                break
        else:
            kept.append(result)
    return tuple(kept)


def _same(earlier: LawResult, later: LawResult) -> Same | None:
    if earlier.law.jurisdiction != later.law.jurisdiction or not later.provisions:
        return None
    # Where hits are not grouped, one law comes several times.
    if earlier.law.id == later.law.id:
        return None
    best = later.provisions[0].provision
    is_translation = _is_same_work(earlier, later)
    for hit in earlier.provisions:
        if _is_translated(hit.provision, best) if is_translation else is_alike(hit.provision, best):
            return Same(later.law, best)
    return None


def _is_same_work(one: LawResult, other: LawResult) -> bool:
    """Whether two laws in different languages bear one number, or one title of another language."""
    if one.law.language == other.law.language:
        return False
    numbers = [" ".join(fold_words(law.number)) for law in (one.law, other.law)]
    day = one.law.dates.principal()
    return (numbers[0] == numbers[1] != "") or (
        day is not None
        and len(day) == len("2000-01-01")
        and day == other.law.dates.principal()
        and one.law.kind == other.law.kind
    )


def _is_translated(one: Provision, other: Provision) -> bool:
    """Whether provisions of one work in two languages bear the same number."""
    numbers = _NUMBER.findall(" ".join(fold_words(one.label)))
    return bool(numbers) and numbers == _NUMBER.findall(" ".join(fold_words(other.label)))


def is_alike(one: Provision, other: Provision) -> bool:
    """Whether the texts of two provisions are versions of one."""
    texts = [provision.text[:_COMPARED] for provision in (one, other)]
    if min(map(len, texts)) < _SHORTEST:
        return False
    return fuzz.ratio(*texts, score_cutoff=_ALIKE) > 0
