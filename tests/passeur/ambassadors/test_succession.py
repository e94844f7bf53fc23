"""A yes to a hand-over: two terms move together, and one person takes one place."""

from datetime import timedelta
from typing import Any

import pytest

from passeur.ambassadors.candidates import Way
from passeur.ambassadors.refusals import Declined, Why
from passeur.ambassadors.succession import Yes, succession
from passeur.ambassadors.terms import Ending, Signature, TermState
from tests.passeur.ambassadors.check_ins import THURSDAY, a_term

SIGNATURE = Signature(1, "sha256:" + "0a" * 32, "fr", THURSDAY)
ASKED: dict[str, Any] = {"handing_to": "s", "handing_at": THURSDAY - timedelta(days=1), "trade": "rh"}
DONE: dict[str, Any] = {"state": TermState.ENDED, "ending": Ending.HANDED_OVER, "successor_id": "s", "trade": "rh"}
HERE, ELSEWHERE = "nowhere, or in this cohort", "in another cohort"
GONE: dict[str, Any] = {"state": TermState.ENDED, "ending": Ending.THANKED}


def test_the_term_of_who_asked_ends_and_that_of_the_colleague_begins_in_its_place() -> None:
    ended, begun = succession(a_term(**ASKED), None, Yes("s", SIGNATURE))
    assert (ended.state, ended.ending, ended.successor_id) == (TermState.ENDED, Ending.HANDED_OVER, "s")
    assert (ended.handing_to, ended.ended_at) == (None, THURSDAY)
    assert (begun.person_id, begun.trade, begun.site, begun.way) == ("s", "rh", ended.site, Way.NOMINATED)
    assert (begun.state, begun.began_at, begun.signature) == (TermState.ACTIVE, THURSDAY, SIGNATURE)
    again = succession(ended, begun, Yes("s", Signature(1, SIGNATURE.hash, "fr", THURSDAY + timedelta(hours=1))))
    assert again == (ended, begun)
    # Somebody in office in another cohort meanwhile does not lose the answer to their second click.
    assert succession(ended, begun, Yes("s", SIGNATURE, is_engaged=True)) == (ended, begun)


@pytest.mark.parametrize("held", [None, {"state": TermState.OFFERED, "began_at": None}])
def test_a_term_that_was_left_half_handed_over_is_taken_up(held: dict[str, Any] | None) -> None:
    left = a_term(**DONE)
    ended, begun = succession(left, None if held is None else a_term("s", **held), Yes("s", SIGNATURE))
    assert ended == left
    assert (begun.state, begun.signature) == (TermState.ACTIVE, SIGNATURE)


@pytest.mark.parametrize(
    ("left", "held", "own_cohort", "why"),
    [
        pytest.param(None, None, HERE, Why.HAND_OVER_GONE, id="no such term"),
        pytest.param({}, None, HERE, Why.HAND_OVER_GONE, id="not asked, or no more"),
        pytest.param({**ASKED, "handing_to": "t"}, None, HERE, Why.HAND_OVER_GONE, id="somebody else is asked"),
        pytest.param({}, None, ELSEWHERE, Why.HAND_OVER_GONE, id="not asked, and elsewhere"),
        pytest.param({**DONE, "successor_id": "t"}, None, HERE, Why.HAND_OVER_GONE, id="handed over to another"),
        pytest.param(ASKED, {}, HERE, Why.ALREADY_AMBASSADOR, id="took over from another meanwhile"),
        pytest.param(ASKED, {"state": TermState.OFFERED}, HERE, Why.ALREADY_AMBASSADOR, id="chosen meanwhile"),
        pytest.param(ASKED, None, ELSEWHERE, Why.ALREADY_AMBASSADOR, id="in another cohort"),
        pytest.param(ASKED, GONE, HERE, Why.CANNOT_TAKE_OVER, id="left this cohort before"),
        pytest.param(DONE, GONE, HERE, Why.TERM_OVER, id="took over, then left"),
    ],
)
def test_who_cannot_take_a_place_takes_none(
    left: dict[str, Any] | None, held: dict[str, Any] | None, own_cohort: str, why: Why
) -> None:
    theirs = None if left is None else a_term(**left)
    own = None if held is None else a_term("s", **held)
    with pytest.raises(Declined) as declined:
        succession(theirs, own, Yes("s", SIGNATURE, is_engaged=own_cohort == ELSEWHERE))
    assert declined.value.why is why
