"""A long law is cut between divisions."""

from hypothesis import given
from hypothesis import strategies as st

from mappings.records import Provision
from search_app.services.parts import SHOWN_WHOLE, parts


def outline(divisions: list[tuple[str, ...]]) -> list[Provision]:
    return [
        Provision(f"art_{number}", f"Art. {number}", "", "", "en", above)
        for number, above in enumerate(divisions)
    ]


@given(
    st.lists(
        st.tuples(st.integers(1, 900), st.lists(st.sampled_from("ABC"), max_size=3)), max_size=12
    )
)
def test_the_parts_are_the_law_and_none_is_empty_or_huge(runs: list[tuple[int, list[str]]]) -> None:
    law = outline([tuple(above) for count, above in runs for _ in range(count)])
    found = parts(law)
    assert [number for part in found for number in part] == list(range(len(law)))
    if len(law) > SHOWN_WHOLE:
        assert all(250 <= len(part) <= 750 for part in found)
    else:
        assert len(found) == 1


def test_a_part_begins_with_the_highest_division_near() -> None:
    law = outline(
        [("Book I", "Title 1")] * 380 + [("Book I", "Title 2")] * 120 + [("Book II",)] * 700
    )
    assert parts(law)[0] == range(500)
    law = outline([("Book I", "Title 1")] * 500 + [("Book I", "Title 2")] * 90 + [("B II",)] * 610)
    assert parts(law)[0] == range(590)
    assert parts(outline([()] * 1200))[0] == range(500)
