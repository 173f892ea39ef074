"""The contract of an engine; every test runs on each of them."""

import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.analysis import fold_words, stems_any
from indexer.engine.factory import OpenEngine
from indexer.engine.plan import (
    MAX_RESULT_WINDOW,
    AllOf,
    AnyOf,
    Between,
    Clause,
    Fuzzy,
    Near,
    Not,
    Pattern,
    Phrase,
    Prefer,
    SearchPlan,
    Sort,
    Value,
    Word,
)
from indexer.engine.protocol import EngineUnavailable
from indexer.engine.tags_json import encode_tags
from indexer.tag.version import tagging_version
from indexer.tagged import tagged_by
from mappings.fields import STRENGTHS, strength
from mappings.records import Tag
from search_app.query.analyse import analyse
from search_app.query.plan import make_plan
from search_app.query.request import SearchRequest
from tests.contract.documents import BRIBERY, DOCUMENTS, NaiveEngine, document

FACETS = ("jurisdiction", "kind", "year", "uncac")


def word(text: str) -> Word:
    (folded,) = fold_words(text)
    return Word(folded, stems_any(folded))


def phrase(text: str) -> Phrase:
    return Phrase(tuple(fold_words(text)))


@pytest.fixture
def filled(engine: OpenEngine) -> OpenEngine:
    assert engine.writer.write("one", DOCUMENTS).rejected == []
    engine.writer.publish("one")
    return engine


def laws(engine: OpenEngine, clause: Clause | None = None, **plan: Any) -> list[str]:
    return [hit.law_id for hit in engine.reader.search(SearchPlan(clause, **plan)).laws]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (word("bribe"), ["alv-1"]),
        (word("accepting"), ["alv-1"]),
        (word("LAMPS"), ["alv-1"]),
        (word("fonctionnaire"), ["bor-1"]),
        (word("etat"), ["bor-1"]),
        (word("взятка"), ["dro-1"]),
        (word("رشوه"), ["qas-1"]),
        (word("Vorteil"), ["gel-1"]),
        (phrase("受贿罪"), ["hua-1"]),
        (phrase("贿罪"), ["hua-1"]),
        (phrase("贿国"), []),
        (phrase("뇌물"), ["han-1"]),
        (phrase("สินบน"), ["suw-1"]),
        (phrase("accept bribes"), ["alv-1"]),
        (phrase("bribes accept"), []),
        (phrase("accept bribe"), []),
        (phrase("331"), ["gel-1"]),
        (AllOf((word("lamps"), word("corruption"))), ["alv-1"]),
        (AllOf((word("lamps"), word("bribes"))), []),
        (AllOf((word("corruption"), Not(word("code")))), ["alv-1"]),
        (AnyOf((word("lamps"), word("взятка"))), ["alv-1", "dro-1"]),
        (Word("bribery", ("bribery",), ("title",)), []),
        (Word("bribery", ("bribery",), ("heading",)), ["alv-1"]),
        (Phrase(("anti", "corruption"), ("title",)), ["alv-1"]),
        (Phrase(("anti", "corruption"), ("text", "heading")), []),
        (Near(("accept",), ("anyone",), 3), ["alv-1"]),
        (Near(("anyone",), ("accept",), 3), ["alv-1"]),
        (Near(("accept",), ("anyone",), 2), []),
        (Near(("no", "official"), ("accept", "bribes"), 2), ["alv-1"]),
        (Near(("no", "official"), ("accept", "bribes"), 1), []),
        (Near(("国", "家"), ("受", "贿", "罪"), 9), []),
        (Near(("国", "家"), ("受", "贿", "罪"), 13), ["hua-1"]),
        (Near(("no",), ("act",), 9), []),
        (Pattern("corrup*"), ["alv-1", "bor-1"]),
        (Pattern("l?mps"), ["alv-1"]),
        (Pattern("взят*и"), ["dro-1"]),
        (Pattern("bribe?"), ["alv-1"]),
        (Pattern("la*", ("heading",)), ["alv-1"]),
        (Pattern("acc*", ("heading",)), []),
        (Fuzzy("brides", 1), ["alv-1"]),
        (Fuzzy("brieds", 1), []),
        (Fuzzy("birbes", 1), ["alv-1"]),
        (Fuzzy("lapms", 2), ["alv-1"]),
        (Fuzzy("взятка", 1), ["dro-1"]),
        (Value("jurisdiction", ("XAL", "XBO")), ["alv-1", "bor-1"]),
        (Not(Value("kind", ("act", "code"))), []),
        (Between("year", 1985, 1990), ["gel-1", "han-1"]),
        (Between("date", 20050000, None), ["alv-1", "hua-1"]),
        (Between("date", None, 19770000), ["bor-1"]),
        (Not(Between("year", 1900, 2100)), ["suw-1"]),
        (Prefer(word("corruption"), ((word("lamps"), 2.0),)), ["alv-1", "bor-1"]),
        (Not(word("corruption")), ["dro-1", "gel-1", "han-1", "hua-1", "qas-1", "suw-1"]),
        (word("nothingofthekind"), []),
    ],
)
def test_a_clause_finds_the_laws_it_should(
    filled: OpenEngine, clause: Clause, expected: list[str]
) -> None:
    assert sorted(laws(filled, clause)) == expected


