"""Chooses what curators should look at, and takes in what they decided."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from corpora.audit import Actor
from corpora.clock import utc_now
from corpora.store import Collection
from indexer.decisions.matching import fingerprint
from indexer.decisions.rulings import Rulings
from indexer.decisions.sheet import Row
from indexer.documents import tag_input
from indexer.tag import Candidate, Tagger
from mappings.records import Decision, Law, Provision, Verdict
from mappings.taxonomy import TAG_SCHEMES, schemes

_EXCERPT = 1_200
_MAX_REASON = 2_000
_CHECK = 16
_LAWS_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to review; an empty choice is all."""

    schemes: Sequence[str] = ()
    codes: Sequence[str] = ()
    jurisdictions: Sequence[str] = ()
    rows: int = 200

    def has(self, scheme: str, code: str) -> bool:
        """Whether a tag is among those wanted."""
        return (not self.schemes or scheme in self.schemes) and (
            not self.codes or code in self.codes
        )


def to_review(
    collection: Collection,
    tagger: Tagger,
    wanted: Wanted,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Row]:
    """The tags near their threshold that nobody has decided on, most doubtful first. Reads every
    law of the jurisdictions wanted; keeps only as many rows as are wanted."""
    law_ids = [law_id for law_id, _ in collection.law_sizes(wanted.jurisdictions)]
    best: list[tuple[float, int, Row]] = []
    order = count()
    for start in range(0, len(law_ids), _LAWS_AT_ONCE):
        batch = law_ids[start : start + _LAWS_AT_ONCE]
        decisions = collection.decisions.of_laws(batch)
        for law in collection.laws(batch):
            rulings = Rulings(law, decisions.get(law.id, ()))
            for provision, candidate in _candidates(law, rulings, tagger, wanted):
                if len(best) < wanted.rows or candidate.doubt > best[0][0]:
                    # Of equal doubt the earlier law stays.
                    item = (candidate.doubt, -next(order), _row(law, provision, candidate))
                    (heapq.heappush if len(best) < wanted.rows else heapq.heapreplace)(best, item)
        progress(min(start + _LAWS_AT_ONCE, len(law_ids)), len(law_ids))
    return [row for _, _, row in sorted(best, key=lambda item: item[:2], reverse=True)]


def _candidates(
    law: Law, rulings: Rulings, tagger: Tagger, wanted: Wanted
) -> Iterator[tuple[Provision, Candidate]]:
    items = [tag_input(law, provision) for provision in law.provisions]
    found = tagger.law_candidates(items)
    for provision, candidates in zip(law.provisions, found, strict=True):
        decided = rulings.decided(provision)
        for candidate in candidates:
            code = candidate.tag.scheme, candidate.tag.code
            if code not in decided and wanted.has(*code):
                yield provision, candidate


def _row(law: Law, provision: Provision, candidate: Candidate) -> Row:
    tag = candidate.tag
    excerpt = provision.text[:_EXCERPT] + ("…" if len(provision.text) > _EXCERPT else "")
    return Row(
        law=law.id,
        provision=provision.path,
        jurisdiction=law.jurisdiction,
        law_title=law.title,
        label=provision.label,
        heading=provision.heading,
        text=excerpt,
        scheme=tag.scheme,
        code=tag.code,
        code_label=schemes()[tag.scheme][tag.code].label(),
        confidence=f"{tag.confidence:.2f}",
        tagged="yes" if candidate.is_set else "no",
        evidence="; ".join(f"“{piece.quote}” in the {piece.where}" for piece in tag.evidence),
        check=check_of(provision),
    )


def check_of(provision: Provision) -> str:
    """What a row says of its provision, so that a decision is on the text that was read."""
    return fingerprint(provision)[:_CHECK]


@dataclass(slots=True)
class Report:
    """What became of the rows of a sheet.

    decided    decisions that were added (or would be, in a dry run)
    unchanged  rows that say what is decided already
    undecided  rows without a decision
    problems   (row, what is wrong and what to do)
    overrides  (row, the earlier decision that it overrides)
    """

    decided: list[Decision] = field(default_factory=list)
    unchanged: int = 0
    undecided: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    overrides: list[tuple[int, str]] = field(default_factory=list)


