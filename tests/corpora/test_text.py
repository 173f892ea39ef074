"""Plain text: hard-wrapped lines become paragraphs again."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract.model import ExtractionError, Source, SourceFile
from corpora.extract.registry import extract
from corpora.extract.text import read

_SENTENCE = "Whoever lights a lantern shall put it out again before the night is over"


def blocks(text: str) -> list[str]:
    file = SourceFile(Source("lanterns", ("XAL",), ("en",)), "law.txt", text.encode())
    return [block.text for block in read(file)[0].blocks]


def law(count: int, label: str = "Article {n}. Of lanterns") -> list[str]:
    """Paragraphs of a law whose articles have two."""
    found: list[str] = []
    for number in range(1, count + 1):
        found += [
            label.format(n=number),
            f"{_SENTENCE} {number}.",
            f"{_SENTENCE}, and again {number}.",
        ]
    return found


@pytest.mark.parametrize("columns", [60, 66, 72])
def test_paragraphs_of_any_width_come_back(columns: int) -> None:
    paragraphs = law(15)
    wrapped = "\n".join(line for text in paragraphs for line in textwrap.wrap(text, columns))
    assert blocks(wrapped) == paragraphs


def test_a_reference_at_the_start_of_a_line_is_no_paragraph() -> None:
    paragraphs = [
        *law(14),
        "Article 15. Of oil",
        f"{_SENTENCE}, which is more than what is said in Article 3 of this Act.",
    ]
    lines = [line for text in paragraphs for line in textwrap.wrap(text, 72)]
    at = next(n for n, line in enumerate(lines) if "said in" in line)
    lines[at : at + 2] = [f"{_SENTENCE[:60]} as it is in", "Article 3 of this Act."]
    assert blocks("\n".join(lines))[-1].endswith("as it is in Article 3 of this Act.")


def test_the_next_article_opens_a_paragraph_behind_a_full_line_without_a_stop() -> None:
    heading = "Of lanterns, of those who light them, and of the oil that burns within"
    paragraphs = []
    for number in range(1, 16):
        paragraphs += [heading, f"Article {number}", f"{_SENTENCE} {number}."]
    assert len(heading) == 70
    lines = [line for text in paragraphs for line in textwrap.wrap(text, 72)]
    assert blocks("\n".join(lines)) == paragraphs


def test_a_label_on_a_line_of_its_own_opens_a_paragraph_whatever_its_number() -> None:
    sentence = "Lamps shall be lit at dusk and put out again at dawn by whoever has lit them here."
    lines = textwrap.wrap(" ".join([sentence] * 8), 60)
    full = "of lamps that burn on the sea and of those under the bridge"
    text = "\n".join(["Artigo 2", *lines, full, "Artigo 90", "Lamps burn.", *lines, full, "Artigo 95 (Oil)",
                      "Oil burns."])  # fmt: skip
    assert [b for b in blocks(text) if b.startswith("Artigo")] == [
        "Artigo 2",
        "Artigo 90",
        "Artigo 95 (Oil)",
    ]


def test_lines_of_a_text_that_is_not_wrapped_are_paragraphs() -> None:
    paragraphs = [f"Article {n}. {_SENTENCE * n}." for n in range(1, 30)]
    assert blocks("\n".join(paragraphs)) == paragraphs


def test_a_line_that_goes_on_with_a_small_letter_belongs_to_the_paragraph() -> None:
    ragged = ["Article 1", "Whoever lights a lantern", "shall put it out again."] * 10
    lines = [*ragged, *textwrap.wrap(" ".join([_SENTENCE] * 60) + ".", 72)]
    assert "Whoever lights a lantern shall put it out again." in blocks("\n".join(lines))


@settings(max_examples=60)
@given(st.lists(st.text("ab .XIV1§-\u00ad\ufffe(第条ก", max_size=90), max_size=60))
def test_no_character_of_a_text_is_lost(lines: list[str]) -> None:
    text = "Lanterns\n" + "\n".join(lines)
    kept = "".join("".join(blocks(text)).split())
    for mark in "-\u00ad\ufffe":  # hyphens at the ends of lines are undone
        kept, text = kept.replace(mark, ""), text.replace(mark, "")
    assert kept == "".join(text.split())


def test_the_years_above_a_constitution_are_its_dates() -> None:
    text = "Cambodia 1993 (rev. 1999)\n\nPreamble\nShare\n\nArticle 1\nLamps burn.\n\nArticle 2\nOil is dry.\n"
    source = Source("s", (), ("en",))
    (law,) = extract(SourceFile(source, "constitutions/Cambodia_1999.txt", text.encode()))
    assert (law.dates.adopted, law.dates.amended) == ("1993", "1999")
    assert "rev." not in law.provisions[0].text


def test_a_button_of_the_site_is_left_out_and_named() -> None:
    file = SourceFile(Source("lanterns", ("XAL",), ("en",)), "law.txt", b"Article 1\nShare\nText.")
    (draft,) = read(file)
    assert draft.left_out == {"navigation": ["Share"]}
    assert all(block.text != "Share" for block in draft.blocks)


def test_metadata_beside_a_text_that_refer_to_themselves_are_refused() -> None:
    file = SourceFile(
        Source("lanterns", ("XAL",), ("en",)),
        "x/law.txt",
        b"Article 1\nText.",
        lambda path: b"a: &a [*a, *a]" if path == "x/metadata.yaml" else None,
    )
    with pytest.raises(ExtractionError, match="metadata.yaml"):
        read(file)