def test_without_a_clause_everything_matches(filled: OpenEngine) -> None:
    found = filled.reader.search(SearchPlan())
    assert (found.total_provisions, found.total_laws) == (9, 8)


def test_hits_are_grouped_by_law_with_their_count(filled: OpenEngine) -> None:
    (hit,) = filled.reader.search(SearchPlan(phrase("anti corruption act"))).laws
    assert (hit.law_id, hit.count) == ("alv-1", 2)
    assert hit.provisions == ("alv-1/sec_1", "alv-1/sec_2")


def test_a_match_in_the_heading_counts_for_more_than_one_in_the_text(engine: OpenEngine) -> None:
    filler = "words of no weight that make the text as long as others are"
    engine.writer.write(
        "one",
        [
            document("text", "a", f"lantern {filler}"),
            document("heading", "a", f"something {filler}", heading="lantern"),
        ],
    )
    engine.writer.publish("one")
    assert laws(engine, word("lantern")) == ["heading", "text"]


def test_what_is_preferred_comes_first(engine: OpenEngine) -> None:
    engine.writer.write(
        "one", [document("a", "p", "lantern oil"), document("b", "p", "lantern wax", kind="act")]
    )
    engine.writer.publish("one")
    assert laws(engine, Prefer(None, ((Value("kind", ("act",)), 3.0),))) == ["b", "a"]
    for better in (Value("kind", ("act",)), word("wax"), phrase("lantern wax"), Pattern("wa*")):
        assert laws(engine, Prefer(word("lantern"), ((better, 3.0),))) == ["b", "a"]
    assert laws(engine, Prefer(word("lantern"), ((word("oil"), 3.0), (word("wax"), 1.0)))) == [
        "a",
        "b",
    ]


def test_provisions_that_are_cited_come_first_whether_they_have_the_words_or_not(
    filled: OpenEngine,
) -> None:
    request = SearchRequest(q="bribes", expand=False)
    analysis = analyse(request.q)
    words = [hit.law_id for hit in filled.reader.search(make_plan(request, analysis)).laws]
    assert words == ["alv-1"]
    everything = filled.reader.search(SearchPlan(size=50)).laws
    ids = {hit.law_id: hit.provisions[0] for hit in everything}
    cited = tuple(ids[law] for law in ("hua-1", "gel-1"))
    found = filled.reader.search(make_plan(request, analysis, cited=cited))
    assert [hit.law_id for hit in found.laws] == ["hua-1", "gel-1", "alv-1"]
    assert tuple(hit.provisions[0] for hit in found.laws[:2]) == cited
    assert found.total_laws == 3


def test_values_within_a_filter_widen_and_filters_narrow(filled: OpenEngine) -> None:
    countries = {"jurisdiction": ("XAL", "XDR", "XGE")}
    assert sorted(laws(filled, filters=countries)) == ["alv-1", "dro-1", "gel-1"]
    assert sorted(laws(filled, filters=countries | {"kind": ("code",)})) == ["dro-1", "gel-1"]


