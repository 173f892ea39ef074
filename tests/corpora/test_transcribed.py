"""What transcriptions leave around the words of a provision."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.extract import rada, transcribed
from corpora.extract.json_laws import read
from corpora.extract.model import Draft, Piece, Source, SourceFile
from corpora.extract.registry import extract
from mappings.records import LawStatus


def act(*provisions: dict[str, str], language: str = "en", **values: str) -> SourceFile:
    data = {"id": "1", "title": "Lamp Act", "provisions": list(provisions)} | values
    source = Source("s", ("NOR",), (language,))
    return SourceFile(source, "law.json", json.dumps(data, ensure_ascii=False).encode())


def pieces(file: SourceFile) -> list[tuple[str, str, str]]:
    (draft,) = read(file)
    return [(piece.label, piece.heading, piece.text) for piece in draft.pieces]


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("Artículo 1", "Artículo 1º.- "), ("Artículo 2", "ARTICULO 2 . "),
        ("Artículo primero", "Artículo primero.- "), ("มาตรา 12", "มาตรา ๑๒ "),
        ("Article 3", "Article 3: "), ("المادة 4", "المادة ٤ - "),
    ],
)  # fmt: skip
def test_a_label_printed_again_is_not_text(label: str, printed: str) -> None:
    found = transcribed.without_label(Piece(label, "", f"{printed}Lamps burn."))
    assert found.text == "Lamps burn."


@pytest.mark.parametrize(
    "text",
    ["Section 12A. Lamps.", "Section 1.2 Lamps.", "section 1 of the Lamp Act applies.",
     "Section 10. Lamps.", "Section 1 bis. Lamps."],
)  # fmt: skip
def test_a_reference_and_another_number_are_text(text: str) -> None:
    assert transcribed.without_label(Piece("Section 1", "", text)).text == text


def test_numbers_before_the_texts_are_the_labels_where_they_count_the_provisions() -> None:
    file = act(
        {"section": "1", "title": "Short title", "content": "1. This is the Lamp Act."},
        {"section": "2", "title": "Lamps", "content": "2.—(1) Lamps burn."},
        {"section": "3", "title": "Keepers", "content": "[2A. Keepers light lamps.]"},
        {"section": "4", "title": "Oil", "content": "3. Oil is kept dry."},
    )
    assert pieces(file) == [
        ("Section 1", "Short title", "This is the Lamp Act."),
        ("Section 2", "Lamps", "(1) Lamps burn."),
        ("Section 2A", "Keepers", "[Keepers light lamps.]"),
        ("Section 3", "Oil", "Oil is kept dry."),
    ]


def test_numbers_that_begin_again_in_each_provision_are_paragraphs() -> None:
    texts = ["1. Lamps burn.\n2. All of them.", "1. Keepers light them.", "1. Oil is dry."]
    given_ = [Piece(f"Article {at}", "", text) for at, text in enumerate(texts, 1)]
    assert transcribed.numbered(given_) == given_


def test_a_heading_printed_again_is_a_heading_only() -> None:
    file = act(
        {"section": "1", "title": "Short title", "content": "1. Short title\nThis is an Act."},
        {"section": "2", "title": "Lamps", "content": "2. Lamps\n(1) Lamps burn."},
        {"section": "3", "title": "— Oil", "content": "3. — Oil. It is kept dry."},
    )
    assert pieces(file) == [
        ("Section 1", "Short title", "This is an Act."),
        ("Section 2", "Lamps", "(1) Lamps burn."),
        ("Section 3", "Oil", "It is kept dry."),
    ]


def test_a_heading_cut_out_of_a_sentence_is_text_only() -> None:
    file = act(
        {"section": "1", "title": "Every keeper of lamps who", "content": "Every keeper of lamps who lets one go out is fined."},
        {"section": "2", "title": "(1) Lamps", "content": "(1) Lamps. Nothing else burns."},
        {"section": "3", "title": "Oil is k", "content": "Oil is kept dry."},
    )  # fmt: skip
    assert [heading for _, heading, _ in pieces(file)] == ["", "", ""]


def test_a_sentence_may_begin_with_its_heading() -> None:
    file = act(
        {"section": "1", "title": "Lamps", "content": "Lamps are lit at dusk."},
        {"section": "2", "title": "Keepers", "content": "Whoever lights lamps is a keeper."},
        {"section": "3", "title": "Oil", "content": "Keep it dry."},
    )
    assert pieces(file)[0] == ("Section 1", "Lamps", "Lamps are lit at dusk.")


def test_the_name_of_a_division_is_not_the_end_of_the_text_before_it() -> None:
    given_ = [
        Piece("Section 1", "", "Lamps burn. Part II – Of oil", ("Part I",)),
        Piece("Section 2", "", "Oil is kept dry.", ("Part II",)),
        Piece("Section 3", "", "Oil burns under Part III of the Oil Act.", ("Part II",)),
        Piece("Section 4", "", "Keepers.", ("Part III",)),
    ]
    found = transcribed.with_division_names(given_)
    assert [piece.text for piece in found] == ["Lamps burn.", *(p.text for p in given_[1:])]
    assert [piece.ancestors[0] for piece in found] == [
        "Part I", "Part II – Of oil", "Part II – Of oil", "Part III",
    ]  # fmt: skip


def test_english_translations_have_english_labels() -> None:
    text = "The keeper of the lamps shall light them."
    assert pieces(act({"section": "7", "title": "", "content": text}, language="bn")) == [
        ("Section 7", "", text)
    ]
    assert pieces(act({"section": "7", "title": "", "content": text}, language="km")) == [
        ("Article 7", "", text)
    ]


@pytest.mark.parametrize(
    "note",
    [
        " History of this document 31 December 2014 this version Consolidation Contact us ZimLII",
        "$(document).ready(function () {for (var i = 0; i",
        "\nFicha articulo\nFecha de generación: 22/2/2026 02:20:00",
        "\nPowered by TCPDF (www.tcpdf.org)",
    ],
)
def test_what_a_site_prints_below_a_law_is_no_text(note: str) -> None:
    file = act(
        {"section": "1", "title": "", "content": "Lamps burn.\nFicha articulo"},
        {"section": "2", "title": "", "content": f"Oil is kept dry.{note}"},
    )
    assert [text for _, _, text in pieces(file)] == ["Lamps burn.", "Oil is kept dry."]
    (law,) = extract(file)
    assert law.dropped is not None
    assert law.dropped.lost == 0


def test_the_properties_of_a_word_document_are_no_text() -> None:
    word = "Ana\n Normal\n 3\n 2022-09-02T16:01:00Z\n 21\n ES-CR\n X-NONE\n /* Style Definitions */\n table.Mso {a:b;}\n"
    file = act({"section": "full", "title": "Texto completo", "content": f"{word}LEY 1 Lámparas."})
    assert pieces(file) == [("", "", "LEY 1 Lámparas.")]


PAGE = (
    "ЗАКОН УКРАЇНИ\nПро ліхтарі\nЛіхтарі горять.\nм. Київ\n№ 5-VII\n\nПро ліхтарі\n"
    "Закон України від 18.04.2013 № 5-VII\n\n{event}\nПостійна адреса:\n"
    "https://zakon.rada.gov.ua/go/5-18\nЗаконодавство України\nстаном на 22.02.2026\n\n{state}"
)


def ukrainian(event: str, state: str) -> SourceFile:
    text = PAGE.format(event=event, state=state)
    provision = {"section": "0", "title": "Стаття 0. Текст документа", "content": text}
    return act(provision, language="uk", title="Закон України (5-18)", status="in_force")


def test_the_end_of_a_page_of_the_rada_says_title_number_and_state() -> None:
    event = "Втрата чинності від 01.09.2015 , підстава — 1618-IV"
    (law,) = extract(ukrainian(event, "втратив чинність\nvar layzr = new Layzr({});"))
    assert law.title == "Закон України Про ліхтарі"
    assert law.number == "5-VII"
    assert law.status == LawStatus.NO_LONGER
    assert law.dates.repealed == "2015-09-01"
    (provision,) = law.provisions
    assert (provision.label, provision.heading) == ("", "")
    assert provision.text.endswith("№ 5-VII")
    assert law.dropped is not None
    assert law.dropped.lost == 0


def test_an_act_in_force_stays_in_force() -> None:
    (law,) = extract(ukrainian("Прийняття від 18.04.2013", "чинний"))
    assert law.status == LawStatus.IN_FORCE


@given(st.text())
def test_any_text_has_such_an_end_or_none(text: str) -> None:
    end, said = rada.end_of_page(f"{text}\nПостійна адреса:\n{text}")
    assert bool(end) == bool(said)


WORDS = st.lists(
    st.sampled_from(["Lamps", "burn", "1.", "Section", "2", "(a)", "\n", ".", "—", "ლ"])
)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_no_word_is_lost(found: list[tuple[list[str], list[str]]]) -> None:
    given_ = [
        Piece(f"Section {at}", " ".join(heading), " ".join(text))
        for at, (heading, text) in enumerate(found)
    ]
    tidy = transcribed.numbered([transcribed.without_label(piece) for piece in given_])
    for old, new in zip(given_, transcribed.without_copies(tidy), strict=True):
        kept = f"{new.label} {new.heading} {new.text}".split()
        assert {w for w in old.text.split() if w.isalpha()} <= {w.strip(".") for w in kept}


def test_what_is_let_go_is_named() -> None:
    (draft,) = read(act({"section": "1", "title": "Oil", "content": "Section 1. Oil\nKeep it."}))
    assert isinstance(draft, Draft)
    assert "labels and headings given again" in draft.left_out
