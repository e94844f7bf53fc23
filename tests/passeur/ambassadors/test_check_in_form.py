from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passeur.ambassadors.check_in_form import LONGEST_TEXT, MOST, Answer, Field, read_answer, typed_of
from passeur.ambassadors.check_ins import Blocker
from passeur.errors import FormRefused, Problem


def problems(**typed: str) -> dict[str, Problem]:
    with pytest.raises(FormRefused) as refused:
        read_answer(typed)
    return refused.value.problems


def test_nothing_at_all_is_an_answer() -> None:
    assert read_answer({}) == read_answer(dict.fromkeys(Field, "  ")) == Answer()


def test_numbers_are_read_as_french_and_english_hands_write_them() -> None:
    read = read_answer({"workshops": " 2 ", "prompts": "1\u202f2", "use_cases": "+3", "gain_hours": "1 2,50"})
    assert (read.workshops, read.prompts, read.use_cases, read.gain_hours) == (2, 12, 3, Decimal("12.50"))


@pytest.mark.parametrize("field", [Field.WORKSHOPS, Field.PROMPTS, Field.USE_CASES, Field.GAIN])
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("-1", Problem.NOT_POSITIVE),
        ("deux", Problem.NOT_A_NUMBER),
        ("1e3", Problem.NOT_A_NUMBER),
        ("NaN", Problem.NOT_A_NUMBER),
        ("٣", Problem.NOT_A_NUMBER),
        ("1.2.3", Problem.NOT_A_NUMBER),
        ("9" * 5000, Problem.NOT_A_NUMBER),
        ("999999999", Problem.TOO_MUCH),
    ],
)
def test_what_is_no_number_negative_or_absurd_is_told_by_its_field(field: Field, text: str, problem: Problem) -> None:
    assert problems(**{field.value: text}) == {field: problem}


def test_only_the_gain_may_be_a_fraction() -> None:
    assert problems(workshops="1,5") == {Field.WORKSHOPS: Problem.NOT_A_NUMBER}
    assert read_answer({"gain_hours": "1,5"}).gain_hours == Decimal("1.5")


def test_the_most_that_is_believed_is_taken() -> None:
    typed = {field.value: str(most) for field, most in MOST.items()}
    assert typed_of(read_answer(typed)) == {**typed_of(Answer()), **typed}


def test_every_problem_is_told_at_once() -> None:
    long = "é" * (LONGEST_TEXT + 1)
    assert problems(workshops="-1", blockers="time,rain", blocker_text=long, help_text="é" * 10_000) == {
        Field.WORKSHOPS: Problem.NOT_POSITIVE,
        Field.BLOCKERS: Problem.UNKNOWN_CHOICE,
        Field.BLOCKER_TEXT: Problem.TOO_LONG,
        Field.HELP_TEXT: Problem.TOO_LONG,
    }


@given(
    st.builds(
        Answer,
        st.integers(0, MOST[Field.WORKSHOPS]),
        st.integers(0, MOST[Field.PROMPTS]),
        st.integers(0, MOST[Field.USE_CASES]),
        st.none() | st.decimals(0, MOST[Field.GAIN], places=2),
        st.frozensets(st.sampled_from(Blocker)),
        st.text("aé'! ", max_size=20).map(str.strip),
        st.text("aé'! ", max_size=20).map(str.strip),
        st.booleans(),
    )
)
def test_what_is_typed_back_says_the_same(answer: Answer) -> None:
    assert read_answer(typed_of(answer)) == answer