def test_laws_are_filtered_by_their_ids_a_thousand_at_a_time(filled: OpenEngine) -> None:
    some = {"law_id": ("gel-1", "dro-1", *(f"none-{number}" for number in range(1_000)))}
    assert laws(filled, filters=some, sort=Sort.NEWEST) == ["dro-1", "gel-1"]
    assert laws(filled, filters=some | {"jurisdiction": ("XAL",)}) == []


def test_a_facet_is_counted_without_its_own_filter(filled: OpenEngine) -> None:
    plan = SearchPlan(filters={"jurisdiction": ("XAL",), "kind": ("act",)}, facets=FACETS)
    facets = filled.reader.search(plan).facets
    assert facets["jurisdiction"] == {"XAL": 2, "XHL": 1, "XTH": 1}
    assert facets["kind"] == {"act": 2}
    assert facets["uncac"] == {"15": 1}


def test_provisions_are_found_and_counted_by_the_penalties_they_threaten(
    engine: OpenEngine,
) -> None:
    threats = {
        "a": (["fine"], "up-to-1"),
        "b": (["fine", "imprisonment"], "over-10"),
        "c": ([], None),
    }
    documents = [
        document("pen-1", path, "lantern", penalty=kinds, imprisonment_max=step)
        for path, (kinds, step) in threats.items()
    ]
    filled = [
        {name: value for name, value in one.items() if value not in ([], None)} for one in documents
    ]
    assert engine.writer.write("one", filled).rejected == []
    engine.writer.publish("one")
    plan = SearchPlan(
        filters={"imprisonment_max": ("over-10", "life")}, facets=("penalty", "imprisonment_max")
    )
    found = engine.reader.search(plan)
    assert found.total_provisions == 1
    assert found.facets["penalty"] == {"fine": 1, "imprisonment": 1}
    assert found.facets["imprisonment_max"] == {"up-to-1": 1, "over-10": 1}


def test_years_are_a_range_and_a_facet(filled: OpenEngine) -> None:
    assert sorted(laws(filled, year_from=1990, year_to=2005)) == ["dro-1", "han-1", "hua-1"]
    assert sorted(laws(filled, year_from=2005)) == ["alv-1", "hua-1"]
    assert sorted(laws(filled, filters={"year": ("1984", "1987")})) == ["gel-1", "qas-1"]
    counted = filled.reader.search(SearchPlan(year_from=2009, facets=("year", "kind"))).facets
    assert counted["year"]["1977"] == 1
    assert counted["kind"] == {"act": 2}


def test_laws_without_a_date_come_last_in_both_orders(filled: OpenEngine) -> None:
    newest = laws(filled, sort=Sort.NEWEST)
    assert newest == ["alv-1", "hua-1", "dro-1", "han-1", "gel-1", "qas-1", "bor-1", "suw-1"]
    assert laws(filled, sort=Sort.OLDEST) == [*reversed(newest[:-1]), "suw-1"]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_have_every_law_once(engine: OpenEngine, sort: Sort) -> None:
    documents = [
        document(
            f"law-{law:02d}",
            f"p{part}",
            "lantern " * (1 + part),
            ordinal=part,
            date=20000101 + law % 3,
        )
        for law in range(25)
        for part in range(law % 4 + 1)
    ]
    engine.writer.write("one", documents)
    engine.writer.publish("one")
    for clause in (word("lantern"), None):
        pages = [laws(engine, clause, sort=sort, page=page, size=10) for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [10, 10, 5, 0]
        assert len({law for page in pages for law in page}) == 25


@pytest.mark.parametrize("sort", list(Sort))
def test_ungrouped_pages_have_every_provision_once_in_one_order_on_each_engine(
    engine: OpenEngine, sort: Sort
) -> None:
    documents = [
        document(
            f"law-{law:02d}", f"p{part}", "lantern " * (1 + part % 2), tags=[BRIBERY],
            ordinal=part, date=20000101 + law % 3,
        )
        for law in range(8)
        for part in range(law % 3 + 1)
    ]  # fmt: skip
    engine.writer.write("one", documents)
    engine.writer.publish("one")
    for clause in (word("lantern"), None):
        plans = [
            SearchPlan(clause, sort=sort, page=page, size=6, grouped=False) for page in (1, 2, 3, 4)
        ]
        found = [engine.reader.search(plan) for plan in plans]
        ids = [identifier for one in found for hit in one.laws for identifier in hit.provisions]
        assert {hit.count for one in found for hit in one.laws} == {1}
        assert all(hit.provisions[0].startswith(hit.law_id) for one in found for hit in one.laws)
        assert set(ids) == set(found[0].tags | found[1].tags | found[2].tags)
        assert (found[0].total_provisions, found[0].total_laws) == (15, 8)

        def place(made: Any) -> tuple[Any, ...]:
            date = {Sort.NEWEST: -made["date"], Sort.OLDEST: made["date"]}.get(sort, 0)
            return date, made["law_id"], made["ordinal"]

        in_order = [made["id"] for made in sorted(documents, key=place)]
        if clause is None or sort is not Sort.RELEVANCE:
            assert ids == in_order
        else:
            assert sorted(ids) == sorted(in_order)


def test_a_page_beyond_the_window_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="beyond"):
        SearchPlan(page=MAX_RESULT_WINDOW, size=2)


