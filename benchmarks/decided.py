"""How many of the curators' decisions the tagger would have come to by itself."""

from typing import Any

from corpora.store import Collection
from indexer.decisions import Rulings, State
from indexer.documents import tag_input
from indexer.tag import Tagger
from mappings.records import Decision, Verdict


def agreement(collection: Collection, tagger: Tagger) -> dict[str, Any]:
    """Counts of the decisions in force by verdict, those that the rules alone agree with, and the
    others. Decisions whose provision is gone are counted apart."""
    by_law: dict[str, list[Decision]] = {}
    for decision in collection.decisions.all():
        by_law.setdefault(decision.law_id, []).append(decision)
    counts = {verdict.value: {"decisions": 0, "agreed": 0} for verdict in Verdict}
    differing: list[str] = []
    orphaned = 0
    for law_id, decisions in by_law.items():
        law = collection.law(law_id)
        if law is None:
            orphaned += len(decisions)
            continue
        tagged = tagger.tag_law([tag_input(law, provision) for provision in law.provisions])
        there = {
            provision.path: tags for provision, tags in zip(law.provisions, tagged, strict=True)
        }
        for standing in Rulings(law, decisions).standings():
            orphaned += standing.state is State.ORPHANED
            if standing.state is not State.IN_FORCE:
                continue
            one = standing.decision
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
