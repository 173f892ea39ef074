"""The query language: text to a tree and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_app.query.lexer import MAX_DEPTH
from search_app.query.parse import parse
from search_app.query.tree import (
    Both,
    Either,
    InField,
    Nearby,
    Node,
    Quoted,
    Similar,
    Wildcard,
    Without,
    Words,
    text_of,
)

FIELDS = ("title", "country", "year")
OIL, WAX, LAMP = Words("oil"), Words("wax"), Words("lamp")


def tree(query: str) -> Node | None:
    return parse(query, FIELDS).tree


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", None),
        ("oil", OIL),
        ("oil wax", Both((OIL, WAX))),
        ("oil AND wax", Both((OIL, WAX))),
        ("oil OR wax", Either((OIL, WAX))),
        ("oil | wax", Either((OIL, WAX))),
        ("lamp oil OR wax", Both((LAMP, Either((OIL, WAX))))),
        ("(lamp oil) OR wax", Either((Both((LAMP, OIL)), WAX))),
        ("oil NOT wax", Both((OIL, Without(WAX)))),
        ("oil -wax", Both((OIL, Without(WAX)))),
        ("oil -(wax lamp)", Both((OIL, Without(Both((WAX, LAMP)))))),
        ('-"oil wax"', Without(Quoted("oil wax"))),
        ("oil NEAR/3 wax", Nearby(OIL, WAX, 3)),
        ("oil NEAR wax", Nearby(OIL, WAX, 10)),
        ("oil NEAR/3 wax OR lamp", Nearby(OIL, Either((WAX, LAMP)), 3)),
        ("oil NEAR/3 wax NEAR/2 lamp", Nearby(Nearby(OIL, WAX, 3), LAMP, 2)),
        ("lamp oil NEAR/3 wax", Both((LAMP, Nearby(OIL, WAX, 3)))),
        ('title:"oil wax"', InField("title", Quoted("oil wax"))),
        ("TITLE:oil", InField("title", OIL)),
        ("title:(oil OR wax)", InField("title", Either((OIL, WAX)))),
        ("title:OR", InField("title", Words("OR"))),
        ("colour:red", Words("colour:red")),
        ("oi*", Wildcard("oi*")),
        ("o?l", Wildcard("o?l")),
        ("who?", Words("who?")),
        ("oil~", Similar("oil", 1)),
        ("oil~2", Similar("oil", 2)),
        ("15(a)", Both((Words("15"), Words("a")))),
        ("well-known", Words("well-known")),
        ("「灯笼」法", Both((Quoted("灯笼"), Words("法")))),
        ("（灯笼 OR 灯）", Either((Words("灯笼"), Words("灯")))),
    ],
)
def test_a_query_is_read(query: str, expected: Node | None) -> None:
    found = parse(query, FIELDS)
    assert (found.tree, found.notes) == (expected, ())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("OR oil", OIL),
        ("oil OR", OIL),
        ("oil AND OR wax", Both((OIL, WAX))),
        ("NOT", None),
        ("oil NOT", OIL),
        (") oil", OIL),
        ("((oil", OIL),
        ("(oil OR) wax", Both((OIL, WAX))),
        ("oil NEAR", OIL),
        ("oil NEAR/99 wax", Nearby(OIL, WAX, 30)),
        ("oil NEAR/0 wax", Nearby(OIL, WAX, 1)),
        ('"oil wax', Both((OIL, WAX))),
    ],
)
def test_what_is_broken_is_left_out_and_said(query: str, expected: Node | None) -> None:
    found = parse(query, FIELDS)
    assert found.tree == expected
    assert found.notes


def test_an_empty_group_says_nothing() -> None:
    assert parse("title:() ()", FIELDS).tree is None


def test_groups_deeper_than_a_person_writes_are_flattened() -> None:
    found = parse("(" * 5000 + "oil" + ")" * 5000, FIELDS)
    assert found.tree == OIL
    assert found.notes == (f"Parentheses deeper than {MAX_DEPTH} were ignored.",)


_plain = st.text(st.sampled_from("abcäß刑жx1"), min_size=1, max_size=6)
_leaves: st.SearchStrategy[Node] = st.one_of(
    _plain.map(Words),
    st.lists(_plain, min_size=1, max_size=3).map(lambda words: Quoted(" ".join(words))),
    _plain.map(lambda word: Wildcard(f"{word}*")),
    st.builds(Similar, _plain, st.integers(1, 2)),
)


def _parts(inner: st.SearchStrategy[Node], *unlike: type) -> st.SearchStrategy[tuple[Node, ...]]:
    """Two or three parts none of which is of these kinds: "(a b) c" and "a b c" say the same."""
    fit = inner.filter(lambda node: not isinstance(node, unlike))
    return st.lists(fit, min_size=2, max_size=3).map(tuple)


_trees = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        _parts(inner, Both).map(Both),
        _parts(inner, Either).map(Either),
        inner.filter(lambda node: not isinstance(node, Without)).map(Without),
        st.builds(
            Nearby,
            inner,
            inner.filter(lambda node: not isinstance(node, Nearby)),
            st.integers(1, 30),
        ),
        st.builds(InField, st.sampled_from(FIELDS), inner),
    ),
    max_leaves=8,
)


@given(_trees)
def test_a_tree_written_down_is_read_as_the_same_tree(made: Node) -> None:
    found = parse(text_of(made), FIELDS)
    assert (found.tree, found.notes) == (made, ())


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_was_understood_is_read_again(query: str) -> None:
    found = parse(query, FIELDS)
    if found.tree is not None:
        assert parse(text_of(found.tree), FIELDS) is not None


@given(
    st.lists(
        st.sampled_from(
            ['"', "«", "」", "「", "-", " OR ", " AND ", " NOT ", " NEAR/3 ", "NEAR", "title:", "(", ")",
             "oil", "灯笼", "*", "?", "~", "~2", "!", "|", "&&", ":", " ", "year:", "..", "\u202e", "<b>"]
        ),
        max_size=60,
    )
)  # fmt: skip
@example(["title:", '"', "year:", "oil"])
def test_no_mixture_of_signs_makes_it_fail(parts: list[str]) -> None:
    parse("".join(parts), FIELDS)
