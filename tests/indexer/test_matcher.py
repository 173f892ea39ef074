"""Terms in texts: inflected, with open endings, with gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import stems_of
from indexer.tag.matcher import Matcher
from mappings.concepts import Concept, ConceptKind, Term

CONCEPT = Concept("lamps", ConceptKind.TOPIC, (("uncac", "15"),), "lamps")


def found(written: str, text: str, language: str) -> list[str]:
    """What a term finds in a text whose words are separated by spaces."""
    matcher = Matcher([(Term(CONCEPT, written), language)])
    words = text.split()
    return [" ".join(words[hit.first : hit.end]) for hit in matcher.hits(stems_of(text, language))]


@pytest.mark.parametrize(
    ("written", "text", "language", "hits"),
    [
        ("public official", "some Public Officials came", "en", ["Public Officials"]),
        ("public official", "official public", "en", []),
        ("bribe … official", "bribes given to any high official", "en",
         ["bribes given to any high official"]),
        ("bribe … official", "official bribes", "en", []),
        ("úplat*", "nabídne úplatek nebo úplatky", "cs", ["úplatek", "úplatky"]),
        ("zneužit* pravomoc*", "zneužití pravomoci úřední osoby", "cs", ["zneužití pravomoci"]),
        ("zneužit* pravomoc*", "zneužití své pravomoci", "cs", []),
        ("zneuž* … pravomoc*", "zneužije své pravomoci", "cs", ["zneužije své pravomoci"]),
        ("хабар* службов* особ*", "хабаря службовій особі", "uk", ["хабаря службовій особі"]),
        ("Bestechung*", "Bestechungen und Bestechungsdelikte", "de",
         ["Bestechungen", "Bestechungsdelikte"]),
        ("bribery of public official", "bribery of any public official", "en",
         ["bribery of any public official"]),
        ("a", "a a", "en", []),
    ],
)  # fmt: skip
def test_a_term_finds_what_it_should(
    written: str, text: str, language: str, hits: list[str]
) -> None:
    assert found(written, text, language) == hits


def test_a_gap_has_an_end() -> None:
    near, far = ("word " * count for count in (12, 13))
    assert found("bribe … official", f"bribe {near}official", "en")
    assert not found("bribe … official", f"bribe {far}official", "en")


@pytest.mark.parametrize(
    ("written", "text"),
    [("受贿罪", "构成受贿罪的"), ("索取 … 财物", "索取他人大量财物的"), ("뇌물", "뇌물을 수수한")],
)
def test_unspaced_scripts_are_compared_by_characters(written: str, text: str) -> None:
    matcher = Matcher([(Term(CONCEPT, written), "zh-Hans")])
    assert list(matcher.hits(stems_of(text, "zh-Hans")))


@given(
    st.lists(st.sampled_from(["a*", "bb", "ccc", "…", "*", "é*", "贿赂", "\x00"]), max_size=6),
    st.lists(st.sampled_from(["a", "ab", "bb", "ccc", "éa", "贿赂", "。"]), max_size=60),
)
def test_any_term_finds_places_of_the_text_in_it(term: list[str], text: list[str]) -> None:
    matcher = Matcher([(Term(CONCEPT, " ".join(term)), "cs")])
    stems = stems_of(" ".join(text), "cs")
    count = len(stems.split())
    for hit in matcher.hits(stems):
        assert 0 <= hit.first < hit.end <= count
