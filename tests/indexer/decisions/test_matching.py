"""A decision finds its provision again, whatever another import made of the law."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from string import ascii_lowercase

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.decisions.matching import LawText, fingerprint
from mappings.records import Provision
from tests.indexer.decisions.made import provision

_WORDS = [
    "lantern", "keeper", "bribe", "official", "advantage", "imprisonment", "years", "court",
    "harbour", "office", "register", "fine", "promise", "function", "person", "property",
]  # fmt: skip


@st.composite
def _laws(draw: st.DrawFn) -> list[Provision]:
    """Articles that share every third word, as those of a law do."""
    made = []
    for number in range(1, draw(st.integers(3, 8)) + 1):
        random = Random(f"{draw(st.integers(0, 99))} {number}")
        words = [
            random.choice(_WORDS) if at % 3 == 0 else "".join(random.choices(ascii_lowercase, k=7))
            for at in range(draw(st.integers(30, 60)))
        ]
        text = " ".join(words) + "."
        made.append(Provision(f"art_{number}", f"Article {number}", f"On {words[1]}", text, "en"))
    return made


_index = st.integers(0, 2)


def found(read: Provision, now: Sequence[Provision]) -> str:
    places = LawText(now).find(read)
    return places[0].path if places else ""


@given(law=_laws(), index=_index, shift=st.integers(1, 9))
def test_renumbered(law: list[Provision], index: int, shift: int) -> None:
    now = [
        replace(one, path=f"art_{number + shift}", label=f"Article {number + shift}")
        for number, one in enumerate(law, 1)
    ]
    assert found(law[index], now) == now[index].path


@given(law=_laws(), index=_index, data=st.data())
def test_renumbered_and_amended_a_little(
    law: list[Provision], index: int, data: st.DataObject
) -> None:
    words = law[index].text.split()
    at = data.draw(st.integers(0, len(words) - 1))
    changed = " ".join([*words[:at], "amended", *words[at + 1 :]])
    now = [
        replace(one, path=f"chp_2__{one.path}", label=f"§ {number + 40}")
        for number, one in enumerate(law)
    ]
    now[index] = replace(now[index], text=changed)
    assert found(law[index], now) == now[index].path


@given(law=_laws(), index=_index, spaces=st.sampled_from(["\n", "  ", "\u00a0", "\t\n ", "\u3000"]))
def test_spaces_lines_and_case_are_no_difference(
    law: list[Provision], index: int, spaces: str
) -> None:
    now = [replace(one, path=f"x_{one.path}", label="", text=one.text.replace(" ", spaces).upper())
           for one in law]  # fmt: skip
    assert found(law[index], now) == now[index].path


@given(law=_laws(), index=_index)
def test_read_by_another_extractor(law: list[Provision], index: int) -> None:
    """It leaves heading and label in the text, and knows no path like the other's."""
    now = [
        Provision(f"para_{number}", "", "", f"{one.label}. {one.heading}\n{one.text}", "und")
        for number, one in enumerate(law)
    ]
    assert found(law[index], now) == now[index].path


@given(law=_laws(), index=_index, data=st.data())
def test_split_into_paragraphs(law: list[Provision], index: int, data: st.DataObject) -> None:
    one = law[index]
    words = one.text.split()
    at = data.draw(st.integers(len(words) // 3, 2 * len(words) // 3))
    pieces = [" ".join(words[:at]), " ".join(words[at:])]
    split = [
        Provision(f"{one.path}__para_{number}", f"({number})", "", text, "en")
        for number, text in enumerate(pieces, 1)
    ]
    now = [*law[:index], *split, *law[index + 1 :]]
    places = LawText(now).find(one)
    assert {place.path for place in places} == {piece.path for piece in split}
    assert len(places[0].text) >= len(one.text) // 3
    # And back: the largest piece is found in the article that holds it, when it is most of it.
    if len(pieces[0]) > 0.7 * len(one.text):
        assert found(split[0], law) == one.path


@given(law=_laws(), index=_index)
def test_a_provision_that_is_gone_is_found_nowhere(law: list[Provision], index: int) -> None:
    now = [one for one in law if one is not law[index]]
    assert found(law[index], now) == ""
    renumbered = [replace(one, label=law[index].label) for one in now]
    assert found(law[index], renumbered) == "", "another text has its number now"


@settings(max_examples=50)
@given(st.text(), st.text(), st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=5))
def test_any_text_whatever_is_matched_without_error(
    label: str, text: str, others: list[tuple[str, str, str]]
) -> None:
    now = [Provision(f"p{i}", a, b, c, "und") for i, (a, b, c) in enumerate(others)]
    LawText(now).find(provision("p", text, label))


def test_of_several_with_the_same_text_the_path_decides_then_the_label() -> None:
    same = [provision(f"art_{n}", "Repealed.", f"Article {n}") for n in (1, 2, 3)]
    assert found(same[1], same) == "art_2"
    moved = [replace(one, path=f"chp_1__{one.path}") for one in same]
    assert found(same[1], moved) == "chp_1__art_2"
    nameless = [replace(one, label="") for one in moved]
    assert len(LawText(nameless).find(same[1])) == 3


def test_provisions_without_text_are_told_by_path_or_label_alone() -> None:
    now = [provision("art_1", "", "Article 1"), provision("art_2", "", "Article 2")]
    assert found(provision("art_2", "", "Article 2"), now) == "art_2"
    assert found(provision("art_9", "", "Article 9"), now) == ""


def test_an_article_amended_under_its_number_is_still_it() -> None:
    before = provision(
        "art_5", "A public official who accepts a bribe is liable to two years in prison.", "5"
    )
    after = provision(
        "x_5", "A public official who demands or accepts a bribe is liable to ten years in prison"
        " and a fine.", "5")  # fmt: skip
    assert found(before, [after]) == "x_5"
    assert found(before, [replace(after, label="6")]) == ""


def test_a_short_chinese_text_is_its_own_fingerprint() -> None:
    before = Provision("a", "第一条", "", "索取他人财物的，是受贿罪。", "zh-Hans")
    assert (
        found(before, [replace(before, path="b", label="第二条", text="索取他人财物的,是受贿罪.")])
        == "b"
    )
    assert fingerprint(before) == fingerprint(replace(before, text=f" {before.text}\n"))


def test_a_provision_of_ten_megabytes_is_compared_in_bounded_time() -> None:
    huge = provision("art_1", "lantern keeper " * 700_000, "1")
    assert found(huge, [replace(huge, path="x")]) == "x"
    assert found(huge, [replace(huge, path="x", text=huge.text + "more")]) == "x"
