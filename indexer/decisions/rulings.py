"""Which decisions hold for which provision of a law, and what they make of the tagger's tags."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from corpora.store import Collection
from indexer.decisions.matching import LawText
from mappings.records import Decision, Law, Provision, Tag, TagOrigin, Verdict
from mappings.taxonomy import is_tag

Code = tuple[str, str]
"""(scheme, code)"""


class State(StrEnum):
    """IN_FORCE    it decides
    OVERRIDDEN  a later decision on the same provision and code decides
    ORPHANED    its provision, its law or its code is not there (any more)
    """

    IN_FORCE = "in-force"
    OVERRIDDEN = "overridden"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision is worth today.

    paths  where its provision is now
    note   for people: what overrides it, or what is missing and what to do
    """

    decision: Decision
    state: State
    paths: tuple[str, ...] = ()
    note: str = ""


class Rulings:
    """The decisions on a law, the last one on a provision and a code counting."""

    def __init__(self, law: Law, decisions: Iterable[Decision]) -> None:
        """decisions  all on this law, in the order of deciding"""
        self._text = LawText(law.provisions)
        self._decisions: list[tuple[Decision, tuple[str, ...]]] = []
        self._last: dict[str, dict[Code, Decision]] = {}
        for decision in decisions:
            self.add(decision)

    def add(self, decision: Decision) -> None:
        """Puts a decision above the others."""
        paths = _places(decision, self._text)
        self._decisions.append((decision, paths))
        for path in paths:
            self._last.setdefault(path, {})[decision.scheme, decision.code] = decision

    def apply(self, provision: Provision, tags: Iterable[Tag]) -> tuple[Tag, ...]:
        """The tags of a provision after what was decided: rejected ones are gone, confirmed and
        added ones are a curator's and certain."""
        tags = tuple(tags)
        decided = self._last.get(provision.path)
        if not decided:
            return tags
        kept = {(tag.scheme, tag.code): tag for tag in tags}
        for code, decision in decided.items():
            if decision.verdict is Verdict.WITHDRAW:
                continue
            found = kept.pop(code, None) or Tag(*code, 1.0)
            if decision.verdict is not Verdict.REJECT:
                kept[code] = replace(
                    found, confidence=1.0, origin=TagOrigin.CURATOR, reason=decision.reason
                )
        return tuple(sorted(kept.values(), key=lambda tag: (tag.scheme, -tag.confidence, tag.code)))

    def decided(self, provision: Provision) -> Mapping[Code, Decision]:
        """The decisions that hold for a provision; not those that were taken back."""
        last = self._last.get(provision.path, {})
        return {code: one for code, one in last.items() if one.verdict is not Verdict.WITHDRAW}

    def standings(self) -> Iterator[Standing]:
        """What each decision is worth, in the order of deciding."""
        for decision, paths in self._decisions:
            last = [self._last[path][decision.scheme, decision.code] for path in paths]
            if not paths:
                yield _orphaned(decision)
            elif any(one is decision for one in last):
                yield Standing(decision, State.IN_FORCE, paths)
            else:
                note = f"{last[0].verdict} by {last[0].author} on {last[0].decided_at} came later"
                yield Standing(decision, State.OVERRIDDEN, paths, note)


def standings(collection: Collection) -> Iterator[Standing]:
    """What every decision of a collection is worth, law by law. None is left out."""
    by_law: dict[str, list[Decision]] = {}
    for decision in collection.decisions.all():
        by_law.setdefault(decision.law_id, []).append(decision)
    for law_id, decisions in by_law.items():
        law = collection.law(law_id)
        if law is not None:
            yield from Rulings(law, decisions).standings()
            continue
        note = (
            "the collection has no law of this id: import it again, or decide anew on the law that"
            " took its place"
        )
        for decision in decisions:
            yield Standing(decision, State.ORPHANED, (), note)


def _places(decision: Decision, text: LawText) -> tuple[str, ...]:
    if not is_tag(decision.scheme, decision.code):
        return ()
    found = text.find(decision.provision)
    # What a provision is not, none of its pieces is; what it is, its largest piece is.
    everywhere = decision.verdict in (Verdict.REJECT, Verdict.WITHDRAW)
    kept = found if everywhere else found[:1]
    return tuple(provision.path for provision in kept)


def _orphaned(decision: Decision) -> Standing:
    if not is_tag(decision.scheme, decision.code):
        note = "the taxonomy has this code no more: decide anew with the code that took its place"
    else:
        note = (
            "its law has no provision with this text or label any more: read what took its place,"
            " and decide anew"
        )
    return Standing(decision, State.ORPHANED, (), note)
