"""The queue of uncertain tags: found by the index, decided with a button, taken back, and held."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from corpora.accounts import Role
from corpora.audit import Wanted
from corpora.records import FileRecord, Outcome
from corpora.store import Collection
from indexer.decisions.queue import ReviewQueue, Wished, codes
from indexer.engine.embedded import EmbeddedReader, EmbeddedWriter
from indexer.pipeline import index_collection
from mappings.records import Decision, Provision, TagOrigin, Verdict
from tests.corpora.laws import make_law
from tests.search_app.curator.conftest import Opener, Person
from tests.search_app.library import HOSTILE

HERE = "/curator/review"


@pytest.fixture
def many(
    library: tuple[EmbeddedReader, Collection], home: Path, monkeypatch: pytest.MonkeyPatch
) -> ReviewQueue:
    """The queue over laws of bribery; all is to be reviewed, whatever the tagger is sure of."""
    monkeypatch.setattr("indexer.tag.model.REVIEW_FROM", 0.0)
    monkeypatch.setattr("indexer.tag.model.REVIEW_TO", 1.0)
    reader, collection = library
    sentences = (
        "A public official who accepts a bribe is liable to imprisonment.",
        "Registers of lanterns are public.",
    )
    for number in range(6):
        law = make_law(
            f"law-{number}",
            title=f"Doubts {number} {HOSTILE}",
            source_path=f"doubts-{number}.md",
            jurisdiction=("NOR", "SWE", "EGY")[number % 3],
            provisions=tuple(
                Provision(f"sec_{at}", f"Section {at}", "", text, "en")
                for at, text in enumerate(sentences)
            ),
        )
        record = FileRecord("s", law.source_path, "0" * 64, 1, Outcome.LAW, "", 1)
        collection.put_files([(record, [law])])
    index_collection(collection, EmbeddedWriter(home), home=home)
    return ReviewQueue(reader, collection)


def made(collection: Collection) -> list[Decision]:
    """The decisions of these tests; the library has one of its own."""
    return [one for one in collection.decisions.all() if one.author == "curator"]


def form_of(page: BeautifulSoup) -> dict[str, str]:
    form = page.select_one("form.verdict")
    assert form is not None
    return {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}


def decide(someone: Person, verdict: str, **fields: str) -> dict[str, str]:
    """Decides on the tag that is shown."""
    form = form_of(someone.page(HERE))
    assert (
        someone.post(HERE, **(form | {"verdict": verdict, "because": "0"} | fields)).status_code
        == 303
    )
    return form


def test_each_uncertain_tag_comes_once(many: ReviewQueue) -> None:
    found = []
    skipped: set[tuple[str, str, str, str]] = set()
    while one := many.next(Wished(), skipped):
        assert one.key not in skipped and 0 < one.doubt <= 1
        assert one.tag.origin is TagOrigin.RULE
        skipped.add(one.key)
        found.append(one)
    assert len(found) >= 4
    assert len({one.key[2:] for one in found}) >= 2


def test_filters_choose(many: ReviewQueue) -> None:
    first = many.next(Wished())
    assert first is not None
    scheme, code = first.key[2:]
    again = many.next(Wished(scheme, code, "en", "SWE"))
    assert again is None or again.key[2:] == (scheme, code)
    assert many.next(Wished(language="fr")) is None
    assert many.next(Wished(scheme="nothing")) is None
    assert many.tag(("law-0", "sec_99", scheme, code)) is None
    assert (scheme, code) in codes()


def test_a_tag_is_confirmed_rejected_added_and_skipped(
    many: ReviewQueue, person: Opener, collection: Collection
) -> None:
    someone = person(Role.CURATOR)
    shown = someone.get(HERE).text
    assert HOSTILE not in shown and "<kbd>c</kbd>" in shown
    first = decide(someone, "confirm")
    second = decide(someone, "reject", because="1")
    third = decide(someone, "skip")
    assert form_of(someone.page(HERE))["law"]
    kept = made(collection)
    assert [(one.verdict, one.author) for one in kept] == [
        (Verdict.CONFIRM, "curator"),
        (Verdict.REJECT, "curator"),
    ]
    assert kept[1].reason == "It only mentions this"
    assert f"{kept[0].scheme}:{kept[0].code}" == first["of"]
    now = form_of(someone.page(HERE))
    named = [(one["law"], one["path"], one["of"]) for one in (first, second, third, now)]
    assert len(set(named)) == 4
    added = someone.post(HERE, **(now | {"verdict": "add", "added": "uncac:20"}))
    still = form_of(someone.page(added.location))
    assert (still["law"], still["path"], still["of"]) == named[-1]
    assert made(collection)[-1].verdict is Verdict.ADD
    trail = collection.audit.entries(Wanted(action="tag.decide"))
    assert len(trail) == 3 and trail[-1].actor.address == "127.0.0.1"
    assert trail[-1].change.object == f"{first['law']}/{first['path']}"


def test_the_last_decision_is_taken_back_and_the_tag_waits_again(
    many: ReviewQueue, person: Opener, collection: Collection
) -> None:
    someone = person(Role.CURATOR)
    first = decide(someone, "reject")
    back = someone.page(HERE).select_one("form.act button[value=withdraw]")
    assert back and back.parent
    fields = {str(one["name"]): str(one["value"]) for one in back.parent.select("input")}
    answer = someone.post(HERE, **(fields | {"verdict": "withdraw"}))
    again = form_of(someone.page(answer.location))
    assert (again["law"], again["path"], again["of"]) == (first["law"], first["path"], first["of"])
    assert not someone.page(HERE).select("button[value=withdraw]")
    assert [one.verdict for one in made(collection)] == [Verdict.REJECT, Verdict.WITHDRAW]


def test_decisions_hold_after_an_incremental_build_and_what_is_taken_back_does_not(
    many: ReviewQueue, person: Opener, collection: Collection, home: Path
) -> None:
    someone = person(Role.CURATOR)
    confirmed = decide(someone, "confirm", reason="=1+1")
    rejected = decide(someone, "reject")
    index_collection(collection, EmbeddedWriter(home), home=home)
    reader = EmbeddedReader(home)

    def tags(form: dict[str, str]) -> dict[str, TagOrigin]:
        found = reader.tags_of_law(form["law"]).get(f"{form['law']}/{form['path']}", ())
        return {f"{one.scheme}:{one.code}": one.origin for one in found}

    assert tags(confirmed)[confirmed["of"]] is TagOrigin.CURATOR
    assert rejected["of"] not in tags(rejected)
    decide(someone, "withdraw", law=confirmed["law"], path=confirmed["path"], of=confirmed["of"],
           check=confirmed["check"])  # fmt: skip
    index_collection(collection, EmbeddedWriter(home), home=home)
    assert tags(confirmed).get(confirmed["of"]) is not TagOrigin.CURATOR


def test_a_form_that_is_made_up_changes_nothing(
    many: ReviewQueue, person: Opener, collection: Collection
) -> None:
    someone = person(Role.CURATOR)
    form = form_of(someone.page(HERE))
    for wrong in (
        {"of": "uncac:9999"},
        {"of": HOSTILE},
        {"law": "nobody"},
        {"check": "0" * 16},
        {"verdict": "burn"},
        {"verdict": "add", "added": "x:y"},
        {"verdict": "reject", "because": "9"},
        {"verdict": "reject", "because": "²"},
        {"reason": "x" * 5000},
    ):
        answer = someone.post(HERE, **(form | {"verdict": "confirm", "because": "0"} | wrong))
        assert answer.status_code == 303, wrong
    assert made(collection) == []
    assert person(Role.VIEWER).get(HERE).status_code == 403
