"""Curators' decisions: how many of them the tagger would have come to by itself, and the labels
that they make of provisions, to fit the tagger on."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from benchmarks.labels import Labelled
from corpora.store import Collection
from indexer.decisions import Rulings, State
from indexer.documents import tag_input
from indexer.tag import Tagger
from mappings.records import Decision, Verdict

DRAWN = "decided"


def _by_law(collection: Collection) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in collection.decisions.all():
        found.setdefault(decision.law_id, []).append(decision)
    return found


def labels(collection: Collection, tagger: Tagger) -> Iterator[Labelled]:
    """The provisions that curators decided on, each with the codes it has by their decisions and,
    where they said nothing, by the tagger."""
    for law_id, decisions in _by_law(collection).items():
        law, key = collection.law(law_id), collection.citations.law_key(law_id)
        if law is None or key is None:
            continue
        rulings = Rulings(law, decisions)
        decided = {one.path for one in law.provisions if rulings.decided(one)}
        items = [tag_input(law, provision) for provision in law.provisions]
        tagged = tagger.tag_law(items, [partial(rulings.apply, one) for one in law.provisions])
        for ordinal, (provision, item, found) in enumerate(
            zip(law.provisions, items, tagged, strict=True)
        ):
            if provision.path in decided:
                yield Labelled(
                    item,
                    frozenset((tag.scheme, tag.code) for tag in found.tags),
                    provision.label,
                    drawn=DRAWN,
                    file=(law.source_id, law.source_path),
                    place=(key, ordinal),
                )


def agreement(collection: Collection, tagger: Tagger) -> dict[str, Any]:
    """Counts of the decisions in force by verdict, those that the rules alone agree with, and the
    others. Decisions whose provision is gone are counted apart."""
    by_law = _by_law(collection)
    judged = [verdict for verdict in Verdict if verdict is not Verdict.WITHDRAW]
    counts = {verdict.value: {"decisions": 0, "agreed": 0} for verdict in judged}
    differing: list[str] = []
    orphaned = 0
    for law_id, decisions in by_law.items():
        law = collection.law(law_id)
        if law is None:
            orphaned += len(decisions)
            continue
        tagged = tagger.tag_law([tag_input(law, provision) for provision in law.provisions])
        there = {
            provision.path: found.tags
            for provision, found in zip(law.provisions, tagged, strict=True)
        }
        for standing in Rulings(law, decisions).standings():
            orphaned += standing.state is State.ORPHANED
            one = standing.decision
            if standing.state is not State.IN_FORCE or one.verdict is Verdict.WITHDRAW:
                continue
            tags = there[standing.paths[0]]
            is_set = (one.scheme, one.code) in {(tag.scheme, tag.code) for tag in tags}
            count = counts[one.verdict.value]
            count["decisions"] += 1
            if is_set == (one.verdict is not Verdict.REJECT):
                count["agreed"] += 1
            else:
                differing.append(
                    f"{one.verdict} {one.scheme}:{one.code}, {law.jurisdiction} {law.title[:40]}"
                    f" {standing.paths[0]}"
                )
    return {"by_verdict": counts, "orphaned": orphaned, "differing": differing}
