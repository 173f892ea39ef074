"""Decisions and laws made up for the tests."""

from mappings.records import Decision, Law, Provision, Verdict
from tests.corpora.laws import make_law


def provision(path: str, text: str, label: str = "", heading: str = "") -> Provision:
    return Provision(path, label, heading, text, "en")


def law(*provisions: Provision, law_id: str = "one") -> Law:
    return make_law(law_id, provisions=provisions)


def decide(
    read: Provision,
    verdict: Verdict = Verdict.CONFIRM,
    code: str = "15",
    *,
    scheme: str = "uncac",
    reason: str = "as read",
    author: str = "Ada",
    law_id: str = "one",
    decided_at: str = "2026-01-02T03:04:05+00:00",
) -> Decision:
    return Decision(
        law_id, "Act on lanterns", "NOR", read, scheme, code, verdict, reason, author, decided_at
    )
