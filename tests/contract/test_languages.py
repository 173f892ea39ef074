"""Each language on each engine: what a text says in one form is found in another."""

from indexer.documents import law_documents
from indexer.engine.factory import OpenEngine
from indexer.tag import Tagger
from mappings.records import Provision
from search_app.query.request import parse_request
from search_app.services.ask import ask
from tests.contract.documents import document
from tests.corpora.laws import make_law
from tests.words import ALIKE, COMPOUNDS, INFLECTED


def _found(engine: OpenEngine, query: str) -> set[str]:
    answer = ask(engine.reader, parse_request([("q", query), ("size", "100"), ("expand", "0")]))
    return set() if answer.relaxed else {hit.law_id for hit in answer.result.laws}


def test_an_inflected_word_is_found_by_the_word_that_people_look_for(engine: OpenEngine) -> None:
    engine.writer.write(
        "one",
        (
            document(f"law-{number}", "1", form, language=language)
            for number, (language, form, _) in enumerate(INFLECTED)
        ),
    )
    engine.writer.publish("one")
    missed = [
        (language, base)
        for number, (language, _, base) in enumerate(INFLECTED)
        if f"law-{number}" not in _found(engine, base)
    ]
    assert missed == []


def test_what_is_written_one_way_is_found_the_other_way(engine: OpenEngine) -> None:
    both = [pair for one, other in ALIKE for pair in ((one, other), (other, one))]
    engine.writer.write(
        "one", (document(f"law-{at}", "1", one) for at, (one, _) in enumerate(both))
    )
    engine.writer.publish("one")
    missed = [
        (one, other)
        for at, (one, other) in enumerate(both)
        if f"law-{at}" not in _found(engine, other)
    ]
    assert missed == []


def test_a_compound_is_found_by_what_it_is_made_of(engine: OpenEngine) -> None:
    tagger = Tagger()
    engine.writer.write(
        "one",
        (
            document
            for number, (language, compound, _) in enumerate(COMPOUNDS)
            for document in law_documents(
                make_law(
                    f"law-{number}",
                    provisions=(Provision("p", "1", "", f"x {compound} y", language),),
                ),
                tagger,
            )
        ),
    )
    engine.writer.publish("one")
    missed = [
        (compound, part)
        for number, (_, compound, part) in enumerate(COMPOUNDS)
        if f"law-{number}" not in _found(engine, part)
    ]
    assert missed == []