class _Problem(ValueError):
    """Why a row cannot be used."""


def decide(
    collection: Collection,
    rows: Iterable[tuple[int, Row]],
    author: str,
    *,
    by: Actor | None = None,
    dry_run: bool = False,
) -> Report:
    """Adds the decisions of a sheet. Rows that cannot be used are reported, the others are kept.
    Of several rows on one tag the last counts; all are kept.

    by  who takes them in, for the audit trail; the author when not given
    """
    report = Report()
    now = utc_now()
    by_law: dict[str, list[tuple[int, Row]]] = {}
    for number, row in rows:
        if row.decision:
            by_law.setdefault(row.law, []).append((number, row))
        else:
            report.undecided += 1
    # A law at a time: a sheet may speak of thousands.
    for law_id, decided in by_law.items():
        law = collection.law(law_id)
        earlier = collection.decisions.of_laws([law_id]).get(law_id, [])
        rulings = Rulings(law, earlier) if law else None
        for number, row in decided:
            try:
                if law is None or rulings is None:
                    raise _Problem(
                        f"the collection has no law {law_id!r}; take its id from the sheet or from"
                        " the address of its page"
                    )
                decision = _decision(law, row, author, now)
            except _Problem as problem:
                report.problems.append((number, str(problem)))
                continue
            code = decision.scheme, decision.code
            before = rulings.decided(decision.provision).get(code)
            if before is None and decision.verdict is Verdict.WITHDRAW:
                report.unchanged += 1
                continue
            if before and _says_the_same(before, decision):
                report.unchanged += 1
                continue
            if before and before.verdict is not decision.verdict:
                what = f"{before.verdict} by {before.author} on {before.decided_at}"
                report.overrides.append((number, what))
            rulings.add(decision)
            report.decided.append(decision)
    report.problems.sort()
    report.overrides.sort()
    if not dry_run:
        collection.decisions.add(report.decided, by or Actor(author))
    return report


def _says_the_same(before: Decision, after: Decision) -> bool:
    return (before.verdict, before.reason, before.author) == (
        after.verdict,
        after.reason,
        after.author,
    )


def _decision(law: Law, row: Row, author: str, now: str) -> Decision:
    verdict = next((one for one in Verdict if one.value == row.decision.casefold()), None)
    if verdict is None:
        raise _Problem(f"the decision {row.decision[:40]!r} is none of {', '.join(Verdict)}")
    if row.scheme not in TAG_SCHEMES:
        raise _Problem(
            f"there is no scheme {row.scheme[:40]!r}; there are {', '.join(TAG_SCHEMES)}"
        )
    if row.code not in schemes()[row.scheme]:
        raise _Problem(
            f"the scheme {row.scheme} has no code {row.code[:40]!r}; its codes are"
            f" {', '.join(schemes()[row.scheme])}"
        )
    if verdict is Verdict.REJECT and not row.reason:
        raise _Problem("a rejection needs a reason; write why the tag is wrong")
    if len(row.reason) > _MAX_REASON:
        raise _Problem(f"the reason is longer than {_MAX_REASON} characters; shorten it")
    return Decision(
        law_id=law.id,
        law_title=law.title,
        jurisdiction=law.jurisdiction,
        provision=_provision(law, row),
        scheme=row.scheme,
        code=row.code,
        verdict=verdict,
        reason=row.reason,
        author=author,
        decided_at=now,
    )


def _provision(law: Law, row: Row) -> Provision:
    """The provision that the curator read, where it is now."""
    there = [one for one in law.provisions if one.path == row.provision]
    if not row.check:
        if not there:
            raise _Problem(
                f"the law has no provision {row.provision[:80]!r}; take its path from the sheet or"
                " from the address of its link"
            )
        return there[0]
    for provision in (*there, *law.provisions):
        if check_of(provision) == row.check:
            return provision
    raise _Problem(
        "the law has no provision with the text of this row any more: it was imported anew since"
        " the sheet was made; make a new sheet with --review"
    )
