"""URL parameters to a request and back."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.plan import MAX_RESULT_WINDOW, Sort
from mappings.fields import FACETS
from search_app.query.request import DEFAULT_SIZE, MAX_QUERY, MAX_SIZE, parse_request

NAMES = [facet.name for facet in FACETS] + [
    "q", "page", "size", "sort", "year_from", "year_to", "group", "compact", "map", "nonsense",
]  # fmt: skip
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.one_of(
            st.text(max_size=30),
            st.integers().map(str),
            st.sampled_from(
                ["0", "1", "15", "III", "newest", "NOR", "civil-law", "2010", "²", "٣"]
            ),
        ),
    ),
    max_size=25,
)


@given(PAIRS)
def test_any_parameters_give_a_request_within_bounds(pairs: list[tuple[str, str]]) -> None:
    found = parse_request(pairs)
    assert 1 <= found.size <= MAX_SIZE
    assert 1 <= found.page * found.size <= MAX_RESULT_WINDOW
    assert len(found.q) <= MAX_QUERY
    if found.year_from and found.year_to:
        assert found.year_from <= found.year_to


@given(PAIRS)
def test_the_canonical_url_gives_the_same_request_again(pairs: list[tuple[str, str]]) -> None:
    found = parse_request(pairs)
    again = parse_request(parse_qsl(found.query_string(), keep_blank_values=True))
    assert again.parameters() == found.parameters()
    assert again.notes == ()


@given(PAIRS, st.sampled_from(["kind", "uncac"]), st.sampled_from(["act", "15"]))
def test_toggling_a_value_twice_changes_nothing_but_the_page(
    pairs: list[tuple[str, str]], name: str, value: str
) -> None:
    found = parse_request(pairs)
    twice = found.toggled(name, value).toggled(name, value)
    assert {k: set(v) for k, v in twice.filters.items()} == {
        k: set(v) for k, v in found.filters.items()
    }
    assert twice.page == 1


@pytest.mark.parametrize(
    ("pairs", "attribute", "value"),
    [
        ([("page", "-3")], "page", 1),
        ([("page", "99999999")], "page", MAX_RESULT_WINDOW // DEFAULT_SIZE),
        ([("page", "two")], "page", 1),
        ([("size", "5000")], "size", MAX_SIZE),
        ([("sort", "sideways")], "sort", Sort.RELEVANCE),
        ([("year_from", "soon")], "year_from", None),
        ([("kind", "a\x00b")], "filters", {}),
        ([("year", "19x9")], "filters", {}),
    ],
)
def test_what_is_not_understood_gets_a_sensible_value_and_a_note(
    pairs: list[tuple[str, str]], attribute: str, value: object
) -> None:
    found = parse_request(pairs)
    assert getattr(found, attribute) == value
    assert found.notes


def test_a_query_of_ten_thousand_characters_is_cut_and_it_is_said() -> None:
    found = parse_request([("q", "ab " * 4000)])
    assert len(found.q) <= MAX_QUERY
    assert "cut" in found.notes[0]


def test_years_the_wrong_way_round_are_exchanged() -> None:
    found = parse_request([("year_from", "2020"), ("year_to", "2010")])
    assert (found.year_from, found.year_to) == (2010, 2020)


def test_of_a_repeated_single_parameter_the_last_counts_and_facets_add_up() -> None:
    found = parse_request([("q", "a"), ("q", "b"), ("kind", "act"), ("kind", "code")])
    assert found.q == "b"
    assert found.filters == {"kind": ("act", "code")}
