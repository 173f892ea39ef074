"""Two texts of a law side by side."""

import re
import time
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.records import Provision
from search_app.services.differences import Change, Row, in_two_languages, marked, side_by_side

LONG = "Whoever lights a lantern in the harbour shall put it out before the morning bell rings."


def provision(path: str, text: str, label: str = "") -> Provision:
    return Provision(path, label or path.replace("art_", "Article "), "", text, "en")


def told(rows: list[Row]) -> list[tuple[str, str | None, str | None]]:
    return [
        (row.change.value, row.old.path if row.old else None, row.new.path if row.new else None)
        for row in rows
    ]


def test_provisions_belong_together_by_path_label_and_text() -> None:
    old = [
        provision("art_1", LONG),
        provision("art_2", "Repealed."),
        provision("chp_1__art_3", "Lamps are of tin.", "Article 3"),
        provision("art_4", LONG.replace("harbour", "village")),
    ]
    new = [
        provision("art_1", LONG),
        provision("art_1a", "New."),
        provision("art_3", "Lamps are of brass.", "Article 3"),
        provision("art_9", LONG.replace("harbour", "town")),
    ]
    assert told(side_by_side(old, new)) == [
        ("same", "art_1", "art_1"),
        ("added", None, "art_1a"),
        ("removed", "art_2", None),
        ("changed", "chp_1__art_3", "art_3"),
        ("changed", "art_4", "art_9"),
    ]


def test_a_text_that_moved_is_not_taken_for_what_stands_where_it_was() -> None:
    old = [provision("art_1", LONG), provision("art_2", "Oil is free.")]
    new = [provision("art_1", "This act is about light."), provision("art_2", LONG)]
    rows = side_by_side(old, new)
    assert ("changed", "art_1", "art_2") in told(rows)


def test_translations_belong_together_by_path_or_number() -> None:
    one = [provision("art_1", "Eins", "Artikel 1"), provision("art_2", "Zwei", "Artikel 2")]
    other = [provision("art_1", "Un", "Article 1"), provision("chp_1__art_2", "Deux", "Article 2")]
    assert told(in_two_languages(one, other)) == [
        ("same", "art_1", "art_1"),
        ("same", "art_2", "chp_1__art_2"),
    ]


def test_words_that_differ_are_marked_and_said() -> None:
    old, new = marked("Lamps are of tin.\nLit.", "Lamps are of red brass.\nLit.", "gone", "new")
    assert list(old) == [
        'Lamps are of <del><span class="hidden">[gone] </span>tin</del>.', "Lit."
    ]  # fmt: skip
    assert list(new) == [
        'Lamps are of <ins><span class="hidden">[new] </span>red brass</ins>.', "Lit."
    ]  # fmt: skip


def test_scripts_without_spaces_are_compared_by_character() -> None:
    old, new = marked("灯笼管理人员索取财物的。", "灯笼管理人员收受财物的。", "-", "+")
    assert "灯笼管理人员<del>" in old[0] and "</del>财物的。" in old[0]
    assert "索取" in old[0] and "收受" in new[0]


TEXT = st.text("ab <&\n灯", max_size=40)


@given(TEXT, TEXT)
def test_the_texts_are_whole_and_what_is_not_marked_is_the_same(old: str, new: str) -> None:
    sides = marked(old, new, "x", "y")
    plain = []
    for text, paragraphs, element in ((old, sides[0], "del"), (new, sides[1], "ins")):
        html = "\n".join(paragraphs)
        bare = html.replace('<span class="hidden">[x] </span>', "").replace(
            '<span class="hidden">[y] </span>', ""
        )
        assert unescape(re.sub(f"</?{element}>", "", bare)) == text
        plain.append(re.sub(f"<{element}>.*?</{element}>|\n", "", bare, flags=re.S))
    assert re.sub(r"\s", "", plain[0]) == re.sub(r"\s", "", plain[1])


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "x", LONG, LONG[::-1]])), max_size=9),
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "x", LONG, LONG[::-1]])), max_size=9),
)  # fmt: skip
@settings(deadline=None)
def test_every_provision_is_in_one_row(
    old: list[tuple[int, str]], new: list[tuple[int, str]]
) -> None:
    was = [provision(f"art_{number}-{at}", text) for at, (number, text) in enumerate(old)]
    now = [provision(f"art_{number}-{at}", text) for at, (number, text) in enumerate(new)]
    rows = side_by_side(was, now)
    assert [row.new for row in rows if row.new] == now
    assert sorted(row.old.path for row in rows if row.old) == sorted(one.path for one in was)
    assert all((row.change is Change.ADDED) == (row.old is None) for row in rows)


def test_texts_of_any_length_are_compared_in_a_moment() -> None:
    old = " ".join(f"word{number % 977}" for number in range(60_000))
    new = " ".join(f"word{number % 991}" for number in range(60_000))
    laws = [
        [
            provision(f"art_{number}{sign}", f"{sign}{number} {LONG}{number}")
            for number in range(900)
        ]
        for sign in "ab"
    ]
    started = time.process_time()
    marked(old, new, "-", "+")
    side_by_side(*laws)
    assert time.process_time() - started < 10
