"""The advanced form writes queries that are read as it means them."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from search_app.query.analyse import FIELD_NAMES
from search_app.query.compose import FIELDS, compose
from search_app.query.parse import parse


@pytest.mark.parametrize(
    ("form", "query"),
    [
        ({}, ""),
        ({"all": "public official"}, "public official"),
        ({"phrase": 'an "undue" advantage'}, '"an undue advantage"'),
        ({"any": "gift bribe"}, "gift OR bribe"),
        ({"all": "x", "any": "gift bribe"}, "x gift OR bribe"),
        ({"none": "foreign private"}, "NOT foreign NOT private"),
        ({"near": "official", "near_to": "undue gift", "distance": "5"},
         '"official" NEAR/5 "undue gift"'),
        ({"near": "a", "near_to": "b", "distance": "999"}, '"a" NEAR/30 "b"'),
        ({"near": "a", "near_to": "b", "distance": "x"}, '"a" NEAR/10 "b"'),
        ({"near": "alone"}, '"alone"'),
        ({"title": "penal code", "heading": "bribery"}, "title:(penal code) heading:bribery"),
        ({"all": "this OR that -not (so) a* title:x NEAR/3"}, "this or that not so a title x near/3"),
    ],
)  # fmt: skip
def test_what_is_filled_in_becomes_a_query(form: dict[str, str], query: str) -> None:
    assert compose(form) == query


@given(form=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30)))
def test_the_query_is_read_without_a_remark_and_written_alike(form: dict[str, str]) -> None:
    query = compose(form)
    parsed = parse(query, FIELD_NAMES)
    assert parsed.notes == ()


def test_the_form_goes_to_the_results(client: FlaskClient) -> None:
    page = client.get("/advanced").text
    assert 'name="phrase"' in page and "Norway" in page and "Art. 15" in page
    found = client.get("/advanced?all=lantern&none=&jurisdiction=NOR&year_from=2000")
    assert found.status_code == 302
    assert found.location == "/search?q=lantern&jurisdiction=NOR&year_from=2000"
    assert "Lantern Offices Act" in client.get(found.location).text


@pytest.mark.parametrize("value", ["", "\x00", "<script>", "-" * 3000, "((((", "نص"])
def test_any_filling_is_answered(client: FlaskClient, value: str) -> None:
    for name in FIELDS:
        answer = client.get("/advanced", query_string={name: value}, follow_redirects=True)
        assert answer.status_code == 200
