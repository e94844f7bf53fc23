from dataclasses import replace
from datetime import UTC, datetime

import pytest

from passeur.ambassadors.candidates import MOVES, Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.refusals import Declined, Why

CANDIDATE = Candidate(
    "tenant",
    "2026-1",
    "person",
    Way.VOLUNTEERED,
    CandidateState.APPLIED,
    datetime(2026, 11, 20, tzinfo=UTC),
    trade="rh",
    site="lyon",
    statement="J’aimerais essayer.",
    availability=Availability.TWO_HOURS_A_MONTH,
    seniority=Seniority.UNDER_TWO,
)


def reason(there: CandidateState, wanted: CandidateState) -> Why:
    if there is CandidateState.WITHDRAWN:
        return Why.NOT_A_CANDIDATE
    return Why.ALREADY_CANDIDATE if wanted is CandidateState.APPLIED else Why.ALREADY_DECIDED


@pytest.mark.parametrize("there", CandidateState)
@pytest.mark.parametrize("wanted", CandidateState)
def test_each_move_is_made_or_declined_with_its_reason(there: CandidateState, wanted: CandidateState) -> None:
    candidate = replace(CANDIDATE, state=there)
    if wanted in MOVES[there]:
        assert candidate.moved(wanted) == replace(candidate, state=wanted)
        return
    with pytest.raises(Declined) as declined:
        candidate.moved(wanted)
    assert declined.value.why is reason(there, wanted)


def test_a_withdrawal_is_possible_from_everywhere_and_leads_back_to_applying_alone() -> None:
    assert all(
        CandidateState.WITHDRAWN in MOVES[each] for each in CandidateState if each is not CandidateState.WITHDRAWN
    )
    assert MOVES[CandidateState.WITHDRAWN] == {CandidateState.APPLIED}
