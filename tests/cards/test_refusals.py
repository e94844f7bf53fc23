import pytest

from cards.refusals import STORAGE_UNAVAILABLE, problem_sentence, sentence
from cards.view import LOCALES
from passeur.errors import FormRefused, Problem, Refusal, StorageUnavailable
from passeur.sharing.share_form import Field

CODES = sorted(refusal.code for refusal in Refusal.__subclasses__())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_refusal_has_a_sentence_of_its_own(locale: str) -> None:
    sentences = {code: sentence(code, locale) for code in [*CODES, STORAGE_UNAVAILABLE]}
    assert len(set(sentences.values())) == len(sentences)
    assert all(each.endswith(".") for each in sentences.values())


def test_an_error_and_its_code_say_the_same() -> None:
    assert sentence(FormRefused({Field.TOOL: Problem.MISSING}), "fr") == sentence(FormRefused.code, "fr")
    assert sentence(StorageUnavailable(), "fr") == sentence(STORAGE_UNAVAILABLE, "fr")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("problem", Problem)
def test_every_problem_of_every_field_has_a_sentence(problem: Problem, locale: str) -> None:
    for field in [*Field, "report", "site"]:
        told = problem_sentence(problem, field, locale)
        assert told.endswith(".")
        assert "{" not in told


def test_a_text_that_is_too_long_is_told_how_long_it_may_be() -> None:
    assert "3\u202f000\u00a0caractères" in problem_sentence(Problem.TOO_LONG, Field.PROMPT, "fr")
    assert "3,000 characters" in problem_sentence(Problem.TOO_LONG, Field.PROMPT, "en")
