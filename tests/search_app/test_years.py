"""Years in tens."""

from hypothesis import given
from hypothesis import strategies as st

from search_app.services.years import decades


def test_without_years_there_is_no_chart() -> None:
    assert decades({}) == ()


def test_what_is_older_than_fifteen_decades_stands_together() -> None:
    spans = decades({1689: 1, 1804: 2, 2024: 4})
    assert (spans[0].first, spans[0].last, spans[0].count) == (1680, 1879, 3)
    assert len(spans) == 16
    assert (spans[-1].first, spans[-1].last, spans[-1].share) == (2020, 2029, 1.0)


@given(st.dictionaries(st.integers(1000, 2100), st.integers(0, 10**6), min_size=1))
def test_every_year_is_in_one_span_and_no_gap_is_left(by_year: dict[int, int]) -> None:
    spans = decades(by_year)
    assert len(spans) <= 16
    assert sum(span.count for span in spans) == sum(by_year.values())
    for before, after in zip(spans, spans[1:], strict=False):
        assert before.last + 1 == after.first
    for span in spans:
        inside = sum(n for year, n in by_year.items() if span.first <= year <= span.last)
        assert span.count == inside
        assert 0 <= span.share <= 1
