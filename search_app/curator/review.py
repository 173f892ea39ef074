"""The queue of uncertain tags: one at a time, judged with a key or a button."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import current_app, request, session
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from corpora.accounts import Role
from indexer.decisions.queue import Key, ReviewQueue, Uncertain, Wished, codes, evidence
from indexer.decisions.review import check_of, decide
from indexer.decisions.sheet import Row
from indexer.engine.protocol import EngineUnavailable
from mappings.records import Evidence, Law, Provision, Tag, Verdict
from mappings.taxonomy import TAG_SCHEMES, is_tag, schemes
from search_app.curator.frame import blueprint, collection, done, me, needs, page, refused
from search_app.messages import gettext, message
from search_app.services.labels import scheme_label, tag_label
from search_app.services.law import EVIDENCE, evidence_spans
from search_app.services.snippets import Layer, layered
from search_app.services.tags import title

REASONS = (
    message("It is about something else"),
    message("It only mentions this"),
    message("It only refers to another provision"),
)
_VERDICTS = {
    Verdict.CONFIRM: message("Confirmed: %(tag)s."),
    Verdict.REJECT: message("Rejected: %(tag)s."),
    Verdict.ADD: message("Added: %(tag)s."),
    Verdict.WITHDRAW: message("Taken back: %(tag)s."),
}
_FILTERS = ("tag", "language", "jurisdiction")
_HERE = "curator.review"
# What the cookie of a session remembers; it has room for little.
_SKIPPED, _DECIDED = "skipped", "decided"
_KEPT = {_SKIPPED: 25, _DECIDED: 5}
_LONGEST_SHOWN = 20_000


@dataclass(frozen=True, slots=True)
class _Shown:
    """A tag with all that it is judged by.

    around  the provision before and the one behind, where there are any
    beside  what speaks for the tag outside the text
    """

    uncertain: Uncertain
    law: Law
    provision: Provision
    around: Sequence[Provision]
    paragraphs: Sequence[Markup]
    is_cut: bool
    beside: Sequence[Evidence]
    check: str

    @property
    def code(self) -> str:
        return f"{self.uncertain.tag.scheme}:{self.uncertain.tag.code}"


@blueprint.get("/review")
@needs(Role.CURATOR)
def review() -> str:
    """The tag that is asked for, else the next one."""
    given = request.args
    shown, missing = None, False
    try:
        if key := _key(given):
            shown = _shown(_queue().tag(key))
        shown = shown or _shown(_queue().next(_wished(given), frozenset(_kept(_SKIPPED))))
    except EngineUnavailable:
        missing = True
    return page(
        "review.html",
        shown=shown,
        missing=missing,
        filters={name: given.get(name, "") for name in _FILTERS},
        schemes={name: schemes()[name] for name in TAG_SCHEMES},
        reviewed=_by_scheme(),
        places=sorted(collection().statistics().by_jurisdiction),
        languages=sorted(collection().statistics().by_language),
        reasons=REASONS,
        last=next(iter(_kept(_DECIDED)[::-1]), None),
        tag_label=tag_label,
        scheme_label=scheme_label,
        full_name=lambda scheme, code: title(Tag(scheme, code, 1.0)),
    )


@blueprint.post("/review")
@needs(Role.CURATOR)
def review_send() -> BaseResponse:
    """Takes in what was decided, and goes on; also what is taken back."""
    given = request.form
    filters = {name: given[name] for name in _FILTERS if given.get(name)}
    key = _key(given)
    if key is None:
        return refused(gettext("There is no such tag."), _HERE, **filters)
    law_id, path, scheme, code = key
    here = filters | {"law": law_id, "path": path, "of": f"{scheme}:{code}"}
    verdict = given.get("verdict", "")
    if verdict == "skip":
        _keep(_SKIPPED, key)
        return done(gettext("Skipped."), _HERE, **filters)
    if verdict == Verdict.ADD:
        scheme, _, code = given.get("added", "").partition(":")
        if not is_tag(scheme, code):
            return refused(gettext("Choose what to add."), _HERE, **here)
    row = Row(law_id, path, scheme=scheme, code=code, decision=verdict,
              reason=_reason(given, verdict), check=given.get("check", ""))  # fmt: skip
    report = decide(collection(), [(1, row)], me().name, by=me())
    if report.problems:
        return refused(
            gettext("This cannot be kept: the text has changed, or a rejection has no reason."),
            _HERE,
            **here,
        )
    said = gettext(_VERDICTS[Verdict(verdict)]) % {"tag": tag_label(scheme, code)}
    if verdict == Verdict.WITHDRAW:
        session[_DECIDED] = [one for one in session.get(_DECIDED, ()) if tuple(one) != key]
        return done(said, _HERE, **here)
    _keep(_DECIDED, (law_id, path, scheme, code))
    return done(said, _HERE, **(here if verdict == Verdict.ADD else filters))


def _queue() -> ReviewQueue:
    return ReviewQueue(current_app.extensions["reader"], collection())


def _key(given: MultiDict[str, str]) -> Key | None:
    scheme, _, code = given.get("of", "").partition(":")
    law_id, path = given.get("law", ""), given.get("path", "")
    return (law_id, path, scheme, code) if law_id and path and is_tag(scheme, code) else None


def _wished(given: MultiDict[str, str]) -> Wished:
    scheme, _, code = given.get("tag", "").partition(":")
    return Wished(scheme, code, given.get("language", ""), given.get("jurisdiction", ""))


def _reason(given: MultiDict[str, str], verdict: str) -> str:
    own = " ".join("".join(c if c.isprintable() else " " for c in given.get("reason", "")).split())
    number = given.get("because", "")
    known = number.isdecimal() and number.isascii() and int(number[:3]) < len(REASONS)
    if own or verdict != Verdict.REJECT or not known:
        return own
    return gettext(REASONS[int(number)])


def _shown(uncertain: Uncertain | None) -> _Shown | None:
    law = collection().law_without_text(uncertain.law_id) if uncertain else None
    if uncertain is None or law is None:
        return None
    paths = [one.path for one in collection().outline(law.id)]
    if uncertain.path not in paths:
        return None
    number = paths.index(uncertain.path)
    first = max(0, number - 1)
    near = collection().provisions_between(law.id, first, number + 2)
    provision = near[number - first]
    said = tuple(evidence(law, provision, uncertain.tag))
    return _Shown(
        uncertain,
        law,
        provision,
        [one for one in near if one is not provision],
        _paragraphs(provision.text[:_LONGEST_SHOWN], replace(uncertain.tag, evidence=said)),
        len(provision.text) > _LONGEST_SHOWN,
        [one for one in said if one.where != "text"],
        check_of(provision),
    )


def _paragraphs(text: str, tag: Tag) -> Sequence[Markup]:
    layers = [Layer(*EVIDENCE, evidence_spans([tag]))]
    found, start = [], 0
    for paragraph in text.split("\n"):
        found.append(layered(text, layers, start, start + len(paragraph)))
        start += len(paragraph) + 1
    return found


def _by_scheme() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for scheme, code in codes():
        found.setdefault(scheme, []).append(code)
    order = {scheme: list(schemes()[scheme]) for scheme in found}
    return {scheme: sorted(found[scheme], key=order[scheme].index) for scheme in found}


def _kept(what: str) -> list[Key]:
    return [(one[0], one[1], one[2], one[3]) for one in session.get(what, ())]


def _keep(what: str, key: Key) -> None:
    before = [one for one in _kept(what) if one != key]
    session[what] = [*before, key][-_KEPT[what] :]
