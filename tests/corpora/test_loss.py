import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract import loss, raw_text
from corpora.extract.model import Draft, Source, SourceFile
from corpora.extract.registry import extract
from mappings.records import Dropped, Law, Provision
from tests.corpora.laws import make_law


def law_of(*texts: str, title: str = "") -> Law:
    provisions = tuple(
        Provision(f"p{index}", "", "", text, "en") for index, text in enumerate(texts)
    )
    return make_law(
        provisions=provisions, title=title, number="", titles={}, identifiers={}, history=()
    )


def check(raw: str, *texts: str, draft: Draft | None = None) -> Dropped:
    return loss.dropped(raw, [draft or Draft()], [law_of(*texts)])


CLAUSE = "The keeper of the harbour shall light every lantern before the night falls."
OTHER = "Whoever puts out a lantern without leave pays a fine of twenty crowns."


def test_a_law_with_all_words_of_its_file_has_lost_nothing() -> None:
    assert check(f"# {CLAUSE}\n\n* {OTHER}", OTHER, CLAUSE).lost == 0, "moved text is no loss"


def test_a_lost_clause_is_counted_and_shown() -> None:
    found = check(f"{CLAUSE} {OTHER}", CLAUSE)
    assert found.samples == (OTHER.rstrip("."),)
    assert found.lost == sum(map(str.isalnum, OTHER))
    assert found.matters


def test_a_clause_that_the_file_has_twice_is_repeated_and_not_lost() -> None:
    found = check(f"{CLAUSE}\nx {CLAUSE}", f"x {CLAUSE}")
    assert (found.lost, found.repeated) == (0, sum(map(str.isalnum, CLAUSE)))


def test_what_is_left_out_on_purpose_is_named_and_not_counted() -> None:
    draft = Draft()
    draft.leave_out("menus", [OTHER])
    found = check(f"{CLAUSE} {OTHER}", CLAUSE, draft=draft)
    assert (found.lost, found.left_out) == (0, {"menus": sum(map(str.isalnum, OTHER))})


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("the lan-\ntern burns", "the lantern burns"),
        ("the lantern burns", "the lan tern burns"),
        ("§ 298 1 burns", "§ 298¹ burns"),
        ("lan\u00adtern", "lantern"),
        ("ﬁne", "fine"),
        ("第一条 灯笼应当\n在夜间点亮", "第一条\n灯笼应当在夜间点亮"),
    ],
)
def test_words_broken_or_written_otherwise_are_not_lost(raw: str, kept: str) -> None:
    found = check(raw, kept)
    assert (found.lost, found.repeated) == (0, 0)


def test_a_lost_sentence_is_seen_in_scripts_without_spaces() -> None:
    found = check("灯笼应当在夜间点亮。违者处以罚款二十元。", "灯笼应当在夜间点亮。")
    assert found.samples == ("违者处以罚款二十元",)


def test_the_heading_of_a_division_counts_once_for_all_its_provisions() -> None:
    provisions = tuple(
        Provision(f"p{n}", f"Art. {n}", "", "Light.", "en", ("Of lamps and their oil",))
        for n in (1, 2, 3)
    )
    law = make_law(provisions=provisions, title="x", history=())
    raw = "Of lamps and their oil Art. 1 Light. Art. 2 Light. Art. 3 Light."
    again = "Of lamps and their oil"
    assert loss.dropped(raw, [Draft()], [law]).repeated == 0
    assert loss.dropped(f"{raw}\n{again}", [Draft()], [law]).repeated == len(again.replace(" ", ""))


@settings(max_examples=150)
@given(
    words=st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=40),
    cut=st.integers(0, 40),
)
def test_kept_lost_and_repeated_are_never_more_than_the_file_has(
    words: list[str], cut: int
) -> None:
    raw = " ".join(words)
    found = check(raw, " ".join(words[:cut]))
    assert found.lost >= 0
    assert found.repeated >= 0
    assert found.lost + found.repeated <= len("".join(loss._words(loss._plain(raw))))
    assert check(raw, raw).lost == check(raw, raw).repeated == 0


SOURCE = Source("s", ("NOR",), ("en",))


def extracted(name: str, data: str) -> Dropped:
    (law,) = extract(SourceFile(SOURCE, name, data.encode()))
    assert law.dropped is not None
    return law.dropped


def test_every_law_says_what_of_its_file_it_does_not_hold() -> None:
    act = {"id": "7", "title": "Lamp Act", "mystery": OTHER}
    act["provisions"] = [{"section": "1", "content": CLAUSE}]  # type: ignore[assignment]
    found = extracted("a.json", json.dumps(act))
    assert found.samples == (OTHER.rstrip("."),)


def test_front_matter_comments_and_addresses_are_no_loss() -> None:
    found = extracted(
        "a.md",
        "---\ntitle: Lamp Act\ninternal_code: x17 of the publisher\n---\n<!-- made by a machine -->\n"
        f"# Lamp Act\n\n## Article 1\n\n[{CLAUSE}](https://example.org/a/long/address)\n",
    )
    assert (found.lost, set(found.left_out)) == (0, {"front matter", "comments"})


@pytest.mark.parametrize(
    "page",
    [
        "<script>" + "x<script>" * 20_000,
        "<!--" * 20_000,
        "<a title='" * 20_000,
        "<" * 50_000,
        "&#" * 50_000,
    ],
)
@pytest.mark.timeout(10)
def test_the_text_of_broken_markup_is_found_in_linear_time(page: str) -> None:
    raw_text.of_html(page.encode())
    raw_text.of_markdown(page.encode())


def test_lines_taken_out_on_both_sides_do_not_make_their_neighbours_a_passage() -> None:
    lines = [line for n in range(60) for line in (f"Lamp number {n} is lit.", f"§ {n} [{n + 900}]")]
    notes = "\n".join(f"{n + 900}: see the gazette of lamps." for n in range(60))
    text = "\n".join(f"Lamp number {n} is lit.\n§ {n}" for n in range(60)) + "\n" + notes
    found = check("\n".join(lines) + "\n" + notes, text)
    assert (found.lost, found.repeated) == (0, 180)
