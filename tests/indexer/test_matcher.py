"""Terms in texts: inflected, with open endings, with gaps."""

from dataclasses import replace

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


# What the tree finds is what looking for each term by itself finds.

_LETTERED = st.sampled_from(["aaa", "aab", "aabb", "bbb", "abb"])
_TERM_WORDS = st.lists(
    st.tuples(_LETTERED, st.sampled_from(["", "", "*", " …"])).map("".join), min_size=1, max_size=4
).map(lambda words: " ".join(words).removesuffix(" …"))


def looked_up(written: str, words: list[str]) -> list[tuple[int, int]]:
    """(first, end) of a term, by looking at every place."""
    runs: list[tuple[list[str], int]] = []
    for number, piece in enumerate(written.split("…")):
        gap, run = 12 * (number > 0), list[str]()
        for word in piece.split():
            run.append(word)
            if word.endswith("*"):
                runs.append((run, gap))
                gap, run = 0, []
        if run:
            runs.append((run, gap))

    def stands(run: list[str], first: int) -> bool:
        there = words[first : first + len(run)]
        return len(there) == len(run) and all(
            word.startswith(one[:-1]) if one.endswith("*") else word == one
            for one, word in zip(run, there, strict=True)
        )

    found = []
    for first in range(len(words)):
        end = first
        for run, gap in runs:
            starts = range(end, end + (gap if end > first else 0) + 1)
            place = next((start for start in starts if stands(run, start)), None)
            if place is None:
                break
            end = place + len(run)
        else:
            found.append((first, end))
    return found


@given(st.lists(_TERM_WORDS, min_size=1, max_size=8, unique=True), st.lists(_LETTERED, max_size=40))
def test_all_terms_are_found_that_are_found_one_by_one(
    written: list[str], words: list[str]
) -> None:
    element = replace(CONCEPT, kind=ConceptKind.ELEMENT)
    terms = [Term(element, one) for one in written]
    hits = Matcher((term, "und") for term in terms).hits(" ".join(words))
    assert sorted((hit.term.written, hit.first, hit.end) for hit in hits) == sorted(
        (one, *place) for one in written for place in looked_up(one, words)
    )


def test_a_text_made_of_one_term_is_read_to_its_end_but_counted_to_a_bound() -> None:
    matcher = Matcher([(Term(CONCEPT, "bribe"), "en"), (Term(CONCEPT, "lamp … oil"), "en")])
    hits = matcher.hits(stems_of("bribe " * 100_000 + "lamp with oil", "en"))
    assert [hit.term.written for hit in hits].count("bribe") == 1_000
    assert hits[-1].term.written == "lamp … oil"


@pytest.mark.parametrize(
    "written",
    ["(a+)+$", "* * * * * * * *", "… … …", "a" * 100_000, " … ".join(["bribe"] * 500), "*"],
)
def test_a_hostile_term_is_words_like_any_other(written: str) -> None:
    # Terms are no regular expressions: nothing in them can make a search explode.
    matcher = Matcher([(Term(CONCEPT, written), "en"), (Term(CONCEPT, "lamp"), "en")])
    hits = matcher.hits(stems_of("a" * 50_000 + " bribe" * 10_000 + " lamp", "en"))
    assert hits[-1].term.written == "lamp"
