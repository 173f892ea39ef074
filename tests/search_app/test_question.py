"""What a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import rows_of
from indexer.engine.plan import AnyOf, Phrase, Prefer, Word
from search_app.query.analyse import analyse
from search_app.query.question import question_clause


def words_of(text: str) -> list[str]:
    clause = question_clause(text)
    while isinstance(clause, Prefer):
        clause = clause.clause
    found = clause.clauses if isinstance(clause, AnyOf) else (clause,)
    return [word.exact for word in found if isinstance(word, Word)]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Which of the following lanterns are public?", ["lanterns", "public"]),
        ("Dầu nào sau đây bị cấm, đúng hay sai?", ["dau", "bi", "cam"]),
        ("灯笼由谁登记？", ["灯笼", "登记"]),
        ("灯油について正しいものを教えてください。", ["灯油"]),
        ("Apakah lampu minyak boleh dijual?", ["lampu", "minyak", "boleh", "dijual"]),
        # Nothing but what asks: then it is asked for.
        ("Who? What?", ["who", "what"]),
    ],
)
def test_what_only_asks_is_left_out(question: str, words: list[str]) -> None:
    assert words_of(question) == words


def test_its_words_are_looked_for_in_all_texts_of_a_provision_at_once() -> None:
    clause = question_clause("lanterns")
    assert isinstance(clause, Word)
    assert clause.within == ("words",)
    assert "lanterns" in clause.stems


def test_a_word_that_comes_again_counts_more_each_time_less() -> None:
    clause = question_clause("oil lamp, oil wick, oil of a lamp, oil")
    assert isinstance(clause, Prefer)
    weights = {part.exact: weight for part, weight in clause.better if isinstance(part, Word)}
    assert weights == {"oil": 1.0, "lamp": pytest.approx(0.414, abs=0.001)}


def test_words_next_to_one_another_are_better_unless_something_stood_between() -> None:
    clause = question_clause("who sells lamp oil and what candle wax?")
    assert isinstance(clause, Prefer)
    phrases = [part.tokens for part, _ in clause.better if isinstance(part, Phrase)]
    assert phrases == [("sells", "lamp"), ("lamp", "oil"), ("candle", "wax")]


def test_dates_and_amounts_of_a_long_story_are_left_out_and_numbers_of_a_short_question_kept() -> (
    None
):
    story = " ".join(f"word{chr(97 + n)}" for n in range(26)) + " aa bb cc dd ee 2013 3000"
    assert not {"2013", "3000"} & set(words_of(story))
    assert "2013" in words_of("lamp act 2013")


def test_its_length_is_bounded_by_the_words_that_come_most() -> None:
    story = " ".join(f"word{n}x" for n in range(2000)) + " last last"
    assert len(words_of(story)) == 300
    assert words_of(story)[0] == "last"


def test_letters_in_a_row_stand_for_words_where_there_are_no_spaces() -> None:
    assert list(rows_of(["oil", "灯", "笼", "油", "5", "年", "wax"])) == [
        "oil",
        "灯笼",
        "笼油",
        "5",
        "wax",
    ]
    assert list(rows_of(["ก", "ข", "ค", "ง"])) == ["กขค", "ขคง"]


def test_parentheses_and_quotation_marks_leave_a_question_a_question() -> None:
    asked = 'May a keeper (or his deputy) sell "oil lamps" to a guest by night?'
    assert analyse(asked).question


def test_a_run_without_spaces_is_a_question_with_its_mark_and_a_phrase_without() -> None:
    assert analyse("灯笼的油可以出售？").question
    assert not analyse("灯笼的油可以出售").question


@given(st.text(max_size=400))
def test_no_text_makes_it_fail(text: str) -> None:
    question_clause(text)
    list(rows_of(text.split()))
