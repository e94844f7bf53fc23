"""Who holds the places of a cohort, along withdrawals, endings and hand-overs."""

from dataclasses import replace
from typing import Any

import pytest

from passeur.ambassadors.candidates import Availability, Candidate, CandidateState, Seniority, Way
from passeur.ambassadors.cohorts import Call
from passeur.ambassadors.places import free_places, holders, next_to_offer
from passeur.ambassadors.terms import Ending, Term, TermState
from tests.passeur.ambassadors.check_ins import TENANT, THURSDAY, a_cohort, a_term

SELECTED, WAITING, WITHDRAWN = CandidateState.SELECTED, CandidateState.WAITING, CandidateState.WITHDRAWN
ENDED = TermState.ENDED


def candidate(person_id: str, state: CandidateState = SELECTED) -> Candidate:
    return Candidate(
        TENANT,
        a_cohort().id,
        person_id,
        Way.VOLUNTEERED,
        state,
        THURSDAY,
        "rh",
        "lyon",
        "J’aime expliquer.",
        Availability.TWO_HOURS_A_MONTH,
        Seniority.TWO_TO_TEN,
    )


def terms(**known: dict[str, Any]) -> dict[str, Term]:
    return {who: a_term(who, **changes) for who, changes in known.items()}


def handed_to(successor_id: str) -> dict[str, Any]:
    return {"state": ENDED, "ending": Ending.HANDED_OVER, "successor_id": successor_id}


@pytest.mark.parametrize(
    ("candidates", "known", "held"),
    [
        pytest.param([candidate("a"), candidate("b", WAITING)], {}, {"a"}, id="selected, and no term yet"),
        pytest.param([candidate("a")], {"a": {"state": TermState.OFFERED}}, {"a"}, id="offered"),
        pytest.param([candidate("a")], {"a": {"state": TermState.RESTING}}, {"a"}, id="resting"),
        pytest.param([candidate("a")], {"a": {"state": ENDED, "ending": Ending.DECLINED}}, set(), id="not signed"),
        pytest.param([candidate("a")], {"a": {"state": ENDED, "ending": Ending.THANKED}}, set(), id="left"),
        pytest.param([candidate("a", WITHDRAWN)], {}, set(), id="withdrew"),
        pytest.param([candidate("a")], {"a": handed_to("s"), "s": {}}, {"s"}, id="handed over"),
        pytest.param([candidate("a")], {"a": handed_to("s")}, {"s"}, id="handed over, and no term yet"),
        pytest.param([candidate("a", WITHDRAWN)], {"a": handed_to("s"), "s": {}}, {"s"}, id="withdrew afterwards"),
        pytest.param(
            [candidate("a")], {"a": handed_to("s"), "s": handed_to("t"), "t": {}}, {"t"}, id="handed over twice"
        ),
        pytest.param(
            [candidate("a")],
            {"a": handed_to("s"), "s": {"state": ENDED, "ending": Ending.THANKED}},
            set(),
            id="the successor left",
        ),
        pytest.param(
            [candidate("a"), candidate("b")],
            {"a": handed_to("s"), "b": handed_to("s"), "s": {}},
            {"s"},
            id="one successor of two",
        ),
        pytest.param([candidate("a")], {"a": handed_to("s"), "s": handed_to("a")}, set(), id="a circle"),
        pytest.param([candidate("a")], {"a": {}, "carried on": {}}, {"a"}, id="somebody of the cohort before"),
    ],
)
def test_a_place_is_held_by_the_selected_or_by_the_last_who_took_over(
    candidates: list[Candidate], known: dict[str, dict[str, Any]], held: set[str]
) -> None:
    assert holders(candidates, terms(**known)) == held
    cohort = replace(a_cohort(), call=Call(3, THURSDAY))
    assert free_places(cohort, candidates, terms(**known)) == 3 - len(held)


def test_more_people_than_places_leave_none_free() -> None:
    cohort = replace(a_cohort(), call=Call(1, THURSDAY))
    assert free_places(cohort, [candidate("a"), candidate("b")], {}) == 0


def test_the_waiting_list_passes_over_whoever_took_over_meanwhile() -> None:
    assert next_to_offer(["s", "t"], terms(s={})) == "t"
    assert next_to_offer(["s"], terms(s={"state": ENDED, "ending": Ending.THANKED})) is None