def test_the_last_page_of_the_window_can(filled: OpenEngine) -> None:
    assert laws(filled, page=MAX_RESULT_WINDOW // 10, size=10) == []


def test_pairs_of_values_are_counted(filled: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.engine.elasticsearch.reader._PAIRS_A_REQUEST", 2)
    assert filled.reader.crossed("jurisdiction", "uncac") == {"XAL": {"15": 1}}
    assert filled.reader.crossed("kind", "language") == {
        "act": {"en": 2, "th": 1, "zh-Hans": 1},
        "code": {"ar": 1, "de": 1, "fr": 1, "ko": 1, "ru": 1},
    }
    several = document("many", "a", "x", uncac=["15", "16"], crime_type=["a", "b"])
    filled.writer.write("two", [several])
    filled.writer.publish("two")
    assert filled.reader.crossed("uncac", "crime_type") == {
        "15": {"a": 1, "b": 1}, "16": {"a": 1, "b": 1}}  # fmt: skip
    assert filled.reader.crossed("subject", "uncac") == {}


def test_tags_come_back_with_their_evidence(filled: OpenEngine) -> None:
    assert filled.reader.tags_of_law("alv-1") == {"alv-1/sec_1": (BRIBERY,)}
    assert filled.reader.tags_of_law("bor-1") == {}
    assert filled.reader.tags_of_law("none") == {}
    found = filled.reader.search(SearchPlan(word("bribes")))
    assert found.tags == {"alv-1/sec_1": (BRIBERY,)}


def test_what_a_provision_may_be_about_comes_back_apart_from_its_tags(engine: OpenEngine) -> None:
    guess = Tag("uncac", "15", 0.25)
    likely = strength("uncac", "15", STRENGTHS[0])
    possible = encode_tags([guess])
    engine.writer.write(
        "one",
        [
            document("sure", "a", "lantern", tags=[BRIBERY], tag_strength=[likely]),
            document("guessed", "a", "lantern", possible=possible, tag_strength=[likely]),
        ],
    )
    engine.writer.publish("one")
    found = engine.reader.search(SearchPlan(Value("tag_strength", (likely,))))
    assert found.total_laws == 2
    assert found.tags == {"sure/a": (BRIBERY,)}
    assert found.possible == {"guessed/a": (guess,)}
    assert engine.reader.tags_of_law("guessed") == {}


def test_an_article_is_found_by_its_paragraphs_and_tags_of_any_scheme_come_back(
    engine: OpenEngine,
) -> None:
    active, passive = Tag("uncac-paragraph", "15a", 0.9), Tag("uncac-paragraph", "15b", 0.9)
    other, theme = Tag("untoc", "8", 0.9), Tag("theme", "public-procurement", 0.8)
    engine.writer.write(
        "one",
        [
            document("giving", "a", "lantern", tags=[BRIBERY, active, other]),
            document("taking", "a", "lantern", tags=[BRIBERY, passive, other]),
            document("neither", "a", "lantern", tags=[BRIBERY]),
            document("buying", "a", "lantern", tags=[theme]),
        ],
    )
    engine.writer.publish("one")
    assert sorted(laws(engine, filters={"uncac": ("15",)})) == ["giving", "neither", "taking"]
    assert laws(engine, filters={"uncac": ("15a",)}) == ["giving"]
    assert sorted(laws(engine, filters={"untoc": ("8",)})) == ["giving", "taking"]
    assert laws(engine, filters={"theme": ("public-procurement",)}) == ["buying"]
    assert engine.reader.tags_of_law("buying") == {"buying/a": (theme,)}
    assert engine.reader.tags_of_law("giving") == {"giving/a": (BRIBERY, active, other)}
    counted = engine.reader.search(SearchPlan(facets=("uncac", "untoc", "theme"))).facets
    assert counted["uncac"] == {"15": 3, "15a": 1, "15b": 1}
    assert counted["untoc"] == {"8": 2}
    assert counted["theme"] == {"public-procurement": 1}


def test_it_is_known_by_which_vocabulary_provisions_were_tagged(engine: OpenEngine) -> None:
    engine.writer.write(
        "one",
        [
            document("new", "a", "lantern", tagged_by=tagging_version()),
            document("old", "a", "lantern", tagged_by="0123456789ab"),
            document("older", "a", "lantern"),
        ],
    )
    engine.writer.publish("one")
    found = tagged_by(engine.reader)
    assert found.provisions == {tagging_version(): 1, "0123456789ab": 1, "": 1}
    assert found.outdated == 2


def test_before_anything_is_published_readers_say_what_to_do(engine: OpenEngine) -> None:
    for ask in (
        engine.reader.status,
        lambda: engine.reader.search(SearchPlan()),
        lambda: engine.reader.tags_of_law("x"),
        lambda: engine.reader.crossed("jurisdiction", "uncac"),
    ):
        with pytest.raises(EngineUnavailable, match="index run"):
            ask()


def test_a_written_release_is_not_seen_before_it_is_published(filled: OpenEngine) -> None:
    filled.writer.write("two", [document("new", "a", "lantern")])
    assert laws(filled, word("lantern")) == []
    assert filled.reader.status().release == "one"
    filled.writer.publish("two")
    assert laws(filled, word("lantern")) == ["new"]
    status = filled.reader.status()
    assert (status.release, status.provisions, status.laws) == ("two", 1, 1)
    assert status.bytes > 0


def test_a_discarded_release_leaves_the_live_one_alone(filled: OpenEngine) -> None:
    filled.writer.write("two", [document("new", "a", "lantern")])
    filled.writer.discard("two")
    filled.writer.discard("one")
    filled.writer.discard("never written")
    assert len(laws(filled)) == 8


def test_a_release_that_was_not_written_cannot_be_published(filled: OpenEngine) -> None:
    with pytest.raises(ValueError, match="no written release"):
        filled.writer.publish("two")
    assert len(laws(filled)) == 8


def test_the_live_release_cannot_be_written_over(filled: OpenEngine) -> None:
    with pytest.raises(ValueError, match="live"):
        filled.writer.write("one", [])
    assert len(laws(filled)) == 8


def test_writing_and_publishing_again_changes_nothing(filled: OpenEngine) -> None:
    filled.writer.write("two", DOCUMENTS)
    filled.writer.write("two", DOCUMENTS)
    filled.writer.publish("two")
    filled.writer.publish("two")
    assert filled.reader.search(SearchPlan()).total_provisions == 9


def test_documents_that_do_not_fit_the_schema_are_reported_and_the_others_written(
    engine: OpenEngine,
) -> None:
    report = engine.writer.write(
        "one",
        [
            document("good", "a", "lantern"),
            document("bad", "unknown", "lantern", no_such_field="x"),
            document("bad", "value", "lantern", year="no year"),
        ],
    )
    engine.writer.publish("one")
    assert report.written == 1
    assert sorted(rejected.id for rejected in report.rejected) == ["bad/unknown", "bad/value"]
    assert all(rejected.reason for rejected in report.rejected)
    assert laws(engine) == ["good"]


@pytest.mark.parametrize(
    "text",
    ['"', "{}", "\\", "a" * 10_000, "\u202e", "*:*", "((", "id:1 OR 1", "%27", "<script>"],
)
def test_hostile_words_are_only_words(filled: OpenEngine, text: str) -> None:
    for clause in (Word(text, (text,)), Phrase((text, text))):
        assert laws(filled, clause) == []
    assert laws(filled, filters={"jurisdiction": (text,)}) == []


_WORDS = ("lamp", "bribe", "судья", "罪", "loi")
_words = st.sampled_from(_WORDS)
_runs = st.lists(_words, min_size=1, max_size=2).map(tuple)
_fields = st.sampled_from(((), ("text",), ("heading", "title")))
_clauses: st.SearchStrategy[Clause] = st.recursive(
    st.one_of(
        _words.map(lambda text: Word(text, (text,))),
        st.builds(lambda word, within: Word(word, (word,), within), _words, _fields),
        st.builds(Phrase, st.lists(_words, min_size=1, max_size=3).map(tuple), _fields),
        st.builds(Near, _runs, _runs, st.integers(1, 4), _fields),
        st.builds(Pattern, st.sampled_from(("la*", "b?ibe", "су*", "l*")), _fields),
        st.builds(Fuzzy, st.sampled_from(("lmap", "lo", "судия")), st.integers(1, 2), _fields),
        st.builds(Value, st.just("jurisdiction"), st.just(("XAL",))),
        st.builds(Between, st.just("year"), st.integers(1990, 1993), st.just(None)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
        st.tuples(inner, inner).map(lambda pair: Prefer(pair[0], ((pair[1], 2.0),))),
    ),
    max_leaves=5,
)
_documents = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.lists(_words, max_size=5).map(" ".join),
        st.sampled_from(("", *_WORDS)),
        st.sampled_from(("XAL", "XBO", "XCA")),
        st.one_of(st.none(), st.integers(1990, 1993)),
    ),
    min_size=1,
    max_size=8,
)


@given(made=_documents, data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_engine_agrees_with_reading_every_document(
    engine: OpenEngine, made: list[tuple[int, str, str, str, int | None]], data: st.DataObject
) -> None:
    documents = [
        document(
            f"law-{law}",
            f"p{number}",
            text,
            language="und",
            heading=heading,
            jurisdiction=country,
            ordinal=number,
            **({} if year is None else {"year": year, "date": year * 10000}),
        )
        for number, (law, text, heading, country, year) in enumerate(made)
    ]
    naive = NaiveEngine(documents)
    release = uuid.uuid4().hex
    engine.writer.write(release, documents)
    engine.writer.publish(release)
    for _ in range(4):
        plan = SearchPlan(
            data.draw(st.one_of(st.none(), _clauses)),
            filters=data.draw(
                st.dictionaries(
                    st.just("jurisdiction"),
                    st.lists(st.sampled_from(("XAL", "XBO")), min_size=1, unique=True).map(tuple),
                )
            ),
            year_from=data.draw(st.one_of(st.none(), st.integers(1990, 1993))),
            sort=data.draw(st.sampled_from(Sort)),
            facets=("jurisdiction", "year"),
            provisions_per_law=8,
        )
        found = engine.reader.search(plan)
        right = naive.matching(plan)
        assert found.total_provisions == len(right)
        assert found.total_laws == len({document["law_id"] for document in right})
        assert {p for hit in found.laws for p in hit.provisions} == {d["id"] for d in right}
        for name in plan.facets:
            assert found.facets[name] == naive.facet(plan, name)


def test_a_field_for_those_that_name_it_is_searched_by_no_others(engine: OpenEngine) -> None:
    engine.writer.write("one", [document("a", "1", "lantern", words="lantern oil")])
    engine.writer.publish("one")
    oil = word("oil")
    assert laws(engine, oil) == []
    assert laws(engine, Word(oil.exact, oil.stems, ("words",))) == ["a"]


def test_a_constant_weighs_as_much_beside_words_on_each_engine(engine: OpenEngine) -> None:
    others = [document(f"x{n}", "1", "wax") for n in range(8)]
    both = [
        document("words", "1", "lantern oil", kind="act"),
        document("kind", "1", "oil", kind="code"),
    ]
    engine.writer.write("one", [*both, *others])
    engine.writer.publish("one")
    # The rarer word scores between 2 and 3 in each of its fields.
    either, code = AnyOf((word("oil"), word("lantern"))), Value("kind", ("code",))
    assert laws(engine, Prefer(either, ((code, 2.0),))) == ["words", "kind"]
    assert laws(engine, Prefer(either, ((code, 6.0),))) == ["kind", "words"]
