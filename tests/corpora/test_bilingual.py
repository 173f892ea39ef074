from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.extract.bilingual import split
from corpora.extract.model import Piece

ENGLISH = "Nobody may carry a lantern through the harbour at night without a licence of the master."
FRENCH = (
    "Nul ne peut porter une lanterne dans le port la nuit sans une licence du capitaine du port."
)
RWANDAN = "Ingingo ya mbere: Iri tegeko rigena imikorere y’inzego z’ibanze n’inshingano zazo zose."


def test_a_provision_in_two_languages_becomes_two_of_the_same_label() -> None:
    text = f"{ENGLISH}\n(a) by sea;\n{ENGLISH}\n{FRENCH}\n{FRENCH}"
    english, french = split(Piece("Article 3", "Lanterns", text, page=4), ("en", "fr"))
    assert (english.label, english.language, english.heading) == ("Article 3", "en", "Lanterns")
    assert (french.label, french.language, french.heading) == ("Article 3", "fr", "")
    assert french.page == 4
    assert f"{english.text}\n{french.text}" == text


def test_three_languages_are_taken_apart() -> None:
    found = split(Piece("1", "", f"{RWANDAN}\n{ENGLISH}\n{FRENCH}"), ("rw", "en", "fr"))
    assert [piece.language for piece in found] == ["rw", "en", "fr"]


def test_a_quotation_splits_nothing() -> None:
    piece = Piece("1", "", f"{ENGLISH}\n“{FRENCH}”\n{ENGLISH}")
    assert split(piece, ("en", "fr")) == [piece]
    gloss = Piece("1", "", f"{ENGLISH}\n{ENGLISH}\n{ENGLISH}\n(lanterne; lampe)")
    assert split(gloss, ("en", "fr")) == [gloss]


def test_a_law_in_one_language_is_never_split() -> None:
    piece = Piece("1", "", f"{ENGLISH}\n{ENGLISH}\n{FRENCH}\n{FRENCH}")
    assert split(piece, ("en",)) == [piece]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([ENGLISH, FRENCH, RWANDAN, "(a)", "", "123"]), max_size=9).map(
        "\n".join
    )
)
def test_no_character_is_lost(text: str) -> None:
    found = split(Piece("1", "", text), ("en", "fr", "rw"))
    assert "\n".join(piece.text for piece in found) == text
