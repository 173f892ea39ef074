"""What a query asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.plan import (
    AllOf,
    AnyOf,
    Between,
    Clause,
    Fuzzy,
    Near,
    Not,
    Pattern,
    Phrase,
    Value,
    Word,
)
from search_app.query.analyse import MAX_PATTERNS, MAX_TERMS, analyse
from search_app.query.relax import any_word


def shape(clause: Clause | None) -> object:
    """A clause in brief: words as text, phrases as lists, the rest as tuples with a name."""
    match clause:
        case Word(exact, stems, within):
            assert exact in stems
            return (*within, exact) if within else exact
        case Phrase(tokens, within):
            return [*within, *tokens]
        case Near(left, right, distance):
            return ("near", list(left), list(right), distance)
        case Pattern(pattern):
            return pattern
        case Fuzzy(exact, edits):
            return f"{exact}~{edits}"
        case Value(name, values):
            return {name: values}
        case Between(name, low, high):
            return {name: (low, high)}
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
    ("query", "expected"),
    [
        ("bribe NEAR/5 official", ("near", ["bribe"], ["official"], 5)),
        ("(oil OR wax) NEAR/2 lamp", ("any", ("near", ["oil"], ["lamp"], 2), ("near", ["wax"], ["lamp"], 2))),
        ("oil NEAR/3 wax NEAR/4 lamp", ("all", ("near", ["oil"], ["wax"], 3), ("near", ["wax"], ["lamp"], 4))),
        ("受贿 NEAR/9 国家", ("near", ["受", "贿"], ["国", "家"], 9)),
        ("Über*", "uber*"),
        ("l?mp", "l?mp"),
        ("lam**?p", "lam*p"),
        ("贿*", ["贿"]),
        ("embezlement~", "embezlement~1"),
        ("embezlement~9", "embezlement~2"),
        ("title:lantern", ("title", "lantern")),
        ('title:"oil lamp"', ["title", "oil", "lamp"]),
        ("article:12", ("heading", "12")),
        ("lamp date:2010", ("all", "lamp", {"date": (20100000, 20109999)})),
        ("date:2010..2015", {"date": (20100000, 20159999)}),
        ("year:2015-2010", {"date": (20100000, 20159999)}),
        ("date:2010-05..2011-06-07", {"date": (20100500, 20110607)}),
        ("date:..2015", {"date": (None, 20159999)}),
        ("date:>=2010-05", {"date": (20100500, None)}),
        ("after:2010", {"date": (20110000, None)}),
        ("before:2010-05-06", {"date": (None, 20100505)}),
        ("-country:fr oil", ("all", "oil", ("not", {"jurisdiction": ("FRA",)}))),
        ("oil OR country:fr", ("any", "oil", {"jurisdiction": ("FRA",)})),
    ],
)  # fmt: skip
def test_the_language_is_read_to_clauses(query: str, expected: object) -> None:
    found = analyse(query)
    assert (shape(found.clause), found.notes) == (expected, ())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("*ption", "ption"),
        ("lamp date:soon", ("all", "lamp", "soon")),
        ("ab~", "ab"),
        ("lamp NEAR (oil wax)", ("all", "lamp", ("all", "oil", "wax"))),
        ("country:atlantis", "atlantis"),
    ],
)
def test_what_is_not_understood_is_searched_as_words_and_said(query: str, expected: object) -> None:
    found = analyse(query)
    assert shape(found.clause) == expected
    assert len(found.notes) == 1


def test_a_query_of_a_thousand_wildcards_is_bounded() -> None:
    found = analyse(" ".join(f"corrupt{n}*" for n in range(1000)))
    assert isinstance(found.clause, AllOf)
    assert len(found.clause.clauses) == MAX_TERMS
    assert sum(isinstance(part, Pattern) for part in found.clause.clauses) == MAX_PATTERNS
    assert len(found.notes) == 2


def test_alternatives_beside_near_are_bounded() -> None:
    many = " OR ".join(f"word{n}" for n in range(50))
    assert analyse(f"({many}) NEAR ({many})").clause is not None


@pytest.mark.parametrize(
    "query",
    ["uncac:15", "UNCAC 15", "uncac 15", "art. 15 CNUCC", "Article 15 of UNCAC", "Article 15 UNCAC",
     "Article 15 of the UNCAC", "UNCAC art. 15", "CNUCC article 15", "UNCAC, Article 15"],
)  # fmt: skip
def test_a_treaty_citation_is_a_filter(query: str) -> None:
    found = analyse(query)
    assert found.filters == (("uncac", "15"),)
    assert found.clause is None


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("UNCAC 15(a)", [("uncac", "15a")]),
        ("art. 15 (b) CNUCC", [("uncac", "15b")]),
        ("uncac:16b", [("uncac", "16b")]),
        ("UNCAC 15a", [("uncac", "15a")]),
        ("UNTOC 5", [("untoc", "5")]),
        ("Article 8 of the Palermo Convention", [("untoc", "8")]),
        ("untoc:8", [("untoc", "8")]),
        ("theme:public-procurement", [("theme", "public-procurement")]),
        ("issue:extradition", [("cross_cutting_issue", "extradition")]),
        ("UNCAC 17(a)", [("uncac", "17")]),
        ("untoc:99", []),
        ("theme:lamps", []),
    ],
)
def test_paragraphs_and_other_schemes_are_filters_too(
    query: str, filters: list[tuple[str, str]]
) -> None:
    assert list(analyse(query).filters) == filters


def test_an_article_the_convention_does_not_have_is_searched_as_words() -> None:
    found = analyse("UNCAC 99")
    assert found.filters == ()
    assert shape(found.clause) == ("all", "uncac", "99")


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("oil country:fr", (("jurisdiction", "FRA"),)),
        ("oil country:(fr OR de)", (("jurisdiction", "FRA"), ("jurisdiction", "DEU"))),
        ("country:fr OR country:de oil", (("jurisdiction", "FRA"), ("jurisdiction", "DEU"))),
        ("oil country:atlantis", ()),
        ("oil lang:es", (("language", "es"),)),
        ("oil lang:spanish", (("language", "es"),)),
        ("oil lang:Español", (("language", "es"),)),
        ("oil lang:klingon", ()),
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
