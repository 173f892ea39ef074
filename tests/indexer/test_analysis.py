import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import (
    MAX_TOKEN,
    fold,
    fold_words,
    index_text,
    is_stop_word,
    is_unspaced,
    stem,
    stem_places,
    stems_any,
    stems_of,
    tokens,
)
from indexer.arabic import light_stem
from mappings.languages import languages
from tests.words import ALIKE, INFLECTED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Überführung der STRASSE", ["uberfuhrung", "der", "strasse"]),
        ("l’avocat d'État", ["l", "avocat", "d", "etat"]),
        ("12-A, § 331", ["12", "a", "331"]),
        ("١٥ المادّة الأولى", ["15", "الماده", "الاولي"]),
        ("قـــانون", ["قانون"]),
        ("يک و يك و یک", ["يك", "و", "يك", "و", "يك"]),
        ("Ёлка и ель", ["елка", "и", "ель"]),
        ("Йод не иод", ["йод", "не", "иод"]),
        ("भ्रष्टाचार निवारण", ["भ्रष्टाचार", "निवारण"]),
        ("受贿罪", ["受", "贿", "罪"]),
        ("뇌물을 수수", ["뇌", "물", "을", "수", "수"]),
        ("İSTANBUL Iğdır", ["istanbul", "igdir"]),
        ("ŁÓDŹ Ørsted", ["lodz", "orsted"]),
        ("", []),
        ("—…§°", []),
    ],
)
def test_words_are_folded_alike_whatever_their_letters(text: str, words: list[str]) -> None:
    assert fold_words(text) == words


@pytest.mark.parametrize(("language", "inflected", "base"), INFLECTED)
def test_an_inflected_form_is_found_by_the_base_form(
    language: str, inflected: str, base: str
) -> None:
    assert stem(fold(inflected), language) == stem(fold(base), language) in stems_any(fold(base))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_ways_to_write_a_word_are_one(one: str, other: str) -> None:
    assert fold_words(one) == fold_words(other)


def test_a_stem_of_one_language_finds_no_other_word_of_another() -> None:
    # Catalan rules make "offic" of official, English ones of office.
    assert stem("office", "en") not in stems_any("official")
    assert stem("officials", "en") in stems_any("official")


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12))
def test_arabic_stems_are_stable_and_never_empty(word: str) -> None:
    stemmed = light_stem(word)
    assert stemmed
    assert stemmed in word
    if len(word) > 1 and not word.startswith(("ال", "بال", "كال", "فال", "لل", "و")):
        assert light_stem(f"ال{word}") == stemmed


def test_scripts_without_spaces_are_indexed_as_characters_and_as_pairs() -> None:
    assert index_text("收受贿赂", "zh-Hans") == ("收 受 贿 赂", "收受 受贿 贿赂")
    assert index_text("罪", "zh-Hans") == ("罪", "罪")


def test_small_words_of_the_main_languages_are_known() -> None:
    assert all(is_stop_word(word) for word in ("the", "of", "des", "los", "der", "в", "في"))
    assert not is_stop_word("bribery")


_text = st.text(max_size=80)


@given(_text)
def test_tokens_stand_where_they_say(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end]) == token.folded
        end = token.end


@given(_text, st.sampled_from(sorted(languages())))
def test_the_index_and_the_highlighter_see_the_same_words(text: str, language: str) -> None:
    exact, _ = index_text(text, language)
    assert exact.split(" ") == ([token.folded for token in tokens(text)] or [""])


@given(_text)
def test_no_word_holds_a_space_or_is_longer_than_engines_take(text: str) -> None:
    for word in fold_words(text):
        assert word
        assert len(word) <= MAX_TOKEN
        assert not any(char.isspace() for char in word)


@given(st.text(min_size=1, max_size=20))
def test_folding_is_stable(text: str) -> None:
    for word in fold_words(text):
        assert " ".join(fold_words(word)) in (word, " ".join(word))


def test_a_word_of_a_million_letters_is_cut() -> None:
    assert fold_words("a" * 1_000_000) == ["a" * MAX_TOKEN]


_odd = st.text(st.sampled_from("aß受贿𝐜😀_\u0301ิกจ½ﾊ\u200c١é뇌🀄𠀀 "), max_size=12)


@given(st.one_of(_text, _odd))
def test_a_text_is_cut_alike_whichever_planes_its_letters_are_in(text: str) -> None:
    plain = "".join(char for char in text if char < "\U00010000")
    assert fold_words(f"{plain} \U0001d41c") == [*fold_words(plain), "c"]


@given(st.one_of(_text, _odd), st.sampled_from(["en", "zh-Hans", "th", "ar", "ko", "und"]))
def test_a_text_has_the_stems_of_its_words(text: str, language: str) -> None:
    assert stems_of(text, language) == index_text(text, language)[1]
    spaced = [word for word in fold_words(text) if not is_unspaced(word)]
    assert [word for word in spaced if stem(word, language) not in stems_of(text, language)] == []


@given(st.one_of(_text, _odd))
def test_every_stem_has_a_place(text: str) -> None:
    places = list(stem_places(text))
    assert len(places) == len(stems_of(text, "und").split())
    for (start, end), stemmed in zip(places, stems_of(text, "und").split(), strict=True):
        assert "".join(fold_words(text[start:end])) == stemmed
