import pytest

from cards.refusals import sentence
from cards.view import LOCALES
from passeur.ambassadors.refusals import Declined, Why


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_to_decline_has_a_sentence_of_its_own(locale: str) -> None:
    sentences = {why: sentence(Declined(why), locale) for why in Why}
    assert len(set(sentences.values())) == len(Why)
    assert sentence(Declined.code, locale) not in sentences.values()
    assert all(each[-1] in ".!" or each.endswith("”.") for each in sentences.values())


def test_no_reason_is_left_in_english() -> None:
    same = [why for why in Why if sentence(Declined(why), "fr") == sentence(Declined(why), "en")]
    assert same == []
