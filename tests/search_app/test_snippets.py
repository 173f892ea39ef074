"""Marked words and snippets."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from search_app.query.analyse import analyse
from search_app.services.snippets import (
    SNIPPET,
    Layer,
    Marks,
    layered,
    mark,
    plain_text,
    snippet,
)


def marked(text: str, query: str, language: str = "en") -> str:
    return str(mark(text, Marks.of(analyse(query).clause), language))


def test_an_inflected_form_is_marked() -> None:
    assert marked("Two lanterns.", "lantern") == "Two <mark>lanterns</mark>."


def test_an_accented_and_elided_word_is_marked_without_its_article() -> None:
    assert marked("l’avocat généreux", "avocat genereux", "fr") == (
        "l’<mark>avocat</mark> <mark>généreux</mark>"
    )


def test_a_phrase_is_marked_whole_and_its_words_elsewhere_are_not() -> None:
    assert marked("Oil lamp; a lamp.", '"oil lamp"') == "<mark>Oil lamp</mark>; a lamp."


def test_chinese_is_marked_as_a_substring() -> None:
    assert marked("这是受贿罪。", "受贿", "zh-Hans") == "这是<mark>受贿</mark>罪。"


def test_an_excluded_word_is_not_marked() -> None:
    assert marked("oil and wax", "oil -wax") == "<mark>oil</mark> and wax"


def test_markup_in_a_text_is_shown_and_not_obeyed() -> None:
    assert marked("<b>oil</b> & <mark>", "oil") == (
        "&lt;b&gt;<mark>oil</mark>&lt;/b&gt; &amp; &lt;mark&gt;"
    )


def test_a_snippet_begins_with_the_sentence_of_the_hit() -> None:
    text = "Nothing here is of interest. " * 30 + "The lamp burns oil. " + "More follows. " * 40
    found = str(snippet(text, Marks.of(analyse("oil").clause), "en"))
    assert found.startswith("… The lamp burns <mark>oil</mark>.")
    assert found.endswith(" …")


def test_a_snippet_prefers_the_passage_with_most_different_words() -> None:
    text = "Oil. " + "Nothing else is said. " * 40 + "Oil lamps of the town hall. " + "End. " * 100
    found = str(snippet(text, Marks.of(analyse("oil lamp hall").clause), "en"))
    assert found.count("<mark>") == 3


def test_a_text_without_hits_is_shown_from_its_beginning() -> None:
    found = str(snippet("word " * 500, Marks(), "en"))
    assert found.startswith("word word")
    assert len(found) < SNIPPET + 50


@given(st.text(alphabet="ab <>&\"'éß灯ا.\n-İ", max_size=900), st.text(max_size=20))
def test_without_its_marks_a_marked_text_is_the_text(text: str, query: str) -> None:
    for language in ("en", "tr", "zh-Hans", "und"):
        html = marked(text, query, language)
        assert "<" not in re.sub(r"</?mark>", "", html)
        assert unescape(re.sub(r"</?mark>", "", html)) == text


@given(st.text(alphabet="oil <>&é灯.\n", max_size=2000))
def test_a_snippet_is_short_escaped_and_from_the_text(text: str) -> None:
    html = str(snippet(text, Marks.of(analyse("oil 灯").clause), "en"))
    plain = plain_text(html)
    assert len(plain) <= 2 * SNIPPET
    assert plain.removeprefix("… ").removesuffix(" …") in text


def layer(name: str, *spans: tuple[int, int]) -> Layer:
    opening = Markup(f'<{name} title="{{}}">')
    return Layer(opening, Markup(f"</{name}>"), [(*span, "<&>") for span in spans])


def test_an_inner_element_is_closed_where_it_crosses_an_outer_one() -> None:
    html = str(layered("abcdef", [layer("a", (2, 4)), layer("i", (1, 3), (5, 6))]))
    assert html.replace(' title="&lt;&amp;&gt;"', "") == "a<i>b</i><a><i>c</i>d</a>e<i>f</i>"


@given(
    st.text("ab<&\n", max_size=30),
    st.lists(st.lists(st.integers(0, 30), unique=True, max_size=8), max_size=3),
)
def test_elements_around_a_text_leave_it_as_it_is(text: str, cuts: list[list[int]]) -> None:
    layers = []
    for places in cuts:
        ends = sorted(places)
        spans = zip(ends[::2], ends[1::2], strict=False)
        layers.append(layer("b", *((start, end) for start, end in spans if end <= len(text))))
    html = str(layered(text, layers))
    assert unescape(re.sub(r"</?b[^>]*>", "", html)) == text
    assert html.count("<b") == html.count("</b>")
