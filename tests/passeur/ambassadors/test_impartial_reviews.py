"""Whose reviews count: nobody judges those with whom they compete."""

import pytest

from passeur.ambassadors.candidates import CandidateState
from passeur.ambassadors.reviews import Criterion, Mark, Review, impartial
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY
from tests.passeur.ambassadors.test_places import candidate

MARKS = {criterion: Mark(1) for criterion in Criterion}


def review(of: str, by: str) -> Review:
    return Review(TENANT, "2026-1", of, by, MARKS, THURSDAY)


@pytest.mark.parametrize("state", [state for state in CandidateState if state is not CandidateState.WITHDRAWN])
def test_what_a_candidate_found_of_the_others_does_not_count(state: CandidateState) -> None:
    by_a_rival, by_another = review("a", "r"), review("a", "s")
    assert impartial([by_a_rival, by_another], [candidate("a"), candidate("r", state)]) == [by_another]


def test_it_counts_again_once_they_withdrew_and_for_whoever_never_was_a_candidate() -> None:
    reviews = [review("a", "r"), review("a", "s")]
    assert impartial(reviews, [candidate("a"), candidate("r", CandidateState.WITHDRAWN)]) == reviews
