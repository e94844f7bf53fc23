"""What many managers are told in the same words is drawn once, and never told in words that changed."""

from dataclasses import replace

import pytest

from cards.sharing.digest import digest_card
from functions.drawn_digests import DrawnDigests
from passeur.sharing.told_digest import ToldDigest
from tests.cards.digest_samples import EXCEL, MONTHLY, WHOLE
from tests.cards.samples import view

EDITED = replace(EXCEL, content=replace(EXCEL.content, tool="Autre outil"), version=EXCEL.version + 1)
OTHERS = {
    "another digest": MONTHLY,
    "an edited share": replace(WHOLE, shares={**WHOLE.shares, EXCEL.ref: EDITED}),
    "nobody to introduce": replace(WHOLE, emails=None),
    "nowhere to thank": replace(WHOLE, can_thank=False),
}


def test_a_card_is_drawn_once_for_all_who_are_told_the_same() -> None:
    drawn = DrawnDigests()
    first = drawn.card(view("fr"), WHOLE)
    assert first == digest_card(view("fr"), WHOLE)
    assert drawn.card(view("fr"), replace(WHOLE, shares=dict(WHOLE.shares))) is first


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_changed_is_drawn_anew(other: ToldDigest) -> None:
    drawn = DrawnDigests()
    drawn.card(view("fr"), WHOLE)
    assert drawn.card(view("fr"), other) == digest_card(view("fr"), other)


def test_each_language_has_its_own() -> None:
    drawn = DrawnDigests()
    drawn.card(view("fr"), WHOLE)
    assert drawn.card(view("en"), WHOLE) == digest_card(view("en"), WHOLE)


def test_many_different_digests_do_not_fill_the_memory() -> None:
    drawn = DrawnDigests()
    for number in range(300):
        drawn.card(view("fr"), replace(WHOLE, emails=(f"{number}@example.com", "other@example.com")))
    assert len(drawn._drawn) <= 256
