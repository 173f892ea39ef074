"""What a query asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.plan import AllOf, AnyOf, Clause, Not, Phrase, Word
from search_app.query.analyse import analyse, any_word


def shape(clause: Clause | None) -> object:
    """A clause in brief: words as text, phrases as lists, the rest as tuples with a name."""
    match clause:
        case Word(exact, stems):
            assert exact in stems
            return exact
        case Phrase(tokens):
            return list(tokens)
        case Not(part):
            return ("not", shape(part))
        case AllOf(parts):
            return ("all", *map(shape, parts))
        case AnyOf(parts):
            return ("any", *map(shape, parts))
    return None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", None),
        ("  ", None),
        ("Lantern", "lantern"),
        ("lantern oil", ("all", "lantern", "oil")),
        ("lantern AND oil", ("all", "lantern", "oil")),
        ("the oil of the lantern", ("all", "oil", "lantern")),
        ("of the", ("all", "of", "the")),
        ('"oil of the lantern"', ["oil", "of", "the", "lantern"]),
        ("«huile de lampe»", ["huile", "de", "lampe"]),
        ("“oil lamp”", ["oil", "lamp"]),
        ("「灯笼」", ["灯", "笼"]),
        ("灯笼法", ["灯", "笼", "法"]),
        ("lantern -oil", ("all", "lantern", ("not", "oil"))),
        ("lantern NOT oil", ("all", "lantern", ("not", "oil"))),
        ("-oil", ("not", "oil")),
        ('lantern -"lamp oil"', ("all", "lantern", ("not", ["lamp", "oil"]))),
        ("oil OR wax", ("any", "oil", "wax")),
        ("lamp oil OR wax", ("all", "lamp", ("any", "oil", "wax"))),
        ("OR oil", "oil"),
        ("oil OR", "oil"),
        ('"unbalanced oil', ("all", "unbalanced", "oil")),
        ('""', None),
        ("well-known", ("all", "well", "known")),
    ],
)
def test_a_query_is_read(query: str, expected: object) -> None:
    assert shape(analyse(query).clause) == expected


@pytest.mark.parametrize(
    "query",
    ["uncac:15", "UNCAC 15", "uncac 15", "art. 15 CNUCC", "Article 15 of UNCAC", "Article 15 UNCAC",
     "Article 15 of the UNCAC", "UNCAC art. 15", "CNUCC article 15", "UNCAC, Article 15"],
)  # fmt: skip
def test_a_treaty_citation_is_a_filter(query: str) -> None:
    found = analyse(query)
    assert found.filters == (("uncac", "15"),)
    assert found.clause is None


def test_an_article_the_convention_does_not_have_is_searched_as_words() -> None:
    found = analyse("UNCAC 99")
    assert found.filters == ()
    assert shape(found.clause) == ("all", "uncac", "99")


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("oil country:fr", (("jurisdiction", "FRA"),)),
        ("oil country:atlantis", ()),
        ("oil lang:es", (("language", "es"),)),
        ("oil kind:code", (("kind", "code"),)),
        ("oil crime:terrorism", (("crime_type", "terrorism"),)),
    ],
)
def test_fields_in_the_query_are_filters(query: str, filters: object) -> None:
    assert analyse(query).filters == filters


def test_a_lone_quotation_mark_is_said_to_be_ignored() -> None:
    assert "ignored" in analyse('"oil lamp').notes[0]


def test_any_word_asks_for_one_of_the_words_and_keeps_the_exclusions() -> None:
    relaxed = any_word(analyse("lamp oil -wax").clause)
    assert shape(relaxed) == ("all", ("any", "lamp", "oil"), ("not", "wax"))


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(query: str) -> None:
    any_word(analyse(query).clause)


@given(
    st.lists(
        st.sampled_from(
            ['"', "«", "»", "「", "」", "-", "OR", "AND", "NOT", "uncac:", "uncac:15", "(", ")",
             "oil", "灯笼", "المادة", "15", ":", "country:", "*", "~2", "the", "“", " "]
        ),
        max_size=80,
    ),
    st.sampled_from(["", " "]),
)  # fmt: skip
def test_no_syntax_makes_it_fail(parts: list[str], between: str) -> None:
    found = analyse(between.join(parts))
    any_word(found.clause)
    assert found.words >= 0
