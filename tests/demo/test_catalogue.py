import re
from collections import Counter
from dataclasses import fields
from itertools import combinations

import pytest

from infra.local.demo.organisation import TRADES
from infra.local.demo.use_cases import UseCase, read_catalogue
from passeur.sharing.claims import subjects_of
from passeur.sharing.plausibility import is_plausible
from passeur.sharing.share_form import LONGEST, Field

CATALOGUE = read_catalogue()
VARIATIONS = [variation for use_case in CATALOGUE for variation in use_case.variations]
EVERYTHING = [*CATALOGUE, *VARIATIONS]
_TEXTS = ("use_case", "limits", "when_not", "prompt")
# What a colleague would not write to colleagues.
_BROCHURE = re.compile(
    r"révolutionn|game.?changer|incontournable|booste|gain de productivité|optimiser vos|grâce à l.IA|puissant"
    r"|à l.ère|véritable\b",
    re.IGNORECASE,
)


def _texts(use_case: UseCase) -> list[str]:
    return [getattr(use_case.content, name) for name in _TEXTS]


def test_every_trade_tells_at_least_sixteen_use_cases() -> None:
    told = Counter(use_case.content.trade for use_case in CATALOGUE)
    assert set(told) == {trade for trade, *_ in TRADES}
    assert min(told.values()) >= 16


def test_half_of_the_use_cases_come_with_a_prompt_and_a_third_with_a_variation() -> None:
    assert sum(bool(use_case.content.prompt) for use_case in CATALOGUE) >= len(CATALOGUE) / 2
    assert len(VARIATIONS) >= len(CATALOGUE) / 3


def test_the_form_leaves_every_text_as_it_was_written_and_short_enough() -> None:
    limits = {field.name: LONGEST[Field(field.name)] for field in fields(CATALOGUE[0].content) if field.name in _TEXTS}
    for use_case in EVERYTHING:
        for name, longest in limits.items():
            assert len(getattr(use_case.content, name)) <= longest, use_case.key


def test_nobody_shares_the_same_thing_twice() -> None:
    subjects = Counter(subject for use_case in CATALOGUE for subject in subjects_of(use_case.content))
    assert [subject for subject, count in subjects.items() if count > 1] == []
    topics = Counter(subjects_of(use_case.content)[0] for use_case in EVERYTHING)
    assert [topic for topic, count in topics.items() if count > 1] == []


@pytest.mark.parametrize("name", _TEXTS)
def test_no_two_texts_are_alike(name: str) -> None:
    """Three words out of five in common would be the same sentence told twice."""
    texts = {use_case.key: getattr(use_case.content, name) for use_case in CATALOGUE}
    words = {key: set(re.findall(r"\w{4,}", text.lower())) for key, text in texts.items() if text}
    alike = [
        (one, other)
        for one, other in combinations(words, 2)
        if len(words[one] & words[other]) > 0.6 * min(len(words[one]), len(words[other])) and len(words[one]) > 3
    ]
    assert alike == []


def test_a_variation_is_told_by_another_trade_and_changes_something() -> None:
    for use_case in CATALOGUE:
        for variation in use_case.variations:
            assert variation.content.trade != use_case.content.trade
            assert variation.content.use_case != use_case.content.use_case
            assert variation.content.limits != use_case.content.limits


def test_every_claimed_gain_can_be_believed() -> None:
    assert [use_case.key for use_case in EVERYTHING if not is_plausible(use_case.content.gain)] == []


def test_every_use_case_is_complete_enough_to_be_told() -> None:
    assert [each.key for each in EVERYTHING if len(each.content.limits) < 20 or len(each.content.when_not) < 20] == []


def test_texts_are_typed_as_french_people_type_them() -> None:
    for use_case in EVERYTHING:
        for text in _texts(use_case):
            assert "'" not in text, use_case.key
            assert not re.search(r"[^\s\[][?;!»]|«\S|  | [,.](?!\w)|\w:\s", text), (use_case.key, text)
            assert text == text.strip(), use_case.key
            assert text == "" or text[0].isupper() or text[0] in "«0123456789", (use_case.key, text)


def test_nothing_sounds_like_a_brochure() -> None:
    found = [(use_case.key, text) for use_case in EVERYTHING for text in _texts(use_case) if _BROCHURE.search(text)]
    assert found == []


def test_openings_and_lengths_vary() -> None:
    openings = Counter(use_case.content.use_case.split()[0] for use_case in CATALOGUE)
    assert max(openings.values()) <= len(CATALOGUE) * 0.1
    lengths = sorted(len(use_case.content.use_case) for use_case in CATALOGUE)
    assert lengths[-1] > 1.8 * lengths[0]
